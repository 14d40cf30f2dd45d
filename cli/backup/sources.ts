/** Where a backup is taken from: the folder of a local office that is stopped, or the database of a real one. */
import { readdir } from "node:fs/promises"
import { join } from "node:path"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import { readIfThere } from "../command/files.ts"
import { LOG_KEY_FILE } from "../office/log-key.ts"
import type { OfficeFile } from "./backup-file.ts"

/** What a local office is beside its database. The keys too: without them the record could not go on. */
export const LOCAL_FILES = ["keys.json", LOG_KEY_FILE, "google.json", "office.json"] as const
/** Of a real office the keys stay where they are: a backup travels, and whoever holds the key can publish. */
export const DEPLOYED_FILES = ["installation.json", "deployment.json", "jwks.json", "jwks-old.json"] as const

/** Which kind of office a folder is of. @throws CommandError for neither */
export async function kindOfFolder(folder: string): Promise<"local" | "deployed"> {
  const names = await readdir(folder).catch((): string[] => [])
  if (names.includes("office.json")) return "local"
  if (names.includes("installation.json") || names.includes("deployment.json")) return "deployed"
  throw new CommandError(
    `${folder} ไม่ใช่โฟลเดอร์ของสำนักงาน ให้ระบุด้วย --data (สำนักงานจำลองอยู่ใน .sujarit/) / not an office's folder: name one with --data`,
  )
}

/** Those of the files that are there. */
export async function readOfficeFiles(folder: string, names: readonly string[]): Promise<OfficeFile[]> {
  const files = await Promise.all(
    names.map(async file => ({
      file,
      text: await readIfThere(join(folder, file)),
    })),
  )
  return files.flatMap(({ file, text }) => (text === undefined ? [] : [{ file, text }]))
}

/** True of a local office whose clock is simulated. */
export function isSimulated(files: readonly OfficeFile[]): boolean {
  const simulated = z.object({ clock: z.object({ simulated: z.literal(true) }) })
  return files.some(({ text }) => simulated.safeParse(parseJson(text)).success)
}

/** The office that the first of these files names. */
export function officeOf(files: readonly OfficeFile[]): string {
  const named = z.object({ office: z.string() })
  for (const { text } of files) {
    const parsed = named.safeParse(parseJson(text))
    if (parsed.success) return parsed.data.office
  }
  return ""
}
