/** `/datapackage.json`: it says what the CSVs are, so they are read here as it says. */
import { parse } from "csv-parse/browser/esm/sync"
import { beforeEach, describe, expect, test } from "vitest"
import * as z from "zod/mini"
import { MEASURE_COLUMNS, REPORT_COLUMNS } from "../../../shared/view/table-columns.ts"
import {
  newOffice,
  type Office,
  pushBefore as push,
  request,
  textOf,
  withClock,
  YEAR,
} from "../push-fixture.ts"
import { duty, FIRST, measure, report, setting } from "../rows.ts"

const fieldSchema = z.strictObject({
  name: z.string(),
  title: z.string().check(z.minLength(1)),
  description: z.optional(z.string().check(z.minLength(1))),
  // Those of the standard's first version: programs that know the second know them too.
  type: z.enum(["string", "integer", "boolean", "date", "datetime"]),
  constraints: z.optional(
    z.strictObject({
      enum: z.optional(z.array(z.string())),
      minimum: z.optional(z.number()),
      maximum: z.optional(z.number()),
    }),
  ),
})
const tableSchema = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9._-]+$/)),
  path: z.string().check(z.regex(/^(?!\/)(?!.*\.\.).+\.csv$/)),
  title: z.string(),
  format: z.literal("csv"),
  mediatype: z.literal("text/csv"),
  encoding: z.literal("utf-8"),
  schema: z.strictObject({ fields: z.array(fieldSchema), primaryKey: z.array(z.string()) }),
})
const fileSchema = z.strictObject({
  name: z.string().check(z.regex(/^[a-z0-9._-]+$/)),
  path: z.string().check(z.regex(/^\d{4}\.xlsx$/)),
  title: z.string(),
  format: z.literal("xlsx"),
  mediatype: z.string(),
  dialect: z.strictObject({ sheetName: z.literal("มาตรการ"), headerRows: z.tuple([z.literal(1)]) }),
})
const packageSchema = z.looseObject({
  $schema: z.literal("https://datapackage.org/profiles/2.0/datapackage.json"),
  name: z.string().check(z.regex(/^[a-z0-9._-]+$/)),
  version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
  resources: z.array(z.union([fileSchema, tableSchema])),
})
type Field = z.infer<typeof fieldSchema>

/** The Thai catalog's fourteen items, the frequency in two fields. */
const CATALOG_FIELDS = [
  "data_type",
  "title",
  "owner_org",
  "maintainer",
  "maintainer_email",
  "tag_string",
  "notes",
  "objective",
  "update_frequency_unit",
  "update_frequency_interval",
  "geo_coverage",
  "data_source",
  "data_format",
  "data_category",
  "license_id",
]

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

async function readPackage() {
  return packageSchema.parse(JSON.parse(await textOf(await request("/datapackage.json"))))
}

test("has every field of the Thai catalog, as texts", async () => {
  const described = await readPackage()
  for (const field of CATALOG_FIELDS) expect(described[field]).toBeTypeOf("string")
  expect(described).toMatchObject({
    owner_org: "สำนักงานเขตทดสอบ",
    maintainer: "ฝ่ายปกครอง",
    license_id: "License not specified",
    simulated: false,
  })
})

test.for([
  ["ita@office.example", "ita@office.example"],
  ["โทร. 02 222 2222", ""],
  ["", ""],
] as const)("a contact of %j makes the maintainer's mail %j", async ([contact, mail]) => {
  await push(office, { rows: [setting("contact", contact)] })
  expect((await readPackage()).maintainer_email).toBe(mail)
})

const CC = "https://creativecommons.org/licenses"

test.for([
  ["Open Data Common", undefined],
  ["Creative Commons Attributions", { name: "CC-BY-4.0", path: `${CC}/by/4.0/` }],
  ["Creative Commons Attribution Share-Alike", { name: "CC-BY-SA-4.0", path: `${CC}/by-sa/4.0/` }],
] as const)("a licence of %j is told, with its address where it has one", async ([license, terms]) => {
  await push(office, { rows: [setting("license", license), setting("geoCoverage", "อำเภอ")] })
  const described = await readPackage()
  expect(described).toMatchObject({ license_id: license, geo_coverage: "อำเภอ" })
  expect(described).not.toHaveProperty("license_id_other")
  expect(described.licenses).toEqual(terms && [{ ...terms, title: license }])
})

