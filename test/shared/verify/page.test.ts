/** What the page of /verify says, by the browser's own signatures and hashes, which Node has too. */
import { describe, expect, it } from "vitest"
import { verifyProof } from "../../../cli/verify/verify-proof.ts"
import { entryText, instantOf, type LogEntry } from "../../../shared/log/entry.ts"
import { parseNote, parseVerifierKey } from "../../../shared/log/note.ts"
import { inclusionProof } from "../../../shared/log/proof.ts"
import { appendTo, EMPTY_EDGE, edgeRoot, entryHash } from "../../../shared/log/tree.ts"
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import { FAULTS, type FaultCode } from "../../../shared/verify/fault.ts"
import { placeWords } from "../../../shared/verify/place.ts"
import { formatTextProof } from "../../../shared/verify/text-proof.ts"
import { verifyRecord } from "../../../shared/verify/verdict.ts"
import {
  type BrowserHost,
  browserDoor,
  type Progress,
  UnreadError,
} from "../../../worker/verify/browser-door.ts"
import { BROWSER_CODEC, logVerifier } from "../../../worker/verify/browser-keys.ts"
import { proofIn, proofReport } from "../../../worker/verify/proof-report.ts"
import { askedOf, type Language, reportOf } from "../../../worker/verify/report.ts"
import {
  CHANGES,
  type Change,
  type Files,
  newSite,
  noteOf,
  otherLogKey,
  serve,
  signedPushes,
  stranger,
} from "./site.ts"

const { subtle } = globalThis.crypto

/** A browser of before it had Ed25519. */
const OLD_BROWSER = new Proxy(subtle, {
  get: (own, key: keyof SubtleCrypto) =>
    key === "importKey"
      ? async (...args: Parameters<SubtleCrypto["importKey"]>) => {
          if (args[2] === "Ed25519") throw new DOMException("Unrecognized name.", "NotSupportedError")
          return own.importKey(...args)
        }
      : own[key].bind(own),
})

function hostOf(files: Files, more: Partial<BrowserHost> = {}): BrowserHost {
  const fetch = async (path: string) => {
    const body = files.get(path)
    return body === undefined ? new Response(null, { status: 404 }) : new Response(Buffer.from(body))
  }
  return { fetch, subtle, wait: async () => {}, ...more }
}

async function reportOn(
  files: Files,
  pasted = "",
  language: Language = "th",
  more: Partial<BrowserHost> = {},
) {
  const told: Progress[] = []
  const asked = askedOf(pasted)
  if (!asked) throw new Error("nothing to compare with")
  const verdict = await verifyRecord(
    browserDoor(hostOf(files, more), each => told.push(each)),
    asked,
  )
  return { ...reportOf(verdict, language), told }
}

it("says in plain Thai that every revision is what was signed, and what nobody can prove", async () => {
  const { holds, headline, proved, unproved, keep, told } = await reportOn(serve(newSite()))
  expect([holds, headline]).toEqual([true, "ตรวจแล้ว 3 ฉบับ ตรงกับลายมือชื่อของ สำนักงานเขตทดสอบ ทุกฉบับ"])
  expect(proved).toHaveLength(5)
  expect(unproved?.join("\n")).toContain("กุญแจของบันทึกมาจากเว็บนี้เอง")
  expect(unproved?.join("\n")).not.toContain("--")
  expect(keep).toContain("record.example/log")
  expect(new Set(told.map(({ part }) => part))).toEqual(new Set(["pushes", "tree", "signatures", "views"]))
})

it("says it in English too", async () => {
  const { headline, unproved } = await reportOn(serve(newSite()), "", "en")
  expect(headline).toBe("3 revisions of สำนักงานเขตทดสอบ verified, all hold")
  expect(unproved?.join("\n")).toMatch(/^[\x20-\x7e“”\n]+$/)
})

