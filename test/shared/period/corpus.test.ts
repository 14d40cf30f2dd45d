import { expect, test } from "vitest"
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
