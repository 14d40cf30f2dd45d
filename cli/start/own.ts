/**
 * A data folder is its owner's alone: whoever reads it can publish in the office's name. Whatever the umask or an earlier
 * program allowed is taken back at each start, and a file system that has no owners is told of.
 */
import { chmod, lstat, readdir, rm } from "node:fs/promises"
import { join } from "node:path"
import { codeOf } from "../command/files.ts"

const OTHERS = 0o077

/** Takes everyone else's rights from a folder and all in it; answers with a sentence where that does not hold. */
export async function keepToOwner(folder: string): Promise<string | undefined> {
  const open = await openToOthers(folder)
  return open === undefined
    ? undefined
    : `บัญชีอื่นในเครื่องนี้อ่าน ${open} ได้ และระบบเปลี่ยนสิทธิ์ไม่ได้ ในนั้นมีกุญแจของสำนักงาน ให้ย้ายโฟลเดอร์ข้อมูลไปที่ที่เป็นของบัญชีนี้เท่านั้น เช่น โฟลเดอร์บ้าน หรือให้ผู้ดูแลเครื่องสั่ง chmod -R go= ` +
        `/ others on this machine can read ${open}, which cannot be changed here: move the data folder to a place of your own, or have chmod -R go= run on it`
}

/** The first that others can read all the same. */
async function openToOthers(path: string): Promise<string | undefined> {
  const found = await lstat(path).catch(() => undefined)
  // Gone meanwhile, or a link: what it leads to is not this office's.
  if (!found || found.isSymbolicLink()) return undefined
  if ((found.mode & OTHERS) !== 0) {
    await chmod(path, found.isDirectory() ? 0o700 : 0o600).catch(() => undefined)
    if (process.platform !== "win32" && ((await lstat(path)).mode & OTHERS) !== 0) return path
  }
  if (!found.isDirectory()) return undefined
  for (const name of await readdir(path)) {
    const open = await openToOthers(join(path, name))
    if (open !== undefined) return open
  }
  return undefined
}

/** As `write-file-atomic` and `writeNew` name what they have not finished: a process was killed meanwhile. */
const LEFT_OVER = /^(?:[a-z-]+|\d+)\.json\.(?:\d+|[0-9a-f]{12}\.part)$/

export function isLeftOver(name: string): boolean {
  return LEFT_OVER.test(name)
}

/** Only for the one process that has the folder. */
export async function clearLeftOvers(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return []
    throw error
  })
  await Promise.all(names.filter(isLeftOver).map(name => rm(join(folder, name), { force: true })))
}
