/** Inserting, deleting and moving rows and columns, with everything that is anchored to them. */
import type { Cell, Dimension, GridRange, Sheet, Spreadsheet } from "../model/model.ts"

/** Where an interval is after a change; null when nothing is left of it. */
type Shift = (start: number, end: number) => readonly [start: number, end: number] | null

const OPEN_END = Number.MAX_SAFE_INTEGER

/** New rows take formats and validation from their neighbour, as in Google's editor; never values or notes. */
export function insertBands(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  dimension: Dimension,
  { at, count, inheritFromBefore }: { at: number; count: number; inheritFromBefore: boolean },
): void {
  const model = inheritFromBefore ? at - 1 : at
  if (dimension === "ROWS") {
    const fresh = Array.from({ length: count }, () => (sheet.rows[model] ?? []).map(styleOnly))
    if (at < sheet.rows.length || fresh.some(row => row.length > 0)) {
      while (sheet.rows.length < at) sheet.rows.push([])
      sheet.rows.splice(at, 0, ...fresh)
    }
    sheet.rowCount += count
    spliceBands(sheet.rowBands, at, count)
  } else {
    sheet.rows = sheet.rows.map(row => {
      const fresh = Array.from({ length: count }, () => styleOnly(row[model]))
      return at >= row.length && !fresh[0]
        ? row
        : [...padded(row.slice(0, at), at), ...fresh, ...row.slice(at)]
    })
    sheet.columnCount += count
    spliceBands(sheet.columnBands, at, count, sheet.columnBands[model])
  }
  shiftAnchors(spreadsheet, sheet, dimension, insertion(at, count))
}

export function deleteBands(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  dimension: Dimension,
  { start, end }: { start: number; end: number },
): void {
  const count = end - start
  if (dimension === "ROWS") {
    sheet.rows.splice(start, count)
    sheet.rowBands.splice(start, count)
    sheet.rowCount -= count
    sheet.frozenRowCount -= Math.max(0, Math.min(end, sheet.frozenRowCount) - start)
  } else {
    sheet.rows = sheet.rows.map(row => [...row.slice(0, start), ...row.slice(end)])
    sheet.columnBands.splice(start, count)
    sheet.columnCount -= count
    sheet.frozenColumnCount -= Math.max(0, Math.min(end, sheet.frozenColumnCount) - start)
  }
  shiftAnchors(spreadsheet, sheet, dimension, deletion(start, end))
}

/** `to` counts in the coordinates before the move, as Google's destinationIndex does. */
export function moveBands(
  spreadsheet: Spreadsheet,
  sheet: Sheet,
  dimension: Dimension,
  { start, end, to }: { start: number; end: number; to: number },
): void {
  if (to >= start && to <= end) return
  if (dimension === "ROWS") {
    sheet.rows = moved(padded(sheet.rows, Math.max(end, to), []), start, end, to)
    sheet.rowBands = moved(padded(sheet.rowBands, Math.max(end, to)), start, end, to)
  } else {
    sheet.rows = sheet.rows.map(row => moved(padded(row, Math.max(end, to)), start, end, to))
    sheet.columnBands = moved(padded(sheet.columnBands, Math.max(end, to)), start, end, to)
  }
  shiftAnchors(spreadsheet, sheet, dimension, motion(start, end, to))
}

function styleOnly(cell: Cell | undefined): Cell | undefined {
  return cell && (cell.format || cell.validation)
    ? { format: cell.format, validation: cell.validation }
    : undefined
}

function spliceBands<T>(bands: (T | undefined)[], at: number, count: number, model?: T): void {
  if (at >= bands.length && model === undefined) return
  while (bands.length < at) bands.push(undefined)
  bands.splice(at, 0, ...Array.from({ length: count }, () => model))
}

function padded<T>(items: readonly T[], length: number, blank?: T): T[] {
  const copy = items.slice()
  while (copy.length < length) copy.push(blank as T)
  return copy
}

function moved<T>(items: readonly T[], start: number, end: number, to: number): T[] {
  const block = items.slice(start, end)
  return to < start
    ? [...items.slice(0, to), ...block, ...items.slice(to, start), ...items.slice(end)]
    : [...items.slice(0, start), ...items.slice(end, to), ...block, ...items.slice(to)]
}

function insertion(at: number, count: number): Shift {
  return (start, end) => {
    if (at <= start) return [start + count, end + count]
    return [start, at < end ? end + count : end]
  }
}

function deletion(from: number, until: number): Shift {
  const after = (index: number) => (index <= from ? index : index >= until ? index - (until - from) : from)
  return (start, end) => (after(start) < after(end) ? [after(start), after(end)] : null)
}

/** What lies wholly inside the moved block goes with it; what holds both ends of the move stays. */
function motion(from: number, until: number, to: number): Shift {
  const count = until - from
  const target = to > until ? to - count : to
  return (start, end) => {
    if (start >= from && end <= until) return [start - from + target, end - from + target]
    if (from >= start && until <= end && to >= start && to <= end) return [start, end]
    const left = deletion(from, until)(start, end)
    return left && insertion(target, count)(...left)
  }
}

function shiftAnchors(spreadsheet: Spreadsheet, sheet: Sheet, dimension: Dimension, shift: Shift): void {
  const keep = (range: GridRange) =>
    range.sheetId === sheet.sheetId ? shiftRange(range, dimension, shift) : range
  const keepAll = (ranges: readonly GridRange[]) => ranges.map(keep).filter(range => range !== null)
  sheet.merges = keepAll(sheet.merges)
  sheet.protectedRanges = sheet.protectedRanges.flatMap(protection => {
    const range = keep(protection.range)
    if (!range) return []
    const { unprotectedRanges } = protection
    return [
      { ...protection, range, ...(unprotectedRanges && { unprotectedRanges: keepAll(unprotectedRanges) }) },
    ]
  })
  sheet.conditionalFormats = sheet.conditionalFormats
    .map(rule => ({ ...rule, ranges: keepAll(rule.ranges) }))
    .filter(rule => rule.ranges.length > 0)
  spreadsheet.metadata = spreadsheet.metadata.flatMap(entry => {
    const range = entry.location.dimensionRange
    if (range?.sheetId !== sheet.sheetId || range.dimension !== dimension) return [entry]
    const shifted = shift(range.startIndex ?? 0, range.endIndex ?? OPEN_END)
    if (!shifted) return []
    const dimensionRange = { ...range, startIndex: shifted[0], endIndex: shifted[1] }
    return [{ ...entry, location: { ...entry.location, dimensionRange } }]
  })
}

/** A side without bounds stays without: a protected sheet or whole column keeps covering everything. */
function shiftRange(range: GridRange, dimension: Dimension, shift: Shift): GridRange | null {
  const [startKey, endKey] =
    dimension === "ROWS"
      ? (["startRowIndex", "endRowIndex"] as const)
      : (["startColumnIndex", "endColumnIndex"] as const)
  const start = range[startKey]
  const end = range[endKey]
  if (start === undefined && end === undefined) return range
  const shifted = shift(start ?? 0, end ?? OPEN_END)
  if (!shifted) return null
  return {
    ...range,
    ...(start === undefined ? {} : { [startKey]: shifted[0] }),
    ...(end === undefined ? {} : { [endKey]: shifted[1] }),
  }
}
