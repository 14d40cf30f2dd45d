/**
 * What each place that remembers something saves: the deployed bundle beside one in which that place forgets, in turns, on the
 * asks it is there for.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bundleWorker } from "../../local/worker/bundle-worker.ts"
import { FORMATS } from "./formats.ts"
import { median } from "./measure.ts"
import { BENCH_OFFICE, BENCH_ORIGIN, type NodeWorker, openNodeWorker } from "./node-worker.ts"
import { planTabs } from "./plan-rows.ts"
import { createPublisher, type Publisher } from "./publisher.ts"
import type { Comparison, Subject } from "./subject.ts"

/** What a district's plan has, and a hundred times a real one. */
const [PLAN, LONG] = [50, 1000]
const ROUNDS = 5
const AGAIN = 40

const PAGES = Object.values(FORMATS)
const TWINS = ["/2566/measures/m-00000001.json", "/changes.json", "/feed.atom", "/log", "/log.json"]

type Asks = {
  readonly what: string
  readonly measures: number
  readonly paths: (round: number) => readonly string[]
  /** One row is published before. */
  readonly afterPush?: true
}

const WARM: Asks = {
  what: "asked again",
  measures: PLAN,
  paths: () => PAGES.flatMap(path => Array<string>(AGAIN).fill(path)),
}
const TRACKED: Asks = {
  what: "asked again with a tracker's parameter",
  measures: PLAN,
  paths: round =>
    ["/2566", "/2566.json", "/changes"].flatMap(path =>
      Array.from({ length: AGAIN }, (_, at) => `${path}?utm_${round}=${at}`),
    ),
}
const PUSHED: Asks = {
  what: "all addresses after a push",
  measures: PLAN,
  paths: () => [...PAGES, ...TWINS],
  afterPush: true,
}
const LONG_PUSHED: Asks = {
  ...PUSHED,
  what: `the same of ${LONG.toLocaleString("en")} measures`,
  measures: LONG,
}
const LISTED: Asks = {
  what: "a list page by page",
  measures: PLAN,
  paths: () => Array.from({ length: 12 }, (_, at) => `/api/v1/years/2566/reports?page=${at + 1}`),
  afterPush: true,
}

/** A place, the asks it is there for, and how the bundle is made to forget. */
type Place = { readonly name: string; readonly asks: Asks; readonly off: readonly [RegExp, string] }

const PLACES: readonly Place[] = [
  {
    name: "answers by address (`warm.ts`)",
    asks: WARM,
    off: [/const kept\d* = keptAnswersOf\(env\.DB\)\.get\(url\d*\)/, "const kept = undefined"],
  },
  {
    name: "the newest heads, two seconds (`reader.ts`)",
    asks: WARM,
    off: [/HEADS_FRESH_MS = 2e3/, "HEADS_FRESH_MS = -1"],
  },
  {
    name: "answers by path and normal query (`reply.ts`)",
    asks: TRACKED,
    off: [/if \(kept\d*\?\.etag === etag\) return kept\d*;/, ""],
  },
  {
    name: "the record (`store.ts`)",
    asks: PUSHED,
    off: [/const (known\d*) = recordKept\(keptOf\(head\d*\), head\d*\)/, "const $1 = undefined"],
  },
  {
    name: "a page of history (`store.ts`)",
    asks: PUSHED,
    off: [/if \(known\d*\?\.heads === heads && [^;]*\) return known\d*\.part;/, ""],
  },
  {
    name: "a view of a record and day (`view/year.ts`)",
    asks: LISTED,
    off: [/if \(known\d* && known\d*\.day\d*\.today === [^;]*\) return known\d*\.view;/, ""],
  },
  {
    name: "lists by a field (`record/group.ts`)",
    asks: LONG_PUSHED,
    off: [/const groups = groupsByKey\.get\(key\) \?\? /, "const groups = "],
  },
]

export const caches: Subject = {
  name: "caches",
  title: "What is remembered between a cell and an answer",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "sujarit-caches-"))
    const text = bundleWorker()
    try {
      const lines: { name: string; values: number[] }[] = []
      for (const [at, { name, asks, off }] of PLACES.entries()) {
        const file = join(folder, `${at}.mjs`)
        if (!off[0].test(text)) throw new Error(`${name} is not found in the bundle`)
        writeFileSync(file, text.replace(...off))
        lines.push({ name: `${name}: ${asks.what}`, values: await valuesOf(asks, file) })
      }
      const columns = ["with it, µs", "without, µs", "times as dear", "statements with it", "without"]
      const what = { what: `${PLAN} measures`, unit: "an answer" }
      return { comparisons: [{ ...what, columns, lines } satisfies Comparison], notes: [NOTE] }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

const NOTE =
  "Processor microseconds of the deployed bundle in Node for each answer, without the time inside SQLite, and statements that the database is asked; both bundles take turns. What the cache before the Worker saves is the request itself; answers kept beside the record are under “The first answer of an isolate that knows nothing”."

type Side = { readonly worker: NodeWorker; readonly publisher: Publisher; readonly us: number[] }

async function valuesOf(asks: Asks, forgetful: string): Promise<number[]> {
  const sides = [await openSide(asks, undefined), await openSide(asks, forgetful)]
  const statements: number[] = []
  try {
    for (let round = -1; round < ROUNDS; round++)
      for (const [at, side] of sides.entries()) {
        const cost = await costOf(side, asks, round)
        statements[at] = cost.statements
        if (round >= 0) side.us.push(cost.us)
      }
  } finally {
    for (const { worker } of sides) worker.close()
  }
  const [kept = Number.NaN, forgot = Number.NaN] = sides.map(({ us }) => median(us))
  return [kept, forgot, forgot / kept, ...statements]
}

async function openSide({ measures }: Asks, entry: string | undefined): Promise<Side> {
  const now = () => Date.UTC(2023, 4, 29, 3)
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: BENCH_ORIGIN, now })
  const worker = await openNodeWorker(publisher.jwks, now, { entry })
  await worker.publish(publisher.pushesOf(planTabs(measures)))
  return { worker, publisher, us: [] }
}

/** For each answer. */
async function costOf({ worker, publisher }: Side, { measures, paths, afterPush }: Asks, round: number) {
  const edit = { count: 1, text: `ครั้งที่ ${round + 2}` }
  if (afterPush) await worker.publish(publisher.pushesOf(planTabs(measures, edit)))
  const { counts } = worker.database
  Object.assign(counts, { ms: 0, statements: 0 })
  const asked = paths(round)
  const start = process.cpuUsage()
  for (const path of asked) {
    const response = await worker.get(path)
    await response.arrayBuffer()
    if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`)
  }
  const { user, system } = process.cpuUsage(start)
  return {
    us: (user + system - counts.ms * 1000) / asked.length,
    statements: counts.statements / asked.length,
  }
}
