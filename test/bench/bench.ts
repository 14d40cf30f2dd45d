/**
 * `npm run bench [-- SUBJECT… --out DIR --docs --against COMMIT]`: what things cost on this machine, beside the figure each is meant to
 * stay under. Machines are noisy: compare figures of one run with each other, not with another day's.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { cpus } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { against } from "./against.ts"
import { bundles } from "./bundles.ts"
import { caches } from "./caches.ts"
import { coldIsolate } from "./cold-isolate.ts"
import { coldReads } from "./cold-reads.ts"
import { compiler } from "./compiler.ts"
import { lighthouse } from "./lighthouse.ts"
import { logTree } from "./log-tree.ts"
import { mail } from "./mail.ts"
import { machineNoise } from "./measure.ts"
import { office } from "./office.ts"
import { planDay } from "./plan-day.ts"
import { push } from "./push.ts"
import { reads } from "./reads.ts"
import { type Answer, mergedResults, type Run, runToMarkdown } from "./report.ts"
import { scans } from "./scans.ts"
import { stranger } from "./stranger.ts"
import type { Subject } from "./subject.ts"
import { validation } from "./validation.ts"
import { verifying } from "./verify.ts"

const SUBJECTS: readonly Subject[] = [
  validation,
  compiler,
  scans,
  coldIsolate,
  coldReads,
  caches,
  reads,
  push,
  logTree,
  verifying,
  planDay,
  stranger,
  mail,
  office,
  bundles,
  lighthouse,
]

const DOCUMENT = new URL("../../docs/bench.md", import.meta.url)
/** Below this line the document is the last run's; above it, the reading of it. */
const RESULTS = "<!-- npm run bench -- --docs writes below this line -->"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: "string", default: ".bench" },
    docs: { type: "boolean", default: false },
    against: { type: "string" },
  },
})

const subjects = values.against === undefined ? SUBJECTS : [...SUBJECTS, against(values.against)]
const unknown = positionals.filter(name => !subjects.some(subject => subject.name === name))
if (unknown.length > 0) {
  const names = subjects.map(subject => subject.name).join(", ")
  console.error(`no such subject: ${unknown.join(", ")}; there are ${names}`)
  process.exit(2)
}
await main(subjects.filter(({ name }) => positionals.length === 0 || positionals.includes(name)))

async function main(subjects: readonly Subject[]): Promise<void> {
  // The Worker's own lines, one a push, are not the bench's output.
  console.log = () => {}
  const answers: Answer[] = []
  for (const subject of subjects) answers.push(await answerOf(subject))
  const run: Run = {
    at: new Date().toISOString().slice(0, 16).replace("T", " "),
    machine: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`,
    answers,
  }
  const markdown = runToMarkdown(run)
  mkdirSync(values.out, { recursive: true })
  writeFileSync(join(values.out, "bench.json"), `${JSON.stringify(run, undefined, 2)}\n`)
  writeFileSync(join(values.out, "bench.md"), `${markdown}\n`)
  if (values.docs) writeResults(run)
  process.stdout.write(`${markdown}\n`)
  process.exitCode = answers.some(({ measured }) => "failed" in measured) ? 1 : 0
}

/** One that fails is told, and the others are measured. */
async function answerOf(subject: Subject): Promise<Answer> {
  console.error(`… ${subject.name}`)
  const { name, title } = subject
  const noise = machineNoise()
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1000
  try {
    const measured = await subject.run()
    return { name, title, noise, measured, seconds: seconds() }
  } catch (error) {
    console.error(error)
    const failed = error instanceof Error ? error.message : String(error)
    return { name, title, noise, measured: { failed }, seconds: seconds() }
  }
}

/** Of the subjects that were measured; what stands there of others stays. */
function writeResults(run: Run): void {
  const [reading = "", before = ""] = readFileSync(DOCUMENT, "utf8").split(RESULTS)
  writeFileSync(DOCUMENT, `${reading}${RESULTS}\n\n${mergedResults(before, run)}\n`)
}
