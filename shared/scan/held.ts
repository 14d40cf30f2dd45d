/** Rows that an error holds back, and what their sections are told of each: which cell, and the sheet's own sentence. */

import { tabOf } from "../columns.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, type ProblemCode, withoutValue } from "../row/problem.ts"
import type { ProblemRow } from "../row/row.ts"
import { columnName } from "../sheet/a1.ts"
import { isAccepted, type Memory } from "../sheet/memory.ts"
import type { TableRow } from "../table/model.ts"

/** Lines that cannot be published as they stand, of rows that were. */
export function heldLines(rows: readonly TableRow[], memory: Memory): TableRow[] {
  return rows.filter(each => each.state !== "ready" && isAccepted(memory, each.name))
}

/** One a held row, of the first line that bears its name. */
export function problemRows(rows: readonly TableRow[], memory: Memory): ProblemRow[] {
  const problems = new Map<string, ProblemRow>()
  for (const row of heldLines(rows, memory)) {
    const cells = cellsToMend(row)
    if (cells.length === 0 || problems.has(row.name)) continue
    const { title, sheetId } = row.tab
    problems.set(row.name, { kind: "problem", of: row.name, tab: cleanText(title), sheetId, cells })
  }
  return [...problems.values()]
}

/** As many as a mail can say, and the schema takes. */
const MOST_CELLS = 10

function cellsToMend(row: TableRow): ProblemRow["cells"] {
  const personal = personalColumns(row)
  return row.problems
    .filter(({ severity }) => severity === "error")
    .slice(0, MOST_CELLS)
    .map(problem => ({
      cell: cellName(row, problem.column),
      says: cleanText(personal.has(problem.column) ? withoutValue(problem) : problem.message),
    }))
}

/** A column that is gone from the tab has no cell: the row's first one is named. */
function cellName({ tab, line }: TableRow, column: string): string {
  return `${columnName(tab.columnIndexByKey.get(column) ?? 0)}${line.index + 1}`
}

const PERSONAL: readonly ProblemCode[] = [
  "idNumber",
  "idNumberLike",
  "mobileNumber",
  "privateMail",
  "bankAccount",
]

/** Whose words no mail repeats: columns that are private, and those in which somebody's number or address stands. */
function personalColumns({ tab, problems }: TableRow): ReadonlySet<string> {
  const isPublic = new Map(tabOf(tab.tab).columns.map(each => [each.key, each.public]))
  const isPersonal = ({ code, column }: CellProblem) => PERSONAL.includes(code) || !isPublic.get(column)
  return new Set(problems.filter(isPersonal).map(({ column }) => column))
}
