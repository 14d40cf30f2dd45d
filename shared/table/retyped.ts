/** A row as the line of its tab that it is read from: what somebody would have typed. */

import type { PrivateRowOf, Row } from "../row/row.ts"
import { EVERY_SECTION, type Section } from "../row/section.ts"
import type { SheetCell } from "../rules/cell.ts"
import type { TypedCells } from "../sheet/memory.ts"
import type { SheetRow } from "../sheet/sheet-tab.ts"

/** The kinds that stand in lines people type; a private setting stands among the public ones. */
export type LineRow = Exclude<Row, { kind: "report" | "absence" }> | PrivateRowOf<"secret">

export function lineOf(row: LineRow, sections: readonly Section[]): SheetRow {
  const cells = Object.entries(cellsOf(row, sections))
  return { index: 0, cellByKey: new Map(cells.map(([key, value]) => [key, cell(value)])) }
}

export function cell(value: string | number | boolean): SheetCell {
  return { value, formula: false }
}

export function cellsOf(row: LineRow, sections: readonly Section[]): TypedCells {
  const cells = Object.entries(row).map(([key, value]) => [key, typed(value)] as const)
  return {
    ...Object.fromEntries(cells),
    ...("asks" in row && { confirm: row.asks === "confirmed" }),
    ...(row.kind === "duty" && { owedBy: sectionsTyped(row.owedBy, sections) }),
    ...(row.kind === "measure" && { partners: sectionsTyped(row.partners, sections, row.lead) }),
    ...(row.kind === "section" && { shortNames: row.shortNames.join(",") }),
  }
}

function typed(value: unknown): string {
  if (value === null || value === undefined) return ""
  return Array.isArray(value) ? value.join(",") : String(value)
}

/** All of them are said in a word, as many as there are; the lead is one of them. */
function sectionsTyped(names: readonly string[], sections: readonly Section[], lead?: string): string {
  const named = new Set(lead === undefined ? names : [...names, lead])
  const isAll = names.length > 0 && sections.every(({ name }) => named.has(name))
  return isAll ? EVERY_SECTION : names.join(",")
}
