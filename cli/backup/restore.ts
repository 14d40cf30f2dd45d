/** Restores a backup into a new folder, or into the empty database at Cloudflare of a folder. */
import { mkdir, readdir, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { type LocalDatabase, openLocalDatabase } from "../../local/worker/local-database.ts"
import { parseJson } from "../../shared/row/json.ts"
import { executeD1, exportD1, officeD1 } from "../cloudflare/d1.ts"
import { type CloudflareDoor, cloudflareDoor } from "../cloudflare/wrangler.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import type { RecordHead } from "../command/option.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { chainFaults } from "../record/chain.ts"
import { headsOf } from "../record/heads.ts"
import { readLocalDatabase } from "../record/local-record.ts"
import { keysOfFolder, keysOfTexts, type RecordKeys } from "../record/record-keys.ts"
import { lockFolder, unlockFolder } from "../start/folder.ts"
import type { ReadBackup } from "./backup-file.ts"
import { assertNotBehind, notedHeads } from "./heads.ts"
import { openBackup } from "./open-backup.ts"
import { type ReadRedactions, withoutRedacted } from "./redactions.ts"
import { type Restored, type RestoreTarget, restoreDatabase } from "./restore-database.ts"
import { isSimulated } from "./sources.ts"

type RestoreOptions = {
  readonly file: string
  readonly data: string
  readonly remote: boolean
  /** The newest that is known, from a mail. */
  readonly head: RecordHead | undefined
  /** There is no newer one. */
  readonly older: boolean
  /** Where it stands what was redacted since: an address, a file, or `none`. */
  readonly redactions: string | undefined
  readonly readRedactions: ReadRedactions
  readonly json: boolean
}

/** Resolves with 0 when all was read back; nothing that was there is changed. @throws CommandError */
export async function restore(
  { file, data, remote, head, older, redactions, json, readRedactions }: RestoreOptions,
  io: CommandIo,
  given: Partial<CloudflareDoor & Surroundings>,
): Promise<number> {
  const log = progressOf(io)
  const { backup: opened, signer } = await openBackup(file, surroundings(given), io)
  const noted = remote ? await notedHeads(data) : []
  assertNotBehind(opened.database, head ? [...noted, head] : noted, older)
  const own = await keysOfFolder(data)
  const brought = keysOfTexts(opened.files.map(({ text }) => text))
  const isOurs = [brought, own].every(
    ({ publicKeys }) => publicKeys.size === 0 || publicKeys.has(signer ?? ""),
  )
  if (signer !== undefined && !isOurs) throw ofAnother(file, data)
  assertWhole(opened, own.publicKeys.size > 0 ? own : brought)
  const backup = await withoutRedacted(opened, redactions, readRedactions)
  const restored = await (remote
    ? restoreRemote(backup, data, cloudflareDoor(given), log)
    : restoreLocal(backup, data, log))
  printResult(io, json, { value: restored, text: () => restoredText(restored, data, backup.kind) })
  return 0
}

/** Judged before anything is written: a record that does not hold together would not do so elsewhere either. */
function assertWhole({ database, files }: ReadBackup, keys: RecordKeys): void {
  const faults = chainFaults(database, keys, isSimulated(files))
  if (faults.length > 0)
    throw new CommandError(
      `บันทึกในสำเนานี้ต่อกันไม่สนิท จึงไม่กู้คืน ให้ใช้สำเนาก่อนหน้า / the record in this backup does not hold together: use an earlier one. ${faults.slice(0, 3).join("; ")}`,
    )
}

function ofAnother(file: string, folder: string): CommandError {
  return new CommandError(
    `${file} ลงนามด้วยกุญแจของสำนักงานอื่น จึงไม่กู้คืน ไม่มีอะไรถูกแก้ ให้ใช้สำเนาของสำนักงานนี้ ถ้ากุญแจเดิมหายและออกใหม่แล้ว ให้นำ jwks.json เดิมมาวางเป็น jwks-old.json ใน ${folder} ก่อน ` +
      "/ signed with another office's key: nothing was changed. Use a backup of this office; where its key was lost, put its old jwks.json there as jwks-old.json",
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
  if (names.includes("office.json")) await refuseLiving(folder)
  throw new CommandError(
    `${folder} ไม่ว่าง จึงไม่กู้คืนทับ ไม่มีอะไรถูกแก้ ให้ระบุโฟลเดอร์ใหม่ด้วย --data / the folder is not empty: nothing was changed. Name a new one with --data`,
  )
}

/** A record that lives is never written over, newer or older. */
async function refuseLiving(folder: string): Promise<never> {
  const { database } = await readLocalDatabase(folder)
  const heads = headsOf(database).map(({ fiscalYear, revision }) => `${fiscalYear}/${revision}`)
  throw new CommandError(
    `${folder} มีสำนักงานที่มีชีวิตอยู่ (ถึงฉบับ ${heads.join(", ")}) จึงไม่กู้คืนทับ ไม่มีอะไรถูกแก้ ให้กู้ลงโฟลเดอร์ใหม่ด้วย --data ตรวจแล้วจึงย้ายของเดิมออก / a living office is there: the folder is not empty and nothing was changed. Restore into a new one with --data`,
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
  // What was sent, to whom and when is in the record; the letters of the simulated mailbox are files of the machine.
  const mailbox =
    kind === "local" ? "อีเมลในกล่องจำลองไม่อยู่ในสำเนา / the simulated mailbox is not in a backup\n" : ""
  return `${how}: ${rows} แถว อ่านกลับมาเทียบแล้วตรงทุกแถว บันทึกต่อกันครบ / rows, read back and whole\n${mailbox}${next}\n`
}
