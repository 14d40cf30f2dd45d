/** What a reminder is written from, and its obligations as entries: one for each duty of a section. */
import type { IsoDate } from "../date/civil-date.ts"
import type { Alarm } from "../due/alarm.ts"
import type { Obligation } from "../due/obligation.ts"
import type { RowToMend } from "../due/to-mend.ts"
import type { Waiting } from "../due/waiting.ts"
import type { TreeHead } from "../push/payload.ts"
import { groupBy } from "../record/group.ts"
import type { Revision } from "../record/record.ts"
import type { Letterhead } from "./letterhead.ts"
import type { NamedAnswer } from "./receipt.ts"
import type { Wording } from "./wording.ts"

export type ReminderContext = {
  readonly office: Letterhead
  readonly today: IsoDate
  /** Open obligations of the recipient's sections. */
  readonly obligations: readonly Obligation[]
  /** Reported, but without the evidence asked. */
  readonly unproven: readonly Obligation[]
  /** Reported, with a link that the public cannot open, or that is not what was sent. */
  readonly toOpen?: readonly Obligation[]
  /** The section's own rows that an error holds back. */
  readonly toMend?: readonly RowToMend[]
  /** Rows that wait for the planner's answer; empty for everyone else. */
  readonly asks: readonly Waiting[]
  /** What was answered from a mail in the recipient's name. */
  readonly answered?: readonly NamedAnswer[]
  /** Where each section answers without the sheet, by its number. */
  readonly answerLinks?: ReadonlyMap<string, string>
  /** What is wrong with the system itself; empty for everyone but the operator. */
  readonly alarms?: readonly Alarm[]
  /** Slug and name of each section the recipient reads mail for. */
  readonly sections: readonly { readonly slug: string; readonly name: string }[]
  readonly revision: Revision | undefined
  /** Epoch milliseconds at which the sheet was last heard of. */
  readonly seenAt?: number | null | undefined
  /** The newest signed tree of the log. */
  readonly log?: TreeHead | undefined
  /** When the record began, for a recipient who hears of what is overdue for the first time. */
  readonly began?: IsoDate | undefined
}

export type Part = "overdue" | "today" | "soon"

export type Entry = { readonly first: Obligation; readonly periods: readonly Obligation[] }

/** One duty of one section within a part of the mail, with each of its periods. */
export function entriesOf(sorted: readonly Obligation[]): Entry[] {
  const groups = groupBy(sorted, each => `${partOf(each)}/${each.duty}/${each.section.slug}`)
  return [...groups.values()].flatMap(periods => (periods[0] ? [{ first: periods[0], periods }] : []))
}

export function partOf({ days }: Obligation): Part {
  if (days === 0) return "today"
  return days < 0 ? "overdue" : "soon"
}

export function entryTitle({ first, periods }: Entry, wording: Wording): string {
  return wording.title(
    first.what,
    periods.map(each => each.occurrence),
  )
}
