/** So many readers at once, for a second, from a process of their own. */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import * as z from "zod"
import { median } from "./measure.ts"
import { peerProgram } from "./peers.ts"
import { processorMs } from "./processor.ts"
import type { ReadersRequest } from "./readers.ts"

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

const READERS = fileURLToPath(new URL("readers.ts", import.meta.url))
const CONNECTIONS = 20
const FOR_MS = 1000
const AS_BROWSERS = { "Accept-Encoding": "gzip, deflate, br, zstd" }

const report = z.object({ failed: z.int(), latenciesMs: z.array(z.number()).min(1) })

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

async function load({ url, headers, pid }: Target): Promise<LoadResult> {
  const request: ReadersRequest = {
    ...{ url, connections: CONNECTIONS, forMs: FOR_MS },
    headers: { ...AS_BROWSERS, ...headers },
  }
  const args = [READERS, peerProgram("undici", "index.js"), JSON.stringify(request)]
  const before = processorMs(pid) ?? Number.NaN
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 })
  const cpuMs = (processorMs(pid) ?? Number.NaN) - before
  const { failed, latenciesMs } = report.parse(JSON.parse(stdout))
  if (failed > 0) throw new Error(`${url} failed ${failed} of ${latenciesMs.length} times under load`)
  const answers = latenciesMs.length
  return {
    perSecond: (answers * 1000) / FOR_MS,
    p99Ms: latenciesMs.sort((a, b) => a - b)[Math.floor(answers * 0.99)] ?? Number.NaN,
    cpuUs: (cpuMs * 1000) / answers,
  }
}
