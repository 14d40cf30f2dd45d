/** What the first answer of an isolate that knows nothing costs, against the revisions of the year and its measures. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Worker } from "node:worker_threads"
import { bundleWorker } from "../../local/worker/bundle-worker.ts"
import { median } from "./measure.ts"
import type { IsolateAnswer, IsolateTask } from "./new-isolate.ts"
import { BENCH_OFFICE, BENCH_ORIGIN } from "./node-worker.ts"
import { editedInTurn, planTabs } from "./plan-rows.ts"
import { createPublisher } from "./publisher.ts"
import type { Figure, Growth, Subject } from "./subject.ts"

/** As many measures as the published plan of 2566 has. */
const REAL_PLAN = 10
const REVISIONS = [1, 100, 1000, 10_000]
const MEASURES = [10, 50, 1000]
/** What happens on a day is told together: as many as a busy day has. */
const PUSHES_A_DAY = 250
const DAY = 86_400_000
/** The platform gives the start of a Worker a second. */
const START_LIMIT = 1000
const ROUNDS = 9
const NOW = Date.UTC(2023, 4, 29, 3)
const PLACE = { office: BENCH_OFFICE, origin: BENCH_ORIGIN }
const PAGE = "/2566"
/** Of a plan of one page, the same under another address, which is not kept. */
const FURTHER = "/2566?page=2"
const JSON_TWIN = "/2566.json"
const CALENDAR = "/2566/calendar.ics"
const WORKBOOK = "/2566.xlsx"

export const coldIsolate: Subject = {
  name: "cold-isolate",
  title: "The first answer of an isolate that knows nothing",
  async run() {
    const folder = mkdtempSync(join(tmpdir(), "sujarit-cold-"))
    const bundle = join(folder, "worker.mjs")
    writeFileSync(bundle, bundleWorker())
    try {
      const byRevisions: Cost[] = []
      for (const size of REVISIONS)
        byRevisions.push(await costOf({ bundle, revisions: size, measures: REAL_PLAN }, size))
      const byMeasures: Cost[] = []
      for (const size of MEASURES)
        byMeasures.push(await costOf({ bundle, revisions: 2, measures: size }, size))
      return {
        figures: figuresOf(byRevisions, byMeasures),
        growths: [...growths("revisions, at 10 measures", byRevisions), ...growths("measures", byMeasures)],
        notes: [
          "Processor time of the deployed bundle in a thread of its own in Node, without what loads it and without the time inside SQLite: the median of nine isolates, each of which answers one address and is gone. Kept: the address was answered before at this revision and day.",
        ],
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

type Year = { readonly bundle: string; readonly revisions: number; readonly measures: number }

type Cost = {
  readonly size: number
  readonly page: number
  readonly further: number
  readonly json: number
  readonly calendar: number
  readonly workbook: number
  readonly kept: number
  readonly keptJson: number
  readonly keptCalendar: number
  readonly keptWorkbook: number
  readonly start: number
  readonly statements: number
}

async function costOf({ bundle, revisions, measures }: Year, size: number): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-cold-"))
  const clock = { now: NOW }
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: BENCH_ORIGIN, now: () => clock.now })
  const task = { bundle, database: join(folder, "db.sqlite"), jwks: publisher.jwks, ...PLACE, now: NOW }
  const bodies = join(folder, "bodies.json")
  try {
    for (let from = 0; from < revisions; from += PUSHES_A_DAY) {
      clock.now = NOW - DAY * (Math.ceil((revisions - from) / PUSHES_A_DAY) - 1)
      const texts: string[] = []
      for (let at = from; at < Math.min(revisions, from + PUSHES_A_DAY); at++)
        texts.push(...publisher.pushesOf(planTabs(measures, editedInTurn(measures, at))))
      writeFileSync(bodies, JSON.stringify(texts))
      // Somebody has looked before: what is kept for readers is then made anew after each push.
      await inNewIsolate({ ...task, now: clock.now, bodies, paths: [PAGE] })
    }
    const page = await firstAnswers(task, PAGE)
    const msOf = async (path: string, kept = false) => (await firstAnswers({ ...task, kept }, path)).ms
    const first = {
      further: await msOf(FURTHER),
      json: await msOf(JSON_TWIN),
      calendar: await msOf(CALENDAR),
      workbook: await msOf(WORKBOOK),
    }
    await inNewIsolate({ ...task, kept: true, paths: [PAGE, JSON_TWIN, CALENDAR, WORKBOOK] })
    const again = {
      kept: await msOf(PAGE, true),
      keptJson: await msOf(JSON_TWIN, true),
      keptCalendar: await msOf(CALENDAR, true),
      keptWorkbook: await msOf(WORKBOOK, true),
    }
    const { ms, statements, startMs: start } = page
    return { size, page: ms, ...first, ...again, start, statements }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function firstAnswers(task: Omit<IsolateTask, "paths">, path: string) {
  const answers: IsolateAnswer[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const [answer] = await inNewIsolate({ ...task, paths: [path] })
    if (answer?.status !== 200) throw new Error(`${path} was answered ${answer?.status}`)
    answers.push(answer)
  }
  const medianOf = (key: "ms" | "startMs" | "statements") => median(answers.map(each => each[key]))
  return { ms: medianOf("ms"), startMs: medianOf("startMs"), statements: medianOf("statements") }
}

function inNewIsolate(task: IsolateTask): Promise<IsolateAnswer[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL("./new-isolate.ts", import.meta.url), { workerData: task })
    thread.once("message", resolve)
    thread.once("error", reject)
  })
}

