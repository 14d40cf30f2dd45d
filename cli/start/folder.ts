/**
 * The data folder of a local office. `office.json` says that the folder is ours and what is in it; it is written before
 * anything else, so that a start that was killed can be told from somebody else's folder and finished by the next.
 */
import { mkdir, open, readdir, readFile, rm, rmdir } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { databaseFile } from "../../local/worker/database-file.ts"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { codeOf } from "../command/files.ts"
import { LOCAL_OFFICES } from "../command/office-options.ts"
import { clearLeftOvers, isLeftOver } from "./own.ts"

const saved = z.object({
  format: z.literal("sujarit-local-office"),
  version: z.literal(1),
  /** `sample`, `empty`, or the path of the plan. */
  source: z.string(),
  office: z.string(),
  fiscalYear: z.int(),
  /** Set when the first start is done; from then on the parts must be there. */
  sheet: z.optional(z.object({ spreadsheetId: z.string(), scriptId: z.string() })),
  clock: z.discriminatedUnion("simulated", [
    z.object({ simulated: z.literal(true), at: z.int() }),
    z.object({ simulated: z.literal(false), at: z.int().optional() }),
  ]),
  /** How often the sheet's file was written when this was: it never has fewer. Folders of before have none. */
  sheetSaves: z.optional(z.int()),
  /** Of the public pages when it was last open. Folders of before have none. */
  publicUrl: z.optional(z.string()),
  /** What of the tour leaves nothing elsewhere. */
  seen: z.optional(z.array(z.enum(["clock", "mail", "public", "tour"]))),
  /** What the sheet held of it before anybody took it: the lived-in sample is bundled with reasons and reports. */
  began: z.optional(z.object({ reasons: z.int(), reports: z.int() })),
})
export type SavedOffice = z.infer<typeof saved>

export type OfficeFolder = {
  readonly path: string
  /** What an earlier start left. */
  readonly before: SavedOffice | undefined
  save(office: Omit<SavedOffice, "format" | "version">): Promise<void>
  /** Lets another start have the folder. */
  release(): Promise<void>
}

const OFFICE = "office.json"
const LOCK = "lock"
/** Parts that a finished start leaves: one that is gone is damage, not a reason to begin anew. */
const PARTS = ["google.json", "keys.json", "worker"] as const

/** @throws CommandError; nothing in the folder is changed then */
export async function openFolder(path: string): Promise<OfficeFolder> {
  const names = (await readFolder(path)).filter(name => !isLeftOver(name))
  const before = names.includes(OFFICE) ? await readSaved(join(path, OFFICE)) : undefined
  if (!before && names.some(name => name !== LOCK))
    throw new CommandError(
      `${path} มีไฟล์อื่นอยู่และไม่มี ${OFFICE} จึงไม่ใช่ข้อมูลของสำนักงานจำลอง หรือเสียหาย ไม่ได้แก้อะไร ให้เลือกโฟลเดอร์อื่นด้วย --data ` +
        `/ not an office's data folder, or damaged: ${OFFICE} is missing. Nothing was changed; choose another with --data`,
    )
  const missing = before?.sheet ? await missingParts(path, names) : []
  if (missing.length > 0)
    throw new CommandError(
      `${path} เสียหาย ไม่มี ${missing.join(", ")} ไม่ได้แก้อะไร ${WAY_BACK.thai} ` +
        `/ damaged: ${missing.join(", ")} is missing. Nothing was changed; ${WAY_BACK.english}`,
    )
  const made = await mkdir(path, { recursive: true, mode: 0o700 })
  await lockFolder(path)
  await clearLeftOvers(path)
  await clearLeftOvers(join(path, "mail"))
  return {
    path,
    before,
    save: office =>
      writeFileAtomic(
        join(path, OFFICE),
        `${JSON.stringify({ format: "sujarit-local-office", version: 1, ...office }, undefined, 2)}\n`,
        { mode: 0o600 },
      ),
    release: async () => {
      await unlockFolder(path)
      if (made !== undefined) await removeUnused(path, made)
    },
  }
}

