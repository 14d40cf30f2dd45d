/** How a year answers the two items of the website check. Nothing is invented: what the sheet does not say is unknown. */
import { settingsOf } from "../due/timetable.ts"
import type { YearRecord } from "../record/record.ts"
import { type ItaItem, itaItemsOf } from "./ita-item.ts"
import { planRequirements } from "./ita-plan.ts"
import { resultsRequirements, resultsUnknown } from "./ita-results.ts"
import { type AskedPage, beside, pagesOf, sliceOf } from "./page-of.ts"
import type { ItaPageView, RequirementView } from "./schema-assessor.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

/**
 * `records` are of every year: the results item of a year may ask about the measures of the year before. A page past the
 * end is the last one; every page has every requirement, with the rows of that page.
 */
export function itaPageView(
  records: readonly YearRecord[],
  fiscalYear: number,
  day: ViewDay,
  asked: AskedPage = { page: 1 },
): ItaPageView | undefined {
  const record = records.find(each => each.fiscalYear === fiscalYear)
  const place = record && placeOf(record, day)
  if (!place) return undefined
  const items = itaItemsOf(settingsOf(record).get("itaItems") ?? "", fiscalYear)
  const answered = items.map(item => ({ item, requirements: requirementsOf(item, records, day) }))
  const pages = pagesOf(longest(answered.flatMap(each => each.requirements)))
  const page = Math.min(asked.page, pages)
  return {
    ...place,
    ...{ page, pages, ...beside({ page, pages }, `/${fiscalYear}/ita.json`, asked.past) },
    items: answered.map(({ item: { role, number, ofYear }, requirements }) => ({
      ...{ role, item: number, ofYear },
      requirements: requirements.map(each => ({
        ...each,
        metBy: [...sliceOf(each.metBy, page)],
        lacking: [...sliceOf(each.lacking, page)],
      })),
    })),
  }
}

function longest(requirements: readonly RequirementView[]): number {
  return requirements.reduce((most, each) => Math.max(most, each.metCount, each.lackingCount), 0)
}

function requirementsOf(item: ItaItem, records: readonly YearRecord[], day: ViewDay): RequirementView[] {
  const record = records.find(each => each.fiscalYear === item.ofYear)
  const view = record && yearView(record, day)
  if (!view) return resultsUnknown(item.ofYear)
  return item.role === "plan" ? planRequirements(view) : resultsRequirements(view)
}
