/** So many readers at once, for a second, from a process of their own. */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import * as z from "zod"
import { median } from "./measure.ts"
import { peerProgram } from "./peers.ts"
import { processorMs } from "./processor.ts"

export type Target = {
  readonly name: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** The process that answers. */
  readonly pid: number
}

export type LoadResult = {
  readonly perSecond: number
  readonly p99Ms: number
  /** Processor microseconds of the answering process for each answer. */
  readonly cpuUs: number
}

const CONNECTIONS = 20
const SECONDS = 1

const report = z.object({
  requests: z.object({ average: z.number(), total: z.int() }),
  latency: z.object({ p99: z.number() }),
  errors: z.int(),
  "4xx": z.int(),
  "5xx": z.int(),
})

/** Medians of rounds in which all targets take turns. @throws when one answers with an error */
export async function loadInTurns(
  targets: readonly Target[],
  rounds: number,
): Promise<ReadonlyMap<string, LoadResult>> {
  const results = new Map<string, LoadResult[]>(targets.map(({ name }) => [name, []]))
  for (let round = 0; round < rounds; round++)
    for (const target of targets) results.get(target.name)?.push(await load(target))
  return new Map(
    Array.from(results, ([name, all]) => [
      name,
      {
        perSecond: median(all.map(each => each.perSecond)),
        p99Ms: median(all.map(each => each.p99Ms)),
        cpuUs: median(all.map(each => each.cpuUs)),
      },
    ]),
  )
}

async function load({ url, headers = {}, pid }: Target): Promise<LoadResult> {
  const args = ["-j", "-c", String(CONNECTIONS), "-d", String(SECONDS)]
  const given = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}=${value}`])
  const program = peerProgram("autocannon", "autocannon.js")
  const before = processorMs(pid) ?? Number.NaN
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, ...given, url])
  const { requests, latency, ...faults } = report.parse(JSON.parse(stdout))
  if (faults.errors + faults["4xx"] + faults["5xx"] > 0)
    throw new Error(`${url} failed under load: ${JSON.stringify(faults)}`)
  const cpuMs = (processorMs(pid) ?? Number.NaN) - before
  return { perSecond: requests.average, p99Ms: latency.p99, cpuUs: (cpuMs * 1000) / requests.total }
}
