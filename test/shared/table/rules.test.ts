/** What rows and tabs tell together: each rule's code, where it stands, and what keeps it silent. */
import { describe, expect, it, test } from "vitest"
import { INDICATOR_NAMES } from "../../../shared/rules/indicator.ts"
import type { SheetTab } from "../../../shared/sheet/sheet-tab.ts"
import { checked } from "../../../shared/table/build.ts"
import { sectionsOf } from "../../../shared/table/context.ts"
import type { Table } from "../../../shared/table/model.ts"
import { readTable } from "../../../shared/table/table.ts"
import { weakIndicators } from "../../../shared/table/warnings.ts"
import { MEASURE, ORIGIN, officeTabs, scanInput, tabFrom } from "./office-fixture.ts"

const ID = "1-1017-00207-03-0"
const TYPING = { announcementNumber: "" }

function tableOf(tabs: readonly SheetTab[], settings: Readonly<Record<string, string>> = {}): Table {
  const table = readTable(scanInput(officeTabs(tabs, settings)))
  if (!table) throw new Error("no fiscal year")
  return table
}

/** `column code` of every problem of a row. */
function told(table: Table, name: string): string[] {
  const row = table.rows.find(each => each.name === name)
  if (!row) throw new Error(`no row ${name}`)
  return row.problems.map(({ column, code }) => `${column} ${code}`)
}

const measures = (...lines: Readonly<Record<string, string>>[]) =>
  tabFrom(
    "measure",
    lines.map((line, at) => ({ ...MEASURE, id: `m-0000000${at}`, ...line })),
  )

const scores = (changes: Readonly<Record<number, Readonly<Record<string, string>>>> = {}) =>
  tabFrom(
    "assessment",
    INDICATOR_NAMES.map((name, at) => ({
      indicator: String(at + 1),
      name,
      score: "99.5",
      scoreYear: "2565",
      ...changes[at + 1],
    })),
  )

describe("an indicator", () => {
  it("whose number is not its name's is asked about", () => {
    const table = tableOf([scores({ 2: { name: "คุณภาพการดำเนินงาน" } })])
    expect(told(table, "assessment/2")).toEqual(["indicator indicatorDiffers"])
  })

  test.each([["การปรับปรุงการทำงาน", []] as const, ["การปรับปรุง ระบบการทำงาน", []] as const])(
    "may be called %s",
    (name, problems) => expect(told(tableOf([scores({ 8: { name } })]), "assessment/8")).toEqual(problems),
  )

  test.each(["การปรับปรุงระบบการทำงานน", "ความโปร่งใส"])("called %s is told its name", name => {
    expect(told(tableOf([scores({ 8: { name } })]), "assessment/8")).toEqual(["name indicatorName"])
  })

  it("far from its siblings is asked about, with the likely score", () => {
    const table = tableOf([scores({ 2: { score: "48.86" } })])
    const row = table.rows.find(({ name }) => name === "assessment/2")
    expect(row?.problems.map(({ message }) => message).join()).toContain("อาจเป็น 98.86")
  })

  it("far from its siblings is asked about without a likely score where no slip leads near", () => {
    const table = tableOf([scores({ 2: { score: "7" } })])
    const row = table.rows.find(({ name }) => name === "assessment/2")
    expect(row?.problems.map(({ message }) => message).join()).toContain("(ตัวอื่นราว 99.50)")
  })

  it("that is weak and that no measure answers is told, unless nothing is planned yet", () => {
    const weak = scores({ 4: { score: "84.99" } })
    expect(told(tableOf([weak, measures({})]), "assessment/4")).toEqual(["score weakWithoutMeasure"])
    expect(told(tableOf([weak, measures({ indicator: "4" })]), "assessment/4")).toEqual([])
    expect(told(tableOf([weak]), "assessment/4")).toEqual([])
    const cancelled = measures({}, { indicator: "4", status: "ยกเลิก", reason: "ทำเสร็จแล้วในปีก่อน" })
    expect(told(tableOf([weak, cancelled]), "assessment/4")).toEqual(["score weakWithoutMeasure"])
  })

  it("is weak in the lowest third below 85, or far below its siblings", () => {
    const scored = (...list: readonly number[]) => list.map((score, at) => ({ indicator: at + 1, score }))
    expect(weakIndicators(scored(99, 98, 97))).toEqual([])
    expect(weakIndicators(scored(84, 83, 82, 81, 80, 99))).toEqual([5, 4])
    expect(weakIndicators(scored(99, 98, 97, 96, 85))).toEqual([])
    expect(weakIndicators(scored(100, 100, 100, 85, 100))).toEqual([])
    expect(weakIndicators(scored(100, 100, 100, 84.5, 100))).toEqual([4])
  })
})

