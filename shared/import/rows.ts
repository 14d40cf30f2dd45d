/** Row pieces joined into the rows of the plan: what a page break cut is one row again, with a note of where. */

import { asciiDigits } from "../date/thai-date.ts"
import { compilePeriod } from "../period/compile.ts"
import type { Section } from "../row/section.ts"
import { beginning, ending } from "../row/shorten.ts"
import { leadingIndicatorName } from "../rules/indicator.ts"
import { parseResponsible } from "../rules/responsible.ts"
import { startsWithMarker } from "./cell-text.ts"
import { byColumn } from "./column-headings.ts"
import type { RowPiece } from "./document.ts"
import { PLAN_COLUMNS, type PlanRow } from "./model.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"
import { createWrapMender } from "./wrap-space.ts"

type Lines = RowPiece["cells"]
type Building = Pick<PlanRow, "line" | "isSameIndicator" | "at"> & { cells: Lines }

export function piecesToRows(
  pieces: readonly RowPiece[],
  sections: readonly Section[],
): { rows: PlanRow[]; entries: ReportEntry[] } {
  const { mended, entries } = mendPieces(pieces)
  const rows: Building[] = []
  for (const piece of mended) {
    const above = rows[rows.length - 1]
    const place = placeOf(piece, above, sections)
    const { line, cells, at } = piece
    if (place !== "continuation") rows.push({ line, cells, at, isSameIndicator: place === "sameIndicator" })
    else if (above) entries.push(continueRow(above, piece))
    else entries.push(reportEntry("rowOrphan", line, wholeText(cells), { kept: false }))
  }
  return {
    rows: rows.map(row => ({ ...row, cells: byColumn(column => row.cells[column].join("\n")) })),
    entries,
  }
}

function mendPieces(pieces: readonly RowPiece[]): { mended: RowPiece[]; entries: ReportEntry[] } {
  const mend = createWrapMender(pieces.flatMap(piece => PLAN_COLUMNS.flatMap(column => piece.cells[column])))
  const entries: ReportEntry[] = []
  const mended = pieces.map(piece => {
    const places: string[] = []
    const doubts: string[] = []
    const mendLine = (line: string) => {
      const { text, mended, doubted } = mend(line, piece.isWrapped)
      places.push(...mended)
      doubts.push(...doubted)
      return text
    }
    const cells = byColumn(column => piece.cells[column].map(mendLine))
    entries.push(
      ...placesEntry("wrapSpace", piece.line, places),
      ...placesEntry("wrapDoubted", piece.line, doubts),
    )
    return { ...piece, cells }
  })
  return { mended, entries }
}

function placesEntry(
  code: "wrapSpace" | "wrapDoubted",
  line: number,
  places: readonly string[],
): ReportEntry[] {
  if (places.length === 0) return []
  const hint = `${places.length} แห่ง เช่น ${places.slice(0, 3).join(", ")}`
  return [reportEntry(code, line, places.join(", "), { hint, kept: false })]
}

type Place = "row" | "sameIndicator" | "continuation"

/**
 * A row begins where an indicator is named. Without one, it is another measure of the same indicator when it has a
 * measure and a whole period of its own, or a period and an owner; anything less is the rest of the row above. Right below
 * headings that are printed again a cut row may have some of all three, so there they must also read as whole ones.
 */
function placeOf(piece: RowPiece, above: Building | undefined, sections: readonly Section[]): Place {
  const head = piece.cells.result[0] ?? ""
  if (isContinuedHead(head) && above) return "continuation"
  if (head.replace(/\s/g, "").startsWith("ตัวชี้วัด") || namesIndicator(head)) return "row"
  if (!isComplete(piece.cells) && !isOwnerless(piece, above)) return "continuation"
  if (
    piece.isAfterBreak &&
    !(above && areApart(above.cells, piece.cells)) &&
    !standsAlone(piece.cells, sections)
  )
    return "continuation"
  if (!above) return "row"
  if (piece.isAfterBreak && !hasSections(above.cells, sections) && !areApart(above.cells, piece.cells))
    return "continuation"
  const isOfIndicator = above.isSameIndicator || above.cells.result.length > 0
  return head === "" && isOfIndicator ? "sameIndicator" : "row"
}

/** `2. การใช้งบประมาณ` without the word ตัวชี้วัด. */
function namesIndicator(head: string): boolean {
  return leadingIndicatorName(head.replace(/^[0-9๐-๙]{1,2}[.)]?\s*/, "")) !== undefined
}

const CONTINUED = "(ต่อ)"

/** The heading printed again above the rest of a row: `ตัวชี้วัดที่ 5 (ต่อ)`. */
function isContinuedHead(head: string): boolean {
  const place = head.indexOf(CONTINUED)
  return place >= 0 && place < 100 && head.replace(/\s/g, "").startsWith("ตัวชี้วัด")
}

/** Words a period begins with; the second half of a cut one does not. */
const PERIOD_OPENING = /^(?:ภายใน|ตลอด|ทุก|ตั้งแต่|ระหว่าง|ไม่เกิน|ก่อน)/

function isComplete(cells: Lines): boolean {
  return cells.measure.length > 0 && cells.period.length > 0 && cells.responsible.length > 0
}

/** A measure and a period, whose owner was left out; none where the period is the rest of the one above. */
function isOwnerless({ cells, isOfSheet }: RowPiece, above: Building | undefined): boolean {
  if (cells.measure.length === 0 || cells.period.length === 0) return false
  const [before, own] = [above?.cells.period ?? [], cells.period].map(lines => lines.join(" "))
  const [isWhole, isOwn] = [isDeadline(before ?? ""), isDeadline(own ?? "")]
  return isOfSheet || (isWhole && isOwn) || ((isWhole || isOwn) && !isDeadline(`${before} ${own}`))
}

