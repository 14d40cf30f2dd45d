import { expect, it } from "vitest"
import { columnOf } from "../../../shared/columns.ts"
import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { type CellContext, parseCell } from "../../../shared/rules/cell.ts"

const HOLIDAYS: ReadonlySet<IsoDate> = new Set(["2023-05-05" as IsoDate])

it.each([
  ["ทุกวันที่ 1 ของเดือนแรกของไตรมาส", { isEarlier: true }],
  ["ภายในวันที่ 5 ของทุกเดือน", { isOfPlan: true }],
  ["ภายในวันที่ 5 พ.ค. 2566", { roll: "next" }],
  ["ภายในเดือนมิถุนายน", { fiscalYear: 2567 }],
] satisfies [string, Partial<CellContext>][])(
  "“%s” is read anew where it is read otherwise",
  (text, other) => {
    const usual = { fiscalYear: 2566, sections: [], measureIds: new Set<string>(), holidays: HOLIDAYS }
    const ways: readonly CellContext[] = [usual, { ...usual, ...other }]
    const cell = { value: text, formula: false }
    const read = ways.map(way => parseCell(columnOf("measure", "period"), cell, way).value)
    expect(read[0]).not.toEqual(read[1])
    expect(read).toEqual(ways.map(way => compilePeriod(text, way)))
  },
)
