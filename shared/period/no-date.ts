/** Phrases with no date in them, by the reason that is told. */
import { thaiDigits } from "../date/thai-date.ts"
import type { Kind } from "./lexicon.ts"
import type { PeriodCode } from "./problems.ts"
import type { Desk, Reading } from "./reading.ts"
import type { Token } from "./tokens.ts"

/** The last reader: it always has a reading, and replaces what the others noted on their way. */
export function readNoDate(tokens: readonly Token[], desk: Desk): Reading {
  const words = [`ภายในวันที่ ๓๐ กันยายน พ.ศ. ${desk.fiscalYear}`, "ภายในวันที่ ๕ ของทุกเดือน"].map(thaiDigits)
  desk.notes.length = 0
  desk.notes.push({ code: reasonOf(tokens), quote: desk.raw, words })
  return { kind: "none" }
}

const REASONS: readonly (readonly [Kind, PeriodCode])[] = [
  ["continuous", "continuous"],
  ["done", "status"],
]

function reasonOf(tokens: readonly Token[]): PeriodCode {
  const vague = tokens.find(({ kind }) => kind === "vague")
  if (vague) return vague.reason ?? "no-date"
  if (tokens.every(({ kind }) => BLANK.includes(kind))) return "blank"
  const reason = REASONS.find(([kind]) => tokens.some(token => token.kind === kind))
  return reason?.[1] ?? "no-date"
}

const BLANK: readonly Kind[] = ["dash", "blank", "dot", "comma", "slash", "colon", "open", "close"]
