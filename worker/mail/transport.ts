/** Handing a message over. A transport says what became of it, and never says accepted of what was not. */
import * as z from "zod/mini"
import { type MailFault, type MailMessage, mailFaults } from "../../shared/mail/message.ts"

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

/** What is wrong with this one message or its recipient, and will be tomorrow. */
const PERMANENT =
  /^E_(?:VALIDATION_ERROR|FIELD_MISSING|TOO_MANY_RECIPIENTS|RECIPIENT_NOT_ALLOWED|RECIPIENT_SUPPRESSED|CONTENT_TOO_LARGE|HEADERS?_\w+)$/
/** What is wrong with the sender or the day's quota: the operator or time mends it, and the mail waits. */
const EVERYTHING =
  /^E_(?:SENDER_NOT_VERIFIED|SENDER_DOMAIN_NOT_AVAILABLE|RATE_LIMIT_EXCEEDED|DAILY_LIMIT_EXCEEDED)$/

const coded = z.object({ code: z.string() })
const receipt = z.object({ messageId: z.string().check(z.minLength(1)) })

export function createEmailTransport(email: SendEmail): Transport {
  return async message => {
    const [fault] = mailFaults(message)
    if (fault) return { outcome: "refused", code: faultCode(fault) }
    try {
      const answer = receipt.safeParse(await email.send({ ...message, to: [...message.to] }))
      return { outcome: "accepted", providerId: answer.success ? answer.data.messageId : null }
    } catch (error) {
      return failureOf(error)
    }
  }
}

function failureOf(error: unknown): Handover {
  const parsed = coded.safeParse(error)
  const code = parsed.success ? parsed.data.code : "E_UNKNOWN"
  if (PERMANENT.test(code)) return { outcome: "refused", code }
  return { outcome: "failed", code, everything: EVERYTHING.test(code) }
}

/** Our own refusals are told apart from the provider's. */
export function faultCode(fault: MailFault): string {
  return `fault.${fault}`
}
