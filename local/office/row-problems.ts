/** A row's problems, read back from what the script wrote in its problems and marks columns. */
import { SEVERITY_WORDS, type Severity } from "../../shared/row/problem.ts"
import { columnAt, type OfficeTab, textAt } from "./tab.ts"

export type RowProblem = { readonly severity: Severity; readonly message: string }
/** A problem and the cell it is about, as far as the marks tell. */
export type PlacedProblem = RowProblem & { readonly row: number; readonly column: number }

/** One line a problem; a line that begins with none of the words belongs to the one above it. */
export function parseProblems(text: string): RowProblem[] {
  const problems: RowProblem[] = []
  for (const line of text.split("\n")) {
    const severity = SEVERITIES.find(each => line.startsWith(`${SEVERITY_WORDS[each]}: `))
    const last = problems.at(-1)
    if (severity) problems.push({ severity, message: line.slice(SEVERITY_WORDS[severity].length + 2) })
    else if (last) problems[problems.length - 1] = { ...last, message: `${last.message}\n${line}` }
  }
  return problems
}

export function problemsOfRow(tab: OfficeTab, row: number): RowProblem[] {
  return parseProblems(textAt(tab, row, "problems"))
}

/** Every problem of a tab that asks something of a person, from top to bottom. Rows count from 0, the header's. */
export function placedProblems(tab: OfficeTab): PlacedProblem[] {
  return tab.sheet.rows.flatMap((_, row) => {
    if (row === 0) return []
    const marks = marksOfRow(tab, row)
    return problemsOfRow(tab, row)
      .filter(({ severity }) => severity !== "fix")
      .map(problem => ({ ...problem, row, column: takeColumn(tab, marks, problem) }))
  })
}

/** `error:period;ask:lead;` by column index. */
export function markedColumns(tab: OfficeTab, row: number): Map<number, Severity> {
  const marked = new Map<number, Severity>()
  for (const { severity, column } of marksOfRow(tab, row))
    if (!marked.has(column)) marked.set(column, severity)
  return marked
}

type Mark = { readonly severity: Severity; readonly column: number }

const SEVERITIES: readonly Severity[] = ["error", "ask", "warn", "fix"]

function marksOfRow(tab: OfficeTab, row: number): Mark[] {
  return textAt(tab, row, "marks")
    .split(";")
    .flatMap(mark => {
      const [word, key = ""] = mark.split(":")
      const severity = SEVERITIES.find(each => each === word)
      const column = tab.columnKeys.indexOf(key)
      return severity && column >= 0 ? [{ severity, column }] : []
    })
}

/** The sentence names its column in quotes, or the marks of its severity stand in the order of the sentences. */
function takeColumn(tab: OfficeTab, marks: Mark[], { severity, message }: RowProblem): number {
  const same = marks.filter(mark => mark.severity === severity)
  const named = same.find(mark => message.includes(`“${columnAt(tab, mark.column)?.header ?? "\n"}”`))
  const taken = named ?? same[0]
  if (taken && same.length > 1) marks.splice(marks.indexOf(taken), 1)
  return taken?.column ?? Math.max(0, tab.columnKeys.indexOf("problems"))
}
