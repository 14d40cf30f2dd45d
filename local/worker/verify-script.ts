/** The script of the page that verifies, which the Worker carries as a file: whatever bundles the Worker makes it first, `wrangler` by running this file. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { keptBundle } from "./kept-bundle.ts"

const ROOT = fileURLToPath(new URL("../..", import.meta.url))
const ENTRY = "worker/verify/main.ts"

/** Processes that begin together all find a whole file: it is written beside its place, and only where it differs. */
export function writeVerifyScript(root = ROOT): void {
  // The benches bundle versions of before too.
  if (!existsSync(join(root, ENTRY))) return
  const script = verifyScript(root)
  const file = join(root, "dist/worker/verify.script")
  if (existsSync(file) && readFileSync(file).equals(script)) return
  mkdirSync(dirname(file), { recursive: true })
  const beside = `${file}.${process.pid}`
  writeFileSync(beside, script)
  renameSync(beside, file)
}

/** A classic script, for a page from a disk too; of the language that browsers have spoken since 2020. */
export function verifyScript(root = ROOT): Uint8Array {
  const known = made.get(root)
  if (known) return known
  const script = bundled(root)
  made.set(root, script)
  return script
}

/** Once a process: a command gives what it began with. */
const made = new Map<string, Uint8Array>()

function bundled(root: string): Uint8Array {
  return keptBundle({
    entryPoints: [join(root, ENTRY)],
    minify: true,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    // A browser writes and reads UTF-8 itself, and faster.
    alias: { "@stablelib/utf8": join(root, "worker/verify/native-utf8.ts") },
    logLevel: "silent",
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeVerifyScript()
