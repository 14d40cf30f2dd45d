/** Puts the script's files into an Apps Script project of its own: standalone, so that no editor of the sheet sees it. */
import { isDeepStrictEqual } from "node:util"
import type { script_v1 } from "googleapis/build/src/apis/script/index.js"
import { parseJson } from "../../shared/row/json.ts"
import { type GoogleClients, MAKING } from "./google-login.ts"

const SCRIPT_TYPE = "application/vnd.google-apps.script"

export type ScriptFile = {
  /** Without an ending: `Code`, `appsscript`. */
  readonly name: string
  readonly type: "SERVER_JS" | "JSON" | "HTML"
  readonly source: string
}

type ScriptPlan = {
  readonly title: string
  readonly files: readonly ScriptFile[]
  /** Known when the project was made before. */
  readonly scriptId?: string
}

type ProvisionedScript = {
  readonly scriptId: string
  readonly outcome: "created" | "updated" | "unchanged"
}

/** Writes only what differs, then reads it back. @throws Error when the project then holds something else */
export async function provisionScript(
  { script }: Pick<GoogleClients, "script">,
  plan: ScriptPlan,
): Promise<ProvisionedScript> {
  const scriptId = plan.scriptId ?? (await createProject(script, plan.title))
  const isNew = plan.scriptId === undefined
  if (!isNew && (await holds(script, scriptId, plan.files))) return { scriptId, outcome: "unchanged" }
  const files = plan.files.map(file => ({ ...file }))
  await script.projects.updateContent({ scriptId, requestBody: { files } })
  if (!(await holds(script, scriptId, plan.files)))
    throw new Error(`the script project ${scriptId} does not hold what was written to it: run this again`)
  return { scriptId, outcome: isNew ? "created" : "updated" }
}

/** The oldest project of that title, should a repeated request have made two. */
export async function findProject(
  { drive }: Pick<GoogleClients, "drive">,
  title: string,
): Promise<string | undefined> {
  const name = title.replaceAll(/[\\']/g, "\\$&")
  const q = `mimeType = '${SCRIPT_TYPE}' and trashed = false and name = '${name}'`
  const { data } = await drive.files.list({ q, orderBy: "createdTime", fields: "files(id)", pageSize: 10 })
  return data.files?.[0]?.id ?? undefined
}

export async function createProject(script: script_v1.Script, title: string): Promise<string> {
  const { data } = await script.projects.create({ requestBody: { title } }, MAKING)
  if (!data.scriptId) throw new Error("Google made the script project and did not say its id")
  return data.scriptId
}

async function holds(
  script: script_v1.Script,
  scriptId: string,
  files: readonly ScriptFile[],
): Promise<boolean> {
  const { data } = await script.projects.getContent({ scriptId })
  return differingFiles(files, data.files ?? []).length === 0
}

/** A project's files as Google lists them. */
export type FoundFiles = readonly { readonly name?: string | null; readonly source?: string | null }[]

/** Names of a project's files that do not say what these say, in no order. Empty when all is the same. */
export function differingFiles(wanted: readonly ScriptFile[], found: FoundFiles): string[] {
  const sourceByName = new Map(found.map(({ name, source }) => [name ?? "", source ?? ""]))
  const changed = wanted.filter(file => !isSameSource(sourceByName.get(file.name), file))
  const foreign = [...sourceByName.keys()].filter(name => !wanted.some(file => file.name === name))
  return [...changed.map(({ name }) => name), ...foreign]
}

/** Google ends lines its own way, and writes a manifest anew: its fields count, not their order. */
function isSameSource(found: string | undefined, { type, source }: ScriptFile): boolean {
  if (found === undefined) return false
  if (type === "JSON") return isDeepStrictEqual(parseJson(found), parseJson(source))
  const plain = (text: string) => text.replaceAll("\r\n", "\n").trimEnd()
  return plain(found) === plain(source)
}
