/** What became of a message that was handed over, written into the outbox. */
import { type Leased, markDead, markFailed, markSent } from "./outbox.ts"
import { countReason, type Tally } from "./run-log.ts"
import type { Handover } from "./transport.ts"

const MAX_ATTEMPTS = 10

/** False when no other message would be taken now either. `contentHash` is of what was handed over. */
export async function settle(
  db: D1Database,
  leased: Leased,
  handover: Handover,
  contentHash: string,
  tally: Tally,
): Promise<boolean> {
  switch (handover.outcome) {
    case "accepted": {
      const { providerId } = handover
      await markSent(db, leased, { at: tally.at, providerId, contentHash })
      tally.sent++
      return true
    }
    case "refused":
      await markDead(db, leased, handover.code)
      countReason(tally, handover.code)
      return true
    case "failed":
      // What stops everything is nobody's address: it is waited out, however long, and no mail is given up for it.
      if (!handover.everything && leased.attempts >= MAX_ATTEMPTS) await markDead(db, leased, handover.code)
      else await markFailed(db, leased, tally.at, handover.code)
      countReason(tally, handover.code)
      return !handover.everything
    default:
      return handover satisfies never
  }
}
