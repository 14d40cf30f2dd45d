/**
 * How long a key may sign anything new. Nothing here is asked of the record: what was taken while the key was good
 * verifies under it for ever, so a key that is past its day stays listed.
 */
import type { PushKey, PushKeys } from "./env.ts"

/** `now` is in epoch milliseconds. */
export function isExpired({ exp }: PushKey, now: number): boolean {
  return exp !== undefined && now >= exp * 1000
}

/**
 * A key that was replaced must open nothing any more. But where none is good, the mail that says so still has to go out
 * by the hand of the last one.
 */
export function maySendMail(key: PushKey, { keys }: PushKeys, now: number): boolean {
  return !isExpired(key, now) || keys.every(each => isExpired(each, now))
}

/** Epoch milliseconds; null for a key that never expires, or that is listed no more. */
export function expiryOf(kid: string | null, { keys }: PushKeys): number | null {
  const exp = keys.find(each => each.kid === kid)?.exp
  return exp === undefined ? null : exp * 1000
}
