/** The assessment's result as the public sees it. */

import type { AssessmentRow } from "../row/row.ts"
import { type ItaResult, itaOf } from "./ita-answers.ts"
import type { ItaView } from "./schema.ts"

/** Until a rule is named, results are graded as they were before the rule of 2566. */
const FIRST_RULE = 2565

/** `gradeRule` is the setting's text: the year (B.E.) of the rule. */
export function itaView(rows: readonly AssessmentRow[], gradeRule: string): ItaView {
  const ruleYear = /^\d{4}$/.test(gradeRule) ? Number(gradeRule) : FIRST_RULE
  const { result, doubted, withoutDoubted } = itaOf(rows, ruleYear)
  const { iit, eit, oit } = result.means
  return {
    ...shown(result),
    ruleYear,
    bound: result.bound ?? null,
    instruments: { iit: iit ?? null, eit: eit ?? null, oit: oit ?? null },
    doubted: [...doubted],
    withoutDoubted: withoutDoubted ? shown(withoutDoubted) : null,
  }
}

function shown({ total, grade }: ItaResult): Pick<ItaView, "total" | "grade"> {
  return { total: total ?? null, grade: grade ?? null }
}
