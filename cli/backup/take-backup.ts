/** Takes a backup of an office, local or real, and says what is in it. */
import { mkdir } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { exportD1, officeD1 } from "../cloudflare/d1.ts"
import { rowsOf } from "../cloudflare/database.ts"
import { type CloudflareDoor, cloudflareDoor } from "../cloudflare/wrangler.ts"
import { type CommandIo, printResult, progressOf } from "../command/command.ts"
import { CommandError } from "../command/fault.ts"
import { writeNew } from "../command/files.ts"
import { type Surroundings, surroundings } from "../command/surroundings.ts"
import { findKeys, type Keys } from "../office/keys.ts"
import { chainFaults } from "../record/chain.ts"
import { headsOf } from "../record/heads.ts"
import { readLocalDatabase } from "../record/local-record.ts"
import { keysOfFolder, type RecordKeys } from "../record/record-keys.ts"
import { lockFolder, unlockFolder } from "../start/folder.ts"
import { type Backup, formatBackup } from "./backup-file.ts"
import { noteHeads } from "./heads.ts"
import { newPassphrase } from "./passphrase.ts"
import { sealBackup } from "./seal.ts"
import {
  DEPLOYED_FILES,
  isSimulated,
  kindOfFolder,
  LOCAL_FILES,
  officeOf,
  readOfficeFiles,
} from "./sources.ts"

type BackupOptions = {
  readonly data: string
  readonly out: string | undefined
  readonly json: boolean
}

/** `workFactor`: of the passphrase, where a test must not take a second. */
export type BackupDeps = CloudflareDoor & Surroundings & { readonly workFactor: number }

/** Exit code: 0 written and whole, 1 written but the record does not hold together. @throws CommandError */
export async function backUp(
  options: BackupOptions,
  io: CommandIo,
  given: Partial<BackupDeps>,
): Promise<number> {
  progressOf(io)("อ่านฐานข้อมูลและไฟล์ของสำนักงาน / reading the office's database and files")
  const deps = { ...cloudflareDoor(given), ...surroundings(given) }
  // Asked first: nobody waits for a question after the work.
  const keys = await signingKeys(options.data)
  const passphrase = await newPassphrase(deps)
  const backup = await takeBackup(options.data, deps)
  const file = resolve(options.out ?? `sujarit-${backup.office}-${fileTime(backup.madeAt)}.backup`)
  await mkdir(dirname(file), { recursive: true })
  const { workFactor } = given
  if (!(await writeNew(file, await sealBackup(formatBackup(backup), keys, { passphrase, workFactor }))))
    throw new CommandError(
      `มีไฟล์ ${file} อยู่แล้ว ไม่เขียนทับ ให้ตั้งชื่ออื่นด้วย --out / the file exists: choose another name`,
    )
  if (backup.kind === "deployed") await noteHeads(options.data, headsOf(backup.database))
  return tell({ backup, file, keys: await keysOfFolder(options.data) }, options.json, io)
}

async function signingKeys(folder: string): Promise<Keys> {
  await kindOfFolder(folder)
  const keys = await findKeys(folder)
  if (keys) return keys
  throw new CommandError(
    `${folder} ไม่มี keys.json จึงลงนามสำเนาไม่ได้ และสำเนาที่ไม่ลงนามแยกจากของปลอมไม่ได้ ให้นำ keys.json ของสำนักงานกลับมาวาง / the backup is signed with the office's key, and keys.json is missing: put it back`,
  )
}

async function takeBackup(folder: string, deps: CloudflareDoor & Pick<Surroundings, "now">): Promise<Backup> {
  const kind = await kindOfFolder(folder)
  const names = kind === "local" ? LOCAL_FILES : DEPLOYED_FILES
  const madeAt = new Date(deps.now()).toISOString()
  const read = async () => ({
    found: await (kind === "local" ? readLocalDatabase(folder) : exportD1(await officeD1(folder, deps))),
    files: await readOfficeFiles(folder, names),
  })
  const { found, files } = await (kind === "local" ? stopped(folder, read) : read())
  if (found.progress)
    throw new CommandError(
      `ฐานข้อมูลนี้ยังกู้คืนไม่เสร็จ ให้สั่ง restore ต่อจนเสร็จก่อน / a restore into this database is not finished: finish it first`,
    )
  return { kind, office: officeOf([...files].reverse()), madeAt, files, database: found.database }
}

/** A database that is being written cannot be copied whole: nobody may open the office meanwhile. */
async function stopped<T>(folder: string, read: () => Promise<T>): Promise<T> {
  await lockFolder(folder)
  try {
    return await read()
  } finally {
    await unlockFolder(folder)
  }
}

type Taken = { readonly backup: Backup; readonly file: string; readonly keys: RecordKeys }

function tell({ backup, file, keys }: Taken, json: boolean, io: CommandIo): number {
  const { database, files } = backup
  const faults = chainFaults(database, keys, isSimulated(files))
  const counts = {
    revisions: rowsOf(database, "leaf").length,
    rows: database.rows.length,
    privateRows: rowsOf(database, "private_row").length,
    holdsKey: files.some(({ text }) => text.includes("PRIVATE KEY")),
  }
  printResult(io, json, { value: { file, ...counts, faults }, text: () => backupText(file, counts) })
  for (const fault of faults) io.stderr(`${fault}\n`)
  if (faults.length > 0)
    io.stderr(
      "เขียนสำเนาแล้ว แต่บันทึกในฐานข้อมูลต่อกันไม่สนิท ดูคู่มือผู้ดูแลหัวข้อ “บันทึกเสียหาย” / written, but the record does not hold together\n",
    )
  return faults.length > 0 ? 1 : 0
}

type Counts = {
  readonly revisions: number
  readonly rows: number
  readonly privateRows: number
  readonly holdsKey: boolean
}

function backupText(file: string, { revisions, rows, privateRows, holdsKey }: Counts): string {
  const key = holdsKey ? " และกุญแจลับของสำนักงาน / and the office's private key" : ""
  return `สำรองแล้ว / backed up: ${file}
  ${revisions} ฉบับ ${rows} แถว / revisions, rows
  !! ในไฟล์นี้มีข้อมูลที่ไม่เปิดเผย ${privateRows} แถว (ที่อยู่อีเมล)${key}
     เข้ารหัสและลงนามแล้ว เก็บรหัสผ่านไว้แยกจากไฟล์ ถ้าหายจะเปิดสำเนาไม่ได้อีก
     / encrypted and signed: keep the passphrase apart from the file; without it the backup never opens again
`
}

function fileTime(madeAt: string): string {
  return madeAt.slice(0, 16).replaceAll(/[-:]/g, "")
}
