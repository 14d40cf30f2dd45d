/** Rows as offices leave them: parts with headings of their own, notes between rows, numbers below headings, signatures. */
import { describe, expect, test } from "vitest"
import { codes, HEADER, imported, ROW, rowsSource } from "./source.ts"

const OTHER = [
  "ตัวชี้วัดที่ ๓ การใช้อำนาจ ได้ค่าคะแนน ๙๐.๑๒ คะแนน",
  "มอบหมายงานไม่ชัด",
  "จัดทำคำสั่ง",
  "ผู้อำนวยการเขตติดตาม",
  "ภายในเดือนมกราคม ๒๕๖๗",
  "ฝ่ายทะเบียน",
]
const TITLE = "มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
const blanks = ["", "", "", "", "", ""]
/** The first cells of a line, as a spreadsheet with borders has it: each cell is there. */
const line = (...cells: string[]) => [...cells, ...blanks].slice(0, 6)
const ofSheet = (...rows: readonly (readonly string[])[]) => ({
  lines: rowsSource(...rows).lines.map(each => ({ ...each, sheet: "แผน" })),
})
const quoted = (plan: ReturnType<typeof imported>, code: string) =>
  plan.report.filter(each => each.code === code).map(({ snippet }) => snippet)

describe("below headings that are printed again", () => {
  const rows = (below: readonly string[]) => imported(rowsSource(HEADER, ROW, HEADER, below), 2567).measures

  test("a row with a measure, a deadline and an owner of its own is a row, whoever the owner is", () => {
    const measures = rows(["", "แผนไม่ทั่วถึง", "ประชาสัมพันธ์แผน", "ผู้อำนวยการเขตติดตาม", "มีนาคม ๒๕๖๗", "กองคลัง"])
    expect(measures.map(({ indicator, measure, period }) => [indicator, measure, period])).toEqual([
      [2, "เปิดเผยผลการจัดซื้อจัดจ้าง", "ภายในเดือนมิถุนายน ๒๕๖๗"],
      [2, "ประชาสัมพันธ์แผน", "มีนาคม ๒๕๖๗"],
    ])
  })
  test("one that a page cut goes on: its deadline, or the one above it, is none by itself", () => {
    expect(rows(["", "", "และประชาสัมพันธ์", "", "พ.ศ. ๒๕๖๗", "(ทุกกอง)"])).toHaveLength(1)
    expect(rows(["", "", "และประชาสัมพันธ์", "", "ถึงเดือนกันยายน ๒๕๖๗", "กองคลัง"])).toHaveLength(1)
  })
  test("and where nobody can say, it is asked about", () => {
    const plan = imported(rowsSource(HEADER, ROW, HEADER, ["", "", "อบรม", "", "ตามแผน", "กองคลัง"]), 2567)
    expect(plan.measures).toHaveLength(1)
    expect(codes(plan)).toContain("rowAppended@4")
  })
})

describe("a cell alone in its line", () => {
  test.each([
    ["a note", [ROW, line("หมายเหตุ : ให้รายงานทุกไตรมาส"), OTHER]],
    ["a heading between rows", [ROW, line("แบบวัด EIT"), OTHER]],
    ["a heading before the first row", [line("แบบวัด IIT"), ROW, OTHER]],
  ])("%s is set aside, and no row's", (_, rows) => {
    const plan = imported(rowsSource(HEADER, ...rows), 2567)
    expect(plan.measures).toHaveLength(2)
    expect(plan.assessments.map(({ description }) => description).join()).not.toMatch(/หมายเหตุ|แบบวัด/)
    expect(quoted(plan, "lineUnplaced")).toEqual([rows.find(cells => cells[1] === "")?.[0]])
  })
})

test("words of a row that are those of headings are no headings", () => {
  const plan = imported(
    rowsSource(
      HEADER,
      ROW,
      ["คะแนน", "ประเด็นที่ ๒ ควรปรับปรุง", "มาตรการข้อที่ ๒ อบรม", "ติดตามทุกเดือน", "", ""],
      OTHER,
    ),
    2567,
  )
  expect(plan.measures.map(({ measure, lead }) => [measure, lead])).toEqual([
    ["เปิดเผยผลการจัดซื้อจัดจ้างมาตรการข้อที่ ๒ อบรม", "ฝ่ายปกครอง"],
    ["จัดทำคำสั่ง", "ฝ่ายทะเบียน"],
  ])
})

test("a row that a page cuts goes on below, without headings too", () => {
  const cut = (place: string, cells: string[], at: number) => ({
    line: at,
    cells,
    sheet: place,
    row: at,
    run: 0,
  })
  const plan = imported({
    lines: [
      cut("หน้า 1", [TITLE], 1),
      cut("หน้า 1", HEADER, 2),
      cut("หน้า 1", ROW, 3),
      cut("หน้า 1", [OTHER[0] ?? "", "งานไม่", "จัดทำ", "ผู้อำนวยการเขต", "ภายใน", ""], 4),
      cut("หน้า 2", ["คะแนน", "ชัด", "คำสั่ง", "ติดตาม", "เดือนมกราคม ๒๕๖๗", "ฝ่ายทะเบียน"], 5),
    ],
  })
  expect(
    plan.measures.map(({ indicator, measure, period, lead }) => [indicator, measure, period, lead]),
  ).toEqual([
    [2, ROW[2], ROW[4], "ฝ่ายปกครอง"],
    [3, "จัดทำคำสั่ง", "ภายในเดือนมกราคม ๒๕๖๗", "ฝ่ายทะเบียน"],
  ])
})

