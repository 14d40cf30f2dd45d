/**
 * `npm run mutate [-- FOLDER… --every N --seed N]`: changes one token at a time in a sample of lines and looks whether
 * a test notices. Apart from `npm test`: it takes minutes. A folder is done at a time and what was learned of it is
 * kept in `.mutants`, so that a run that was broken off goes on, and only changed code or tests are run anew.
 *
 * Rules are judged by the core's tests, the Worker's rooms by its own in workerd. What lives may still die in the
 * tests that are not run here: generated cases (deep), the local office and the browser.
 */
import { globSync, mkdirSync, readFileSync } from "node:fs"
import { relative } from "node:path"
import { parseArgs } from "node:util"
import { Stryker } from "@stryker-mutator/core"

const RULES = ["date", "period", "due", "row", "rules", "table", "scan", "record", "push", "mail"]
const WORKER = ["ingest", "mail", "store"]
const FOLDERS = [...RULES.map(room => `shared/${room}`), ...WORKER.map(room => `worker/${room}`)]
const KEPT = ".mutants"

/** A line that changes what happens: not empty, not a comment, not an import. */
const CODE = /^(?!\s*(\/\/|\/?\*|import\b|export \*|[)\]}\s,;]*$)).+/

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { every: { type: "string", default: "40" }, seed: { type: "string", default: "1" } },
})
const every = Number(values.every)
const seed = Number(values.seed)
if (!(Number.isInteger(every) && every > 0 && Number.isInteger(seed))) {
  console.error("--every takes how many lines share one that is changed, --seed a whole number")
  process.exit(2)
}

let noticed = 0
let lived = 0
for (const folder of positionals.length > 0 ? positionals : FOLDERS) await mutateFolder(folder)
console.log(`${noticed} of ${noticed + lived} changes were noticed (${percent(noticed, noticed + lived)})`)

async function mutateFolder(folder: string): Promise<void> {
  const mutate = globSync(`${folder}/**/*.{ts,tsx}`).sort().flatMap(sampledLines)
  if (mutate.length === 0) return
  mkdirSync(KEPT, { recursive: true })
  const results = await new Stryker(options(folder, mutate)).runMutationTest()
  const alive = results.filter(({ status }) => status === "Survived" || status === "NoCoverage")
  const dead = results.filter(({ status }) => status === "Killed" || status === "Timeout")
  noticed += dead.length
  lived += alive.length
  for (const { fileName, location, replacement, status } of alive) {
    const place = `${relative(process.cwd(), fileName)}:${location.start.line}:${location.start.column}`
    console.log(
      `  lives: ${place} → ${oneLine(replacement)}${status === "NoCoverage" ? " (no test comes here)" : ""}`,
    )
  }
  console.log(`${folder}: ${dead.length} of ${dead.length + alive.length} noticed`)
}

/** Ranges of a line each, as the tester takes them; which lines is the seed's choice, the same on every machine. */
function sampledLines(file: string): string[] {
  const lines = readFileSync(file, "utf8").split("\n")
  const chosen = lines.flatMap((line, index) => (CODE.test(line) && isChosen(file, line) ? [index + 1] : []))
  return chosen.map(line => `${file}:${line}-${line}`)
}

/** By the words of the line, not its number: a line added above changes no other's turn. FNV-1a. */
function isChosen(file: string, line: string): boolean {
  let hash = 2166136261 ^ seed
  for (const letter of `${file}\n${line}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619)
  return (hash >>> 0) % every === 0
}

function options(folder: string, mutate: readonly string[]) {
  const isWorker = folder.startsWith("worker")
  return {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: {
      configFile: isWorker ? "test/worker/vitest.config.ts" : "test/mutate/rules.ts",
      related: false,
    },
    mutate: [...mutate],
    reporters: ["progress-append-only"],
    warnings: false,
    incremental: true,
    incrementalFile: `${KEPT}/${folder.replaceAll("/", "-")}-${seed}-${every}.json`,
    tempDirName: `${KEPT}/sandbox`,
    // Its reader of tsconfig files needs TypeScript's older API; nothing here extends one outside the sandbox.
    tsconfigFile: "none",
    timeoutMS: 60_000,
  }
}

function oneLine(text: string | undefined): string {
  return (text ?? "").replace(/\s+/g, " ").slice(0, 60)
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "nothing was changed" : `${Math.round((100 * part) / whole)} %`
}
