/**
 * The two items of the website check that a plan answers: the one that asks for the plan, and the one that asks what came
 * of it. Their numbers change every year and are a setting; what they ask is dated here, as the grade rules are.
 */
import { asciiDigits } from "../date/thai-date.ts"

export type ItemRole = "plan" | "results"

export const PLAN_REQUIREMENTS = [
  "scores",
  "issues",
  "measures",
  "responsible",
  "period",
  "monitoring",
  "announced",
  "signedPlan",
] as const
export const RESULTS_REQUIREMENTS = [
  "done",
  "evidence",
  "doneBy",
  "doneOn",
  "everyMonth",
  "oversight",
  "address",
  "officeSite",
] as const
export type RequirementCode = (typeof PLAN_REQUIREMENTS)[number] | (typeof RESULTS_REQUIREMENTS)[number]

type ItemRule = {
  /** The year (B.E.) of the assessment from which it holds. */
  readonly fromYear: number
  /** Which fiscal year's measures the results item asks about, counted from its own. */
  readonly resultsOf: 0 | -1
}

export const ITEM_RULES: readonly ItemRule[] = [
  { fromYear: 2550, resultsOf: 0 },
  { fromYear: 2567, resultsOf: -1 },
]

export type ItaItem = {
  readonly role: ItemRole
  /** `O42`; blank when the setting names none. */
  readonly number: string
  /** The fiscal year whose measures it asks about. */
  readonly ofYear: number
}

/** The items of a year from the setting, `O42,O43`: the plan's first. A text that names no two items names none. */
export function itaItemsOf(setting: string, fiscalYear: number): readonly [ItaItem, ItaItem] {
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
