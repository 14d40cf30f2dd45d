/**
 * Spaces that are only where a PDF ended a line. Removed when that is certain and nowhere else: official wording is not
 * ours to correct. Certain means: no Thai text can have a space there; or the page is known to be printed this way (its
 * column headings are) and either the word before is one no space follows, or the same letters stand together without
 * the space elsewhere in the document. The rest of such a page's spaces are counted, so that a person can look.
 */

import { WORDS_OF_PLANS } from "../row/office-kind.ts"

type MendedText = {
  readonly text: string
  /** The places mended, `การใช้|จ่ายเงิน`. */
  readonly mended: readonly string[]
  /** Places on a wrapped page left as printed, because a space may belong there. */
  readonly doubted: readonly string[]
}

/** Letters on each side of a space that must be found together elsewhere. Shorter ones meet by chance. */
const CONTEXT = 4

/** Words of every plan, so that a short document has something to compare with. */
const OFFICIAL_WORDS = [
  "การใช้จ่ายงบประมาณ",
  "การเบิกจ่ายเงิน",
  "เอื้อประโยชน์",
  "กระบวนการจัดซื้อจัดจ้าง",
  "เป็นลายลักษณ์อักษร",
  ...WORDS_OF_PLANS.wrapped,
  "การประเมินผลการปฏิบัติงาน",
  "การมอบหมายงาน",
  "ป้องกันและปราบปรามการทุจริต",
  "เลือกปฏิบัติ",
  "ภายในปีงบประมาณ",
]

/** Words after which Thai has no space, when they stand alone… */
const BOUND_WORDS = new Set(["การ", "ความ", "ที่", "ของ", "จะ", "เพื่อ", "หรือ"])
/** …and when they end whatever stands before the space. */
const BOUND_ENDINGS = ["และ", "ซึ่ง", "ทำให้"]
/** Words that open a clause: the space before one may be the writer's own. */
const OPENERS = /^(?:ได้ค่า|เพื่อ|โดย|ซึ่ง|รวม|ตลอด|ทั้ง|นอกจาก|สะท้อน|เช่น|ได้แก่|และ|หรือ|ไม่ว่า|แต่|เมื่อ)/

/** A mender that has seen the whole document. `texts` are its cells as plain lines. */
export function createWrapMender(texts: readonly string[]) {
  const joined = joinedContexts(texts)
  return (text: string, isWrappedPage: boolean): MendedText => {
    const mended: string[] = []
    const doubted: string[] = []
    const kept = text.replace(/(?<=[\u0e01-\u0e4e]) (?=[\u0e01-\u0e4e])/g, (space, at: number) => {
      if (isImpossible(text, at) || (isWrappedPage && isWrap(text, at, joined))) {
        mended.push(around(text, at))
        return ""
      }
      if (isWrappedPage && !opensClause(text, at)) doubted.push(around(text, at))
      return space
    })
    return { text: kept, mended, doubted }
  }
}

function isWrap(text: string, at: number, joined: ReadonlySet<string>): boolean {
  const before = text.slice(Math.max(0, at - 8), at)
  const word = before.slice(before.lastIndexOf(" ") + 1)
  if (before.includes(" ") && BOUND_WORDS.has(word)) return true
  if (BOUND_ENDINGS.some(ending => before.endsWith(ending))) return true
  return joined.has(contextAt(text, at)) && !opensClause(text, at)
}

function opensClause(text: string, at: number): boolean {
  return (
    OPENERS.test(text.slice(at + 1, at + 10)) || text.charAt(at - 1) === "ๆ" || text.charAt(at + 1) === "ๆ"
  )
}

/** A space before a vowel or tone that hangs on the letter before it, or after a vowel written before its letter. */
function isImpossible(text: string, at: number): boolean {
  return (
    /[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]/.test(text.charAt(at + 1)) ||
    /[\u0e40-\u0e44]/.test(text.charAt(at - 1))
  )
}

/** The contexts of the document's spaces that also occur without their space. One pass: cells may be long. */
function joinedContexts(texts: readonly string[]): Set<string> {
  const wanted = new Set<string>()
  for (const text of texts)
    for (let at = text.indexOf(" "); at >= 0; at = text.indexOf(" ", at + 1)) wanted.add(contextAt(text, at))
  wanted.delete("")
  const found = new Set<string>()
  for (const text of [...texts, ...OFFICIAL_WORDS])
    for (let at = 0; at + 2 * CONTEXT <= text.length; at++) {
      const here = text.slice(at, at + 2 * CONTEXT)
      if (wanted.has(here)) found.add(here)
    }
  return found
}

/** The letters around a space without it; blank when either side is shorter than what tells. */
function contextAt(text: string, at: number): string {
  const left = text.slice(Math.max(0, at - CONTEXT), at)
  const right = text.slice(at + 1, at + 1 + CONTEXT)
  return left.length === CONTEXT && /^[\u0e01-\u0e4e]{8}$/.test(left + right) ? left + right : ""
}

/** Letters either side, from a whole letter on: a tone or vowel alone cannot be read. */
function around(text: string, at: number): string {
  const left =
    text
      .slice(Math.max(0, at - 12), at)
      .split(/\s/)
      .pop() ?? ""
  const right = text.slice(at + 1, at + 13).split(/\s/, 1)[0]
  return `${left.replace(/^[\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]+/, "")}|${right}`
}
