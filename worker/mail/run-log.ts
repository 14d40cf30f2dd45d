/** What each scheduled run did, in numbers, and why it passed over what it did not send. */
import * as z from "zod/mini"
import { readRows } from "../store/sql.ts"

const runSchema = z.object({
  /** The scheduled time, epoch milliseconds. */
  at: z.int(),
  /** Notices planned that were not planned before. */
  planned: z.int(),
  /** Messages a transport accepted. */
  sent: z.int(),
  /** Notices passed over, recipients without an address, messages refused or put off. */
  skipped: z.int(),
  /** How many were skipped for each reason: `reported`, `noAddress`, `E_RECIPIENT_SUPPRESSED` … */
  reasons: z.pipe(
    z.string(),
    z.transform(json => z.record(z.string(), z.int()).parse(JSON.parse(json))),
  ),
})
export type CronRun = Readonly<z.output<typeof runSchema>>

/** A run's counts while it runs. */
export type Tally = {
  readonly at: number
  planned: number
  sent: number
  attempted: number
  readonly reasons: Map<string, number>
}

export function createTally(at: number): Tally {
  return { at, planned: 0, sent: 0, attempted: 0, reasons: new Map() }
}

export function countReason(tally: Tally, reason: string): void {
  tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1)
}

/** A run of last winter tells nobody anything: the mail it sent stands in the ledger. */
const KEPT_MS = 100 * 86_400_000

/** Doubled runs of one slot share a line; nothing is lost of what either did but the first's reasons. */
export async function recordRun(db: D1Database, tally: Tally): Promise<CronRun> {
  const { at, planned, sent } = tally
  const skipped = [...tally.reasons.values()].reduce((sum, count) => sum + count, 0)
  const reasons = Object.fromEntries(tally.reasons)
  const write = db
    .prepare(
      `INSERT INTO cron_run (at, planned, sent, skipped, reasons) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT (at) DO UPDATE SET planned = planned + excluded.planned, sent = sent + excluded.sent,
         skipped = skipped + excluded.skipped, reasons = excluded.reasons`,
    )
    .bind(at, planned, sent, skipped, JSON.stringify(reasons))
  await db.batch([write, db.prepare("DELETE FROM cron_run WHERE at < ?1").bind(at - KEPT_MS)])
  return { at, planned, sent, skipped, reasons }
}

const RUNS_SHOWN = 1000

/** The runs from an instant on, oldest first. */
export function runsFrom(db: D1Database, from: number): Promise<CronRun[]> {
  const sql = "SELECT at, planned, sent, skipped, reasons FROM cron_run WHERE at >= ?1 ORDER BY at LIMIT ?2"
  return readRows(db, runSchema, sql, from, RUNS_SHOWN)
}
