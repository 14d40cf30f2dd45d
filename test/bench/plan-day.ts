/** What a day costs of the quotas that D1 has on the free plan: rows read and written, as the database itself counts them. */
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare"
import { applyMigrations } from "../../local/worker/migrations.ts"
import { PUSH_CONTENT_TYPE } from "../../shared/push/payload.ts"
import type { SheetTab } from "../../shared/sheet/sheet-tab.ts"
import type { Env } from "../../worker/host/env.ts"
import { type CountedRows, counting } from "../counted-database.ts"
import { FORMATS } from "./formats.ts"
import { BENCH_OFFICE, BENCH_ORIGIN, type Deployed, loadBundle } from "./node-worker.ts"
import { planTabs } from "./plan-rows.ts"
import { createPublisher } from "./publisher.ts"
import type { Comparison, Figure, Subject } from "./subject.ts"

export const MEASURES = 50
/** Accepted before the day begins. */
export const REVISIONS = 100

/** Of the day one part in so many is played, in the same order: what is counted is that many times as much. */
const SHARE = 20
const VIEWS = 20_000 / SHARE
/** Each so many views one finds an isolate that knows nothing. */
const COLD_EACH = 10
const EDITS = 300 / SHARE
const SLOTS = 24

export const LIMITS = { read: 5_000_000, written: 100_000 }
const PATHS = [
  ...Object.values(FORMATS),
  "/",
  "/log",
  "/feed.atom",
  "/2566/measures/m-00000002",
  "/changes?page=3",
]

export const planDay: Subject = {
  name: "plan-day",
  title: "A day on the free plan of D1",
  async run() {
    const miniflare = emptyDatabase()
    try {
      const db = await miniflare.getD1Database("DB", "d1")
      await migrate(db)
      const played = await playDay(db as unknown as D1Database)
      return {
        figures: figuresOf(played),
        comparisons: [coldRowsOf(played)],
        notes: [
          `20,000 views of which 2,000 find an isolate that knows nothing, 300 edits and 24 cron runs, of a year with ${MEASURES} measures and ${REVISIONS} revisions before; one in ${SHARE} of views and edits is played. Views are evenly spread over fifteen addresses and the day, so that nearly each finds the heads it knows too old. Rows are D1's own count of local workerd, indexes and deleted rows included.`,
        ],
      }
    } finally {
      await miniflare.dispose()
    }
  },
}

/** Every migration, on the database that Miniflare hands out. */
export function migrate(db: Awaited<ReturnType<Miniflare["getD1Database"]>>): Promise<void> {
  return applyMigrations(async statements => {
    const results = await db.batch(statements.map(statement => db.prepare(statement)))
    return results[results.length - 1]?.results ?? []
  })
}

export function emptyDatabase(): Miniflare {
  const worker = {
    name: "d1",
    modules: [{ type: "ESModule" as const, path: "d1.js", contents: "export default {}" }],
    compatibilityDate: "2026-10-23",
    d1Databases: { DB: "bench" },
  }
  const log = new Log(LogLevel.ERROR)
  return new Miniflare(convertV4MiniflareOptions({ cf: false, log, logRequests: false, workers: [worker] }))
}

type Played = Record<"warm" | "cold" | "edits" | "cron", CountedRows> & {
  /** Of an isolate that knows nothing, by the address: where it was not answered before at this revision, and where it was. */
  readonly byPath: Map<string, { readonly first: CountedRows; readonly kept: CountedRows }>
}

/** Lines of a page of history, each of which shows a leaf, an entry and a text. */
const HISTORY = "/changes?page=2"

const DAY = Date.UTC(2023, 4, 29, 17)

async function playDay(db: D1Database): Promise<Played> {
  const played: Played = { warm: none(), cold: none(), edits: none(), cron: none(), byPath: new Map() }
  const { deployed, remove } = await loadBundle()
  const clock = { now: DAY - 14 * 3_600_000 }
  const realNow = Date.now
  // Heads are fresh for two seconds of the machine's own clock.
  Date.now = () => clock.now
  try {
    const office = createOffice(deployed, clock)
    for (let at = 0; at < REVISIONS; at++) {
      if (at > 0) clock.now += 60_000
      await office.push(counting(db, none()), at)
    }
    const warm = counting(db, none())
    const turns = VIEWS + EDITS + SLOTS
    const isTurnOf = (at: number, count: number) =>
      Math.floor((at * count) / turns) < Math.floor(((at + 1) * count) / turns)
    for (let at = 0; at < turns; at++) {
      clock.now = DAY + Math.floor((at / turns) * 86_400_000)
      if (isTurnOf(at, SLOTS)) await office.slot(counting(db, played.cron))
      else if (isTurnOf(at, EDITS)) await office.push(counting(db, played.edits), REVISIONS + at)
      else {
        const isCold = at % COLD_EACH === 0
        if (!isCold) warm.into(played.warm)
        await office.view(
          isCold ? counting(db, played.cold) : warm,
          PATHS[(at * 7 + Math.floor(at / COLD_EACH)) % PATHS.length] ?? "/",
        )
      }
    }
    await db.prepare("DELETE FROM kept_answer").run()
    for (const path of [...PATHS, HISTORY]) {
      const [first, kept] = [none(), none()]
      for (const rows of [first, kept]) await office.view(counting(db, rows), path)
      played.byPath.set(path, { first, kept })
    }
  } finally {
    Date.now = realNow
    remove()
  }
  return played
}

