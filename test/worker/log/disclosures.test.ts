/** The public texts of the entries as bundles: what each push is served with, and no longer what was redacted. */
import { env } from "cloudflare:workers"
import { expect, it } from "vitest"
import type { Row } from "../../../shared/row/row.ts"
import type { Env } from "../../../worker/host/env.ts"
import { newOffice, push, request, textOf } from "../push-fixture.ts"
import { day, FIRST, measure, PRIVATE_ROWS } from "../rows.ts"
import { readLog, withLog } from "./log-env.ts"

const HELD = { held: ["measure/m-aaaaaaaa"] }

/** Of each entry its line, as the bundle of so many has it. */
async function linesOf(given: Env, width: number): Promise<string[]> {
  const answer = await request(`/log/disclosures/000.p/${width}`, undefined, given)
  const text = await textOf(answer)
  expect([answer.status, text.endsWith("\n")]).toEqual([200, true])
  return text.slice(0, -1).split("\n")
}

/** The same, made of the entries and of what each push is served as. */
async function expectedLines(given: Env): Promise<string[]> {
  const { entries } = await readLog(given)
  let sequence = 0
  const lines: string[] = []
  for (const entry of entries) {
    const own = entry.type === "push" ? `/api/v1/pushes/2566/${++sequence}` : undefined
    const body = own && (await textOf(await request(own, undefined, given)))
    lines.push(entry.type === "push" ? (body ?? "").slice(entry.jws.length) : "")
  }
  return lines
}

it("are what follows the signed part of each push, and nothing for what is none", async () => {
  const [given, office] = [withLog(), newOffice()]
  await push(office, { ...FIRST, privateRows: PRIVATE_ROWS }, given)
  await push(office, HELD, given)
  await push(office, { rows: [measure("c")] }, given)
  const lines = await linesOf(given, 4)
  expect(lines).toEqual(await expectedLines(given))
  expect([lines[0], lines[2]]).toEqual(["", "~"])
  expect(lines.map(line => (line.split("~").length > 2 ? atobs(line) : "")).join()).not.toContain("secret-")
  expect(await linesOf(given, 2)).toEqual(lines.slice(0, 2))
})

const atobs = (line: string) =>
  line
    .split("~")
    .map(each => Buffer.from(each, "base64url").toString())
    .join("\n")

it("of more rows than are read at once are whole", async () => {
  const [given, office] = [withLog(), newOffice()]
  await push(office, FIRST, given)
  for (const year of ["2022", "2023"]) await push(office, { rows: holidaysOf(year) }, given)
  await push(office, HELD, given)
  const lines = await linesOf(given, 5)
  expect(lines).toEqual(await expectedLines(given))
  expect(lines.join("").split("~").length).toBeGreaterThan(500)
})

/** Some three hundred, each on a day of its own. */
function holidaysOf(year: string): Row[] {
  return Array.from({ length: 28 * 12 }, (_, at) => {
    const [month, date] = [1 + Math.floor(at / 28), 1 + (at % 28)].map(each => String(each).padStart(2, "0"))
    return { kind: "holiday", date: day(`${year}-${month}-${date}`), name: `วันหยุด ${at}` }
  })
}

it("change when one of them is redacted, and a copy is held against the tag", async () => {
  const [given, office] = [withLog(), newOffice()]
  await push(office, FIRST, given)
  const [address, digest] = ["/log/disclosures/000.p/2", office.rows.get("measure/m-aaaaaaaa") ?? ""]
  const before = await request(address, undefined, given)
  const [, shown] = (await textOf(before)).split("\n")
  const headers = { "If-None-Match": before.headers.get("ETag") ?? "" }
  expect((await request(address, { headers }, given)).status).toBe(304)
  expect(before.headers.get("Cache-Control")).toBe("public, max-age=0, must-revalidate")
  await env.DB.prepare("INSERT INTO redaction VALUES (?1, 0, 'personal')").bind(digest).run()
  const after = await request(address, { headers }, given)
  expect(after.status).toBe(200)
  const [, left = ""] = (await textOf(after)).split("\n")
  expect(left.split("~").length).toBe((shown?.split("~").length ?? 0) - 1)
})

it("are none beyond what is signed, nor at another spelling", async () => {
  const given = withLog()
  await push(newOffice(), FIRST, given)
  for (const path of ["000", "000.p/3", "001.p/1", "0", "entries/000.p/1"]) {
    const answer = await request(`/log/disclosures/${path}`, undefined, given)
    await answer.arrayBuffer()
    expect([path, answer.status]).toEqual([path, 404])
  }
})
