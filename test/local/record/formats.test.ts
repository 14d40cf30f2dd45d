/** Every hostile string in every format, read back by readers of another make: whole, and as nothing but text. */
import { parse as parseCsv } from "csv-parse/sync"
import { csvParseRows } from "d3-dsv"
import { XMLParser, XMLValidator } from "fast-xml-parser"
import ICAL from "ical.js"
import Papa from "papaparse"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { verifyCommand } from "../../../cli/commands-here.ts"
import { unguardFormulas } from "../../../shared/row/formula-guard.ts"
import { yearViewSchema } from "../../../shared/view/schema.ts"
import { ran } from "../../cli/ran.ts"
import { icalFaults } from "../../ical-restrictions.ts"
import { readCsv } from "../../read-csv.ts"
import { listedAddresses } from "./addresses.ts"
import { NAUGHTY_MEASURES, NAUGHTY_TEXTS, naughtyChanges, naughtyRows } from "./naughty-rows.ts"
import { type PushingOffice, startPushingOffice } from "./pushing-office.ts"
import { RICH } from "./rich-rows.ts"

const [FIRST_MEASURE = ""] = NAUGHTY_MEASURES
const LISTED = listedAddresses({ ...RICH, measure: FIRST_MEASURE, duty: FIRST_MEASURE.replace("m-", "d-") })
const ending = (pattern: RegExp) => LISTED.filter(address => pattern.test(address))

let office: PushingOffice

beforeAll(async () => {
  office = await startPushingOffice("2023-05-29")
  await office.push({ rows: naughtyRows() })
  await office.push({ rows: naughtyChanges() })
})
afterAll(() => office?.close())

async function bytesOf(address: string): Promise<Uint8Array> {
  const response = await fetch(`${office.url}${address}`)
  // There is no contact that can be followed, so no security.txt.
  expect([address, response.status]).toEqual([address, address.endsWith("security.txt") ? 404 : 200])
  return new Uint8Array(await response.arrayBuffer())
}

/** Strictly: a byte that is no UTF-8 fails. */
const textOf = async (address: string) =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await bytesOf(address))

it("before the verifier every hostile string is what was signed, in JSON, CSV, calendar, form and page", async () => {
  const { code, out } = await ran(verifyCommand, [office.url, "--json"])
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 0, faults: [] })
})

describe("JSON", () => {
  it.each(ending(/\.json$|^\/api\/(?!.*\/\d+$)/).filter(each => !/pushes\/\d+\/\d+$/.test(each)))(
    "%s reads back",
    async address => {
      expect(typeof JSON.parse(await textOf(address))).toBe("object")
    },
  )

  it("holds every string as it was pushed", async () => {
    const year = yearViewSchema.parse(JSON.parse(await textOf(`/${RICH.year}.json`)))
    const held = new Set(year.reports.flatMap(({ result, evidence }) => [result, evidence]))
    for (const { issue, measure, monitoring } of year.measures)
      for (const each of [issue, measure, monitoring]) held.add(each)
    for (const { what, when } of year.duties) for (const each of [what, when]) held.add(each)
    for (const { order, outcome } of year.oversight) for (const each of [order, outcome]) held.add(each)
    expect(NAUGHTY_TEXTS.filter(text => !held.has(text))).toEqual([])
  })
})

const SPREADSHEET_LINE = /[\r\n\t\v\f\u0085\u2028\u2029]/
const isFormula = (cell: string) =>
  cell.split(SPREADSHEET_LINE).some(line => /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(line))

describe("CSV", () => {
  it.each(ending(/\.csv$/))(
    "%s has a mark for Excel, a row of one length each, and no line of a cell that is a formula",
    async address => {
      expect([...(await bytesOf(address)).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const rows = readCsv(await textOf(address))
      expect(rows.length).toBeGreaterThan(1)
      expect(new Set(rows.map(row => row.length)).size).toBe(1)
      expect(rows.flat().filter(isFormula)).toEqual([])
    },
  )

  it.each(ending(/\.csv$/))(
    "%s reads alike in three parsers that end records at a line feed",
    async address => {
      const text = await textOf(address)
      const rows = readCsv(text)
      expect(parseCsv(text, { bom: true, record_delimiter: ["\r\n", "\n", "\r"] })).toEqual(rows)
      expect(csvParseRows(text.slice(1))).toEqual(rows)
      const papa = Papa.parse<string[]>(text, { skipEmptyLines: true })
      expect(papa.errors).toEqual([])
      expect(papa.data).toEqual(rows)
    },
  )

  it("gives each string back once the apostrophe before a formula is taken off", async () => {
    const [header = [], ...rows] = readCsv(await textOf(`/${RICH.year}/reports.csv`))
    const results = rows.map(row => row[header.indexOf("result")] ?? "").filter(each => each !== "")
    const plain = results.map(unguardFormulas)
    const known = new Set(NAUGHTY_TEXTS)
    expect(plain.filter(each => !known.has(each))).toEqual([])
    expect(plain.length).toBeGreaterThan(60)
  })
})

describe("feeds, the site map and calendars", () => {
  it.each(ending(/\.(?:atom|xml)$/))("%s is well-formed", async address => {
    const text = await textOf(address)
    expect(XMLValidator.validate(text)).toBe(true)
    expect(Object.keys(new XMLParser().parse(text) as object).some(key => /feed|urlset/.test(key))).toBe(true)
  })

  it.each([...ending(/\.ics$/), `/${RICH.year}/calendar.ics?section=2`])(
    "%s has an event for each due date",
    async address => {
      const text = await textOf(address)
      expect(icalFaults(text)).toEqual([])
      const calendar = new ICAL.Component(ICAL.parse(text))
      expect(calendar.getAllSubcomponents("vevent")).toHaveLength(NAUGHTY_MEASURES.length * 3)
    },
  )
})
