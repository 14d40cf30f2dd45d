/**
 * Makes or mends one year of an office at Google: sheet, plan, keys, script. What each step made is remembered before the
 * next begins, and each step first looks for what is there already: killed anywhere, the next run goes on.
 */
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { CommandError } from "../command/fault.ts"
import { type GoogleClients, type GoogleLogin, statusOf } from "../office/google-login.ts"
import {
  type AskedOffice,
  type Installation,
  identify,
  readInstallation,
  saveInstallation,
  withYear,
} from "../office/installation.ts"
import { type Keys, keyExpiry, openKeys, scriptConfig } from "../office/keys.ts"
import { projectNumberOf } from "../office/log-in-steps.ts"
import { createProject, differingFiles, findProject } from "../office/script.ts"
import { type ChangeText, changesInWords } from "../provision/changes.ts"
import type { OfficePlan } from "../provision/plan.ts"
import { createYear, findYear, type Provisioned, planProvision, provision } from "../provision/provision.ts"
import { missingEditors } from "../provision/share.ts"
import { type PlanWritten, preparePlan, writePlan } from "../provision/write-plan.ts"
import { bringScript, type ClaspDoor, type DeployedScript, scriptFiles } from "../script/office-script.ts"
import { planYear, type YearOptions, type YearPlan } from "./year-plan.ts"

export type SetupOptions = AskedOffice & YearOptions & { readonly folder: string }

export type SetupDeps = ClaspDoor & {
  readonly login: GoogleLogin
  readonly today: IsoDate
  /** Epoch milliseconds. */
  readonly now: number
  /** What is being done, for a person who waits. */
  readonly log: (text: string) => void
}

export type SetUp = {
  readonly installation: Installation & { readonly scriptId: string }
  readonly fiscalYear: number
  readonly sheet: Pick<
    Provisioned,
    "spreadsheetId" | "url" | "outcome" | "sharing" | "untaken" | "accountsRead"
  >
  readonly changes: readonly ChangeText[]
  readonly plan: PlanWritten | undefined
  readonly script: DeployedScript
  readonly config: string
  /** The script holds a CONFIG of another way to send mail. */
  readonly isMailChanged: boolean
  readonly jwksFile: string
  /** Of the Cloud project that the log-in's client is of. */
  readonly projectNumber: string | undefined
}

/** @throws CommandError, KeysFileError, and Google's own errors */
export async function setUp(options: SetupOptions, deps: SetupDeps): Promise<SetUp> {
  const { folder } = options
  const { clients } = deps.login
  const before = await readInstallation(folder)
  const identified = await identify(clients, before, options)
  const { provision: plan, imported } = await planYear(clients, identified, options, deps.today)
  deps.log("กุญแจของสำนักงาน / the office's key")
  const keys = await openKeys(folder, keyExpiry(deps.today))
  const named = {
    ...identified,
    name: identified.name || (imported?.office ?? ""),
    keyId: keys.publicJwk.kid,
  }
  await saveInstallation(folder, named)
  deps.log(`ตารางปี ${plan.fiscalYear} / the year's sheet`)
  const spreadsheetId = await yearFile(deps, plan)
  const placed = withYear(named, plan.fiscalYear, spreadsheetId)
  await saveInstallation(folder, placed)
  const { made, written, after } = await fillSheet(clients, { ...plan, spreadsheetId }, imported)
  deps.log("สคริปต์ / the script")
  const scriptId = await scriptProject(deps, placed)
  const begun = { ...placed, scriptId }
  await saveInstallation(folder, begun)
  const script = await bringScript({ ...deps.login, clasp: deps.clasp }, begun)
  const installation = { ...begun, ...(script.asksMore && { asksMoreSince: deps.now }) }
  await saveInstallation(folder, installation)
  return {
    installation,
    fiscalYear: plan.fiscalYear,
    plan: written,
    script,
    sheet: {
      ...made,
      ...(after && { untaken: after.untaken }),
      outcome: plan.spreadsheetId === undefined ? "created" : made.outcome,
    },
    changes: [made, after].flatMap(each => (each ? changesInWords(each.diff) : [])),
    config: configOf(keys, installation),
    isMailChanged: (before?.mail === "google") !== (installation.mail === "google"),
    jwksFile: await writeJwks(folder, keys),
    projectNumber: projectNumberOf(deps.login.credentials.client_id),
  }
}

async function fillSheet(clients: GoogleClients, wanted: OfficePlan, imported: YearPlan["imported"]) {
  const made = await provision(clients, wanted)
  const written = imported && (await writePlan(clients, made.spreadsheetId, imported))
  // The rows just written have leads, and their blocks are protected for those.
  const after = written?.outcome === "written" ? await provision(clients, wanted) : undefined
  return { made, written, after }
}

