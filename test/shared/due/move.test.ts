import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addDays } from "../../../shared/date/civil-date.ts"
import { type Move, movesOf } from "../../../shared/due/move.ts"
import type { MeasureRow } from "../../../shared/row/row.ts"
import { at, type Change, day, dutyRow, measureRow, PLAN, recordOf } from "./fixture.ts"

it("lists every move with its distance, its reason and whether the old date had passed", () => {
  const record = recordOf(
    PLAN,
    { at: at("2023-05-31", 23), rows: [measureRow({ reason: "รอผล" })] },
    {
      at: at("2023-07-02"),
      rows: [measureRow({ reason: "เร็วขึ้น", occurrences: [{ id: "2566", due: day("2023-06-28") }] })],
    },
  )
  expect(movesOf(record)).toMatchObject([
    { from: "2023-05-31", to: "2023-06-30", days: 30, reason: "รอผล", afterDue: false, sequence: 2 },
    { from: "2023-06-30", to: "2023-06-28", days: -2, reason: "เร็วขึ้น", afterDue: true, sequence: 3 },
  ])
})

it("names the occurrence of a duty that moved, and takes no other change for a move", () => {
  const [first, ...rest] = dutyRow().occurrences
  const moved = dutyRow({
    what: "ส่งแบบ สขร.๑",
    occurrences: [{ id: first?.id ?? "", due: day("2022-11-07") }, ...rest],
  })
  const record = recordOf(
    PLAN,
    { at: at("2022-11-01"), rows: [dutyRow({ what: "ส่งแบบ สขร.๑" })] },
    { at: at("2022-11-02"), rows: [moved] },
  )
  expect(movesOf(record)).toMatchObject([
    { duty: "d-00000001", occurrence: "2565-10", from: "2022-11-05", to: "2022-11-07", sequence: 3 },
  ])
})

it("sees a move across a row's absence", () => {
  const record = recordOf(
    PLAN,
    { at: at("2023-01-01"), gone: ["measure/m-00000001"] },
    { at: at("2023-01-02"), rows: [measureRow()] },
  )
  expect(movesOf(record)).toHaveLength(1)
})

/** `2566 2023-06-30`: what one version of a row promises; blank for none. */
function promising(dates: string, changes: Partial<MeasureRow> = {}): MeasureRow {
  const occurrences = dates
    .split(", ")
    .filter(each => each !== "")
    .map(each => ({ id: each.split(" ")[0] ?? "", due: day(each.split(" ")[1] ?? "") }))
  return measureRow({ occurrences, ...changes })
}

/** `2566 2023-06-30 → 2023-08-31 +62, +62 from 2023-06-30, 1st; added …; dropped …` */
function told(move: Move): string {
  const { occurrence, from, to, days, promised, daysFromPromise, times, added, dropped } = move
  const ids = (word: string, list: Move["added"]) =>
    list.length > 0 ? [`${word} ${list.map(each => each.id).join(" ")}`] : []
  const distance = `${daysFromPromise} since ${promised}, no. ${times}`
  return [
    `${occurrence} ${from} → ${to} ${days}, ${distance}`,
    ...ids("added", added),
    ...ids("dropped", dropped),
  ].join("; ")
}

const QUARTERS = "2566-Q1 2022-12-31, 2566-Q2 2023-03-31, 2566-Q3 2023-06-30, 2566-Q4 2023-09-30"

