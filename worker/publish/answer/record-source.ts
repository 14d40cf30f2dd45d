/**
 * What an answer is made from: the database or, while that is silent, the last good copy, which is marked; and how long ago
 * the sheet was last heard of. A record that nobody feeds must not look like one that is kept.
 */
import type { Context } from "hono"
import type { AppEnv } from "../../app-env.ts"
import { logFailure } from "../../host/log.ts"
import { RecordUnreadableError } from "../../store/reader.ts"
import { type RecordSource, storeOf } from "../../store/store.ts"

/** Answers from the record as it stands; when that cannot be read, from what this isolate still holds of it. */
export async function answerFromRecord<T>(
  c: Context<AppEnv>,
  answer: (source: RecordSource) => Promise<T>,
): Promise<T> {
  const store = storeOf(c.env.DB)
  try {
    return await answer(store)
  } catch (error) {
    const copy = store.copy()
    if (!(error instanceof RecordUnreadableError) || !copy) throw error
    logFailure(c.get("requestId"), "a copy is served", error)
    c.set("copiedAt", copy.readAt)
    // RFC 9211: fresh until so many seconds ago.
    const age = Math.max(1, Math.round((Date.now() - copy.readAt) / 1000))
    c.header("Cache-Status", `Sujarit; hit; ttl=-${age}; detail="the database does not answer"`)
    return answer(copy)
  }
}

/** `seenAt` stands still while the sheet is silent, so one class of freshness is one text. */
export type Freshness = { readonly isStale: false } | { readonly isStale: true; readonly seenAt: number }

const STALE_AFTER_MS = 24 * 3_600_000

export function freshnessOf(seenAt: number, now: number): Freshness {
  return now - seenAt > STALE_AFTER_MS ? { isStale: true, seenAt } : { isStale: false }
}

/** Until when, in epoch milliseconds and included, none of these becomes stale: what was made of them stays the same. */
export function unchangedUntil(seenAts: readonly number[], now: number): number {
  return Math.min(
    ...seenAts.map(seenAt => seenAt + STALE_AFTER_MS).filter(turn => turn >= now),
    Number.POSITIVE_INFINITY,
  )
}
