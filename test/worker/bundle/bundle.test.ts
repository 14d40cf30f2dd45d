/** The bundle as a site makes it: of its own answers, stored, and verified by the page that lies in it. */
import { unzipSync } from "fflate"
import { expect, it } from "vitest"
import { PUSH_CONTENT_TYPE } from "../../../shared/push/payload.ts"
import { type Verdict, verifyRecord } from "../../../shared/verify/verdict.ts"
import type { Env } from "../../../worker/host/env.ts"
import { browserDoor } from "../../../worker/verify/browser-door.ts"
import { type Bundled, fetchBundled } from "../../../worker/verify/bundled.ts"
import { withLog } from "../log/log-env.ts"
import { bodyOf, buildPush, newOffice, post, push, request, textOf } from "../push-fixture.ts"
import { FIRST, measure, SECTIONS, SETTINGS, setting } from "../rows.ts"

const ADDRESS = "/2566/bundle.zip"

async function filesOf(given: Env, address = ADDRESS): Promise<Record<string, Uint8Array>> {
  const answer = await request(address, undefined, given)
  expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "application/zip"])
  return unzipSync(new Uint8Array(await answer.arrayBuffer()))
}

const textIn = (files: Record<string, Uint8Array>, name: string, year = 2566) =>
  new TextDecoder().decode(files[`sujarit-${year}/${name}`])

/** As the page's script finds it. */
function bundledIn(files: Record<string, Uint8Array>, year?: number): Bundled {
  return JSON.parse(textIn(files, "data.js", year).replace(/^globalThis\.sujaritBundle=/, "")) as Bundled
}

function verdictOf(bundled: Bundled): Promise<Verdict> {
  const host = { fetch: fetchBundled(bundled), subtle: crypto.subtle, wait: async () => {} }
  return verifyRecord(
    browserDoor(host, () => {}),
    { onlyYear: bundled.fiscalYear },
  )
}

it("holds what its site serves, and its page finds that all holds", async () => {
  const [given, office] = [withLog(), newOffice()]
  await push(office, FIRST, given)
  await push(office, { rows: [measure("c")] }, given)
  const files = await filesOf(given)
  expect(textIn(files, "measures.csv")).toBe(
    new TextDecoder("utf-8", { ignoreBOM: false }).decode(
      await (await request("/2566/measures.csv", undefined, given)).arrayBuffer(),
    ),
  )
  expect(textIn(files, "README.txt")).toContain("sujarit bundle http://127.0.0.1 --year 2566")
  expect(textIn(files, "A4/page-1.html")).toContain("data:font/woff2;base64,")
  expect(Object.keys(unzipSync(files["sujarit-2566/2566.xlsx"] ?? new Uint8Array()))).toContain(
    "xl/workbook.xml",
  )
  const verdict = await verdictOf(bundledIn(files))
  expect([verdict.faults, verdict.counts.pushes, verdict.counts.entries]).toEqual([[], 2, 3])
})

it("of each of two years holds by itself, has the texts of its own, and says that the other is not in it", async () => {
  const given = withLog()
  await push(newOffice(), FIRST, given)
  const settings = SETTINGS.filter(row => row.kind !== "setting" || row.key !== "fiscalYear")
  const rows = [...settings, setting("fiscalYear", "2567"), ...SECTIONS]
  const iat = Math.round(Date.now() / 1000)
  const built = buildPush(newOffice(), { rows }, { iat, fiscalYear: 2567 })
  expect((await post(await bodyOf(built), PUSH_CONTENT_TYPE, given)).status).toBe(201)
  for (const [year, texts] of [
    [2566, FIRST.rows.length],
    [2567, rows.length],
  ] as const) {
    const bundled = bundledIn(await filesOf(given, `/${year}/bundle.zip`), year)
    const { faults, counts, unproved } = await verdictOf(bundled)
    expect([year, faults, counts.pushes, counts.texts]).toEqual([year, [], 2, texts])
    expect(unproved).toContain("otherYears")
  }
})

it("is asked after by its tag, and is another after a push", async () => {
  const [given, office] = [withLog(), newOffice()]
  await push(office, FIRST, given)
  const first = await request(ADDRESS, undefined, given)
  await first.arrayBuffer()
  const headers = { "If-None-Match": first.headers.get("ETag") ?? "" }
  expect((await request(ADDRESS, { headers }, given)).status).toBe(304)
  await push(office, { rows: [measure("c")] }, given)
  const second = await request(ADDRESS, { headers }, given)
  await second.arrayBuffer()
  expect(second.status).toBe(200)
})

it("asks the database as often as a free plan allows", async () => {
  const [given, office] = [withLog(), newOffice()]
  await push(office, FIRST, given)
  let asked = 0
  const counted = <T>(statement: T) => {
    asked++
    return statement
  }
  const DB: D1Database = {
    prepare: sql => counted(given.DB.prepare(sql)),
    batch: statements => given.DB.batch(statements),
  }
  await filesOf({ ...given, DB })
  expect(asked).toBeLessThanOrEqual(50)
})

it("is of a year that there is, and of no past day", async () => {
  const given = withLog()
  await push(newOffice(), FIRST, given)
  for (const [address, status] of [
    ["/2560/bundle.zip", 404],
    ["/2566/bundle.zip?at=2023-05-30", 400],
  ] as const)
    expect([address, (await request(address, undefined, given)).status]).toEqual([address, status])
})

it("is none, and no tile half, while the tree is brought in after a restore", async () => {
  const given = withLog()
  await push(newOffice(), FIRST, given)
  await given.DB.prepare("DELETE FROM log_node").run()
  for (const address of ["/log/tile/0/000.p/2", ADDRESS]) {
    const answer = await request(address, undefined, given)
    await answer.arrayBuffer()
    expect([address, answer.status, answer.headers.get("Cache-Control")]).toEqual([address, 503, "no-store"])
  }
})

it("of an office whose log has no key holds each push", async () => {
  const office = newOffice()
  await push(office, FIRST)
  const answer = await request(ADDRESS)
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()))
  expect(textIn(files, "record/pushes-2566/1.sd-jwt")).toBe(
    await textOf(await request("/api/v1/pushes/2566/1")),
  )
})
