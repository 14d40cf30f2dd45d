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

  /** Opens a file as a person would by a double click, or with a filter's options, and saves it as another kind. */
  async function converted(file: string, to: string, infilter?: string): Promise<Buffer> {
    const [extension = ""] = to.split(":")
    const out = await mkdtemp(join(folder, "out-"))
    await run("soffice", [
      `-env:UserInstallation=file://${folder}/profile`,
      "--headless",
      ...(infilter ? [`--infilter=${infilter}`] : []),
      "--convert-to",
      to,
      "--outdir",
      out,
      file,
    ])
    return readFile(join(out, `table.${extension}`))
  }

  it.each(["measures", "reports"])("opens %s.csv without a formula", async name => {
    const file = await download(`/${RICH.year}/${name}.csv`, "table.csv")
    const workbook = read(await converted(file, "xlsx"), { cellFormula: true })
    const cells = Object.values(workbook.Sheets).flatMap(sheet => Object.values(sheet))
    expect(cells.length).toBeGreaterThan(100)
    expect(cells.filter(cell => typeof cell === "object" && cell.f !== undefined)).toEqual([])
  })

  it("opens the workbook of the year without a formula, its dates as dates", async () => {
    const file = await download(`/${RICH.year}.xlsx`, "table.xlsx")
    const workbook = read(await converted(file, "ods"), { cellFormula: true, cellDates: true })
    expect(workbook.SheetNames).toEqual(["มาตรการ", "รายงาน", "รายงวดของงานที่ต้องรายงาน", "การเปลี่ยนแปลง"])
    const cells = Object.values(workbook.Sheets).flatMap(sheet => Object.values(sheet))
    expect(cells.filter(cell => typeof cell === "object" && cell.f !== undefined)).toEqual([])
    expect(cells.filter(cell => typeof cell === "object" && cell.t === "d").length).toBeGreaterThan(100)
  })

  it.each(["measures", "reports"])("reads %s.csv record by record, cell by cell", async name => {
    const file = await download(`/${RICH.year}/${name}.csv`, "table.csv")
    const expected = rowsOf(await readFile(file, "utf8"))
    const asText = expected[0]?.map((_, at) => `${at + 1}/2`).join("/")
    const again = await converted(
      file,
      "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true",
      `CSV:44,34,76,1,${asText}`,
    )
    expect(rowsOf(again.toString())).toEqual(expected)
  })
})

/** Line ends inside a cell are one kind in a spreadsheet, and a NUL, which no sheet can send, is none. */
function rowsOf(text: string): string[][] {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: true })
  return data.map(row => row.map(cell => cell.replace(/\r\n?/g, "\n").replaceAll("\u0000", "")))
}