describe("a measure", () => {
  it("for an indicator without a score is told, once any score is typed", () => {
    const tab = tabFrom("assessment", [
      { indicator: "1", name: "การปฏิบัติหน้าที่", score: "99", scoreYear: "2565" },
    ])
    expect(told(tableOf([measures({}), tab]), "measure/m-00000000")).toEqual([
      "indicator measureWithoutScore",
    ])
    expect(told(tableOf([measures({})]), "measure/m-00000000")).toEqual([])
    const others = tableOf([measures({ indicator: "๑๐" }, { indicator: "2.5" }, { indicator: "ข้อ 2" }), tab])
    expect(told(others, "measure/m-00000000")).toEqual(["indicator measureWithoutScore"])
    for (const name of ["measure/m-00000001", "measure/m-00000002"])
      expect(told(others, name)).not.toContain("indicator measureWithoutScore")
  })

  it("that names its lead as a partner is mended, and ทุกฝ่าย names nobody", () => {
    const table = tableOf([
      measures({ partners: "ฝ่ายปกครอง, ฝ่ายโยธา" }, { partners: "ทุกฝ่าย" }, { partners: "ฝ่ายโยธา" }),
    ])
    expect(told(table, "measure/m-00000000")).toEqual(["partners leadInPartners"])
    expect(told(table, "measure/m-00000001")).toEqual([])
    expect(told(table, "measure/m-00000002")).toEqual([])
    expect(table.rows.find(({ name }) => name === "measure/m-00000000")?.row).toMatchObject({
      partners: ["ฝ่ายโยธา"],
    })
  })

  it("that no reminder can serve is told, until a duty has a date", () => {
    const vague = measures({ period: "ตามความเหมาะสม" })
    const duty = { measure: "m-00000000", what: "ส่งรายงาน", owedBy: "ฝ่ายโยธา" }
    expect(told(tableOf([vague]), "measure/m-00000000")).toContain("period noReminder")
    const untold = tableOf([vague]).rows.flatMap(({ problems }) => problems)
    expect(untold.find(({ code }) => code === "noReminder")?.message).toContain("“ภายในวันที่ 30 มิ.ย. 2566”")
    const dated = tabFrom("duty", [{ ...duty, when: "ภายในวันที่ ๕ ของทุกเดือน" }])
    expect(told(tableOf([vague, dated]), "measure/m-00000000")).not.toContain("period noReminder")
    const undated = tabFrom("duty", [{ ...duty, when: "โดยเร็ว" }])
    expect(told(tableOf([vague, undated]), "measure/m-00000000")).toContain("period noReminder")
  })

  it("that cannot be checked is told while the plan is typed, and never after", () => {
    const vague = measures({
      measure: "ส่งเสริมจิตสำนึกการให้บริการ",
      monitoring: "กำกับอย่างใกล้ชิด",
      period: "ภายในปีงบประมาณ พ.ศ. ๒๕๖๖",
    })
    expect(told(tableOf([vague], TYPING), "measure/m-00000000")).toEqual(["measure unverifiable"])
    expect(told(tableOf([vague]), "measure/m-00000000")).toEqual([])
    const row = tableOf([vague], TYPING).rows.find(({ name }) => name === "measure/m-00000000")
    expect(row?.problems[0]?.message).toContain("ส่งเสริมจิตสำนึกการให้บริการ โดยฝ่ายปกครองรายงาน")
  })

  it("is told of it beside its errors, all at once", () => {
    const both = measures({
      measure: "กำชับเจ้าหน้าที่",
      monitoring: "",
      lead: "ฝ่ายผี",
      period: "ภายในปีงบประมาณ 2566",
    })
    expect(told(tableOf([both], TYPING), "measure/m-00000000")).toEqual([
      "lead unknownSection",
      "measure unverifiable",
    ])
  })
})

