/** What the local Google does with the mail a script sends: reads it as a mail server would, counts it, hands it on. */
import { randomBytes } from "node:crypto"
import { type ParsedMail, simpleParser } from "mailparser"
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import type { SentMail } from "../../worker/mailbox.ts"
import { ApiError, invalid } from "../wire/errors.ts"

export type OutgoingMail = {
  /** What is left of the day's recipients. */
  readonly remaining: () => number
  /** @throws what Gmail would, when the message cannot be sent */
  readonly send: (raw: string) => Promise<{ readonly id: string; readonly threadId: string }>
}

/** Recipients a day of a consumer account; Google's documented figure. */
const CONSUMER_QUOTA = 100
/** Headers that say where a message belongs, as the local mailbox shows them. */
const SHOWN = [
  "auto-submitted",
  "references",
  "in-reply-to",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "message-id",
  "x-sujarit-head",
]

export function createOutgoingMail(
  now: () => number,
  deliver: (mail: SentMail, raw: string) => Promise<void> | void,
  quota: () => number = () => CONSUMER_QUOTA,
  keepsMessageId: () => boolean = () => true,
): OutgoingMail {
  const sentByDay = new Map<string, number>()
  const sentToday = () => sentByDay.get(bangkokDate(now())) ?? 0
  return {
    remaining: () => Math.max(0, quota() - sentToday()),
    async send(raw) {
      if (!/^[A-Za-z0-9_-]+={0,2}$/.test(raw)) throw invalid("Invalid value for ByteString")
      const id = randomBytes(8).toString("hex")
      const given = Buffer.from(raw, "base64url")
      const bytes = keepsMessageId() ? given : withOwnMessageId(given, id)
      const read = await simpleParser(bytes)
      const to = [read.to ?? []].flat().flatMap(field => field.value.flatMap(each => each.address ?? []))
      if (to.length === 0)
        throw new ApiError("INVALID_ARGUMENT", "Recipient address required", "invalidArgument")
      if (sentToday() + to.length > quota())
        throw new ApiError("RESOURCE_EXHAUSTED", "User-rate limit exceeded", "rateLimitExceeded")
      await deliver({ ...shownOf(read), to: to.join(", "), at: now() }, bytes.toString())
      sentByDay.set(bangkokDate(now()), sentToday() + to.length)
      return { id, threadId: id }
    },
  }
}

/** What a reader of the message sees. */
function shownOf(read: ParsedMail): Omit<SentMail, "to" | "at"> {
  const headers = read.headerLines
    .filter(({ key }) => SHOWN.includes(key))
    .map(({ line }) => [line.slice(0, line.indexOf(":")), unfolded(line)])
  return {
    subject: read.subject ?? "",
    text: read.text ?? "",
    html: read.html || "",
    headers: Object.fromEntries(headers),
    attachments: read.attachments.map(({ filename, contentType, content }) => ({
      filename: filename ?? "",
      type: contentType,
      disposition: "attachment",
      content: content.toString("base64"),
    })),
  }
}

/** People report that what its API is given leaves with an id of Gmail's own; Google says nothing of it. */
function withOwnMessageId(message: Buffer, id: string): Buffer {
  const text = message.toString("latin1").replace(/^message-id:.*\r\n(?:[ \t].*\r\n)*/im, "")
  return Buffer.from(`Message-ID: <CA+${id}@mail.gmail.com>\r\n${text}`, "latin1")
}

function unfolded(line: string): string {
  return line
    .slice(line.indexOf(":") + 1)
    .replace(/\r?\n\s+/g, " ")
    .trim()
}
