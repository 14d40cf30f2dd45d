import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, bangkokDate, type IsoDate } from "../../../shared/date/civil-date.ts"
import { withDropped } from "../../../shared/due/dropped.ts"
import { movesOf } from "../../../shared/due/move.ts"
import { planNotices } from "../../../shared/due/notice.ts"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { waitingRows } from "../../../shared/due/waiting.ts"
import {
  condense,
  condensedRecord,
  foldAll,
  foldStep,
  type Marks,
  NO_MARKS,
  RECENT_CHANGES,
  stepsFrom,
} from "../../../shared/record/condense.ts"
import type { Version, WholeRecord, YearRecord } from "../../../shared/record/record.ts"
import { calendarEvents } from "../../../shared/view/calendar.ts"
import { dutyBookView } from "../../../shared/view/duty-book.ts"
import { recentRevisions } from "../../../shared/view/history.ts"
import { itaPageView } from "../../../shared/view/ita-page.ts"
import { measurePageView } from "../../../shared/view/measure.ts"
import { movesPageView } from "../../../shared/view/moves-page.ts"
import { printPageView } from "../../../shared/view/print-page.ts"
import { progressPageView } from "../../../shared/view/progress.ts"
import { resultsPageView } from "../../../shared/view/results.ts"
import { sectionPageView } from "../../../shared/view/section-page.ts"
import { yearView } from "../../../shared/view/year.ts"
import {
  at,
  day,
  HOUR,
  look,
  lookedAt,
  measureRow,
  privateRows,
  recordOf,
  settingRows,
} from "../due/fixture.ts"
import { EVIDENCE, randomHistory } from "./random-history.ts"

/** Asked for a log-in, then opened: what a report was worth hangs on when it gave the link. */
const LOOKS = (["login", "open", "login"] as const).map((outcome, days) =>
  look(EVIDENCE, at("2023-05-04") + days * 8 * 24 * HOUR, { outcome }),
)

/** Everything that is said of the present, but a row's own history. */
function answersOf(record: YearRecord, today: IsoDate) {
  const day = { today, simulated: false }
  const ids = ["m-00000001", "m-00000002", "m-00000003"]
  return {
    year: yearView(record, day),
    measures: ids.map(id => ({ ...measurePageView(record, id, day), history: [] })),
    sections: ["1", "2", "3"].map(slug => sectionPageView(record, slug, day)),
    books: ["d-00000001", "d-00000002"].map(id => dutyBookView(record, id, day)),
    moves: movesPageView(record, day),
    results: resultsPageView(record, day),
    progress: progressPageView([record], record.fiscalYear, day),
    ita: itaPageView([record], record.fiscalYear, day),
    print: (["plan", "announced", "results"] as const).map(form => printPageView(record, form, day)),
    calendar: calendarEvents(record, { officeId: "office", today }),
    recent: recentRevisions(record),
    waiting: waitingRows(record, today),
    notices: planNotices({ record, privateRows: privateRows(), today }),
    obligations: obligationsOf(record, today),
    dropped: withDropped(record, []),
    ledger: movesOf(record),
  }
}

/** Step by step, as it is kept beside the log: what was kept once too much is still there. */
function keptBeside(record: WholeRecord): YearRecord {
  const entries = Array.from(record.versionsByName, ([name, all]) => all.map(each => ({ ...each, name })))
  const versionsByName = new Map<string, readonly Version[]>()
  for (const name of record.versionsByName.keys()) versionsByName.set(name, [])
  let marks: Marks = NO_MARKS
  for (const step of stepsFrom(record.revisions, entries.flat())) {
    const folded = foldStep(marks, step, name => versionsByName.get(name) ?? [])
    marks = JSON.parse(JSON.stringify(folded.marks)) as Marks
    for (const [name, all] of folded.versionsByName) versionsByName.set(name, all)
  }
  const { fiscalYear, looksByLink } = record
  return { fiscalYear, ...marks, versionsByName, looksByLink }
}