it("names the place of a published row that is not what was signed", async () => {
  const files = serve(newSite())
  const year = JSON.parse(String(files.get("/2566.json")))
  year.measures[0].period = "ภายใน ๓๐ กันยายน ๒๕๗๐"
  files.set("/2566.json", JSON.stringify(year))
  const { holds, headline, proved, faults, keep } = await reportOn(files)
  expect([holds, proved, keep]).toEqual([false, [], ""])
  expect(headline).toContain("ข้อมูลปี 2566 มาตรการ m-aaaaaaaa ช่อง “ระยะเวลา”: ที่เผยแพร่ไม่ตรงกับบันทึก")
  expect(faults?.[0]?.address).toBe("/2566.json#measures/m-aaaaaaaa/period")
})

it("takes what it said to keep, the foot of a mail and the foot of a page, and finds each in the record", async () => {
  const files = serve(newSite())
  const { keep = "" } = await reportOn(files)
  const head = /^2566\/3\/(.{43})$/m.exec(keep)?.[1] ?? ""
  for (const pasted of [keep, `ฉบับที่ 3\nค่าตรวจสอบ ${head}`, `ค่าตรวจสอบ ${head.slice(0, 16)} · วิธีตรวจสอบ`]) {
    const { faults, proved, unproved } = await reportOn(files, pasted)
    expect(faults).toEqual([])
    expect(proved?.join("\n")).toContain("สิ่งที่เก็บไว้")
    if (pasted === keep) expect(unproved?.join("\n")).not.toContain("กุญแจของบันทึกมาจากเว็บนี้เอง")
  }
})

it("says that a hash which is no revision's is not known", async () => {
  const { headline } = await reportOn(serve(newSite()), `ค่าตรวจสอบ ${sha256Text("another history")}`)
  expect(headline).toBe(`ไม่ตรง 1 แห่ง แห่งแรก บันทึกทั้งหมด: ${FAULTS.headUnknown[0]}`)
})

it("says that the log goes on from another checkpoint than the one that was kept", async () => {
  const short = newSite(signedPushes().slice(0, 2))
  expect((await reportOn(serve(short), noteOf(newSite()))).headline).toContain(FAULTS.shrunk[0])
})

const whole = noteOf(newSite())
const withEntries = (change: (entries: LogEntry[]) => LogEntry[], site = newSite()) =>
  serve({ ...site, entries: change(site.entries) })
const anew = (at: number, more: Partial<Change>) =>
  signedPushes(CHANGES.map((change, index) => (index === at ? { ...change, ...more } : change)))

it.each<[string, FaultCode, () => Files, string?]>([
  ["an entry was dropped", "sequence", () => withEntries(all => all.toSpliced(2, 1))],
  ["two were swapped", "base", () => withEntries(([k, a, b, c]) => [k, b, a, c] as LogEntry[])],
  ["one came again", "sequence", () => withEntries(all => [...all, all[3] as LogEntry])],
  [
    "the database was put back",
    "pushMissing",
    () => {
      const files = serve(newSite())
      for (const [path, body] of serve(newSite(signedPushes().slice(0, 2))))
        if (path.startsWith("/api/")) files.set(path, body)
      files.delete("/api/v1/pushes/2566/3")
      return files
    },
  ],
  ["history was forked", "forked", () => serve(newSite(anew(1, { held: ["measure/m-aaaaaaaa"] }))), whole],
  ["a report came at another time", "timeFar", () => withEntries(all => all.map(late))],
  ["another key signed", "signature", () => serve(newSite(signedPushes(CHANGES, stranger.privateKey)))],
  [
    "the log has another key",
    "keyOther",
    () => serve(newSite(signedPushes(), { logKey: otherLogKey })),
    String(serve(newSite()).get("/log/vkey")),
  ],
])("says it in plain Thai where %s", async (_, code, files, pasted = "") => {
  const { holds, faults } = await reportOn(files(), pasted)
  expect(holds).toBe(false)
  expect(faults?.map(({ says }) => says)).toContain(FAULTS[code][0])
})

function late(entry: LogEntry, index: number): LogEntry {
  return index === 2 ? { ...entry, at: instantOf(Date.parse(entry.at) + 3600_000) } : entry
}

