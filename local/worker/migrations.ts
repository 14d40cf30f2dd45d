/** Applies `worker/migrations` to the local database, and notes them where wrangler does. */
import { readdirSync, readFileSync } from "node:fs"
import type { RunStatements } from "./statements.ts"

const FOLDER = new URL("../../worker/migrations/", import.meta.url)

/** As wrangler makes it. */
export const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`

/** @throws when a page of the database is not what it must be. */
export async function assertSound(run: RunStatements): Promise<void> {
  const rows = await run(["PRAGMA quick_check"])
  if (rows[0]?.quick_check !== "ok") throw new Error(`quick_check: ${JSON.stringify(rows)}`)
}

/** Each migration whole or not at all; after a crash the next start goes on where this one stopped. */
export async function applyMigrations(run: RunStatements): Promise<void> {
  const rows = await run([MIGRATIONS_TABLE, "SELECT name FROM d1_migrations"])
  const applied = new Set(rows.map(row => row.name))
  for (const name of migrationNames()) if (!applied.has(name)) await run(migrationStatements(name))
}

/** Everything a migration does and the note that it was done, for one transaction. */
export function migrationStatements(name: string): string[] {
  const statements = splitStatements(readFileSync(new URL(name, FOLDER), "utf8"))
  return [...statements, `INSERT INTO d1_migrations (name) VALUES ('${name}')`]
}

/** Those of this version, oldest first. */
export function migrationNames(): string[] {
  return readdirSync(FOLDER)
    .filter(name => name.endsWith(".sql"))
    .sort()
}

/** A statement ends with a semicolon at the end of a line, a trigger with `END;`. */
export function splitStatements(sql: string): string[] {
  const statements: string[] = []
  let lines: string[] = []
  for (const line of sql.split("\n")) {
    if (lines.length === 0 && /^\s*(--.*)?$/.test(line)) continue
    lines.push(line)
    const isTrigger = /^\s*CREATE TRIGGER\b/i.test(lines[0] ?? "")
    if (isTrigger ? /^\s*END;\s*$/i.test(line) : /;\s*$/.test(line)) {
      statements.push(lines.join("\n"))
      lines = []
    }
  }
  if (lines.length > 0) throw new Error(`a migration ends inside a statement: ${lines[0]}`)
  return statements
}
