/** A date that somebody types where no format keeps it text: a number to Google, shown in one way or another. */
import { describe, expect, it } from "vitest"
import type { ThaiDates } from "../../../local/google/model/model.ts"
import { formattedValue } from "../../../local/google/sheet/shown.ts"
import { typedCell } from "../../../local/google/sheet/typed.ts"
import { TABS } from "../../../shared/columns.ts"
import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { parseCell } from "../../../shared/rules/cell.ts"
import { sheetCell } from "../../../shared/sheet/read-sheet.ts"

/** Of reports, holidays, follow-ups and deputies; the announcement is read by the same rule. */
const COLUMNS = TABS.flatMap(({ key, columns }) =>
  columns.filter(({ rule }) => rule.type === "date").map(column => [`${key}.${column.key}`, column] as const),
)

const WAYS: readonly ThaiDates[] = ["common", "buddhist", "converted", "text"]
const TEXTS = ["30/6/2566", "30 มิ.ย. 2566", "30 มิถุนายน 2566", "๓๐/๖/๒๕๖๖", "2023-06-30"]

/** As a scan gets it. */
function answered(text: string, dates: ThaiDates) {
  const cell = typedCell(undefined, text, dates)
  const numberValue = cell.value && "numberValue" in cell.value ? cell.value.numberValue : undefined
  return { effectiveValue: { numberValue }, formattedValue: formattedValue(cell) }
}

describe.each(WAYS)("where Google takes years of the Buddhist era as %s", dates => {
  it.each(COLUMNS)("a date of %s is the day that was meant", (_, column) => {
    const context = {
      ...{ fiscalYear: 2566, sections: [], holidays: new Set<IsoDate>(), measureIds: new Set<string>() },
    }
    const read = TEXTS.map(text => parseCell(column, sheetCell(answered(text, dates)), context).value)
    expect(read).toEqual(TEXTS.map(() => "2023-06-30"))
  })
})

it("is a number with the year that the number has, but where it stays text", () => {
  const seen = WAYS.map(dates => answered("30/6/2566", dates))
  expect(
    seen.map(({ effectiveValue, formattedValue }) => [effectiveValue.numberValue, formattedValue]),
  ).toEqual([
    [243_434, "30/6/2566"],
    [45_107, "30/6/2566"],
    [45_107, "30/6/2023"],
    [undefined, "30/6/2566"],
  ])
})