const HISTORIES: readonly { name: string; versions: readonly string[]; moves: readonly string[] }[] = [
  {
    name: "counts from the first promise, not from the last step",
    versions: ["2566 2023-06-30", "2566 2023-08-31", "2566 2023-08-10", "2566 2023-08-31"],
    moves: [
      "2566 2023-06-30 → 2023-08-31 62, 62 since 2023-06-30, no. 1",
      "2566 2023-08-31 → 2023-08-10 -21, 41 since 2023-06-30, no. 2",
      "2566 2023-08-10 → 2023-08-31 21, 62 since 2023-06-30, no. 3",
    ],
  },
  {
    name: "follows a date through every quarter to another date",
    versions: ["2566 2023-06-30", QUARTERS, "2566 2023-09-30"],
    moves: [
      "2566-Q4 2023-06-30 → 2023-09-30 92, 92 since 2023-06-30, no. 1; added 2566-Q1 2566-Q2 2566-Q3 2566-Q4; dropped 2566",
      "2566 2023-09-30 → 2023-09-30 0, 92 since 2023-06-30, no. 2; added 2566; dropped 2566-Q1 2566-Q2 2566-Q3 2566-Q4",
    ],
  },
  {
    name: "lists the months that a quarterly rhythm took away, though the last date stays",
    versions: ["2566-07 2023-08-05, 2566-08 2023-09-05, 2566-09 2023-09-30", "2566-Q4 2023-09-30"],
    moves: [
      "2566-Q4 2023-09-30 → 2023-09-30 0, 0 since 2023-09-30, no. 1; added 2566-Q4; dropped 2566-07 2566-08 2566-09",
    ],
  },
  {
    name: "follows a date that is put off by adding a period and dropping the one before",
    versions: [
      "2566-06 2023-06-30",
      "2566-06 2023-06-30, 2566-08 2023-08-31",
      "2566-08 2023-08-31",
      "2566-08 2023-09-15",
    ],
    moves: [
      "2566-08 2023-06-30 → 2023-08-31 62, 62 since 2023-06-30, no. 1; added 2566-08",
      "2566-08 2023-08-31 → 2023-08-31 0, 62 since 2023-06-30, no. 2; dropped 2566-06",
      "2566-08 2023-08-31 → 2023-09-15 15, 77 since 2023-06-30, no. 3",
    ],
  },
  {
    name: "forgets no date while the row names none, and tells once that it went",
    versions: ["2566 2023-06-30", "", "", "2566 2023-08-31"],
    moves: [
      "2566 2023-06-30 → 2023-06-30 0, 0 since 2023-06-30, no. 1; dropped 2566",
      "2566 2023-06-30 → 2023-08-31 62, 62 since 2023-06-30, no. 2",
    ],
  },
  {
    name: "begins with the first date there is",
    versions: ["", "2566 2023-06-30", "2566 2023-07-01"],
    moves: ["2566 2023-06-30 → 2023-07-01 1, 1 since 2023-06-30, no. 1"],
  },
  {
    name: "keeps a ledger for each period that stays",
    versions: [
      "2566-Q1 2022-12-31, 2566-Q2 2023-03-31",
      "2566-Q1 2023-01-15, 2566-Q2 2023-04-15, 2566-Q3 2023-06-30",
      "2566-Q1 2023-01-31, 2566-Q2 2023-04-15, 2566-Q3 2023-06-30",
    ],
    moves: [
      "2566-Q1 2022-12-31 → 2023-01-15 15, 15 since 2022-12-31, no. 1",
      "2566-Q2 2023-03-31 → 2023-04-15 15, 15 since 2023-03-31, no. 1",
      "2566-Q3 2023-03-31 → 2023-06-30 91, 91 since 2023-03-31, no. 1; added 2566-Q3",
      "2566-Q1 2023-01-15 → 2023-01-31 16, 31 since 2022-12-31, no. 2",
    ],
  },
]

describe("the ledger of a promise", () => {
  it.each(HISTORIES)("$name", ({ versions, moves }) => {
    const changes = versions.map(
      (dates, index): Change => ({ at: at("2022-10-12", index), rows: [promising(dates)] }),
    )
    expect(movesOf(recordOf(...changes)).map(told)).toEqual(moves)
  })

  it("comes to the sum of its steps while the rhythm stays", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 364 }), { minLength: 1, maxLength: 12 }), days => {
        const changes = days.map((days, index): Change => {
          const occurrences = [{ id: "2566", due: addDays(day("2022-10-01"), days) }]
          return { at: at("2022-10-12", index), rows: [measureRow({ occurrences })] }
        })
        let sum = 0
        for (const [index, move] of movesOf(recordOf(...changes)).entries()) {
          sum += move.days
          expect(move).toMatchObject({ daysFromPromise: sum, times: index + 1 })
        }
        expect(sum).toBe((days[days.length - 1] ?? 0) - (days[0] ?? 0))
      }),
    )
  })
})

