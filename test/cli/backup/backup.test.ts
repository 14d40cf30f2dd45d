/** A backup restored elsewhere is the same record: every public answer, byte for byte. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { formatBackup, parseBackup } from "../../../cli/backup/backup-file.ts"
import { notedHeads } from "../../../cli/backup/heads.ts"
import { knownPassphrase, newPassphrase } from "../../../cli/backup/passphrase.ts"
import { restoreDatabase } from "../../../cli/backup/restore-database.ts"
import { sealBackup } from "../../../cli/backup/seal.ts"
import { contentHash, rowsOf } from "../../../cli/cloudflare/database.ts"
import { findKeys, type Keys, openKeys } from "../../../cli/office/keys.ts"
import { chainFaults } from "../../../cli/record/chain.ts"
import { headsOf } from "../../../cli/record/heads.ts"
import { readLocalDatabase } from "../../../cli/record/local-record.ts"
import { keysOfTexts } from "../../../cli/record/record-keys.ts"
import { lockFolder, unlockFolder } from "../../../cli/start/folder.ts"
import { openLocalDatabase } from "../../../local/worker/local-database.ts"
import { entryText, instantOf, type LogEntry } from "../../../shared/log/entry.ts"
import type { Hash } from "../../../shared/push/sd-jwt.ts"
import { PRIVATE_MARK } from "../../local/record/private-values.ts"
import { crawl } from "./crawl.ts"
import {
  backup,
  type FilledOffice,
  filledAnswers,
  filledOffice,
  NOW,
  newDatabase,
  newFolder,
  opened,
  PASSPHRASE,
  restore,
  restoredOffice,
  serve,
} from "./office.ts"

let office: FilledOffice
let file: string
let text: string

beforeAll(async () => {
  office = await filledOffice()
  expect(office.made).toMatchObject({ code: 0, err: "" })
  file = office.file
  text = office.text
})
afterAll(() => office?.close())

const parsed = () => parseBackup(file, text)

describe("a backup", () => {
  it("is for this account alone, and says loudly what is in it", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const { out } = await backup(["--data", office.dataDir, "--out", join(newFolder(), "again.backup")])
    expect(out).toMatch(/!! ในไฟล์นี้มีข้อมูลที่ไม่เปิดเผย \d+ แถว/)
    expect(text).toContain(PRIVATE_MARK)
    expect(text).toContain("PRIVATE KEY")
  })

  it("holds every table there is, and at least a row of each", () => {
    const { database } = parsed()
    const empty = database.tables.filter(({ name }) => rowsOf(database, name).length === 0)
    expect(empty).toEqual([])
    expect(database.tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "leaf",
        "entry",
        "disclosure",
        "redaction",
        "private_row",
        "message",
        "notice",
      ]),
    )
  })

  it("leaves the office's folder as it was", async () => {
    const before = readdirSync(office.dataDir, { recursive: true }).sort()
    await backup(["--data", office.dataDir, "--out", join(newFolder(), "x.backup")])
    expect(readdirSync(office.dataDir, { recursive: true }).sort()).toEqual(before)
  })

  it("is never written over another file", async () => {
    const again = await backup(["--data", office.dataDir, "--out", file])
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining("the file exists") })
    expect(await opened(file)).toBe(text)
  })

  it("of an office that is open is refused: half of a change must not be taken for the record", async () => {
    await lockFolder(office.dataDir)
    writeFileSync(join(office.dataDir, "lock"), `${process.ppid}\n`)
    const refused = await backup(["--data", office.dataDir, "--out", join(newFolder(), "x.backup")])
    await unlockFolder(office.dataDir)
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("another start") })
  })

  it("of a folder that is no office's is refused", async () => {
    const refused = await backup(["--data", newFolder()])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("not an office's folder") })
  })
})

describe("a restored office", () => {
  it("answers every public address as the first did, byte for byte", async () => {
    const folder = await restoredOffice(office)
    const expected = await filledAnswers()
    await serve(folder, office.url)
    const found = await crawl(office.url)
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort())
    // The nodes of its tree are brought in within the hour: proofs and bundles wait for them.
    const isOfTree = (address: string) => /\.tlog-proof$|\/bundle\.zip$/.test(address)
    for (const [address, answer] of expected)
      if (!isOfTree(address)) expect(found.get(address), address).toEqual(answer)
    const answered = [...expected.values()].filter(({ status }) => status === 200)
    expect(answered.length).toBeGreaterThan(100)
    expect([...expected.values()].filter(({ status }) => status >= 500)).toEqual([])
  })

  it("holds what is not public as well, and only this account can read it", async () => {
    const folder = await restoredOffice(office)
    const { database, progress } = await readLocalDatabase(folder)
    expect(progress).toBeUndefined()
    expect(contentHash(database)).toBe(contentHash(parsed().database))
    expect(chainFaults(database, keysOfTexts([]))).toEqual([])
    expect(statSync(join(folder, "office.json")).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(["keys.json", "office.json", "worker"])
  })

  it("holds no text that was redacted since the backup, and does not show it", async () => {
    const { database } = parsed()
    const redacted = new Set(rowsOf(database, "redaction").map(({ digest }) => digest))
    const gone = rowsOf(database, "entry").find(
      ({ name, digest }) =>
        String(name).startsWith("report/") && digest !== null && !redacted.has(digest ?? null),
    )
    const entry = {
      ...{ type: "redaction", at: instantOf(NOW), digest: gone?.digest as Hash },
      ...{ name: String(gone?.name), reason: "personal" },
    } satisfies LogEntry
    const [folder, list] = [join(newFolder(), "restored"), join(newFolder(), "redactions.jsonl")]
    writeFileSync(list, `${entryText(entry)}\n`)
    expect(await restore([file, "--data", folder, "--redactions", list])).toMatchObject({ code: 0 })
    const { database: found } = await readLocalDatabase(folder)
    expect(rowsOf(found, "disclosure").map(({ digest }) => digest)).not.toContain(gone?.digest)
    expect(rowsOf(found, "redaction")).toContainEqual({
      digest: gone?.digest,
      redacted_at: NOW,
      reason: "personal",
    })
    expect(chainFaults(found, keysOfTexts([]))).toEqual([])
  })

  it("sends nothing twice: what was told stays told", async () => {
    const folder = await restoredOffice(office)
    const worker = await serve(folder, office.url)
    await worker.scheduled(NOW)
    expect(await worker.sentMail()).toEqual([])
  })

  it("is not made over anything: a folder that is not empty is left as it was", async () => {
    const folder = newFolder()
    writeFileSync(join(folder, "letter.txt"), "mine")
    const refused = await restore([file, "--data", folder])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("the folder is not empty") })
    expect(readdirSync(folder)).toEqual(["letter.txt"])
  })

  it("is backed up to the same rows again", async () => {
    const folder = await restoredOffice(office)
    const again = join(newFolder(), "again.backup")
    await backup(["--data", folder, "--out", again])
    expect(await opened(again)).toBe(text)
  })
})

/** A target that dies after so many batches, as a machine that is switched off. */
async function dyingTarget(folder: string, batches: number) {
  const db = await openLocalDatabase(folder)
  let left = batches
  return {
    name: folder,
    rowsABatch: 25,
    run: async (statements: readonly string[]) => {
      if (left-- <= 0) throw new Error("switched off")
      await db.run(statements)
    },
    read: () => readLocalDatabase(folder),
    close: () => db.close(),
  }
}

