/** A push, from the bytes that came in to what becomes of it. Nothing is believed because of where it came from. */
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { CLOCK_TOLERANCE, type PushReply, stateOf } from "../../shared/push/payload.ts"
import type { Hash } from "../../shared/push/sd-jwt.ts"
import type { Config } from "../host/env.ts"
import { isExpired, type PushKey } from "../host/push-key.ts"
import { appendEntries } from "../log/append-log.ts"
import { isForeign, keepCountersigned } from "../log/countersign.ts"
import { logIdentity } from "../log/log-key.ts"
import type { Grown } from "../log/log-tree.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { appendLeaf, recordHeartbeat, recordStale } from "./append.ts"
import { rowFault } from "./judge.ts"
import { findKnownPush } from "./known-push.ts"
import { type Change, isEmpty, openPush, type SignedPush, splitPush } from "./open.ts"
import { readChain, readPosition, redactedAmong, type YearPosition } from "./position.ts"
import { isRefused, type Refused, refuse } from "./refusal.ts"
import { expiredKey } from "./signed.ts"

type PushDeps = {
  readonly db: D1Database
  readonly config: Config
  /** Epoch milliseconds. */
  readonly now: number
}

/** `position` is what the Worker holds now; it is answered once the signature was found good, or the push is in the log. */
export type PushResult = Judged & {
  /** The key it was signed with, and what it countersigns; undefined where the signature was not found good. */
  readonly key?: PushKey
  readonly countersigns?: Pick<SignedPush["payload"], "log">
}

type Judged =
  | {
      readonly outcome: Exclude<PushReply["outcome"], "refused" | "stale">
      readonly position: Pick<YearPosition, "fiscalYear" | "sequence" | "head">
      /** It was in the log before: whoever sent it may be anybody. */
      readonly isRepeat?: true
      /** What it made of the log's tree. */
      readonly grown?: Grown
    }
  /** With the rows, for the script to rebase on, and the signed parts since its own head. */
  | { readonly outcome: "stale"; readonly position: YearPosition; readonly chain: string[] }
  | { readonly outcome: "refused"; readonly refused: Refused; readonly position: YearPosition | undefined }

export async function receivePush(deps: PushDeps, contentType: string, body: string): Promise<PushResult> {
  const parts = splitPush(contentType, body)
  if (isRefused(parts)) return { outcome: "refused", refused: parts, position: undefined }
  // A repeat is answered however late it comes: the script lost our answer, not its clock.
  const known = await findKnownPush(deps.db, parts.signed)
  if (known) return { outcome: "unchanged", position: known, isRepeat: true }
  const push = await openPush(deps.config, parts, deps.now)
  if (isRefused(push)) return { outcome: "refused", refused: push, position: undefined }
  return { ...(await judge(deps, push)), key: push.key, countersigns: push.payload }
}

async function judge(deps: PushDeps, push: SignedPush): Promise<Judged> {
  const position = await readPosition(deps.db, push.payload.fiscalYear)
  // What an expired key signed before stays as it is; only what is new is refused.
  if (isExpired(push.key, deps.now)) return { outcome: "refused", refused: expiredKey(push.key), position }
  if (push.payload.base !== position.head) {
    await recordStale(deps.db, position.fiscalYear, deps.now)
    return staleOf(deps.db, push, position)
  }
  const fault =
    (await rowFault(deps.db, push.change, position, { now: deps.now, origin: deps.config.origin })) ??
    (await redactionFault(deps.db, push.change)) ??
    changeFault(push, position) ??
    (await logFault(deps, push, position))
  if (fault) return { outcome: "refused", refused: fault, position }
  return isHeartbeat(push.change, position)
    ? keepHeartbeat(deps, push, position)
    : append(deps, push, position)
}

async function append(
  { db, config, now }: PushDeps,
  push: SignedPush,
  position: YearPosition,
): Promise<Judged> {
  const { sequence, fiscalYear } = push.payload
  const { projection } = position
  const acceptedAt = notBefore(position, now)
  const kid = push.key.kid
  const identity = logIdentity(config)
  const leaf = { ...push, office: config.officeId, acceptedAt, kid, projection, identity }
  const appended = await appendLeaf(db, leaf)
  if (!appended) return staleOf(db, push, await readPosition(db, fiscalYear))
  const { head, grown } = appended
  return { outcome: "accepted", position: { fiscalYear, sequence, head }, grown }
}