/** The first measure says something new each time, unless it is said what does. */
function firstEdited(at: number): SheetTab[] {
  return planTabs(MEASURES, { count: at === 0 ? 0 : 1, text: `ครั้งที่ ${at}` })
}

export function createOffice(
  deployed: Deployed,
  clock: { readonly now: number },
  tabsOf: (at: number) => SheetTab[] = firstEdited,
) {
  const now = () => clock.now
  const publisher = createPublisher({ office: BENCH_OFFICE, audience: BENCH_ORIGIN, now })
  const envOf = (db: D1Database): Env => ({
    ...{ DB: db, OFFICE_ID: BENCH_OFFICE, ORIGIN: BENCH_ORIGIN, PUSH_KEYS: publisher.jwks },
    VERSION: { id: "bench" },
    EMAIL: { send: async () => ({ messageId: "1" }) },
    CLOCK: { fetch: async () => new Response(String(now())) },
    MAIL_FROM: "sujarit@office.example",
  })
  const ask = async (db: D1Database, path: string, init?: RequestInit) => {
    const left: Promise<unknown>[] = []
    const waitUntil = (each: Promise<unknown>) => void left.push(each)
    const context = { waitUntil, passThroughOnException: () => {}, props: {} }
    const response = await deployed.fetch(new Request(`${BENCH_ORIGIN}${path}`, init), envOf(db), context)
    const text = await response.text()
    await Promise.all(left)
    return { status: response.status, text }
  }
  const view = async (db: D1Database, path: string, init?: RequestInit) => {
    const { status, text } = await ask(db, path, init)
    if (status >= 400) throw new Error(`${path} was answered ${status} ${text}`)
  }
  return {
    ask,
    /** Resolves with the last body that was sent. */
    async push(db: D1Database, at: number): Promise<string> {
      const bodies = publisher.pushesOf(tabsOf(at))
      const headers = { "Content-Type": PUSH_CONTENT_TYPE }
      for (const body of bodies) await view(db, "/api/v1/pushes", { method: "POST", headers, body })
      return bodies[bodies.length - 1] ?? ""
    },
    view,
    slot: (db: D1Database) => deployed.scheduled({ scheduledTime: now(), cron: "0 * * * *" }, envOf(db)),
  }
}

function none(): CountedRows {
  return { read: 0, written: 0 }
}

function coldRowsOf({ byPath }: Played): Comparison {
  return {
    what: "Rows of an answer of an isolate that knows nothing",
    unit: "after the day",
    columns: ["read", "written", "read where it is kept"],
    lines: Array.from(byPath, ([name, { first, kept }]) => ({
      name,
      values: [first.read, first.written, kept.read],
    })),
  }
}

function figuresOf({ warm, cold, edits, cron }: Played): Figure[] {
  const parts: readonly (readonly [string, CountedRows, number])[] = [
    ["18,000 warm views", warm, SHARE],
    ["2,000 cold views", cold, SHARE],
    ["300 edits", edits, SHARE],
    ["24 cron runs", cron, 1],
  ]
  const sum = (key: keyof CountedRows) => parts.reduce((all, [, rows, times]) => all + rows[key] * times, 0)
  const figure = (what: string, value: number, atMost?: number): Figure => ({
    ...{ what, value, unit: "rows" },
    ...(atMost === undefined ? {} : { aim: { atMost } }),
  })
  return [
    figure("read in the day", sum("read"), LIMITS.read),
    figure("written in the day", sum("written"), LIMITS.written),
    ...parts.flatMap(([name, rows, times]) => [
      figure(`read by ${name}`, rows.read * times),
      figure(`written by ${name}`, rows.written * times),
    ]),
  ]
}
