/** What belongs in the office's script project: the one bundle and its manifest. */
import { createHash } from "node:crypto"
import { buildScript } from "../../apps-script/build.ts"
import type { ScriptFile } from "../office/script.ts"
import { manifestFor } from "./manifest.ts"

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
