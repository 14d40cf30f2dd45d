/** What a measure or a duty promised before, out of its accepted versions: as the script remembers it between scans. */
import type { Hash } from "../push/sd-jwt.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"
import { findSection } from "../row/section.ts"
import type { CellContext } from "../rules/cell.ts"
import type { RememberedRow } from "../sheet/memory.ts"
import type { Values } from "./build.ts"
import { checkReason, periodColumn, type ReasonInput } from "./reasons.ts"
import { cellsOf } from "./retyped.ts"

export type PromiseRow = MeasureRow | DutyRow

/** Of a row that was: which digest it has is no concern of a rule. */
export const ACCEPTED = "accepted" as Hash

/**
 * The newest text of a row against all that was accepted of it, oldest first, for its reason to be checked. A version that
 * was withdrawn or may not be shown promises nothing; the reason that served before it is not forgotten.
 */
export function rememberedOf(
  versions: readonly (PromiseRow | null)[],
  row: PromiseRow,
  context: CellContext,
): ReasonInput {
  let remembered: RememberedRow | undefined
  let reason: string | undefined
  for (const version of versions) {
    if (version === null) {
      remembered = undefined
      continue
    }
    const { problems, reasonServes } = checkReason(inputOf(version, remembered, context))
    // By the rules of then it served, whatever those of now say of its words.
    if (reasonServes || problems.length > 0 || reason === undefined) reason = version.reason
    remembered = {
      digest: ACCEPTED,
      reason,
      cells: {
        ...cellsOf(version, context.sections),
        ...(version.kind === "duty" && { owedBy: version.owedBy.join(",") }),
      },
      ...(version.asks !== "open" && { occurrences: version.occurrences }),
    }
  }
  return inputOf(row, remembered, context)
}

function inputOf(row: PromiseRow, before: RememberedRow | undefined, context: CellContext): ReasonInput {
  const remembered = before && row.kind === "duty" ? withoutGrowth(before, row, context) : before
  return { kind: row.kind, values: valuesOf(row), remembered, isAsked: row.asks === "open", context }
}

/** `ทุกฝ่าย` takes in sections that come later, and is written out in a row: more who owe is no promise broken. */
function withoutGrowth(before: RememberedRow, { owedBy }: DutyRow, { sections }: CellContext): RememberedRow {
  const owed = String(before.cells?.owedBy ?? "").split(",")
  const still = owed.flatMap(name => findSection(name, sections)?.name ?? [])
  const isKept = still.every(name => owedBy.includes(name))
  return isKept && before.cells ? { ...before, cells: { ...before.cells, owedBy: owedBy.join(",") } } : before
}

function valuesOf(row: PromiseRow): Values {
  const { normal, occurrences, understood } = row
  const text = row.kind === "duty" ? row.when : row.period
  const due = occurrences.map(each => each.due)
  const period = { text, normal, occurrences, due, understood, flag: "ok", problems: [] } as const
  return new Map<string, Values extends ReadonlyMap<string, infer V> ? V : never>([
    ...Object.entries(row).flatMap(([key, value]) =>
      typeof value === "string" ? [[key, value] as const] : [],
    ),
    ...(row.kind === "duty" ? [["owedBy", row.owedBy] as const] : []),
    [periodColumn(row.kind), period],
  ])
}
