/** Who hands the mail over: the platform or the office's own server, as the office chose. */
import * as z from "zod/mini"
import { mailFaults } from "../../shared/mail/message.ts"
import { exactMoment } from "../host/clock.ts"
import { configOf, type Env } from "../host/env.ts"
import { faultCode, type Handover, type Transport } from "./handover.ts"
import { createSmtpTransport, parseSmtpUrl } from "./smtp.ts"

/** Undefined where the script fetches the mail: a run then plans it and leaves it to be leased. */
export function transportOf(env: Env): Transport | undefined {
  const { mailTransport, smtpUrl } = configOf(env)
  switch (mailTransport) {
    case "send_email":
      return createEmailTransport(env.EMAIL)
    case "smtp": {
      const server = parseSmtpUrl(smtpUrl ?? "")
      if (!server) return async () => ({ outcome: "failed", code: "SMTP_NOT_CONFIGURED", everything: true })
      return createSmtpTransport(server, async () => (await exactMoment(env)).now)
    }
    case "google":
      return undefined
    default:
      return mailTransport satisfies never
  }
}

/**
 * What is wrong with this one message or its recipient, and will be tomorrow. A reader who did not click the provider's link
 * yet is none: his mail waits for him.
 */
const PERMANENT =
  /^E_(?:VALIDATION_ERROR|FIELD_MISSING|TOO_MANY_RECIPIENTS|RECIPIENT_SUPPRESSED|CONTENT_TOO_LARGE|HEADERS?_\w+)$/
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
