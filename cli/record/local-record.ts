/** The database of a local office, read without opening it. */
import { cp } from "node:fs/promises"
import { join } from "node:path"
import { databaseFile } from "../../local/worker/database-file.ts"
import { type Found, readSqliteFile } from "../cloudflare/database.ts"
import { CommandError } from "../command/fault.ts"
import { inTemporaryFolder } from "../command/files.ts"

/** A copy is read, never the folder's own: looking leaves everything as it was. */
export async function readLocalDatabase(folder: string): Promise<Found> {
  return inTemporaryFolder("backup", async copy => {
    await cp(join(folder, "worker", "d1"), copy, { recursive: true })
    const file = await databaseFile(copy)
    if (file === undefined) throw new Error("no database in it")
    return readSqliteFile(file)
  }).catch((cause: unknown) => {
    throw new CommandError(
      `อ่านฐานข้อมูลใน ${folder} ไม่ได้ ไฟล์อาจหายหรือเสียหาย ไม่ได้แก้อะไร ให้นำโฟลเดอร์ worker กลับจากสำเนา หรือสั่ง sujarit restore สำเนาล่าสุดลงโฟลเดอร์ใหม่ / the database cannot be read and may be damaged; nothing was changed. Put the folder worker back from its copy, or restore the newest backup into a new folder: ${textOf(cause)}`,
    )
  })
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
