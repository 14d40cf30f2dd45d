import { describe, expect, test } from "vitest"
import { foldRecord, type WholeRecord } from "../../../shared/record/record.ts"
import { followUps } from "../../../shared/view/follow-up.ts"
import { changesOf, recentRevisions } from "../../../shared/view/history.ts"
import { measurePageSchema, measurePageView } from "../../../shared/view/measure.ts"
import { yearViewSchema } from "../../../shared/view/schema.ts"
import { yearView } from "../../../shared/view/year.ts"
import { assessment, day, duty, measure, report, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { type Push, recordOf } from "./record-of.ts"

const FIRST: Push = {
  on: "2022-10-12",
  rows: [
    ...SETTINGS,
    ...SECTIONS,
    assessment(1, "การปฏิบัติหน้าที่", 99.68),
    measure("a"),
    measure("b", { indicator: 2 }),
    duty("b"),
  ],
}
const TODAY = { today: day("2023-06-12"), simulated: true }

function viewOf(record: WholeRecord, today = TODAY.today) {
  const view = yearView(record, { today, simulated: true })
  if (!view) throw new Error("nothing to see")
  yearViewSchema.parse(view)
  return view
}

describe("a year's view", () => {
  test("is nothing before the first push", () => {
    expect(yearView(foldRecord(2566, [], []), TODAY)).toBeUndefined()
  })

  test("is made once for a record and a day, and anew for another day", () => {
    const record = recordOf(FIRST)
    const view = yearView(record, TODAY)
    expect(yearView(record, { ...TODAY })).toBe(view)
    expect(yearView(record, { ...TODAY, today: day("2023-06-13") })?.today).toBe("2023-06-13")
    expect(yearView(record, { ...TODAY, simulated: false })?.simulated).toBe(false)
    expect(yearView(recordOf(FIRST), TODAY)).toEqual(view)
  })

  test("has its golden form", async () => {
    const record = recordOf(
      FIRST,
      {
        on: "2023-05-29",
        rows: [
          measure("a", {
            period: "ภายในวันที่ ๓๑ กรกฎาคม ๒๕๖๖",
            occurrences: [{ id: "2566", due: day("2023-07-31") }],
            reason: "รอผลการประเมิน",
          }),
        ],
      },
      {
        on: "2023-06-02",
        rows: [
          report("d-bbbbbbbb", "2", "2566-05"),
          { kind: "holiday", date: day("2023-06-05"), name: "วันหยุดชดเชย" },
        ],
        held: ["measure/m-bbbbbbbb"],
      },
    )
    const year = JSON.stringify(viewOf(record), null, 2)
    await expect(`${year}\n`).toMatchFileSnapshot("../../golden/view/year-2566.json")
    const page = measurePageSchema.parse(measurePageView(record, "m-aaaaaaaa", TODAY))
    await expect(`${JSON.stringify(page, null, 2)}\n`).toMatchFileSnapshot("../../golden/view/measure.json")
  })

  test("lists every obligation, reported or not", () => {
    const view = viewOf(recordOf(FIRST))
    expect(view.reports).toHaveLength(2 + 20)
    expect(view.reports.every(each => each.reportedAt === null && each.result === "")).toBe(true)
  })

  test("keeps an ended measure at its address, out of the counts of what is owed", () => {
    const ended = measure("a", { status: "ยกเลิก", reason: "ยุบรวม" })
    const view = viewOf(recordOf(FIRST, { on: "2023-01-01", rows: [ended] }))
    expect(view.measures.find(each => each.id === "m-aaaaaaaa")).toMatchObject({
      state: "withdrawn",
      withdrawn: true,
      reason: "ยุบรวม",
    })
    const gone = viewOf(recordOf(FIRST, { on: "2023-01-01", gone: ["measure/m-aaaaaaaa"] }))
    expect(gone.measures.find(each => each.id === "m-aaaaaaaa")).toMatchObject({
      state: "withdrawn",
      status: "",
    })
  })
})

describe("what to follow first", () => {
  test("is one line for each duty, oldest first, its further overdue periods counted", () => {
    const reports = SECTIONS.slice(0, 8).flatMap(row =>
      row.kind === "section" ? [report("d-bbbbbbbb", row.slug, "2566-05")] : [],
    )
    const view = viewOf(recordOf(FIRST, { on: "2023-06-02", rows: reports }))
    expect(followUps(view, TODAY.today)).toMatchObject([
      {
        duty: "d-bbbbbbbb",
        occurrence: "2566-04",
        state: "overdue",
        days: -38,
        owing: 10,
        furtherOverdue: 1,
      },
      { duty: "m-aaaaaaaa", occurrence: "2566", state: "due", days: 18, owing: 1, missing: ["ฝ่ายทะเบียน"] },
      { duty: "m-bbbbbbbb", occurrence: "2566", state: "due", days: 18, furtherOverdue: 0 },
    ])
  })

  test("names the sections that are missing when others have reported", () => {
    const sent = SECTIONS.slice(0, 8).flatMap(row =>
      row.kind === "section"
        ? ["2566-04", "2566-05"].map(month => report("d-bbbbbbbb", row.slug, month))
        : [],
    )
    const view = viewOf(recordOf(FIRST, { on: "2023-05-02", rows: sent }))
    const [first] = followUps(view, TODAY.today)
    expect(first?.missing).toEqual(["ฝ่ายเทศกิจ", "ฝ่ายพัฒนาชุมชนและสวัสดิการสังคม"])
  })

  test("leaves out a date that is under question", () => {
    const doubted = [
      measure("a", { asks: "open" }),
      measure("b", { asks: "open" }),
      duty("b", { asks: "open" }),
    ]
    const view = viewOf(recordOf(FIRST, { on: "2023-01-01", rows: doubted }))
    expect(followUps(view, TODAY.today)).toEqual([])
  })
})

describe("what changed", () => {
  test("is told push by push, the first as one event, office lists not at all", () => {
    const record = recordOf(
      FIRST,
      { on: "2023-01-01", rows: [measure("a", { issue: "ใหม่" }), report("m-aaaaaaaa", "2", "2566")] },
      { on: "2023-01-02", rows: [{ kind: "holiday", date: day("2023-04-13"), name: "สงกรานต์" }] },
    )
    expect(recentRevisions(record).map(({ sequence, changes }) => [sequence, changes.length])).toEqual([
      [2, 2],
      [1, 0],
    ])
    expect(changesOf(record)[0]).toMatchObject({
      sequence: 2,
      event: "changed",
      changes: [{ key: "issue", to: "ใหม่" }],
    })
  })
})
