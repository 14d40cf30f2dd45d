/** The transport an office chose. */
import { exactMoment } from "../host/clock.ts"
import { configOf, type Env } from "../host/env.ts"
import { createSmtpTransport, parseSmtpUrl } from "./smtp.ts"
import { createEmailTransport, type Transport } from "./transport.ts"

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
