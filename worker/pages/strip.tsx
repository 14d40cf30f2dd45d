/** The year at a glance: one line a measure of this page, from October to September. Words stand beside every line. */

import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { SHORT_MONTHS } from "../../shared/date/thai-date.ts"
import type { ObligationState } from "../../shared/due/obligation.ts"
import { countedStates, STATES_BY_ATTENTION } from "../../shared/view/counted-states.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import { type FindingPiece, yearFinding } from "../../shared/view/year-finding.ts"
import type { SheetRow, WrittenRow, YearSheet } from "../../shared/view/year-sheet.ts"
import { type StripRow, stripNotes, stripTitle } from "../../shared/view/year-strip.ts"
import { dayText } from "./dates.tsx"
import { filteredAddress } from "./filters.tsx"
import { raw } from "./jsx/jsx-runtime.ts"
import { RecordLink } from "./links.tsx"
import { Mark, MarkDefs } from "./marks.tsx"
import { nextDueOf } from "./measure-table.tsx"
import { Icon, State } from "./state.tsx"
import { axisSvg, cellsBaseSvg, cellsSvg, lineSvg, monthPlace } from "./strip-svg.ts"
import { Words } from "./text.tsx"

type StripProps = {
  readonly sheet: YearSheet
  /** Of the measures that this page lists. */
  readonly rows: readonly WrittenRow[]
  readonly today: IsoDate
}

/** So many lines stand before the list on a phone, and on a wide screen those of a short plan; the rest unfolds. */
const SHOWN_LINES = 3
const SHOWN_WIDE = 12

export function YearStrip({ sheet, rows: listed, today }: StripProps) {
  const { measures, moves, view } = sheet
  const rows = byAttention(listed)
  const rest = rows.slice(SHOWN_LINES)
  return (
    <section aria-labelledby="strip">
      <h2 id="strip">
        <Finding pieces={yearFinding(measures, moves)} fiscalYear={view.fiscalYear} />
      </h2>
      <Legend sheet={sheet} rows={rows} />
      {rows.length === 0 ? null : (
        <>
          <MarkDefs shapes={drawnStates(rows)} more={groundSvg(view, today)} />
          <Months fiscalYear={view.fiscalYear} today={today} />
          <Lines rows={rows.slice(0, SHOWN_LINES)} />
          {rest.length > 0 ? (
            <details class={rows.length <= SHOWN_WIDE ? "strip-rest" : undefined}>
              <summary>แถบปีอีก {rest.length} มาตรการในหน้านี้</summary>
              <Lines rows={rest} />
            </details>
          ) : null}
        </>
      )}
    </section>
  )
}

/** What needs someone stands before the fold; the list below keeps the order of the plan. */
function byAttention(rows: readonly WrittenRow[]): WrittenRow[] {
  const need = new Map(STATES_BY_ATTENTION.map((state, at) => [state, at]))
  const needOf = ({ state }: WrittenRow) => need.get(state) ?? 0
  return [...rows].sort((a, b) => needOf(a) - needOf(b))
}

type FindingProps = { readonly pieces: readonly FindingPiece[]; readonly fiscalYear: number }

/** Each count leads to what it counts. */
function Finding({ pieces, fiscalYear }: FindingProps) {
  const address = (counts: NonNullable<FindingPiece["counts"]>) =>
    counts === "moved" ? `/${fiscalYear}/moves` : filteredAddress(fiscalYear, { state: counts })
  return (
    <>
      {pieces.map(({ text, counts }) =>
        counts ? (
          <RecordLink class="nw" href={address(counts)}>
            {text}
          </RecordLink>
        ) : (
          text
        ),
      )}
    </>
  )
}

type LegendProps = Pick<StripProps, "sheet" | "rows">

