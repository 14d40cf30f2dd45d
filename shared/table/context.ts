/** What cells are read against, as the sheet itself says it: its settings, its sections, its holidays. */

import { columnOf, isTypedYear } from "../columns.ts"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { asciiDigits } from "../date/thai-date.ts"
import type { Roll } from "../date/working-day.ts"
import { cleanText, splitList } from "../row/plain-text.ts"
import type { Section } from "../row/section.ts"
import { type CellContext, parseCell } from "../rules/cell.ts"
import { parseAllowList } from "../rules/privacy.ts"
import { cellOf, linesOf, type SheetTab, textOf } from "../sheet/sheet-tab.ts"

/** What cells are read against; undefined when neither a push nor the settings name the fiscal year. */
export function contextOf(tabs: readonly SheetTab[], announcedYear?: number): CellContext | undefined {
  const settings = settingTexts(tabs)
  const fiscalYear = announcedYear ?? Number(asciiDigits(settings.get("fiscalYear") ?? ""))
  if (!isTypedYear(fiscalYear)) return undefined
  const bare = { fiscalYear, sections: [], holidays: new Set<IsoDate>(), measureIds: new Set<string>() }
  const allowList = parseAllowList(settings.get("allowList") ?? "")
  const roll = ROLL_BY_RULE[settings.get("rollRule") ?? ""]
  const holidays = holidaysOf(tabs, bare)
  return { ...bare, sections: sectionsOf(tabs), holidays, allowList, ...(roll ? { roll } : {}) }
}

/** The choices of the setting that move a date. A date moved so asks for a reason as any other. */
export const ROLL_BY_RULE: Readonly<Record<string, Roll>> = { วันทำการถัดไป: "next", วันทำการก่อนหน้า: "previous" }

/** The settings as typed, by key. */
export function settingTexts(tabs: readonly SheetTab[]): Map<string, string> {
  const lines = linesOf(tabs, "setting")
  return new Map(lines.map(line => [textOf(line, "key"), cleanText(textOf(line, "value"))]))
}

/** The sections the sheet names, in official order. */
export function sectionsOf(tabs: readonly SheetTab[]): Section[] {
  return linesOf(tabs, "section")
    .map(line => ({
      slug: cleanText(textOf(line, "slug")),
      name: cleanText(textOf(line, "name")),
      shortNames: splitList(cleanText(textOf(line, "shortNames")), ","),
    }))
    .filter(section => /^[1-9][0-9]?$/.test(section.slug) && section.name !== "")
    .sort((a, b) => Number(a.slug) - Number(b.slug))
}

function holidaysOf(tabs: readonly SheetTab[], context: CellContext): ReadonlySet<IsoDate> {
  const column = columnOf("holiday", "date")
  const dates = linesOf(tabs, "holiday").map(line =>
    parseIsoDate(String(parseCell(column, cellOf(line, "date"), context).value)),
  )
  return new Set(dates.filter(date => date !== undefined))
}