it("takes a blank text, and no text in which nothing is to be compared with", () => {
  expect(askedOf(" \n")).toEqual({ keptKey: undefined, seen: undefined })
  expect(
    askedOf("https://record.example/2566/measures/m-aaaaaaaa Responsibilities ตรวจให้หน่อย"),
  ).toBeUndefined()
})

it("has a library verify the log's signature in a browser without Ed25519, and is as strict", async () => {
  const files = serve(newSite())
  expect((await reportOn(files, "", "th", { subtle: OLD_BROWSER })).holds).toBe(true)
  const note = parseNote(String(files.get("/log/checkpoint")))
  const key = parseVerifierKey(String(files.get("/log/vkey")).trim())
  const message = new TextEncoder().encode(note?.text)
  const signature = note?.signatures[0]?.signature ?? new Uint8Array()
  if (!key) throw new Error("no key")
  for (const verify of [logVerifier(subtle), logVerifier(OLD_BROWSER)]) {
    expect(await verify(key, message, signature)).toBe(true)
    expect(await verify(key, message.slice(1), signature)).toBe(false)
    expect(await verify(key, message, signature.slice(1))).toBe(false)
    expect(await verify({ ...key, publicKey: new Uint8Array(32).fill(255) }, message, signature)).toBe(false)
  }
})

it("reads a text in its one spelling alone", () => {
  expect(BROWSER_CODEC.decode("4LiB")).toBe("ก")
  for (const other of ["4LiB=", "4LiB\n", "4Li", "4L+B", "YR", "Y", "_w"])
    expect(() => BROWSER_CODEC.decode(other), other).toThrow()
})

it("asks again where a server is busy, says which address could not be read, and takes no answer of another site", async () => {
  const files = serve(newSite())
  const waited: number[] = []
  const busyOnce = async (path: string, init: RequestInit) => {
    expect(init).toMatchObject({ redirect: "error", credentials: "omit" })
    return waited.length === 0 ? new Response(null, { status: 503 }) : hostOf(files).fetch(path, init)
  }
  const wait = async (ms: number) => void waited.push(ms)
  expect((await reportOn(files, "", "th", { fetch: busyOnce, wait })).holds).toBe(true)
  expect(waited).toEqual([1000])
  const down = async () => Promise.reject(new TypeError("Failed to fetch"))
  await expect(reportOn(files, "", "th", { fetch: down })).rejects.toThrow(new UnreadError("/log/checkpoint"))
})

