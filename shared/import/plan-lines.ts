/** An imported plan as lines of the tabs: references become issued ids, lists become the text a clerk would type. */
import type { ImportedPlan } from "./plan.ts"

export const PLAN_KINDS = ["assessment", "measure", "duty"] as const
export type PlanKind = (typeof PLAN_KINDS)[number]

/** Cells by column key; "" is empty. */
export type PlanLine = Readonly<Record<string, string | number>>

/** `idByRef` gives each measure of the document its id in the sheet; `newDutyId` issues the duties'. */
export function planLines(
  { assessments, measures, duties }: ImportedPlan,
  idByRef: ReadonlyMap<string, string>,
  newDutyId: () => string,
): Record<PlanKind, PlanLine[]> {
  return {
    assessment: assessments.map(({ indicator, score, scoreYear, ...texts }) => ({
      ...texts,
      indicator: indicator ?? "",
      score: score ?? "",
      scoreYear: scoreYear ?? "",
    })),
    measure: measures.map(({ id, indicator, partners, ...texts }) => ({
      ...texts,
      id: idByRef.get(id) ?? "",
      indicator: indicator ?? "",
      partners: partners.join(", "),
    })),
    duty: duties.map(({ measure, owedBy, ...texts }) => ({
      ...texts,
      id: newDutyId(),
      measure: idByRef.get(measure) ?? "",
      owedBy: owedBy.join(", "),
    })),
  }
}
