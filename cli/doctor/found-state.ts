/** An installation as it is found: everything the checks look at, read and not judged. */

import { tabOf } from "../../shared/columns.ts"
import { bangkokDate } from "../../shared/date/civil-date.ts"
import type { Unreached } from "../../shared/mail/requests.ts"
import { parseAddresses } from "../../shared/row/address.ts"
import { DISTRICT_SECTIONS } from "../../shared/row/office-kind.ts"
import { SETTINGS } from "../../shared/row/setting.ts"
import { doubtShown } from "../../shared/scan/settle.ts"
import { type InstallNote, parseInstallNote } from "../../shared/sheet/install-note.ts"
import { linesOf, type SheetTab, textOf } from "../../shared/sheet/sheet-tab.ts"
import { settingTexts } from "../../shared/table/context.ts"
import { readDeployment } from "../cloudflare/deployment.ts"
import { findMail, reachesAnybody } from "../cloudflare/mail-found.ts"
import type { Wrangler } from "../cloudflare/wrangler.ts"
import { askUnreached } from "../office/ask-signed.ts"
import { askKeys, askWorker, knowsKey, type ListedKey, type WorkerState } from "../office/ask-worker.ts"
import { type GoogleClients, statusOf } from "../office/google-login.ts"
import type { Installation } from "../office/installation.ts"
import { findKeys, type Keys } from "../office/keys.ts"
import { differingFiles } from "../office/script.ts"
import { type ChangeText, changesInWords } from "../provision/changes.ts"
import { diffSpreadsheet } from "../provision/diff.ts"
import { readSpreadsheet } from "../provision/found.ts"
import { protectionFaults } from "../provision/protect.ts"
import { typedTab } from "../provision/rows.ts"
import { missingEditors } from "../provision/share.ts"
import { scriptFiles } from "../script/office-script.ts"

export type FoundYear = {
  readonly fiscalYear: number
  readonly spreadsheetId: string
  readonly sheet: "gone" | FoundYearSheet
}

export type FoundYearSheet = {
  readonly owner: string
  readonly timeZone: string
  readonly locale: string
  /** What a setup would change. */
  readonly changes: readonly ChangeText[]
  /** By key; a setting without a row is absent. */
  readonly settings: ReadonlyMap<string, string>
  readonly accountsRead: boolean
  readonly mailCells: readonly MailCell[]
  /** Accounts that Google lets nobody be. */
  readonly untaken: readonly string[]
  /** Accounts of the sheet that cannot open it. */
  readonly unshared: readonly string[]
  readonly installNotes: readonly InstallNote[]
  /** What the script asks of the Worker's record; undefined where it asks nothing. */
  readonly doubt: string | undefined
}

type FoundScript =
  | { readonly kind: "missing" }
  | { readonly kind: "found"; readonly owner: string; readonly differing: readonly string[] }

export type FoundState = {
  readonly folder: string
  readonly installation: Installation
  /** Of the key in the data folder; undefined when there is none. */
  readonly keyId: string | undefined
  /** Epoch milliseconds; undefined for a key that never expires. */
  readonly keyExpiresAt: number | undefined
  readonly now: number
  readonly years: readonly FoundYear[]
  readonly script: FoundScript
  readonly worker: WorkerState
  /** Every key of office and log, as the Worker tells; none where it does not. */
  readonly keys: readonly ListedKey[]
  /** Where Cloudflare sends for an office without a domain: those it reaches; undefined where mail reaches anybody, or nobody can tell. */
  readonly verified: readonly string[] | undefined
  /** Whom mail does not reach, as the Worker tells the holder of the key. */
  readonly unreached: readonly Unreached[]
}

type FindDeps = {
  readonly clients: GoogleClients
  readonly folder: string
  readonly installation: Installation
  readonly now: number
  readonly fetch: typeof fetch
  readonly wrangler: Wrangler
}

export async function findState(deps: FindDeps): Promise<FoundState> {
  const { folder, installation } = deps
  const [keys, standing, verified, worker, script, ...years] = await Promise.all([
    findKeys(folder),
    askKeys(installation.worker, deps.fetch),
    findVerified(deps),
    askWorker(installation.worker, deps.fetch),
    findScript(deps),
    ...installation.years.map(async year => ({ ...year, sheet: await findSheet(deps, year) })),
  ])
  const keyId = keys?.publicJwk.kid
  const isKnown = keyId !== undefined && knowsKey(worker, keyId)
  const holder = {
    office: installation.office,
    origin: installation.worker,
    now: () => deps.now,
    fetch: deps.fetch,
  }
  const unreached = isKnown && keys ? await askUnreached({ ...holder, keys }) : []
  return {
    folder,
    installation,
    keyId,
    keyExpiresAt: expiryOf(keys, worker),
    now: deps.now,
    years,
    script,
    worker,
    keys: standing ?? [],
    verified,
    unreached,
  }
}

