/** `sujarit verify` as it is typed: what it asks of a site, what it says, what it keeps for the next time. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeEach, expect, it } from "vitest"
import { verifyCommand } from "../../cli/commands-here.ts"
import { CHANGES, type Files, newSite, noteOf, serve, signedPushes } from "../shared/verify/site.ts"
import { ran } from "./ran.ts"

const SITE = "https://record.example"

let folder: string
let files: Files
let asked: string[]
let open: number
let mostOpen: number

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sujarit-verify-"))
  files = serve(newSite())
  ;[asked, open, mostOpen] = [[], 0, 0]
})

const fetch: typeof globalThis.fetch = async (address, init) => {
  const path = String(address).slice(SITE.length)
  expect(String(address).startsWith(SITE)).toBe(true)
  asked.push(path)
  mostOpen = Math.max(mostOpen, ++open)
  await new Promise(resolve => setImmediate(resolve))
  open--
  const body = files.get(path)
  if (body === undefined) return new Response(null, { status: 404 })
  const etag = `"${Buffer.from(body).length}"`
  const isKnown = new Headers(init?.headers).get("If-None-Match") === etag
  return new Response(isKnown ? null : Buffer.from(body), {
    status: isKnown ? 304 : 200,
    headers: { ETag: etag },
  })
}

const verified = (...args: string[]) => ran(verifyCommand, [...args], { fetch })

it("says in Thai and English that all holds, and what nobody can prove", async () => {
  const { code, out } = await verified(`${SITE}/`)
  expect(code).toBe(0)
  expect(out).toContain(
    "ตรวจแล้ว 3 ฉบับ ตรงกับลายมือชื่อของ สำนักงานเขตทดสอบ ทุกฉบับ / 3 revisions of สำนักงานเขตทดสอบ verified, all hold",
  )
  expect(out).toContain("what could not be proved:\n  · กุญแจของบันทึกมาจากเว็บเดียวกัน")
  expect(out).toContain(noteOf(newSite()).trimEnd())
  expect(mostOpen).toBeLessThanOrEqual(4)
})

it("tells who names an address without https:// how an address begins", async () => {
  const { code, err } = await verified("127.0.0.1:8787")
  expect(code).toBe(2)
  expect(err).toMatch(
    /ไม่พบไฟล์หรือโฟลเดอร์ 127\.0\.0\.1:8787 .*https:\/\/.* \/ no such file or folder: .*https:\/\//,
  )
  expect(asked).toEqual([])
})

it("names the first thing that does not hold in its first line, with its place, and ends with 1", async () => {
  files.set("/2566.json", String(files.get("/2566.json")).replace('"state":"late"', '"state":"done"'))
  const { code, out } = await verified(SITE)
  expect(code).toBe(1)
  expect(out.split("\n")[0]).toMatch(
    /^ไม่ตรง \d+ แห่ง แห่งแรก \/2566\.json#\S+\/state: .* \/ \d+ places? do(?:es)? not hold, the first at/,
  )
  const json = JSON.parse((await verified(SITE, "--json")).out)
  expect(json).toMatchObject({ holds: false, faults: [{ code: "viewOther", thai: expect.any(String) }, {}] })
})

it("keeps what holds, goes on from it, and compares with it by itself", async () => {
  expect((await verified(SITE, "--keep", folder)).code).toBe(0)
  expect(readFileSync(join(folder, "checkpoint"), "utf8")).toBe(noteOf(newSite()))
  asked = []
  const again = JSON.parse((await verified(SITE, "--keep", folder, "--json")).out)
  expect(again).toMatchObject({ holds: true, counts: { seen: 1 } })
  expect(again.unproved.map(({ code }: { code: string }) => code)).not.toContain("keyFetched")
  expect(asked.filter(path => path.startsWith("/log/tile/"))).toEqual([])

  const other = CHANGES.map((change, at) => (at === 1 ? { ...change, held: ["measure/m-aaaaaaaa"] } : change))
  for (const [changes, words] of [
    [CHANGES.slice(0, 2), "the log is shorter than the checkpoint"],
    [other, "history was rewritten, or two readers were shown two logs"],
  ] as const) {
    files = serve(newSite(signedPushes(changes)))
    const { code, out } = await verified(SITE, "--keep", folder)
    expect([code, out.split("\n")[0]]).toEqual([1, expect.stringContaining(words)])
  }
  expect(readFileSync(join(folder, "checkpoint"), "utf8")).toBe(noteOf(newSite()))
})

it("takes --since as a file and as words, and refuses words that say nothing", async () => {
  const kept = join(folder, "old")
  writeFileSync(kept, noteOf(newSite()))
  expect((await verified(SITE, "--since", kept)).code).toBe(0)
  expect((await verified(SITE, "--since", noteOf(newSite()).split("\n").slice(0, 3).join(" "))).code).toBe(0)
  expect(await verified(SITE, "--since", "เมื่อวาน")).toMatchObject({ code: 2, out: "" })
})

it.each(["http://record.example", "ftp://record.example"])("reads nothing from %s", async address => {
  expect((await verified(address)).code).toBe(2)
  expect(asked).toEqual([])
})

it("ends with 2 where there is no record", async () => {
  files.clear()
  expect(await verified(SITE)).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining("no record is published"),
  })
})
