/** A table of the assessment's scores, of an indicator and its score a row: the plan's assessments, and no row of it. */
import { findIndicator } from "../rules/indicator.ts"
import { parseScore } from "../rules/score.ts"
import { plain } from "./cell-text.ts"
import { scoreColumns } from "./column-headings.ts"
import type { ImportedAssessment, ImportedPlan, PlanSource, SourceLine } from "./model.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"
import { parseResultCell } from "./result-cell.ts"
import { fiscalYearIn } from "./title.ts"

type Score = {
  readonly line: SourceLine
  readonly indicator: number
  readonly name: string
  readonly score: number
  /** Of the cells that are read. */
  readonly places: readonly number[]
}
type ScoreSheet = {
  readonly scores: readonly Score[]
  /** Its title and headings, which are no part of the plan either. */
  readonly head: readonly SourceLine[]
}

/** The first such table, and the lines without it. */
export function takeScores(source: PlanSource): {
  readonly rest: PlanSource
  readonly sheet: ScoreSheet | undefined
} {
  for (const [at, { cells }] of source.lines.entries()) {
    const places = scoreColumns(cells)
    if (!places) continue
    const scores: Score[] = []
    for (const line of source.lines.slice(at + 1)) {
      const score = scoreOf(line, places)
      if (!score) break
      scores.push(score)
    }
    if (scores.length === 0) continue
    const title = source.lines.slice(Math.max(0, at - 2), at).find(isTitleOfScores)
    const head = [...(title ? [title] : []), ...source.lines.slice(at, at + 1)]
    const taken = new Set([...head, ...scores.map(({ line }) => line)])
    return {
      rest: { ...source, lines: source.lines.filter(line => !taken.has(line)) },
      sheet: { scores, head },
    }
  }
  return { rest: source, sheet: undefined }
}

function scoreOf(line: SourceLine, places: { result: number; score: number }): Score | undefined {
  const { name } = parseResultCell(plain([line.cells[places.result] ?? ""]))
  const match = findIndicator(name)
  const score = parseScore(plain([line.cells[places.score] ?? ""]))
  if (!match || match.how === "near" || score === undefined) return undefined
  return { line, indicator: match.indicator, name, score, places: [places.result, places.score] }
}

function isTitleOfScores({ cells }: SourceLine): boolean {
  const filled = cells.filter(cell => cell.trim() !== "")
  return (
    filled.length === 1 &&
    fiscalYearIn(plain(filled)) !== undefined &&
    /ผลการประเมิน|คะแนน|ITA/.test(plain(filled))
  )
}

/** The plan with the scores it did not print itself; one that it printed otherwise is asked about. */
export function withScores(plan: ImportedPlan, { scores, head }: ScoreSheet): ImportedPlan {
  const title = head.map(({ cells }) => plain(cells)).join("\n")
  const scoreYear = fiscalYearIn(title) ?? (plan.fiscalYear === null ? null : plan.fiscalYear - 1)
  const known = new Map(plan.assessments.map(each => [each.indicator, each]))
  const differing = scores.filter(({ indicator, score }) => {
    const printed = known.get(indicator)?.score
    return typeof printed === "number" && printed !== score
  })
  const added = scores
    .filter(({ indicator }) => !known.has(indicator))
    .map(
      ({ indicator, name, score }): ImportedAssessment => ({
        indicator,
        name,
        score,
        scoreYear,
        description: "",
      }),
    )
  const filled = plan.assessments.map(each => {
    const found = each.score === null && scores.find(({ indicator }) => indicator === each.indicator)
    return found ? { ...each, score: found.score, scoreYear } : each
  })
  const assessments = [...filled, ...added].sort((a, b) => (a.indicator ?? 99) - (b.indicator ?? 99))
  const isFound = new Set(assessments.filter(({ score }) => score !== null).map(({ indicator }) => indicator))
  const others = plan.report.filter(
    ({ code, snippet }) =>
      !(
        code === "scoreMissing" && isFound.has(findIndicator(parseResultCell(snippet).name)?.indicator ?? 0)
      ) && !(code === "indicatorAbsent" && isFound.size === 10),
  )
  return {
    ...plan,
    assessments,
    report: [...others, ...entriesOf(scores, differing, [title, ...besides(scores)].join("\n"), scoreYear)],
  }
}

/** What else stands in the rows, grades and notes: kept in the report, as all that is not imported. */
function besides(scores: readonly Score[]): string[] {
  return scores
    .map(({ line, places }) =>
      plain(
        line.cells.filter((cell, place) => !places.includes(place) && !/^\s*[0-9๐-๙]*\.?\s*$/.test(cell)),
      ),
    )
    .filter(text => text !== "")
}

function entriesOf(
  scores: readonly Score[],
  differing: readonly Score[],
  told: string,
  year: number | null,
): ReportEntry[] {
  const hint = `${scores.length} ตัวชี้วัด${year === null ? "" : ` ปี ${year}`}`
  const placed = (entry: ReportEntry, { sheet = "" }: SourceLine) => ({ ...entry, sheet })
  return [
    ...scores
      .slice(0, 1)
      .map(({ line }) => placed(reportEntry("scoresRead", line.line, told, { hint, kept: false }), line)),
    ...differing.map(({ line, name, score }) =>
      placed(reportEntry("scoreRepeated", line.line, `${name} ${score}`, { hint: "แผน" }), line),
    ),
  ]
}