describe("what must not be published", () => {
  const row = (table: Table, name: string) => table.rows.find(each => each.name === name)

  it("holds its row, in any public column", () => {
    const table = tableOf([measures({ issue: `ผู้ถือบัตร ${ID}` }, { monitoring: "โทร 081-234-5678" })])
    expect(told(table, "measure/m-00000000")).toEqual([expect.stringMatching(/^issue idNumber/)])
    expect(told(table, "measure/m-00000001")).toEqual(["monitoring mobileNumber"])
    expect(row(table, "measure/m-00000001")?.state).toBe("held")
  })

  it("passes when the settings allow it", () => {
    const table = tableOf([measures({ monitoring: "โทร 081-234-5678" })], { allowList: "0812345678" })
    expect(told(table, "measure/m-00000000")).toEqual([])
  })

  it("is looked for in public settings and not in private ones", () => {
    const table = tableOf([], { contact: "somchai@gmail.com", directorMail: "director@gmail.com" })
    expect(told(table, "setting/contact")).toEqual(["value privateMail"])
    expect(told(table, "setting/directorMail")).toEqual([])
  })

  it("holds a report", () => {
    const report = tabFrom(
      "report",
      [{ id: "m-00000000/1/2566", date: "5 มิ.ย. 2566", result: "แจ้ง 081-234-5678 แล้ว" }],
      {
        slug: "1",
      },
    )
    const table = tableOf([measures({}), report])
    expect(told(table, "report/m-00000000/1/2566")).toEqual(["result mobileNumber"])
    expect(row(table, "report/m-00000000/1/2566")?.state).toBe("held")
  })

  it("of a complaint is told once a row where cases are written, and not beside an announced plan", () => {
    const complaint = { measure: "เผยแพร่สถิติเรื่องร้องเรียน", issue: "มีเรื่องร้องเรียน" }
    expect(told(tableOf([measures(complaint)], TYPING), "measure/m-00000000")).toEqual(["issue complaint"])
    expect(told(tableOf([measures(complaint)]), "measure/m-00000000")).toEqual([])
    const report = tabFrom(
      "report",
      [{ id: "m-00000000/1/2566", date: "5 มิ.ย. 2566", result: "ปิดเรื่องร้องเรียนแล้ว" }],
      { slug: "1" },
    )
    const announced = tableOf([measures({}), report])
    expect(told(announced, "report/m-00000000/1/2566")).toEqual(["result complaint"])
    expect(told(tableOf([scores({ 5: { description: "การร้องเรียนการทุจริต" } })]), "assessment/5")).toEqual([])
  })
})

describe("dates", () => {
  const reported = (date: string) => {
    const report = tabFrom("report", [{ id: "m-00000000/1/2566", date, result: "ทำแล้ว" }], { slug: "1" })
    return told(tableOf([measures({}), report]), "report/m-00000000/1/2566")
  }
  test.each([
    ["5 มิ.ย. 2566", []],
    ["2023-06-05", []],
    ["5 ต.ค. 2566", []],
    ["30 ก.ย. 2565", ["date dateOutsideYear"]],
    ["2022-09-30", ["date dateOutsideYear"]],
    ["5 มิ.ย. 2564", ["date dateTooFar"]],
    ["2019-06-05", ["date dateTooFar"]],
    ["5 มิ.ย. 2570", ["date dateTooFar"]],
    ["เมื่อวาน", ["date notDate"]],
  ])("of a report, %s: %j", (date, expected) => expect(reported(date)).toEqual(expected))

  it("that would be asked about are typed again: no box confirms them", () => {
    expect(reported("5/6/23").length).toBeGreaterThan(0)
    const table = tableOf([measures({})])
    expect(
      table.rows.flatMap(({ problems }) => problems).filter(({ severity }) => severity === "ask"),
    ).toEqual([])
  })

  it("of the announcement lie before the year's end", () => {
    const told1 = (announcementDate: string) =>
      told(tableOf([], { announcementDate }), "setting/announcementDate")
    expect(told1("12 ต.ค. 2565")).toEqual([])
    expect(told1("30 ส.ค. 2565")).toEqual([])
    expect(told1("1 ต.ค. 2566")).toEqual(["value dateOutsideYear"])
  })

  it("of a deputy are wanted, and lie in the year", () => {
    const section = (cells: Readonly<Record<string, string>>) =>
      readTable(
        scanInput([
          ...officeTabs().filter(({ tab }) => tab !== "section"),
          tabFrom("section", [{ slug: "1", name: "ฝ่ายปกครอง", ...cells }]),
        ]),
      ) as Table
    expect(told(section({ deputy: "a@bangkok.go.th" }), "section/1")).toEqual([
      "deputyUntil deputyWithoutDate",
    ])
    const until = (deputyUntil: string) =>
      told(section({ deputy: "a@bangkok.go.th", deputyUntil }), "section/1")
    expect(until("30 มิ.ย. 2566")).toEqual([])
    expect(until("30 มิ.ย. 2565")).toEqual(["deputyUntil dateOutsideYear"])
  })
})

