/**
 * The `send_email` binding of the local Worker: a second small Worker that hands each message to Node. `send` returns
 * only when Node has taken it, so that a message is never marked sent and lost.
 */
import * as z from "zod/mini"

/** Runs in workerd, beside the Worker, in a module with STATEMENTS_SCRIPT; `SINK` is answered by Node. */
export const MAILBOX_SCRIPT = `
import { WorkerEntrypoint } from "cloudflare:workers"
export class Mailbox extends WorkerEntrypoint {
  async send(message) {
    const answer = await this.env.SINK.fetch("http://sink/", { method: "POST", body: JSON.stringify(message) })
    const text = await answer.text()
    if (answer.status === 403) throw Object.assign(new Error(text), { code: text })
    if (!answer.ok) throw new Error(text)
    return { messageId: crypto.randomUUID() }
  }
}
`

const addressSchema = z.union([z.string(), z.object({ email: z.string() })])
const messageSchema = z.object({
  to: z.union([addressSchema, z.array(addressSchema)]),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z._default(z.record(z.string(), z.string()), {}),
  attachments: z._default(
    z.array(
      z.object({
        filename: z.string(),
        type: z.string(),
        disposition: z._default(z.string(), "attachment"),
        content: z.string(),
      }),
    ),
    [],
  ),
})

/** As the mailbox keeps it: addresses are one text. */
export type SentMail = Readonly<Omit<z.output<typeof messageSchema>, "to">> & {
  readonly to: string
  /** Epoch milliseconds of the office's clock. */
  readonly at: number
}

/** The message as the mailbox keeps it. Throws when it is not one: the real service would refuse it too. */
export function parseSentMail(body: unknown, at: number): SentMail {
  const { to, ...message } = messageSchema.parse(body)
  const addresses = [to].flat().map(each => (typeof each === "string" ? each : each.email))
  return { to: addresses.join(", "), ...message, at }
}
