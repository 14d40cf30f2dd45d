/** Keys that were reported lost: what counts as a report, and what of all that was signed is no more proved to be the office's. */
import { instantOf, type KeyEntry } from "../log/entry.ts"
import type { LostKey } from "../log/lost-key.ts"

/** `at` is when it came, in epoch milliseconds. */
export type Countersigned = { readonly entries: number; readonly at: number }

/** A key that was reported lost, and what it signed from then on: that it was the office nobody can prove. */
export type LostKeyFound = {
  /** The `kid` of a key of the office, or a verifier key of the log. */
  readonly key: string
  readonly since: string
  /** Where its pushes and heartbeats stand. */
  readonly places: readonly string[]
}

/** `at` is when it was accepted, in epoch milliseconds. */
export type SignedAct = { readonly kid: string; readonly at: number; readonly place: string }

/** What is known of keys and of what they signed, from the entries up to one. */
export type LostKeys = {
  /** The office's, as the newest entry names them; undefined before the first. */
  keys: KeyEntry["office"] | undefined
  /** Every key of the log that was named. */
  readonly logKeys: Set<string>
  /** By key, the earliest second since which it is reported. */
  readonly lost: Map<string, number>
  readonly signed: SignedAct[]
  readonly countersigned: (Countersigned & Pick<SignedAct, "kid" | "at">)[]
}

/** By another key than the lost one, which was not lost itself; of a key that the log names. Its signature is another's to judge. */
export function isReport(
  { keys, logKeys, lost }: LostKeys,
  { kid, report }: { readonly kid: string; readonly report: LostKey },
): boolean {
  const isKnown = keys?.some(each => each.kid === report.key) || logKeys.has(report.key)
  return isKnown && kid !== report.key && !lost.has(kid) && report.since <= report.iat
}

/** Whether a key may have been in other hands when this was accepted. */
function isDoubted({ lost }: LostKeys, { kid, at }: Pick<SignedAct, "kid" | "at">): boolean {
  return at >= (lost.get(kid) ?? Number.POSITIVE_INFINITY) * 1000
}

export function newestCountersigned(keys: LostKeys): Countersigned | undefined {
  let newest: Countersigned | undefined
  for (const { kid, at, entries } of keys.countersigned)
    if (!isDoubted(keys, { kid, at }) && entries >= (newest?.entries ?? 0)) newest = { entries, at }
  return newest
}

export function lostIn(keys: LostKeys): LostKeyFound[] {
  return Array.from(keys.lost, ([key, since]) => ({
    key,
    since: instantOf(since * 1000),
    places: keys.signed.filter(act => act.kid === key && isDoubted(keys, act)).map(({ place }) => place),
  }))
}
