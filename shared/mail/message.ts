/** A message ready to hand to a transport, made from a memo. One recipient each: one refused address spoils no other. */
import { base64 } from "@scure/base"
import { encode as utf8Encode } from "@stablelib/utf8"
import { ONE_CLICK } from "../due/choice.ts"
import { sha256Text } from "../push/sd-jwt.ts"
import type { Revision } from "../record/record.ts"
import type { MailAddress } from "../row/address.ts"
import type { Letterhead } from "./letterhead.ts"
import { type Memo, memoText } from "./memo.ts"
import { memoHtml } from "./memo-html.ts"

export type MailMessage = {
  readonly from: { readonly email: string; readonly name: string }
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly headers: Readonly<Record<string, string>>
  readonly attachments: readonly MailAttachment[]
}

/** Never a file: what is attached is made from the record, as the mail is. */
export type MailAttachment = {
  /** ASCII, so that no reader need decode it. */
  readonly filename: string
  readonly type: "text/calendar"
  readonly disposition: "attachment"
  /** base64. */
  readonly content: string
}

export type Envelope = {
  readonly office: Letterhead
  readonly from: MailAddress
  readonly to: MailAddress
  readonly revision: Revision | undefined
  /** Due dates for the reader's own calendar, as iCalendar. */
  readonly calendar?: string | undefined
  /** Where the recipient chooses to be sent less. */
  readonly choice?: string | undefined
}

export function messageOf(
  memo: Memo,
  { office, from, to, revision, calendar, choice }: Envelope,
): MailMessage {
  const thread = threadId(office.fiscalYear, to, from)
  return {
    from: { email: from, name: senderName(office.name) },
    to: [to],
    subject: memo.subject,
    text: memoText(memo, office.digits),
    html: memoHtml(memo, office.digits),
    headers: {
      "Auto-Submitted": "auto-generated",
      References: thread,
      "In-Reply-To": thread,
      ...(choice ? { "List-Unsubscribe": `<${choice}>`, "List-Unsubscribe-Post": ONE_CLICK_HEADER } : {}),
      ...(revision ? { "X-Sujarit-Head": `${office.fiscalYear}/${revision.sequence}/${revision.head}` } : {}),
    },
    attachments: calendar === undefined ? [] : [calendarAttachment(office.fiscalYear, calendar)],
  }
}

const ONE_CLICK_HEADER = `${ONE_CLICK.name}=${ONE_CLICK.value}`

function calendarAttachment(fiscalYear: number, calendar: string): MailAttachment {
  return {
    filename: `sujarit-${fiscalYear}.ics`,
    type: "text/calendar",
    disposition: "attachment",
    content: base64.encode(utf8Encode(calendar)),
  }
}

/** What a public ledger can show of a mail without its address or text. */
export function messageHash(message: MailMessage): string {
  return sha256Text([message.subject, message.text, message.html].join("\n"))
}

/** A message that never was: all mail of a recipient and fiscal year answers it, and so is one thread. */
function threadId(fiscalYear: number, to: MailAddress, from: MailAddress): string {
  const recipient = sha256Text(to)
    .slice(0, 16)
    .replace(/[^A-Za-z0-9]/g, "0")
  return `<sujarit.${fiscalYear}.${recipient}@${from.slice(from.lastIndexOf("@") + 1)}>`
}

function senderName(office: string): string {
  return (
    office
      .replace(/[\p{Cc}\p{Cf}<>"\s]+/gu, " ")
      .trim()
      .slice(0, 120) || "ระบบติดตามมาตรการ"
  )
}
