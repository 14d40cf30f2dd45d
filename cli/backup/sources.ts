/** Where a backup is taken from: the folder of a local office that is stopped, or the database of a real one. */
import { cp, readdir } from "node:fs/promises"
import { join } from "node:path"
import * as z from "zod"
import { parseJson } from "../../shared/row/json.ts"
import { type Found, readSqliteFile } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import { inTemporaryFolder, readIfThere } from "../command/files.ts"
import { databaseFile } from "../start/folder.ts"
import type { OfficeFile } from "./backup-file.ts"

/** What a local office is beside its database. The keys too: without them the record could not go on. */
export const LOCAL_FILES = ["keys.json", "google.json", "office.json"] as const
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

/** A copy is read, never the folder's own: looking leaves everything as it was. */
export async function readLocalDatabase(folder: string): Promise<Found> {
  return inTemporaryFolder("backup", async copy => {
    await cp(join(folder, "worker", "d1"), copy, { recursive: true })
    const file = await databaseFile(copy)
    if (file === undefined) throw new Error("no database in it")
    return readSqliteFile(file)
  }).catch((cause: unknown) => {
    throw new CommandError(
      `อ่านฐานข้อมูลใน ${folder} ไม่ได้ ไฟล์อาจหายหรือเสียหาย ไม่ได้แก้อะไร / the database cannot be read and may be damaged; nothing was changed: ${textOf(cause)}`,
    )
  })
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

/** In which of its files an office's keys are, those it signed with before too. */
export const KEY_FILES = ["keys.json", "jwks.json", "jwks-old.json"] as const

const kidSchema = z.object({ kid: z.string() })
const keysSchema = z.union([
  z.object({ publicJwk: kidSchema }).transform(({ publicJwk }) => [publicJwk]),
  z.object({ keys: z.array(kidSchema) }).transform(({ keys }) => keys),
])

export function keyIdsOf(files: readonly OfficeFile[]): ReadonlySet<string> {
  const own = files.filter(({ file }) => (KEY_FILES as readonly string[]).includes(file))
  const keys = own.flatMap(({ text }) => keysSchema.safeParse(parseJson(text)).data ?? [])
  return new Set(keys.map(({ kid }) => kid))
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

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