describe("an interrupted restore", () => {
  it.each([0, 1, 2, 3, 7, 10])(
    "after %i batches is continued by the next, to the same record",
    async batches => {
      const folder = await newDatabase()
      const target = await dyingTarget(folder, batches)
      const first = restoreDatabase(parsed(), target, () => {})
      await expect(first).rejects.toThrow("switched off")
      await target.close()
      const next = await dyingTarget(folder, Number.POSITIVE_INFINITY)
      const { outcome } = await restoreDatabase(parsed(), next, () => {})
      await next.close()
      expect(outcome).toBe(batches === 0 ? "restored" : "continued")
      expect(contentHash((await readLocalDatabase(folder)).database)).toBe(contentHash(parsed().database))
    },
  )

  it("is continued by the command, in the folder that it had claimed", async () => {
    const folder = await newDatabase()
    const target = await dyingTarget(folder, 3)
    await restoreDatabase(parsed(), target, () => {}).catch(() => {})
    await target.close()
    writeFileSync(join(folder, "restore.json"), JSON.stringify({ backup: parsed().sha256 }))
    const done = await restore([file, "--data", folder])
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining("continued") })
    expect(contentHash((await readLocalDatabase(folder)).database)).toBe(contentHash(parsed().database))
  })

  it("is not begun in a database that holds anything", async () => {
    const { database } = parsed()
    const written: unknown[] = []
    const target = {
      ...{ name: "full", rowsABatch: 25, read: async () => ({ database, progress: undefined }) },
      run: async (statements: readonly string[]) => void written.push(...statements),
    }
    const refused = restoreDatabase(parsed(), target, () => {})
    await expect(refused).rejects.toThrow("the target is not empty")
    expect(written).toEqual([])
  })

  it("is not mixed with another backup", async () => {
    const folder = await newDatabase()
    const target = await dyingTarget(folder, 4)
    await restoreDatabase(parsed(), target, () => {}).catch(() => {})
    await target.close()
    const other = { ...parsed(), sha256: "another" }
    const open = await dyingTarget(folder, 99)
    await expect(restoreDatabase(other, open, () => {})).rejects.toThrow("another backup was begun")
    await open.close()
    const refused = await restore([file, "--data", folder])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("not empty") })
  })

  it("cannot be backed up: half a record must not be taken for one", async () => {
    const folder = await newDatabase()
    const target = await dyingTarget(folder, 4)
    await restoreDatabase(parsed(), target, () => {}).catch(() => {})
    await target.close()
    writeFileSync(join(folder, "office.json"), JSON.stringify({ office: "x" }))
    await openKeys(folder)
    const refused = await backup(["--data", folder, "--out", join(folder, "x.backup")])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("not finished") })
    expect(existsSync(join(folder, "x.backup"))).toBe(false)
  })
})