describe("report lines", () => {
  const line = (id: string, result = "ทำแล้ว") => ({ id, date: "5 มิ.ย. 2566", result })
  const lines = (table: Table) =>
    table.rows
      .filter(({ tab }) => tab.tab === "report")
      .map(({ name, state, problems }) => [name, state, problems.map(({ code }) => code).join()])

  it("with one obligation: the first keeps it", () => {
    const tab = tabFrom("report", [line("m-00000000/1/2566"), line("m-00000000/1/2566", "สำเนา")], {
      slug: "1",
    })
    expect(lines(tableOf([measures({}), tab]))).toEqual([
      ["report/m-00000000/1/2566", "ready", ""],
      ["", "held", "duplicateKey"],
    ])
  })

  it("copied into another section's tab leave the original alone", () => {
    const copy = tabFrom("report", [line("m-00000000/1/2566")], { slug: "2" })
    const own = tabFrom("report", [line("m-00000000/1/2566")], { slug: "1" })
    expect(lines(tableOf([measures({}), copy, own]))).toEqual([
      ["", "held", "duplicateKey"],
      ["report/m-00000000/1/2566", "ready", ""],
    ])
    expect(lines(tableOf([measures({}), copy]))).toEqual([
      ["report/m-00000000/1/2566", "held", "unknownObligation"],
    ])
  })

  it("of an obligation that no plan knows, or of none, are told instead of dropped", () => {
    const tab = tabFrom("report", [line("m-zzzzzzzz/1/2566"), { result: "พิมพ์ผิดแถว" }], { slug: "1" })
    expect(lines(tableOf([measures({}), tab]))).toEqual([
      ["report/m-zzzzzzzz/1/2566", "held", "unknownObligation"],
      ["", "held", "reportWithoutObligation"],
    ])
  })

  it.each([
    [{ date: "5 มิ.ย. 2566" }, "ให้กรอก “ผลการดำเนินงาน” หรือ"],
    [{ date: "5 มิ.ย. 2566", result: "x" }, "ให้กรอก “ผลการดำเนินงาน” ให้ยาวกว่านี้ หรือ"],
    [{ date: "5 มิ.ย. 2566", result: "12345 ......" }, "ให้กรอก “ผลการดำเนินงาน” ให้ยาวกว่านี้ หรือ"],
    [{ result: "ส่งแบบแล้ว" }, "ให้กรอก “วันที่ดำเนินการ” หรือ"],
    [{ evidence: "https://example.go.th/a" }, "ให้กรอก “วันที่ดำเนินการ” และ “ผลการดำเนินงาน” หรือ"],
  ])("that are less than a report are drafts, and say what they lack: %j", (typed, told) => {
    const tab = tabFrom("report", [{ id: "m-00000000/1/2566", ...typed }], { slug: "1" })
    const found = tableOf([measures({}), tab]).rows.find(({ name }) => name === "report/m-00000000/1/2566")
    expect(found).toMatchObject({ state: "draft", row: undefined })
    expect(found?.problems.map(({ message }) => message).join()).toContain(told)
  })

  it.each([[{ nothingToReport: true }], [{ date: "5 มิ.ย. 2566", result: "ทำแล้ว" }]])(
    "that are whole are published: %j",
    typed => {
      const tab = tabFrom("report", [{ id: "m-00000000/1/2566", ...typed }], { slug: "1" })
      expect(lines(tableOf([measures({}), tab]))).toEqual([["report/m-00000000/1/2566", "ready", ""]])
    },
  )

  it("whose script column was typed over are published as the section's own", () => {
    const tab = tabFrom("report", [{ ...line("m-00000000/1/2566"), by: "ใครก็ได้" }], { slug: "1" })
    expect(lines(tableOf([measures({}), tab]))).toEqual([["report/m-00000000/1/2566", "ready", ""]])
  })
})