test("numbers of the columns below the headings are no row", () => {
  const plan = imported(rowsSource(HEADER, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], ROW, OTHER), 2567)
  expect(plan.measures.map(({ indicator }) => indicator)).toEqual([2, 3])
  expect(plan.report.filter(({ severity }) => severity === "error")).toEqual([])
})

describe("a total below the rows", () => {
  const below = (...cells: string[]) => imported(ofSheet([...HEADER, "งบประมาณ"], ROW, OTHER, cells), 2567)

  test.each([
    ["in the measure's column", ["", "", "รวมเป็นเงิน", "", "", "", "300"]],
    ["in the first", ["รวมทั้งสิ้น", "", "", "", "", "", "25,000 บาท"]],
    ["in the monitoring's", ["", "", "", "รวม", "", "", "300"]],
    ["with a count in the period's", ["รวม ๓ มาตรการ", "", "", "", "3 มาตรการ", "", "-"]],
    ["alone", ["", "", "รวมงบประมาณทั้งสิ้น", "", "", "", ""]],
    ["in English", ["", "", "Total", "", "", "", "1,500.50"]],
  ])("is quoted, and no part of the last row: %s", (_, cells) => {
    const plan = below(...cells)
    const { id: _id, ...last } = imported(ofSheet([...HEADER, "งบประมาณ"], OTHER), 2567).measures[0] ?? {
      id: "",
    }
    expect(plan.measures).toHaveLength(2)
    expect(plan.measures[1]).toMatchObject(last)
    expect(plan.assessments.map(({ description }) => description).join()).not.toMatch(/รวม|total/i)
    expect(quoted(plan, "lineUnplaced")).toEqual([cells.filter(cell => cell !== "").join("\t")])
  })
  test.each(["รวมพลังต้านทุจริต", "รวบรวมสถิติ", "รวมกลุ่มผู้ค้า 3 โครงการ"])("a measure is none: %s", measure => {
    expect(below("", "", measure, "", "", "", "300").measures[1]?.measure).toContain(measure)
  })
})

test("signatures below the rows are set aside, with what follows them", () => {
  const plan = imported(
    ofSheet(
      HEADER,
      ROW,
      OTHER,
      ["", "", "", "", "ลงชื่อ", "ผู้รายงาน"],
      ["", "", "", "", "(นางสาวสมมุติ ตัวอย่าง)", ""],
      ["", "หัวหน้าฝ่ายปกครอง", "", "", "", ""],
    ),
    2567,
  )
  expect(plan.measures.map(({ period, lead }) => [period, lead])).toEqual([
    [ROW[4], "ฝ่ายปกครอง"],
    [OTHER[4], "ฝ่ายทะเบียน"],
  ])
  expect(quoted(plan, "lineUnplaced")).toEqual(["ลงชื่อ\tผู้รายงาน", "(นางสาวสมมุติ ตัวอย่าง)", "หัวหน้าฝ่ายปกครอง"])
})

test("a measure to sign something is no signature", () => {
  const plan = imported(rowsSource(HEADER, ROW, ["", "", "ลงนามในประกาศ", "", "", ""], OTHER), 2567)
  expect(plan.measures[0]?.measure).toContain("ลงนามในประกาศ")
})

test("a whole row below signatures is a row again", () => {
  const plan = imported(rowsSource(HEADER, ROW, ["", "ผู้จัดทำ", "ผู้ตรวจสอบ", "", "", ""], OTHER), 2567)
  expect(plan.measures).toHaveLength(2)
})

test("what a spreadsheet has of a row in the next one begins a line, and a measure without a number is asked about", () => {
  const plan = imported(ofSheet(HEADER, ROW, ["", "", "จัดประชุม", "", "", "ฝ่ายทะเบียน"], OTHER), 2567)
  expect(plan.measures[0]).toMatchObject({
    measure: "เปิดเผยผลการจัดซื้อจัดจ้าง\nจัดประชุม",
    responsible: "ฝ่ายปกครอง\nฝ่ายทะเบียน",
  })
  expect(codes(plan)).toContain("rowAppended@3")
  const numbered = imported(ofSheet(HEADER, ROW, ["", "", "๒. จัดประชุม", "", "", ""], OTHER), 2567)
  expect(codes(numbered)).toContain("rowJoined@3")
})

test("a first and a last day in columns of their own are a range, however they are headed", () => {
  const header = [...HEADER.slice(0, 4), "วันเริ่มต้น", "วันสิ้นสุด", "ผู้รับผิดชอบ"]
  const plan = imported(
    rowsSource(header, [...ROW.slice(0, 4), "1 ต.ค. 66", "31 มี.ค. 67", "ฝ่ายปกครอง"]),
    2567,
  )
  expect(plan.measures[0]?.period).toBe("1 ต.ค. 66 - 31 มี.ค. 67")
})
