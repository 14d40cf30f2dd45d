/** How long ago the sheet was last heard of. A record that nobody feeds must not look like one that is kept. */

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