/** What each mark means, and of how many measures it is the state: a count leads to them. */
function Legend({ sheet: { measures, moves, view }, rows }: LegendProps) {
  const { fiscalYear } = view
  const drawn = drawnStates(rows)
  const counts = new Map(countedStates(measures).map(({ state, count }) => [state, count]))
  const shown = STATES_BY_ATTENTION.filter(state => drawn.has(state) || counts.has(state))
  return (
    <ul class="key" aria-label="สถานะของมาตรการ และเครื่องหมายในแถบปี">
      {shown.map(state => (
        <li class={`key-${state}`}>
          <Icon shape={state} /> <Counted state={state} count={counts.get(state)} fiscalYear={fiscalYear} />
        </li>
      ))}
      {moves.length > 0 ? (
        <li class="key-moved">
          <Mark shape="moved" /> กำหนดที่ถูกเลื่อน
        </li>
      ) : null}
    </ul>
  )
}

type CountedProps = {
  readonly state: ObligationState
  readonly count: number | undefined
  readonly fiscalYear: number
}

function Counted({ state, count, fiscalYear }: CountedProps) {
  if (count === undefined) return <span class="quiet">{STATE_WORDS[state]}</span>
  return (
    <RecordLink href={filteredAddress(fiscalYear, { state })}>
      {STATE_WORDS[state]} <b class="strong">{count}</b>
      <span class="hidden-label"> มาตรการ</span>
    </RecordLink>
  )
}

/** What lies under every line and every row of cells. */
function groundSvg({ fiscalYear, beforeRecord }: YearSheet["view"], today: IsoDate): string {
  const began = parseIsoDate(beforeRecord.began) ?? today
  return axisSvg(fiscalYear, today, began) + cellsBaseSvg(fiscalYear, today)
}

function drawnStates(rows: readonly WrittenRow[]): ReadonlySet<ObligationState> {
  return new Set(rows.flatMap(each => each.marks))
}

/** Over the lines; to who cannot see them the lines speak for themselves. */
function Months({ fiscalYear, today }: { fiscalYear: number; today: IsoDate }) {
  const names = Array.from({ length: 12 }, (_, month) => SHORT_MONTHS[(month + 9) % 12] ?? "")
  const wide = names.map((name, month) => `<text x="${monthPlace(fiscalYear, month)}%" y="16">${name}</text>`)
  const narrow = names.map(
    (name, month) =>
      `<text x="${Math.round((month + 0.5) * 833.3) / 100}%" y="${month % 2 === 0 ? 14 : 32}">${name}</text>`,
  )
  return (
    <div class="strip-head" aria-hidden="true">
      <span class="strip-word">มาตรการ</span>{" "}
      {raw(`<svg class="strip-line">${wide.join("")}</svg><svg class="strip-cells">${narrow.join("")}</svg>`)}{" "}
      <span class="strip-word">สถานะ ณ {dayText(today)}</span>
    </div>
  )
}

function Lines({ rows }: Pick<StripProps, "rows">) {
  return <ul class="strip">{rows.map(each => raw(each.strip))}</ul>
}

type LineProps = {
  readonly row: StripRow
  readonly of: SheetRow
  readonly fiscalYear: number
  readonly today: IsoDate
}

export function StripLine({ row, of, fiscalYear, today }: LineProps) {
  const { measure, periods } = row
  const drawn = { row, fiscalYear, today }
  const counts = countedStates(periods).map(({ state, count }) => `${STATE_WORDS[state]} ${count} งวด`)
  return (
    <li>
      <p>
        <RecordLink href={`/${fiscalYear}/measures/${measure.id}`}>
          <Words text={stripTitle(measure.measure)} />
        </RecordLink>
        <span class="hidden-label"> {counts.join(", ")}</span>
      </p>
      {raw(lineSvg(drawn) + cellsSvg(drawn))}
      <div class="strip-words">
        <span class="standing">
          <State state={measure.state} due={nextDueOf(measure, of)} today={today} />
        </span>
        {stripNotes(row).map(({ text, isSlip }) => (
          <>
            {" "}
            <span class={isSlip ? "slip" : "plain"}>
              <Words text={text} />
            </span>
          </>
        ))}
      </div>
    </li>
  )
}
