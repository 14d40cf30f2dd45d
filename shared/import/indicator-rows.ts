/**
 * Tables whose indicators are headings between the rows, `ตัวชี้วัดที่ 2 การใช้งบประมาณ` over its measures: read as a column of
 * indicators, in the place of the rows' numbers or after the last.
 */
import { leadingIndicatorName } from "../rules/indicator.ts"
import { plain } from "./cell-text.ts"
import { readColumnHeadings } from "./column-headings.ts"
import type { PlanSource, SourceLine } from "./model.ts"

/** The same lines, with each such heading as the indicator of the row below it. */
export function readIndicatorRows(source: PlanSource): PlanSource {
  const lines: SourceLine[] = []
  let place: number | undefined
  let heading: SourceLine | undefined
  source.lines.forEach((line, at) => {
    const headings = readColumnHeadings(line.cells)
    const isElsewhere = source.lines[at - 1] && tableOf(source.lines[at - 1]) !== tableOf(line)
    if (headings || isElsewhere) place = headings && placeFor(headings, source.lines.slice(at))
    const isHeading = place !== undefined && !headings && indicatorOf(line) !== undefined
    if (heading && (isHeading || headings || isElsewhere)) lines.push(heading)
    if (isHeading) heading = line
    else {
      const words = headings ? "ตัวชี้วัด" : heading ? (indicatorOf(heading) ?? "") : ""
      lines.push(place === undefined ? line : { ...line, cells: put(line.cells, place, words) })
      heading = undefined
    }
  })
  return { ...source, lines: heading ? [...lines, heading] : lines }
}

function tableOf({ run, sheet = "" }: SourceLine = { line: 0, cells: [] }): string | number {
  return run ?? sheet
}

/** Where the column comes to stand; undefined where the table has one, or no indicator is a heading in it. */
function placeFor(
  { places, missing }: NonNullable<ReturnType<typeof readColumnHeadings>>,
  [first, ...below]: readonly SourceLine[],
): number | undefined {
  const end = below.findIndex(line => tableOf(line) !== tableOf(first) || readColumnHeadings(line.cells))
  const rows = end < 0 ? below : below.slice(0, end)
  if (!missing.includes("result") || !rows.some(line => indicatorOf(line) !== undefined)) return undefined
  return places.get("order") ?? Math.max(...[first, ...rows].map(line => line?.cells.length ?? 0))
}

/** The words of a line that names an indicator and nothing beside it. */
function indicatorOf({ cells }: SourceLine): string | undefined {
  const words = [...new Set(cells.map(cell => plain([cell])))].filter(text => text !== "")
  const [text = ""] = words
  const name = text.replace(/^(?:ตัวชี้วัด\s*(?:ที่)?\s*)?[0-9๐-๙]{0,2}[.):]?\s*/, "")
  return words.length === 1 && leadingIndicatorName(name) !== undefined ? text : undefined
}

function put(cells: readonly string[], at: number, text: string): readonly string[] {
  return Array.from({ length: Math.max(cells.length, at + 1) }, (_, place) =>
    place === at ? text : (cells[place] ?? ""),
  )
}
