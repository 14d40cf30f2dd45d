/** Parts of public addresses, and the words for those that lead nowhere. */

/** A fiscal year (B.E.); 0, which no record has, when it is not one. */
export function parseYear(text: string): number {
  return /^2[0-9]{3}$/.test(text) ? Number(text) : 0
}

export function yearMissing(year: string): string {
  return `ไม่มีข้อมูลของปีงบประมาณ “${shortened(year)}”`
}

export function measureMissing(id: string, year: string): string {
  return `ไม่มีมาตรการ “${shortened(id)}” ในปีงบประมาณ ${shortened(year)} มาตรการที่ยกเลิกแล้วยังเปิดดูได้ที่ที่อยู่เดิม`
}

export function sectionMissing(slug: string, year: string): string {
  return `ไม่มีฝ่าย “${shortened(slug)}” ในปีงบประมาณ ${shortened(year)}`
}

export function dutyMissing(id: string, year: string): string {
  return `ไม่มีภาระ “${shortened(id)}” ในปีงบประมาณ ${shortened(year)}`
}

/** The normal form of the query that asks for a page: the first is the address itself. */
export function pageQuery(page: number): string {
  return page > 1 ? `page=${page}` : ""
}

/** What a stranger typed is quoted, but not at length. */
function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
