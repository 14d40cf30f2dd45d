/** Faults of a command as sentences; what a person cannot mend keeps its stack. */

/** Why a command cannot go on, in a sentence that says what to do: Thai, then English. It ends with exit code 2. */
export class CommandError extends Error {
  override readonly name: string = "CommandError"
}

/** As above, for a command that was typed wrongly: its usage is shown too. */
export class UsageError extends CommandError {
  override readonly name = "UsageError"
}

/** The command that makes the log-in at Google. */
export const LOGIN =
  "npx clasp login --creds client.json --extra-scopes https://www.googleapis.com/auth/spreadsheets"

/** The same, with the right to files that another account's log-in made: what an office that was handed over needs. */
export const WIDE_LOGIN = `${LOGIN},https://www.googleapis.com/auth/drive`

/** Errors of other rooms that say themselves what to do, by name so that their modules are loaded when needed. */
const MENDABLE: ReadonlySet<string> = new Set([
  "ClockError",
  "DamagedDatabaseError",
  "DamagedFileError",
  "DamagedMailError",
  "PortInUseError",
])

const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOSPC: "ดิสก์เต็ม ให้ลบไฟล์ที่ไม่ใช้แล้ว / the disk is full: make room",
  EDQUOT: "ใช้พื้นที่ดิสก์ครบโควตา ให้ลบไฟล์ที่ไม่ใช้แล้ว / the disk quota is used up: make room",
  EACCES: "บัญชีของเครื่องนี้ไม่มีสิทธิ์กับไฟล์หรือโฟลเดอร์ ให้แก้สิทธิ์ / no permission for the file or folder: mend it",
  EPERM: "บัญชีของเครื่องนี้ไม่มีสิทธิ์กับไฟล์หรือโฟลเดอร์ ให้แก้สิทธิ์ / no permission for the file or folder: mend it",
  EROFS: "โฟลเดอร์นี้เขียนไม่ได้ ให้เลือกโฟลเดอร์อื่น / the folder cannot be written: choose another",
  ENOTDIR: "ที่ระบุเป็นไฟล์ ไม่ใช่โฟลเดอร์ ให้เลือกโฟลเดอร์อื่น / a file stands where a folder should: choose another",
  EISDIR: "โฟลเดอร์อยู่ในที่ของไฟล์ ให้ย้ายออก / a folder stands where a file should: move it away",
  ERR_FS_EISDIR: "โฟลเดอร์อยู่ในที่ของไฟล์ ให้ย้ายออก / a folder stands where a file should: move it away",
  ENOENT: "ไม่พบไฟล์หรือโฟลเดอร์ ตรวจชื่อแล้ว / no such file or folder: check the name",
}

const AGAIN = "สั่งซ้ำได้ ระบบจะทำต่อจากเดิม / run it again: it goes on from where it was"

const LOG_IN_ENDED =
  "การเข้าสู่ระบบ Google สิ้นสุดแล้ว ถ้าเป็นเช่นนี้ทุก 7 วัน แอปยังเป็น Testing: เปิด https://console.cloud.google.com/auth/audience กด “Publish app” (หรือเลือก Internal) ก่อน " +
  "ถ้าเพิ่งเปลี่ยนรหัสผ่าน ยกเลิกสิทธิ์แอป หรือไม่ได้ใช้หกเดือน ไม่ต้องแก้อะไร " +
  `แล้วสั่ง ${LOGIN} ` +
  "/ the log-in has ended: in Testing it does every 7 days, so publish the app (or make it Internal) first; a new password, a revoked right or six idle months end it too. Then log in again"

/** Google's own refusals name what to do: enable an API, log in again, wait. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof CommandError || MENDABLE.has(error.name)) return error.message
  if (error.message.includes("invalid_grant")) return LOG_IN_ENDED
  if ("status" in error && typeof error.status === "number") return googleFaultText(error.status, error)
  const code = "code" in error && typeof error.code === "string" ? error.code : ""
  const onThisMachine = FILE_FAULTS[code]
  // Where the file to begin with is not there, nothing had begun.
  if (onThisMachine !== undefined)
    return `${onThisMachine} (${error.message})${code === "ENOENT" ? "" : ` ${AGAIN}`}`
  // Codes of the network are of one word, as ENOTFOUND; ERR_INVALID_ARG_TYPE and its like are our defects.
  if (/^E[A-Z]+$/.test(code)) return `ติดต่อไม่ได้ (${code}): ${error.message} ${AGAIN}`
  return error.stack ?? error.message
}

function googleFaultText(status: number, { message }: Error): string {
  return status === 429 || status === 503
    ? `Google ให้รอ (${status}) ลองซ้ำแล้วยังไม่รับ ให้รอสองสามนาทีแล้ว${AGAIN}`
    : `Google ไม่ยอม (${status}): ${message} ${AGAIN}`
}
