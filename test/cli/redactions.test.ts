/** A backup does not bring back what was redacted after it: the log says what that was, or somebody says that nothing was. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import type { ReadBackup } from "../../cli/backup/backup-file.ts"
import { withoutRedacted } from "../../cli/backup/redactions.ts"
import { type Database, rowsOf, type Value } from "../../cli/cloudflare/database.ts"
import { redactionsSince } from "../../cli/redact/redactions-since.ts"
import { entryText, instantOf, type LogEntry } from "../../shared/log/entry.ts"
import type { Hash } from "../../shared/push/sd-jwt.ts"
import {
  type Files,
  FROM,
  newSite,
  noteOf,
  otherLogKey,
  type Site,
  serve,
  signedPushes,
} from "../shared/verify/site.ts"

const ADDRESS = "https://record.example"
const AT = FROM + 17 * 86_400_000

const site = newSite()
const [digest = ""] = [...(site.pushes[1]?.shown.keys() ?? [])]
const redaction = {
  ...{ type: "redaction", at: instantOf(AT), digest: digest as Hash },
  ...{ name: "report/m-bbbbbbbb/2/2566", reason: "personal" },
} satisfies LogEntry
const living: Site = { ...site, entries: [...site.entries, redaction] }

const fetchOf = (files: Files) =>
  (async (input: string) => {
    const found = files.get(String(input).slice(ADDRESS.length))
    return new Response(found as BodyInit | undefined, { status: found === undefined ? 404 : 200 })
  }) as unknown as typeof fetch

/** As it was before the redaction: `digest` has its text. */
function backupOf(kept = site): ReadBackup {
  const tables = {
    entry: ["digest"],
    disclosure: ["encoded", "digest"],
    redaction: ["digest", "redacted_at", "reason"],
    log_entry: ["body"],
    log_checkpoint: ["note"],
  }
  const rows: [string, Value[]][] = [
    ["disclosure", ["secret", digest]],
    ["disclosure", ["other", "b".repeat(43)]],
    ["entry", [digest]],
    ["entry", ["b".repeat(43)]],
    ["log_entry", [entryText(kept.entries[0] as LogEntry)]],
    ["log_checkpoint", [noteOf(kept)]],
  ]
  const database: Database = {
    migrations: [],
    tables: Object.entries(tables).map(([name, columns]) => ({ name, columns })),
    rows: rows.map(([table, values]) => ({ table, values })),
  }
  return { kind: "deployed", office: "x", madeAt: "2023-06-01T00:00:00Z", files: [], sha256: "a", database }
}

async function restored(asked: string | undefined, files = serve(living), backup = backupOf()) {
  const { database, sha256 } = await withoutRedacted(backup, asked, (typed, known) =>
    redactionsSince(typed, known, fetchOf(files)),
  )
  return {
    texts: rowsOf(database, "disclosure").map(({ encoded }) => encoded),
    redacted: rowsOf(database, "redaction"),
    sha256,
  }
}

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sujarit-redactions-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, "redactions.jsonl")
  await writeFile(file, text)
  return file
}

it.each([
  ["the living site", async () => ADDRESS],
  ["the file that verify keeps", () => fileOf(`${entryText(redaction)}\n`)],
])("the text is in no row that is restored, by %s, and the redaction is in its place", async (_, asked) => {
  const { texts, redacted, sha256 } = await restored(await asked())
  expect(texts).toEqual(["other"])
  expect(redacted).toEqual([{ digest, redacted_at: AT, reason: "personal" }])
  // What another set of redactions began is not gone on with.
  expect(sha256).not.toBe("a")
})

it("where nothing was redacted since, the backup is as it was", async () => {
  for (const asked of ["none", await fileOf(""), ADDRESS])
    expect(await restored(asked, serve(site)), asked).toMatchObject({
      texts: ["secret", "other"],
      sha256: "a",
    })
})

it("nobody having said so, it is asked; of a simulated office it is not", async () => {
  await expect(restored(undefined)).rejects.toThrow("would bring those texts back")
  const simulated = { file: "office.json", text: '{"clock":{"simulated":true}}' }
  const backup = { ...backupOf(), files: [simulated] }
  expect(await restored(undefined, serve(living), backup)).toMatchObject({ sha256: "a" })
})

it.each<readonly [string, () => Files]>([
  ["is cut back behind the backup", () => serve({ ...site, entries: site.entries.slice(0, 3) })],
  [
    "was written anew",
    () =>
      serve({
        ...site,
        entries: site.entries.map(each =>
          each.type === "key" ? { ...each, at: instantOf(FROM - 1) } : each,
        ),
      }),
  ],
  ["has another key", () => serve(newSite(signedPushes(), { logKey: otherLogKey }))],
  ["is of another name", () => serve(newSite(signedPushes(), { origin: "record.example/log/2" }))],
  ["cannot be read", () => new Map()],
])("a log that %s says nothing of what was redacted", async (_, files) => {
  await expect(restored(ADDRESS, files())).rejects.toThrow("the log there does not go on from this backup")
})

it("a file that is missing or holds something else is refused", async () => {
  await expect(restored("/nowhere/redactions.jsonl")).rejects.toThrow(/ไม่มีไฟล์นี้ ให้.*there is no such file/)
  await expect(restored(await fileOf("hello\n"))).rejects.toThrow("line 1 is no entry of a log")
})
