/** What the first reader of a revision costs, in every format, against the rows there are. */
import { coldRows } from "./cold-rows.ts"
import { FORMATS } from "./formats.ts"
import { median } from "./measure.ts"
import { BENCH_OFFICE, BENCH_ORIGIN, openNodeWorker } from "./node-worker.ts"
import { planTabs } from "./plan-rows.ts"
import { createPublisher } from "./publisher.ts"
import type { Comparison, Growth, Subject } from "./subject.ts"

const SIZES = [10, 100, 1000, 10_000]
const ROUNDS = 3

export const coldReads: Subject = {
  name: "cold-reads",
  title: "The first read of a revision",
  async run() {
    const costs: SizeCost[] = []
    for (const size of SIZES) costs.push(await costsAt(size))
    const { figures, comparisons } = await coldRows()
    return {
      figures,
      growths: [firstOfIsolate(costs), ...Object.keys(FORMATS).map(format => growthOf(format, costs))],
      comparisons: [statements(costs), ...comparisons],
      notes: [
        "Processor time of the deployed bundle in Node, without the time inside SQLite: after a push of one changed row, the first answer in each format; and the first answer of an isolate that knows nothing yet.",
      ],
    }
  },
}

type SizeCost = {
  readonly size: number
  readonly isolateMs: number
  readonly isolateStatements: number
  readonly msByFormat: ReadonlyMap<string, number>
  readonly firstStatements: number
  readonly warmStatements: number
}

async function costsAt(size: number): Promise<SizeCost> {
  const now = () => Date.UTC(2023, 4, 29, 3)
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: BENCH_ORIGIN, now })
  const worker = await openNodeWorker(publisher.jwks, now)
  const { counts } = worker.database
  const read = async (path: string) => {
    Object.assign(counts, { statements: 0, ms: 0 })
    const start = process.cpuUsage()
    const response = await worker.get(path)
    await response.arrayBuffer()
    const { user, system } = process.cpuUsage(start)
    if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`)
    return { ms: (user + system) / 1000 - counts.ms, statements: counts.statements }
  }

  await worker.publish(publisher.pushesOf(planTabs(size)))
  const isolate = await read("/2566")
  const times = new Map<string, number[]>(Object.keys(FORMATS).map(format => [format, []]))
  let [firstStatements, warmStatements] = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    await worker.publish(publisher.pushesOf(planTabs(size, { count: 1, text: `รอบที่ ${round + 1}` })))
    // The new revision is read by whoever comes first: it is told apart from what each format costs.
    const joined = await read("/about")
    firstStatements = joined.statements
    for (const [format, path] of Object.entries(FORMATS)) {
      const { ms, statements } = await read(path)
      times.get(format)?.push(ms)
      warmStatements = statements
    }
  }
  worker.close()
  const msByFormat = new Map([...times].map(([format, ms]) => [format, median(ms)]))
  const { ms: isolateMs, statements: isolateStatements } = isolate
  return { size, isolateMs, isolateStatements, msByFormat, firstStatements, warmStatements }
}

function firstOfIsolate(costs: readonly SizeCost[]): Growth {
  const points = costs.map(({ size, isolateMs }) => ({ size, value: isolateMs }))
  return { what: "year page, the isolate's first answer", unit: "ms", of: "measures", points }
}

function growthOf(format: string, costs: readonly SizeCost[]): Growth {
  const points = costs.map(({ size, msByFormat }) => ({ size, value: msByFormat.get(format) ?? Number.NaN }))
  return { what: format, unit: "ms", of: "measures", points }
}

function statements(costs: readonly SizeCost[]): Comparison {
  return {
    what: "D1 statements of a read",
    unit: "by measures",
    columns: costs.map(({ size }) => size.toLocaleString("en")),
    lines: [
      { name: "the isolate's first", values: costs.map(cost => cost.isolateStatements) },
      { name: "the first after a push", values: costs.map(cost => cost.firstStatements) },
      { name: "every other", values: costs.map(cost => cost.warmStatements) },
    ],
  }
}
