/** Keys that were replaced, of the office and of the log, and one that somebody else may hold: what is believed, and what no more. */
import { generateKeyPairSync, type KeyObject } from "node:crypto"
import { describe, expect, it } from "vitest"
import { verdictText } from "../../../cli/verify/verdict-text.ts"
import { instantOf, type KeyEntry, type LogEntry } from "../../../shared/log/entry.ts"
import { handoverText } from "../../../shared/log/handover.ts"
import { type Asked, verifyRecord } from "../../../shared/verify/verdict.ts"
import { reportOf } from "../../../worker/verify/report.ts"
import { CHANGED, DAY, type LostReport, lostEntry, rotated, THIRD, withReport } from "./lost-entry.ts"
import {
  doorTo,
  FROM,
  logKey,
  newSite,
  noteBy,
  noteOf,
  office,
  otherLogKey,
  type Site,
  serve,
  vkeyOf,
} from "./site.ts"

const ORIGIN = "record.example/log"
const verify = (site: Site, asked: Asked = {}) => verifyRecord(doorTo(serve(site)), asked)
const codes = async (site: Site, asked: Asked = {}) =>
  (await verify(site, asked)).faults.map(({ code }) => code)

describe("the office's key", () => {
  it("is followed by a new one that an entry names, and what either signed holds", async () => {
    const verdict = await verify(rotated())
    expect([verdict.faults, verdict.lost]).toEqual([[], []])
  })

  it("signs nothing before an entry names it", async () => {
    const site = rotated()
    const [push] = site.entries.splice(4, 1)
    site.entries.splice(3, 0, push as LogEntry)
    expect(await codes(site)).toContain("keyUnknown")
  })

  it("that is reported lost: what it signed before stands, what it signed since is named as not proved", async () => {
    const verdict = await verify(withReport({}))
    expect(verdict.faults).toEqual([])
    expect(verdict.lost).toEqual([
      {
        key: "office",
        since: instantOf(Math.floor((FROM + DAY) / 1000) * 1000),
        places: [expect.stringMatching(/#2$/)],
      },
    ])
    const text = verdictText(verdict)
    expect(text).toMatch(/^ตรวจแล้ว 3 ฉบับ ไม่มีสิ่งใดถูกแก้ แต่ 1 รายการลงนามด้วยกุญแจที่แจ้งว่าอาจอยู่ในมือผู้อื่น/)
    expect(text).toContain("signed with the key office, reported as lost since 2023-05-30")
    expect(reportOf(verdict, "th")).toMatchObject({
      holds: true,
      unproved: expect.arrayContaining([expect.stringContaining("รายการที่ 3 ของบันทึก")]),
    })
  })

  it("that is reported lost since after all it signed leaves nothing in doubt", async () => {
    const { lost, faults } = await verify(withReport({ since: THIRD }))
    expect([faults, lost.map(({ places }) => places)]).toEqual([[], [[]]])
  })

  it("countersigns no more since it was lost", async () => {
    const signed = (site: Site) => {
      const [origin, size, root] = noteOf({ ...site, entries: site.entries.slice(0, 4) }).split("\n")
      return { version: 2, log: { origin, size: Number(size), root } }
    }
    const site = rotated(signed(rotated()))
    expect((await verify(site)).counts.countersigned).toBe(4)
    const lost = {
      ...rotated(),
      pushes: site.pushes,
      entries: [...site.entries, lostEntry({ key: "next", by: office.privateKey, kid: "office" })],
    }
    const { faults, counts, unproved } = await verify(lost)
    expect([faults, counts.countersigned]).toEqual([[], 0])
    expect(unproved).toContain("countersign")
  })

  it.each<readonly [string, LostReport, string]>([
    ["by itself", { by: office.privateKey, kid: "office" }, "lostWrong"],
    ["that the log does not name", { key: "nobody" }, "lostWrong"],
    ["from a time to come", { since: THIRD + 2 * DAY }, "lostWrong"],
    ["by another's hand", { by: office.privateKey }, "signature"],
    ["long before it was entered", { iat: THIRD }, "timeFar"],
  ])("reported lost %s does not count", async (_, report, code) => {
    const { faults, lost } = await verify(withReport(report))
    expect(faults.map(each => each.code)).toEqual([code])
    expect(lost).toEqual([])
  })

  it("that is lost reports no other", async () => {
    const site = withReport({ key: "next", by: office.privateKey, kid: "office" }, withReport({}))
    expect(await codes(site)).toEqual(["lostWrong"])
  })
})

const [oldKey, newKey] = [vkeyOf(logKey, ORIGIN), vkeyOf(otherLogKey, ORIGIN)]

/** The log's key is changed after the second push. */
function newLogKey(
  handed: string | undefined = noteBy(handoverText(newKey), ORIGIN, [logKey]),
  beside: KeyObject | undefined = logKey,
): Site {
  const site = newSite()
  const entry = {
    ...(site.entries[0] as KeyEntry),
    ...{
      at: instantOf(CHANGED),
      log: newKey,
      before: [{ key: oldKey, exp: Math.floor(CHANGED / 1000) + 30 * 86_400 }],
    },
    ...(handed !== undefined && { handed }),
  }
  return { ...site, logKey: otherLogKey, beside, entries: site.entries.toSpliced(3, 0, entry) }
}

describe("the log's key", () => {
  it("is followed by a new one that signs beside it, and who kept either believes the checkpoint", async () => {
    expect(await codes(newLogKey(), { keptKey: newKey })).toEqual([])
    const { faults, unproved } = await verify(newLogKey(), { keptKey: oldKey })
    expect(faults).toEqual([])
    expect(unproved).toContain("keyReplaced")
  })

  it("that was replaced long ago still leads to the new one, by the note it handed over with", async () => {
    const site = newLogKey()
    delete site.beside
    expect(await codes(site, { keptKey: oldKey })).toEqual([])
  })

  it.each<readonly [string, string | undefined]>([
    ["nothing", undefined],
    ["a note of the new key itself", noteBy(handoverText(newKey), ORIGIN, [otherLogKey])],
    ["a note that names another key", noteBy(handoverText(oldKey), ORIGIN, [logKey])],
    ["a checkpoint that it signed", noteOf(newSite())],
  ])("does not lead to a new one by %s", async (_, handed) => {
    const site = newLogKey(handed ?? "")
    expect(await codes(site, { keptKey: oldKey })).toEqual(["keyOther"])
    expect(await codes(site)).toEqual([])
  })

  it("must sign the checkpoint where it signs beside the new one, and the new one must be served", async () => {
    const site = newLogKey()
    const files = serve(site)
    const note = String(files.get("/log/checkpoint"))
    const lines = note.trimEnd().split("\n")
    const broken = `${lines.at(-1)?.slice(0, -8)}AAAAAA==`
    files.set("/log/checkpoint", `${[...lines.slice(0, -1), broken].join("\n")}\n`)
    expect((await verifyRecord(doorTo(files), {})).faults.map(({ code }) => code)).toEqual(["noteUnsigned"])
    const old = serve(site).set("/log/vkey", `${oldKey}\n`)
    expect((await verifyRecord(doorTo(old), {})).faults.map(({ code }) => code)).toEqual(["keyUnnamed"])
  })

  it("that is reported lost vouches for no other: who kept it has to have the new one from elsewhere", async () => {
    const report = lostEntry({ key: oldKey, since: CHANGED, by: office.privateKey, kid: "office" })
    const site = { ...newLogKey(), entries: [...newLogKey().entries, report] }
    expect(await codes(site, { keptKey: oldKey })).toEqual(["keyLost"])
    const { faults, lost } = await verify(site, { keptKey: newKey })
    expect([faults, lost]).toMatchObject([[], [{ key: oldKey, places: [] }]])
    expect(verdictText(await verify(site))).toContain(
      "a checkpoint from then on which it alone signed proves nothing",
    )
  })

  it("that is reported lost leads nobody on, also who kept the one before it", async () => {
    const third = generateKeyPairSync("ed25519").privateKey
    const newest = vkeyOf(third, ORIGIN)
    const between = newLogKey()
    const second = between.entries[3] as KeyEntry
    const entry: KeyEntry = {
      ...second,
      log: newest,
      before: [{ key: newKey, exp: 2_000_000_000 }, ...(second.before ?? [])],
      handed: noteBy(handoverText(newest), ORIGIN, [otherLogKey]),
    }
    const site = { ...between, logKey: third, entries: between.entries.toSpliced(4, 0, entry) }
    expect(await codes(site, { keptKey: oldKey })).toEqual([])
    const report = lostEntry({ key: newKey, since: CHANGED, by: office.privateKey, kid: "office" })
    const lost = { ...site, entries: [...site.entries, report] }
    expect(await codes(lost, { keptKey: oldKey })).toEqual(["keyLost"])
    expect(await codes(lost, { keptKey: newest })).toEqual([])
  })
})
