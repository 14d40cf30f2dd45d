/** Upgrading keeps every record: a database of the first release takes the newer migrations, killed in between or not. */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, expect, it } from "vitest"
import { parseBackup } from "../../../cli/backup/backup-file.ts"
import { beginStatements, END_STATEMENTS, insertStatements } from "../../../cli/backup/restore-database.ts"
import { contentHash, type Database } from "../../../cli/cloudflare/database.ts"
import { readLocalDatabase } from "../../../cli/record/local-record.ts"
import { type LocalDatabase, openLocalDatabase } from "../../../local/worker/local-database.ts"
import {
  MIGRATIONS_TABLE,
  migrationNames,
  migrationStatements,
  splitStatements,
} from "../../../local/worker/migrations.ts"
import { crawl } from "./crawl.ts"
import { answersAfter, type FilledOffice, filledOffice, newDatabase, serve } from "./office.ts"

/** Released: an office has run them. A change belongs into a new migration, which every database then takes. */
const FIRST_RELEASE = {
  "0001_record.sql": "04fcf5c5ca22a3b7bd42a874c9cc226e62e85744237a3c17b8bfc11e6121754a",
  "0002_outbox.sql": "60b1341c6b7e56a25e97dc620cbdd2224fa39bf6463211fb825d61dfed4ff704",
}

let office: FilledOffice
let record: Database

beforeAll(async () => {
  office = await filledOffice()
  record = parseBackup(office.file, office.text).database
})
afterAll(() => office?.close())

/** The record as the first release kept it: its tables and columns alone. */
async function firstRelease(): Promise<{ folder: string; kept: Database; db: LocalDatabase }> {
  const folder = await newDatabase()
  const db = await openLocalDatabase(folder)
  await db.run([MIGRATIONS_TABLE])
  for (const name of Object.keys(FIRST_RELEASE)) await db.run(migrationStatements(name))
  const kept = asOf(record, schemaOf(Object.keys(FIRST_RELEASE)))
  await db.run([...beginStatements("x"), ...insertStatements(kept.rows, kept.tables), ...END_STATEMENTS])
  return { folder, kept, db }
}

function schemaOf(migrations: readonly string[]): Map<string, string[]> {
  const db = new DatabaseSync(":memory:")
  for (const name of migrations)
    for (const statement of splitStatements(migrationText(name))) db.exec(statement)
  const names = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()
  return new Map(
    names.map(({ name }) => [
      String(name),
      db
        .prepare(`SELECT name FROM pragma_table_info('${String(name)}')`)
        .all()
        .map(row => String(row.name)),
    ]),
  )
}

function asOf({ migrations, tables, rows }: Database, columnsByTable: Map<string, string[]>): Database {
  const old = tables.filter(({ name }) => columnsByTable.has(name))
  return {
    migrations: migrations.slice(0, Object.keys(FIRST_RELEASE).length),
    tables: old.map(({ name }) => ({ name, columns: columnsByTable.get(name) ?? [] })),
    rows: rows.flatMap(({ table, values }) => {
      const columns = columnsByTable.get(table)
      const now = tables.find(({ name }) => name === table)?.columns ?? []
      return columns ? [{ table, values: columns.map(column => values[now.indexOf(column)] ?? null) }] : []
    }),
  }
}

function migrationText(name: string): string {
  return readFileSync(new URL(`../../../worker/migrations/${name}`, import.meta.url), "utf8")
}

it.each(Object.entries(FIRST_RELEASE))("%s is as it was released", (name, hash) => {
  expect(createHash("sha256").update(migrationText(name)).digest("hex")).toBe(hash)
})

/** The first release opened no link, and its feeds told of pushes: so is all read that it accepted. */
const AS_FIRST_READ = [
  "DROP TRIGGER look_is_never_deleted",
  "DELETE FROM look",
  "INSERT INTO reading SELECT 'opened', MAX(idx) + 1 FROM leaf",
  "INSERT INTO reading SELECT 'grouped', MAX(idx) + 1 FROM leaf",
]

it("every record and every public answer is kept over the upgrade", async () => {
  const expected = await answersAfter(AS_FIRST_READ)
  const { folder, kept, db } = await firstRelease()
  await db.close()
  await serve(folder, office.url)
  const found = await crawl(office.url)
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort())
  // Its tree is made hour by hour: what stands in it, or how far it is signed, is not there yet.
  const isOfTree = (address: string) =>
    /^\/(?:log\/|status|verify)|\.tlog-proof$|\/bundle\.zip$/.test(address)
  for (const [address, answer] of expected)
    if (!isOfTree(address)) expect(found.get(address), address).toEqual(answer)
  const { database } = await readLocalDatabase(folder)
  expect(database.migrations).toEqual(migrationNames())
  expect(contentHash(database, kept.tables)).toBe(contentHash(kept))
})

it("a migration that was interrupted has left nothing, and the next start finishes it", async () => {
  const { folder, kept, db } = await firstRelease()
  for (const name of migrationNames().slice(Object.keys(FIRST_RELEASE).length)) {
    const before = (await readLocalDatabase(folder)).database
    const half = [...migrationStatements(name).slice(0, -1), "INSERT INTO switched_off VALUES (1)"]
    await expect(db.run(half)).rejects.toThrow("switched_off")
    const after = (await readLocalDatabase(folder)).database
    expect(after).toEqual(before)
    await db.run(migrationStatements(name))
  }
  await db.close()
  const worker = await serve(folder, office.url)
  expect((await fetch(`${worker.url}/healthz`)).status).toBe(200)
  expect(contentHash((await readLocalDatabase(folder)).database, kept.tables)).toBe(contentHash(kept))
})
