/** The script of the page that verifies, which the Worker carries as a file: made before the Worker is bundled, wherever that is done. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"

const ENTRY = fileURLToPath(new URL("../../worker/verify/main.ts", import.meta.url))
/** A browser writes and reads UTF-8 itself, and ten times as fast. */
const NATIVE_UTF8 = fileURLToPath(new URL("../../worker/verify/native-utf8.ts", import.meta.url))
const FILE = fileURLToPath(new URL("../../dist/worker/verify.script", import.meta.url))

/** Processes that begin together all find a whole file: it is written beside its place, and only where it differs. */
export function writeVerifyScript(): void {
  const script = verifyScript()
  if (existsSync(FILE) && readFileSync(FILE).equals(script)) return
  mkdirSync(dirname(FILE), { recursive: true })
  const beside = `${FILE}.${process.pid}`
  writeFileSync(beside, script)
  renameSync(beside, FILE)
}

/** A classic script, for a page from a disk too; of the language that browsers have spoken since 2020. */
function verifyScript(): Uint8Array {
  const { outputFiles } = buildSync({
    entryPoints: [ENTRY],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2020",
    charset: "utf8",
    legalComments: "none",
    alias: { "@stablelib/utf8": NATIVE_UTF8 },
    logLevel: "silent",
  })
  const [script] = outputFiles
  if (!script) throw new Error("the bundler made nothing of worker/verify/main.ts")
  return script.contents
}
