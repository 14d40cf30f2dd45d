/** Lines of the report tabs that hold what was answered from the mail, or that a person had filled in before the answer came. */
import { columnOf } from "../columns.ts"
import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { answerId } from "../push/answer.ts"
import type { Hash } from "../push/sd-jwt.ts"
import { nameOf } from "../row/name.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import type { CellContext } from "../rules/cell.ts"
import type { Memory } from "../sheet/memory.ts"
import { cellOf, type SheetRow } from "../sheet/sheet-tab.ts"
import { FILLED_COLUMNS } from "./entered-by.ts"
import { readReportCells } from "./report-rules.ts"

/** When the Worker received what stands in a line; undefined where that is not what was answered, or no longer. */
export function answeredAt(
  id: string,
  line: SheetRow,
  memory: Memory,
  context: CellContext,
): string | undefined {
  const of = nameOf("report", id)
  const answered = memory.rowsByName.get(of)?.answered
  if (!answered || answered.kept) return undefined
  return isAnswered(line, { of, ...answered }, context) ? answered.at : undefined
}

/** True of a line that says what was answered, however it is typed. */
export function isAnswered(
  line: SheetRow,
  { id, of, at }: { readonly id: Hash; readonly of: string; readonly at: string },
  context: CellContext,
): boolean {
  return answerId({ of, at, cells: answerCells(line, context) }, context.fiscalYear) === id
}

/** The filled columns of a line as an answer has them. */
function answerCells(line: SheetRow, context: CellContext) {
  const cells = { id: "", due: undefined, cellOf: (key: string) => cellOf(line, key), isAccepted: false }
  const { values } = readReportCells(cells, context, undefined)
  return Object.fromEntries(
    FILLED_COLUMNS.map(key => [
      key,
      key === "nothingToReport" ? values.get(key) === true : String(values.get(key) ?? ""),
    ]),
  )
}

/** For so many days whoever typed is told that somebody had answered, too. */
const TOLD_DAYS = 14

export function keptAnswerProblems(id: string, memory: Memory, today: IsoDate | undefined): CellProblem[] {
  const answered = memory.rowsByName.get(nameOf("report", id))?.answered
  if (!answered?.kept || !today) return []
  const day = bangkokDate(Date.parse(answered.at))
  if (daysBetween(day, today) > TOLD_DAYS) return []
  return [cellProblem("answerKept", columnOf("report", "by"), "", shortDate(day))]
}
