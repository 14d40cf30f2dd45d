/** Words that belong together become one before anything is read: เดือน with its month, (พ) with its day, a number said twice. */

import { kinds, matchAt, pattern } from "./cursor.ts"
import { withoutErrand, withoutOpening } from "./errand.ts"
import type { Kind, Token } from "./grammar.ts"
import { MONTH_NAMES } from "./lexicon.ts"
import { listRounds } from "./list-parts.ts"

/** `isEarlier`: as the version before did, for what was accepted under it. */
export function foldTokens(tokens: readonly Token[], text: string, isEarlier: boolean): Token[] {
  const said = isEarlier ? withoutErrand(tokens, text) : unbracketTimes(withoutOpening(tokens, text))
  const joint = isEarlier ? /^$/ : /^\.?$/
  const months = foldMonths(nearMonths(splitYears(listRounds(foldBrackets(said, isEarlier))), text, joint))
  return isEarlier ? months : latterMonths(monthsOfYear(weeks(months, text)))
}

/** รอบ 6 เดือนหลัง ภายใน …: the latter six, since nothing follows that they would be after. */
function latterMonths(tokens: readonly Token[]): Token[] {
  return tokens.map((token, at) => {
    if (token.kind !== "after") return token
    const isOf = tokens[at - 3]?.kind === "round" || matchAt(tokens, at + 1, BEGINS_ANEW)
    return matchAt(tokens, at - 2, MONTHS_AFTER) && isOf ? { ...token, kind: "last" } : token
  })
}

const MONTHS_AFTER = pattern("number months after")
const BEGINS_ANEW = pattern("open|colon? within|finish")

/** เดือนแรกของปีงบประมาณ is October, and the year after it says which. */
function monthsOfYear(tokens: readonly Token[]): Token[] {
  const folded: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    // 3 เดือนแรกของปีงบประมาณ is none.
    const taken = tokens[at - 1]?.kind === "number" ? undefined : matchAt(tokens, at, MONTH_OF_YEAR)
    const [unit, side] = taken ?? []
    const token = tokens[at]
    if (unit && side) {
      folded.push({ ...unit, kind: "month", value: side.kind === "first" ? 10 : 9, end: side.end })
      at += 1
    } else if (token) folded.push(token)
  }
  return folded
}

const MONTH_OF_YEAR = pattern("months first|last of? fiscal")

/** ทุกอาทิตย์, อาทิตย์แรกของเดือน: without the word for day it is a week; not in อาทิตย์ที่ 5 มกราคม. */
function weeks(tokens: readonly Token[], text: string): readonly Token[] {
  return tokens.map((token, at) => {
    const isBare = token.kind === "weekday" && text.startsWith("อาทิตย์", token.start)
    const isWeek = tokens[at - 1]?.kind === "every" || matchAt(tokens, at, OF_A_WEEK)
    return isBare && isWeek ? { ...token, kind: "weeks" } : token
  })
}

const OF_A_WEEK = pattern("weekday th? number|first|last|per of|months|times|number")

/** (พ) 22 มิ.ย. and 30 (สามสิบ) วัน: a weekday or the same number again, alone in its brackets. */
function foldBrackets(tokens: readonly Token[], isEarlier: boolean): Token[] {
  const folded: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const [token, inner, close] = tokens.slice(at, at + 3)
    const last = folded[folded.length - 1]
    const isAlone = token?.kind === "open" && close?.kind === "close"
    const isSaidTwice =
      isAlone && inner?.kind === "number" && last?.kind === "number" && isSameNumber(last, inner)
    if (!isEarlier && isLengthAgain(folded, tokens.slice(at, at + 4))) {
      at += 3
      continue
    }
    if (isAlone && inner?.kind === "weekday") folded.push({ ...inner, start: token.start, end: close.end })
    else if (isSaidTwice) folded[folded.length - 1] = { ...last, end: close.end }
    else if (token) folded.push(token)
    if (isSaidTwice || (isAlone && inner?.kind === "weekday")) at += 2
  }
  return folded
}

/** 90 วัน (เก้าสิบวัน) */
function isLengthAgain(before: readonly Token[], next: readonly Token[]): boolean {
  const [number, unit] = before.slice(-2)
  const [, again, unitAgain] = matchAt(next, 0, LENGTH_IN_BRACKETS) ?? []
  return (
    number?.kind === "number" &&
    again !== undefined &&
    isSameNumber(number, again) &&
    unit?.kind === unitAgain?.kind
  )
}

const LENGTH_IN_BRACKETS = pattern("open number days|workday|weeks|months|year close")

/** 3 ก.พ. 68 (09.00 น.): a time alone in its brackets is the day's before it. */
function unbracketTimes(tokens: readonly Token[]): readonly Token[] {
  const brackets = tokens.flatMap((token, at) => {
    const taken = token.kind === "open" ? matchAt(tokens, at, TIME_IN_BRACKETS) : undefined
    return taken ? [token, taken[taken.length - 1]] : []
  })
  return tokens.filter(token => !brackets.includes(token))
}

const TIME_IN_BRACKETS = pattern("open clock? number dot|colon number oclock close")

