/**
 * How often one address of the network may post what is refused or was there before. What the office signed does not count:
 * its script shares its addresses with every other script at Google, and a simulated year is stepped through in minutes.
 * Counted in the isolate alone, so that a stranger costs no row; where no address is told nobody is counted.
 */
import { oncePer } from "../../shared/record/once-per.ts"

const WINDOW_MS = 60_000
export const POSTS_A_MINUTE = 60
/** Of a crowd those who came first are forgotten: what is counted stays small. */
const COUNTED = 2000

type Count = { readonly since: number; readonly posts: number }

const countsOf = oncePer((_: D1Database) => new Map<string, Count>())

/** Whether one more may be answered. `now` is the machine's clock, in epoch milliseconds. */
export function mayPost(db: D1Database, address: string | undefined, now: number): boolean {
  if (address === undefined) return true
  const counts = countsOf(db)
  const key = networkOf(address)
  const known = counts.get(key)
  const isOver = !known || now - known.since >= WINDOW_MS
  const count = isOver ? { since: now, posts: 1 } : { ...known, posts: known.posts + 1 }
  counts.delete(key)
  counts.set(key, count)
  const oldest = counts.keys().next().value
  if (counts.size > COUNTED && oldest !== undefined) counts.delete(oldest)
  return count.posts <= POSTS_A_MINUTE
}

/** The one just let through was the office's own. */
export function uncountPost(db: D1Database, address: string | undefined): void {
  const key = networkOf(address ?? "")
  const count = countsOf(db).get(key)
  if (count) countsOf(db).set(key, { ...count, posts: count.posts - 1 })
}

/** Of IPv6 the half that one subscriber is given whole. */
function networkOf(address: string): string {
  return address.includes(":") ? address.split(":").slice(0, 4).join(":") : address
}
