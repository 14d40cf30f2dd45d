/** The first cell of a row: `ตัวชี้วัดที่ ๒ การใช้งบประมาณ ได้ค่าคะแนน ๙๘.๘๖ คะแนน`, then what the indicator means. */

import { oneLine } from "../row/shorten.ts"
import { findIndicator, type IndicatorMatch, leadingIndicatorName } from "../rules/indicator.ts"
import { parseScore } from "../rules/score.ts"

export type ResultCell = {
  /** Everything before the description, as printed: what a report quotes. */
  readonly heading: string
  /** The number printed before the name; it decides nothing. */
  readonly printedNumber: string
  readonly name: string
  readonly match: IndicatorMatch | undefined
  /** As printed; blank when none is. */
  readonly printedScore: string
  /** Undefined when it is missing or not a number from 0 to 100. */
  readonly score: number | undefined
  readonly description: string
}

const SCORE_WORDS = /(?:ได้|ผล)?(?:ค่า)?คะแนน(?:ร้อยละ)?|ร้อยละ|ได้(?=\s*[0-9๐-๙][0-9๐-๙.]*\s*คะแนน)/
/** A heading is short; the same words further on belong to the description. */
const HEADING_LIMIT = 160

export function parseResultCell(text: string): ResultCell {
  const opening = /^ตัวชี้วัด\s?(?:ที่)?\s?([0-9๐-๙]{0,3})[.):]?\s*[:–-]?\s*|^([0-9๐-๙]{1,2})[.)]?\s*/.exec(text)
  const afterNumber = text.slice(opening?.[0].length ?? 0)
  const { name, rest: afterName } = splitName(afterNumber)
  const { printedScore, rest } = splitScore(afterName)
  return {
    heading: oneLine(text.slice(0, text.length - rest.length)),
    printedNumber: opening?.[1] ?? opening?.[2] ?? "",
    name,
    match: findIndicator(name),
    printedScore,
    score: parseScore(printedScore),
    description: rest.trim(),
  }
}

/** The name ends at the score, at the end of its line, or, where neither is near, where a known name ends. */
function splitName(text: string): { name: string; rest: string } {
  const head = text.slice(0, HEADING_LIMIT)
  const scoreAt = head.search(SCORE_WORDS)
  const lineEnd = head.indexOf("\n")
  const ends = [scoreAt, lineEnd, text.length <= HEADING_LIMIT ? text.length : -1].filter(end => end >= 0)
  const end = Math.min(...ends)
  const known = leadingIndicatorName(head)
  const isKnownThenScore = known !== undefined && BARE_SCORE.test(text.slice(known.length))
  const isKnownThenMore = known !== undefined && (end > known.length + 40 || isKnownThenScore)
  if (known !== undefined && (ends.length === 0 || isKnownThenMore))
    return { name: known.trim(), rest: text.slice(known.length) }
  const cut = ends.length === 0 ? firstWord(head) : end
  return {
    name: text
      .slice(0, cut)
      .replace(/\s+/g, " ")
      .replace(/[\s:,(–-]+$/, ""),
    rest: text.slice(cut),
  }
}

function firstWord(head: string): number {
  const space = head.indexOf(" ")
  return space > 0 ? space : head.length
}

function splitScore(text: string): { printedScore: string; rest: string } {
  const from = text.length - text.trimStart().length
  const word = SCORE_WORDS.exec(text.slice(0, HEADING_LIMIT))
  if (word?.index !== from) return splitBareScore(text)
  const after = text.slice(from + word[0].length)
  const printed = /^[\s:=]*([0-9๐-๙][0-9๐-๙.,]*)?\s*(?:คะแนน|%)?\s*\)?/.exec(after)
  const printedScore = (printed?.[1] ?? "").replace(/[.,]$/, "")
  if (printedScore === "") return { printedScore, rest: text }
  return { printedScore, rest: after.slice(printed?.[0].length ?? 0) }
}

/** A score right after the name with no word before it: `การใช้งบประมาณ 99.68`. */
const BARE_SCORE =
  /^[\s:=(]*([0-9๐-๙]{1,3}\.[0-9๐-๙]{1,2})\s*(?:คะแนน|%)?\)?(?=\s|$)|^\s*\(([0-9๐-๙]{1,3})\s*(?:คะแนน|%)?\)(?=\s|$)/

function splitBareScore(text: string): { printedScore: string; rest: string } {
  const bare = BARE_SCORE.exec(text)
  return bare
    ? { printedScore: bare[1] ?? bare[2] ?? "", rest: text.slice(bare[0].length) }
    : { printedScore: "", rest: text }
}