/** The Worker's word counts: what stands in the folder may not have been deployed. */
function expiryOf(keys: Keys | undefined, worker: WorkerState): number | undefined {
  if (worker.kind === "answers") return worker.expiresAtByKeyId.get(keys?.publicJwk.kid ?? "")
  const { exp } = keys?.publicJwk ?? {}
  return exp === undefined ? undefined : exp * 1000
}

async function findVerified({ folder, wrangler }: FindDeps): Promise<FoundState["verified"]> {
  const deployment = await readDeployment(folder)
  if (deployment?.mailTransport !== "send_email") return undefined
  const found = await findMail(wrangler)
  return found && !reachesAnybody(found, deployment.mailFrom) ? found.verified : undefined
}

async function findSheet(
  { clients, installation, now }: FindDeps,
  { fiscalYear, spreadsheetId }: Installation["years"][number],
): Promise<FoundYear["sheet"]> {
  const owner = await ownerOf(clients, spreadsheetId)
  if (owner === undefined) return "gone"
  const found = await readSpreadsheet(clients.sheets, spreadsheetId)
  const plan = {
    office: installation.office,
    fiscalYear,
    today: bangkokDate(now),
    spreadsheetId,
    owner: installation.owner,
    title: found.title,
    sections: DISTRICT_SECTIONS,
    settings: {},
    holidays: [],
  }
  const diff = diffSpreadsheet(found, plan)
  const tabs = diff.tabs.map(typedTab)
  const { protections, untaken } = protectionFaults(diff, plan.today)
  return {
    owner,
    timeZone: found.timeZone,
    locale: found.locale,
    changes: changesInWords({ ...diff, protections }),
    untaken,
    settings: settingTexts(tabs),
    mailCells: mailCells(tabs),
    accountsRead: diff.accounts !== undefined,
    unshared: diff.accounts ? await missingEditors(clients.drive, spreadsheetId, diff.accounts) : [],
    doubt: doubtShown(tabs),
    installNotes: found.installNotes.flatMap(({ value }) => parseInstallNote(value) ?? []),
  }
}

async function findScript({ clients, installation }: FindDeps): Promise<FoundScript> {
  const { scriptId } = installation
  const owner = scriptId === undefined ? undefined : await ownerOf(clients, scriptId)
  if (scriptId === undefined || owner === undefined) return { kind: "missing" }
  const { data } = await clients.script.projects.getContent({ scriptId })
  return {
    kind: "found",
    owner,
    differing: differingFiles(await scriptFiles(installation), data.files ?? []),
  }
}

/** Undefined for a file that is gone or in the trash. */
async function ownerOf({ drive }: GoogleClients, fileId: string): Promise<string | undefined> {
  try {
    const { data } = await drive.files.get({ fileId, fields: "trashed,owners(emailAddress)" })
    return data.trashed ? undefined : (data.owners?.[0]?.emailAddress ?? "").toLowerCase()
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

type MailCell = {
  /** `แท็บ “หน่วยงาน” แถว “ฝ่ายทะเบียน” ช่อง “อีเมลที่รับแจ้ง”`. */
  readonly place: string
  readonly good: readonly string[]
  /** What was typed there and is no address. */
  readonly bad: readonly string[]
}

const CONTACT_KEYS = ["addresses", "headAddresses", "deputy"]
const SETTING_KEYS = ["directorMail", "operatorMail"] as const

function mailCells(tabs: readonly SheetTab[]): MailCell[] {
  return [...settingCells(tabs), ...contactCells(tabs)].filter(
    ({ good, bad }) => good.length + bad.length > 0,
  )
}

/** The addresses that a setting holds. */
export function settingAddresses(settings: ReadonlyMap<string, string>, key: string): readonly string[] {
  return parseAddresses([settings.get(key) ?? ""]).good
}

function settingCells(tabs: readonly SheetTab[]): MailCell[] {
  const lines = linesOf(tabs, "setting")
  return SETTING_KEYS.flatMap(key => {
    const label = SETTINGS.find(setting => setting.key === key)?.label ?? key
    return lines
      .filter(line => textOf(line, "key") === key)
      .map(line => ({
        place: `แท็บ “${tabOf("setting").title}” แถว “${label}”`,
        ...parseAddresses([textOf(line, "value")]),
      }))
  })
}

function contactCells(tabs: readonly SheetTab[]): MailCell[] {
  const { title, columns } = tabOf("section")
  const wanted = columns.filter(({ key }) => CONTACT_KEYS.includes(key))
  return linesOf(tabs, "section").flatMap(line =>
    wanted.map(({ key, header }) => ({
      place: `แท็บ “${title}” แถว “${textOf(line, "name")}” ช่อง “${header}”`,
      ...parseAddresses([textOf(line, key)]),
    })),
  )
}
