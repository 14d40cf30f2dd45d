/**
 * ทุกเดือน ต.ค. 65 - ก.ย. 66: a range behind a rhythm says when it runs. Its เดือน or ไตรมาส, said once, belongs to the rhythm too
 * and is written out for it.
 */
import { matchAt, type Pattern, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"

export function partRanges(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, at) => [...rhythmBefore(tokens, at, token), token])
}

/** What the rhythm lacks before the range that begins here; nothing where there is no rhythm or no range. */
function rhythmBefore(tokens: readonly Token[], at: number, token: Token): readonly Token[] {
  const made = (kind: Kind): Token => ({ ...token, kind, end: token.start, slips: [] })
  // ทุกเดือน 1 ต.ค. 65 - 30 ก.ย. 66: the number is none of the rhythm's.
  if (matchAt(tokens, at - 2, BEFORE_DAYS) && isRange(tokens, at + 1, UP_TO)) return [made("filler")]
  if (token.kind !== "month" && token.kind !== "quarter") return []
  const isOf = tokens[at - 1]?.kind === "of"
  const before = tokens.slice(0, isOf ? at - 1 : at)
  const isOfDay = matchAt(before, before.length - 3, EVERY_DATE)
  const isRhythm = isOfDay || RHYTHMS.some(each => matchAt(before, before.length - each.length, each))
  const isEndOfQuarter = token.kind === "quarter" && before[before.length - 1]?.kind === "end"
  if (!(isRhythm || isEndOfQuarter) || !isRange(tokens, at, isOfDay ? UP_TO_MONTH : UP_TO)) return []
  const unit = made(token.kind === "month" ? "months" : "quarter")
  return isOf || matchAt(before, before.length - 1, EVERY) ? [unit] : [made("of"), unit]
}

const BEFORE_DAYS = pattern("every months|quarter number month")
const EVERY_DATE = pattern("every date number")
const EVERY = pattern("every|adverb")
const RHYTHMS = ["every|adverb", "every end", "workday|weekday first|last", "workday|weekday th number"].map(
  pattern,
)

/** A month or quarter, its year, and up to which other. */
function isRange(tokens: readonly Token[], at: number, upTo: Pattern): boolean {
  let end = at + 1
  while (YEAR.includes(tokens[end]?.kind)) end += 1
  return matchAt(tokens, end, upTo) !== undefined
}

const YEAR: readonly (Kind | undefined)[] = ["number", "era", "year", "fiscal", "slash"]
const UP_TO = pattern("dash|until end|month|quarter|number")
/** ทุกวันที่ 15 มี.ค. - 15 เม.ย. is a range of days. */
const UP_TO_MONTH = pattern("dash|until end|month")
