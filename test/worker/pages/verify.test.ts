/** The page that verifies: the one script there is, at an address for good, and the key of the log beside it. */
import { beforeEach, expect, test } from "vitest"
import { withLog } from "../log/log-env.ts"
import { newOffice, push, request, textOf } from "../push-fixture.ts"
import { FIRST } from "../rows.ts"

const HTML = { headers: { Accept: "text/html" } }

beforeEach(async () => {
  await push(newOffice(), FIRST)
})

test("its script is kept for good at an address made of its content, and stands at no other", async () => {
  const html = await textOf(await request("/verify", HTML))
  const [, address = "", integrity = ""] =
    /<script [^>]*src="([^"]+)" integrity="sha256-([^"]+)"/.exec(html) ?? []
  const found = await request(address)
  expect([found.status, found.headers.get("Cache-Control"), found.headers.get("Content-Type")]).toEqual([
    ...[200, "public, max-age=31536000, immutable", "text/javascript; charset=utf-8"],
  ])
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await found.arrayBuffer()))
  expect(btoa(String.fromCharCode(...digest))).toBe(integrity)
  const other = await request("/assets/verify.aaaaaaaaaa.js")
  expect([other.status, (await textOf(other)).includes("subtle")]).toEqual([404, false])
})

test("shows the key that /log/vkey serves, from the moment that there is one", async () => {
  const before = await request("/verify", HTML)
  expect(await textOf(before)).toContain("ไม่มีกุญแจของบันทึกให้แสดง")
  const logged = withLog()
  // Another address of the same page: an answer that was just given is given again.
  const page = await request("/verify?again", HTML, logged)
  const vkey = (await textOf(await request("/log/vkey", {}, logged))).trim()
  expect(vkey).not.toBe("")
  expect(await textOf(page)).toContain(vkey)
  expect(page.headers.get("ETag")).not.toBe(before.headers.get("ETag"))
  expect(await textOf(await request("/verify?lang=en", HTML, logged))).toContain(vkey)
})

test("is of no past day, and the pages that tell of the log lead to it", async () => {
  const past = await request("/verify?at=2023-05-30", HTML)
  await past.arrayBuffer()
  expect(past.status).toBe(400)
  for (const [from, to] of [
    ["/log", "/verify"],
    ["/about", "/verify"],
    ["/about?lang=en", "/verify?lang=en"],
  ] as const)
    expect(await textOf(await request(from, HTML))).toContain(`href="${to}"`)
})
