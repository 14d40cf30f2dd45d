/** What each place that remembers something saves: the same answer with and without it, in processor time of the Worker. */
import { FORMATS } from "./cold-reads.ts"
import { median } from "./measure.ts"
import { BENCH_OFFICE, BENCH_ORIGIN, type NodeWorker, openNodeWorker } from "./node-worker.ts"
import { planTabs } from "./plan-rows.ts"
import { createPublisher } from "./publisher.ts"
import type { Comparison, Subject } from "./subject.ts"

/** As many measures as the published plan of 2566 has, and a large office. */
const SIZES = [10, 50]
const ROUNDS = 5
const ANSWERS = 200

export const caches: Subject = {
  name: "caches",
  title: "What is remembered between a cell and an answer",
  async run() {
    const comparisons: Comparison[] = []
    for (const size of SIZES) comparisons.push(await comparisonOf(size))
    return {
      comparisons,
      notes: [
        "Processor microseconds of the deployed bundle in Node for each answer of one address, without the time inside SQLite. By its address: given again before any routing (`warm.ts`). By its tag: routed, and the bytes kept under the path and the normal query (`reply.ts`), as with a tracker's parameter. From the record: rendered anew from the record and the view that are kept, the other page of one revision. From the parts: the first after a push, which reads what changed.",
      ],
    }
  },
}

async function comparisonOf(size: number): Promise<Comparison> {
  const now = () => Date.UTC(2023, 4, 29, 3)
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: BENCH_ORIGIN, now })
  const worker = await openNodeWorker(publisher.jwks, now)
  try {
    await worker.publish(publisher.pushesOf(planTabs(size)))
    const formats = ["year page", "JSON", "changes", "CSV"]
    const lines: { name: string; values: number[] }[] = []
    for (const format of formats) {
      const path = FORMATS[format] ?? "/"
      const edit = async (at: number) =>
        worker.publish(publisher.pushesOf(planTabs(size, { count: 1, text: `${format} ${at}` })))
      lines.push({ name: format, values: await valuesOf(worker, path, edit) })
    }
    return {
      what: `${size} measures`,
      unit: "µs an answer",
      columns: ["by its address", "by its tag", "from the record", "from the parts"],
      lines,
    }
  } finally {
    worker.close()
  }
}

async function valuesOf(
  worker: NodeWorker,
  path: string,
  edit: (at: number) => Promise<void>,
): Promise<number[]> {
  const byAddress: number[] = []
  const byTag: number[] = []
  const fromRecord: number[] = []
  const fromParts: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await edit(round)
    fromParts.push(await costOf(worker, [path]))
    await edit(round + ROUNDS)
    await costOf(worker, ["/about"])
    fromRecord.push(await costOf(worker, [path]))
    byAddress.push(await costOf(worker, Array<string>(ANSWERS).fill(path)))
    byTag.push(
      await costOf(
        worker,
        Array.from({ length: ANSWERS }, (_, at) => `${path}?utm_${round}=${at}`),
      ),
    )
  }
  return [byAddress, byTag, fromRecord, fromParts].map(median)
}

/** Microseconds for each. */
async function costOf(worker: NodeWorker, paths: readonly string[]): Promise<number> {
  const { counts } = worker.database
  Object.assign(counts, { ms: 0 })
  const start = process.cpuUsage()
  for (const path of paths) {
    const response = await worker.get(path)
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`)
  }
  const { user, system } = process.cpuUsage(start)
  return (user + system - counts.ms * 1000) / paths.length
}
