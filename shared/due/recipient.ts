/**
 * Who is told: addresses from the private rows, by role; and who may choose less mail, and who did. Nobody can choose
 * none: the director keeps the weekly summary, and everyone what is overdue; the section's own box keeps the last reminder
 * before the day and that of the day, too.
 */
import type { IsoDate } from "../date/civil-date.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import { type MailAddress, mailboxOf, parseAddresses } from "../row/address.ts"
import { ANY_DIRECTOR, rankOf } from "../row/office-kind.ts"
import type { PrivateRow, PrivateRowOf } from "../row/row.ts"
import type { Rung } from "./ladder.ts"
import { directorTitleOf } from "./timetable.ts"

export const ROLES = ["section", "head", "deputy", "planner", "director", "operator"] as const
/** What somebody is who is told: on it depends what he is told, and what he can do without. */
export type Role = (typeof ROLES)[number]

type Recipient = { readonly address: MailAddress; readonly role: Role }

/** Somebody who should be told and cannot be: for the operator, never with the address itself. */
export type Unserved = {
  readonly reason: "noAddress" | "badAddress"
  readonly role: Role
  /** Slug of the section; empty for the director and the operator. */
  readonly section: string
}

export type Recipients = { readonly reached: readonly Recipient[]; readonly unserved: readonly Unserved[] }

type Directory = {
  readonly section: (slug: string, phase: Rung["phase"], today: IsoDate) => Recipients
  readonly planner: (slug: string) => Recipients
  readonly director: () => Recipients
  readonly operator: () => Recipients
}

export function directoryOf(privateRows: readonly PrivateRow[]): Directory {
  const contacts = new Map(privateRows.flatMap(row => (row.kind === "contact" ? [[row.slug, row]] : [])))
  const directorMail = secretOf(privateRows, "directorMail")
  const operatorMail = secretOf(privateRows, "operatorMail")
  const spelled = oneSpelling(
    [...contacts.values()].flatMap(each => [each.addresses, each.headAddresses, each.deputy].flat()),
  )
  return {
    section: (slug, phase, today) => spelled(sectionRecipients(contacts.get(slug), slug, phase, today)),
    planner: slug => spelled(recipientsOf("planner", slug, contacts.get(slug)?.addresses ?? [])),
    director: () => spelled(recipientsOf("director", "", [directorMail])),
    operator: () => spelled(recipientsOf("operator", "", [operatorMail])),
  }
}

/** A box that is spelled in two ways is written to in the first: two spellings would be two mails. */
function oneSpelling(typed: readonly string[]): (recipients: Recipients) => Recipients {
  const first = new Map<MailAddress, MailAddress>()
  for (const address of parseAddresses(typed).good) first.set(mailboxOf(address), address)
  return ({ reached, unserved }) => ({
    reached: reached.map(({ address, role }) => ({
      address: first.get(mailboxOf(address)) ?? address,
      role,
    })),
    unserved,
  })
}

/** A role as people call it; `section` is the name of the section, blank where there is none. */
export function roleName(role: Role, section: string): string {
  return ROLE_NAMES[role](section)
}

const ROLE_NAMES: Readonly<Record<Role, (section: string) => string>> = {
  director: () => ANY_DIRECTOR,
  operator: () => "ผู้ดูแลระบบ",
  planner: section => (section === "" ? "ผู้ดูแลแผน" : `ผู้ดูแลแผน (${section})`),
  head: section => `หัวหน้า${section}`,
  deputy: section => `ผู้รักษาการแทนหัวหน้า${section}`,
  section: section => section,
}

/** The value of a private setting; blank when there is none. */
export function secretOf(privateRows: readonly PrivateRow[], key: string): string {
  const found = privateRows.find(row => row.kind === "secret" && row.key === key)
  return found?.kind === "secret" ? found.value.trim() : ""
}

/** Before the day the section's own addresses; on the day and after it the head too, and the deputy while named. */
function sectionRecipients(
  contact: PrivateRowOf<"contact"> | undefined,
  slug: string,
  phase: Rung["phase"],
  today: IsoDate,
): Recipients {
  const section = recipientsOf("section", slug, contact?.addresses ?? [])
  if (!contact || phase === "before") return section
  const isDeputyNamed = contact.deputyUntil === "" || contact.deputyUntil >= today
  const reached = [
    ...section.reached,
    ...recipientsOf("head", slug, contact.headAddresses).reached,
    ...recipientsOf("deputy", slug, isDeputyNamed ? contact.deputy : []).reached,
  ]
  return {
    reached: eachAddressOnce(reached),
    unserved: reached.length > 0 ? badOnly(section.unserved) : section.unserved,
  }
}

function recipientsOf(role: Role, section: string, texts: readonly string[]): Recipients {
  const { good, bad } = parseAddresses(texts)
  const reason = bad.length > 0 ? "badAddress" : "noAddress"
  return {
    reached: good.map(address => ({ address, role })),
    unserved: bad.length > 0 || good.length === 0 ? [{ reason, role, section }] : [],
  }
}

function badOnly(unserved: readonly Unserved[]): Unserved[] {
  return unserved.filter(each => each.reason === "badAddress")
}

/** The head who also reads the section's box is told once, in the first role. */
function eachAddressOnce(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>()
  return recipients.filter(({ address }) => {
    const box = mailboxOf(address)
    return !seen.has(box) && seen.add(box)
  })
}

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
      .reached.flatMap(({ address, role }) =>
        lessMail.has(mailboxOf(address)) ? [roleName(role, name)] : [],
      ),
  )
  const isDirector = directory.director().reached.some(({ address }) => lessMail.has(mailboxOf(address)))
  return [...new Set([...(isDirector ? [rankOf(directorTitleOf(record))] : []), ...names])]
}
