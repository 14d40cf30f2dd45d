/** Parts of public addresses and their queries, and the words for those that lead nowhere. */
import { type IsoDate, parseIsoDate } from "../../../shared/date/civil-date.ts"
import { plainDate } from "../../../shared/date/thai-date.ts"
import { beginning, shorten } from "../../../shared/row/shorten.ts"

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
  return `ไม่มีงานที่ต้องรายงาน “${quotable(id)}” ในปีงบประมาณ ${quotable(year)}`
}

/** The normal form of a query, so that two that mean the same are one kept answer: blank parts are left out. */
export function normalQuery(...parts: readonly string[]): string {
  return parts.filter(part => part !== "").join("&")
}

/** Asks for a page in English. */
export const IN_ENGLISH = "lang=en"

/** An address, with any query, that asks for one thing more. */
export function withQuery(address: string, query: string): string {
  return query === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${query}`
}

export function withPage(address: string, page: number): string {
  return withQuery(address, pageQuery(page))
}

/** The first page is the address itself. */
export function pageQuery(page: number): string {
  return page > 1 ? `page=${page}` : ""
}

/** `?at=YYYY-MM-DD`: the record as it stood at the end of a day that has passed. */
type AskedDay =
  /** Undefined for the present: nothing asked, or today itself. */
  { readonly past: IsoDate | undefined } | { readonly refused: string }

/** A day that is none, or has not come, is refused in words: a page of another day must not pass for the one asked. */
export function parseAskedDay(text: string | undefined, today: IsoDate): AskedDay {
  if (text === undefined || text === "" || text === today) return { past: undefined }
  const day = parseIsoDate(text)
  if (!day)
    return { refused: `“${beginning(text, 20)}” ไม่ใช่วันที่ ให้พิมพ์ปี ค.ศ. 4 หลัก เดือน 2 หลัก และวัน 2 หลัก คั่นด้วยขีด` }
  if (day > today) return { refused: `${plainDate(day)} ยังมาไม่ถึง ดูข้อมูลย้อนหลังได้ถึง ${plainDate(today)}` }
  return { past: day }
}

export function nothingOn(day: IsoDate, fiscalYear: number | "newest"): string {
  const year = fiscalYear === "newest" ? "" : `ของปีงบประมาณ ${fiscalYear} `
  return `ณ ${plainDate(day)} ยังไม่มีข้อมูล${year}เพราะยังไม่ได้ประกาศ`
}

/** What a stranger typed is quoted, but not at length. */
function quotable(text: string): string {
  return shorten(text, 40)
}
