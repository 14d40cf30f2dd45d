/** The office's script: built, put into its project, and believed to be there only when it was read back. */
import { createHash } from "node:crypto"
import { buildScript, readManifest } from "../../apps-script/build.ts"
import { CommandError } from "../command/fault.ts"
import type { GoogleLogin } from "../office/google-login.ts"
import type { ScriptFile } from "../office/script.ts"
import { claspPush } from "./clasp.ts"

export type DeployedScript = {
  readonly scriptId: string
  readonly outcome: "updated" | "unchanged"
  /** Names the build. */
  readonly build: string
}

/** Leaves a project alone that holds the build already. @throws CommandError as `deployScript` does */
export async function bringScript(login: GoogleLogin, place: ScriptPlace): Promise<DeployedScript> {
  const files = await scriptFiles(place.worker)
  const { data } = await login.clients.script.projects.getContent({ scriptId: place.scriptId })
  if (differingFiles(files, data.files ?? []).length > 0) return deployScript(login, place)
  return { scriptId: place.scriptId, outcome: "unchanged", build: buildName(files) }
}

export type ScriptPlace = { readonly scriptId: string; readonly worker: string }

/** Pushes whatever is there. @throws CommandError when clasp refuses, or when the project then holds anything but the build */
export async function deployScript(
  { clients, credentials, rootUrl }: GoogleLogin,
  { scriptId, worker }: ScriptPlace,
): Promise<DeployedScript> {
  const files = await scriptFiles(worker)
  const differing = async () => {
    const { data } = await clients.script.projects.getContent({ scriptId })
    return differingFiles(files, data.files ?? [])
  }
  const before = await differing()
  const { exitCode, output } = await claspPush({ scriptId, files, credentials, rootUrl })
  if (exitCode !== 0)
    throw new CommandError(`clasp ส่งสคริปต์ไม่สำเร็จ สั่งอีกครั้งได้ / clasp could not push the script: ${output}`)
  const after = await differing()
  if (after.length > 0)
    throw new CommandError(
      `ส่งสคริปต์แล้วแต่ที่ Google ยังไม่ตรงกับที่ส่ง (${after.join(", ")}) ให้สั่งอีกครั้ง ` +
        `/ the project ${scriptId} does not hold what was pushed: run this again. clasp said: ${output}`,
    )
  return { scriptId, outcome: before.length > 0 ? "updated" : "unchanged", build: buildName(files) }
}

/** Built once: a command compares and pushes the same build, whatever happens to the sources meanwhile. */
let code: Promise<string> | undefined

export async function scriptFiles(worker: string): Promise<readonly ScriptFile[]> {
  code ??= buildScript()
  const [source, manifest] = await Promise.all([code, manifestFor(worker)])
  return [
    { name: "Code", type: "SERVER_JS", source },
    { name: "appsscript", type: "JSON", source: manifest },
  ]
}

/** Files of a project that are not byte for byte these; names, in no order. Empty when all is the same. */
export function differingFiles(
  wanted: readonly ScriptFile[],
  found: readonly { readonly name?: string | null; readonly source?: string | null }[],
): string[] {
  const sourceByName = new Map(found.map(({ name, source }) => [name ?? "", source ?? ""]))
  const changed = wanted
    .filter(({ name, source }) => sourceByName.get(name) !== source)
    .map(({ name }) => name)
  const foreign = [...sourceByName.keys()].filter(name => !wanted.some(file => file.name === name))
  return [...changed, ...foreign]
}

/** Names a build in a word a person can compare. */
export function buildName(files: readonly ScriptFile[]): string {
  const hash = createHash("sha256")
  for (const { name, source } of files) hash.update(`${name}\n${source.length}\n${source}`)
  return hash.digest("hex").slice(0, 12)
}

/**
 * The script's manifest for one office: it may speak to its own Worker and to nobody else. `worker` is the Worker's origin.
 * Google lets through what begins with an entry, so the entry ends its host with a slash.
 */
export async function manifestFor(worker: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readManifest())
  return `${JSON.stringify({ ...Object(manifest), urlFetchWhitelist: [`${worker}/`] }, undefined, 2)}\n`
}
