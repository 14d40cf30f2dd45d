/** Faults of an operator's command as sentences; what a person cannot mend keeps its stack. */
import { KeysFileError } from "../keys.ts"
import { LOGIN } from "./credentials.ts"
import { SetupError } from "./setup-error.ts"

/** Google's own refusals name what to do: enable an API, log in again, wait. */
export function faultText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof SetupError || error instanceof KeysFileError) return error.message
  const status = "status" in error && typeof error.status === "number" ? error.status : undefined
  const again = "สั่งซ้ำได้ ระบบจะทำต่อจากเดิม / run it again: it goes on from where it was"
  if (error.message.includes("invalid_grant"))
    return `การเข้าสู่ระบบ Google หมดอายุหรือถูกยกเลิก ให้สั่ง ${LOGIN} / the log-in has ended: log in again`
  if (status === 429 || status === 503)
    return `Google ให้รอ (${status}) ลองซ้ำแล้วยังไม่รับ ให้รอสองสามนาทีแล้ว${again}`
  if (status !== undefined) return `Google ไม่ยอม (${status}): ${error.message} ${again}`
  if ("code" in error && typeof error.code === "string")
    return `ติดต่อไม่ได้ (${error.code}): ${error.message} ${again}`
  return error.stack ?? error.message
}
