import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addDays, bangkokDate } from "../../../shared/date/civil-date.ts"
import { type Notice, planNotices } from "../../../shared/due/notice.ts"
import { type Obligation, obligationsOf } from "../../../shared/due/obligation.ts"
import { recordAt, type WholeRecord } from "../../../shared/record/record.ts"
import type { PrivateRow } from "../../../shared/row/row.ts"
import {
  at,
  type Change,
  contactRow,
  day,
  dutyRow,
  measureRow,
  PLAN,
  privateRows,
  recordOf,
  reportRow,
} from "./fixture.ts"

const noticesOf = (record: WholeRecord, today: string, rows: readonly PrivateRow[] = privateRows()) =>
  planNotices({ record, privateRows: rows, today: day(today) }).notices

const told = (notices: readonly Notice[], about: string) =>
  notices.filter(each => each.about === about).map(each => `${each.rung} ${each.role} ${each.recipient}`)

/** 31 May 2023, a Wednesday; once a year. */
const ONCE = "m-00000001/1/2566"
/** 5 June 2023, a Monday; monthly. */
const MONTHLY = "d-00000001/3/2566-05"
const ANNOUNCED = recordOf(PLAN)

describe("a reminder", () => {
  it.each([
    ["2023-05-19", ["before-30 section section1@example.go.th"]],
    ["2023-05-22", ["before-7 section section1@example.go.th"]],
    ["2023-05-30", ["before-1 section section1@example.go.th"]],
    ["2023-05-31", ["day section section1@example.go.th", "day head head1@example.go.th"]],
    [
      "2023-06-01",
      [
        "after-0 section section1@example.go.th",
        "after-0 head head1@example.go.th",
        "overdue director director@example.go.th",
      ],
    ],
    [
      "2023-06-08",
      [
        "after-1 section section1@example.go.th",
        "after-1 head head1@example.go.th",
        "overdue director director@example.go.th",
      ],
    ],
  ])("of a deadline of 31 May is on %s %j", (today, expected) => {
    expect(told(noticesOf(ANNOUNCED, today), ONCE)).toEqual(expected)
  })

  it("of a monthly duty comes three working days before, not thirty", () => {
    expect(told(noticesOf(ANNOUNCED, "2023-05-30"), MONTHLY)).toEqual([])
    expect(told(noticesOf(ANNOUNCED, "2023-05-31"), MONTHLY)).toEqual([
      "before-3 section section3@example.go.th",
    ])
  })

  it("goes to the deputy to the last day of being named", () => {
    const contact = contactRow("1", { deputy: ["deputy@example.go.th"], deputyUntil: day("2023-05-31") })
    expect(told(noticesOf(ANNOUNCED, "2023-05-31", [contact]), ONCE)).toContain(
      "day deputy deputy@example.go.th",
    )
    expect(told(noticesOf(ANNOUNCED, "2023-06-01", [contact]), ONCE).join()).not.toContain("deputy")
  })

  it("goes once to somebody who is both the section's box and its head", () => {
    const contact = contactRow("1", { headAddresses: ["section1@EXAMPLE.go.th"] })
    expect(told(noticesOf(ANNOUNCED, "2023-05-31", [contact]), ONCE)).toEqual([
      "day section section1@example.go.th",
    ])
  })

  it("is silent after a report, while a question is open, and when the measure is cancelled", () => {
    const changed = (...rows: NonNullable<Change["rows"]>) => recordOf(PLAN, { at: at("2023-05-01"), rows })
    const due = [{ id: "2566", due: day("2023-05-31") }]
    expect(told(noticesOf(changed(reportRow(ONCE)), "2023-05-31"), ONCE)).toEqual([])
    expect(
      told(noticesOf(changed(measureRow({ asks: "open", occurrences: due })), "2023-05-31"), ONCE),
    ).toEqual([])
    expect(
      told(noticesOf(changed(measureRow({ status: "ยกเลิก", occurrences: due })), "2023-05-31"), ONCE),
    ).toEqual([])
  })

  it("begins a new ladder when the date moves, under new keys", () => {
    const moved = recordOf(PLAN, { at: at("2023-05-30"), rows: [measureRow({ reason: "รอผล" })] })
    const before = noticesOf(ANNOUNCED, "2023-05-31").filter(each => each.about === ONCE)
    const after = noticesOf(moved, "2023-05-31").filter(each => each.about === ONCE)
    expect(after.map(each => each.rung)).toEqual(["before-30"])
    expect(before.map(each => each.key)).not.toContain(after[0]?.key)
    expect(noticesOf(moved, "2023-05-31").map(each => each.rung)).toContain("moved-2")
  })
})

describe("who cannot be told", () => {
  it("is counted by role and reason, and the others are served", () => {
    const rows = [contactRow("1"), contactRow("3", { addresses: ["nobody"], headAddresses: [] })]
    const plan = planNotices({ record: ANNOUNCED, privateRows: rows, today: day("2023-05-31") })
    expect(plan.unserved).toContainEqual({ reason: "badAddress", role: "section", section: "3" })
    expect(plan.unserved).toContainEqual({ reason: "noAddress", role: "section", section: "2" })
    expect(plan.unserved).toContainEqual({ reason: "noAddress", role: "director", section: "" })
    expect(told(plan.notices, ONCE)).toHaveLength(2)
  })
})

