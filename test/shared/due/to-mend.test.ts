/** Which section is told of a held row, and when: the day after, and weekly while it stands. */
import { describe, expect, it } from "vitest"
import { addDays } from "../../../shared/date/civil-date.ts"
import { type Notice, planNotices } from "../../../shared/due/notice.ts"
import { recordUntil } from "../../../shared/record/record.ts"
import { nameOf } from "../../../shared/row/name.ts"
import type { PrivateRow } from "../../../shared/row/row.ts"
import { at, day, measureRow, PLAN, privateRows, problemRow, recordOf, reportRow } from "./fixture.ts"

const MEASURE = "measure/m-00000001"
const heldOn = (date: string, ...held: string[]) => recordOf(PLAN, { at: at(date, 15), held })

function toldOf(record: ReturnType<typeof recordOf>, today: string, rows: readonly PrivateRow[]): Notice[] {
  const { notices } = planNotices({
    record: recordUntil(record, at(today, 8)),
    privateRows: [...privateRows(), ...rows],
    today: day(today),
  })
  return notices.filter(each => each.about.startsWith("held/"))
}

describe("a held row is told to", () => {
  const REPORT = "d-00000001/7/2566-04"
  const rows = [
    reportRow(REPORT, { due: day("2023-05-05") }),
    measureRow({ id: "m-00000003", lead: "ฝ่ายที่ไม่มี", asks: "none" }),
    measureRow({ id: "m-00000004", lead: "ฝ่ายโยธา", asks: "none" }),
  ]
  it.each([
    ["the lead of a measure", "measure/m-00000004", "3"],
    ["the section of a report", `report/${REPORT}`, "7"],
    ["the planner, of a duty, whose tab is his", "duty/d-00000001", "1"],
    ["the planner, of a section's row", "section/9", "1"],
    ["the planner, of a measure whose lead is no section", "measure/m-00000003", "1"],
  ])("%s", (_who, name, slug) => {
    const record = recordOf(PLAN, { at: at("2023-05-08"), rows }, { at: at("2023-05-15"), held: [name] })
    expect(toldOf(record, "2023-05-16", [problemRow(name)])).toMatchObject([
      { about: `held/${slug}`, role: "section", recipient: `section${slug}@example.go.th`, due: "" },
    ])
  })
})

describe("a held row is told", () => {
  it("on the first day of mail after the one it was held on, once, and weekly while it stands", () => {
    // A Wednesday. 5 June is a Monday, the day of the summary.
    const record = heldOn("2023-05-31", MEASURE)
    const known = new Set<string>()
    const days: string[] = []
    for (let today = day("2023-05-31"); today <= "2023-06-20"; today = addDays(today, 1)) {
      const fresh = toldOf(record, today, [problemRow(MEASURE)]).filter(each => !known.has(each.key))
      for (const { key } of fresh) known.add(key)
      days.push(...fresh.map(() => today))
    }
    expect(days).toEqual(["2023-06-01", "2023-06-05", "2023-06-12", "2023-06-19"])
  })

  it("anew when it is mended and held again", () => {
    const record = recordOf(
      PLAN,
      { at: at("2023-05-30"), held: [MEASURE] },
      { at: at("2023-05-31") },
      { at: at("2023-06-01"), held: [MEASURE] },
    )
    const keys = ["2023-05-31", "2023-06-02"].map(
      today => toldOf(record, today, [problemRow(MEASURE)])[0]?.key,
    )
    expect(new Set(keys).size).toBe(2)
    expect(keys).not.toContain(undefined)
  })

  it("not on the day itself, not without a word of the sheet, and not when it vanished", () => {
    const record = heldOn("2023-05-31", MEASURE)
    expect(
      toldOf(recordOf(PLAN, { at: at("2023-05-31", 7), held: [MEASURE] }), "2023-05-31", [
        problemRow(MEASURE),
      ]),
    ).toEqual([])
    expect(toldOf(record, "2023-06-01", [])).toEqual([])
    const absence = { kind: "absence", of: MEASURE, reason: "" } as const
    const vanished = recordOf(PLAN, { at: at("2023-05-31"), held: [MEASURE], rows: [absence] })
    expect(toldOf(vanished, "2023-06-01", [problemRow(MEASURE)])).toEqual([])
  })

  it("under a key that begins with its year and section, and names the row", () => {
    const [notice] = toldOf(heldOn("2023-05-31", MEASURE), "2023-06-01", [problemRow(MEASURE)])
    expect(notice?.key).toBe(`2566/held/1//held-2023-05-31-${MEASURE}/reminder/section1@example.go.th`)
  })
})

it("two periods of one duty are two rows, though one's name begins with the other's", () => {
  const names = ["d-00000001/3/2566-1", "d-00000001/3/2566-10"].map(id => nameOf("report", id))
  const rows = ["2566-1", "2566-10"].map(id => reportRow(`d-00000001/3/${id}`, { due: day("2023-05-05") }))
  const record = recordOf(PLAN, { at: at("2023-05-08"), rows }, { at: at("2023-05-15"), held: names })
  const told = toldOf(
    record,
    "2023-05-16",
    names.map(name => problemRow(name)),
  )
  expect(new Set(told.map(each => each.key)).size).toBe(2)
})
