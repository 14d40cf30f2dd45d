/** Who is told: addresses from the private rows, by role. */
import type { IsoDate } from "../date/civil-date.ts"
import { type MailAddress, parseAddresses } from "../row/address.ts"
import type { PrivateRow, PrivateRowOf } from "../row/row.ts"
import type { Rung } from "./ladder.ts"

export const ROLES = ["section", "head", "deputy", "planner", "director", "operator"] as const
export type Role = (typeof ROLES)[number]

export type Recipient = { readonly address: MailAddress; readonly role: Role }

/** Somebody who should be told and cannot be: for the operator, never with the address itself. */
export type Unserved = {
  readonly reason: "noAddress" | "badAddress"
  readonly role: Role
  /** Slug of the section; empty for the director and the operator. */
  readonly section: string
}

export type Recipients = { readonly told: readonly Recipient[]; readonly unserved: readonly Unserved[] }

export type Directory = {
  readonly section: (slug: string, phase: Rung["phase"], today: IsoDate) => Recipients
  readonly planner: (slug: string) => Recipients
  readonly director: () => Recipients
  readonly operator: () => Recipients
}

export function directoryOf(privateRows: readonly PrivateRow[]): Directory {
  const contacts = new Map(privateRows.flatMap(row => (row.kind === "contact" ? [[row.slug, row]] : [])))
  const directorMail = secretOf(privateRows, "directorMail")
  const operatorMail = secretOf(privateRows, "operatorMail")
  return {
    section: (slug, phase, today) => sectionRecipients(contacts.get(slug), slug, phase, today),
    planner: slug => recipientsOf("planner", slug, contacts.get(slug)?.addresses ?? []),
    director: () => recipientsOf("director", "", [directorMail]),
    operator: () => recipientsOf("operator", "", [operatorMail]),
  }
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
  const told = [
    ...section.told,
    ...recipientsOf("head", slug, contact.headAddresses).told,
    ...recipientsOf("deputy", slug, isDeputyNamed ? contact.deputy : []).told,
  ]
  return {
    told: eachAddressOnce(told),
    unserved: told.length > 0 ? badOnly(section.unserved) : section.unserved,
  }
}

function recipientsOf(role: Role, section: string, texts: readonly string[]): Recipients {
  const { good, bad } = parseAddresses(texts)
  const reason = bad.length > 0 ? "badAddress" : "noAddress"
  return {
    told: good.map(address => ({ address, role })),
    unserved: bad.length > 0 || good.length === 0 ? [{ reason, role, section }] : [],
  }
}

function badOnly(unserved: readonly Unserved[]): Unserved[] {
  return unserved.filter(each => each.reason === "badAddress")
}

/** The head who also reads the section's box is told once, in the first role. */
function eachAddressOnce(recipients: readonly Recipient[]): Recipient[] {
  const seen = new Set<string>()
  return recipients.filter(({ address }) => !seen.has(address) && seen.add(address))
}
