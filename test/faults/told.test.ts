/** What happened, a page at a time: the same as from the whole log, whatever happened and however far it was counted. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { addDays, bangkokDate, bangkokMidnight, type IsoDate } from "../../shared/date/civil-date.ts"
import { foldRecord, type ToldRecord } from "../../shared/record/record.ts"
import { changeLines } from "../../shared/view/change-lines.ts"
import { changesView } from "../../shared/view/changes-page.ts"
import { feedEntries } from "../../shared/view/feed.ts"
import { countOf, feedDocument } from "../../shared/view/feed-archive.ts"
import { logPageView } from "../../shared/view/log-page.ts"
import { readHeads, type YearHead } from "../../worker/store/read-record.ts"
import { type RecordStore, storeOf } from "../../worker/store/store.ts"
import type { ToldPart } from "../../worker/store/told.ts"
import { day, measureRow, PLAN } from "../shared/due/fixture.ts"
import { randomHistory } from "../shared/record/random-history.ts"
import { append } from "./append.ts"
import { openDatabase } from "./database.ts"

const PAGES = [1, 2, 3, 4, 999]

/** An isolate that knows nothing. */
function coldStore(db: D1Database): RecordStore {
  return storeOf({ prepare: query => db.prepare(query), batch: each => db.batch(each) })
}

const NO_YEAR = foldRecord(0, [], [])

/** Every page of what happened, from the whole log or by pages. */
async function everything(store: RecordStore, heads: readonly YearHead[], today: IsoDate, isByPage: boolean) {
  const whole = await Promise.all(heads.map(head => store.wholeRecord(head)))
  const ofWhole = { records: whole as readonly ToldRecord[], part: undefined as ToldPart | undefined }
  const read = async (wanted: Parameters<RecordStore["told"]>[1]) => {
    if (!isByPage) return ofWhole
    const part = await store.told(heads, wanted)
    if (!part) throw new Error("not told by pages")
    return { records: part.records, part }
  }
  const all: unknown[] = []
  for (const page of PAGES)
    for (const of of ["changes", "pushes"] as const) {
      const { records, part } = await read({ of, page })
      const asked = {
        ...{ records, day: { today, simulated: false }, isPast: false },
        asked: page,
        stretch: part?.stretch,
      }
      all.push(of === "changes" ? changesView(asked) : logPageView(asked))
    }
  for (const { fiscalYear } of heads) {
    const { records } = await read({ of: "year", fiscalYear, most: 20_000 })
    all.push(changeLines(records.find(each => each.fiscalYear === fiscalYear) ?? NO_YEAR))
  }
  for (const archive of [undefined, 1, 2, 3]) {
    const { records, part } = await read({ of: "entries", archive, today })
    const entries = feedEntries(records, { of: "all" }, "office.example")
    const count = part ? { ...part.stretch, over: part.over } : countOf(entries, today)
    const document = feedDocument(entries, count, archive)
    all.push(
      document && {
        ...document,
        entries: document.entries.map(({ tell, ...each }) => ({ ...each, ...tell() })),
      },
    )
  }
  return all
}

async function expectSame(db: D1Database, today: IsoDate): Promise<void> {
  const heads = await readHeads(db)
  const expected = await everything(coldStore(db), heads, today, false)
  expect(await everything(coldStore(db), heads, today, true)).toEqual(expected)
}

describe("what happened, by pages", () => {
  test("is what the whole log tells, after any history", async () => {
    const property = fc.asyncProperty(randomHistory, fc.nat(), async ({ changes, end }, early) => {
      const { db } = openDatabase()
      for (const [at, change] of changes.entries()) {
        if (change.rows || change.gone) await append(db, change)
        for (const name of change.redacted ?? []) await redactOld(db, name)
        // Counted in the middle of a day, and gone on with.
        if (at === early % changes.length && change.rows) await expectSame(db, bangkokDate(change.at))
      }
      await expectSame(db, bangkokDate(end))
      await expectSame(db, addDays(bangkokDate(end), 1))
    })
    await fc.assert(property, { numRuns: 15 })
  })

  test("has its archives where they were, over many days", async () => {
    const { db } = openDatabase()
    await append(db, PLAN)
    const begun = bangkokMidnight(day("2023-05-02"))
    for (let n = 0; n < 150; n++) {
      const rows = [0, 1].map(at =>
        measureRow({ id: `m-0000000${(n + at) % 9}`, monitoring: `ครั้งที่ ${n}`, issue: `${n % 7}` }),
      )
      await append(db, { at: begun + n * 5_400_000, rows })
    }
    for (const today of ["2023-05-02", "2023-05-07", "2023-06-01"]) await expectSame(db, day(today))
  })

  test("reads no more of a long log than of a short one, but for what it shows", async () => {
    const { db } = openDatabase()
    await append(db, PLAN)
    for (let n = 0; n < 120; n++)
      await append(db, { at: PLAN.at + n * 60_000, rows: [measureRow({ monitoring: `ครั้งที่ ${n}` })] })
    const heads = await readHeads(db)
    await coldStore(db).told(heads, { of: "changes", page: 1 })
    const part = await coldStore(db).told(heads, { of: "changes", page: 2 })
    const versions = [...(part?.records[0]?.versionsByName.values() ?? [])].flat()
    expect(versions.length).toBeLessThan(100)
  })
})

async function redactOld(db: D1Database, name: string): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO redaction SELECT DISTINCT digest, 0, 'PDPA' FROM entry AS old
         WHERE name = ?1 AND digest IS NOT NULL AND digest NOT IN (SELECT digest FROM redaction)
           AND digest <> COALESCE((SELECT digest FROM entry AS newest WHERE newest.name = old.name ORDER BY leaf DESC LIMIT 1), '')`,
      )
      .bind(name),
    db.prepare("DELETE FROM disclosure WHERE digest IN (SELECT digest FROM redaction)"),
  ])
}