describe("the weekly digest", () => {
  it.each([
    ["2023-06-02", "2023-05-29"],
    ["2023-06-04", undefined],
    ["2023-06-05", "2023-06-05"],
    ["2023-06-09", "2023-06-05"],
  ])("is on %s that of %s", (today, slot) => {
    expect(noticesOf(ANNOUNCED, today).find(each => each.about === "digest")?.rung).toBe(slot)
  })

  it("does not begin before the announcement", () => {
    expect(noticesOf(ANNOUNCED, "2022-10-14").some(each => each.about === "digest")).toBe(false)
    expect(noticesOf(ANNOUNCED, "2022-10-17").some(each => each.about === "digest")).toBe(true)
  })

  it("brings the planner the open asks, those of the week's days with the next one", () => {
    const asked = recordOf(PLAN, { at: at("2023-05-30"), rows: [measureRow({ asks: "open" })] })
    const asks = (today: string) => noticesOf(asked, today).filter(each => each.about === "asks")
    expect(asks("2023-06-02")).toEqual([])
    expect(asks("2023-06-05")).toMatchObject([
      { role: "planner", recipient: "section1@example.go.th", rung: "2023-06-05" },
    ])
  })
})

describe("a year of days", () => {
  const FIRST = day("2022-10-12")
  const DAYS = 420
  const obligationIds = obligationsOf(ANNOUNCED, FIRST).map(each => each.id)
  const scenario = fc.record({
    reports: fc.array(
      fc.record({ of: fc.constantFrom(...obligationIds), on: fc.integer({ min: 1, max: DAYS }) }),
      { maxLength: 60 },
    ),
    moves: fc.array(
      fc.record({ on: fc.integer({ min: 1, max: 300 }), to: fc.integer({ min: 100, max: 380 }) }),
      { maxLength: 3 },
    ),
    missed: fc.uniqueArray(fc.integer({ min: 0, max: DAYS }), { maxLength: 60 }),
  })

  it("tells each rung once, in order, nothing before its time and nothing after a report", () => {
    fc.assert(
      fc.property(scenario, ({ reports, moves, missed }) => {
        const record = recordOf(PLAN, ...changesOf(reports, moves))
        const sent = liveThrough(record, new Set(missed))
        for (const { role, rung, owed } of sent.values()) {
          if (!owed || role === "director") continue
          expect(owed.reportedAt).toBeNull()
          if (rung.startsWith("before-")) expect(owed.days).toBeLessThanOrEqual(rung === "before-3" ? 10 : 60)
          if (rung.startsWith("after-")) expect(owed.days).toBeLessThan(0)
          if (role === "head") expect(owed.days).toBeLessThanOrEqual(10)
        }
      }),
      { numRuns: 6 },
    )
  })

  it("misses nothing: what stays unreported was told before, on and after its day", () => {
    const sent = [...liveThrough(ANNOUNCED, new Set()).values()]
    for (const id of obligationIds) {
      const rungs = sent.filter(each => each.about === id && each.role === "section").map(each => each.rung)
      expect(rungs).toEqual(expect.arrayContaining(["day", "after-0", "after-1"]))
      expect(rungs.some(rung => rung.startsWith("before-"))).toBe(true)
      expect(new Set(rungs).size).toBe(rungs.length)
    }
  })

  type Told = Notice & { readonly owed: Obligation | undefined }

  /** Runs every day but the missed ones; only a key that was never planned is told. */
  function liveThrough(record: WholeRecord, missed: ReadonlySet<number>): Map<string, Told> {
    const sent = new Map<string, Told>()
    const changedOn = new Set(record.revisions.map(each => bangkokDate(each.acceptedAt)))
    let known = recordAt(record, FIRST)
    for (let index = 1; index < DAYS; index++) {
      const on = addDays(FIRST, index)
      if (changedOn.has(addDays(on, -1))) known = recordAt(record, addDays(on, -1))
      if (missed.has(index)) continue
      const { notices } = planNotices({ record: known, privateRows: privateRows(), today: on })
      for (const notice of notices.filter(({ key }) => !sent.has(key))) {
        const owed = obligationsOf(known, on).find(({ id }) => id === notice.about)
        sent.set(notice.key, { ...notice, owed })
      }
    }
    return sent
  }

  function changesOf(
    reports: readonly { of: string; on: number }[],
    moves: readonly { on: number; to: number }[],
  ): Change[] {
    const made = [
      ...reports.map(({ of, on }) => ({ on, row: reportRow(of) })),
      ...moves.map(({ on, to }) => ({
        on,
        row: measureRow({ reason: `ครั้งที่ ${on}`, occurrences: [{ id: "2566", due: addDays(FIRST, to) }] }),
      })),
    ].sort((a, b) => a.on - b.on)
    return made.map(({ on, row }) => ({ at: at(addDays(FIRST, on), 10), rows: [row] }))
  }
})

it("plans a thousand duties of a day", () => {
  const duties = Array.from({ length: 1000 }, (_, index) => {
    const id = `d-${String(index).padStart(8, "0")}`
    return dutyRow({
      id,
      owedBy: [index % 2 ? "ฝ่ายโยธา" : "ฝ่ายคลัง"],
      occurrences: [{ id: "2566", due: addDays(day("2023-06-30"), index % 60) }],
    })
  })
  const record = recordOf(PLAN, { at: at("2022-10-13"), rows: duties })
  expect(noticesOf(record, "2023-07-03").length).toBeGreaterThan(100)
})
