/** `sujarit keys`: every key as the Worker tells it, and a report that one may be in other hands. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { compactVerify, importJWK } from "jose"
import { expect, it, onTestFinished } from "vitest"
import { keysCommand, redactCommand } from "../../cli/commands-record.ts"
import { saveInstallation } from "../../cli/office/installation.ts"
import { openKeys } from "../../cli/office/keys.ts"
import { LOST_KEY_JWT_TYPE, LOST_KEY_PATH } from "../../shared/log/lost-key.ts"
import { ran } from "./ran.ts"

const WORKER = "https://record.example"
const NOW = Date.parse("2026-11-30T05:00:00Z")
const KEYS = [
  { of: "office", key: "new", until: null, lostSince: null },
  { of: "office", key: "old", until: "2026-11-30T00:00:00.000Z", lostSince: "2026-11-20T00:00:00.000Z" },
  { of: "log", key: "record.example/log+00000000+AQ", until: null, lostSince: null },
]

/** An office whose Worker answers a report so; `told` is what it was asked. */
async function openOffice(outcome: string | number) {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-lost-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const { publicJwk } = await openKeys(folder)
  const office = { office: "phasicharoen", name: "x", worker: WORKER, owner: "x@office.example", years: [] }
  await saveInstallation(folder, { ...office, keyId: publicJwk.kid })
  const told: unknown[] = []
  const answer = async (input: string | URL | Request, init?: RequestInit) => {
    const { pathname } = new URL(String(input))
    if (pathname === "/status.json") return Response.json({ keys: KEYS })
    const signed = await compactVerify(String(init?.body), await importJWK(publicJwk, "RS256"))
    const { payload, protectedHeader } = signed
    told.push({ pathname, typ: protectedHeader.typ, ...JSON.parse(new TextDecoder().decode(payload)) })
    return typeof outcome === "number" ? new Response("", { status: outcome }) : Response.json({ outcome })
  }
  const run = (...args: string[]) =>
    ran(keysCommand, ["--data", folder, ...args], { fetch: answer as typeof fetch, now: () => NOW })
  return { run, told }
}

it("tells every key, until when, and since when it is reported lost", async () => {
  const { run } = await openOffice("reported")
  const { code, out } = await run()
  expect(code).toBe(0)
  expect(out).toContain(
    "office: old ถึง / until 2026-11-30T00:00:00.000Z แจ้งว่าอาจอยู่ในมือผู้อื่นตั้งแต่ / lost since 2026-11-20",
  )
  expect(JSON.parse((await run("--json")).out)).toEqual({ keys: KEYS })
})

it("reports a key under the office's own, from the beginning of a day of Bangkok or from an instant", async () => {
  const { run, told } = await openOffice("reported")
  expect((await run("--lost", "old", "--since", "2026-11-20")).code).toBe(0)
  expect((await run("--lost", "old", "--since", "2026-11-20T09:30+07:00")).code).toBe(0)
  const asked = {
    pathname: LOST_KEY_PATH,
    typ: LOST_KEY_JWT_TYPE,
    iss: "phasicharoen",
    aud: WORKER,
    key: "old",
  }
  expect(told).toMatchObject([
    { ...asked, since: Date.parse("2026-11-19T17:00:00Z") / 1000 },
    { ...asked, since: Date.parse("2026-11-20T02:30:00Z") / 1000 },
  ])
})

it.each([
  ["inUse", "--new-key --leaked"],
  ["ownKey", "no key reports itself"],
  ["unknownKey", "knows no such key"],
])("says of a report that is %s what to do, and ends with 1", async (outcome, says) => {
  const { run } = await openOffice(outcome)
  expect(await run("--lost", "old", "--since", "2026-11-20")).toMatchObject({
    code: 1,
    out: expect.stringContaining(says),
  })
})

it("says what to look at where the Worker refuses, and what is missing where half is typed", async () => {
  const { run } = await openOffice(403)
  const refused = await run("--lost", "old", "--since", "2026-11-20")
  expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("the Worker refused the report") })
  for (const half of [
    ["--lost", "old"],
    ["--since", "2026-11-20"],
    ["--lost", "old", "--since", "yesterday"],
  ])
    expect((await run(...half)).code).toBe(2)
})

it.each([
  ["keys", keysCommand, []],
  ["redact", redactCommand, ["measure/m-aaaaaaaa", "--reason", "personal"]],
] as const)(
  "%s says of a local office's folder that it is one, and that the command is for a real one",
  async (_, command, words) => {
    const folder = await mkdtemp(join(tmpdir(), "sujarit-local-"))
    onTestFinished(() => rm(folder, { recursive: true }))
    await writeFile(join(folder, "office.json"), "{}")
    const { code, err } = await ran(command, [...words, "--data", folder])
    expect([code, err]).toEqual([
      2,
      expect.stringContaining("the folder of a local office; this command is for a real one"),
    ])
    expect((await ran(command, ["--help"])).out).toContain("a real office only")
  },
)
