/** The meanings that a doubtful phrase may have, for whoever asks which: the one that was read, and the others. */

import { BANGKOK_OFFSET } from "../date/civil-date.ts"
import { type CompiledPeriod, compileAs, compilePeriod, type PeriodContext } from "./compile.ts"
import { isChoice, type PeriodCode } from "./problems.ts"

export type Offer = {
  readonly normal: string
  /** Every due date; with the time of day where one is said. */
  readonly due: readonly string[]
  /** What to type for it. */
  readonly words: string
}

/** Each meaning once, the one that was read first; nothing for a phrase that asks nothing. */
export function periodOffers(text: string, context: PeriodContext): Offer[] {
  const { compiled, phrase } = compileAs(text, context)
  if (compiled.flag !== "ask" && compiled.flag !== "reject") return []
  const codes = phrase.notes.map(({ code }) => code)
  const others = [...phrase.meanings.counts].flatMap(([code, count]) =>
    Array.from({ length: count }, (_, meaning) =>
      ownOffer(compileAs(text, { ...context, taken: { code, meaning } }).compiled),
    ),
  )
  const words = phrase.notes.flatMap(({ code, words = [] }) =>
    isChoice(code) && !phrase.meanings.counts.has(code) ? words : [],
  )
  const typed = [...words, ...phrase.meanings.words].map(one => offerOf(compilePeriod(one, context), one))
  const dated = [ownOffer(compiled), ...others, ...typed].filter(({ due }) => due.length > 0)
  const undated = codes.some(code => MAY_BE_UNDATED.includes(code)) || compiled.normal === "NONE"
  const all = undated ? [...dated, ownOffer(compilePeriod("ไม่มีกำหนดวัน", context))] : dated
  return all.filter(({ normal }, at) => all.findIndex(other => other.normal === normal) === at)
}

/** What was read then may have no date at all. */
const MAY_BE_UNDATED: readonly PeriodCode[] = [
  "unread",
  "relative-to-today",
  "frequency-without-day",
  "times-without-dates",
  "every-assumed",
]

function ownOffer(compiled: CompiledPeriod): Offer {
  return offerOf(compiled, compiled.understood)
}

function offerOf({ normal, due }: CompiledPeriod, words: string): Offer {
  const [, time] = /T(\d\d:\d\d:\d\d)/.exec(normal) ?? []
  return { normal, due: due.map(date => (time ? `${date}T${time}${BANGKOK_OFFSET}` : date)), words }
}
