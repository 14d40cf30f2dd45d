/** The script of this version beside an earlier one, in turns: its parts by themselves, and whole scans in the local Google. */
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { buildScript } from "../../apps-script/build.ts"
import * as periods from "../../shared/period/compile.ts"
import type { Hash } from "../../shared/push/sd-jwt.ts"
import * as scanning from "../../shared/scan/scan.ts"
import * as memories from "../../shared/sheet/memory.ts"
import * as tables from "../../shared/table/table.ts"
import { CORPUS } from "../shared/period/corpus.ts"
import { scanInput } from "../shared/table/office-fixture.ts"
import { interleavedMs, median } from "./measure.ts"
import { planTabs } from "./plan-rows.ts"
import { openEditedOffice } from "./scans.ts"
import type { Comparison } from "./subject.ts"

const ROUNDS = 9

/** `folder` holds the sources of that version. */
export async function compareScans(size: number, folder: string, commit: string): Promise<Comparison> {
  const lines = [...(await compareParts(size, folder)), await compareWhole(size, folder)]
  return {
    what: `A scan of ${size.toLocaleString("en")} measures`,
    unit: "ms",
    columns: [commit, "this version", "times as fast"],
    lines: lines.map(({ name, before, after }) => ({ name, values: [before, after, before / after] })),
  }
}

type Compared = { readonly name: string; readonly before: number; readonly after: number }

type Script = {
  readonly planScan: typeof scanning.planScan
  readonly readTable: typeof tables.readTable
  readonly parseMemory: typeof memories.parseMemory
  readonly compilePeriod: typeof periods.compilePeriod
}

async function compareParts(size: number, folder: string): Promise<Compared[]> {
  const before = await scriptOf(folder)
  const after: Script = { ...scanning, ...tables, ...memories, ...periods }
  const input = scanInput(planTabs(size))
  const remembered = linesOfRecord(size)
  const parts: Readonly<Record<string, (script: Script) => unknown>> = {
    "compiling the corpus of periods": ({ compilePeriod }) =>
      CORPUS.map(({ phrase, year }) => compilePeriod(phrase, { fiscalYear: year })),
    "reading what is remembered": ({ parseMemory }) => parseMemory(remembered),
    "reading and checking the table": ({ readTable }) => readTable(input),
    "planning, digests included": ({ planScan }) => planScan(input),
  }
  // Processor time is counted in steps of some milliseconds: small work is done often.
  const times = Math.ceil(1000 / size)
  const often = (work: () => unknown) => () => {
    for (let time = 0; time < times; time++) work()
  }
  return Object.entries(parts).map(([name, part]) => {
    const ms = interleavedMs({ before: often(() => part(before)), after: often(() => part(after)) }, ROUNDS)
    return { name, before: ms.before / times, after: ms.after / times }
  })
}

async function scriptOf(folder: string): Promise<Script> {
  const load = <T>(file: string): Promise<T> => import(pathToFileURL(join(folder, file)).href)
  return {
    ...(await load<typeof scanning>("shared/scan/scan.ts")),
    ...(await load<typeof tables>("shared/table/table.ts")),
    ...(await load<typeof memories>("shared/sheet/memory.ts")),
    ...(await load<typeof periods>("shared/period/compile.ts")),
  }
}

/** `_record` after everything was accepted. */
function linesOfRecord(size: number): memories.RecordLine[] {
  const plan = scanning.planScan(scanInput(planTabs(size)))
  if (!plan?.change) throw new Error("the bench's table has nothing to publish")
  const head = plan.change.state as Hash
  const accepted = scanning.rememberAccepted(memories.EMPTY_MEMORY, plan.change, head, 1)
  return memories.formatMemory(scanning.rememberRows(accepted, plan), plan.table.fiscalYear)
}

/** Processor time of the whole local Google: what it takes to play the sheet is the same on both sides. */
async function compareWhole(size: number, folder: string): Promise<Compared> {
  const build: { buildScript: typeof buildScript } = await import(
    pathToFileURL(join(folder, "apps-script/build.ts")).href
  )
  const offices = [await openEditedOffice(size, await build.buildScript()), await openEditedOffice(size)]
  const times: number[][] = offices.map(() => [])
  // The first round warms up; it is not counted.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [side, office] of offices.entries()) {
      office.type(round)
      const start = process.cpuUsage()
      await office.scan()
      const { user, system } = process.cpuUsage(start)
      if (round >= 0) times[side]?.push((user + system) / 1000)
      await office.rest()
    }
  }
  for (const office of offices) await office.close()
  const [before = [], after = []] = times
  return {
    name: "a whole scan after two edits, with the local Google's own work",
    before: median(before),
    after: median(after),
  }
}