function figuresOf(byRevisions: readonly Cost[], byMeasures: readonly Cost[]): Figure[] {
  const ratio = (costs: readonly Cost[]) =>
    (costs.at(-1)?.page ?? Number.NaN) / (costs[0]?.page ?? Number.NaN)
  return [
    {
      what: "year page, 10,000 revisions against one",
      value: ratio(byRevisions),
      unit: "×",
      aim: { atMost: 1.2 },
    },
    {
      // From here on it tells as many changes: what still grows is the depth of indexes.
      what: "year page, 10,000 revisions against a hundred",
      value: (byRevisions.at(-1)?.page ?? Number.NaN) / (byRevisions[1]?.page ?? Number.NaN),
      unit: "×",
      aim: { atMost: 1.1 },
    },
    {
      what: "year page, 1,000 measures against ten",
      value: ratio(byMeasures),
      unit: "×",
      aim: { atMost: 1.5 },
    },
  ]
}

function growths(of: string, costs: readonly Cost[]): Growth[] {
  const points = (key: Exclude<keyof Cost, "size">) =>
    costs.map(cost => ({ size: cost.size, value: cost[key] }))
  const aimed = (atMost: number) => ({ size: costs[0]?.size ?? 0, atMost })
  return [
    { what: "year page", unit: "ms", of, points: points("page"), aim: aimed(10) },
    { what: "its second page", unit: "ms", of, points: points("further") },
    { what: "its JSON", unit: "ms", of, points: points("json"), aim: aimed(10) },
    { what: "calendar", unit: "ms", of, points: points("calendar") },
    { what: "workbook, of the whole history", unit: "ms", of, points: points("workbook") },
    { what: "year page, kept", unit: "ms", of, points: points("kept"), aim: aimed(5) },
    { what: "its JSON, kept", unit: "ms", of, points: points("keptJson"), aim: aimed(5) },
    { what: "calendar, kept", unit: "ms", of, points: points("keptCalendar") },
    { what: "workbook, kept", unit: "ms", of, points: points("keptWorkbook") },
    { what: "the start before it", unit: "ms", of, points: points("start"), aim: aimed(START_LIMIT) },
    { what: "D1 statements", unit: "", of, points: points("statements") },
  ]
}
