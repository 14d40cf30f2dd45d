/**
 * Puts a backup's database into an empty one. Every batch of rows carries how far it has come in the same transaction:
 * killed anywhere, the next run goes on after the last whole batch. The log's own triggers stand all the while and judge
 * every row. Nothing counts as restored before all was read back.
 */
import { MIGRATIONS_TABLE, migrationNames, migrationStatements } from "../../local/worker/migrations.ts"
import {
  contentHash,
  type Database,
  type Found,
  PIECE_TABLE,
  PROGRESS_TABLE,
  type Table,
  type TableRow,
  type Value,
} from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import type { ReadBackup } from "./backup-file.ts"

export type RestoreTarget = {
  /** As people know it, for messages. */
  readonly name: string
  /** A batch is a transaction here, a whole run of wrangler there. */
  readonly rowsABatch: number
  /** All of the statements or none. */
  run(statements: readonly string[]): Promise<void>
  read(): Promise<Found>
}

export type Restored = { readonly outcome: "restored" | "continued"; readonly rows: number }

/** @throws CommandError for a target that is not empty, and for a backup this version cannot hold */
export async function restoreDatabase(
  backup: ReadBackup,
  target: RestoreTarget,
  log: (text: string) => void,
): Promise<Restored> {
  const { database } = backup
  const newer = newerMigrations(database)
  const found = await target.read()
  const isGoingOn = found.progress?.backup === backup.sha256
  if (!isGoingOn) assertEmpty(backup, target, found)
  const applied = new Set(found.database.migrations)
  const before = [
    ...(isGoingOn ? [] : [MIGRATIONS_TABLE, ...beginStatements(backup.sha256)]),
    ...migrationsBut(applied, database.migrations),
  ]
  const done = isGoingOn ? (found.progress?.rows ?? 0) : 0
  await insertRows(database, target, { before, done, log })
  log("อ่านกลับมาเทียบ / reading it back")
  assertRestored(backup, (await target.read()).database, target)
  await runAll(target, [...migrationsBut(applied, newer), ...END_STATEMENTS])
  return { outcome: isGoingOn ? "continued" : "restored", rows: database.rows.length }
}

function migrationsBut(applied: ReadonlySet<string>, names: readonly string[]): string[] {
  return names.filter(name => !applied.has(name)).flatMap(migrationStatements)
}

async function runAll(target: RestoreTarget, statements: readonly string[]): Promise<void> {
  if (statements.length > 0) await target.run(statements)
}

/** What this version has learned since the backup. */
function newerMigrations({ migrations }: Database): string[] {
  const known = migrationNames()
  const unknown = migrations.filter(name => !known.includes(name))
  if (unknown.length > 0)
    throw new CommandError(
      `สำเนานี้ใช้ฐานข้อมูลรุ่นใหม่กว่าโปรแกรมนี้ (${unknown.join(", ")}) ให้ปรับรุ่นโปรแกรมก่อน / made by a newer version: upgrade first`,
    )
  return known.filter(name => !migrations.includes(name))
}

/** @throws CommandError */
function assertEmpty(backup: ReadBackup, target: RestoreTarget, { database, progress }: Found): void {
  if (progress)
    throw new CommandError(
      `${target.name} มีการกู้คืนจากสำเนาอื่นค้างอยู่ ให้สั่งกู้คืนสำเนาเดิมต่อ หรือใช้ที่เก็บใหม่ / a restore of another backup was begun here: finish that one, or choose another target`,
    )
  const tooNew = database.migrations.filter(name => !backup.database.migrations.includes(name))
  if (database.rows.length > 0 || tooNew.length > 0)
    throw new CommandError(
      `${target.name} ไม่ว่าง (${database.rows.length} แถว) จึงไม่เขียนทับ ไม่มีอะไรถูกแก้ ให้กู้คืนลงที่เก็บใหม่ที่ว่าง / the target is not empty: nothing was changed. Restore into a new one`,
    )
}

type Inserting = {
  /** Statements that make the tables. */
  readonly before: readonly string[]
  /** Rows that an earlier run has put there. */
  readonly done: number
  readonly log: (text: string) => void
}

/** What goes before is of the first run, as what ends a restore is of one: wrangler takes some seconds, however little it is given. */
async function insertRows(
  { rows, tables }: Database,
  target: RestoreTarget,
  { before, done, log }: Inserting,
): Promise<void> {
  if (done >= rows.length) return runAll(target, before)
  for (let from = done; from < rows.length; from += target.rowsABatch) {
    const to = Math.min(from + target.rowsABatch, rows.length)
    const inserts = [...insertStatements(rows.slice(from, to), tables), progressStatement(to)]
    await target.run(from === done ? [...before, ...inserts] : inserts)
    log(`${to}/${rows.length} แถว / rows`)
  }
}

