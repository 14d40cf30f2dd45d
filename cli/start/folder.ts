/**
 * The data folder of a local office. `office.json` says that the folder is ours and what is in it; it is written before
 * anything else, so that a start that was killed can be told from somebody else's folder and finished by the next.
 */
import { mkdir, readdir, readFile } from "node:fs/promises"
import { join } from "node:path"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { FolderError, LOCK, lockFolder, unlockFolder } from "./folder-lock.ts"

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
    z.object({ simulated: z.literal(false) }),
  ]),
})
export type SavedOffice = z.infer<typeof saved>

export { FolderError } from "./folder-lock.ts"

export type OfficeFolder = {
  readonly path: string
  /** What an earlier start left. */
  readonly before: SavedOffice | undefined
  save(office: Omit<SavedOffice, "format" | "version">): Promise<void>
  /** Lets another start have the folder. */
  release(): Promise<void>
}

const OFFICE = "office.json"
/** Parts that a finished start leaves: one that is gone is damage, not a reason to begin anew. */
const PARTS = ["google.json", "keys.json", "worker"] as const

/** @throws FolderError; nothing in the folder is changed then */
export async function openFolder(path: string): Promise<OfficeFolder> {
  const names = await readFolder(path)
  const before = names.includes(OFFICE) ? await readSaved(join(path, OFFICE)) : undefined
  if (!before && names.some(name => name !== LOCK))
    throw new FolderError(
      `${path} มีไฟล์อื่นอยู่และไม่มี ${OFFICE} จึงไม่ใช่ข้อมูลของสำนักงานจำลอง หรือเสียหาย ไม่ได้แก้อะไร ให้เลือกโฟลเดอร์อื่นด้วย --data ` +
        `/ not an office's data folder, or damaged: ${OFFICE} is missing. Nothing was changed; choose another with --data`,
    )
  const missing = before?.sheet ? PARTS.filter(part => !names.includes(part)) : []
  if (missing.length > 0)
    throw new FolderError(
      `${path} เสียหาย ไม่มี ${missing.join(", ")} ไม่ได้แก้อะไร ให้นำไฟล์กลับจากสำเนา หรือเลือกโฟลเดอร์อื่นด้วย --data ` +
        `/ damaged: ${missing.join(", ")} is missing. Nothing was changed; restore it, or choose another folder with --data`,
    )
  await mkdir(path, { recursive: true, mode: 0o700 })
  await lockFolder(path)
  return {
    path,
    before,
    save: office =>
      writeFileAtomic(
        join(path, OFFICE),
        `${JSON.stringify({ format: "sujarit-local-office", version: 1, ...office }, undefined, 2)}\n`,
      ),
    release: () => unlockFolder(path),
  }
}

async function readFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (codeOf(error) === "ENOENT") return []
    throw new FolderError(`เปิดโฟลเดอร์ ${path} ไม่ได้ / cannot open the data folder: ${codeOf(error)}`)
  }
}

async function readSaved(file: string): Promise<SavedOffice> {
  const parsed = saved.safeParse(parseJson(await readFile(file, "utf8")))
  if (parsed.success) return parsed.data
  throw new FolderError(
    `${file} เสียหาย ไม่ได้แก้อะไร ให้นำไฟล์กลับจากสำเนา หรือเลือกโฟลเดอร์อื่นด้วย --data ` +
      "/ damaged; nothing was changed. Restore it, or choose another folder with --data",
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error)
}
