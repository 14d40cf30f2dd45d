/** `?at=YYYY-MM-DD`: the record as it stood at the end of a day that has passed. */

import { type IsoDate, parseIsoDate } from "../../../shared/date/civil-date.ts"
import { plainDate } from "../../../shared/date/thai-date.ts"
import { beginning } from "../../../shared/row/shorten.ts"

export type AskedDay =
  /** Undefined for the present: nothing asked, or today itself. */
  { readonly past: IsoDate | undefined } | { readonly refused: string }

/** A day that is none, or has not come, is refused in words: a page of another day must not pass for the one asked. */
export function parseAskedDay(text: string | undefined, today: IsoDate): AskedDay {
  if (text === undefined || text === "" || text === today) return { past: undefined }
  const day = parseIsoDate(text)
  if (!day) return { refused: `“${beginning(text, 20)}” ไม่ใช่วันที่ ให้พิมพ์ปี ค.ศ. เดือน วัน เช่น ?at=${today}` }
  if (day > today) return { refused: `${plainDate(day)} ยังมาไม่ถึง ดูข้อมูลย้อนหลังได้ถึง ${plainDate(today)}` }
  return { past: day }
}

export function nothingOn(day: IsoDate, fiscalYear: number | "newest"): string {
  const year = fiscalYear === "newest" ? "" : `ของปีงบประมาณ ${fiscalYear} `
  return `ณ ${plainDate(day)} ยังไม่มีข้อมูล${year}เพราะยังไม่ได้ประกาศ`
}
