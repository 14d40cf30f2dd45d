/** What is said of a link of evidence, alike on pages and in mail. */
import type { IsoDate } from "../date/civil-date.ts"
import type { LinkState } from "./opened.ts"

/** What a look found, and of which day: the newest look, or the first that found what changed. */
export function linkWords({ state, checked, since }: LinkDays, dateText: (date: IsoDate) => string): string {
  if (checked === undefined || since === undefined) return WORDS.unchecked
  const day = state === "changed" ? `พบวันที่ ${dateText(since)}` : `วันที่ ${dateText(checked)}`
  return state === "open" ? `ตรวจแล้ว${day}` : `${WORDS[state]} (${state === "changed" ? "" : "ตรวจ"}${day})`
}

type LinkDays = {
  readonly state: LinkState
  /** The day of the newest look, and that from which it has stood so; undefined while nobody has looked. */
  readonly checked: IsoDate | undefined
  readonly since: IsoDate | undefined
}

const WORDS: Readonly<Record<LinkState, string>> = {
  unchecked: "ยังไม่ได้ตรวจ",
  open: "ตรวจแล้ว",
  changed: "เปลี่ยนไปหลังส่ง",
  login: "ต้องเข้าสู่ระบบ",
  gone: "เปิดไม่ได้ ไม่มีไฟล์นี้แล้ว",
  down: "เปิดไม่ได้ เว็บไซต์ไม่ตอบ",
}
