/**
 * Months or quarters as columns, with ticks below: read as one column of periods, as far as the ticks say one. Ticks side by
 * side are a stretch, ticks apart are a date each; whatever else stands there is kept as words, which nobody takes for a date.
 */
import { asciiDigits } from "../date/thai-date.ts"
import { compilePeriod } from "../period/compile.ts"
import { cellName } from "../sheet/a1.ts"
import { cellToText } from "./cell-text.ts"
import { COLUMN_TITLES, readColumnHeadings } from "./column-headings.ts"
import { noteEntry, type SourceNote } from "./file-notes.ts"
import type { PlanSource, SourceLine } from "./model.ts"
import { isColumnNumbers, isTotal } from "./page-furniture.ts"
import type { ReportEntry } from "./problems.ts"
import { CROSS, periodOfTicks, type TickColumn } from "./ticks.ts"
import { fiscalYearIn } from "./title.ts"

/** The same lines with such columns as one, and a note of each period that was read from ticks. */
export function readTickColumns(source: PlanSource, fiscalYear: number | undefined): PlanSource {
  const titled = source.lines
    .map(({ cells }) => fiscalYearIn(cells.join(" ")))
    .find(each => each !== undefined)
  const year = fiscalYear ?? titled ?? SOME_YEAR
  const headings = headingsIn(source.lines, year)
  if (headings.length === 0) return source
  const rows: { readonly lines: readonly SourceLine[]; readonly notes: readonly ReportEntry[] }[] = []
  let table: { readonly key: string | number; readonly columns: readonly TickColumn[] } | undefined
  for (let at = 0; at < source.lines.length; at += 1) {
    const line = source.lines[at] as SourceLine
    const found = headings.find(({ from }) => from === at)
    if (found) {
      const above = source.lines.slice(found.from, found.to + 1)
      const read = readHeadings(above, found.heads, year)
      table = read && { key: tableOf(line), columns: read.columns }
      rows.push({ lines: read?.lines ?? above, notes: [] })
      at = found.to
    } else {
      if (table?.key !== tableOf(line) || readColumnHeadings(line.cells)) table = undefined
      rows.push((table && rowOf(line, table.columns, year)) ?? { lines: [line], notes: [] })
    }
  }
  const notes = [...(source.notes ?? []), ...rows.flatMap(each => each.notes)]
  return { ...source, lines: rows.flatMap(each => each.lines), notes }
}

function tableOf({ run, sheet = "" }: SourceLine): string | number {
  return run ?? sheet
}

/** Only to see which months follow each other: every year has them in the same order. */
const SOME_YEAR = 2567
const LONGEST_HEAD = 40
/** Fewer months side by side are the words of a row. */
const LEAST_MONTHS = 3

type Head = Pick<TickColumn, "place" | "name">
/** From which line to which; the last of them names the months. */
type Headings = { readonly from: number; readonly to: number; readonly heads: readonly Head[] }

function headingsIn(lines: readonly SourceLine[], year: number): readonly Headings[] {
  return lines.flatMap((line, to) => {
    const heads = headsOf(line, lines[to - 1], year)
    return heads ? [{ from: to - countAbove(lines, to, heads), to, heads }] : []
  })
}

/** The months or quarters of a line of headings, side by side and of one length; undefined for any other line. */
function headsOf(
  { cells }: SourceLine,
  above: SourceLine | undefined,
  year: number,
): readonly Head[] | undefined {
  if (cells.length < 2) return undefined
  const found = cells.flatMap((cell, place) => {
    const name = titleOf(cell)
    const days = name === "" || name.length > LONGEST_HEAD ? undefined : daysOf(name, year)
    return days ? [{ place, name, months: monthsIn(days) }] : []
  })
  const [first] = found
  if (!first) return numberedQuarters(cells, above)
  const isRow = found.every(({ place, months }, at) => place === first.place + at && months === first.months)
  const least = first.months > 1 ? 2 : LEAST_MONTHS
  return isRow && first.months < 12 && found.length >= least ? found : undefined
}

/** 1 2 3 4 below ไตรมาส */
function numberedQuarters(
  cells: readonly string[],
  above: SourceLine | undefined,
): readonly Head[] | undefined {
  const start = above?.cells.findIndex(cell => /^ไตรมาส(?:ที่)?$/.test(titleOf(cell))) ?? -1
  const numbers = cells.slice(start, start + 4).map(cell => asciiDigits(titleOf(cell)))
  if (start < 0 || numbers.join() !== "1,2,3,4") return undefined
  return numbers.map((number, at) => ({ place: start + at, name: `ไตรมาสที่ ${number}` }))
}

function titleOf(cell: string): string {
  return cellToText(cell.slice(0, 200)).lines.join(" ")
}

/** The month, quarter or half that a heading names, whole. */
function daysOf(name: string, fiscalYear: number): readonly [string, string] | undefined {
  const { normal, flag } = compilePeriod(name, { fiscalYear })
  const [, from, to] = /^SPAN (\S+)\/(\S+)$/.exec(normal) ?? []
  return from && to && (flag === "ok" || flag === "warn") ? [from, to] : undefined
}

function monthsIn([from, to]: readonly [string, string]): number {
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return months(to) - months(from) + 1
}

