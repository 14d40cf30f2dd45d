/**
 * `npm run mutate [-- FOLDER… --every N --seed N]`: changes one token at a time in a sample of lines and looks whether
 * a test notices. Apart from `npm test`: it takes minutes. A folder is done at a time and what was learned of it is
 * kept in `.mutants`, so that a run that was broken off goes on, and only changed code or tests are run anew.
 *
 * Each change is judged by the tests near it, what lives then by those farther off (near-and-far.ts). What lives
 * still may die in the local office or the browser, which are not run here.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { relative } from "node:path"
import { parseArgs } from "node:util"
import { Stryker } from "@stryker-mutator/core"
import { cannotMatter, type Mutant, wordsOf } from "./cannot-matter.ts"
import { type Distance, hasFarTests } from "./near-and-far.ts"

const RULES = ["date", "period", "due", "row", "rules", "table", "scan", "record", "push", "mail"]
const WORKER = ["ingest", "mail", "store"]
const FOLDERS = [...RULES.map(room => `shared/${room}`), ...WORKER.map(room => `worker/${room}`)]
const KEPT = ".mutants"
const LIVES = ["Survived", "NoCoverage"]
const DIED = ["Killed", "Timeout"]

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
let excused = 0
for (const folder of positionals.length > 0 ? positionals : FOLDERS) await mutateFolder(folder)
console.log(`${share(noticed, lived)} were noticed, ${excused} cannot matter`)

async function mutateFolder(folder: string): Promise<void> {
  const sample = globSync(`${folder}/**/*.{ts,tsx}`).sort().flatMap(sampledLines)
  if (sample.length === 0) return
  mkdirSync(KEPT, { recursive: true })
  const { dead: atOnce, alive } = await judgedBy("near", folder, sample)
  const stillAlive = alive.length > 0 && hasFarTests(folder) ? await farSurvivors(folder, alive) : alive
  const mattering = stillAlive.filter(each => !cannotMatter(each))
  for (const each of mattering) console.log(["lives", each.location.start.line, ...wordsOf(each)].join("\t"))
  const without = stillAlive.length - mattering.length
  const dead = atOnce.length + alive.length - stillAlive.length
  noticed += dead
  lived += mattering.length
  excused += without
  console.log(`${folder}: ${share(dead, mattering.length)} were noticed, ${without} cannot matter`)
}

/** A range may hold smaller changes, which died before: only what lived counts. */
async function farSurvivors(folder: string, alive: readonly Mutant[]): Promise<Mutant[]> {
  const ranges = alive.map(({ fileName, location: { start, end } }) => {
    // The tester takes columns from 0 and tells them from 1.
    const [from, to] = [start, end].map(({ line, column }) => `${line}:${column - 1}`)
    return `${relative(process.cwd(), fileName)}:${from}-${to}`
  })
  const far = await judgedBy("far", folder, [...new Set(ranges)])
  const died = new Set(far.dead.map(placeAndToken))
  return alive.filter(each => !died.has(placeAndToken(each)))
}

function placeAndToken({ fileName, location, replacement }: Mutant): string {
  return JSON.stringify([fileName, location, replacement])
}

async function judgedBy(distance: Distance, folder: string, mutate: readonly string[]) {
  process.env.MUTATED_FOLDER = folder
  process.env.MUTATED_DISTANCE = distance
  const given = options(folder, distance, mutate)
  forgetSurvivors(given.incrementalFile)
  const results = await new Stryker(given).runMutationTest()
  const withStatus = (statuses: readonly string[]) =>
    results.filter(({ status }) => statuses.includes(status))
  return { dead: withStatus(DIED), alive: withStatus(LIVES) }
}

/** The tester takes a change that nothing noticed for judged, though there are new tests: only what died stays known. */
function forgetSurvivors(kept: string): void {
  if (!existsSync(kept)) return
  const known = JSON.parse(readFileSync(kept, "utf8")) as {
    files: Record<string, { mutants: { status: string }[] }>
  }
  for (const file of Object.values(known.files))
    file.mutants = file.mutants.filter(({ status }) => DIED.includes(status))
  writeFileSync(kept, JSON.stringify(known))
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

function options(folder: string, distance: Distance, mutate: readonly string[]) {
  const name = folder.replaceAll("/", "-")
  const kept = distance === "near" ? `${name}-${seed}-${every}` : `${name}-${seed}-${every}-far`
  return {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: {
      configFile: folder.startsWith("worker") ? "test/mutate/worker.ts" : "test/mutate/rules.ts",
      related: false,
    },
    mutate: [...mutate],
    reporters: ["progress-append-only"],
    warnings: false,
    incremental: true,
    incrementalFile: `${KEPT}/${kept}.json`,
    // Of its own: a run that ends clears it, and another folder may be at work.
    tempDirName: `${KEPT}/sandbox-${name}`,
    ignorePatterns: [KEPT],
    // Its reader of tsconfig files needs TypeScript's older API; nothing here extends one outside the sandbox.
    tsconfigFile: "none",
    dryRunTimeoutMinutes: 15,
    timeoutMS: 180_000,
  }
}

function share(part: number, rest: number): string {
  const whole = part + rest
  return `${part} of ${whole} changes${whole === 0 ? "" : ` (${Math.round((100 * part) / whole)} %)`}`
}
