/**
 * A few links of reports a run are opened, and what was found is kept. It may be late, missed, doubled or killed: each look
 * is kept as soon as it was made, and the next run begins elsewhere in the list, so that no link stops the others.
 */
import { addDays, bangkokDate, type IsoDate } from "../../shared/date/civil-date.ts"
import { looksDue } from "../../shared/due/opened.ts"
import { latestRevision, type YearRecord } from "../../shared/record/record.ts"
import { exactMoment } from "../host/clock.ts"
import { configOf, type Env } from "../host/env.ts"
import { logFailure, newRequestId, writeLog } from "../host/log.ts"
import {
  addLook,
  keepNeededLooks,
  rememberLookPlan,
  type YearToLookOver,
  yearsToLookOver,
} from "../store/looks.ts"
import { oldestOpenYear } from "../store/mail-health.ts"
import { loadRecord, storeOf } from "../store/store.ts"
import { type OpenDeps, openLink } from "./open-link.ts"

export type LookDeps = OpenDeps & {
  readonly db: D1Database
  readonly loadRecord: (fiscalYear: number) => Promise<YearRecord>
  /** Epoch milliseconds by the clock: a look is of its instant, not of the run's hour. */
  readonly now: () => Promise<number>
}

/** With five redirects each, and the mail's sends beside them, within the fifty requests of a run. */
const MOST_LOOKS = 3
/** Hashing costs time of the processor, of which the free plan gives a run ten milliseconds. */
const MAX_BYTES = 2 * 1024 * 1024
const PATIENCE_MS = 10_000
/** Beside a bound clock the web is a stand-in on the same machine, and whoever steps the day waits in person. */
const STAND_IN_PATIENCE_MS = 3000

export function lookDepsOf(env: Env): LookDeps {
  return {
    db: env.DB,
    loadRecord: fiscalYear => loadRecord(env.DB, fiscalYear),
    now: async () => (await exactMoment(env)).now,
    fetch: request => fetch(request),
    patienceMs: env.CLOCK ? STAND_IN_PATIENCE_MS : PATIENCE_MS,
    maxBytes: MAX_BYTES,
    userAgent: `Sujarit/1 (+${configOf(env).origin}/about)`,
  }
}

/** A run with its line in the log. It fails nobody else's. */
export async function loggedLooks(env: Env, slot: number): Promise<void> {
  const requestId = newRequestId()
  const startedAt = Date.now()
  try {
    const looked = await lookOver(lookDepsOf(env), slot)
    if (looked > 0) writeLog({ event: "looks", requestId, looked, ms: Date.now() - startedAt })
  } catch (error) {
    logFailure(requestId, "looks", error)
  }
}

/** How many links were opened. */
export async function lookOver(deps: LookDeps, slot: number): Promise<number> {
  const today = bangkokDate(await deps.now())
  let looked = 0
  for (const year of await yearsToLookOver(deps.db, oldestOpenYear(today), today)) {
    const room = MOST_LOOKS - looked
    if (room <= 0) break
    looked += await lookOverYear(deps, { ...year, today, slot, room })
  }
  if (looked > 0) storeOf(deps.db).forgetHeads()
  return looked
}

type YearTurn = YearToLookOver & {
  readonly today: IsoDate
  readonly slot: number
  readonly room: number
}

const NEVER = "9999-12-31"

async function lookOverYear(
  deps: LookDeps,
  { fiscalYear, redactions, today, slot, room }: YearTurn,
): Promise<number> {
  const record = await deps.loadRecord(fiscalYear)
  const { links, next } = looksDue(record, today)
  const chosen = beginningAt(links, slot).slice(0, room)
  let upTo = 0
  for (const link of chosen) {
    const found = await openLink(link, deps)
    upTo = await addLook(deps.db, fiscalYear, { link, at: await deps.now(), ...found })
  }
  if (chosen.length > 0) await keepNeededLooks(deps.db, record, { upTo, redactions })
  const head = latestRevision(record)?.head ?? ""
  // What was opened now is due again on another day at the earliest.
  const nextDay = chosen.length > 0 ? addDays(today, 1) : (next ?? NEVER)
  if (chosen.length === links.length) await rememberLookPlan(deps.db, { fiscalYear, head, nextDay })
  return chosen.length
}

const HOUR = 3_600_000

function beginningAt(links: readonly string[], slot: number): string[] {
  const at = links.length === 0 ? 0 : Math.floor(slot / HOUR) % links.length
  return [...links.slice(at), ...links.slice(0, at)]
}
