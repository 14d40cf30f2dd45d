/** Who has a data folder: one process at a time writes it, or copies it whole. */
import { open, readFile, rm } from "node:fs/promises"
import { join } from "node:path"

export class FolderError extends Error {
  override readonly name = "FolderError"
}

export const LOCK = "lock"

/** The file names its owner; one left by a process that is gone is taken over. */
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
    const owner = Number.parseInt(await readFile(file, "utf8").catch(() => ""), 10)
    if (attempt > 0 || isRunning(owner))
      throw new FolderError(
        `${path} กำลังถูกใช้โดยสำนักงานจำลองที่เปิดอยู่แล้ว (process ${owner}) ให้ปิดก่อน หรือใช้ --data อื่น ` +
          `/ another start (process ${owner}) has this folder: stop it, or choose another --data`,
      )
    await rm(file, { force: true })
  }
}

export function unlockFolder(path: string): Promise<void> {
  return rm(join(path, LOCK), { force: true })
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return pid !== process.pid
  } catch (error) {
    return codeOf(error) === "EPERM"
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error)
}
