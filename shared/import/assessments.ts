/** The results of the assessment, from the first cell of each row: one a indicator, whatever number is printed. */
import { asciiDigits } from "../date/thai-date.ts"
import { INDICATOR_NAMES } from "../rules/indicator.ts"
import { doubtedScores } from "../rules/score.ts"
import type { ImportedAssessment, PlanRow } from "./model.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"
import { parseResultCell, type ResultCell } from "./result-cell.ts"

type Placed = { readonly line: number; readonly result: ResultCell; readonly assessment: ImportedAssessment }

type Assessments = {
  readonly assessments: readonly ImportedAssessment[]
  /** The indicator of each row, in the rows' order. */
  readonly indicators: readonly (number | null)[]
  readonly entries: readonly ReportEntry[]
}

export function rowsToAssessments(
  rows: readonly PlanRow[],
  fiscalYear: number | null,
  hasColumn: boolean,
): Assessments {
  const placed: Placed[] = []
  const indicators: (number | null)[] = []
  const entries: ReportEntry[] = []
  for (const row of rows) {
    if (row.isSameIndicator) {
      const indicator = indicators[indicators.length - 1] ?? null
      const hint = String(indicator ?? "?")
      indicators.push(indicator)
      entries.push(reportEntry("rowSameIndicator", row.line, row.cells.measure, { hint }))
      continue
    }
    if (row.cells.result === "") {
      indicators.push(null)
      if (hasColumn) entries.push(reportEntry("indicatorUnknown", row.line, row.cells.measure))
      continue
    }
    const result = parseResultCell(row.cells.result)
    const indicator = result.match?.indicator ?? null
    indicators.push(indicator)
    const known = placed.find(each => indicator !== null && each.assessment.indicator === indicator)
    entries.push(...nameEntries(row.line, result, placed))
    if (known) entries.push(...repeatedEntries(row.line, result, known))
    else placed.push(place(row.line, result, fiscalYear))
  }
  const assessments = placed.map(each => each.assessment)
  entries.push(...placed.flatMap(scoreEntries), ...outlierEntries(placed), ...absentEntries(assessments))
  const [first] = placed
  if (fiscalYear !== null && first)
    entries.push(
      reportEntry("scoreYearAssumed", first.line, first.result.heading, { hint: String(fiscalYear - 1) }),
    )
  return { assessments, indicators, entries }
}

function place(line: number, result: ResultCell, fiscalYear: number | null): Placed {
  const assessment = {
    indicator: result.match?.indicator ?? null,
    name: result.name,
    score: result.score ?? null,
    scoreYear: fiscalYear === null ? null : fiscalYear - 1,
    description: result.description,
  }
  return { line, result, assessment }
}

/** The name decides; a number beside it that says otherwise is asked about. */
function nameEntries(line: number, result: ResultCell, earlier: readonly Placed[]): ReportEntry[] {
  const { match, heading, name } = result
  if (!match) return [reportEntry("indicatorUnknown", line, heading || name)]
  const entries: ReportEntry[] = []
  if (match.how === "variant")
    entries.push(reportEntry("indicatorVariant", line, name, { hint: match.canonical }))
  if (match.how === "near")
    entries.push(reportEntry("indicatorNear", line, heading, { value: name, hint: match.canonical }))
  const printed = Number(asciiDigits(result.printedNumber))
  if (result.printedNumber === "" || printed === match.indicator) return entries
  const value = heading.slice(0, heading.indexOf(name) + name.length)
  const twin = earlier.find(each => Number(asciiDigits(each.result.printedNumber)) === printed)
  const also = twin ? ` (เลขนี้พิมพ์แล้วที่ ${twin.result.name} บรรทัด ${twin.line})` : ""
  return [
    ...entries,
    reportEntry("numberDiffers", line, heading, { value, hint: `${match.indicator}${also}` }),
  ]
}

/** The same indicator printed above another measure: its first score and description stand. */
function repeatedEntries(line: number, result: ResultCell, known: Placed): ReportEntry[] {
  const entries: ReportEntry[] = []
  const hint = known.result.printedScore || "ที่ว่าง"
  if (result.printedScore !== "" && result.score !== known.result.score)
    entries.push(reportEntry("scoreRepeated", line, result.heading, { hint }))
  if (result.description !== "" && result.description !== known.result.description)
    entries.push(reportEntry("cellUnplaced", line, result.description, { kept: false }))
  return entries
}

function scoreEntries({ line, result }: Placed): ReportEntry[] {
  const { printedScore, heading, score } = result
  if (printedScore === "") return [reportEntry("scoreMissing", line, heading)]
  if (score === undefined) return [reportEntry("scoreRange", line, heading, { value: printedScore })]
  if (!/[0-9]/.test(printedScore) || !/[๐-๙]/.test(printedScore)) return []
  return [reportEntry("digitsMixed", line, heading, { value: printedScore, hint: String(score) })]
}

function outlierEntries(placed: readonly Placed[]): ReportEntry[] {
  const scored = placed.flatMap(({ assessment: { indicator, score } }) =>
    indicator === null || score === null ? [] : [{ indicator, score }],
  )
  return doubtedScores(scored).flatMap(({ indicator, siblings, suggestion }) => {
    const doubted = placed.find(each => each.assessment.indicator === indicator)
    if (!doubted) return []
    const likely = suggestion ? ` อาจเป็น ${suggestion}` : ""
    const { line, result } = doubted
    const hint = `(ตัวอื่นราว ${siblings.toFixed(2)})${likely}`
    return [reportEntry("scoreOutlier", line, result.heading, { value: result.printedScore, hint })]
  })
}

function absentEntries(assessments: readonly ImportedAssessment[]): ReportEntry[] {
  const present = new Set(assessments.map(each => each.indicator))
  // By number alone: the names of many would be cut where the sentence ends, and the last of them lost.
  const absent = INDICATOR_NAMES.map((_, index) => index + 1).filter(number => !present.has(number))
  return absent.length === 0 ? [] : [reportEntry("indicatorAbsent", 0, "", { hint: absent.join(", ") })]
}