describe("a record without what nobody asks for", () => {
  test("answers every question about the present as the whole record does, whatever happened", () => {
    fc.assert(
      fc.property(randomHistory, ({ changes, end }) => {
        const record = lookedAt(recordOf(...changes), ...LOOKS)
        for (const days of [0, 40]) {
          const today = addDays(bangkokDate(end), days)
          const expected = answersOf(record, today)
          expect(answersOf(condense(record), today)).toEqual(expected)
          expect(answersOf(keptBeside(record), today)).toEqual(expected)
        }
      }),
      { numRuns: 80 },
    )
  })

  test("is the same whether it is kept step by step or made at once", () => {
    fc.assert(
      fc.property(randomHistory, ({ changes }) => {
        const record = recordOf(...changes)
        const entries = Array.from(record.versionsByName, ([name, all]) =>
          all.map(each => ({ ...each, name })),
        )
        const { marks, versionsByName } = foldAll(stepsFrom(record.revisions, entries.flat()))
        const kept = keptBeside(record)
        expect(condensedRecord(2566, marks, kept.versionsByName)).toEqual(condense(record))
        expect(condensedRecord(2566, marks, versionsByName)).toEqual(condense(record))
      }),
      { numRuns: 150 },
    )
  })

  test("is with what it leaves out every version there ever was, each once", () => {
    fc.assert(
      fc.property(randomHistory, ({ changes }) => {
        const record = recordOf(...changes)
        const entries = Array.from(record.versionsByName, ([name, all]) =>
          all.map(each => ({ ...each, name })),
        )
        const steps = stepsFrom(record.revisions, entries.flat())
        const kept = new Map<string, readonly Version[]>()
        const left: Version[] = []
        let marks: Marks = NO_MARKS
        for (const step of steps) {
          const folded = foldStep(marks, step, name => kept.get(name) ?? [])
          marks = folded.marks
          for (const [name, all] of folded.versionsByName) kept.set(name, all)
          left.push(...[...folded.leftByName.values()].flat())
        }
        const asText = (versions: readonly Version[]) => versions.map(each => JSON.stringify(each)).sort()
        const all = steps.flatMap(({ versions }) => [...versions.values()])
        expect(asText([...[...kept.values()].flat(), ...left])).toEqual(asText(all))
      }),
      { numRuns: 100 },
    )
  })

  test("does not grow with edits of a text", () => {
    const edits = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        at: at("2023-05-02") + index * HOUR,
        rows: [measureRow({ monitoring: `รอบที่ ${index}` })],
      }))
    const first = { at: at("2023-05-01"), rows: [...settingRows(), measureRow()] }
    const sizeOf = (count: number) => {
      const { revisions, versionsByName } = condense(recordOf(first, ...edits(count)))
      return revisions.length + [...versionsByName.values()].flat().length
    }
    expect(sizeOf(400)).toBe(sizeOf(40))
  })

  test("still tells as many of the newest changes as the page of a year does", () => {
    const edits = Array.from({ length: 30 }, (_, index) => ({
      at: at("2023-05-02") + index * HOUR,
      rows: [measureRow({ monitoring: `รอบที่ ${index}` })],
    }))
    const record = recordOf({ at: at("2023-05-01"), rows: [measureRow()] }, ...edits)
    expect(recentRevisions(condense(record))).toHaveLength(RECENT_CHANGES)
  })

  test("tells as the whole record does that rows vanished, why, and that they came back", () => {
    const absence = (reason: string, of = "measure/m-00000001") => ({ kind: "absence" as const, of, reason })
    const edits = Array.from({ length: 8 }, (_, index) => ({
      rows: [measureRow({ monitoring: `รอบที่ ${index}` })],
    }))
    const pushes = [
      ...[{ rows: [measureRow(), measureRow({ id: "m-00000002" })] }, ...edits],
      ...[{ rows: [absence("")] }, { rows: [absence("รวมกับแถวอื่นแล้ว")] }, { rows: [absence("")] }],
      ...[{ gone: ["absence/measure/m-00000001"] }, { rows: [absence("", "measure/m-00000002")] }],
      ...[{ rows: [measureRow({ monitoring: "ก" })] }, { rows: [measureRow({ monitoring: "ข" })] }],
    ]
    for (const [last] of pushes.entries()) {
      const changes = pushes.slice(0, last + 1)
      const record = recordOf(
        ...changes.map((push, index) => ({ at: at("2023-05-02") + index * HOUR, ...push })),
      )
      expect(recentRevisions(condense(record))).toEqual(recentRevisions(record))
      expect(waitingRows(condense(record), day("2023-06-01"))).toEqual(waitingRows(record, day("2023-06-01")))
    }
  })
})
