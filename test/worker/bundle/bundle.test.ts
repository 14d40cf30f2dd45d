/** The bundle as a site makes it: of its own answers, stored, and verified by the page that lies in it. */
import { unzipSync } from "fflate"
import { expect, it } from "vitest"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import type { Env } from "../../../worker/host/env.ts"
import { browserDoor } from "../../../worker/verify/browser-door.ts"
import { type Bundled, fetchBundled } from "../../../worker/verify/bundled.ts"
import { withLog } from "../log/log-env.ts"
import { newOffice, push, request, textOf } from "../push-fixture.ts"
import { FIRST, measure } from "../rows.ts"

const ADDRESS = "/2566/bundle.zip"

async function filesOf(given: Env): Promise<Record<string, Uint8Array>> {
  const answer = await request(ADDRESS, undefined, given)
  expect([answer.status, answer.headers.get("Content-Type")]).toEqual([200, "application/zip"])
  return unzipSync(new Uint8Array(await answer.arrayBuffer()))
}

const textIn = (files: Record<string, Uint8Array>, name: string) =>
  new TextDecoder().decode(files[`sujarit-2566/${name}`])

/** As the page's script finds it. */
function bundledIn(files: Record<string, Uint8Array>): Bundled {
  return JSON.parse(textIn(files, "data.js").replace(/^globalThis\.sujaritBundle=/, "")) as Bundled
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
  const bundled = bundledIn(files)
  const host = { fetch: fetchBundled(bundled), subtle: crypto.subtle, wait: async () => {} }
  const verdict = await verifyRecord(
    browserDoor(host, () => {}),
    { onlyYear: bundled.fiscalYear },
  )
  expect([verdict.faults, verdict.counts.pushes, verdict.counts.entries]).toEqual([[], 2, 3])
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
