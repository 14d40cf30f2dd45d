/**
 * What D1 counts as read for the first answer of an isolate that knows nothing, after many pushes: whatever the address, no more
 * than twenty rows beside those that the answer shows. The first reader after a push counts nothing for the others.
 */
import { env } from "cloudflare:workers"
import { expect, test } from "vitest"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import type { Env } from "../../../worker/host/env.ts"
import { counting } from "../../counted-database.ts"
import { listedAddresses, WHOLE } from "../listed.ts"
import { withLog } from "../log/log-env.ts"
import { newOffice, type Office, push, request, textOf, YEAR } from "../push-fixture.ts"
import { duty, measure, report } from "../rows.ts"

const BESIDE = 20
const PUSHES = 42
const [, SECTION] = DISTRICT_SECTIONS

/** A plan that is not short, so that its page is made of what is kept of it: each is of the section that is asked for. */
const PLAN = [..."bcdefghijklmnopqrstu"]
const plan = (round: number) =>
  PLAN.map(letter => measure(letter, { lead: SECTION?.name ?? "", monitoring: `รอบที่ ${round}` }))

/** Rows or lines that a reader counts in an answer; of those that are not named none, however long they are. */
const SHOWN: readonly (readonly [address: RegExp, mark: RegExp])[] = [
  [/feed\.json$/, /"content_text"/g],
  [/feed\.atom$/, /<entry>/g],
  [/^\/changes/, /<p class="meta">|"revision"/g],
  [/^\/api\/v1\/pushes\/\d+$/, /"sequence":/g],
  [/\.tlog-proof$/, /^[\w+/]{43}=$/gm],
  [/^\/status/, /":|<(?:li|dt|tr)[ >]/g],
  [/^\/(?:\d+)?(?:\?.*)?$/, /<tr[ >]/g],
]
/** Files of all that was pushed, by how many rows of the database a push is in them: its leaf, entries, texts and hashes. */
const FILES: readonly (readonly [address: RegExp, rows: number])[] = [
  [/bundle\.zip$/, 14],
  [/^\/log\/tile\/0\//, 1],
  [/^\/log\/tile\/entries\//, 2],
  [/^\/log\/disclosures\//, 14],
]

/** Beside those that are listed: further pages, other queries, and the files of the log. */
const FURTHER = [
  ...["/changes?page=2", "/log?page=2", `/${YEAR}?page=2`, `/${YEAR}?section=2&state=due`, `/${YEAR}?q=คู่มือ`],
  ...[`/${YEAR}/calendar.ics?open`, `/${YEAR}/calendar.ics?section=2`, `/${YEAR}/sections/2?page=2`],
  ...[`/${YEAR}/print?as=announced`, "/log/checkpoint", "/log/vkey", `/log/disclosures/000.p/${PUSHES}`],
  ...[`/log/tile/0/000.p/${PUSHES}`, `/log/tile/entries/000.p/${PUSHES}`],
  ...[`/${YEAR}/measures/m-aaaaaaaa.tlog-proof`, `/api/v1/pushes/${YEAR}/${PUSHES}.tlog-proof`],
]

async function pushed(office: Office, change: Parameters<typeof push>[1], given: Env): Promise<void> {
  const response = await push(office, change, given)
  if (response.status !== 201) throw new Error(await response.text())
}

async function pushMany(given: Env): Promise<void> {
  const office = newOffice()
  await pushed(office, { ...WHOLE, rows: [...WHOLE.rows, ...plan(0)] }, given)
  // What is kept of a long plan is kept by an isolate that knew nothing, and made anew after each push.
  await textOf(await request(`/${YEAR}`, {}, { ...given, DB: counting(env.DB, { read: 0, written: 0 }) }))
  for (let n = 1; n < PUSHES; n++) {
    const edits = [
      () => [measure("a", { monitoring: `ครั้งที่ ${n}` })],
      () => [duty("a", { what: `ส่งรายงานฉบับที่ ${n}`, reason: `ปรับแบบรายงานใหม่ครั้งที่ ${n}` })],
      () => [report("d-aaaaaaaa", "2", "2566-05", { result: `ผลครั้งที่ ${n}` })],
      () => (n < 14 ? plan(n) : [measure("b", { lead: SECTION?.name ?? "", issue: `คำที่ ${n}` })]),
    ]
    await pushed(office, { rows: edits[n % edits.length]?.() ?? [] }, given)
  }
}

/** An isolate that knows nothing; no answer was kept for it. */
async function costOf(path: string, given: Env): Promise<string | undefined> {
  await env.DB.prepare("DELETE FROM kept_answer").run()
  const rows = { read: 0, written: 0 }
  const response = await request(path, {}, { ...given, DB: counting(env.DB, rows) })
  const text = await textOf(response)
  const [, mark] = SHOWN.find(([address]) => address.test(path)) ?? []
  const [, each = 0] = FILES.find(([address]) => address.test(path)) ?? []
  const shown = mark ? (text.match(mark)?.length ?? 0) : PUSHES * each
  if (response.status !== 200) return `${path} was answered ${response.status}`
  return rows.read <= shown + BESIDE ? undefined : `${path} read ${rows.read} rows and shows ${shown}`
}

// A hundred answers of isolates that know nothing, and as many pushes as make pages of history: on a busy machine that takes time.
test("every public address reads at most twenty rows beside those it shows, after many pushes", async () => {
  const given = { ...withLog(env), VERSION: { id: "build" } }
  await pushMany(given)
  const faults: (string | undefined)[] = []
  // The first of them counts nothing that was pushed before.
  for (const path of ["/changes", ...listedAddresses(3), ...FURTHER]) faults.push(await costOf(path, given))
  expect(faults.filter(each => each !== undefined)).toEqual([])
}, 180_000)
