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

type JudgedAnswer = {
  readonly cells: Answer["cells"]
  /** Each in the sentence that the sheet would say; those of `blocking` must be mended first. */
  readonly problems: readonly CellProblem[]
  readonly blocking: readonly CellProblem[]
}

/** What is asked of each kind, in the order of the columns; an order is dated the day it comes. */
export const ASKED_COLUMNS = {
  report: FILLED_COLUMNS,
  oversight: ["outcome", "link"],
  order: ["measures", "order"],
} as const

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
  if (item.kind === "report") return judgeReport(item, typed, context, today)
  return item.kind === "order"
    ? judgeOversight({ ...typed, date: today }, ["date", ...ASKED_COLUMNS.order], context)
    : judgeOversight(typed, ASKED_COLUMNS.oversight, context)
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

/** Letters and marks that make an order, or an outcome. */
const SAID_LETTERS = 5

function judgeOversight(typed: Typed, keys: readonly string[], context: CellContext): JudgedAnswer {
  const parsed = keys.map(key => ({
    key,
    ...parseCell(columnOf("oversight", key), cell(typed[key] ?? ""), context),
  }))
  const cells = Object.fromEntries(
    parsed.map(({ key, value }) => [key, Array.isArray(value) ? value.join(",") : String(value ?? "")]),
  )
  const problems = parsed.flatMap(each => each.problems)
  const lacking = keys
    .filter(key => key !== "link" && !problems.some(({ column }) => column === key))
    .filter(
      key =>
        !saysSomething(cells[key] ?? "", key === "measures" || key === "date" ? 0 : SAID_LETTERS) ||
        cells[key] === "",
    )
    .map(key => cellProblem("required", columnOf("oversight", key), ""))
  return {
    cells,
    problems: [...problems, ...lacking],
    blocking: [...problems.filter(isBlocking), ...lacking],
  }
}
