/**
 * What the office's script lets leave from the office's account. Whoever has taken over the Worker writes the messages; so
 * the account's owner does not take its word for whom they reach: one recipient, whom the sheet itself names, and headers
 * of a closed list, each once. What a mail program and Gmail could read in two ways is not sent at all.
 */
import { decodeBase64url } from "../push/sd-jwt.ts"
import { type MailAddress, mailboxOf, parseAddress, parseAddresses } from "../row/address.ts"
import { linesOf, type SheetTab, textOf } from "../sheet/sheet-tab.ts"

const CONTACT_COLUMNS = ["addresses", "headAddresses", "deputy"]
const CONTACT_SETTINGS = ["directorMail", "operatorMail"]

/** Every box that the sheet says is told something: as its cells stand, also of a row that is held for something else. */
export function contactsOf(tabs: readonly SheetTab[]): MailAddress[] {
  const sections = linesOf(tabs, "section").flatMap(line => CONTACT_COLUMNS.map(key => textOf(line, key)))
  const settings = linesOf(tabs, "setting")
    .filter(line => CONTACT_SETTINGS.includes(textOf(line, "key")))
    .map(line => textOf(line, "value"))
  return parseAddresses([...sections, ...settings]).good.map(mailboxOf)
}

/** As `worker/mail/mime.ts` and `message.ts` write them, and no others: not Cc, Bcc, Reply-To or Sender. */
const HEADERS: ReadonlySet<string> = new Set([
  "from",
  "to",
  "subject",
  "date",
  "message-id",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "auto-submitted",
  "list-id",
  "references",
  "in-reply-to",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "x-sujarit-head",
])

/** Codes of a receipt: they stand in the outbox and before the operator. */
export type OutgoingFault = "NOT_IN_SHEET" | "HEADER_NOT_ALLOWED"

/** Why a message, in base64url, may not leave; undefined for one that may. */
export function outgoingFault(raw: string, contacts: ReadonlySet<MailAddress>): OutgoingFault | undefined {
  const headers = headersOf(raw)
  if (!headers?.every(({ name }) => HEADERS.has(name))) return "HEADER_NOT_ALLOWED"
  if (new Set(headers.map(({ name }) => name)).size < headers.length) return "HEADER_NOT_ALLOWED"
  const to = parseAddress(headers.find(({ name }) => name === "to")?.value ?? "")
  return to !== undefined && contacts.has(mailboxOf(to)) ? undefined : "NOT_IN_SHEET"
}

type Header = { readonly name: string; readonly value: string }

/** Unfolded (RFC 5322 §2.2.3). Undefined where a header ends, folds or is spelled as only some programs would read it. */
function headersOf(raw: string): Header[] | undefined {
  const head = headOf(raw)
  if (head === undefined || !/^[\t\r\n\u0020-\u007e]+$/.test(head)) return undefined
  const lines = head.split("\r\n")
  if (lines.some(line => /[\r\n]/.test(line) || line.trim() === "")) return undefined
  const headers = head.replace(/\r\n(?=[ \t])/g, "").split("\r\n")
  const read = headers.map(line => /^([A-Za-z0-9-]+):(.*)$/.exec(line))
  return read.every(each => each !== null)
    ? read.map(([, name = "", value = ""]) => ({ name: name.toLowerCase(), value: value.trim() }))
    : undefined
}

/** Before the first empty line, byte for letter: what is no ASCII there is refused, and never decoded. */
function headOf(raw: string): string | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(raw)) return undefined
  let head = ""
  for (const byte of decodeBase64url(raw)) {
    head += String.fromCharCode(byte)
    if (head.endsWith("\r\n\r\n")) return head.slice(0, -4)
  }
  return undefined
}
