/** Parts of public addresses, and the words for those that lead nowhere. */
import { shorten } from "../../../shared/row/shorten.ts"

/** A fiscal year (B.E.); 0, which no record has, when it is not one. */
export function parseYear(text: string): number {
  return /^2[0-9]{3}$/.test(text) ? Number(text) : 0
}

export function yearMissing(year: string): string {
  return `ไม่มีข้อมูลของปีงบประมาณ “${quotable(year)}”`
}

export function measureMissing(id: string, year: string): string {
  return `ไม่มีมาตรการ “${quotable(id)}” ในปีงบประมาณ ${quotable(year)} มาตรการที่ยกเลิกแล้วยังเปิดดูได้ที่ที่อยู่เดิม`
}

export function sectionMissing(slug: string, year: string): string {
  return `ไม่มีฝ่าย “${quotable(slug)}” ในปีงบประมาณ ${quotable(year)}`
}

export function dutyMissing(id: string, year: string): string {
  return `ไม่มีภาระ “${quotable(id)}” ในปีงบประมาณ ${quotable(year)}`
}

/** The normal form of the query that asks for a page: the first is the address itself. */
export function pageQuery(page: number): string {
  return page > 1 ? `page=${page}` : ""
}

/** What a stranger typed is quoted, but not at length. */
function quotable(text: string): string {
  return shorten(text, 40)
}
