/** Words that belong together become one before anything is read: เดือน with its month, (พ) with its day, a number said twice. */

import type { Kind, Token } from "./grammar.ts"
import { MONTH_NAMES } from "./lexicon.ts"

export function foldTokens(tokens: readonly Token[], text: string): Token[] {
  return foldMonths(nearMonths(splitYears(listRounds(foldBrackets(withoutErrand(tokens)))), text))
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

/** กรุณาส่งแบบสำรวจภายในวันที่ …: what is asked for, up to the word that binds its date, says nothing of when. */
function withoutErrand(tokens: readonly Token[]): readonly Token[] {
  const start = tokens.findIndex(({ kind }) => kind === "please")
  if (start < 0) return tokens
  const stop = tokens.findIndex((token, at) => at > start && !isErrand(token))
  const isBound = stop > 0 && tokens[stop]?.kind === "within"
  return [...tokens.slice(0, start), ...tokens.slice(isBound ? stop : start + 1)]
}

function isErrand({ kind, start, end }: Token): boolean {
  return ERRAND.includes(kind) || (CUT_OUT.includes(kind) && end - start <= LONGEST_CUT)
}

const ERRAND: readonly Kind[] = ["unknown", "filler", "done"]
/** Short words that are as often a piece of a longer one: ม.ค. in ประชุมคณะกรรมการ. */
const CUT_OUT: readonly Kind[] = ["month", "oclock", "round", "adverb", "th", "and", "of"]
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
function nearMonths(tokens: readonly Token[], text: string): Token[] {
  const folded: Token[] = []
  for (let at = 0; at < tokens.length; ) {
    const run = wordAt(tokens, at)
    const month = run.some(({ kind }) => kind === "unknown") && nearMonth(run, text)
    const isBesideNumber =
      folded[folded.length - 1]?.kind === "number" || tokens[at + run.length]?.kind === "number"
    if (month && isBesideNumber) folded.push(month)
    else folded.push(...run)
    at += run.length
  }
  return folded
}

/** Tokens set without a space between them, as far as they are of letters: the letters of one word, or one token. */
function wordAt(tokens: readonly Token[], at: number): readonly Token[] {
  const isLetters = (token: Token | undefined) => token !== undefined && !FIGURES.includes(token.kind)
  let end = at + 1
  while (isLetters(tokens[end - 1]) && isLetters(tokens[end]) && tokens[end]?.start === tokens[end - 1]?.end)
    end += 1
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
