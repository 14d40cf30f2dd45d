/**
 * The lines of the year strip as text: a thousand marks cost a reader's isolate too much as elements. Nothing here is
 * typed by anybody: states, and places in hundredths of the width. What a mark is drawn as stands once in the page.
 */
import { addMonths, fiscalYearStart, type IsoDate } from "../../shared/date/civil-date.ts"
import { monthOf, placeInYear, type StripPeriod, type StripRow } from "../../shared/view/year-strip.ts"

type Line = { readonly row: StripRow; readonly fiscalYear: number; readonly today: IsoDate }

const MIDDLE = 26
const CELL_MIDDLE = 17

/** On a wide screen: every period on its day. */
export function lineSvg({ row, fiscalYear, today }: Line): string {
  const now = placeInYear(today, fiscalYear)
  const marks = row.periods.map(period => periodSvg(period, fiscalYear, now))
  return `<svg class="strip-line" aria-hidden="true"><use href="#axis"/>${marks.join("")}</svg>`
}

function periodSvg(period: StripPeriod, fiscalYear: number, now: number): string {
  const { state, missing } = period
  const due = placeInYear(period.due, fiscalYear)
  // Most came or will come on the day that was promised: of a daily duty a line has hundreds.
  const place = (day: IsoDate) => (day === period.due ? due : placeInYear(day, fiscalYear))
  const [at, promised] = [place(period.at), place(period.promised)]
  const overdue = missing > 0 && now > due ? bar("overdue", due, now) : ""
  const received = at === due ? "" : bar(state, due, at)
  return `${movedSvg(promised, due, period)}${use("post", due, MIDDLE)}${overdue}${received}${use(`k-${state}`, at, MIDDLE)}`
}

function movedSvg(promised: number, due: number, { promised: from, due: to }: StripPeriod): string {
  if (from === to) return ""
  return `${bar("moved", promised, due)}${use("k-moved", promised, MIDDLE)}`
}

function bar(name: string, from: number, to: number, middle = MIDDLE): string {
  return `<line class="b-${name}" x1="${from}%" x2="${to}%" y1="${middle}" y2="${middle}"/>`
}

function use(id: string, place: number, middle: number): string {
  return `<use href="#${id}" x="${place}%" y="${middle}"/>`
}

/** On a phone: twelve cells, each with the mark of the month that needs most to be seen. */
export function cellsSvg({ row, fiscalYear, today }: Line): string {
  const center = (month: number) => Math.round((month + 0.5) * (10_000 / 12)) / 100
  const marks = row.cells.map((state, month) =>
    state === null ? "" : use(`k-${state}`, center(month), CELL_MIDDLE),
  )
  const month = (day: IsoDate) => center(monthOf(day, fiscalYear))
  const missing = row.periods.find(each => each.missing > 0)
  const overdue = missing ? bar("overdue", month(missing.due), month(today), CELL_MIDDLE) : ""
  const moved = row.periods
    .filter(({ promised, due }) => monthOf(promised, fiscalYear) !== monthOf(due, fiscalYear))
    .map(({ promised, due }) => {
      const from = month(promised)
      return `${bar("moved", from, month(due), CELL_MIDDLE)}${use("k-moved", from, CELL_MIDDLE)}`
    })
  return `<svg class="strip-cells" aria-hidden="true"><use href="#cells"/>${moved.join("")}${overdue}${marks.join("")}</svg>`
}

/** What lies under every line: months, the days before the record, and today. */
export function axisSvg(fiscalYear: number, today: IsoDate, began: IsoDate): string {
  const starts = Array.from({ length: 12 }, (_, month) => monthPlace(fiscalYear, month))
  const grid = starts.slice(1).map(x => `<line class="b-grid" x1="${x}%" x2="${x}%" y1="0" y2="52"/>`)
  const before = placeInYear(began, fiscalYear)
  const hatch = before > 0 ? `<rect class="b-before" width="${before}%" height="52"/>` : ""
  const now = placeInYear(today, fiscalYear)
  const isWithin = now > 0 && now < 100
  const todayLine = isWithin ? `<line class="b-today" x1="${now}%" x2="${now}%" y1="0" y2="52"/>` : ""
  return `<g id="axis">${hatch}${grid.join("")}<line class="b-base" x1="0" x2="100%" y1="26" y2="26"/>${todayLine}</g>`
}

/** The twelve cells, a quarter between stronger edges, and a foot under this month. */
export function cellsBaseSvg(fiscalYear: number, today: IsoDate): string {
  const edges = Array.from({ length: 13 }, (_, at) => Math.round((at * 10_000) / 12) / 100)
  const lines = edges.map(
    (x, at) => `<line class="b-${at % 3 === 0 ? "edge" : "grid"}" x1="${x}%" x2="${x}%" y1="0" y2="34"/>`,
  )
  const now = placeInYear(today, fiscalYear)
  const left = edges[monthOf(today, fiscalYear)] ?? 0
  const foot =
    now > 0 && now < 100 ? `<rect class="b-foot" x="${left}%" y="31" width="8.33%" height="4"/>` : ""
  return `<g id="cells">${lines.join("")}<line class="b-grid" x1="0" x2="100%" y1=".5" y2=".5"/><line class="b-grid" x1="0" x2="100%" y1="34" y2="34"/>${foot}</g>`
}

/** Where a month begins, 0 for October. */
export function monthPlace(fiscalYear: number, month: number): number {
  return placeInYear(addMonths(fiscalYearStart(fiscalYear), month), fiscalYear)
}
