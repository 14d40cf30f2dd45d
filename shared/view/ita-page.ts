/** How a year answers the two items of the website check. Nothing is invented: what the sheet does not say is unknown. */
import { settingsOf } from "../due/timetable.ts"
import { type ItaItem, itaItemsOf } from "../ita-item.ts"
import type { YearRecord } from "../record.ts"
import { planRequirements } from "./ita-plan.ts"
import { resultsRequirements, resultsUnknown } from "./ita-results.ts"
import type { ItaPageView, RequirementView } from "./schema-assessor.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

/** `records` are of every year: the results item of a year may ask about the measures of the year before. */
export function itaPageView(
  records: readonly YearRecord[],
  fiscalYear: number,
  day: ViewDay,
): ItaPageView | undefined {
  const record = records.find(each => each.fiscalYear === fiscalYear)
  const place = record && placeOf(record, day)
  if (!place) return undefined
  const items = itaItemsOf(settingsOf(record).get("itaItems") ?? "", fiscalYear)
  return {
    ...place,
    items: items.map(item => ({
      role: item.role,
      item: item.number,
      ofYear: item.ofYear,
      requirements: requirementsOf(item, records, day),
    })),
  }
}

function requirementsOf(item: ItaItem, records: readonly YearRecord[], day: ViewDay): RequirementView[] {
  const record = records.find(each => each.fiscalYear === item.ofYear)
  const view = record && yearView(record, day)
  if (!view) return resultsUnknown(item.ofYear)
  return item.role === "plan" ? planRequirements(view) : resultsRequirements(view)
}
