/** Restores a backup into a new folder, or into the empty database at Cloudflare of a folder. */
import { mkdir, readdir, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { type LocalDatabase, openLocalDatabase } from "../../local/worker/local-database.ts"
import { parseJson } from "../../shared/row/json.ts"
import { executeD1, exportD1, officeD1 } from "../cloudflare/d1.ts"
import type { Database } from "../cloudflare/database.ts"
import { type CloudflareDoor, cloudflareDoor } from "../cloudflare/wrangler.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { chainFaults } from "../record/chain.ts"
import { readLocalDatabase } from "../record/local-record.ts"
import { keysOfFolder, keysOfTexts, type RecordKeys } from "../record/record-keys.ts"
import { lockFolder, unlockFolder } from "../start/folder.ts"
import { parseBackup, type ReadBackup } from "./backup-file.ts"
import { type Restored, type RestoreTarget, restoreDatabase } from "./restore-database.ts"

export type RestoreOptions = {
  readonly file: string
  readonly data: string
  readonly remote: boolean
  readonly json: boolean
}

/** Resolves with 0 when all was read back; nothing that was there is changed. @throws CommandError */
export async function restore(
  { file, data, remote, json }: RestoreOptions,
  io: CommandIo,
  given: Partial<CloudflareDoor>,
): Promise<number> {
  const backup = parseBackup(file, await readFile(file, "utf8"))
  const log = progressOf(io)
  const own = await keysOfFolder(data)
  assertWhole(
    backup.database,
    own.publicKeys.size > 0 ? own : keysOfTexts(backup.files.map(each => each.text)),
  )
  const restored = await (remote
    ? restoreRemote(backup, data, cloudflareDoor(given), log)
    : restoreLocal(backup, data, log))
  printResult(io, json, { value: restored, text: () => restoredText(restored, data, backup.kind) })
  return 0
}

/** Judged before anything is written: a record that does not hold together would not do so elsewhere either. */
function assertWhole(database: Database, keys: RecordKeys): void {
  const faults = chainFaults(database, keys)
  if (faults.length > 0)
    throw new CommandError(
      `บันทึกในสำเนานี้ต่อกันไม่สนิท จึงไม่กู้คืน ให้ใช้สำเนาก่อนหน้า / the record in this backup does not hold together: use an earlier one. ${faults.slice(0, 3).join("; ")}`,
    )
}

const MARK = "restore.json"
const markSchema = z.object({ backup: z.string() })

/** The mark is first and goes last: a folder that has it is half restored, and belongs to that backup. */
async function restoreLocal(
  backup: ReadBackup,
  folder: string,
  log: (text: string) => void,
): Promise<Restored> {
  await claimFolder(folder, backup)
  await lockFolder(folder)
  try {
    const target = localTarget(folder)
    const restored = await restoreDatabase(backup, target, log).finally(() => target.close())
    for (const { file, text } of backup.files)
      await writeFileAtomic(join(folder, file), text, { mode: 0o600 })
    await rm(join(folder, MARK))
    return restored
  } finally {
    await unlockFolder(folder)
  }
}

async function claimFolder(folder: string, { sha256 }: ReadBackup): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = await readdir(folder)
  if (names.includes(MARK)) {
    const mark = markSchema.safeParse(parseJson(await readFile(join(folder, MARK), "utf8")))
    if (mark.data?.backup === sha256) return
  } else if (names.length === 0) {
    return writeFileAtomic(join(folder, MARK), `${JSON.stringify({ backup: sha256 })}\n`, { mode: 0o600 })
  }
  throw new CommandError(
    `${folder} ไม่ว่าง จึงไม่กู้คืนทับ ไม่มีอะไรถูกแก้ ให้ระบุโฟลเดอร์ใหม่ด้วย --data / the folder is not empty: nothing was changed. Name a new one with --data`,
  )
}

/** The database is closed while it is read: two programs must not have it at once. */
function localTarget(folder: string): RestoreTarget & { close(): Promise<void> } {
  let open: LocalDatabase | undefined
  const close = async () => {
    await open?.close()
    open = undefined
  }
  return {
    name: folder,
    rowsABatch: 200,
    async run(statements) {
      open ??= await openLocalDatabase(folder)
      await open.run(statements)
    },
    async read() {
      open ??= await openLocalDatabase(folder)
      // A database that was just made has no file before its first statement.
      await open.run(["SELECT 1"])
      await close()
      return readLocalDatabase(folder)
    },
    close,
  }
}

async function restoreRemote(
  backup: ReadBackup,
  folder: string,
  door: CloudflareDoor,
  log: (text: string) => void,
): Promise<Restored> {
  const d1 = await officeD1(folder, door)
  const target: RestoreTarget = {
    name: `ฐานข้อมูล ${d1.database}`,
    rowsABatch: 1000,
    run: statements => executeD1(d1, statements),
    read: () => exportD1(d1),
  }
  return restoreDatabase(backup, target, log)
}

function restoredText({ outcome, rows }: Restored, folder: string, kind: ReadBackup["kind"]): string {
  const how = outcome === "continued" ? "กู้คืนต่อจนครบ / continued to its end" : "กู้คืนครบ / restored"
  const next =
    kind === "local"
      ? `เปิดด้วย sujarit start --data ${folder} / open it with start`
      : `ต่อไปสั่ง sujarit deploy --data ${folder} / next: deploy`
  return `${how}: ${rows} แถว อ่านกลับมาเทียบแล้วตรงทุกแถว บันทึกต่อกันครบ / rows, read back and whole\n${next}\n`
}