/** Folders that a start made and put nothing in, such as that of a plan which cannot be read. */
async function removeUnused(path: string, outermost: string): Promise<void> {
  for (let at = resolve(path); at.startsWith(resolve(outermost)); at = dirname(at)) {
    const isGone = await rmdir(at).then(
      () => true,
      () => false,
    )
    if (!isGone) return
  }
}

/** The database too: workerd would make an empty one, and the record would begin anew without a word. */
async function missingParts(path: string, names: readonly string[]): Promise<string[]> {
  const missing: string[] = PARTS.filter(part => !names.includes(part))
  if (missing.length > 0) return missing
  return (await databaseFile(join(path, "worker", "d1"))) === undefined
    ? [join("worker", "d1", "….sqlite")]
    : []
}

/** What to do about a part that is gone, damaged, older or another office's. */
export const WAY_BACK = {
  thai: "ให้นำไฟล์กลับจากที่เดิม หรือกู้สำเนาด้วย sujarit restore สำเนา.backup --data โฟลเดอร์ใหม่ หรือเลือกโฟลเดอร์อื่นด้วย --data",
  english: "put it back, or restore a backup into a new folder, or choose another with --data",
}

async function readFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (codeOf(error) === "ENOENT") return []
    throw new CommandError(`เปิดโฟลเดอร์ ${path} ไม่ได้ / cannot open the data folder: ${codeOf(error)}`)
  }
}

/** Undefined for a folder that is no local office's, or damaged. */
export async function findSavedOffice(path: string): Promise<SavedOffice | undefined> {
  const text = await readFile(join(path, OFFICE), "utf8").catch(() => "")
  return saved.safeParse(parseJson(text)).data
}

async function readSaved(file: string): Promise<SavedOffice> {
  const parsed = saved.safeParse(parseJson(await readFile(file, "utf8")))
  if (parsed.success) return parsed.data
  throw new CommandError(
    `${file} เสียหาย ไม่ได้แก้อะไร ${WAY_BACK.thai} / damaged; nothing was changed: ${WAY_BACK.english}`,
  )
}

/** One process at a time writes a folder, or copies it whole. The file names its owner; one left by a process that is gone is taken over. */
export async function lockFolder(path: string): Promise<void> {
  const file = join(path, LOCK)
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(file, "wx")
      await handle.writeFile(`${process.pid}\n`)
      return await handle.close()
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error
    }
    const owner = await lockOwner(path)
    if (attempt > 0 || (isRunning(owner) && owner !== process.pid))
      throw new CommandError(
        `${path} กำลังถูกใช้โดยสำนักงานจำลองที่เปิดอยู่แล้ว (process ${owner}) ให้ปิดก่อน หรือใช้ --data อื่น ` +
          `/ another start (process ${owner}) has this folder: stop it, or choose another --data`,
      )
    await rm(file, { force: true })
  }
}

/** The process that has a folder open; undefined when none has. */
export async function folderOwner(path: string): Promise<number | undefined> {
  const owner = await lockOwner(path)
  return isRunning(owner) ? owner : undefined
}

/** Where the office of a folder answers while it is open. */
export async function openOfficeUrl(path: string): Promise<string | undefined> {
  return (await folderOwner(path)) === undefined ? undefined : (await findSavedOffice(path))?.publicUrl
}

/** Where the first office answers that is open in a folder nobody named. */
export async function anyOpenOfficeUrl(): Promise<string | undefined> {
  for (const name of await readdir(LOCAL_OFFICES).catch(() => [])) {
    const url = await openOfficeUrl(join(LOCAL_OFFICES, name))
    if (url !== undefined) return url
  }
  return undefined
}

export function unlockFolder(path: string): Promise<void> {
  return rm(join(path, LOCK), { force: true })
}

/** NaN without a lock, or for one that names nobody. */
async function lockOwner(path: string): Promise<number> {
  return Number.parseInt(await readFile(join(path, LOCK), "utf8").catch(() => ""), 10)
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === "EPERM"
  }
}
