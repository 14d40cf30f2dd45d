/** Faults of an operator's command as sentences; what a person cannot mend keeps its stack. */
import { LOGIN } from "./credentials.ts"

/** Errors that say themselves what to do, by name so that their modules are loaded when needed. */
const MENDABLE: ReadonlySet<string> = new Set([
  "SetupError",
  "KeysFileError",
  "FolderError",
  "DamagedDatabaseError",
])

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: "ดิสก์เต็ม ให้ลบไฟล์ที่ไม่ใช้แล้ว / the disk is full: make room",
  EDQUOT: "ใช้พื้นที่ดิสก์ครบโควตา ให้ลบไฟล์ที่ไม่ใช้แล้ว / the disk quota is used up: make room",
  EACCES: "บัญชีของเครื่องนี้ไม่มีสิทธิ์กับไฟล์หรือโฟลเดอร์ ให้แก้สิทธิ์ / no permission for the file or folder: mend it",
  EPERM: "บัญชีของเครื่องนี้ไม่มีสิทธิ์กับไฟล์หรือโฟลเดอร์ ให้แก้สิทธิ์ / no permission for the file or folder: mend it",
  EROFS: "โฟลเดอร์นี้เขียนไม่ได้ ให้เลือกโฟลเดอร์อื่น / the folder cannot be written: choose another",
  ENOTDIR: "ที่ระบุเป็นไฟล์ ไม่ใช่โฟลเดอร์ ให้เลือกโฟลเดอร์อื่น / a file stands where a folder should: choose another",
  ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์ ตรวจชื่อแล้ว / no such file or folder: check the name",
}

/** Google's own refusals name what to do: enable an API, log in again, wait. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (MENDABLE.has(error.name)) return error.message
  const status = "status" in error && typeof error.status === "number" ? error.status : undefined
  const again = "สั่งซ้ำได้ ระบบจะทำต่อจากเดิม / run it again: it goes on from where it was"
  if (error.message.includes("invalid_grant"))
    return `การเข้าสู่ระบบ Google หมดอายุหรือถูกยกเลิก ให้สั่ง ${LOGIN} / the log-in has ended: log in again`
  if (status === 429 || status === 503)
    return `Google ให้รอ (${status}) ลองซ้ำแล้วยังไม่รับ ให้รอสองสามนาทีแล้ว${again}`
  if (status !== undefined) return `Google ไม่ยอม (${status}): ${error.message} ${again}`
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined
  const onThisMachine = fileFaultText(error)
  if (onThisMachine !== undefined) return `${onThisMachine} ${again}`
  if (code !== undefined) return `ติดต่อไม่ได้ (${code}): ${error.message} ${again}`
  return error.stack ?? error.message
}

/** What to do about a file or a disk; undefined for an error of anything else. */
export function fileFaultText(error: Error): string | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : ""
  const text = FILE_FAULTS[code]
  return text === undefined ? undefined : `${text} (${error.message})`
}
