/** What was typed on the page of a mail's link, by the sheet's own rules: as it will be kept, or what is wrong with it. */
import { columnOf } from "../columns.ts"
import type { IsoDate } from "../date/civil-date.ts"
import { holidaysOf } from "../due/timetable.ts"
import type { Answer } from "../push/answer.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import { saysSomething } from "../row/says-something.ts"
import { type CellContext, parseCell } from "../rules/cell.ts"
import { parseAllowList } from "../rules/privacy.ts"
import { FILLED_COLUMNS } from "../table/entered-by.ts"
import { isBlocking } from "../table/read-row.ts"
import { readReportCells } from "../table/report-rules.ts"
import { cell } from "../table/retyped.ts"
import type { AnswerItem } from "./item.ts"

/** As typed, by column key. */
export type Typed = Readonly<Record<string, string | boolean>>

export type JudgedAnswer = {
  readonly cells: Answer["cells"]
  /** Each in the sentence that the sheet would say; those of `blocking` must be mended first. */
  readonly problems: readonly CellProblem[]
  readonly blocking: readonly CellProblem[]
}

const ORDER_COLUMNS = ["outcome", "link"] as const

/** What is asked of each kind, in the order of the columns. */
export const ASKED_COLUMNS = { report: FILLED_COLUMNS, oversight: ORDER_COLUMNS } as const

/** What cells are read against, as the record has it. */
export function answerContext(record: YearRecord, allowList: string): CellContext {
  return {
    fiscalYear: record.fiscalYear,
    sections: rowsOfKind(record, "section").map(({ row }) => row),
    holidays: holidaysOf(record),
    measureIds: new Set(rowsOfKind(record, "measure").map(({ row }) => row.id)),
    allowList: parseAllowList(allowList),
  }
}

export function judgeAnswer(
  item: AnswerItem,
  typed: Typed,
  context: CellContext,
  today: IsoDate,
): JudgedAnswer {
  return item.kind === "report" ? judgeReport(item, typed, context, today) : judgeOutcome(typed, context)
}

function judgeReport(
  { obligation: { id, due } }: Extract<AnswerItem, { kind: "report" }>,
  typed: Typed,
  context: CellContext,
  today: IsoDate,
): JudgedAnswer {
  const cells = { id, due, cellOf: (key: string) => cell(typed[key] ?? ""), isAccepted: false }
  const { values, ofCells, ofReport } = readReportCells(cells, context, today)
  const kept = FILLED_COLUMNS.map(key => {
    const value = values.get(key)
    return [key, key === "nothingToReport" ? value === true : String(value ?? "")] as const
  })
  return {
    cells: Object.fromEntries(kept),
    problems: [...ofCells, ...ofReport],
    blocking: [...ofCells.filter(isBlocking), ...ofReport],
  }
}

/** Letters and marks that make an outcome. */
const OUTCOME_LETTERS = 5

function judgeOutcome(typed: Typed, context: CellContext): JudgedAnswer {
  const parsed = ORDER_COLUMNS.map(key => ({
    key,
    ...parseCell(columnOf("oversight", key), cell(typed[key] ?? ""), context),
  }))
  const cells = Object.fromEntries(parsed.map(({ key, value }) => [key, String(value ?? "")]))
  const problems = parsed.flatMap(each => each.problems)
  const column = columnOf("oversight", "outcome")
  const lacking = saysSomething(cells.outcome ?? "", OUTCOME_LETTERS)
    ? []
    : [cellProblem("required", column, "")]
  const all = [...problems, ...lacking]
  return { cells, problems: all, blocking: [...problems.filter(isBlocking), ...lacking] }
}
