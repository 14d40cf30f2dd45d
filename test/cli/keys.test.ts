import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { calculateJwkThumbprint, importJWK, importPKCS8, jwtVerify, SignJWT } from "jose"
import { expect, onTestFinished, test } from "vitest"
import { CommandError } from "../../cli/command/fault.ts"
import { keyExpiry, openKeys, scriptConfig } from "../../cli/office/keys.ts"
import { type IsoDate, isoDate } from "../../shared/date/civil-date.ts"

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-keys-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  return { folder, file: join(folder, "keys.json") }
}

const OFFICE = {
  office: "phasi-charoen",
  audience: "https://record.example.go.th",
  pushUrl: "https://record.example.go.th/api/v1/pushes",
  spreadsheets: [{ id: "x".repeat(44), fiscalYear: 2566 }],
}

test("keys are made once, only for their owner to read, and read back the same", async () => {
  const { folder, file } = await openFolder()
  const keys = await openKeys(folder)
  expect(await openKeys(folder)).toEqual(keys)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(["keys.json"])
  expect(Buffer.from(keys.saltKey, "base64url")).toHaveLength(32)
  expect(await calculateJwkThumbprint(keys.publicJwk)).toBe(keys.publicJwk.kid)
})

test("what the private key signs, the public key verifies", async () => {
  const { folder } = await openFolder()
  const { privateKey, publicJwk } = await openKeys(folder)
  const signed = await new SignJWT({ a: 1 })
    .setProtectedHeader({ alg: "RS256", kid: publicJwk.kid })
    .sign(await importPKCS8(privateKey, "RS256"))
  expect((await jwtVerify(signed, await importJWK(publicJwk))).payload).toEqual({ a: 1 })
})

test("two that start at once have one set of keys between them", async () => {
  const { folder } = await openFolder()
  const [some, others] = await Promise.all([openKeys(folder), openKeys(folder)])
  expect(some).toEqual(others)
  expect(await readdir(folder)).toEqual(["keys.json"])
})

test("keys made with a last day keep it, and whoever opens them later changes nothing", async () => {
  const { folder } = await openFolder()
  const ends = keyExpiry(isoDate(2026, 11, 22) as IsoDate)
  expect(new Date(ends * 1000).toISOString()).toBe("2028-11-20T17:00:00.000Z")
  expect((await openKeys(folder, ends)).publicJwk.exp).toBe(ends)
  expect((await openKeys(folder, ends + 1)).publicJwk.exp).toBe(ends)
})

test("keys of an office that began without a last day get none behind its back", async () => {
  const { folder } = await openFolder()
  const before = await openKeys(folder)
  expect(before.publicJwk).not.toHaveProperty("exp")
  expect(await openKeys(folder, 1)).toEqual(before)
})

const DAMAGES: readonly [string, (text: string) => string, RegExp][] = [
  ["empty", () => "", /it is empty/],
  ["cut short", text => text.slice(0, 500), /it is not JSON/],
  ["of something else", () => '{"a":1}', /privateKey/],
  ["with a damaged private key", text => text.replace(/MII.{20}/, "AAAA"), /private key cannot be read/],
  ["with another public key", text => text.replace('"kid": "', '"kid": "_'), /does not belong/],
]

test.each(DAMAGES)("a file %s is named, explained and left as it is", async (_, damage, fault) => {
  const { folder, file } = await openFolder()
  await openKeys(folder)
  const damaged = damage(await readFile(file, "utf8"))
  await writeFile(file, damaged)
  const error = await openKeys(folder).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(CommandError)
  expect(String(error)).toMatch(fault)
  expect(String(error)).toContain(file)
  expect(String(error)).not.toContain("PRIVATE KEY")
  expect(await readFile(file, "utf8")).toBe(damaged)
})

test("the script's settings are one value that a script property holds", async () => {
  const { folder } = await openFolder()
  const keys = await openKeys(folder)
  const text = scriptConfig(keys, OFFICE)
  expect(JSON.parse(text)).toEqual({
    ...OFFICE,
    kid: keys.publicJwk.kid,
    privateKey: keys.privateKey,
    saltKey: keys.saltKey,
  })
  expect(Buffer.byteLength(text)).toBeLessThan(4000)
  const years = Array.from({ length: 200 }, (_, at) => ({ id: "y".repeat(44), fiscalYear: 2566 + at }))
  expect(() => scriptConfig(keys, { ...OFFICE, spreadsheets: years })).toThrow(/a script property holds/)
})