/** The one value a person pastes: every open year, so that one script serves them all. */
export function configOf(keys: Keys, { office, worker, years, mail }: Installation): string {
  return scriptConfig(keys, {
    office,
    audience: worker,
    pushUrl: `${worker}/api/v1/pushes`,
    spreadsheets: years.map(({ fiscalYear, spreadsheetId }) => ({ id: spreadsheetId, fiscalYear })),
    ...(mail === "google" && { mail }),
  })
}

/** One project serves every year; found by its title when a run was killed before it could note the id. */
function projectTitle({ office }: Pick<Installation, "office">): string {
  return `Sujarit ${office}`
}

/** @throws CommandError when the sheet that was made is gone: another must not quietly take its place */
async function checkYearFile({ login }: Pick<SetupDeps, "login">, spreadsheetId: string): Promise<void> {
  const { data } = await login.clients.drive.files
    .get({ fileId: spreadsheetId, fields: "id,trashed" })
    .catch((error: unknown) => {
      if (statusOf(error) === 404) return { data: { trashed: true } }
      throw error
    })
  if (data.trashed)
    throw new CommandError(
      `ตาราง ${spreadsheetId} ถูกลบหรืออยู่ในถังขยะ ให้กู้คืนที่ https://drive.google.com/drive/trash แล้วสั่งอีกครั้ง ` +
        "/ the year's sheet is deleted or in the trash: restore it and run this again",
    )
}

async function yearFile(deps: SetupDeps, plan: OfficePlan): Promise<string> {
  if (plan.spreadsheetId !== undefined) {
    await checkYearFile(deps, plan.spreadsheetId)
    return plan.spreadsheetId
  }
  const { clients } = deps.login
  return (await findYear(clients, plan)) ?? (await createYear(clients, plan))
}

async function scriptProject({ login }: SetupDeps, installation: Installation): Promise<string> {
  if (installation.scriptId !== undefined) return installation.scriptId
  const title = projectTitle(installation)
  return (await findProject(login.clients, title)) ?? (await createProject(login.clients.script, title))
}

/** Public: who reads it can verify and do nothing else. */
async function writeJwks(folder: string, { publicJwk }: Keys): Promise<string> {
  const file = join(folder, "jwks.json")
  await writeFileAtomic(file, `${JSON.stringify({ keys: [publicJwk] })}\n`)
  return file
}

export type DryRun = {
  readonly fiscalYear: number
  /** Undefined: a new one would be made. */
  readonly spreadsheetId: string | undefined
  readonly changes: readonly ChangeText[]
  readonly wouldShareWith: readonly string[]
  readonly plan: PlanWritten | undefined
  readonly script: "create" | "update" | "unchanged"
}

export async function dryRun(options: SetupOptions, deps: SetupDeps): Promise<DryRun> {
  const { clients } = deps.login
  const installation = await identify(clients, await readInstallation(options.folder), options)
  const year = await planYear(clients, installation, options, deps.today)
  const { provision: plan } = year
  if (plan.spreadsheetId !== undefined) await checkYearFile(deps, plan.spreadsheetId)
  const spreadsheetId = plan.spreadsheetId ?? (await findYear(clients, plan))
  const diff = await planProvision(clients, {
    ...plan,
    ...(spreadsheetId !== undefined && { spreadsheetId }),
  })
  return {
    fiscalYear: plan.fiscalYear,
    spreadsheetId,
    changes: changesInWords(diff),
    wouldShareWith: diff.accounts ? await missingEditors(clients.drive, spreadsheetId, diff.accounts) : [],
    plan: await plannedImport(clients, spreadsheetId, year),
    script: await plannedScript(clients, installation),
  }
}

/** A sheet that is still to be made, or mended, holds no plan yet. */
async function plannedImport(
  clients: GoogleClients,
  spreadsheetId: string | undefined,
  { imported }: YearPlan,
): Promise<PlanWritten | undefined> {
  if (!imported) return undefined
  const prepared =
    spreadsheetId === undefined ? undefined : await preparePlan(clients, spreadsheetId, imported)
  if (prepared?.outcome === "notEmpty" || prepared?.outcome === "alreadyWritten") return prepared
  const { assessments, measures, duties } = imported
  return {
    outcome: "written",
    assessments: assessments.length,
    measures: measures.length,
    duties: duties.length,
  }
}

async function plannedScript(clients: GoogleClients, installation: Installation): Promise<DryRun["script"]> {
  const scriptId = installation.scriptId ?? (await findProject(clients, projectTitle(installation)))
  if (scriptId === undefined) return "create"
  const { data } = await clients.script.projects.getContent({ scriptId })
  const files = await scriptFiles(installation)
  return differingFiles(files, data.files ?? []).length > 0 ? "update" : "unchanged"
}
