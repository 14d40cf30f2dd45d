/**
 * The sheet of a year's page (`shared/view/year-sheet.ts`), kept beside the record where the plan is not short. It
 * is believed only where it was made of the newest leaf, of this day and by this build, and its parts have the hashes that it
 * names; whoever finds none judges the whole record, as for a short plan.
 */
import * as z from "zod/mini"
import type { YearRecord } from "../../shared/record/record.ts"
import { filterOfYear, type MeasureFilter, measureMatcher } from "../../shared/view/filter.ts"
import { pageOf } from "../../shared/view/page-of.ts"
import type { ViewDay } from "../../shared/view/year.ts"
import {
  inShort,
  recordOfSheet,
  type WriteRow,
  type WrittenRow,
  type YearSheet,
  yearSource,
} from "../../shared/view/year-sheet.ts"
import { currentMoment, type Moment } from "../host/clock.ts"
import type { Env } from "../host/env.ts"
import { logFailure, newRequestId } from "../host/log.ts"
import { NATIVE_CODEC } from "./native-codec.ts"
import type { YearHead } from "./read-record.ts"
import { chunkTexts, readRows } from "./sql.ts"
import { storeOf } from "./store.ts"

/** What a sheet is kept for, beside the state of its year. Without a build's name nobody knows what the next would make. */
type SheetFrame = {
  readonly db: D1Database
  readonly build: string | undefined
  readonly moment: Pick<Moment, "today" | "simulated">
  readonly writer: RowWriter
}

/** Pages stand above what is kept of them, so the front hands it in. */
export type RowWriter = (record: YearRecord, day: ViewDay, sheet: YearSheet) => WriteRow

/** To judge and write so many measures costs no more than to read what is kept of them. */
const SHORT_PLAN = 20
/** Fifty rows chosen by a filter lie in fifty parts at most. */
const PART_ROWS = 10
/** With the hash of its text. */
const keptSchema = z.object({ hash: z.string(), sheet: z.string() })

type Kept = z.infer<typeof keptSchema>

type KeptText = { readonly madeOf: string; readonly sheet: YearSheet; readonly parts: readonly string[] }

/** As much of a record as one page of the year is made of; undefined where no sheet is kept that holds now. */
export async function readYearSheet(
  frame: SheetFrame,
  head: YearHead,
  filter: MeasureFilter,
  page: number,
): Promise<YearRecord | undefined> {
  // Words are looked for in every text.
  if (frame.build === undefined || filter.q !== undefined) return undefined
  try {
    const kept = await readKept(frame, head)
    if (!kept) return undefined
    const { sheet, parts } = kept
    const wanted = filterOfYear(filter, inShort(sheet))
    const found = measureMatcher(sheet.measures, () => false).matching(wanted)
    const shown = new Set(pageOf(found, page).rows)
    const numbers = sheet.measures.flatMap((each, at) => (shown.has(each) ? Math.floor(at / PART_ROWS) : []))
    const hashes = [...new Set(numbers)].map(number => parts[number] ?? "")
    return recordOfSheet(sheet, await readParts(frame.db, head.fiscalYear, hashes))
  } catch (error) {
    logFailure(newRequestId(), "a kept sheet", error)
    return undefined
  }
}

async function readKept(frame: SheetFrame, head: YearHead): Promise<KeptText | undefined> {
  const madeOf = whatMakes(frame, head)
  const sql = "SELECT hash, sheet FROM year_sheet WHERE fiscal_year = ?1 AND made_of = ?2"
  const [kept] = await readRows(frame.db, keptSchema, sql, head.fiscalYear, madeOf)
  if (!kept) return undefined
  const read = JSON.parse(kept.sheet) as KeptText
  if (NATIVE_CODEC.sha256(kept.sheet) !== kept.hash || read.madeOf !== madeOf)
    throw new SheetError("a sheet is not as it was kept")
  return read
}

class SheetError extends Error {
  override readonly name = "SheetError"
}

const partSchema = z.object({ hash: z.string(), rows: z.string() })

async function readParts(
  db: D1Database,
  fiscalYear: number,
  hashes: readonly string[],
): Promise<WrittenRow[]> {
  const sql = `SELECT hash, rows FROM year_sheet_part
    WHERE fiscal_year = ?1 AND hash IN (SELECT value FROM json_each(?2))`
  const found = await readRows(db, partSchema, sql, fiscalYear, JSON.stringify(hashes))
  const isAsKept = found.every(({ hash, rows }) => NATIVE_CODEC.sha256(rows) === hash)
  if (found.length < hashes.length || !isAsKept) throw new SheetError("a part is not as it was kept")
  return found.flatMap(({ rows }) => JSON.parse(rows) as WrittenRow[])
}

