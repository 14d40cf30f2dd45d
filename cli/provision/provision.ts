/**
 * Makes or mends an office's spreadsheet of one year. Killed anywhere, the next run finishes: the file is found by its
 * mark, and everything inside it is written in one batch, which Google carries out whole or not at all. Protections follow in
 * one of their own, so that an address which Google does not take costs that address alone.
 */
import { type GoogleClients, MAKING } from "../office/google-login.ts"
import { type Diff, diffSpreadsheet } from "./diff.ts"
import { newSpreadsheet, readSpreadsheet } from "./found.ts"
import type { OfficePlan } from "./plan.ts"
import { protect } from "./protect.ts"
import { type Sharing, shareWithEditors } from "./share.ts"

export type Provisioned = {
  readonly spreadsheetId: string
  readonly url: string
  readonly outcome: "created" | "repaired" | "unchanged"
  /** How many requests changed something. */
  readonly requestCount: number
  /** What was written. */
  readonly diff: Diff
  readonly sharing: Sharing
  /** Accounts that Google lets nobody be; all others may edit what is theirs. */
  readonly untaken: readonly string[]
  /** False while a section's accounts cannot be read: protections and sharing were left as they are. */
  readonly accountsRead: boolean
  /** Sheet ids by the tab's name: `measure`, `report/3`. */
  readonly sheetIds: ReadonlyMap<string, number>
}

const NOBODY: Sharing = { added: [], refused: [] }
const MARK_KEY = "sujarit"
const SPREADSHEET_TYPE = "application/vnd.google-apps.spreadsheet"

export async function provision(clients: GoogleClients, plan: OfficePlan): Promise<Provisioned> {
  const known = plan.spreadsheetId ?? (await findYear(clients, plan))
  const spreadsheetId = known ?? (await createYear(clients, plan))
  const found = await readSpreadsheet(clients.sheets, spreadsheetId)
  const diff = diffSpreadsheet(found, plan)
  const { requests, tabs, accounts } = diff
  if (requests.length > 0) {
    const requestBody = { requests: [...requests] }
    await clients.sheets.spreadsheets.batchUpdate({ spreadsheetId, requestBody, fields: "spreadsheetId" })
  }
  // Before the protections that name them: Google may refuse an editor who cannot open the file.
  const sharing = accounts ? await shareWithEditors(clients.drive, spreadsheetId, accounts) : NOBODY
  const { written, untaken } = await protect(clients, spreadsheetId, diff, plan.today)
  const requestCount = requests.length + written
  const isChanged = requestCount + sharing.added.length > 0
  return {
    spreadsheetId,
    url: found.url,
    outcome: known === undefined ? "created" : isChanged ? "repaired" : "unchanged",
    requestCount,
    diff,
    sharing,
    untaken,
    accountsRead: accounts !== undefined,
    sheetIds: new Map(tabs.map(tab => [tab.wanted.name, tab.sheetId])),
  }
}

/** What `provision` would write, writing nothing: to the spreadsheet named, or to one that is still to be made. */
export async function planProvision(
  { sheets }: Pick<GoogleClients, "sheets">,
  plan: OfficePlan,
): Promise<Diff> {
  const { spreadsheetId, title } = plan
  const found =
    spreadsheetId === undefined ? newSpreadsheet(title) : await readSpreadsheet(sheets, spreadsheetId)
  return diffSpreadsheet(found, plan)
}

/** The oldest of the year's files, should a repeated request have made two. */
export async function findYear(
  { drive }: Pick<GoogleClients, "drive">,
  plan: Pick<OfficePlan, "office" | "fiscalYear">,
): Promise<string | undefined> {
  const mark = `appProperties has { key='${MARK_KEY}' and value='${queryText(markOf(plan))}' }`
  const q = `mimeType = '${SPREADSHEET_TYPE}' and trashed = false and ${mark}`
  // Drive sorts; ten of one office's year is more than repeated requests make.
  const { data } = await drive.files.list({ q, orderBy: "createdTime", fields: "files(id)", pageSize: 10 })
  return data.files?.[0]?.id ?? undefined
}

function queryText(text: string): string {
  return text.replaceAll(/[\\']/g, "\\$&")
}

/** An empty file with the year's mark. */
export async function createYear(
  { drive }: Pick<GoogleClients, "drive">,
  plan: Pick<OfficePlan, "office" | "fiscalYear" | "title">,
): Promise<string> {
  const requestBody = {
    name: plan.title,
    mimeType: SPREADSHEET_TYPE,
    appProperties: { [MARK_KEY]: markOf(plan) },
  }
  const { data } = await drive.files.create({ requestBody, fields: "id" }, MAKING)
  if (!data.id) throw new Error("Google made the file and did not say its id; run this again to find it")
  return data.id
}

/** The year of one of the office's files, by its mark; undefined of any other file. */
export function yearOfFile(
  appProperties: Readonly<Record<string, string>>,
  office: string,
): number | undefined {
  const [, year] = new RegExp(`^${office}/(\\d{4})$`).exec(appProperties[MARK_KEY] ?? "") ?? []
  return year === undefined ? undefined : Number(year)
}

/** Seen only by this program: Drive keeps app properties from other applications. */
function markOf({ office, fiscalYear }: Pick<OfficePlan, "office" | "fiscalYear">): string {
  return `${office}/${fiscalYear}`
}
