import { describe, expect, it } from "vitest"
import { entryText, instantOf, type LogEntry, parseEntry } from "../../../shared/log/entry.ts"
import { SIGNED_LIMIT } from "../../../shared/push/payload.ts"
import type { Hash } from "../../../shared/push/sd-jwt.ts"

const at = "2023-06-12T01:12:00.000Z"
const hash = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" as Hash
const log = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

const ENTRIES: readonly LogEntry[] = [
  { type: "push", at, jws: "a.b.c" },
  { type: "heartbeat", at, jws: "a.b.c" },
  { type: "redaction", at, digest: hash, name: "report/d-00000000/1/2566-05", reason: "personal" },
  { type: "notices", at, day: "2023-06-11", sent: [hash] },
  { type: "key", at, office: [{ kid: "k", n: "AQAB", e: "AQAB" }], log },
  { type: "lost", at, jws: "a.b.c" },
  { type: "key", at, office: [], log, before: [{ key: log, exp: 1 }], handed: "note" },
  {
    type: "key",
    at,
    office: [],
    log,
    follows: { origin: "a.example/log", size: 3, root: `${"A".repeat(43)}=` },
  },
]

describe("an entry", () => {
  it.each(ENTRIES)("of type $type reads back from its one spelling, and from no other", entry => {
    const text = entryText(entry)
    expect(parseEntry(text)).toEqual(entry)
    expect(parseEntry(JSON.stringify({ ...entry, more: 1 }))).toBeUndefined()
    expect(parseEntry(` ${text}`)).toBeUndefined()
    expect(parseEntry(JSON.stringify(Object.fromEntries(Object.entries(entry).toReversed())))).toBeUndefined()
  })

  it("is a line of JSON with its keys in order", () => {
    expect(entryText({ type: "push", at, jws: "a.b.c" })).toBe(
      '{"at":"2023-06-12T01:12:00.000Z","jws":"a.b.c","type":"push"}',
    )
  })

  it("of the longest push fits, and a longer one is refused", () => {
    const jws = `a.b.${"c".repeat(SIGNED_LIMIT - 4)}`
    expect(entryText({ type: "push", at, jws }).length).toBeLessThan(65_535)
    expect(() => entryText({ type: "push", at, jws: `${jws}${"c".repeat(6000)}` })).toThrow(RangeError)
  })

  it.each([
    ["an instant in another spelling", { type: "push", at: "2023-06-12T01:12:00Z", jws: "a.b.c" }],
    ["an instant that is none", { type: "push", at: "2023-06-31T01:12:00.000Z", jws: "a.b.c" }],
    ["a reason in words", { ...ENTRIES[2], reason: "เบอร์ของนาย ก" }],
    ["no notice", { ...ENTRIES[3], sent: [] }],
    ["a day that is none", { ...ENTRIES[3], day: "2023-02-30" }],
    ["a key that is none", { ...ENTRIES[4], log: "x" }],
    ["another type", { type: "note", at }],
  ])("with %s is none", (_, value) => expect(parseEntry(JSON.stringify(value))).toBeUndefined())

  it("spells an instant as the views do", () => expect(instantOf(Date.parse(at))).toBe(at))
})
