/** Lists, and rounds with numbers: each of their parts with its own dates, and nothing of the numbers. */

import { matchAt, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"

/**
 * มีนาคม มิถุนายน และกันยายน: months in a row before the last of a list are of the list, each with its year or without; and all
 * those of a day, in วันที่ 10 ของเดือน ม.ค. เม.ย. ก.ค.
 */
export function listMonths(tokens: readonly Token[]): Token[] {
  const afterMonth = (at: number) =>
    tokens[at + 1]?.kind === "number" && tokens[at + 1]?.digits !== 1 ? at + 2 : at + 1
  // ทุกไตรมาส (ม.ค. เม.ย. ก.ค. ต.ค.)
  const isOften = () => HOW_OFTEN.some(each => tokens.some((_, at) => matchAt(tokens, at, each)))
  const isListed = (at: number): boolean => {
    const next = afterMonth(at)
    if (tokens[next]?.kind === "month") return isListed(next)
    if (tokens[next]?.kind === "close") return isOften()
    return ["and", "comma"].includes(tokens[next]?.kind ?? "") && tokens[next + 1]?.kind === "month"
  }
  const isOfDay = (at: number): boolean => {
    const before = tokens[at - 1]?.kind
    if (before === "month" || before === "of") return isOfDay(at - 1)
    return before === "number" && tokens[at - 2]?.kind === "date"
  }
  const before = new Set(
    tokens.flatMap(({ kind }, at) =>
      kind === "month" && tokens[afterMonth(at)]?.kind === "month" && (isListed(at) || isOfDay(at))
        ? [afterMonth(at)]
        : [],
    ),
  )
  return tokens.flatMap((token, at) =>
    before.has(at) ? [{ ...token, kind: "and" as const, end: token.start, slips: [] }, token] : [token],
  )
}

const HOW_OFTEN = ["every|adverb end? quarter|half", "every number months", "per number? times"].map(pattern)

/** 1) 31 มี.ค. 2) 30 ก.ย., รอบการประเมินที่ 1: numbers of a list, and of rounds with a name. */
export function numberParts(tokens: readonly Token[], text: string, fiscalYear: number): readonly Token[] {
  const { numbers, marks } = listMarks(tokens, text)
  const parts: Token[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = joined(tokens, at)
    const named = matchAt(tokens, at, NAMED_ROUND) ?? matchAt(tokens, at, BARE_ROUND)
    if (!token || marks.has(token) || isListDash(tokens, at)) continue
    const [, first] = matchAt(tokens, at, FIRST_TIME) ?? []
    if (first && tokens.some(({ kind }) => kind === "nth")) {
      parts.push({ ...token, kind: "nth" }, { ...first, kind: "number", value: 1 })
      at += 1
      continue
    }
    // 31 มี.ค. 66/30 ก.ย. 66
    if (matchAt(tokens, at - 2, DATES_OF_SLASH)) parts.push({ ...token, kind: "and", end: token.start })
    // รอบครึ่งปีแรก, รอบไตรมาสที่ 2
    if (token.kind === "round" && ["half", "quarter"].includes(tokens[at + 1]?.kind ?? "")) continue
    if (named || numbers.has(token)) parts.push({ ...token, kind: "nth" })
    if (named) at += named.length - 2
    else parts.push(token)
    // รอบที่ 2/2568 (เม.ย. - ก.ย. 68): the dates say the year of the plan again.
    const isOfYear =
      token.kind === "number" &&
      parts[parts.length - 2]?.kind === "nth" &&
      [fiscalYear, fiscalYear % 100].includes(tokens[at + 2]?.value ?? 0)
    if (isOfYear && matchAt(tokens, at + 1, OF_YEAR_AND_DATES)) at += 2
  }
  return parts
}

/** ไตรมาส 1/2/3/4: three single figures are no date. */
function joined(tokens: readonly Token[], at: number): Token | undefined {
  const token = tokens[at]
  const isFigure = (index: number) => tokens[index]?.kind === "number" && tokens[index]?.digits === 1
  const isNext = (step: number) => tokens[at + 2 * step]?.kind === "slash" && isFigure(at + 3 * step)
  const isList =
    tokens[0]?.kind !== "number" &&
    token?.kind === "slash" &&
    isFigure(at - 1) &&
    isFigure(at + 1) &&
    (isNext(-1) || isNext(1))
  return isList ? { ...token, kind: "comma" } : token
}

const AFTER_DASH = pattern("dash within? date? number? months? month")

/** - 30 มิ.ย. 66, - ครั้งที่ 1 มีนาคม - ครั้งที่ 2 กันยายน: it opens a line of a list. */
function isListDash(tokens: readonly Token[], at: number): boolean {
  if (at === 0 && matchAt(tokens, 0, AFTER_DASH))
    return !tokens.some(({ kind }, index) => index > 0 && kind === "dash")
  const isNumber = tokens[at - 1]?.kind === "number" && tokens[at - 2]?.kind === "nth"
  return ["dash", "slash"].includes(tokens[at]?.kind ?? "") && tokens[at + 1]?.kind === "nth" && !isNumber
}

/** ครั้งแรก มี.ค. 66 ครั้งที่สอง ก.ย. 66 */
const FIRST_TIME = pattern("times|round first")
const DATES_OF_SLASH = pattern("month number slash number month")
const OF_YEAR_AND_DATES = pattern("slash number open|within|colon")
/** รอบ 1 ภายใน มี.ค. 69 รอบ 2 … */
const BARE_ROUND = pattern("round number !months|days|weeks|year|and|comma|slash|dash|number|first|last")
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
  const isAlone = matchAt(tokens, 0, ALONE) !== undefined
  return {
    numbers: new Set(isList ? numbers : []),
    marks: new Set(isList || isAlone ? [...marks, ...(isList ? [] : numbers)] : []),
  }
}

