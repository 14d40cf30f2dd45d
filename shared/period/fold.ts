/** Words that belong together become one before anything is read: เดือน with its month, (พ) with its day, a number said twice. */

import { matchAt, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"
import { MONTH_NAMES } from "./lexicon.ts"

/** `isEarlier`: as the version before did, for what was accepted under it. */
export function foldTokens(tokens: readonly Token[], text: string, isEarlier: boolean): Token[] {
  const said = isEarlier ? withoutErrand(tokens, text) : unbracketTimes(withoutOpening(tokens, text))
  const joint = isEarlier ? /^$/ : /^\.?$/
  return foldMonths(nearMonths(splitYears(listRounds(foldBrackets(said))), text, joint))
}

/** มีนาคม มิถุนายน และกันยายน: months in a row before the last of a list are of the list, each with its year or without. */
export function listMonths(tokens: readonly Token[]): Token[] {
  const afterMonth = (at: number) =>
    tokens[at + 1]?.kind === "number" && tokens[at + 1]?.digits !== 1 ? at + 2 : at + 1
  const isListed = (at: number): boolean => {
    const next = afterMonth(at)
    if (tokens[next]?.kind === "month") return isListed(next)
    return ["and", "comma"].includes(tokens[next]?.kind ?? "") && tokens[next + 1]?.kind === "month"
  }
  const before = new Set(
    tokens.flatMap(({ kind }, at) =>
      kind === "month" && tokens[afterMonth(at)]?.kind === "month" && isListed(at) ? [afterMonth(at)] : [],
    ),
  )
  return tokens.flatMap((token, at) =>
    before.has(at) ? [{ ...token, kind: "and" as const, end: token.start, slips: [] }, token] : [token],
  )
}

/** 1) 31 มี.ค. 2) 30 ก.ย., รอบการประเมินที่ 1: numbers of a list, and of rounds with a name. */
export function numberParts(tokens: readonly Token[], text: string): readonly Token[] {
  const { numbers, marks } = listMarks(tokens, text)
  const parts: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    const named = matchAt(tokens, at, NAMED_ROUND)
    if (!token || marks.has(token) || isListDash(tokens, at)) continue
    // รอบครึ่งปีแรก, รอบไตรมาสที่ 2
    if (token.kind === "round" && ["half", "quarter"].includes(tokens[at + 1]?.kind ?? "")) continue
    if (named || numbers.has(token)) parts.push({ ...token, kind: "nthTime" })
    if (named) at += named.length - 2
    else parts.push(token)
  }
  return parts
}

/** - ครั้งที่ 1 มีนาคม - ครั้งที่ 2 กันยายน: it opens a line of a list. */
function isListDash(tokens: readonly Token[], at: number): boolean {
  const isNumber = tokens[at - 1]?.kind === "number" && tokens[at - 2]?.kind === "nthTime"
  return tokens[at]?.kind === "dash" && tokens[at + 1]?.kind === "nthTime" && !isNumber
}

const NAMED_ROUND = pattern("round filler|unknown filler|unknown? th number")

/** The numbers that open the parts of a list from the first word on, 1) 2), (1) (2) or 1. 2., and the marks around them. */
function listMarks(tokens: readonly Token[], text: string): { numbers: Set<Token>; marks: Set<Token> } {
  const numbers: Token[] = []
  const marks: Token[] = []
  tokens.forEach((token, at) => {
    const [before, after] = [tokens[at - 1], tokens[at + 1]]
    const open = before?.kind === "open" ? before : undefined
    const isNext = token.kind === "number" && token.digits === 1 && token.value === numbers.length + 1
    const isOpening = numbers.length > 0 || at === (open ? 1 : 0)
    const close = after?.kind === "close" && after.start === token.end ? after : undefined
    // A dot that a space follows: 1.5 is no mark.
    const dot = !open && /^\. ?[^\d .]|^\. /.test(text.slice(token.end)) ? token : undefined
    if (!isNext || !isOpening || !(close ?? dot)) return
    numbers.push(token)
    for (const mark of [open, close, dot && after?.kind === "dot" ? after : undefined])
      if (mark) marks.push(mark)
  })
  const isList = numbers.length > 1
  return { numbers: new Set(isList ? numbers : []), marks: new Set(isList ? marks : []) }
}

/** รอบที่ 1 (มีนาคม) รอบที่ 2 (กันยายน): what each number's brackets hold is its date, as without them. */
export function unbracketNumbered(tokens: readonly Token[]): readonly Token[] {
  const dropped = new Set<Token | undefined>()
  tokens.forEach(({ kind }, at) => {
    if (kind !== "open" || tokens[at - 1]?.kind !== "number" || tokens[at - 2]?.kind !== "nthTime") return
    const inner = tokens.slice(at + 1)
    const close = inner.find(token => token.kind === "open" || token.kind === "close")
    if (close?.kind === "close") dropped.add(tokens[at]).add(close)
  })
  return tokens.filter(token => !dropped.has(token))
}

/** รอบ 3, 6, 9 และ 12 เดือน: each of them is a round of so many months, whatever stands between. */
function listRounds(tokens: readonly Token[]): readonly Token[] {
  const round = tokens.findIndex(({ kind }) => kind === "round")
  let end = round + 1
  while (round >= 0 && BETWEEN_ROUNDS.includes(tokens[end]?.kind)) end += 1
  const numbers = tokens.slice(round + 1, end).filter(({ kind }) => kind === "number")
  const [unit, before] = [tokens[end - 1], tokens[end - 2]]
  if (unit?.kind !== "monthUnit" || before?.kind !== "number" || numbers.length < 2) return tokens
  const each = numbers.flatMap((number, at) => {
    const own = { ...number, digits: 0, slips: [] }
    const join: Token[] = at > 0 ? [{ ...own, kind: "and" }] : []
    return [
      ...join,
      number,
      { ...own, kind: "monthUnit" as const, end: at < numbers.length - 1 ? number.end : unit.end },
    ]
  })
  return [...tokens.slice(0, round + 1), ...each, ...tokens.slice(end)]
}

