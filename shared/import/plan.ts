/** A document as the rows of a plan, with a report of everything normalised, doubted or refused; and those rows for the tabs. */

import { rowsToAssessments } from "./assessments.ts"
import { countOldGlyphs } from "./cell-text.ts"
import { chooseTable } from "./choose-table.ts"
import { readDocument } from "./document.ts"
import { misprintEntries, type PrintedText, spellingEntries } from "./doubtful-words.ts"
import { proposeDuties } from "./duties.ts"
import { noteEntries } from "./entry-place.ts"
import { directorOf, measureEntries, rowsToMeasures, unknownOwners } from "./measures.ts"
import type { ImportedPlan, PlanContext, PlanKind, PlanRow, PlanSource } from "./model.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"
import { piecesToRows } from "./rows.ts"
import { takeScores, withScores } from "./score-sheet.ts"
import { readTitle } from "./title.ts"

/** What is asked of a file, and never of the sheet's own tab: the script carries none of it. */
type FileReading = {
  /** Tables in columns of ours. */
  readonly readOwn?: (source: PlanSource, context: PlanContext) => ImportedPlan | undefined
  /** In which cell the words of an entry stand; in the tab it is told in its own line. */
  readonly place: (entries: readonly ReportEntry[], source: PlanSource) => readonly ReportEntry[]
}

const IN_TAB: FileReading = { place: entries => entries }

/** Reads a plan. Whatever it holds, the answer is a plan and a report: no text is dropped without a line about it. */
export function importPlan(
  source: PlanSource,
  context: PlanContext,
  { readOwn = () => undefined, place }: FileReading = IN_TAB,
): ImportedPlan {
  if (source.lines.every(({ cells }) => cells.every(cell => cell.trim() === "")))
    return nothing("fileEmpty", context)
  const own = readOwn(source, context)
  const { rest, sheet } = own ? { rest: source, sheet: undefined } : takeScores(source)
  const { source: chosen, entries } = own ? { source, entries: [] } : chooseTable(rest, context.fiscalYear)
  const read = own ?? readPublished(chosen, context)
  const plan = sheet ? withScores(read, sheet) : read
  const noted = [
    ...entries,
    ...noteEntries(source.notes ?? [], chosen),
    ...glyphEntries(chosen),
    ...plan.report,
  ]
  return inOrder({ ...plan, report: place(noted, chosen) })
}

function readPublished(source: PlanSource, context: PlanContext): ImportedPlan {
  const document = readDocument(source)
  const { rows, entries } = piecesToRows(document.pieces, context.sections)
  const periods = rows.map(row => ({ line: row.line, text: row.cells.period }))
  const heading = readTitle(document.above, document.office, periods, context.fiscalYear)
  const above = [...document.entries, ...heading.entries, ...entries]
  const { fiscalYear, title, office } = heading
  if (rows.length === 0) {
    const told = [...document.entries, ...(source.notes ?? [])]
    const isTold = told.some(({ code, severity }) => code === "headingsUnknown" || severity === "error")
    const report = [...(isTold ? [] : [reportEntry("tableMissing", 0, "")]), ...above]
    return { ...nothing("tableMissing", context), title, office, report }
  }
  const scored = rowsToAssessments(rows, fiscalYear, !document.absent.includes("result"))
  const placed = rowsToMeasures(rows, scored.indicators, context.sections).map((each, at) => ({
    ...each,
    // The issue is printed once, beside the indicator's first measure.
    absent: rows[at]?.isSameIndicator ? [...document.absent, "issue" as const] : document.absent,
  }))
  const whose = { fiscalYear, sections: context.sections, director: directorOf(office, context) }
  const proposals = placed.flatMap(each => proposeDuties(each, whose))
  const texts = rows.flatMap(printedTexts)
  return {
    office,
    title,
    fiscalYear,
    assessments: scored.assessments,
    measures: placed.map(each => each.measure),
    duties: proposals.map(({ entry: _, ...duty }, index) => ({ id: `d${index + 1}`, ...duty })),
    report: [
      ...above,
      ...scored.entries,
      ...unknownOwners(placed),
      ...placed.flatMap(each => measureEntries(each, whose)),
      ...misprintEntries(texts),
      ...spellingEntries(texts),
      ...proposals.map(proposal => proposal.entry),
    ],
  }
}

function printedTexts({ line, cells }: PlanRow): PrintedText[] {
  return Object.values(cells).map(text => ({ line, text }))
}

function glyphEntries({ lines }: PlanSource): ReportEntry[] {
  const told = lines.filter(({ cells }) => cells.some(cell => countOldGlyphs(cell) > 0))
  const [first] = told
  if (!first) return []
  const count = told.reduce(
    (sum, { cells }) => sum + cells.reduce((all, cell) => all + countOldGlyphs(cell), 0),
    0,
  )
  return [
    reportEntry("glyphsMended", first.line, first.cells.find(cell => countOldGlyphs(cell) > 0) ?? "", {
      hint: String(count),
    }),
  ]
}

function nothing(
  code: "fileEmpty" | "tableMissing",
  { fiscalYear = null }: { readonly fiscalYear?: number | null },
): ImportedPlan {
  const report = [reportEntry(code, 0, "")]
  return { office: "", title: "", fiscalYear, assessments: [], measures: [], duties: [], report }
}

/** The report in the order of the document; entries of one line stay in the order they were found. */
function inOrder(plan: ImportedPlan): ImportedPlan {
  return { ...plan, report: [...plan.report].sort((a, b) => a.line - b.line) }
}

/** Cells by column key; "" is empty. */
export type PlanLine = Readonly<Record<string, string | number>>

/**
 * The plan as lines of the tabs: references become issued ids, lists become the text a clerk would type. `idByRef` gives each measure of the document its id in the sheet; `newDutyId` issues the duties'.
 */
export function planLines(
  { assessments, measures, duties }: ImportedPlan,
  idByRef: ReadonlyMap<string, string>,
  newDutyId: () => string,
): Record<PlanKind, PlanLine[]> {
  return {
    assessment: assessments.map(({ indicator, score, scoreYear, ...texts }) => ({
      ...texts,
      indicator: indicator ?? "",
      score: score ?? "",
      scoreYear: scoreYear ?? "",
    })),
    measure: measures.map(({ id, indicator, partners, ...texts }) => ({
      ...texts,
      id: idByRef.get(id) ?? "",
      indicator: indicator ?? "",
      partners: partners.join(", "),
    })),
    duty: duties.map(({ measure, owedBy, ...texts }) => ({
      ...texts,
      id: newDutyId(),
      measure: idByRef.get(measure) ?? "",
      owedBy: owedBy.join(", "),
    })),
  }
}