describe("a promise made anew", () => {
  const first: Change = { at: at("2022-10-12"), rows: [promising("2566 2023-06-30")] }
  const anew = (changes: Partial<MeasureRow> = {}) =>
    promising("2566 2023-08-31", { id: "m-00000009", ...changes })
  const cancelled = promising("2566 2023-06-30", { status: "ยกเลิก", reason: "รวมกับมาตรการอื่น" })
  const line = {
    duty: "m-00000009",
    ledger: "m-00000001",
    promised: "2023-06-30",
    daysFromPromise: 62,
    times: 1,
  }

  it("is a move where the first was cancelled, with its reason", () => {
    const record = recordOf(first, { at: at("2023-07-10"), rows: [cancelled, anew()] })
    expect(movesOf(record)).toMatchObject([
      { ...line, reason: "รวมกับมาตรการอื่น", afterDue: true, sequence: 2 },
    ])
  })

  it("is a move where the first was deleted, however it is spaced", () => {
    const measure = ` ${measureRow().measure.replace("ผล", "ผล\u200b")}`
    const record = recordOf(
      first,
      { at: at("2023-01-10"), gone: ["measure/m-00000001"] },
      { at: at("2023-01-11"), rows: [anew({ measure })] },
    )
    expect(movesOf(record)).toMatchObject([{ ...line, afterDue: false, sequence: 3 }])
  })

  it("is a move on the day the first is ended, where it came before that", () => {
    const record = recordOf(
      first,
      { at: at("2023-01-10"), rows: [anew()] },
      { at: at("2023-01-11"), rows: [cancelled] },
    )
    expect(movesOf(record)).toMatchObject([{ ...line, sequence: 3 }])
  })

  it("goes on with the ledger, also a second time and where the date is the same at first", () => {
    const record = recordOf(
      first,
      { at: at("2023-01-10"), rows: [cancelled, promising("2566 2023-06-30", { id: "m-00000008" })] },
      { at: at("2023-01-11"), gone: ["measure/m-00000008"], rows: [anew()] },
    )
    expect(movesOf(record)).toMatchObject([{ ...line, sequence: 3 }])
  })

  it.each<[string, Change]>([
    ["another indicator", { at: at("2023-01-10"), rows: [cancelled, anew({ indicator: 3 })] }],
    ["other words", { at: at("2023-01-10"), rows: [cancelled, anew({ measure: "เรื่องอื่น" })] }],
    ["a first one in force", { at: at("2023-01-10"), rows: [anew()] }],
  ])("is none with %s", (_, change) => {
    expect(movesOf(recordOf(first, change))).toEqual([])
  })

  it("is found for a duty of a measure that was made anew", () => {
    const duty = (id: string, measure: string, due: string) =>
      dutyRow({ id, measure, occurrences: [{ id: "2566", due: day(due) }] })
    const record = recordOf(
      { at: at("2022-10-12"), rows: [measureRow(), duty("d-00000001", "m-00000001", "2023-06-30")] },
      { at: at("2023-01-10"), rows: [measureRow({ status: "ยกเลิก", reason: "รวมกับมาตรการอื่น" })] },
      {
        at: at("2023-01-11"),
        rows: [measureRow({ id: "m-00000009" }), duty("d-00000009", "m-00000009", "2023-08-31")],
      },
    )
    expect(movesOf(record)).toMatchObject([
      { ...line, duty: "d-00000009", measure: "m-00000009", ledger: "d-00000001", sequence: 3 },
    ])
  })
})
