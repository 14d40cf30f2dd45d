/**
 * A bundle is kept beside the libraries, and taken again while all that it was made of reads as it did: who starts an office
 * waits a second less. It is made anew where anything is in doubt.
 */
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { type BuildOptions, buildSync, version } from "esbuild"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const FOLDER = join(ROOT, "node_modules/.cache/bundles")

/** These say which file an import is of. */
const RESOLVING = ["package.json", "package-lock.json", "tsconfig.json"].map(name => join(ROOT, name))

/** The one file that is made of the entry points. Synchronous: the bundler's process ends with the call. */
export function keptBundle(options: BuildOptions): Buffer {
  const file = join(FOLDER, sha256(JSON.stringify([version, process.cwd(), options])))
  return readKept(file) ?? bundle(options, file)
}

/** A line with what it was made of, then the bundle. */
function readKept(file: string): Buffer | undefined {
  try {
    const kept = readFileSync(file)
    const end = kept.indexOf("\n")
    const { inputs, hash, made } = JSON.parse(kept.toString("utf8", 0, end))
    const text = kept.subarray(end + 1)
    return sha256(text) === made && hashOf(inputs) === hash ? text : undefined
  } catch {
    return undefined
  }
}

function bundle(options: BuildOptions, file: string): Buffer {
  const { outputFiles, metafile } = buildSync({ ...options, bundle: true, write: false, metafile: true })
  const [output] = outputFiles ?? []
  if (!output) throw new Error(`the bundler made nothing of ${options.entryPoints}`)
  const text = Buffer.from(output.contents)
  keep(file, text, [...RESOLVING, ...Object.keys(metafile?.inputs ?? {}).map(path => resolve(path))])
  return text
}

/** Whole or not at all. Where nothing can be written, or an input is no file, it is bundled each time. */
function keep(file: string, text: Buffer, inputs: readonly string[]): void {
  try {
    const head = JSON.stringify({ inputs, hash: hashOf(inputs), made: sha256(text) })
    mkdirSync(FOLDER, { recursive: true })
    const beside = `${file}.${process.pid}`
    writeFileSync(beside, Buffer.concat([Buffer.from(`${head}\n`), text]))
    renameSync(beside, file)
  } catch {}
}

function hashOf(files: readonly string[]): string {
  return sha256(files.map(file => sha256(readFileSync(file))).join())
}

function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex")
}
