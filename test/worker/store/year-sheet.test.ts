/** The sheet of a long year's page: the same bytes as from all of the record, and never of another leaf, day or build. */
import { env } from "cloudflare:workers"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { currentMoment } from "../../../worker/host/clock.ts"
import type { Env } from "../../../worker/host/env.ts"
import { presentRowWriter } from "../../../worker/pages/year-rows.tsx"
import { storeOf } from "../../../worker/store/store.ts"
import { loggedSheets, readYearSheet, sheetFrameOf } from "../../../worker/store/year-sheet.ts"
import { begunBy } from "../empty-database.ts"
import { newOffice, type Office, ORIGIN, pushBefore as push, YEAR } from "../push-fixture.ts"
import { day, duty, FIRST, measure, report } from "../rows.ts"

const MANY = Array.from({ length: 64 }, (_, at) => ({
  ...measure("a", { measure: `มาตรการที่ ${at}\n- ทุก ๆ เดือน`, lead: DISTRICT_SECTIONS[at % 10]?.name ?? "" }),
  id: `m-${String(at).padStart(8, "0")}`,
}))
const EDITED = { rows: [{ ...MANY[3], issue: "อีกคำหนึ่ง" } as (typeof MANY)[number]] }

const PATHS = [
  `/${YEAR}`,
  `/${YEAR}?page=2`,
  `/${YEAR}?section=2`,
  `/${YEAR}?state=overdue&page=2`,
  `/${YEAR}?indicator=1&section=1`,
  `/${YEAR}?q=${encodeURIComponent("มาตรการที่ 63")}`,
  "/?page=2",
]

let office: Office
let failures: string[]

const begin = begunBy(async () => {
  const begun = newOffice()
  await push(begun, { ...FIRST, rows: [...FIRST.rows, ...MANY] })
  await push(begun, { rows: [duty("a"), report("d-aaaaaaaa", "2", "2566-04"), ...EDITED.rows] })
  return begun
})

beforeEach(async () => {
  failures = []
  vi.spyOn(console, "error").mockImplementation(line => void failures.push(String(line)))
  office = await begin()
})

afterEach(() => vi.restoreAllMocks())

/** An isolate that knows nothing. */
function cold(build?: string): Env {
  const { VERSION: _build, DB, ...rest } = env as Env
  const db: D1Database = { prepare: query => DB.prepare(query), batch: each => DB.batch(each) }
  return { ...rest, DB: db, ...(build === undefined ? {} : { VERSION: { id: build } }) }
}

async function read(path: string, given: Env): Promise<string> {
  await run("DELETE FROM kept_answer")
  const waiting: Promise<unknown>[] = []
  const { default: worker } = await import("../../../worker/main.ts")
  const context = { waitUntil: (each: Promise<unknown>) => void waiting.push(each) } as ExecutionContext
  const text = await (await worker.fetch(new Request(`${ORIGIN}${path}`), given, context)).text()
  await Promise.all(waiting)
  return text.replace(/[0-9a-f-]{36}/g, "")
}

const run = (sql: string) => env.DB.prepare(sql).run()
const count = async (table: string) =>
  ((await env.DB.prepare(`SELECT COUNT(*) AS n FROM ${table}`).first()) as { n: number }).n

async function isKept(build: string, today?: IsoDate): Promise<boolean> {
  const given = cold(build)
  const [head] = await storeOf(given.DB).heads()
  if (!head) throw new Error("nothing was pushed")
  const moment = await currentMoment(given)
  const frame = sheetFrameOf(given, { ...moment, today: today ?? moment.today }, presentRowWriter)
  return (await readYearSheet(frame, head, {}, 1)) !== undefined
}

test("a page made of it is the page made of the record, whatever part is asked for", async () => {
  const expected = await Promise.all(PATHS.map(path => read(path, cold())))
  await read(`/${YEAR}`, cold("one"))
  expect(await isKept("one")).toBe(true)
  // Nothing but the sheet is there to be read.
  for (const [at, path] of PATHS.entries()) {
    if (path.includes("q=")) continue
    await run("UPDATE projection SET marks = '{'")
    expect(await read(path, cold("one"))).toBe(expected[at])
  }
  expect(failures).toEqual([])
})

test("it goes with a push, which makes it anew and leaves nothing of before, and with a redaction", async () => {
  await read(`/${YEAR}`, cold("one"))
  const parts = await count("year_sheet_part")
  const change = { rows: [{ ...MANY[7], issue: "ใหม่กว่า" } as (typeof MANY)[number]] }
  await push(office, change)
  expect(await isKept("one")).toBe(false)
  // As after each push.
  await loggedSheets(cold("one"), presentRowWriter)
  expect(await isKept("one")).toBe(true)
  expect(await count("year_sheet_part")).toBe(parts)
  expect(await read(`/${YEAR}`, cold("one"))).toBe(await read(`/${YEAR}`, cold()))
  await run(`INSERT INTO redaction SELECT digest, 0, 'PDPA' FROM entry
    WHERE name = 'measure/m-00000007' AND leaf = 0`)
  expect([await count("year_sheet"), await count("year_sheet_part")]).toEqual([0, 0])
})

test("it holds for one day and one build", async () => {
  await read(`/${YEAR}`, cold("one"))
  expect(await isKept("two")).toBe(false)
  expect(await isKept("one", day("2023-05-31"))).toBe(false)
})

test.for([
  'UPDATE year_sheet SET sheet = replace(sheet, \'"title":"\', \'"title":"อื่น\')',
  "UPDATE year_sheet SET sheet = substr(sheet, 1, 100)",
  "UPDATE year_sheet_part SET rows = replace(rows, 'มาตรการที่', 'อย่างอื่นที่')",
  "DELETE FROM year_sheet_part",
])("one that is damaged is told, and the page comes from the record: %s", async damage => {
  const expected = await read(`/${YEAR}`, cold())
  await read(`/${YEAR}`, cold("one"))
  await run(damage)
  expect(await read(`/${YEAR}`, cold("one"))).toBe(expected)
  expect(failures.join()).toContain("a kept sheet")
})
