/** `/<year>.xlsx`: what it holds, as another maker's reader sees it, and how its parts are written. */
import { type CellObject, read, utils, type WorkBook } from "@e965/xlsx"
import { XMLValidator } from "fast-xml-parser"
import { unzipSync } from "fflate"
import { beforeEach, describe, expect, test } from "vitest"
import { columnWords, MEASURE_COLUMNS } from "../../../shared/view/table-columns.ts"
import { NAUGHTY_STRINGS, TANGLED_CELL } from "../../naughty.ts"
import { newOffice, type Office, pushBefore as push, request, YEAR } from "../push-fixture.ts"
import { day, duty, FIRST, measure, report, setting } from "../rows.ts"

let office: Office

beforeEach(async () => {
  office = newOffice()
  await push(office, FIRST)
})

async function bytes(address = `/${YEAR}.xlsx`): Promise<Uint8Array> {
  const response = await request(address)
  expect([response.status, response.headers.get("Content-Type")]).toEqual([
    200,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ])
  return new Uint8Array(await response.arrayBuffer())
}

async function workbook(): Promise<WorkBook> {
  return read(await bytes(), { cellDates: true, cellFormula: true, cellNF: true, UTC: true })
}

/** The rows of a sheet by its headings. */
function rowsOf({ Sheets }: WorkBook, name: string): Record<string, unknown>[] {
  const sheet = Sheets[name]
  if (!sheet) throw new Error(`no sheet ${name}`)
  return utils.sheet_to_json(sheet, { defval: null, UTC: true })
}

function cellsOf({ Sheets }: WorkBook): CellObject[] {
  return Object.values(Sheets).flatMap(sheet =>
    Object.entries(sheet).flatMap(([place, cell]) => (place.startsWith("!") ? [] : [cell as CellObject])),
  )
}

test("has a sheet for measures, reports, duties' books and changes, each with the columns of its table", async () => {
  const book = await workbook()
  expect(book.SheetNames).toEqual(["มาตรการ", "รายงาน", "รายงวดของงานที่ต้องรายงาน", "การเปลี่ยนแปลง"])
  const [headings] = utils.sheet_to_json<string[]>(book.Sheets.มาตรการ ?? {}, { header: 1 })
  expect(headings).toEqual(MEASURE_COLUMNS.map(key => columnWords("measure", key).title))
  expect(headings?.filter(title => /^[a-z]/i.test(title))).toEqual([])
})

test("days and instants are dates, not texts", async () => {
  await push(office, { rows: [report("m-aaaaaaaa", "2", "2566", { date: day("2023-06-01") })] })
  const [line] = rowsOf(await workbook(), "รายงาน")
  expect(line).toMatchObject({
    ครบกำหนด: new Date("2023-06-30T00:00:00Z"),
    วันที่ดำเนินการ: new Date("2023-06-01T00:00:00Z"),
  })
  expect(line?.เวลาที่ระบบได้รับรายงานครั้งแรก).toBeInstanceOf(Date)
  const { title } = columnWords("report", "linkStates")
  expect((line as Record<string, unknown>)[title]).toMatch(/^ยังไม่ได้ตรวจ https:\/\/\S+$/)
})

test("several days are words, a line each", async () => {
  const occurrences = [
    { id: "2566-1", due: day("2023-03-31") },
    { id: "2566-2", due: day("2023-09-30") },
  ]
  await push(office, { rows: [measure("a", { occurrences, reason: "แบ่งเป็นสองงวดตามมติที่ประชุม" })] })
  expect(rowsOf(await workbook(), "มาตรการ")[0]?.ครบกำหนด).toBe("31 มี.ค. 2566\n30 ก.ย. 2566")
})

test("a duty's book tells of each period what became of it", async () => {
  await push(office, { rows: [duty("a")] })
  const lines = rowsOf(await workbook(), "รายงวดของงานที่ต้องรายงาน")
  expect(lines.length).toBeGreaterThan(0)
  expect([...new Set(lines.map(line => line.ผลของงวด))]).toEqual(["ก่อนเริ่มบันทึก"])
})

test("what changed is told field by field, with what was, what is and why", async () => {
  await push(office, {
    rows: [
      measure("a", {
        occurrences: [{ id: "2566", due: day("2023-07-31") }],
        reason: "ผู้รับจ้างส่งมอบงานล่าช้า",
      }),
    ],
  })
  const [moved] = rowsOf(await workbook(), "การเปลี่ยนแปลง").filter(each => each.ช่องที่เปลี่ยน === "ครบกำหนด")
  expect(moved).toMatchObject({ เดิม: "2023-06-30", ใหม่: "2023-07-31", เหตุผล: "ผู้รับจ้างส่งมอบงานล่าช้า" })
})

describe("a cell of any text", () => {
  const texts = NAUGHTY_STRINGS.filter(
    text => text !== "" && text.length <= 5000 && !/\p{Surrogate}/u.test(text),
  )

  test("is a text and never a formula, and comes back as it was typed", async () => {
    const ids = texts.map((_, at) => `m-${String(at).padStart(8, "0")}`)
    await push(office, { rows: ids.map((id, at) => ({ ...measure("a"), id, issue: texts[at] ?? "" })) })
    const book = await workbook()
    expect(cellsOf(book).filter(cell => cell.f !== undefined)).toEqual([])
    const issues = new Map(rowsOf(book, "มาตรการ").map(row => [row.รหัส, row.ประเด็นที่ต้องปรับปรุง]))
    // The format has no control characters, and one kind of line end.
    const kept = (text: string) =>
      text
        .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, "")
    for (const [at, id] of ids.entries()) expect(issues.get(id) ?? "").toBe(kept(texts[at] ?? ""))
  })

  test.for(["=1+1", "-2", "@a", "_x0041_", TANGLED_CELL])("%j is of the type text", async text => {
    await push(office, { rows: [measure("a", { issue: text })] })
    const found = cellsOf(await workbook()).filter(
      ({ v }) => typeof v === "string" && v.startsWith(text[0] ?? ""),
    )
    expect(found.map(({ t }) => t)).toContain("s")
    if (text === "_x0041_") expect(found.map(({ v }) => v)).toContain(text)
  })
})

describe("its parts", () => {
  test("are well-formed, with a frozen heading, widths, and text that is wrapped", async () => {
    const parts = unzipSync(await bytes())
    expect(Object.keys(parts)).toHaveLength(9)
    const text = (path: string) => new TextDecoder("utf-8", { fatal: true }).decode(parts[path])
    for (const path of Object.keys(parts))
      expect([path, XMLValidator.validate(text(path))]).toEqual([path, true])
    for (const at of [1, 2, 3, 4]) {
      const sheet = text(`xl/worksheets/sheet${at}.xml`)
      expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
      expect(sheet).toMatch(/<col min="1" max="1" width="\d+" customWidth="1"\/>/)
      expect(sheet).not.toContain("<f>")
    }
    expect(text("xl/styles.xml")).toContain('wrapText="1"')
  })

  test("are the same bytes of the same record", async () => {
    expect(await bytes()).toEqual(await bytes(`/${YEAR}.xlsx?at=`))
  })
})

test("is of a past day where one is asked, and 404 of a year there is none of", async () => {
  expect((await request(`/${YEAR + 5}.xlsx`)).status).toBe(404)
  await push(office, { rows: [setting("title", "แผน")] })
  expect((await request(`/${YEAR}.xlsx?at=2000-01-01`)).status).toBe(404)
})
