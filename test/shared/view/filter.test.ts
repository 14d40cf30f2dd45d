import { describe, expect, test } from "vitest"
import { OBLIGATION_STATES } from "../../../shared/due/obligation.ts"
import { filterToQuery, type MeasureFilter, parseFilter } from "../../../shared/view/filter.ts"

const SECTIONS = [undefined, "1", "10"]
const INDICATORS = [undefined, 1, 12]
const STATES = [undefined, ...OBLIGATION_STATES]
const SEARCHES = [undefined, "คู่มือ", "a&b=c #+%", "๑๒ เดือน", "😀".repeat(80)]

describe("a filter's query", () => {
  test("is read back as the same filter, for every kind of one", () => {
    for (const filter of everyFilter()) expect(parsed(filterToQuery(filter))).toEqual(filter)
  })

  test.for([
    [{ state: "due", section: "2" }, "section=2&state=due"],
    [{ q: "  สอง   คำ ", nothing: "x" }, `q=${encodeURIComponent("สอง คำ")}`],
    [{ section: "02", indicator: "0", state: "Due", q: " " }, ""],
    [{ section: "100", indicator: "1.0" }, ""],
    [{}, ""],
  ] as const)("%j is %j in its normal form", ([query, normal]) => {
    expect(filterToQuery(parseFilter(query))).toBe(normal)
  })

  test("cuts a long search between characters", () => {
    expect(parseFilter({ q: "😀".repeat(500) }).q).toBe("😀".repeat(80))
  })
})

function everyFilter(): MeasureFilter[] {
  return SECTIONS.flatMap(section =>
    INDICATORS.flatMap(indicator =>
      STATES.flatMap(state =>
        SEARCHES.map(q => ({
          ...(section === undefined ? {} : { section }),
          ...(indicator === undefined ? {} : { indicator }),
          ...(state === undefined ? {} : { state }),
          ...(q === undefined ? {} : { q }),
        })),
      ),
    ),
  )
}

function parsed(query: string): MeasureFilter {
  return parseFilter(Object.fromEntries(new URLSearchParams(query)))
}