/** How many lines right above are headings too: of the year, of ระยะเวลา, or of the columns beside. */
function countAbove(lines: readonly SourceLine[], to: number, heads: readonly Head[]): number {
  let count = 0
  while (count < LEAST_MONTHS) {
    const [above, below] = [lines[to - count - 1], lines[to - count]]
    const isNext = above && below && above.line === below.line - 1 && above.sheet === below.sheet
    const over = above?.cells.filter((cell, place) => isOver(heads, place) && cell.trim() !== "") ?? []
    if (!isNext || over.length === 0 || !over.every(cell => LABEL.test(titleOf(cell)))) break
    count += 1
  }
  return count
}

/** What stands over months: their year, or that they are a time. */
const LABEL = /^(?!ตลอด|ภายใน|ทุก|ก่อน).{0,60}(?:เวลา|ปี|พ\s?\.\s?ศ|ไตรมาส|เดือน|แผน|ดำเนิน)|^[2๒][5๕][0-9๐-๙]{2}$/

function isOver(heads: readonly Head[], place: number): boolean {
  const [first, last] = [heads[0], heads[heads.length - 1]]
  return first !== undefined && last !== undefined && place >= first.place && place <= last.place
}

/** The headings with one for all the months; undefined where the table has a column of periods beside them. */
function readHeadings(
  lines: readonly SourceLine[],
  heads: readonly Head[],
  year: number,
): { readonly lines: readonly SourceLine[]; readonly columns: readonly TickColumn[] } | undefined {
  const [first] = heads
  const bare = lines.map(line => ({
    ...line,
    cells: line.cells.map((cell, place) => (isOver(heads, place) ? "" : cell)),
  }))
  if (!first || bare.some(({ cells }) => readColumnHeadings(cells)?.places.has("period"))) return undefined
  const told = bare
    .filter(({ cells }) => cells.some(cell => cell.trim() !== ""))
    .map(line => ({ ...line, cells: put(line.cells, first.place, COLUMN_TITLES.period) }))
    .filter(({ cells }, at, all) => cells.join("\t") !== all[at - 1]?.cells.join("\t"))
  return { lines: told, columns: withYears(heads, lines.slice(0, -1), year) }
}

function put(cells: readonly string[], at: number, text: string): readonly string[] {
  return Array.from({ length: Math.max(cells.length, at + 1) }, (_, place) =>
    place === at ? text : (cells[place] ?? ""),
  )
}

/** Each month with the year that stands over it; one over months from October on to the next year is a fiscal one. */
function withYears(
  heads: readonly Head[],
  above: readonly SourceLine[],
  year: number,
): readonly TickColumn[] {
  const labels = above.flatMap(({ cells }) =>
    cells.flatMap((cell, place) => {
      const told = isOver(heads, place) ? YEAR.exec(asciiDigits(titleOf(cell))) : null
      return told ? [{ place, year: told[2] ?? "", isFiscal: told[1] !== undefined }] : []
    }),
  )
  return heads.map(head => {
    const label = labels.filter(({ place }) => place <= head.place).pop()
    const next = labels.find(({ place }) => place > head.place)?.place ?? Number.POSITIVE_INFINITY
    const under = heads.filter(({ place }) => label && place >= label.place && place < next)
    const [from, to] = [under[0], under[under.length - 1]].map(each => each && daysOf(each.name, year)?.[0])
    const isFiscal = label?.isFiscal || /ไตรมาส|ครึ่ง|q/i.test(head.name) || isAcross(from, to)
    const words = label && `${isFiscal ? "ปีงบประมาณ " : ""}พ.ศ. ${label.year}`
    const whole = `${head.name} ${words ?? ""}`.trim()
    const days = daysOf(whole, year)
    if (days) return { place: head.place, name: whole, year: words ?? "", days }
    return { place: head.place, name: head.name, year: "", days: daysOf(head.name, year) ?? ["", ""] }
  })
}

/** From one calendar year into the next. */
function isAcross(from = "", to = ""): boolean {
  return from.slice(0, 4) < to.slice(0, 4)
}

const YEAR = /(งบประมาณ|งบ)?\s*(?:ประจำปี|ปี)?\s*(?:พ\s?\.\s?ศ\s?\.?)?\s*(25[0-9]{2})/

/** A row with its ticks as words in the first of their columns. */
function rowOf(line: SourceLine, columns: readonly TickColumn[], year: number) {
  const { cells, spans } = line
  const places = columns.map(({ place }) => place)
  const [first = 0] = places
  const marks = places.map(place => ({ text: titleOf(cells[place] ?? ""), span: spans?.get(place) ?? 1 }))
  if (isColumnNumbers(cells) || isTotal(cells) || marks.every(({ text }) => text === "")) return undefined
  const { words, isRead } = periodOfTicks(columns, marks, {
    fiscalYear: year,
    isMergeKnown: spans !== undefined,
  })
  const bare = cells.map((cell, place) => (places.includes(place) ? "" : cell))
  const note: SourceNote = {
    code: isRead ? "ticksRead" : "ticksUnread",
    sheet: line.sheet ?? "",
    line: line.line,
    cell: cellName(first, line.row ?? line.line),
    words,
    // A cross says that something is done, or that it is not.
    hint: isRead ? (marks.find(({ text }) => CROSS.test(text) && text !== words)?.text ?? "") : "",
  }
  const read = { ...line, cells: put(bare, first, words) }
  return { lines: [read], notes: words === "" ? [] : [noteEntry(note)] }
}