describe("a backup is sealed", () => {
  const keys = async () => (await findKeys(office.dataDir)) as Keys
  const seal = async (content: string, by: Keys) => {
    const made = join(newFolder(), "made.backup")
    writeFileSync(
      made,
      await sealBackup(content, by, { passphrase: PASSPHRASE.normalize("NFC"), workFactor: 2 }),
    )
    return made
  }
  const refused = async (made: string, ...more: string[]) => {
    const folder = join(newFolder(), "restored")
    const ran = await restore([made, "--data", folder, ...more])
    expect([ran.code, existsSync(folder)]).toEqual([2, false])
    return ran.err
  }

  it("nobody reads anything of it without the passphrase, and it is not for git", () => {
    const bytes = readFileSync(file, "latin1")
    expect(bytes.startsWith("age-encryption.org/v1\n-> scrypt ")).toBe(true)
    expect(bytes).not.toMatch(/sujarit|PRIVATE|office/)
    expect(readFileSync(new URL("../../../.gitignore", import.meta.url), "utf8")).toContain("*.backup\n")
  })

  it("another passphrase, a changed byte and a cut end are refused", async () => {
    const { err } = await restore([file, "--data", newFolder()], { SUJARIT_PASSPHRASE: "ไม่ใช่รหัสผ่านนี้" })
    expect(err).toContain("another passphrase")
    const bytes = readFileSync(file)
    const bad = join(newFolder(), "bad.backup")
    writeFileSync(bad, bytes.subarray(0, -1))
    expect(await refused(bad)).toContain("cut off")
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(bad, bytes)
    expect(await refused(bad)).toContain("was changed")
  })

  it("one that was forged by somebody who knows the passphrase, and another office's, are refused", async () => {
    const stranger = await openKeys(newFolder())
    const { publicJwk } = await keys()
    expect(await refused(await seal(text, stranger))).toContain("another office's key")
    const lying = { ...stranger, publicJwk }
    expect(await refused(await seal(text, lying))).toContain("may be forged")
    const forged = text.replace(PRIVATE_MARK, "someone-else")
    expect(await refused(await seal(forged, await keys()))).toContain("checksum")
  })

  it("into a folder that knows its office's keys no other office's goes, whole as it may be", async () => {
    const folder = newFolder()
    await openKeys(folder)
    const { code, err } = await restore([file, "--data", folder])
    expect([code, err, readdirSync(folder)]).toEqual([
      2,
      expect.stringContaining("another office's key"),
      ["keys.json"],
    ])
  })

  it("one older than the newest head that is known is refused, unless it is said to be the newest there is", async () => {
    const [head] = headsOf(parsed().database)
    const { fiscalYear = 0, revision = 0 } = head ?? {}
    const later = `${fiscalYear}/${revision + 1}/${"h".repeat(43)}`
    expect(await refused(file, "--head", later)).toMatch(new RegExp(`revision ${revision + 1} of.*--older`))
    const other = `${fiscalYear}/${revision}/${"h".repeat(43)}`
    expect(await refused(file, "--head", other, "--older")).toContain("another record")
    const known = ["--head", `${fiscalYear}/${revision}/${head?.head}`]
    // Let through so far, they stop at the folder that is not empty.
    for (const taken of [known, ["--head", later, "--older"]])
      expect(await restore([file, "--data", office.dataDir, ...taken])).toMatchObject({
        code: 2,
        err: expect.stringContaining("the folder is not empty"),
      })
  })

  it("whose newest head was noted in a file that is damaged is refused: it is not as if nothing were known", async () => {
    const folder = newFolder()
    expect(await notedHeads(folder)).toEqual([])
    writeFileSync(join(folder, "heads.json"), '[{"fiscalYear":2566,')
    await expect(notedHeads(folder)).rejects.toThrow(/heads.json .*damaged/)
  })

  it("is not restored over a living office, which is named with how far it has come", async () => {
    const { code, err } = await restore([file, "--data", office.dataDir])
    expect([code, err]).toEqual([2, expect.stringMatching(/2566\/3.*a living office is there/)])
  })

  it("of the version before is restored, and said to be neither encrypted nor signed", async () => {
    const plain = join(newFolder(), "old.backup")
    writeFileSync(plain, text)
    const ran = await restore([plain, "--data", join(newFolder(), "restored")])
    expect(ran).toMatchObject({ code: 0, err: expect.stringContaining("neither encrypted nor signed") })
  })

  it.each([
    [{ SUJARIT_PASSPHRASE: undefined }, "nobody is there to ask"],
    [{ SUJARIT_PASSPHRASE: "สั้นไป" }, "at least 12 letters"],
  ])("is not made with %j", async (env, reason) => {
    const out = join(newFolder(), "x.backup")
    const ran = await backup(["--data", office.dataDir, "--out", out], env)
    expect([ran.code, ran.err, existsSync(out)]).toEqual([2, expect.stringContaining(reason), false])
  })

  it("takes its passphrase from a file, or from a person who types it twice", async () => {
    const secret = join(newFolder(), "secret")
    writeFileSync(secret, `${PASSPHRASE}\n`)
    const env = { SUJARIT_PASSPHRASE: undefined, SUJARIT_PASSPHRASE_FILE: secret }
    // It was opened: what stops here is the folder, which is not empty.
    expect((await restore([file, "--data", office.dataDir], env)).err).toContain("the folder is not empty")
    const deps = { env: {}, askSecret: async () => PASSPHRASE }
    expect([await newPassphrase(deps), await knownPassphrase(deps)]).toEqual(
      Array(2).fill(PASSPHRASE.normalize("NFC")),
    )
    let typed = 0
    const slip = { env: {}, askSecret: async () => `${PASSPHRASE}${typed++}` }
    await expect(newPassphrase(slip)).rejects.toThrow("the two differ")
  })
})