/** 1. ภายใน 30 มิ.ย. 66: the first of a list that goes on elsewhere. */
const ALONE = pattern("open? number close? within|date")

/** รอบที่ 1 (มีนาคม) รอบที่ 2 (กันยายน): what each number's brackets hold is its date, as without them. */
export function unbracketNumbered(tokens: readonly Token[]): readonly Token[] {
  const dropped = new Set<Token | undefined>()
  tokens.forEach(({ kind }, at) => {
    // 31 ม.ค. 66 (ครั้งที่ 1) และ …
    const named = matchAt(tokens, at, NAME_IN_BRACKETS)
    if (named && ["number", "month"].includes(tokens[at - 1]?.kind ?? "") && isEnd(tokens[at + named.length]))
      for (const each of named) dropped.add(each)
    if (kind !== "open" || tokens[at - 1]?.kind !== "number" || tokens[at - 2]?.kind !== "nth") return
    const inner = tokens.slice(at + 1)
    const close = inner.find(token => token.kind === "open" || token.kind === "close")
    if (close?.kind === "close") dropped.add(tokens[at]).add(close)
  })
  return tokens.filter(token => !dropped.has(token))
}

const NAME_IN_BRACKETS = pattern("open nth number close")
const isEnd = (token?: Token) => !token || ["and", "comma", "slash"].includes(token.kind)

/** รอบ 3, 6, 9 และ 12 เดือน: each of them is a round of so many months, whatever stands between. */
export function listRounds(tokens: readonly Token[]): readonly Token[] {
  const round = tokens.findIndex(({ kind }) => kind === "round")
  let end = round + 1
  while (round >= 0 && BETWEEN_ROUNDS.includes(tokens[end]?.kind)) end += 1
  const numbers = tokens.slice(round + 1, end).filter(({ kind }) => kind === "number")
  const [unit, before] = [tokens[end - 1], tokens[end - 2]]
  if (unit?.kind !== "months" || before?.kind !== "number" || numbers.length < 2) return tokens
  const each = numbers.flatMap((number, at) => {
    const own = { ...number, digits: 0, slips: [] }
    const join: Token[] = at > 0 ? [{ ...own, kind: "and" }] : []
    return [
      ...join,
      number,
      { ...own, kind: "months" as const, end: at < numbers.length - 1 ? number.end : unit.end },
    ]
  })
  return [...tokens.slice(0, round + 1), ...each, ...tokens.slice(end)]
}

const BETWEEN_ROUNDS: readonly (Kind | undefined)[] = ["number", "months", "and", "comma", "slash"]
