/** A message as it travels between mail servers (RFC 5322), for the transports that are given no fields but the whole. */
import type { LeasedMail } from "../../shared/mail/lease.ts"
import type { MailMessage } from "../../shared/mail/message.ts"
import { base64url, sha256Text } from "../../shared/push/sd-jwt.ts"

/**
 * The whole message. Its Message-ID comes from the outbox's id alone: a repeat after a crash bears the same, and most
 * readers show the two as one, where no server on the way puts its own in its place, as Gmail may. `Date` is when it was written.
 */
export async function mimeOf(message: MailMessage, id: string, at: number): Promise<string> {
  // Loaded only where a transport needs it: an office on `send_email` pays nothing for it at each start.
  const { default: MailComposer } = await import("nodemailer/lib/mail-composer")
  const { from, to, subject, text, html, headers, attachments } = message
  const composer = new MailComposer({
    from: { name: from.name, address: from.email },
    to: [...to],
    subject,
    text: withLineFeeds(text),
    html: withLineFeeds(html),
    headers,
    attachments: attachments.map(({ filename, content, type }) => ({
      filename,
      contentType: type,
      content,
      encoding: "base64",
    })),
    messageId: messageIdOf(id, from.email),
    date: new Date(at),
    // CRLF in the bodies too (RFC 5322 §2.3): a server puts right what it is given, Gmail's door passes it on.
    newline: "windows",
    // Nothing of a message is ever a path or an address to fetch from.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const bytes = await composer.compile().build()
  return new TextDecoder().decode(bytes)
}

/** A carriage return alone would end no line, and be one by the standard. */
function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, "\n")
}

/** As the script is given it: held for it until the lease ends. */
export async function leasedMail(
  message: MailMessage,
  { id, leaseUntil }: Pick<LeasedMail, "id" | "leaseUntil">,
  at: number,
): Promise<LeasedMail> {
  return { id, leaseUntil, raw: base64url(new TextEncoder().encode(await mimeOf(message, id, at))) }
}

/** `<….@office.go.th>`: nothing of the recipient can be read from it. */
function messageIdOf(id: string, from: string): string {
  return `<${sha256Text(id).replace(/[^A-Za-z0-9]/g, "0")}@${from.slice(from.lastIndexOf("@") + 1)}>`
}