const BETWEEN_ROUNDS: readonly (Kind | undefined)[] = ["number", "monthUnit", "and", "comma", "slash"]

/** จัดทำคำสั่งภายในเดือน …: what is to be done, up to the word that binds its date, says nothing of when. */
function withoutOpening(tokens: readonly Token[], text: string): readonly Token[] {
  const stop = tokens.findIndex((_, at) => !isErrand(tokens, at))
  const errand = tokens.slice(0, Math.max(0, stop))
  const isBound =
    BINDS.includes(tokens[stop]?.kind ?? "unknown") ||
    isRoundOfMonths(tokens, stop) ||
    matchAt(tokens, stop, WHEN) !== undefined
  const isSaid =
    errand.some(({ kind }) => kind === "unknown") && !REFUSAL.test(text.slice(0, tokens[stop]?.start))
  return isBound && isSaid ? tokens.slice(stop) : withoutErrand(tokens, text)
}

/** กรุณาส่งแบบสำรวจภายในวันที่ …: the same anywhere after a word that asks. */
function withoutErrand(tokens: readonly Token[], text: string): readonly Token[] {
  const start = tokens.findIndex(({ kind }) => kind === "please")
  if (start < 0) return tokens
  const stop = tokens.findIndex((_, at) => at > start && !isErrand(tokens, at))
  const isBound = stop > 0 && tokens[stop]?.kind === "within"
  const isRefused = REFUSAL.test(text.slice(tokens[start]?.end, tokens[stop]?.start))
  return [...tokens.slice(0, start), ...tokens.slice(isBound && !isRefused ? stop : start + 1)]
}

const BINDS: readonly Kind[] = ["within", "finish"]
/** ประกาศเมื่อวันที่ … */
const WHEN = pattern("if date number")

/** What is not to be done, or has another day from now on, is for a person to read. */
const REFUSAL = /ไม่|อย่า|(?<!แส)งด|เว้น|ยกเลิก|หยุด|ขยาย|เดิม/

function isErrand(tokens: readonly Token[], at: number): boolean {
  const { kind, start, end } = tokens[at] ?? { kind: "number", start: 0, end: 0 }
  if (ERRAND.includes(kind)) return true
  if (isRoundOfMonths(tokens, at)) return false
  // ทุกกอง, วันต่อต้านทุจริต, เบื้องต้น: with the letters beside it, it is no word of time.
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  const isGlued =
    (after?.kind === "unknown" && after.start === end) || (before?.kind === "unknown" && before.end === start)
  const isPiece = PIECES.includes(kind) && isGlued
  return isPiece || (CUT_OUT.includes(kind) && end - start <= LONGEST_CUT)
}

function isRoundOfMonths(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.kind
  return tokens[at]?.kind === "round" && (next === "number" || next === "numberWord")
}

// biome-ignore format: a list
const ERRAND: readonly Kind[] = ["unknown", "filler", "done", "slash", "comma", "dash", "colon", "open", "close"]
// biome-ignore format: a list
const PIECES: readonly Kind[] = ["every", "dayUnit", "early", "end", "first", "last", "this", "from", "until", "between", "or"]
/** Short words that are as often a piece of a longer one: ม.ค. in ประชุมคณะกรรมการ. */
const CUT_OUT: readonly Kind[] = ["month", "oclock", "round", "adverb", "th", "and", "of", "per"]
const LONGEST_CUT = 3

/** (พ) 22 มิ.ย. and 30 (สามสิบ) วัน: a weekday or the same number again, alone in its brackets. */
function foldBrackets(tokens: readonly Token[]): Token[] {
  const folded: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const [token, inner, close] = tokens.slice(at, at + 3)
    const last = folded[folded.length - 1]
    const isAlone = token?.kind === "open" && close?.kind === "close"
    const isSaidTwice =
      isAlone && inner?.kind === "number" && last?.kind === "number" && isSameNumber(last, inner)
    if (isAlone && inner?.kind === "weekday") folded.push({ ...inner, start: token.start, end: close.end })
    else if (isSaidTwice) folded[folded.length - 1] = { ...last, end: close.end }
    else if (token) folded.push(token)
    if (isSaidTwice || (isAlone && inner?.kind === "weekday")) at += 2
  }
  return folded
}

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

// biome-ignore format: a list
const FIGURES: readonly Kind[] = ["number", "dash", "slash", "comma", "dot", "colon", "open", "close", "blank"]

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
    const isName = token.kind === "month" && before?.kind === "monthUnit"
    const isNumbered = before?.kind === "monthUnit" && isMonthNumber(tokens, index)
    if (before && (isName || isNumbered)) {
      const slips = [...before.slips, ...token.slips]
      folded[folded.length - 1] = { ...token, kind: "month", start: before.start, slips }
    } else folded.push(token)
  }
  return folded
}

/** วันที่ 5 ของเดือนมกราคม is a date like any other: the ของ says nothing. */
function dropOf(folded: Token[]): void {
  const end = folded[folded.length - 1]?.kind === "monthUnit" ? folded.length - 1 : folded.length
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
