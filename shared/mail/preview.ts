/**
 * The mail of a day, written without one address: stand-ins take the places of the people, so that nobody's address
 * need be read to see what he would be sent. The same plan and the same composer as the mail that goes out.
 */
import { addDays, bangkokDate, bangkokMidnight } from "../date/civil-date.ts"
import type { Alarm } from "../due/alarm.ts"
import { planNotices } from "../due/notice.ts"
import { mailDayBefore, mailDaysOf } from "../due/timetable.ts"
import { ANSWER_PATH } from "../push/answer.ts"
import { recordUntil, rowsOfKind, type WholeRecord, type YearRecord } from "../record/record.ts"
import { type MailAddress, parseAddress } from "../row/address.ts"
import type { PrivateRow, PrivateRowOf } from "../row/row.ts"
import { type ComposeContext, createComposer } from "./compose.ts"

type PreviewInput = Omit<ComposeContext, "record" | "privateRows" | "lessMail" | "alarms"> & {
  readonly record: WholeRecord
  readonly alarms: readonly Alarm[]
  /** Readers all of whose addresses chose less: `director`, or a section's slug. */
  readonly choseLess: readonly string[]
  /** Private settings that links are made from, and what the sheet says of held rows; never an address of mail. */
  readonly secrets: readonly PrivateRowOf<"secret" | "problem">[]
  /** `director`, or a section's slug. */
  readonly to: string
}

export type MailPreview = {
  readonly subject: string
  readonly text: string
  readonly html: string
  /** What it is sent for: ids of obligations, `<duty>/<occurrence>` of a move, `digest`, `asks`. */
  readonly about: readonly string[]
}

/** Undefined where no mail would go out. What came in after the hour of sending is not in it. */
export function previewMail(input: PreviewInput): MailPreview | undefined {
  const { at, to, secrets, alarms, choseLess } = input
  const today = bangkokDate(at)
  const record = recordUntil(input.record, at)
  const privateRows = [...secrets, ...standIns(record)]
  const lastDay = mailDayBefore(today, mailDaysOf(record))
  const before = recordUntil(record, bangkokMidnight(addDays(lastDay, 1)) - 1)
  const lessMail = new Set(choseLess.map(standIn))
  // A summary since then has told of it.
  const known = alarms.filter(
    each => input.lastSummaryAt !== null && bangkokDate(input.lastSummaryAt) > each.since,
  )
  const earlier = planNotices({ record: before, privateRows, today: lastDay, alarms: known, lessMail })
  const earlierKeys = new Set(earlier.notices.map(each => each.key))
  const recipient = standIn(to)
  const notices = planNotices({ record, privateRows, today, alarms, lessMail }).notices.filter(
    each => each.recipient === recipient && !earlierKeys.has(each.key),
  )
  // The link to answer by is in nobody's hands but the reader's: one that leads nowhere stands for it.
  const links = new Map([[to === "director" ? "" : to, `${input.origin}${ANSWER_PATH}/preview`]])
  const { message, skipped } = createComposer({ ...input, record, privateRows })(recipient, notices, links)
  if (!message) return undefined
  const passedOver = new Set(skipped.map(each => each.key))
  const about = notices.filter(each => !passedOver.has(each.key)).map(each => each.about)
  return { subject: message.subject, text: message.text, html: message.html, about: [...new Set(about)] }
}

function standIns(record: YearRecord): PrivateRow[] {
  const contacts = rowsOfKind(record, "section").map(
    ({ row: { slug } }): PrivateRow => ({
      kind: "contact",
      slug,
      accounts: [],
      addresses: [standIn(slug)],
      headAddresses: [],
      deputy: [],
      deputyUntil: "",
    }),
  )
  return [...contacts, { kind: "secret", key: "directorMail", value: standIn("director") }]
}

function standIn(role: string): MailAddress {
  const address = parseAddress(`${role}@preview.invalid`)
  if (!address) throw new Error(`no stand-in can be made for ${role}`)
  return address
}
