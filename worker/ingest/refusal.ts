/** Why a push is refused, in the two languages, and the status each reason is answered with. */
import type { Refusal } from "../../shared/push/payload.ts"

export type RefusalWords = { readonly status: RefusalStatus; readonly th: string; readonly en: string }
export type RefusalStatus = 400 | 401 | 403 | 408 | 409 | 413 | 415 | 422

/** Stages return this instead of throwing: a refused request is an answer, not a defect. */
export type Refused<Code extends string = Refusal> = {
  readonly refusal: Code
  /** What exactly, one entry a fault: a row's name, an expected value. Never a private row's content. */
  readonly details: readonly string[]
}

export const REFUSAL_WORDS: Readonly<Record<Refusal, RefusalWords>> = {
  unsupportedType: {
    status: 415,
    th: "ต้องส่งเป็น application/sd-jwt",
    en: "The content type must be application/sd-jwt",
  },
  tooLarge: {
    status: 413,
    th: "การส่งครั้งนี้ใหญ่เกินกำหนด ให้แบ่งส่งหลายครั้ง",
    en: "The push is too large: split it",
  },
  tooSlow: {
    status: 408,
    th: "ข้อมูลมาช้าเกินไป ระบบจึงหยุดรอ ให้ส่งใหม่",
    en: "The body came too slowly and was cut off: send it again",
  },
  malformed: { status: 400, th: "อ่านข้อมูลที่ส่งมาไม่ได้", en: "The push cannot be read" },
  badSignature: {
    status: 401,
    th: "ลายเซ็นไม่ถูกต้อง หรือกุญแจนี้ไม่ได้ลงทะเบียนไว้",
    en: "The signature is wrong, or the key is not registered",
  },
  wrongOffice: {
    status: 403,
    th: "ข้อมูลนี้เป็นของหน่วยงานอื่น",
    en: "This push is another office's",
  },
  wrongAudience: {
    status: 403,
    th: "ข้อมูลนี้ลงนามไว้สำหรับที่อยู่อื่น",
    en: "This push was signed for another address",
  },
  clockSkew: {
    status: 403,
    th: "เวลาที่ลงนามต่างจากเวลาของระบบเกิน 10 นาที",
    en: "The time of signing is more than 10 minutes off",
  },
  keyExpired: {
    status: 403,
    th: "กุญแจที่ใช้ลงนามหมดอายุแล้ว ให้ผู้ดูแลระบบออกกุญแจใหม่ตามหัวข้อ “เปลี่ยนกุญแจ” ในคู่มือผู้ดูแลระบบ ฉบับที่เผยแพร่แล้วยังตรวจสอบได้ครบ",
    en: "The key it was signed with has expired: make a new one with sujarit deploy --new-key. What was published before still verifies",
  },
  badDisclosure: {
    status: 422,
    th: "ข้อมูลที่แนบมาไม่ตรงกับที่ลงนามไว้",
    en: "The disclosures do not match what was signed",
  },
  badRow: { status: 422, th: "มีแถวที่ไม่ถูกต้อง", en: "A row is not valid" },
  badState: {
    status: 422,
    th: "ตารางหลังการส่งครั้งนี้ไม่ตรงกับที่ลงนามไว้",
    en: "The table after this push is not what was signed",
  },
  wrongSequence: { status: 422, th: "ลำดับการส่งไม่ถูกต้อง", en: "The sequence number is wrong" },
  redacted: {
    status: 422,
    th: "มีข้อความที่ถูกปกปิดตามกฎหมายแล้ว เผยแพร่ซ้ำไม่ได้",
    en: "A row was redacted and cannot be published again",
  },
  notAnnounced: {
    status: 422,
    th: "ปีนี้ยังไม่ประกาศ ต้องกรอกเลขที่ประกาศและวันที่ประกาศก่อน",
    en: "The year is not announced: the number and date of the announcement are missing",
  },
  wrongLog: {
    status: 409,
    th: "บันทึกที่สำนักงานลงนามรับรองไว้ไม่ใช่ส่วนต้นของบันทึกนี้ บันทึกอาจถูกตัดหรือเขียนใหม่",
    en: "The log that the office countersigned is not the beginning of this one: it may have been cut back or rewritten",
  },
  staleBase: {
    status: 409,
    th: "มีการส่งข้อมูลอื่นเข้ามาก่อน ให้เทียบกับข้อมูลล่าสุดแล้วส่งใหม่",
    en: "Another push came first: rebase on the newest and push again",
  },
}

export function refuse<Code extends string>(refusal: Code, ...details: readonly string[]): Refused<Code> {
  return { refusal, details }
}

export function isRefused<T extends object, Code extends string>(
  value: T | Refused<Code>,
): value is Refused<Code> {
  return "refusal" in value
}