test("a licence that the catalog has no word for is another, named beside it", async () => {
  const license = "DGA Open Government License"
  await push(office, { rows: [setting("license", license)] })
  expect(await readPackage()).toMatchObject({
    license_id: "อื่นๆ",
    license_id_other: license,
    licenses: [{ path: "https://data.go.th/pages/dga-open-government-license", title: license }],
  })
})

test("says when it last changed, in which language, and where it can be read", async () => {
  expect(await readPackage()).toMatchObject({
    data_language: "ไทย",
    last_updated_date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    url: expect.stringMatching(/^https?:\/\/[^/]+\/$/),
  })
})

test("what the office has not said is unknown: no licence is granted for it", async () => {
  const described = await readPackage()
  expect(described).toMatchObject({ license_id: "License not specified", geo_coverage: "ไม่ทราบ" })
  expect(described).not.toHaveProperty("licenses")
})

describe("each table", () => {
  test("is where it is said to be, with the columns said and no cell that is not of its type", async () => {
    await push(office, {
      rows: [
        measure("a", { partners: ["ฝ่ายโยธา", "ฝ่ายการคลัง"], measure: 'ก "ข",\nค' }),
        duty("a"),
        report("m-aaaaaaaa", "2", "2566"),
      ],
      held: ["measure/m-aaaaaaaa"],
    })
    const described = await readPackage()
    expect(described.resources.map(({ path }) => path)).toEqual([
      `${YEAR}/measures.csv`,
      `${YEAR}/reports.csv`,
      `${YEAR}.xlsx`,
    ])
    for (const { path, mediatype } of described.resources)
      expect((await request(`/${path}`)).headers.get("Content-Type")).toContain(mediatype)
    const resources = described.resources.filter(each => "schema" in each)
    for (const { path, schema } of resources) {
      const text = await textOf(await request(`/${path}`))
      const [header = [], ...rows] = parse(text, { bom: true }) as string[][]
      expect(schema.fields.map(({ name }) => name)).toEqual(header)
      expect(rows.length).toBeGreaterThan(0)
      const wrong = rows.flatMap(row => schema.fields.filter((field, at) => !isOfType(row[at] ?? "", field)))
      expect(wrong).toEqual([])
      const keys = rows.map(row => schema.primaryKey.map(key => row[header.indexOf(key)]).join())
      expect(new Set(keys).size).toBe(rows.length)
    }
  })

  test("has a title for every column", async () => {
    const resources = (await readPackage()).resources.filter(each => "schema" in each)
    expect(resources.map(({ schema }) => schema.fields.length)).toEqual([
      MEASURE_COLUMNS.length,
      REPORT_COLUMNS.length,
    ])
  })
})

test("says so when the day is simulated", async () => {
  const simulated = withClock(() => Date.parse("2023-06-12T01:00:00Z"))
  expect(await textOf(await request("/datapackage.json", undefined, simulated))).toContain('"simulated":true')
})

/** As the Table Schema standard reads a cell; an empty one is missing, whatever its type. */
function isOfType(cell: string, { type, constraints }: Field): boolean {
  if (cell === "") return true
  if (constraints?.enum && !constraints.enum.includes(cell)) return false
  switch (type) {
    case "string":
      return true
    case "integer":
      return (
        /^\d+$/.test(cell) &&
        Number(cell) >= (constraints?.minimum ?? 0) &&
        Number(cell) <= (constraints?.maximum ?? Number.MAX_SAFE_INTEGER)
      )
    case "boolean":
      return cell === "true" || cell === "false"
    case "date":
      return /^\d{4}-\d{2}-\d{2}$/.test(cell)
    case "datetime":
      return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(cell)
    default:
      return type satisfies never
  }
}
