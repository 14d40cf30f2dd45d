/** The part of a reminder that speaks of links of evidence: what was found behind each, and when. */
import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import { linkWords } from "../due/link-words.ts"
import type { Obligation } from "../due/obligation.ts"
import { isToTell, type SeenLink } from "../due/opened.ts"
import { openLink } from "./letter.ts"
import type { Letterhead } from "./letterhead.ts"
import { type MemoPart, memoPart, type Words } from "./memo.ts"
import { headline, type Wording } from "./wording.ts"

type LinksContext = {
  readonly office: Letterhead
  readonly today: IsoDate
  readonly sections: readonly unknown[]
}

/** So many lie in one item; the page has them all. */
const LINKS_SHOWN = 5

export function linksPart(
  obligations: readonly Obligation[],
  { office, today, sections }: LinksContext,
  wording: Wording,
): MemoPart[] {
  const items = obligations.map(each => {
    const told = each.links.filter(link => isToTell(link, today))
    const lines = told
      .slice(0, LINKS_SHOWN)
      .map((link): Words => [`${foundWords(link, wording)}: ${headline(link.link, 100)}`])
    const left = told.length - lines.length
    const sheet = office.sheet(each.section.slug)
    return {
      title: wording.title(each.what, [each.occurrence]),
      detail: [sections.length > 1 ? each.section.name : ""],
      lines: left > 0 ? [...lines, [`และอีก ${wording.count(left, "ลิงก์")}`]] : lines,
      ...openLink(sheet ?? office.page(`/measures/${each.measure}`), sheet ? "แก้หลักฐาน" : "เปิดดู"),
    }
  })
  return memoPart("หลักฐานที่ขอให้ดู", items)
}

export function foundWords({ state, last, since }: SeenLink, wording: Wording): string {
  const dayOf = (instant: number | null | undefined) => (instant ? bangkokDate(instant) : undefined)
  return linkWords({ state, checked: dayOf(last?.at), since: dayOf(since) }, wording.date)
}
