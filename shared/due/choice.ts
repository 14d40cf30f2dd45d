/**
 * Who may choose less mail, and who did. Nobody can choose none: the director keeps the weekly summary, and everyone what
 * is overdue; the section's own box keeps the last reminder before the day and that of the day, too.
 */
import type { IsoDate } from "../date/civil-date.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import type { MailAddress } from "../row/address.ts"
import type { PrivateRow } from "../row/row.ts"
import type { Rung } from "./ladder.ts"
import { directoryOf, type Role, roleName } from "./recipient.ts"

export const CHOICE_PATH = "/mail"

/** RFC 8058: what a mail program posts to the address in the header, without asking further. */
export const ONE_CLICK = { name: "List-Unsubscribe", value: "One-Click" } as const

/** Whose mail has something that can be done without. The planner's questions and the operator's alarms have not. */
export function mayChoose(role: Role): boolean {
  return role !== "planner" && role !== "operator"
}

/** The roles that can do without a reminder of a rung. */
export function optionalFor({ phase, isEarly }: Rung): readonly Role[] {
  if (phase === "day") return ["head", "deputy"]
  return isEarly ? ["section"] : []
}

type Choosers = {
  readonly record: YearRecord
  readonly privateRows: readonly PrivateRow[]
  readonly today: IsoDate
}

/** Those who chose less, by what they are, never by address. */
export function lessMailNames(
  { record, privateRows, today }: Choosers,
  lessMail: ReadonlySet<MailAddress>,
): string[] {
  if (lessMail.size === 0) return []
  const directory = directoryOf(privateRows)
  const names = rowsOfKind(record, "section").flatMap(({ row: { slug, name } }) =>
    directory
      .section(slug, "day", today)
      .reached.flatMap(({ address, role }) => (lessMail.has(address) ? [roleName(role, name)] : [])),
  )
  const isDirector = directory.director().reached.some(({ address }) => lessMail.has(address))
  return [...new Set([...(isDirector ? [roleName("director", "")] : []), ...names])]
}