/** Two machines' clocks differ a little, and what is accepted later is never accepted earlier; by more it is told as it is. */
function notBefore({ acceptedAt }: YearPosition, now: number): number {
  return acceptedAt - now <= (CLOCK_TOLERANCE * 1000) / 2 ? Math.max(acceptedAt, now) : now
}

async function staleOf(db: D1Database, { payload }: SignedPush, position: YearPosition): Promise<Judged> {
  return { outcome: "stale", position, chain: await readChain(db, position.fiscalYear, payload.base) }
}

/** An empty push on the newest base: the sheet was looked at and nothing had changed. Of each day the log has the first. */
async function keepHeartbeat(
  { db, config, now }: PushDeps,
  push: SignedPush,
  position: YearPosition,
): Promise<Judged> {
  const { fiscalYear } = push.payload
  const name = `heartbeat/${fiscalYear}/${bangkokDate(now)}`
  const [, logged] = await db.batch([
    recordHeartbeat(db, { fiscalYear, seenAt: now, kid: push.key.kid }),
    db.prepare("SELECT 1 FROM log_entry WHERE name = ?1").bind(name),
    ...keepCountersigned(db, push.signed, push.payload),
  ])
  if (logged?.results.length === 0) {
    const entry = (at: string) => ({ type: "heartbeat", at, jws: push.signed }) as const
    await appendEntries(db, [{ name, entry }], { identity: logIdentity(config), now })
  }
  return { outcome: "unchanged", position }
}

function isHeartbeat(change: Change, position: YearPosition): boolean {
  const sameHeld = [...change.held].sort().join("\n") === [...position.held].sort().join("\n")
  return isEmpty(change) && sameHeld
}

async function redactionFault(db: D1Database, change: Change): Promise<Refused | undefined> {
  const digests = change.rows.map(row => row.digest)
  const redacted = new Set(await redactedAmong(db, digests))
  if (redacted.size === 0) return undefined
  return refuse(
    "redacted",
    ...change.rows.filter(row => redacted.has(row.digest)).map(({ name, digest }) => `${name}: ${digest}`),
  )
}

/**
 * The office checked a tree that is not the beginning of this one: taken, it would stand in the log for ever and never hold.
 * Like a push on another record it is an alarm, until one is taken.
 */
async function logFault(
  { db, now }: PushDeps,
  { payload: { log } }: SignedPush,
  { fiscalYear }: YearPosition,
): Promise<Refused | undefined> {
  if (!log || !(await isForeign(db, log))) return undefined
  await recordStale(db, fiscalYear, now)
  return refuse("wrongLog", `${log.origin}, ${log.size}, ${log.root}`)
}

/** What only shows beside what the Worker already holds. */
function changeFault({ payload, change }: SignedPush, position: YearPosition): Refused | undefined {
  if (payload.sequence !== position.sequence + 1)
    return refuse("wrongSequence", `sequence must be ${position.sequence + 1}`)
  const unknownGone = change.gone.filter(name => !position.rows.has(name) && !position.privateRows.has(name))
  if (unknownGone.length > 0) return refuse("badRow", ...unknownGone.map(name => `${name}: gone, unknown`))
  const after = rowsAfter(position.rows, change)
  const unknownHeld = change.held.filter(name => !after.has(name))
  if (unknownHeld.length > 0) return refuse("badRow", ...unknownHeld.map(name => `${name}: held, unknown`))
  const unknownAbsent = change.rows.filter(
    ({ row }) => row.kind === "absence" && !after.has(row.of) && !change.gone.includes(row.of),
  )
  if (unknownAbsent.length > 0)
    return refuse("badRow", ...unknownAbsent.map(({ name }) => `${name}: of a row unknown`))
  const state = stateOf(
    Array.from(after, ([name, digest]) => ({ name, digest })),
    NATIVE_CODEC,
  )
  if (payload.state !== state) return refuse("badState", `state must be ${state}`)
  if (!isEmpty(change) && !isAnnounced(change, position)) return refuse("notAnnounced")
  return undefined
}

function rowsAfter(rows: ReadonlyMap<string, Hash>, change: Change): Map<string, Hash> {
  const after = new Map(rows)
  for (const name of change.gone) after.delete(name)
  for (const { name, digest } of change.rows) after.set(name, digest)
  return after
}

/** Nothing is taken before the announcement: what was announced once stays public, and so does each change of it. */
function isAnnounced(change: Change, position: YearPosition): boolean {
  if (position.sequence > 0) return true
  const isFilled = (key: string) =>
    change.rows.some(({ row }) => row.kind === "setting" && row.key === key && row.value.trim() !== "")
  return isFilled("announcementNumber") && isFilled("announcementDate")
}
