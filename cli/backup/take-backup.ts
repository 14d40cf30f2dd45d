/** `sujarit backup`: everything the public record and its mail stand on, in one file. */
import { link, mkdir, open, rm } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { type Backup, formatBackup } from "./backup/backup-file.ts"
import { chainFaults } from "./backup/chain.ts"
import {
  DEPLOYED_FILES,
  kindOfFolder,
  LOCAL_FILES,
  officeOf,
  readLocalDatabase,
  readOfficeFiles,
} from "./backup/sources.ts"
import { rowsOf } from "./cloudflare/backup-record.ts"
import { exportD1 } from "./cloudflare/d1.ts"
import { officeD1 } from "./cloudflare/office-d1.ts"
import { createWrangler, type Wrangler } from "./cloudflare/wrangler.ts"
import { SetupError } from "./command/setup-error.ts"
import { faultText } from "./office/fault.ts"
import { DEFAULT_DATA } from "./office/installation.ts"
import { lockFolder, unlockFolder } from "./start/folder-lock.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

export type BackupDeps = {
  readonly wrangler: Wrangler
  /** `--local`: wrangler's own copy of the database, for tests. */
  readonly where: "--remote" | "--local"
  readonly now: () => number
}

const USAGE = `วิธีใช้ / usage: sujarit backup [--data DIR] [--out FILE] [--json]

  --data  โฟลเดอร์ของสำนักงาน จริงหรือจำลองก็ได้ / the office's data folder, real or local (${DEFAULT_DATA})
  --out   ไฟล์สำเนา / the file to write (sujarit-OFFICE-TIME.backup)
`

/** Exit code: 0 written and whole, 1 written but the record does not hold together, 2 usage or environment. */
export async function backupCommand(
  args: string[],
  io: CommandIo,
  deps: BackupDeps = { wrangler: createWrangler(), where: "--remote", now: Date.now },
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    io.stdout(USAGE)
    return 0
  }
  const options = parseOptions(args)
  if ("fault" in options) {
    io.stderr(`${options.fault}\n\n${USAGE}`)
    return 2
  }
  try {
    const backup = await takeBackup(options.folder, deps)
    const file = resolve(options.out ?? `sujarit-${backup.office}-${fileTime(backup.madeAt)}.backup`)
    await writeNew(file, formatBackup(backup))
    return tell(backup, file, options.json, io)
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
}

/** @throws SetupError, FolderError */
export async function takeBackup(folder: string, deps: BackupDeps): Promise<Backup> {
  const kind = await kindOfFolder(folder)
  const names = kind === "local" ? LOCAL_FILES : DEPLOYED_FILES
  const madeAt = new Date(deps.now()).toISOString()
  const { found, files } =
    kind === "local"
      ? await stopped(folder, async () => ({
          found: await readLocalDatabase(folder),
          files: await readOfficeFiles(folder, names),
        }))
      : {
          found: await exportD1(await officeD1(folder, deps)),
          files: await readOfficeFiles(folder, names),
        }
  if (found.progress)
    throw new SetupError(
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

function tell(backup: Backup, file: string, json: boolean, io: CommandIo): number {
  const { database, files } = backup
  const faults = chainFaults(database)
  const counts = {
    revisions: rowsOf(database, "leaf").length,
    rows: database.rows.length,
    privateRows: rowsOf(database, "private_row").length,
    holdsKey: files.some(({ text }) => text.includes("PRIVATE KEY")),
  }
  if (json) io.stdout(`${JSON.stringify({ file, ...counts, faults }, null, 2)}\n`)
  else io.stdout(backupText(file, counts))
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
  !! ในไฟล์นี้มีข้อมูลที่ไม่เปิดเผย ${privateRows} แถว (ที่อยู่เมล)${key}
     เก็บไว้ในที่ที่ผู้อื่นเปิดไม่ได้ ห้ามส่งทางเมลหรือแชต / it holds private data: keep it where nobody else can read it
`
}

/** The whole file or none of it, never over another, and for this account alone. */
async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const part = join(dirname(file), `.${process.pid}.part`)
  try {
    const handle = await open(part, "wx", 0o600)
    try {
      await handle.writeFile(text)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await link(part, file)
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST")
      throw new SetupError(
        `มีไฟล์ ${file} อยู่แล้ว ไม่เขียนทับ ให้ตั้งชื่ออื่นด้วย --out / the file exists: choose another name`,
      )
    throw error
  } finally {
    await rm(part, { force: true })
  }
}

function fileTime(madeAt: string): string {
  return madeAt.slice(0, 16).replaceAll(/[-:]/g, "")
}

type Options = { readonly folder: string; readonly out: string | undefined; readonly json: boolean }

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        data: { type: "string", default: DEFAULT_DATA },
        out: { type: "string" },
        json: { type: "boolean", default: false },
      },
    })
    return { folder: resolve(values.data), out: values.out, json: values.json }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
