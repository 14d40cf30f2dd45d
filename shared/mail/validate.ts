/**
 * What production refuses, refused here first: the local simulator accepts all of it. Nothing that came from a cell can
 * open a header, because a control character anywhere in one is a fault.
 */
import { parseAddress } from "../row/address.ts"
import type { MailAttachment, MailMessage } from "./message.ts"

export const MAIL_FAULTS = [
  "badSender",
  "badRecipient",
  "tooManyRecipients",
  "badSubject",
  "subjectTooLong",
  "headerNotAllowed",
  "badHeader",
  "noBody",
  "badAttachment",
  "tooLarge",
] as const
export type MailFault = (typeof MAIL_FAULTS)[number]

const MAX_RECIPIENTS = 50
const MAX_SUBJECT = 998
const MAX_HEADER = 2048
const MAX_BYTES = 5 * 1024 * 1024

const ALLOWED_HEADERS =
  /^(?:Auto-Submitted|In-Reply-To|References|List-Unsubscribe|List-Unsubscribe-Post|X-[A-Za-z0-9-]{1,60})$/i
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

/** Every fault of a message; empty when it may be sent. */
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
    /^[a-z]+\/[a-z0-9.+-]+$/.test(type) &&
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
