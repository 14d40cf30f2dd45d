/** Who may type where, sent apart from all else: Google may refuse an address, leave it out or keep it in another spelling. */
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { ProtectionRequest } from "../../shared/sheet/protection-requests.ts"
import {
  editorsIn,
  editorsOf,
  learnt,
  notTaken,
  probe,
  type TakenEditors,
} from "../../shared/sheet/taken-editors.ts"
import { type GoogleClients, statusOf } from "../office/google-login.ts"
import type { Diff } from "./diff.ts"

type Sheets = Pick<GoogleClients, "sheets">

type Protected = {
  /** Requests that changed something. */
  readonly written: number
  readonly untaken: readonly string[]
}

/** The address that Google refuses is looked for alone, so that all others are protected as they should be. */
export async function protect(
  clients: Sheets,
  spreadsheetId: string,
  diff: Diff,
  today: IsoDate,
): Promise<Protected> {
  const { accounts, protections, protectionsFor } = diff
  if (!accounts || protections.length === 0) return { written: 0, untaken: [] }
  const isTaken = (requests: readonly ProtectionRequest[]) => send(clients, spreadsheetId, requests)
  const known = new Set([accounts.owner, ...diff.editors])
  const named = editorsIn(protections).filter(address => !known.has(address))
  let taken: TakenEditors = {}
  if (!(await isTaken(protections))) {
    const refused: string[] = []
    const sheetId = diff.tabs[0]?.sheetId ?? 0
    for (const address of named) if (!(await isTaken(probe(sheetId, address)))) refused.push(address)
    taken = learnt(refused, [], today)
    const rest = protectionsFor(taken)
    // What Google refuses even without them is no address: it is told in Google's own words.
    if (rest.length > 0) await sendOrThrow(clients, spreadsheetId, rest)
  }
  if (named.length > 0) {
    const { data } = await clients.sheets.spreadsheets.get({
      spreadsheetId,
      fields: "sheets(protectedRanges(editors))",
    })
    const now = editorsOf((data.sheets ?? []).flatMap(sheet => sheet.protectedRanges ?? []))
    taken = learnt(named, now, today)
  }
  return { written: protectionsFor(taken).length, untaken: notTaken(accounts, taken) }
}

/**
 * What is wrong with protections that Google has answered before: an account in another spelling is the same account, and one
 * in none of them, where nothing else is wrong, was offered by the script or a setup and not taken.
 */
export function protectionFaults(
  { accounts, protections, protectionsFor, editors }: Diff,
  today: IsoDate,
): { readonly protections: readonly ProtectionRequest[]; readonly untaken: readonly string[] } {
  if (!accounts || protections.length === 0) return { protections, untaken: [] }
  const named = editorsIn(protections).filter(address => address !== accounts.owner)
  const taken = learnt(named, editors, today)
  return protectionsFor(taken).length === 0
    ? { protections: [], untaken: notTaken(accounts, taken) }
    : { protections, untaken: [] }
}

/** False where Google refuses something in them; then it has done none of them. */
async function send(
  clients: Sheets,
  spreadsheetId: string,
  requests: readonly ProtectionRequest[],
): Promise<boolean> {
  try {
    await sendOrThrow(clients, spreadsheetId, requests)
    return true
  } catch (error) {
    if (statusOf(error) !== 400) throw error
    return false
  }
}

async function sendOrThrow(
  { sheets }: Sheets,
  spreadsheetId: string,
  requests: readonly ProtectionRequest[],
): Promise<void> {
  const requestBody = { requests: [...requests] }
  await sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody, fields: "spreadsheetId" })
}
