/** What `setUp` would do, told and not done: nothing is written at Google or on this machine. */

import type { GoogleClients } from "../office/google.ts"
import { type Installation, identify, readInstallation } from "../office/installation.ts"
import { findProject } from "../office/script.ts"
import { type ChangeText, changesInWords } from "../provision/changes.ts"
import { findYear, planProvision } from "../provision/provision.ts"
import { missingEditors } from "../provision/share.ts"
import { type PlanWritten, preparePlan } from "../provision/write-plan.ts"
import { differingFiles, scriptFiles } from "../script/office-script.ts"
import { checkYearFile, projectTitle, type SetupDeps, type SetupOptions } from "./set-up.ts"
import { planYear, type YearPlan } from "./year-plan.ts"

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
  const files = await scriptFiles(installation.worker)
  return differingFiles(files, data.files ?? []).length > 0 ? "update" : "unchanged"
}
