/** What the page of a mail's link asks and takes: the sheet's own rules, and from when an answer counts. */
import { describe, expect, it } from "vitest"
import { itemNamed, itemsToAnswer } from "../../../shared/answer/item.ts"
import { answerContext, judgeAnswer } from "../../../shared/answer/judge-answer.ts"
import { BY_MAIL } from "../../../shared/columns.ts"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { summaryFacts } from "../../../shared/due/summary.ts"
import { at, day, PLAN, recordOf, reportRow } from "../due/fixture.ts"

const MAY = "d-00000001/2/2566-05"
const today = day("2023-06-02")
const whose = { section: "2", today }
const record = recordOf(PLAN)
const GOOD = { date: "1 มิ.ย. 66", result: "ส่งแบบ สขร.๑ แล้ว", evidence: "", nothingToReport: false }

function judged(typed: object, of = `report/${MAY}`) {
  const item = itemNamed(record, whose, of)
  if (!item) throw new Error(`no item ${of}`)
  return judgeAnswer(item, { ...GOOD, ...typed }, answerContext(record, ""), today)
}

describe("what is asked of a section", () => {
  it("is what is due or overdue, its own alone, soonest first", () => {
    const items = itemsToAnswer(record, whose)
    const obligations = items.flatMap(each => (each.kind === "report" ? [each.obligation] : []))
    expect(obligations.length).toBeGreaterThan(0)
    expect(new Set(obligations.map(each => each.section.slug))).toEqual(new Set(["2"]))
    expect(obligations.every(({ state }) => state === "due" || state === "overdue")).toBe(true)
    expect(obligations.map(each => each.days)).toEqual(
      obligations.map(each => each.days).sort((a, b) => a - b),
    )
    expect(itemsToAnswer(record, { ...whose, section: "99" })).toEqual([])
  })
})

describe("what is typed", () => {
  it("is kept as the sheet would read it", () => {
    expect(judged({})).toMatchObject({ cells: { ...GOOD, date: "2023-06-01" }, blocking: [] })
    expect(judged({ date: "", result: "", nothingToReport: true }).blocking).toEqual([])
  })

  it.each([
    ["period.no-such-date", { date: "31 เม.ย. 2566" }],
    ["notDate", { date: "เมื่อวาน" }],
    ["reportToCome", { date: "3 มิ.ย. 2566" }],
    ["reportDraft", { result: "x" }],
    ["reportDraft", { date: "" }],
    ["notEvidence", { evidence: "ในกลุ่มไลน์" }],
    ["notEvidence", { evidence: "http://office.example/ก.pdf" }],
    ["tooLong", { result: "ก".repeat(5001) }],
    ["mobileNumber", { result: "โทร. 081-234-5678 แล้ว" }],
  ])("is refused as %s, for %o", (code, typed) => {
    expect(judged(typed).blocking.map(each => each.code)).toContain(code)
  })
})

describe("an answer that the sheet sent on after the day", () => {
  const due = day("2023-06-05")
  const report = (change: object) =>
    recordOf(PLAN, { at: at("2023-06-06", 0.2), rows: [reportRow(MAY, { due, ...change })] })
  const stateIn = (change: object) =>
    obligationsOf(report(change), day("2023-06-07")).find(({ id }) => id === MAY)

  it("counts from when the Worker received it", () => {
    const answered = new Date(at("2023-06-05", 23.9)).toISOString()
    expect(stateIn({})).toMatchObject({ state: "late" })
    expect(stateIn({ by: BY_MAIL, answered })).toMatchObject({
      state: "done",
      reportedAt: Date.parse(answered),
      toldAt: at("2023-06-06", 0.2),
    })
  })

  it("is still news to a director whose summary went between", () => {
    const answered = new Date(at("2023-06-05", 23.9)).toISOString()
    const told = report({ by: BY_MAIL, answered })
    const now = at("2023-06-07")
    const facts = summaryFacts({
      record: told,
      obligations: obligationsOf(told, day("2023-06-07")),
      today: day("2023-06-07"),
      at: now,
      since: at("2023-06-06", 0),
    })
    expect(facts.received.flatMap(each => each.periods).flatMap(each => each.members)).toMatchObject([
      { id: MAY },
    ])
  })
})
