import { expect, test } from "vitest"
import { fiscalYearOf, fiscalYearStart } from "../../../shared/date/civil-date.ts"
import { occurrenceStart } from "../../../shared/due/occurrence.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { CORPUS, dueSummary } from "./corpus.ts"

test("the corpus is wide, and no phrase stands in it twice for one year", () => {
  const keys = CORPUS.map(({ phrase, year }) => `${year} ${phrase}`)
  expect(keys.length).toBeGreaterThanOrEqual(300)
  expect(new Set(keys).size).toBe(keys.length)
})

test.each(CORPUS)("$year “$phrase” is $normal, $flag", ({ phrase, year, normal, due, flag }) => {
  const compiled = compilePeriod(phrase, { fiscalYear: year })
  expect({ normal: compiled.normal, due: dueSummary(compiled.due), flag: compiled.flag }).toEqual({
    normal,
    due,
    flag,
  })
})

test.each(CORPUS)("$year “$phrase”: what was understood compiles to the same", ({ phrase, year }) => {
  const { understood, normal, due } = compilePeriod(phrase, { fiscalYear: year })
  const again = compilePeriod(understood, { fiscalYear: year })
  expect({ understood, normal: again.normal, due: again.due }).toEqual({ understood, normal, due })
})

const inPlan = (phrase: string, fiscalYear: number) => compilePeriod(phrase, { fiscalYear, isOfPlan: true })

test.each(CORPUS)(
  "$year “$phrase”: what was understood of it in a plan compiles to the same",
  ({ phrase, year }) => {
    const { understood, normal, due } = inPlan(phrase, year)
    const again = inPlan(understood, year)
    expect({ understood, normal: again.normal, due: again.due }).toEqual({ understood, normal, due })
  },
)

test.each(CORPUS)(
  "$year “$phrase” reports on nothing before the plan, once it is of one",
  ({ phrase, year }) => {
    const [alone, planned] = [compilePeriod(phrase, { fiscalYear: year }), inPlan(phrase, year)]
    expect([planned.flag, planned.occurrences.length]).toEqual([alone.flag, alone.occurrences.length])
    if (alone.normal === planned.normal) return
    const [first, last] = [alone.occurrences[0], planned.occurrences.at(-1)]
    const year0 = fiscalYearOf(alone.due[0] ?? raise())
    expect(occurrenceStart(first?.id ?? "")).toSatisfy((day: string) => day < fiscalYearStart(year0))
    expect(occurrenceStart(planned.occurrences[0]?.id ?? "")).toBe(fiscalYearStart(year0))
    expect([
      fiscalYearOf(occurrenceStart(last?.id ?? "") ?? raise()),
      fiscalYearOf(last?.due ?? raise()),
    ]).toEqual([year0, year0 + 1])
  },
)

function raise(): never {
  throw new Error("no such day")
}

test.each(CORPUS)("$year “$phrase”: the words it is told to type are accepted", ({ phrase, year }) => {
  for (const { code, message } of compilePeriod(phrase, { fiscalYear: year }).problems) {
    if (code === "time-unclear" || code === "no-such-time") continue
    const advice = message.slice(message.lastIndexOf(message.includes("พิมพ์") ? "พิมพ์" : "คือ"))
    for (const [, words = ""] of advice.matchAll(/“([^”]*)”/g)) {
      expect({ words, flag: compilePeriod(words, { fiscalYear: year }).flag }).not.toEqual({
        words,
        flag: "reject",
      })
    }
  }
})
