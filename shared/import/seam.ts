/** Putting a cell back together where a page break cut it in two. */
import { startsWithMarker } from "./cell-text.ts"

/** Words that begin a clause of their own in official Thai, which is written with a space before them. */
const CLAUSE_OPENERS = [
  "สะท้อน",
  "นอกจาก",
  "ทั้งนี้",
  "อย่างไรก็ตาม",
  "ดังนั้น",
  "รวมถึง",
  "รวมไปถึง",
  "รวมทั้ง",
  "ตลอดจน",
  "ซึ่ง",
  "เนื่องจาก",
  "พ.ศ.",
  "เป็นเจ้าภาพ",
  "เป็นเจ้าของ",
]

const THAI = /[\u0e01-\u0e45\u0e47-\u0e4e]/
const THAI_DIGIT = /[๐-๙]/

/**
 * Joins the lines before and after a cut. Inside a clause Thai has no space; a new clause, a change between letters and
 * numbers or scripts, and a bracket have one; an item of a list begins its own line.
 */
export function joinCut(before: readonly string[], after: readonly string[]): string[] {
  const [first, ...rest] = after
  const last = before[before.length - 1]
  if (first === undefined) return [...before]
  if (last === undefined || startsWithMarker(first)) return [...before, ...after]
  return [...before.slice(0, -1), `${last}${glue(last, first)}${first}`, ...rest]
}

function glue(last: string, first: string): "" | " " {
  const left = last.charAt(last.length - 1)
  const right = first.charAt(0)
  if (/[([“/"-]/.test(left) || /[)\]”/".,:;-]/.test(right)) return ""
  if (/[)\]”ๆฯ,;:]/.test(left) || /[(["“ๆ]/.test(right)) return " "
  if (kind(left) !== kind(right)) return " "
  return kind(left) === "thai" && CLAUSE_OPENERS.some(word => first.startsWith(word)) ? " " : ""
}

function kind(letter: string): "thai" | "number" | "other" {
  if (THAI_DIGIT.test(letter) || /[0-9.]/.test(letter)) return "number"
  return THAI.test(letter) ? "thai" : "other"
}