/** In figures and in words. */
function isSameNumber(one: Token, other: Token): boolean {
  return one.value === other.value && (one.digits === 0) !== (other.digits === 0)
}

/** 31 ต.ค. 25651 พ.ย. 2565: two lines of a cell ran together, and a day stands at the tail of a year. */
function splitYears(tokens: readonly Token[]): Token[] {
  return tokens.flatMap((token, at) => {
    const isGlued = token.kind === "number" && (token.digits === 5 || token.digits === 6)
    if (!isGlued || tokens[at - 1]?.kind !== "month" || tokens[at + 1]?.kind !== "month") return [token]
    const scale = 10 ** (token.digits - 4)
    const end = token.start + 4
    return [
      { ...token, value: Math.floor(token.value / scale), digits: 4, end },
      { ...token, value: token.value % scale, digits: token.digits - 4, start: end },
    ]
  })
}

/** 15 กรกฎคาม 2566: a word beside a number and one letter from a month is asked about, with every month it may be. */
function nearMonths(tokens: readonly Token[], text: string, joint: RegExp): Token[] {
  const folded: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    const run = wordAt(tokens, at, between => joint.test(text.slice(...between)))
    const month = run.some(({ kind }) => kind === "unknown") && nearMonth(run, text)
    const isBesideNumber =
      folded[folded.length - 1]?.kind === "number" || tokens[at + run.length]?.kind === "number"
    if (month && isBesideNumber) folded.push(month)
    else folded.push(...run)
    at += run.length
  }
  return folded
}

/** Tokens with nothing, or a joint, between them, as far as they are of letters: the letters of one word, or one token. */
function wordAt(
  tokens: readonly Token[],
  at: number,
  isJoint: (between: [number, number]) => boolean,
): readonly Token[] {
  const isLetters = (token: Token) => !FIGURES.includes(token.kind)
  const isJoined = ([one, next]: readonly Token[]) =>
    one && next && isLetters(one) && isLetters(next) && isJoint([one.end, next.start])
  let end = at + 1
  while (isJoined(tokens.slice(end - 1, end + 1))) end += 1
  return tokens.slice(at, end)
}

const FIGURES: readonly Kind[] = kinds("number dash slash comma dot colon open close blank")

function nearMonth(run: readonly Token[], text: string): Token | undefined {
  const [first, last] = [run[0], run[run.length - 1]]
  const months = first && last ? monthsNear(text.slice(first.start, last.end)) : []
  const [value] = months
  if (!first || !last || value === undefined) return undefined
  return { kind: "month", value, digits: 0, slips: [], start: first.start, end: last.end, months }
}

const SHORT = 2

function monthsNear(word: string): number[] {
  const letters = word.replace(/[. ]/g, "")
  if (letters.length < SHORT || (letters.length <= SHORT + 1 && !word.includes("."))) return []
  const isNear = (exact: string) =>
    exact.split(" ").some(name => name.length > SHORT === letters.length > SHORT && isOneSlip(name, letters))
  return MONTH_NAMES.filter(({ exact }) => isNear(exact)).map(({ month }) => month)
}

/** One letter more, less or other, or two exchanged. */
function isOneSlip(name: string, word: string): boolean {
  let start = 0
  while (start < name.length && name[start] === word[start]) start += 1
  const rest = (skipped: number, taken: number) => name.slice(start + skipped) === word.slice(start + taken)
  const isExchanged = name[start] === word[start + 1] && name[start + 1] === word[start]
  return rest(1, 1) || rest(1, 0) || rest(0, 1) || (isExchanged && rest(2, 2))
}

/** เดือนมิถุนายน and วันที่ 30 เดือน 6 ปี 2566: the word เดือน goes with the month's name or number. */
function foldMonths(tokens: readonly Token[]): Token[] {
  const folded: Token[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind === "month") dropOf(folded)
    const before = folded[folded.length - 1]
    const isName = token.kind === "month" && before?.kind === "months"
    const isNumbered = before?.kind === "months" && isMonthNumber(tokens, index)
    if (before && (isName || isNumbered)) {
      const slips = [...before.slips, ...token.slips]
      folded[folded.length - 1] = { ...token, kind: "month", start: before.start, slips }
    } else folded.push(token)
  }
  return folded
}

/** วันที่ 5 ของเดือนมกราคม is a date like any other: the ของ says nothing. */
function dropOf(folded: Token[]): void {
  const end = folded[folded.length - 1]?.kind === "months" ? folded.length - 1 : folded.length
  const tail = folded.slice(Math.max(0, end - 3), end).map(({ kind }) => kind)
  if (tail.join(" ") === "date number of") folded.splice(end - 1, 1)
}

function isMonthNumber(tokens: readonly Token[], index: number): boolean {
  const number = tokens[index]
  const [day, next] = [tokens[index - 2], tokens[index + 1]]
  const isYear =
    next?.kind === "year" || next?.kind === "era" || (next?.kind === "number" && next.digits === 4)
  return number?.kind === "number" && number.digits <= 2 && day?.kind === "number" && isYear
}