describe("a backup that is not whole is refused, and nothing is written", () => {
  const change = (from: string | RegExp, to: string) => text.replace(from, to)
  it.each([
    ["cut off", () => text.slice(0, -40), "cut off"],
    ["without its last line", () => text.slice(0, text.lastIndexOf('\n{"rows"') + 1), "last line"],
    ["with a changed letter", () => change('"madeAt":"2023', '"madeAt":"2022'), "checksum"],
    ["with a changed row", () => change(PRIVATE_MARK, "someone-else"), "checksum"],
    ["empty", () => "", "not a backup"],
    ["something else", () => "PK\u0003\u0004 a workbook\n", "not a backup: name a file"],
  ])("%s", async (_, made, reason) => {
    const folder = newFolder()
    const bad = join(folder, "bad.backup")
    writeFileSync(bad, made())
    const refused = await restore([bad, "--data", join(folder, "restored")])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(reason) })
    expect(existsSync(join(folder, "restored"))).toBe(false)
  })

  it("one whose record does not hold together, though its own sums come out", async () => {
    const folder = newFolder()
    const { rows, ...database } = parsed().database
    const without = {
      ...database,
      rows: rows.filter(row => row !== rows.find(each => each.table === "leaf")),
    }
    writeFileSync(join(folder, "bad.backup"), formatBackup({ ...parsed(), database: without }))
    const refused = await restore([join(folder, "bad.backup"), "--data", join(folder, "restored")])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("does not hold together") })
  })

  it("one of a newer version, which says so", async () => {
    const folder = newFolder()
    const { database, ...rest } = parsed()
    const newer = { ...database, migrations: [...database.migrations, "9999_later.sql"] }
    writeFileSync(join(folder, "new.backup"), formatBackup({ ...rest, database: newer }))
    const refused = await restore([join(folder, "new.backup"), "--data", join(folder, "restored")])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("upgrade first") })
  })

  it("a file that is not there", async () => {
    const refused = await restore([join(newFolder(), "none.backup"), "--data", newFolder()])
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining("no such file") })
  })
})

it("what is written is what is read: format and parse are each other's inverse", () => {
  const { sha256: _, ...whole } = parsed()
  expect(formatBackup(whole)).toBe(text)
})
