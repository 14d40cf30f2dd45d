/**
 * How a year answers the two items of the website check that a plan answers: the one that asks for the plan, and the one
 * that asks what came of it. Nothing is invented: what the sheet does not say is unknown. The items' numbers change every
 * year and are a setting; what they ask is dated here, as the grade rules are.
 */

import * as z from "zod/mini"
import { asciiDigits } from "../date/thai-date.ts"
import { directorTitleOf, settingsOf } from "../due/timetable.ts"
import type { YearRecord } from "../record/record.ts"
import { planRequirements, resultsRequirements, resultsUnknown } from "./ita-requirements.ts"
import { type AskedPage, beside, pagesOf, sliceOf } from "./page-of.ts"
import { type RequirementView, requirementSchema } from "./requirement.ts"
import { pagingShape, placeShape } from "./schema.ts"
import { placeOf, type ViewDay, yearView } from "./year.ts"

/** A page of it has that page of the rows of every requirement. */
export const itaPageSchema = z.strictObject({
  ...placeShape,
  ...pagingShape,
  items: z.array(
    z.strictObject({
      role: z.enum(["plan", "results"]),
      /** Its number this year, as the settings name it; blank when they name none. */
      item: z.string(),
      /** The fiscal year whose measures it asks about. */
      ofYear: z.int(),
      requirements: z.array(requirementSchema),
    }),
  ),
})

export type ItaPageView = z.input<typeof itaPageSchema>

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
  const director = directorTitleOf(record)
  const pages = pagesOf(longest(answered.flatMap(each => each.requirements)))
  const page = Math.min(asked.page, pages)
  return {
    ...place,
    page,
    pages,
    ...beside({ page, pages }, `/${fiscalYear}/ita.json`, asked.past),
    items: answered.map(({ item: { role, number, ofYear }, requirements }) => ({
      role,
      item: number,
      ofYear,
      requirements: requirements.map(each => ({
        ...each,
        text: each.code === "oversight" ? `${director}${each.text}` : each.text,
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

type ItemRole = "plan" | "results"

type ItemRule = {
  /** The year (B.E.) of the assessment from which it holds. */
  readonly fromYear: number
  /** Which fiscal year's measures the results item asks about, counted from its own. */
  readonly resultsOf: 0 | -1
}

const ITEM_RULES: readonly ItemRule[] = [
  { fromYear: 2550, resultsOf: 0 },
  { fromYear: 2567, resultsOf: -1 },
]

type ItaItem = {
  readonly role: ItemRole
  /** `O42`; blank when the setting names none. */
  readonly number: string
  /** The fiscal year whose measures it asks about. */
  readonly ofYear: number
}

/** The items of a year from the setting, `O42,O43`: the plan's first. A text that names no two items names none. */
function itaItemsOf(setting: string, fiscalYear: number): readonly [ItaItem, ItaItem] {
  const numbers =
    asciiDigits(setting)
      .toUpperCase()
      .match(/[A-Z]{1,3}\s?\d{1,3}/g) ?? []
  const [plan = "", results = ""] = numbers.length === 2 ? numbers.map(each => each.replace(/\s/, "")) : []
  const rule = [...ITEM_RULES].reverse().find(each => each.fromYear <= fiscalYear)
  return [
    { role: "plan", number: plan, ofYear: fiscalYear },
    { role: "results", number: results, ofYear: fiscalYear + (rule?.resultsOf ?? 0) },
  ]
}