/** Each has a deadline that is whole, and brackets that close: no page has cut the one from the other. */
function areApart(above: Lines, below: Lines): boolean {
  const isWhole = (cells: Lines) =>
    isDeadline(cells.period.join(" ")) &&
    PLAN_COLUMNS.every(column => hasClosedBrackets(cells[column].join("\n")))
  return isComplete(above) && below.measure.length > 0 && isWhole(above) && isWhole(below)
}

function isDeadline(text: string): boolean {
  if (/^(?:ถึง|และ|หรือ|[-–])/.test(text)) return false
  const fiscalYear = Number(/25[0-9]{2}/.exec(asciiDigits(text))?.[0] ?? 2567)
  const { flag, due } = compilePeriod(text, { fiscalYear })
  return due.length > 0 && (flag === "ok" || flag === "warn")
}

function standsAlone(cells: Lines, sections: readonly Section[]): boolean {
  if (PERIOD_OPENING.test(cells.period[0] ?? "")) return true
  const responsible = cells.responsible.join("\n")
  const { lead, problems } = parseResponsible(responsible, sections)
  const isRead = lead !== undefined && problems.every(problem => problem.code !== "sectionUnread")
  const begins = ["ฝ่าย", ...sections.map(({ name }) => name)]
  return isRead && begins.some(words => responsible.startsWith(words)) && hasClosedBrackets(responsible)
}

function hasSections(cells: Lines, sections: readonly Section[]): boolean {
  const responsible = cells.responsible.join("\n")
  if (cells.measure.length === 0 || cells.period.length === 0 || !hasClosedBrackets(responsible)) return false
  const { lead, partners } = parseResponsible(responsible, sections)
  return lead !== undefined || partners.length > 0
}

/** A bracket left open, or closed that never opened, is a cut. */
function hasClosedBrackets(text: string): boolean {
  return text.split("(").length === text.split(")").length
}

function continueRow(row: Building, piece: RowPiece): ReportEntry {
  const rest = { ...piece.cells, result: withoutContinuedHead(piece.cells.result) }
  const column = PLAN_COLUMNS.find(each => rest[each].length > 0) ?? "result"
  const before = ending(row.cells[column].slice(-1)[0] ?? "", 24)
  const after = beginning(rest[column][0] ?? "", 24)
  const join = piece.isOfSheet
    ? (above: readonly string[], below: readonly string[]) => [...above, ...below]
    : joinCut
  row.cells = byColumn(each => join(row.cells[each], rest[each]))
  const joined = joinCut([before], [after]).join(" ")
  const ownDates = rest.period.length + rest.responsible.length > 0
  const isOwn = piece.isOfSheet ? !startsWithMarker(rest.measure[0] ?? "") : ownDates && !piece.isAfterBreak
  // Right below headings a row that has all three may be cut, and may be whole.
  const isDoubted = (rest.measure.length > 0 && isOwn) || isComplete(rest)
  const code = isDoubted ? "rowAppended" : "rowJoined"
  return reportEntry(code, piece.line, wholeText(piece.cells), { hint: `…${joined}…` })
}

function withoutContinuedHead(lines: readonly string[]): readonly string[] {
  const [head = "", ...rest] = lines
  if (!isContinuedHead(head)) return lines
  const after = head.slice(head.indexOf(CONTINUED) + CONTINUED.length).trim()
  return after === "" ? rest : [after, ...rest]
}

function wholeText(cells: Lines): string {
  return PLAN_COLUMNS.flatMap(column => cells[column]).join("\n")
}

/** Words that begin a clause of their own in official Thai, which is written with a space before them. */
const CLAUSE_OPENERS = [
  "สะท้อน",
  "นอกจาก",
  "ทั้งนี้",
  "อย่างไรก็ตาม",
  "ดังนั้น",
  "รวมถึง",
  "รวมไปถึง",
  "รวมทั้ง",
  "ตลอดจน",
  "ซึ่ง",
  "เนื่องจาก",
  "พ.ศ.",
  "เป็นเจ้าภาพ",
  "เป็นเจ้าของ",
]

const THAI = /[\u0e01-\u0e45\u0e47-\u0e4e]/
const THAI_DIGIT = /[๐-๙]/

/**
 * Joins the lines before and after a cut. Inside a clause Thai has no space; a new clause, a change between letters and
 * numbers or scripts, and a bracket have one; an item of a list begins its own line.
 */
export function joinCut(before: readonly string[], after: readonly string[]): string[] {
  const [first, ...rest] = after
  const last = before[before.length - 1]
  if (first === undefined) return [...before]
  if (last === undefined || startsWithMarker(first)) return [...before, ...after]
  return [...before.slice(0, -1), `${last}${glue(last, first)}${first}`, ...rest]
}

function glue(last: string, first: string): "" | " " {
  const left = last.charAt(last.length - 1)
  const right = first.charAt(0)
  if (/[([“/"-]/.test(left) || /[)\]”/".,:;-]/.test(right)) return ""
  if (/[)\]”ๆฯ,;:]/.test(left) || /[(["“ๆ]/.test(right)) return " "
  if (kind(left) !== kind(right)) return " "
  return kind(left) === "thai" && CLAUSE_OPENERS.some(word => first.startsWith(word)) ? " " : ""
}

function kind(letter: string): "thai" | "number" | "other" {
  if (THAI_DIGIT.test(letter) || /[0-9.]/.test(letter)) return "number"
  return THAI.test(letter) ? "thai" : "other"
}