describe("a proof that was pasted", () => {
  const site = newSite()
  const [, , , push] = site.entries
  const hashes = site.entries.map(each => entryHash(Buffer.from(entryText(each))))
  const rangeHash = (from: number, to: number) =>
    edgeRoot(hashes.slice(from, to).reduce((edge, hash) => appendTo(edge, hash).edge, EMPTY_EDGE))
  const proof = (disclosures: readonly string[]) =>
    formatTextProof({
      ...{ index: 3, note: noteOf(site), disclosures, entry: entryText(push as LogEntry) },
      hashes: inclusionProof(3, 4, rangeHash),
    })
  const vkey = String(serve(site).get("/log/vkey"))
  const shown = [...(site.pushes[2]?.shown.values() ?? [])]
  const told = (pasted: string, key: string | undefined, language: Language) =>
    proofReport(proofIn(pasted) ?? "", key, logVerifier(subtle), language)

  it("is told with its instant and its words, and what it does not prove", async () => {
    const pasted = ` ${proof(shown).trim()}\n\n`
    const { holds, headline, proved, unproved } = await told(pasted, vkey, "th")
    expect([holds, headline]).toEqual([
      true,
      "ข้อความนี้อยู่ในบันทึก record.example/log รับเมื่อวันพุธที่ 14 มิถุนายน พ.ศ. 2566 เวลา 10.00 น.",
    ])
    expect(proved).toEqual([expect.stringContaining("ระยะเวลา: ภายใน")])
    expect(unproved.join("\n")).toContain("ไม่ได้พิสูจน์ว่าเป็นฉบับล่าสุด")
    expect(unproved.join("\n")).not.toContain("--")
    expect((await told(pasted, vkey, "en")).headline).toContain("accepted on 2023-06-14 at 10:00:00")
  })

  it("is said by the command in the words of the page", async () => {
    const { headline, proved } = await told(proof(shown), vkey, "th")
    const lines: string[] = []
    const io = { stdout: (text: string) => void lines.push(...text.split("\n")), stderr: () => {} }
    const asked = { key: vkey, policy: undefined, json: false }
    expect(await verifyProof(proof(shown), asked, io)).toBe(0)
    expect(lines[0]).toBe(`${headline} / ${(await told(proof(shown), vkey, "en")).headline}`)
    expect(lines.slice(1, 1 + proved.length)).toEqual(proved)
    expect(lines.join("\n")).not.toMatch(/\d{4}-\d{2}-\d{2}T|\{"/)
  })

  it("does not hold of another text, of another log, or cut short, and then nothing is said to be proved", async () => {
    const other = [...(site.pushes[0]?.shown.values() ?? [])].slice(0, 1)
    for (const [pasted, key, words] of [
      [proof(other), vkey, FAULTS.textUnsigned],
      [proof(shown), vkey.replace("record", "other"), FAULTS.keyUnread],
      [proof(shown).slice(0, -40), vkey, FAULTS.proofUnread],
    ] as const) {
      const { holds, headline, proved } = await told(pasted, key, "th")
      expect([holds, proved, headline]).toEqual([false, [], `หลักฐานการบันทึกนี้ใช้ไม่ได้: ${words[0]}`])
    }
  })

  it("is no other thing that is pasted", () => {
    expect(proofIn(noteOf(site))).toBeUndefined()
    expect(proofIn("")).toBeUndefined()
  })
})

it("says nothing of a site that has no record", async () => {
  expect(await reportOn(new Map())).toEqual({ told: [] })
})

it.each([
  ["/log/checkpoint#12", "จุดตรวจของบันทึก"],
  ["/log/tile/entries/000.p/4#3", "รายการที่ 4 ของบันทึก"],
  ["/api/v1/pushes/2566/2#measure/m-aaaaaaaa", "ฉบับที่ 2 ปี 2566 มาตรการ m-aaaaaaaa"],
  ["/api/v1/pushes/2566/2#qH80tSr-BFq5Lsss6qdnAFwFj0P4Vk8CjlLRkRYBZro", "ฉบับที่ 2 ปี 2566"],
  [
    "/2566.json#reports/d-aaaaaaaa/2/2566-05/state",
    "ข้อมูลปี 2566 รายงาน d-aaaaaaaa/2/2566-05 ช่อง “สถานะตามกำหนด”",
  ],
  ["/2566.json#reports/m-bbbbbbbb/2/2566", "ข้อมูลปี 2566 รายงาน m-bbbbbbbb/2/2566"],
  ["/2566.json#holidays/2023-06-05", "ข้อมูลปี 2566 วันหยุด 2023-06-05"],
  ["/2566.json", "ข้อมูลปี 2566"],
  ["/2566/measures.csv#m-aaaaaaaa/period", "ตาราง CSV ปี 2566 มาตรการ m-aaaaaaaa ช่อง “ระยะเวลา”"],
  ["/2566/reports.csv", "ตาราง CSV ปี 2566 รายงาน"],
  ["/2566/calendar.ics#a@b", "ปฏิทินปี 2566"],
  ["/2566#m-aaaaaaaa", "หน้าเว็บปี 2566 มาตรการ m-aaaaaaaa"],
  ["/2566#m-aaaaaaaa/state", "หน้าเว็บปี 2566 มาตรการ m-aaaaaaaa ช่อง “สถานะตามกำหนด”"],
  ["/2566/moves.json?page=1", "รายการเลื่อนกำหนดปี 2566"],
  ["/changes.json?page=2", "รายการเปลี่ยนแปลง"],
  ["/somewhere", "/somewhere"],
])("calls %s by its name", (place, words) => {
  expect(placeWords(place)[0]).toBe(words)
})
