/** Tables of other makes: brothers of the cases from the field. */
import { describe, expect, test } from "vitest"
import { codes, HEADER, imported, ROW, rowsSource } from "./source.ts"

const TITLE = ["มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
const withCell = (cells: readonly string[], place: number, text: string) =>
  cells.map((cell, at) => (at === place ? text : cell))

describe("headings as people spell them", () => {
  test.each([
    ["a space inside a word", "แนวทาง การกำ กับติดตาม"],
    ["า for ำ", "แนวทางการกากับติดตาม"],
    ["ํ before า", "แนวทางการก\u0e4d\u0e32กับติดตาม"],
    ["ํ after า", "แนวทางการก\u0e32\u0e4dกับติดตาม"],
    ["no width", "แนวทาง\u200bการ\u2060กำกับติดตาม"],
    ["tags", "<p><b>แนวทางการกำกับติดตาม</b></p>"],
    ["an old font", "แนวทางการก\uf711ากับติดตาม"],
  ])("%s", (_, heading) => {
    const [measure] = imported(rowsSource(TITLE, withCell(HEADER, 3, heading), ROW)).measures
    expect(measure?.monitoring).toBe(ROW[3])
  })

  test.each([
    ["ตัวชี้วัดความสำเร็จ", "โครงการ"],
    ["งบประมาณ", "หมายเหตุ"],
    ["ปัญหา/อุปสรรค", "ปัญหาและอุปสรรค"],
    ["ปัญหา อุปสรรค", "ข้อเสนอแนะ"],
  ])("%s is none of ours, and what stands below is told", (...unknown) => {
    const plan = imported(rowsSource(TITLE, [...unknown, ...HEADER], ["ก1", "ก2", ...ROW]))
    expect(plan.measures).toMatchObject([{ measure: ROW[2], lead: "ฝ่ายปกครอง" }])
    const aside = plan.report.filter(({ code }) => code === "columnUnknown" || code === "cellUnplaced")
    expect(aside.map(({ snippet }) => snippet)).toEqual([...unknown, "ก1", "ก2"])
  })
})

describe("of the line that names the office", () => {
  test.each([
    ["สำนักงานเขตบางสมมุติ ข้อมูล ณ วันที่ 31 มีนาคม 2567", "ข้อมูล ณ วันที่ 31 มีนาคม 2567"],
    ["สำนักงานเขตบางสมมุติ ณ วันที่ ๓๑ มีนาคม ๒๕๖๗", "ณ วันที่ ๓๑ มีนาคม ๒๕๖๗"],
    ["หน่วยงาน: สำนักงานเขตบางสมมุติ (ข้อมูล ณ 31 มี.ค. 67)", "(ข้อมูล ณ 31 มี.ค. 67)"],
  ])("the name is the office, and the day is quoted: %s", (text, day) => {
    const { office, report } = imported(rowsSource(TITLE, [text], HEADER, ROW))
    expect(office).toBe("สำนักงานเขตบางสมมุติ")
    expect(report.flatMap(({ code, snippet }) => (code === "lineUnplaced" ? [snippet] : []))).toEqual([day])
  })
  test.each(["อบต.บางสมมุติ", "ทต.บางสมมุติ", "อบจ.สมมุติ"])(
    "%s stands short in a title, and on a line",
    office => {
      const header = withCell(HEADER, 0, "ผลการประเมิน")
      const title = `แผนส่งเสริมคุณธรรมและความโปร่งใส ${office} ประจำปีงบประมาณ พ.ศ. 2567`
      expect(imported(rowsSource([title], header, ROW)).office).toBe(office)
      expect(imported(rowsSource(TITLE, [office], header, ROW)).office).toBe(office)
    },
  )
  test("the year is the plan's", () => {
    const text = "สำนักงานเขตบางสมมุติ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
    const { office, title, fiscalYear } = imported(rowsSource(["มาตรการส่งเสริม"], [text], HEADER, ROW))
    expect([office, title, fiscalYear]).toEqual([
      "สำนักงานเขตบางสมมุติ",
      "มาตรการส่งเสริม ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
      2567,
    ])
  })
})

test.each(["กิจกรรม", "กิจกรรม/ขั้นตอน", "แนวทางปฏิบัติ/ขั้นตอน"])(
  "%s beside มาตรการ is put with each row's measure",
  heading => {
    const above = ["ตัวชี้วัด", "มาตรการ", heading, "ระยะเวลา", "ผู้รับผิดชอบ"]
    const row = (what: string, period: string) => ["การใช้งบประมาณ", "1. บริการ", what, period, "ฝ่ายปกครอง"]
    const plan = imported(rowsSource(TITLE, above, row("1.1 คู่มือ", "มี.ค. 67"), row("1.2 เผยแพร่", "เม.ย. 67")))
    expect(plan.measures.map(({ measure, period }) => [measure, period])).toEqual([
      ["1. บริการ\n1.1 คู่มือ", "มี.ค. 67"],
      ["1. บริการ\n1.2 เผยแพร่", "เม.ย. 67"],
    ])
  },
)

test("what owners and times are divided into is a second line of headings, and no row", () => {
  const plan = imported(
    rowsSource(
      TITLE,
      ["ตัวชี้วัด", "มาตรการ", "ระยะเวลา", "", "ผู้รับผิดชอบ", ""],
      ["ตัวชี้วัด", "มาตรการ", "ตามแผน", "ดำเนินการจริง", "หลัก", "ร่วม"],
      ["การใช้งบประมาณ", "คู่มือ", "มี.ค. 67", "25 ก.พ. 67", "ฝ่ายปกครอง", "ฝ่ายโยธา"],
    ),
  )
  expect(plan.measures).toMatchObject([{ measure: "คู่มือ", period: "มี.ค. 67", lead: "ฝ่ายปกครอง" }])
  const told = plan.report.flatMap(({ code, snippet }) => (code === "cellUnplaced" ? [snippet] : []))
  expect(told).toEqual(["25 ก.พ. 67", "ฝ่ายโยธา"])
})

test("a first and a last day in columns of their own are one period", () => {
  const above = ["ตัวชี้วัด", "ประเด็น", "มาตรการ", "การติดตาม", "ระยะเวลา", "", "ผู้รับผิดชอบ"]
  const below = ["", "", "", "", "เริ่ม", "สิ้นสุด", ""]
  const row = [...ROW.slice(0, 4), "๑ ต.ค. ๒๕๖๖", "๓๑ ธ.ค. ๒๕๖๖", "ฝ่ายปกครอง"]
  expect(imported(rowsSource(TITLE, above, below, row)).measures[0]?.period).toBe(
    "๑ ต.ค. ๒๕๖๖ - ๓๑ ธ.ค. ๒๕๖๖",
  )
})

test("an indicator by its name alone, its score after it or in a column of its own", () => {
  const bare = imported(rowsSource(TITLE, HEADER, withCell(ROW, 0, "การใช้อำนาจ ๙๐.๑๒")))
  const heading = ["ที่", "ตัวชี้วัด", "คะแนนที่ได้", "ปัญหา", "แนวทางแก้ไข", "วิธีดำเนินการ", "ผู้รับผิดชอบ", "กำหนดแล้วเสร็จ"]
  const row = ["1", "การใช้อำนาจ", "๙๐.๑๒", "ก", "ข", "ค", "ฝ่ายปกครอง", "มิ.ย. ๒๕๖๗"]
  const own = imported(rowsSource(TITLE, heading, row))
  for (const { assessments } of [bare, own])
    expect(assessments).toMatchObject([{ indicator: 3, score: 90.12 }])
  expect(own.measures).toMatchObject([{ measure: "ข\nค", period: "มิ.ย. ๒๕๖๗", lead: "ฝ่ายปกครอง" }])
})

describe("rows", () => {
  const more = (measure: string, owner: string) => ["", "", measure, ROW[3] ?? "", "ไตรมาส ๒", owner]

  test("several measures of an indicator are a row each, whoever owns them", () => {
    const plan = imported(rowsSource(TITLE, HEADER, ROW, more("ก", "กองช่าง"), more("ข", "งานพัสดุ")))
    expect(plan.measures.map(({ indicator, measure, lead }) => [indicator, measure, lead])).toEqual([
      [2, ROW[2], "ฝ่ายปกครอง"],
      [2, "ก", ""],
      [2, "ข", ""],
    ])
    expect(plan.report.filter(({ severity }) => severity === "error")).toEqual([])
    expect(plan.report.filter(({ code }) => code === "ownersUnknown")).toHaveLength(1)
  })

  test("one without an owner of its own is a row, and its owner is asked", () => {
    const plan = imported(rowsSource(TITLE, HEADER, ROW, more("ก", "")))
    expect(plan.measures.map(({ measure, lead }) => [measure, lead])).toEqual([
      [ROW[2], "ฝ่ายปกครอง"],
      ["ก", ""],
    ])
    expect(codes(plan)).toContain("ownerMissing@4")
    expect(plan.report.every(({ severity }) => severity !== "error")).toBe(true)
  })
  test("below headings printed again too, and one whose period is no whole one is joined, and that is asked", () => {
    expect(imported(rowsSource(TITLE, HEADER, ROW, HEADER, more("ก", ""))).measures).toHaveLength(2)
    const part = withCell(more("ก", ""), 4, "พ.ศ. ๒๕๖๗")
    expect(codes(imported(rowsSource(TITLE, HEADER, ROW, part)))).toContain("rowAppended@4")
  })
  test("pasted, with words for a period, it is one too, unless they are the rest of the period above", () => {
    const row = (period: string) => withCell(more("ก", ""), 4, period)
    expect(imported(rowsSource(TITLE, HEADER, ROW, row("ภาคเรียนที่ 2"))).measures).toHaveLength(2)
    const cut = withCell(ROW, 4, "ภายในเดือน")
    expect(imported(rowsSource(TITLE, HEADER, cut, row("มิถุนายน ๒๕๖๗"))).measures).toHaveLength(1)
  })
  test("many columns that are none of ours leave those that are needed understood", () => {
    const more = ["งบประมาณ", "ผลผลิต", "ผลลัพธ์", "ค่าเป้าหมาย", "หมายเหตุ", "แหล่งเงิน"]
    const heads = ["ตัวชี้วัด", "มาตรการ", "กรอบเวลา", "ผู้รับผิดชอบ", ...more]
    const row = ["การใช้งบประมาณ", "เปิดเผยแผน", "มีนาคม ๒๕๖๗", "ฝ่ายการคลัง"]
    expect(imported(rowsSource(TITLE, heads, row)).measures).toMatchObject([{ lead: "ฝ่ายการคลัง" }])
  })
})

describe("an owner that is like one of ours", () => {
  test.each(["กองคลัง", "ฝ่ายการคลังและพัสดุ", "กองการศึกษา", "งานทะเบียนราษฎร", "ศึกษานิเทศก์"])(
    "%s is not",
    owner => {
      const plan = imported(rowsSource(TITLE, HEADER, withCell(ROW, 5, owner)))
      expect(plan.measures[0]?.lead).toBe("")
      expect(plan.report.find(({ code }) => code === "ownersUnknown")?.message).toContain(owner)
    },
  )
})

describe("several plans in a file", () => {
  const other = ["มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"]
  const old = withCell(ROW, 2, "ของปีก่อน")
  const source = rowsSource(other, HEADER, old, TITLE, HEADER, ROW)

  test("one below the other are told apart by their titles", () => {
    const plan = imported(source)
    expect(plan).toMatchObject({ fiscalYear: 2567, measures: [{ measure: ROW[2] }] })
    expect(plan.report.filter(({ code }) => code === "plansSeveral")).toHaveLength(1)
    expect(plan.report.find(({ code }) => code === "sheetAside")?.snippet).toContain("ของปีก่อน")
    expect(imported(source, 2566).measures).toMatchObject([{ measure: "ของปีก่อน" }])
  })

  test("a title that every page prints again makes no second plan", () => {
    const plan = imported(
      rowsSource(TITLE, HEADER, ROW, TITLE, HEADER, withCell(ROW, 0, "ตัวชี้วัดที่ ๓ การใช้อำนาจ")),
    )
    expect(plan.measures).toHaveLength(2)
    expect(codes(plan).join()).not.toContain("plansSeveral")
  })
})
