/** This version beside an earlier one, in turns within one run: what a change has gained or cost. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { compareScans } from "./against-scans.ts"
import { FORMATS } from "./formats.ts"
import { median } from "./measure.ts"
import { BENCH_OFFICE, BENCH_ORIGIN, type NodeWorker, openNodeWorker } from "./node-worker.ts"
import { planTabs } from "./plan-rows.ts"
import { createPublisher, type Publisher } from "./publisher.ts"
import type { Comparison, Subject } from "./subject.ts"

const SIZES = [50, 1000]
const ROUNDS = 7
/** Rows of a large push. */
const MANY = 100

export function against(commit: string): Subject {
  return {
    name: "against",
    title: `Beside ${commit}`,
    async run() {
      const folder = checkOut(commit)
      const comparisons: Comparison[] = []
      for (const size of SIZES) comparisons.push(await compare(size, folder, commit))
      for (const size of SIZES) comparisons.push(await compareScans(size, folder, commit))
      rmSync(folder, { recursive: true, force: true })
      return {
        comparisons,
        notes: [
          "Processor milliseconds of the deployed bundles in Node, without the time inside SQLite: pushes of one changed row and of a hundred, then the first answer of each format.",
          "Scans: processor milliseconds of the script's parts in Node, and of whole scans of the deployed bundles in the local Google.",
        ],
      }
    },
  }
}

/** The sources of that version, on this version's packages. */
function checkOut(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-bench-against-"))
  const archive = execFileSync(
    "git",
    ["archive", commit, "worker", "shared", "apps-script", "docs/guides", "tsconfig.json", "package.json"],
    {
      maxBuffer: 2 ** 28,
    },
  )
  execFileSync("tar", ["-x", "-C", folder], { input: archive })
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"))
  return folder
}

type Side = {
  readonly worker: NodeWorker
  readonly publisher: Publisher
  readonly times: Map<string, number[]>
}

async function compare(size: number, folder: string, commit: string): Promise<Comparison> {
  const before = await openSide(join(folder, "worker/main.ts"))
  const after = await openSide(undefined)
  const sides = [before, after]
  for (let round = -1; round < ROUNDS; round++) {
    for (const side of sides) await runRound(side, size, round)
    // They share a heap: who goes second pays for what the first left behind.
    sides.reverse()
  }
  before.worker.close()
  after.worker.close()
  return {
    what: `${size.toLocaleString("en")} measures`,
    unit: "ms",
    columns: [commit, "this version", "times as fast"],
    lines: [...after.times].map(([name, ms]) => {
      const [was, is] = [median(before.times.get(name) ?? []), median(ms)]
      return { name, values: [was, is, was / is] }
    }),
  }
}

async function openSide(entry: string | undefined): Promise<Side> {
  const now = () => Date.UTC(2023, 4, 29, 3)
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: BENCH_ORIGIN, now })
  return { publisher, worker: await openNodeWorker(publisher.jwks, now, { entry }), times: new Map() }
}

/** The first round fills the table and warms up; it is not counted. */
async function runRound({ worker, publisher, times }: Side, size: number, round: number): Promise<void> {
  const { counts } = worker.database
  const timed = async (name: string, work: () => Promise<unknown>) => {
    counts.ms = 0
    const start = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(start)
    if (round >= 0) times.set(name, [...(times.get(name) ?? []), (user + system) / 1000 - counts.ms])
  }
  const edited = (count: number) => publisher.pushesOf(planTabs(size, { count, text: `รอบที่ ${round + 2}` }))
  const [one, many] = [edited(1), edited(MANY)]
  await timed("push of one row", () => worker.publish(one))
  await timed(`push of ${Math.min(size, MANY)} rows`, () => worker.publish(many))
  // The new revision is read by whoever comes first: it is told apart from what each format costs.
  await timed("reading the revision", async () => (await worker.get("/about")).arrayBuffer())
  for (const [format, path] of Object.entries(FORMATS))
    await timed(format, async () => {
      const response = await worker.get(path)
      await response.arrayBuffer()
      if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`)
    })
}