describe("sections", () => {
  it("of one name are told apart by nobody", () => {
    const tab = tabFrom("section", [
      { slug: "1", name: "ฝ่ายปกครอง" },
      { slug: "2", name: "ฝ่ายปกครอง" },
    ])
    const table = readTable(scanInput([...officeTabs().filter(each => each.tab !== "section"), tab])) as Table
    expect(told(table, "section/2")).toEqual(["name duplicateKey"])
  })
})

describe("the public address", () => {
  const toldOf = (typed: string, origin?: string) => {
    const { origin: _own, ...input } = scanInput(officeTabs([], { publicAddress: typed }))
    return told(readTable({ ...input, ...(origin && { origin }) }) as Table, "setting/publicAddress")
  }
  it.each([
    "https://sujarit-login.example",
    "https://record.example.evil.example",
    "http://record.example",
    "x",
  ])("%s is another than the Worker's own, and an error", typed =>
    expect(toldOf(typed, ORIGIN)).toEqual(["value otherAddress"]),
  )

  it.each(["", "https://record.example", "https://Record.example/"])("%j is none, or the Worker's", typed =>
    expect(toldOf(typed, ORIGIN)).toEqual([]),
  )

  it("is not judged where no Worker is known", () => expect(toldOf("https://elsewhere.example")).toEqual([]))
})

describe("what a table rests on", () => {
  it("are the sections with an official number and a name, in the order of the numbers", () => {
    const lines = ["10", "2", "0", "100", "ก1", "1ก", ""].map(slug => ({ slug, name: `ฝ่าย ${slug}` }))
    const sections = sectionsOf([tabFrom("section", [...lines, { slug: "3", name: " " }])])
    expect(sections.map(({ slug }) => slug)).toEqual(["2", "10"])
  })

  it("are private of a section: who may edit, who is told, and who stands in until when", () => {
    const contact = {
      ...{ accounts: "a@x.go.th", addresses: "b@x.go.th", headAddresses: "c@x.go.th" },
      ...{ deputy: "d@x.go.th", deputyUntil: "30 มิ.ย. 2566" },
    }
    const tab = tabFrom("section", [{ slug: "1", name: "ฝ่ายปกครอง", ...contact }])
    const tabs = officeTabs([]).map(each => (each.tab === "section" ? tab : each))
    const section = readTable(scanInput(tabs))?.rows.find(({ name }) => name === "section/1")
    expect(section?.privateRow).toEqual({
      ...{ kind: "contact", slug: "1", accounts: ["a@x.go.th"], addresses: ["b@x.go.th"] },
      ...{ headAddresses: ["c@x.go.th"], deputy: ["d@x.go.th"], deputyUntil: "2023-06-30" },
    })
  })

  it("is read without a setting whose line somebody deleted", () => {
    const tabs = officeTabs([measures({})]).map(tab =>
      tab.tab === "setting" ? { ...tab, rows: tab.rows.slice(0, 4) } : tab,
    )
    expect(readTable(scanInput(tabs))?.rows.map(({ name }) => name)).toContain("measure/m-00000000")
  })

  it("is nothing that no record would take: the field that does not fit is named", () => {
    expect(checked({ kind: "holiday", date: "วันหนึ่ง", name: "วันหยุด" })).toMatchObject({ unfit: ["date"] })
    const day = { kind: "holiday", date: "2023-05-04", name: "วันฉัตรมงคล" }
    expect(checked(day, { kind: "contact" }).unfit).toContain("slug")
    expect(checked(day)).toEqual({ row: day, privateRow: undefined, unfit: [] })
  })
})
