/**
 * What Google made of the addresses that protections name: it may take one in another spelling, leave it out, or refuse
 * it with the whole of a batch. What it answered is what is asked of it from then on, for a day: an account may be made.
 */
import * as z from "zod/mini"
import type { IsoDate } from "../date/civil-date.ts"
import { parseJson } from "../row/json.ts"
import { type Accounts, accountKey } from "./protection.ts"
import type { ProtectedRange, ProtectionRequest } from "./protection-requests.ts"

const schema = z.record(z.string(), z.object({ as: z.string(), on: z.string() }))
/** By address as it is typed: as Google has it, "" where it does not, and the day this was learnt. */
export type TakenEditors = z.infer<typeof schema>

/** As it was kept; what was learnt on another day is forgotten. */
export function openTaken(text: string | null, today: IsoDate): TakenEditors {
  const kept = schema.safeParse(parseJson(text ?? "")).data ?? {}
  return Object.fromEntries(Object.entries(kept).filter(([, { on }]) => on === today))
}

/** A script property holds 9 KB. */
const MOST_BYTES = 8000

/** To be kept: as much of it as a property holds. What is left out is tried, and learnt, again. */
export function formatTaken(taken: TakenEditors): string {
  const entries = Object.entries(taken)
  for (;;) {
    const text = JSON.stringify(Object.fromEntries(entries))
    if (text.replace(/[^\x20-\x7e]/g, "...").length <= MOST_BYTES) return text
    entries.pop()
  }
}

/** The same accounts, as Google takes them. */
export function asTaken(accounts: Accounts, taken: TakenEditors): Accounts {
  const all = (addresses: readonly string[]) =>
    addresses.flatMap(address => {
      const as = taken[accountKey(address)]?.as ?? address
      return as === "" ? [] : [as]
    })
  const bySlug = new Map(Array.from(accounts.bySlug, ([slug, addresses]) => [slug, all(addresses)]))
  return { ...accounts, planner: all(accounts.planner), director: all(accounts.director), bySlug }
}

/** Whom Google lets nobody be, of those the sheet names. */
export function notTaken({ planner, director, bySlug }: Accounts, taken: TakenEditors): string[] {
  const named = [planner, director, ...bySlug.values()].flat().map(accountKey)
  return Array.from(new Set(named)).filter(address => taken[address]?.as === "")
}

/** Every address that these requests let edit. */
export function editorsIn(requests: readonly ProtectionRequest[]): string[] {
  const users = requests.flatMap(request => Object.values(request).flatMap(body => bodyEditors(body)))
  return Array.from(new Set(users))
}

function bodyEditors(body: object): readonly string[] {
  return "protectedRange" in body ? (Object(body.protectedRange).editors?.users ?? []) : []
}

/** Every address that may edit something, by protections as they were read. */
export function editorsOf(found: readonly ProtectedRange[]): string[] {
  return found.flatMap(({ editors }) => [...(editors?.users ?? []), ...(editors?.groups ?? [])])
}

const PROBE_ID = 2_000_000_001

/** One address alone, made and taken away in one batch: it leaves nothing, taken or not. */
export function probe(sheetId: number, address: string): ProtectionRequest[] {
  const range = { sheetId, startRowIndex: 0, endRowIndex: 1, startColumnIndex: 0, endColumnIndex: 1 }
  const protectedRange = {
    protectedRangeId: PROBE_ID,
    range,
    description: "",
    warningOnly: false,
    unprotectedRanges: [],
    editors: { users: [address], domainUsersCanEdit: false },
  }
  return [{ addProtectedRange: { protectedRange } }, { deleteProtectedRange: { protectedRangeId: PROBE_ID } }]
}

/** What was learnt by reading protections back: each address that was sent and is in none of them, and what is there for it. */
export function learnt(sent: readonly string[], found: readonly string[], today: IsoDate): TakenEditors {
  const known = new Set(found.map(accountKey))
  const missing = sent.filter(address => !known.has(accountKey(address)))
  const spellings = new Map(found.map(address => [spelling(address), address]))
  return Object.fromEntries(
    missing.map(address => [accountKey(address), { as: spellings.get(spelling(address)) ?? "", on: today }]),
  )
}

/** One mailbox of Gmail has many spellings: dots and what follows a plus do not count. */
function spelling(address: string): string {
  const [name = "", domain = ""] = accountKey(address).split("@")
  return `${name.replace(/\+.*/, "").replace(/\./g, "")}@${domain.replace(/^googlemail\./, "gmail.")}`
}
