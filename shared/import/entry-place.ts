/** Where in the file each entry of the report stands: its sheet, and the cell that holds its words. */
import { groupBy } from "../record/group.ts"
import { oncePer } from "../record/once-per.ts"
import { cellName } from "../sheet/a1.ts"
import { plain } from "./cell-text.ts"
import type { PlanSource, SourceLine } from "./model.ts"
import type { ReportEntry } from "./problems.ts"

/** Entries with the sheet and cell of their words. What tells of another sheet says so already. */
export function placeEntries(entries: readonly ReportEntry[], { lines }: PlanSource): ReportEntry[] {
  const byNumber = groupBy(lines, ({ line }) => line)
  const textsOf = oncePer(({ cells }: SourceLine) =>
    cells.map(cell => squeeze(plain([cell.slice(0, 20_000)]))),
  )
  return entries.map(entry => {
    const found = (byNumber.get(entry.line) ?? []).map(line => ({
      sheet: line.sheet ?? "",
      cell: entry.cell || cellOf(line.row ?? line.line, textsOf(line), entry.snippet),
    }))
    // Sheets count the same lines: the one that has the words, or the last, since a cover stands before the plan.
    const place = found.find(({ cell }) => cell !== "") ?? found[found.length - 1]
    return place && entry.sheet === "" ? { ...entry, ...place } : entry
  })
}

/** The first cell of these lines that has a text whole, or begins with it. */
export function placeOfValue(lines: readonly SourceLine[], value: string): { sheet: string; cell: string } {
  const wanted = squeeze(value).slice(0, ENOUGH)
  for (const { cells, line, row = line, sheet = "" } of wanted === "" || wanted.length < 3 ? [] : lines) {
    const place = cells.findIndex(cell => squeeze(plain([cell.slice(0, 20_000)])).startsWith(wanted))
    if (place >= 0 && row > 0) return { sheet, cell: cellName(place, row) }
  }
  return { sheet: "", cell: "" }
}

/** Letters enough to know a cell by. */
const ENOUGH = 24

/** A snippet is words of a cell, or the words of several, from the first. */
function cellOf(line: number, texts: readonly string[], snippet: string): string {
  const whole = squeeze(snippet.replace(/…/g, ""))
  const wanted = whole.slice(0, ENOUGH)
  if (wanted === "" || line === 0) return ""
  const within = texts.findIndex(text => text.includes(wanted))
  const place = within < 0 ? texts.findIndex(text => text !== "" && whole.startsWith(text)) : within
  return place < 0 ? "" : cellName(place, line)
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "")
}

/** What the reader of the file noted of the lines that are the plan. */
export function noteEntries(notes: readonly ReportEntry[], { lines }: PlanSource): ReportEntry[] {
  const sheets = new Set(lines.map(({ sheet = "" }) => sheet))
  return notes.filter(({ code, sheet }) => code !== "sheetHidden" && (sheet === "" || sheets.has(sheet)))
}