/** Keeps the sheet of a year whose plan is not short, unless something was redacted since the heads were read. */
export async function keepYearSheet(frame: SheetFrame, head: YearHead, record: YearRecord): Promise<void> {
  const source = yearSource(record, frame.moment)
  if (frame.build === undefined || !source?.rowsOf || source.sheet.measures.length <= SHORT_PLAN) return
  const { sheet, rowsOf } = source
  const write = frame.writer(record, frame.moment, sheet)
  const parts: [string, string][] = []
  for (let from = 0; from < sheet.measures.length; from += PART_ROWS) {
    const rows = JSON.stringify(rowsOf(sheet.measures.slice(from, from + PART_ROWS)).map(write))
    parts.push([NATIVE_CODEC.sha256(rows), rows])
  }
  const hashes = parts.map(([hash]) => hash)
  const madeOf = whatMakes(frame, head)
  const text = JSON.stringify({ madeOf, sheet, parts: hashes } satisfies KeptText)
  const kept = { hash: NATIVE_CODEC.sha256(text), sheet: text }
  await frame.db.batch(writeSheet(frame, head, kept, parts))
}

/** Nothing was redacted and nothing accepted meanwhile. */
const HOLDS = `(SELECT COUNT(*) FROM redaction) = ?3
  AND (SELECT head FROM leaf WHERE fiscal_year = ?1 ORDER BY sequence DESC LIMIT 1) = ?4`

function writeSheet(
  frame: SheetFrame,
  { fiscalYear, redactions, head, ...rest }: YearHead,
  { hash, sheet }: Kept,
  parts: readonly (readonly [string, string])[],
): D1PreparedStatement[] {
  const { db } = frame
  const madeOf = whatMakes(frame, { fiscalYear, redactions, head, ...rest })
  return [
    ...chunkTexts(parts).map(chunk =>
      db
        .prepare(
          `INSERT OR IGNORE INTO year_sheet_part (fiscal_year, hash, rows)
           SELECT ?1, value ->> 0, value ->> 1 FROM json_each(?2) WHERE ${HOLDS}`,
        )
        .bind(fiscalYear, chunk, redactions, head),
    ),
    db
      .prepare(
        `INSERT OR REPLACE INTO year_sheet (fiscal_year, made_of, hash, sheet) SELECT ?1, ?2, ?5, ?6 WHERE ${HOLDS}`,
      )
      .bind(fiscalYear, madeOf, redactions, head, hash, sheet),
    db
      .prepare(
        `DELETE FROM year_sheet_part WHERE fiscal_year = ?1 AND hash NOT IN (SELECT value FROM json_each(?2))
           AND EXISTS (SELECT 1 FROM year_sheet WHERE fiscal_year = ?1 AND made_of = ?3)`,
      )
      .bind(fiscalYear, JSON.stringify(parts.map(([hash]) => hash)), madeOf),
  ]
}

/** The newest leaf by the hash of its signed part, and all else that a page is made of. */
function whatMakes({ build, moment }: SheetFrame, { head, acceptedAt, redactions, looks }: YearHead): string {
  const { today, simulated } = moment
  return JSON.stringify([build, today, simulated, head, acceptedAt, redactions, looks])
}

/** After a push, and each hour: what is kept of a day or a leaf before is made anew, so that no reader waits for it. */
async function tendSheets(frame: SheetFrame): Promise<void> {
  const row = z.object({ fiscalYear: z.int(), madeOf: z.string() })
  const sql = "SELECT fiscal_year AS fiscalYear, made_of AS madeOf FROM year_sheet"
  const kept = await readRows(frame.db, row, sql)
  if (kept.length === 0) return
  const store = storeOf(frame.db)
  for (const head of await store.heads()) {
    const of = kept.find(({ fiscalYear }) => fiscalYear === head.fiscalYear)
    if (!of || of.madeOf === whatMakes(frame, head)) continue
    await keepYearSheet(frame, head, await store.record(head))
  }
}

/** The same where it must not fail what it follows. */
export async function loggedSheets(env: Env, writer: RowWriter): Promise<void> {
  try {
    storeOf(env.DB).forgetHeads()
    await tendSheets(sheetFrameOf(env, await currentMoment(env), writer))
  } catch (error) {
    logFailure(newRequestId(), "keeping a sheet", error)
  }
}

export function sheetFrameOf(env: Env, moment: SheetFrame["moment"], writer: RowWriter): SheetFrame {
  return { db: env.DB, build: env.VERSION?.id, moment, writer }
}
