/** A save that failed is a failure: nothing is taken that a crash would lose, and everybody who looks is told. */
import type { MiddlewareHandler } from "hono"
import { problem } from "./refusals.ts"

export type Saving = {
  /** The last save did not reach the disk. */
  isUnsaved(): boolean
  /** Resolves when everything so far is on the disk. @throws why it is not */
  save(): Promise<void>
}

export const UNSAVED =
  "บันทึกลงดิสก์ไม่สำเร็จ ดิสก์อาจเต็มหรือเขียนไม่ได้ สิ่งที่แก้ล่าสุดยังไม่อยู่ในไฟล์ อย่าเพิ่งปิดโปรแกรม ให้ลบไฟล์ที่ไม่ใช้หรือแก้สิทธิ์ของโฟลเดอร์ข้อมูล ระบบจะบันทึกต่อเองภายในไม่กี่วินาที ระหว่างนี้ไม่รับการแก้ไขใหม่"

const DISK_FAULTS = ["ENOSPC", "EDQUOT", "EROFS", "EIO", "EACCES", "EPERM", "EMFILE", "ENFILE"]

export function isDiskFault(error: unknown): boolean {
  return error instanceof Error && "code" in error && DISK_FAULTS.includes(String(error.code))
}

export function unsaved(): Response {
  return problem(507, "unsaved", UNSAVED)
}

/** Refuses while there is no room, once more after trying; and answers only when what was changed is on the disk. */
export function savedFirst({ isUnsaved, save }: Saving): MiddlewareHandler {
  const isSaved = () =>
    save().then(
      () => true,
      () => false,
    )
  return async (context, next) => {
    const { method } = context.req
    if (method === "GET" || method === "HEAD") return next()
    if (isUnsaved() && !(await isSaved())) return unsaved()
    await next()
    if (!(await isSaved())) context.res = unsaved()
    return undefined
  }
}
