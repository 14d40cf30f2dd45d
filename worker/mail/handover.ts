/** What becomes of a message that is handed over: what a transport may say of it, and how the outbox keeps that. */
import type { MailFault, MailMessage } from "../../shared/mail/message.ts"
import { type Leased, markDead, markFailed, markSent } from "./outbox.ts"
import { countReason, type Tally } from "./run-log.ts"

export type Handover =
  | { readonly outcome: "accepted"; readonly providerId: string | null }
  /** This message will never be taken: the address is suppressed, the content refused. */
  | { readonly outcome: "refused"; readonly code: string }
  /** Perhaps later. `everything`: no other message would be taken now either. */
  | { readonly outcome: "failed"; readonly code: string; readonly everything: boolean }

/**
 * May be asked again with a message of the same id after a crash, and need not know that it was: one that can name a
 * message to the world names it by the id, so that a reader's program may take the two for one.
 */
export type Transport = (message: MailMessage, id: string) => Promise<Handover>

/** Our own refusals are told apart from the provider's. */
export function faultCode(fault: MailFault): string {
  return `fault.${fault}`
}

const MAX_ATTEMPTS = 10

type HandedOver = {
  readonly leased: Leased
  readonly handover: Handover
  /** `messageHash` of what was handed over. */
  readonly contentHash: string
}

/** Writes into the outbox what became of a message. False when no other message would be taken now either. */
export async function recordHandover(
  db: D1Database,
  { leased, handover, contentHash }: HandedOver,
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
