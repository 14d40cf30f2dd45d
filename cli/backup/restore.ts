/** `sujarit restore FILE`: the record of a backup stood up in an empty place, and believed only when it was read back. */
import { mkdir, readdir, readFile, rm } from "node:fs/promises"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { type LocalDatabase, openLocalDatabase } from "../local/worker/local-database.ts"
import { parseJson } from "../shared/row/json.ts"
import { parseBackup, type ReadBackup } from "./backup/backup-file.ts"
import { type Restored, type RestoreTarget, restoreDatabase } from "./backup/restore-database.ts"
import { readLocalDatabase } from "./backup/sources.ts"
import { executeD1, exportD1 } from "./cloudflare/d1.ts"
import { officeD1 } from "./cloudflare/office-d1.ts"
import { createWrangler, type Wrangler } from "./cloudflare/wrangler.ts"
import { SetupError } from "./command/setup-error.ts"
import { faultText } from "./office/fault.ts"
import { lockFolder, unlockFolder } from "./start/folder-lock.ts"

export type CommandIo = { readonly stdout: (text: string) => void; readonly stderr: (text: string) => void }

export type RestoreDeps = {
  readonly wrangler: Wrangler
  /** `--local`: wrangler's own copy of the database, for tests. */
  readonly where: "--remote" | "--local"
}

const USAGE = `วิธีใช้ / usage: sujarit restore FILE --data DIR [--remote] [--json]

  FILE      สำเนาจาก sujarit backup / a backup
  --data    โฟลเดอร์ใหม่ที่ว่าง / a new, empty folder
  --remote  ลงฐานข้อมูลว่างที่ Cloudflare ของโฟลเดอร์นั้น (สั่ง deploy --until database ก่อน)
            into the empty database at Cloudflare of that folder (after deploy --until database)
`

/** Exit code: 0 restored and read back, 2 usage or environment; nothing that was there is changed. */
export async function restoreCommand(
  args: string[],
  io: CommandIo,
  deps: RestoreDeps = { wrangler: createWrangler(), where: "--remote" },
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
    const { file, folder, remote, json } = options
    const backup = parseBackup(file, await readFile(file, "utf8"))
    const log = (text: string) => io.stderr(`· ${text}\n`)
    const restored = await (remote
      ? restoreRemote(backup, folder, deps, log)
      : restoreLocal(backup, folder, log))
    io.stdout(json ? `${JSON.stringify(restored, null, 2)}\n` : restoredText(restored, options, backup.kind))
    return 0
  } catch (error) {
    io.stderr(`${faultText(error)}\n`)
    return 2
  }
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
  throw new SetupError(
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
  deps: RestoreDeps,
  log: (text: string) => void,
): Promise<Restored> {
  const d1 = await officeD1(folder, deps)
  const target: RestoreTarget = {
    name: `ฐานข้อมูล ${d1.database}`,
    rowsABatch: 1000,
    run: statements => executeD1(d1, statements),
    read: () => exportD1(d1),
  }
  return restoreDatabase(backup, target, log)
}

function restoredText({ outcome, rows }: Restored, { folder }: Options, kind: ReadBackup["kind"]): string {
  const how = outcome === "continued" ? "กู้คืนต่อจนครบ / continued to its end" : "กู้คืนครบ / restored"
  const next =
    kind === "local"
      ? `เปิดด้วย sujarit start --data ${folder} / open it with start`
      : `ต่อไปสั่ง sujarit deploy --data ${folder} / next: deploy`
  return `${how}: ${rows} แถว อ่านกลับมาเทียบแล้วตรงทุกแถว บันทึกต่อกันครบ / rows, read back and whole\n${next}\n`
}

type Options = {
  readonly file: string
  readonly folder: string
  readonly remote: boolean
  readonly json: boolean
}

function parseOptions(args: string[]): Options | { readonly fault: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: "string" },
        remote: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) return { fault: "ต้องบอกไฟล์สำเนาหนึ่งไฟล์ / name one backup file" }
    if (values.data === undefined)
      return { fault: "ต้องบอกโฟลเดอร์ใหม่ด้วย --data / name a new folder with --data" }
    return { file, folder: resolve(values.data), remote: values.remote, json: values.json }
  } catch (error) {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return { fault: error instanceof Error ? error.message : String(error) }
  }
}
