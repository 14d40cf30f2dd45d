/**
 * Who may type where, written in a batch of its own: an address that Google does not take costs nothing of the scan's
 * marks, and no other address. What became of each is kept in a script property.
 */
import { bangkokDate } from "../shared/date/civil-date.ts"
import type { Accounts, DesiredProtection } from "../shared/sheet/protection.ts"
import { type ProtectionRequest, protectionRequests } from "../shared/sheet/protection-requests.ts"
import {
  asTaken,
  editorsIn,
  editorsOf,
  formatTaken,
  learnt,
  notTaken,
  openTaken,
  probe,
  type TakenEditors,
} from "../shared/sheet/taken-editors.ts"
import { patiently, refusedBy } from "./google.ts"
import { scriptProperties } from "./properties.ts"

const PROPERTY = "EDITORS"

type Protecting = {
  readonly spreadsheetId: string
  readonly found: readonly Google.ProtectedRange[]
  readonly accounts: Accounts
  desiredOf(accounts: Accounts): DesiredProtection[]
}

/** Addresses that Google does not take, as far as is known today. */
export function untakenEditors(accounts: Accounts): string[] {
  return notTaken(accounts, readTaken())
}

export function protect({ spreadsheetId, found, accounts, desiredOf }: Protecting): void {
  const requestsFor = (taken: TakenEditors) => protectionRequests(found, desiredOf(asTaken(accounts, taken)))
  let taken = readTaken()
  let requests = requestsFor(taken)
  if (requests.length === 0) return
  const known = new Set(editorsOf(found))
  const isNew = (address: string) => !known.has(address) && address !== accounts.owner
  if (!isTaken(spreadsheetId, requests)) {
    const refused = editorsIn(requests).filter(
      address => isNew(address) && !isTaken(spreadsheetId, probe(found[0]?.range?.sheetId ?? 0, address)),
    )
    taken = keepTaken({ ...taken, ...learnt(refused, [], today()) })
    requests = requestsFor(taken)
    if (requests.length > 0) send(spreadsheetId, requests)
  }
  const sent = editorsIn(requests).filter(isNew)
  if (sent.length === 0) return
  const news = learnt(sent, editorsNow(spreadsheetId), today())
  if (Object.keys(news).length > 0) keepTaken({ ...taken, ...news })
}

/** False where Google refuses something in them; then it has done none of them. */
function isTaken(spreadsheetId: string, requests: ProtectionRequest[]): boolean {
  try {
    send(spreadsheetId, requests)
    return true
  } catch (error) {
    if (refusedBy(error).code !== 400) throw error
    return false
  }
}

function send(spreadsheetId: string, requests: ProtectionRequest[]): void {
  patiently(() => Sheets.Spreadsheets.batchUpdate({ requests }, spreadsheetId), { isWrite: true })
}

function editorsNow(spreadsheetId: string): string[] {
  const fields = "sheets(protectedRanges(editors))"
  const { sheets = [] } = patiently(() => Sheets.Spreadsheets.get(spreadsheetId, { fields }))
  return editorsOf(sheets.flatMap(sheet => sheet.protectedRanges ?? []))
}

function today() {
  return bangkokDate(Date.now())
}

function readTaken(): TakenEditors {
  return openTaken(scriptProperties().getProperty(PROPERTY), today())
}

function keepTaken(taken: TakenEditors): TakenEditors {
  scriptProperties().setProperty(PROPERTY, formatTaken(taken))
  return taken
}
