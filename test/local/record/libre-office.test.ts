/** The public tables of hostile rows in LibreOffice, where it is installed: nothing runs, and every record is one line. */
import { execFile } from "node:child_process"
import { mkdtemp, readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { read } from "@e965/xlsx"
import Papa from "papaparse"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { hasProgram } from "../../has-program.ts"
import { naughtyRows } from "./naughty-rows.ts"
import { type PushingOffice, startPushingOffice } from "./pushing-office.ts"
import { RICH } from "./rich-rows.ts"

const run = promisify(execFile)

describe.skipIf(!hasProgram("soffice"))("LibreOffice", { timeout: 120_000 }, () => {
  let office: PushingOffice
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sujarit-soffice-"))
    office = await startPushingOffice("2023-05-29")
    await office.push({ rows: naughtyRows() })
  })
  afterAll(() => office?.close())

  async function download(address: string, name: string): Promise<string> {
    const response = await fetch(`${office.url}${address}`)
    const file = join(folder, name)
    await writeFile(file, new Uint8Array(await response.arrayBuffer()))
    return file
  }

  /** Opens files as a person would by a double click, or with a filter's options, and saves them as another kind. */
  async function converted(files: readonly string[], to: string, infilter?: string): Promise<string> {
    const out = await mkdtemp(join(folder, "out-"))
    await run("soffice", [
      `-env:UserInstallation=file://${folder}/profile`,
      "--headless",
      ...(infilter ? [`--infilter=${infilter}`] : []),
      "--convert-to",
      to,
      "--outdir",
      out,
      ...files,
    ])
    return out
  }

  let opened: Promise<string> | undefined

  /** One of the three files that a double click opens, as LibreOffice then holds it; it is started once for all. */
  async function workbookOf(name: "measures" | "reports" | "year") {
    opened ??= openAll()
    return read(await readFile(join(await opened, `${name}.ods`)), { cellFormula: true, cellDates: true })
  }

  async function openAll(): Promise<string> {
    const files = [
      await download(`/${RICH.year}/measures.csv`, "measures.csv"),
      await download(`/${RICH.year}/reports.csv`, "reports.csv"),
      await download(`/${RICH.year}.xlsx`, "year.xlsx"),
    ]
    return converted(files, "ods")
  }

  it.each(["measures", "reports"] as const)("opens %s.csv without a formula", async name => {
    const workbook = await workbookOf(name)
    const cells = Object.values(workbook.Sheets).flatMap(sheet => Object.values(sheet))
    expect(cells.length).toBeGreaterThan(100)
    expect(cells.filter(cell => typeof cell === "object" && cell.f !== undefined)).toEqual([])
  })

  it("opens the workbook of the year without a formula, its dates as dates", async () => {
    const workbook = await workbookOf("year")
    expect(workbook.SheetNames).toEqual(["มาตรการ", "รายงาน", "รายงวดของงานที่ต้องรายงาน", "การเปลี่ยนแปลง"])
    const cells = Object.values(workbook.Sheets).flatMap(sheet => Object.values(sheet))
    expect(cells.filter(cell => typeof cell === "object" && cell.f !== undefined)).toEqual([])
    expect(cells.filter(cell => typeof cell === "object" && cell.t === "d").length).toBeGreaterThan(100)
  })

  it("reads measures.csv and reports.csv record by record, cell by cell", async () => {
    const names = ["measures", "reports"] as const
    const files = await Promise.all(
      names.map(name => download(`/${RICH.year}/${name}.csv`, `table-of-${name}.csv`)),
    )
    const expected = await Promise.all(files.map(async file => rowsOf(await readFile(file, "utf8"))))
    // As many columns as the wider of them has: what a table lacks is no column of it.
    const columns = Math.max(...expected.map(rows => rows[0]?.length ?? 0))
    const asText = Array.from({ length: columns }, (_, at) => `${at + 1}/2`).join("/")
    const out = await converted(
      files,
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true",
      `CSV:44,34,76,1,${asText}`,
    )
    for (const [at, name] of names.entries())
      expect(rowsOf(await readFile(join(out, `table-of-${name}.csv`), "utf8")), name).toEqual(expected[at])
  })
})

/** Line ends inside a cell are one kind in a spreadsheet, and a NUL, which no sheet can send, is none. */
function rowsOf(text: string): string[][] {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true })
  return data.map(row => row.map(cell => cell.replace(/\r\n?/g, "\n").replaceAll("\u0000", "")))
}
