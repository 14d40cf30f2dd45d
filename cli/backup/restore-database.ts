/**
 * Puts a backup's database into an empty one. Every batch of rows carries how far it has come in the same transaction:
 * killed anywhere, the next run goes on after the last whole batch. The log's own triggers stand all the while and judge
 * every row. Nothing counts as restored before all was read back.
 */
import { MIGRATIONS_TABLE, migrationNames, migrationStatements } from "../../local/worker/migrations.ts"
import type { Found } from "../cloudflare/database.ts"
import { contentHash, type Database } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import type { ReadBackup } from "./backup-file.ts"
import { chainFaults } from "./chain.ts"
import { beginStatements, END_STATEMENTS, insertStatements, progressStatement } from "./statements.ts"

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
  assertWhole(database)
  const found = await target.read()
  const isGoingOn = found.progress?.backup === backup.sha256
  if (!isGoingOn) await begin(backup, target, found)
  const applied = new Set(found.database.migrations)
  for (const name of database.migrations) if (!applied.has(name)) await target.run(migrationStatements(name))
  await insertRows(database, target, isGoingOn ? (found.progress?.rows ?? 0) : 0, log)
  log("อ่านกลับมาเทียบ / reading it back")
  assertRestored(backup, (await target.read()).database, target)
  for (const name of newer) if (!applied.has(name)) await target.run(migrationStatements(name))
  await target.run(END_STATEMENTS)
  return { outcome: isGoingOn ? "continued" : "restored", rows: database.rows.length }
}

/** Judged before anything is written: a record that does not hold together would not do so elsewhere either. */
function assertWhole(database: Database): void {
  const faults = chainFaults(database)
  if (faults.length > 0)
    throw new CommandError(
      `บันทึกในสำเนานี้ต่อกันไม่สนิท จึงไม่กู้คืน ให้ใช้สำเนาก่อนหน้า / the record in this backup does not hold together: use an earlier one. ${faults.slice(0, 3).join("; ")}`,
    )
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

async function begin(
  backup: ReadBackup,
  target: RestoreTarget,
  { database, progress }: Found,
): Promise<void> {
  if (progress)
    throw new CommandError(
      `${target.name} มีการกู้คืนจากสำเนาอื่นค้างอยู่ ให้สั่งกู้คืนสำเนาเดิมต่อ หรือใช้ที่เก็บใหม่ / a restore of another backup was begun here: finish that one, or choose another target`,
    )
  const tooNew = database.migrations.filter(name => !backup.database.migrations.includes(name))
  if (database.rows.length > 0 || tooNew.length > 0)
    throw new CommandError(
      `${target.name} ไม่ว่าง (${database.rows.length} แถว) จึงไม่เขียนทับ ไม่มีอะไรถูกแก้ ให้กู้คืนลงที่เก็บใหม่ที่ว่าง / the target is not empty: nothing was changed. Restore into a new one`,
    )
  await target.run([MIGRATIONS_TABLE, ...beginStatements(backup.sha256)])
}

async function insertRows(
  { rows, tables }: Database,
  target: RestoreTarget,
  done: number,
  log: (text: string) => void,
): Promise<void> {
  for (let from = done; from < rows.length; from += target.rowsABatch) {
    const to = Math.min(from + target.rowsABatch, rows.length)
    await target.run([...insertStatements(rows.slice(from, to), tables), progressStatement(to)])
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
