/** A message ready to hand to a transport, made from a memo. One recipient each: one refused address spoils no other. */

import { base64 } from "@scure/base"
import { encode as utf8Encode } from "@stablelib/utf8"
import { ONE_CLICK } from "../due/recipient.ts"
import { sha256Text, type TextCodec } from "../push/sd-jwt.ts"
import type { Revision } from "../record/record.ts"
import { type MailAddress, parseAddress } from "../row/address.ts"
import { beginning } from "../row/shorten.ts"
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
  readonly type: "text/calendar; charset=utf-8"
  readonly disposition: "attachment"
  /** base64. */
  readonly content: string
}

type Envelope = {
  readonly office: Letterhead
  readonly from: MailAddress
  readonly to: MailAddress
  readonly revision: Revision | undefined
  /** Due dates for the reader's own calendar, as iCalendar. */
  readonly calendar?: string | undefined
  /** Where the recipient chooses to be sent less. */
  readonly choice?: string | undefined
  /** He chose so. */
  readonly fewer?: boolean
}

export function messageOf(
  told: Memo,
  { office, from, to, revision, calendar, choice, fewer = false }: Envelope,
): MailMessage {
  const memo = choice
    ? { ...told, choice: { label: CHOICE_WORDS[fewer ? "fewer" : "all"], href: choice } }
    : told
  const thread = threadId(office.fiscalYear, to, from)
  return {
    from: { email: from, name: senderName(office.name) },
    to: [to],
    subject: memo.subject,
    text: memoText(memo, office.digits),
    html: memoHtml(memo, office.digits),
    headers: {
      "Auto-Submitted": "auto-generated",
      // By which a reader's filter finds all of a year (RFC 2919).
      "List-Id": `<${office.fiscalYear}.sujarit.${domainOf(from)}>`,
      References: thread,
      "In-Reply-To": thread,
      ...(choice ? { "List-Unsubscribe": `<${choice}>`, "List-Unsubscribe-Post": ONE_CLICK_HEADER } : {}),
      ...(revision ? { "X-Sujarit-Head": `${office.fiscalYear}/${revision.sequence}/${revision.head}` } : {}),
    },
    attachments: calendar === undefined ? [] : [calendarAttachment(office.fiscalYear, calendar)],
  }
}

const CHOICE_WORDS = {
  all: "ท่านรับอีเมลทุกฉบับ ถ้าต้องการรับเท่าที่จำเป็น เลือกได้ที่นี่",
  fewer: "ท่านเลือกรับอีเมลเท่าที่จำเป็น ถ้าต้องการรับทุกฉบับ เลือกได้ที่นี่",
} as const

const ONE_CLICK_HEADER = `${ONE_CLICK.name}=${ONE_CLICK.value}`

function calendarAttachment(fiscalYear: number, calendar: string): MailAttachment {
  return {
    filename: `sujarit-${fiscalYear}.ics`,
    type: "text/calendar; charset=utf-8",
    disposition: "attachment",
    content: base64.encode(utf8Encode(calendar)),
  }
}

/** What a public ledger can show of a mail without its address or text. */
export function messageHash(message: MailMessage, codec?: Pick<TextCodec, "sha256">): string {
  return sha256Text([message.subject, message.text, message.html].join("\n"), codec)
}

/** A message that never was: all mail of a recipient and fiscal year answers it, and so is one thread. */
function threadId(fiscalYear: number, to: MailAddress, from: MailAddress): string {
  const recipient = sha256Text(to)
    .slice(0, 16)
    .replace(/[^A-Za-z0-9]/g, "0")
  return `<sujarit.${fiscalYear}.${recipient}@${domainOf(from)}>`
}

function domainOf(address: MailAddress): string {
  return address.slice(address.lastIndexOf("@") + 1)
}

function senderName(office: string): string {
  const name = office.replace(/[\p{Cc}\p{Cf}<>"\s]+/gu, " ").trim()
  return beginning(name, 120) || "ระบบติดตามมาตรการ"
}

export type MailFault =
  | "badSender"
  | "badRecipient"
  | "tooManyRecipients"
  | "badSubject"
  | "subjectTooLong"
  | "headerNotAllowed"
  | "badHeader"
  | "noBody"
  | "badAttachment"
  | "tooLarge"

const MAX_RECIPIENTS = 50
const MAX_SUBJECT = 998
const MAX_HEADER = 2048
const MAX_BYTES = 5 * 1024 * 1024

const ALLOWED_HEADERS =
  /^(?:Auto-Submitted|In-Reply-To|References|List-Id|List-Unsubscribe|List-Unsubscribe-Post|X-[A-Za-z0-9-]{1,60})$/i
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/**
 * Every fault of a message; empty when it may be sent. What production refuses is refused here first: the local simulator
 * accepts all of it. Nothing that came from a cell can open a header, because a control character anywhere in one is a
 * fault.
 */
export function mailFaults(message: MailMessage): MailFault[] {
  const checks: readonly [MailFault, boolean][] = [
    [
      "badSender",
      !isAddress(message.from.email) || CONTROL.test(message.from.name) || /[<>"]/.test(message.from.name),
    ],
    ["badRecipient", message.to.length === 0 || !message.to.every(isAddress)],
    ["tooManyRecipients", message.to.length > MAX_RECIPIENTS],
    ["badSubject", message.subject.trim() === "" || CONTROL.test(message.subject)],
    ["subjectTooLong", utf8Length(message.subject) > MAX_SUBJECT],
    ["headerNotAllowed", !Object.keys(message.headers).every(name => ALLOWED_HEADERS.test(name))],
    ["badHeader", !Object.values(message.headers).every(isHeaderValue)],
    ["noBody", message.text.trim() === "" || message.html.trim() === ""],
    ["badAttachment", !message.attachments.every(isAttachment)],
    ["tooLarge", sizeOf(message) > MAX_BYTES],
  ]
  return checks.filter(([, isFault]) => isFault).map(([fault]) => fault)
}

/** A file's name stands in a header too. */
function isAttachment({ filename, type, content }: MailAttachment): boolean {
  return (
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(filename) &&
    /^[a-z]+\/[a-z0-9.+-]+(?:; charset=utf-8)?$/.test(type) &&
    /^[A-Za-z0-9+/]+={0,2}$/.test(content)
  )
}

function sizeOf({ text, html, attachments }: MailMessage): number {
  return attachments.reduce((sum, each) => sum + each.content.length, utf8Length(text) + utf8Length(html))
}

function isAddress(text: string): boolean {
  return parseAddress(text) === text
}

function isHeaderValue(value: string): boolean {
  return value.length <= MAX_HEADER && /^[\u0020-\u007e]+$/.test(value)
}

/** Bytes of a text in UTF-8, counted without an encoder: shared code has none. */
function utf8Length(text: string): number {
  let bytes = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
