/** Tables of PDFs without lines: read where nothing about them is a guess, refused where anything is. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { readTableFile } from "../../cli/plan/table-file.ts"
import { imported } from "../shared/import/source.ts"
import { type Page, writtenPdf } from "./written-pdf.ts"

const folder = mkdtempSync(join(tmpdir(), "sujarit-unruled-"))
afterAll(() => rmSync(folder, { recursive: true }))

type Text = Page["texts"][number]

const PLACES = [30, 160, 290, 420, 550, 680]
const TITLE = { text: "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ ของหน่วยงาน", x: 30, y: 30 }
const HEADINGS = [
  "ผลการประเมิน",
  "ประเด็นที่ต้อง\nปรับปรุง",
  "มาตรการ/\nกิจกรรม",
  "แนวทางการ\nกำกับติดตาม",
  "ระยะเวลา",
  "ผู้รับผิดชอบ",
]
const BUDGET = [
  "ตัวชี้วัดที่ ๒\nการใช้งบประมาณ\n๘๘.๘๖",
  "ไม่ทราบแผน",
  "เผยแพร่แผนการใช้\nจ่ายงบประมาณ",
  "ผู้อำนวยการเขต\nติดตาม",
  "ภายในเดือน\nธันวาคม ๒๕๖๖",
  "ฝ่ายการคลัง",
]
const POWER = [
  "ตัวชี้วัดที่ ๓\nการใช้อำนาจ\n๙๐.๑๒",
  "มอบหมายงานไม่ชัด",
  "จัดทำคำสั่ง",
  "ผู้อำนวยการเขต\nติดตาม",
  "ภายในเดือน\nมกราคม ๒๕๖๗",
  "ฝ่ายปกครอง",
]
const LINE = 14

/** Rows one below the other, each cell from the top of its row. */
function laidOut(rows: readonly (readonly string[])[], y = 70): Text[] {
  return rows.flatMap((cells, row) =>
    cells.flatMap((cell, column) =>
      cell.split("\n").map((text, line) => ({
        text,
        x: PLACES[column] ?? 0,
        y: y + row * LINE * 4 + line * LINE,
      })),
    ),
  )
}

async function read(...pages: readonly (readonly Text[])[]) {
  const path = join(folder, "plan.pdf")
  writeFileSync(path, writtenPdf(pages.map(texts => ({ texts }))))
  const table = await readTableFile(path)
  return table.ok ? imported(table.source) : table.code
}

const WHOLE = [TITLE, ...laidOut([HEADINGS, BUDGET, POWER])]

test("its cells are read by the room between columns, and a person is asked to look", async () => {
  const plan = await read(WHOLE)
  if (typeof plan === "string") throw new Error(plan)
  expect(plan.measures).toMatchObject([
    { indicator: 2, measure: "เผยแพร่แผนการใช้จ่ายงบประมาณ", period: "ภายในเดือนธันวาคม ๒๕๖๖", lead: "ฝ่ายการคลัง" },
    { indicator: 3, measure: "จัดทำคำสั่ง", period: "ภายในเดือนมกราคม ๒๕๖๗", lead: "ฝ่ายปกครอง" },
  ])
  expect(plan.fiscalYear).toBe(2567)
  expect(plan.report.find(({ code }) => code === "columnsByRoom")?.severity).toBe("ask")
  expect(plan.report.find(({ code }) => code === "scoreYearAssumed")).toMatchObject({
    sheet: "หน้า 1",
    cell: "A2",
  })
})

test("a row that a page cuts goes on", async () => {
  const rest = ["๙๐.๑๒", "", "มอบหมายงาน", "ติดตาม", "มกราคม ๒๕๖๗", ""]
  const cut = ["ตัวชี้วัดที่ ๓\nการใช้อำนาจ", "งานไม่ชัด", "จัดทำคำสั่ง", "ผู้อำนวยการเขต", "ภายในเดือน", "ฝ่ายปกครอง"]
  const plan = await read([TITLE, ...laidOut([HEADINGS, BUDGET, cut])], laidOut([rest], 30))
  if (typeof plan === "string") throw new Error(plan)
  expect(plan.measures.map(({ period }) => period)).toEqual(["ภายในเดือนธันวาคม ๒๕๖๖", "ภายในเดือนมกราคม ๒๕๖๗"])
})

test("the pages of a long document are told as they are read", async () => {
  const path = join(folder, "long.pdf")
  writeFileSync(path, writtenPdf(Array.from({ length: 25 }, () => ({ texts: [TITLE] }))))
  const told: string[] = []
  await readTableFile(path, text => void told.push(text))
  expect(told).toEqual([expect.stringContaining("10 จาก 25"), expect.stringContaining("20 จาก 25")])
})

describe("it is refused where", () => {
  const shifted = (text: string, by: { x?: number; y?: number }) =>
    WHOLE.map(each =>
      each.text === text ? { ...each, x: each.x + (by.x ?? 0), y: each.y + (by.y ?? 0) } : each,
    )

  test.each([
    ["words reach over the room between two columns", shifted("มอบหมายงานไม่ชัด", { x: 60 })],
    ["a cell of a row does not begin with its row", shifted("ฝ่ายปกครอง", { y: 2 * LINE })],
    [
      "another row may begin within one",
      [...WHOLE, { text: "ฝ่ายโยธา", x: PLACES[5] ?? 0, y: 70 + 14 * LINE }],
    ],
    [
      "a heading is not understood",
      [...WHOLE.filter(({ text }) => text !== "ระยะเวลา"), { text: "หมายเหตุ", x: PLACES[4] ?? 0, y: 70 }],
    ],
    ["its first row names no indicator", WHOLE.filter(({ text }) => text !== "ตัวชี้วัดที่ ๒")],
    ["there is only text", [TITLE]],
  ])("%s", async (_, texts) => {
    expect(await read(texts)).toBe("unruledPdf")
  })
})