function assertRestored(backup: ReadBackup, restored: Database, { name }: RestoreTarget): void {
  const { tables } = backup.database
  if (contentHash(restored, tables) === contentHash(backup.database, tables)) return
  throw new CommandError(
    `อ่าน ${name} กลับมาแล้วไม่ตรงกับสำเนา อย่าใช้ที่เก็บนี้ ให้กู้คืนลงที่เก็บใหม่ / what was read back is not the backup: do not use this target`,
  )
}

/**
 * Rows are written as SQL that any door of D1 takes: without parameters, no statement over its 100 KB.
 * D1 counts bytes, and a Thai letter is three.
 */
const STATEMENT_BYTES = 60_000
const PIECE_LETTERS = 15_000

/** What stands beside the record while a restore runs. */
export function beginStatements(backup: string): string[] {
  return [
    `CREATE TABLE ${PROGRESS_TABLE} (backup TEXT NOT NULL, "rows" INTEGER NOT NULL)`,
    `CREATE TABLE ${PIECE_TABLE} (place TEXT NOT NULL, part INTEGER NOT NULL, text TEXT NOT NULL)`,
    `INSERT INTO ${PROGRESS_TABLE} (backup, "rows") VALUES (${literal(backup)}, 0)`,
  ]
}

/** The last statement of a batch: how far the restore has come, in the same transaction as the rows. */
function progressStatement(rows: number): string {
  return `UPDATE ${PROGRESS_TABLE} SET "rows" = ${rows}`
}

export const END_STATEMENTS = [`DROP TABLE ${PIECE_TABLE}`, `DROP TABLE ${PROGRESS_TABLE}`] as const

/** Inserts rows in their order; neighbours of one table share a statement. */
export function insertStatements(rows: readonly TableRow[], tables: readonly Table[]): string[] {
  const statements: string[] = []
  let open: { table: string; text: string } | undefined
  const close = () => {
    if (open) statements.push(open.text)
    open = undefined
  }
  for (const row of rows) {
    const values = `(${row.values.map(literal).join(", ")})`
    if (Buffer.byteLength(values) > STATEMENT_BYTES) {
      close()
      statements.push(...inPieces(row, columnsOf(row, tables)))
    } else if (
      open?.table === row.table &&
      Buffer.byteLength(open.text) + Buffer.byteLength(values) < STATEMENT_BYTES
    ) {
      open.text += `,\n${values}`
    } else {
      close()
      open = {
        table: row.table,
        text: `INSERT INTO "${row.table}" (${columnsOf(row, tables)}) VALUES\n${values}`,
      }
    }
  }
  close()
  return statements
}

/** A row too long for one statement: its long texts go in by pieces, and are joined where the row is made. */
function inPieces({ table, values }: TableRow, columns: string): string[] {
  const pieces: string[] = []
  const expressions = values.map((value, at) => {
    if (typeof value !== "string" || value.length <= PIECE_LETTERS) return literal(value)
    for (const [part, text] of piecesOf(value).entries())
      pieces.push(
        `INSERT INTO ${PIECE_TABLE} (place, part, text) VALUES ('${at}', ${part}, ${literal(text)})`,
      )
    return `(SELECT group_concat(text, '') FROM (SELECT text FROM ${PIECE_TABLE} WHERE place = '${at}' ORDER BY part))`
  })
  return [
    ...pieces,
    `INSERT INTO "${table}" (${columns}) VALUES (${expressions.join(", ")})`,
    `DELETE FROM ${PIECE_TABLE}`,
  ]
}

/** Never between the two halves of one character. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  for (let from = 0; from < text.length; ) {
    let to = Math.min(from + PIECE_LETTERS, text.length)
    if (to < text.length && /[\uD800-\uDBFF]/.test(text[to - 1] ?? "")) to -= 1
    pieces.push(text.slice(from, to))
    from = to
  }
  return pieces
}

function columnsOf({ table }: TableRow, tables: readonly Table[]): string {
  const columns = tables.find(each => each.name === table)?.columns ?? []
  return columns.map(column => `"${column}"`).join(", ")
}

/** Line feeds are spelled out: what reads SQL from a file may part it at lines. */
export function literal(value: Value): string {
  if (value === null) return "NULL"
  if (typeof value === "number") return String(value)
  if (typeof value === "object") return `X'${Buffer.from(value.base64, "base64").toString("hex")}'`
  if (/[\0\r\n]/.test(value)) return `CAST(X'${Buffer.from(value, "utf8").toString("hex")}' AS TEXT)`
  return `'${value.replaceAll("'", "''")}'`
}
