/** Scores before and after, indicator by indicator. Two shapes and a line, so that no colour is needed. */
import { scaleLinear } from "d3-scale"
import { line, symbol, symbolCircle, symbolDiamond } from "d3-shape"
import type { ProgressPageView, ProgressRow } from "../../shared/view/progress.ts"

const WIDTH = 340
const MARGIN = { left: 10, right: 10, top: 26 }
const ROW = 46
const MARK_SIZE = 90

/** At its own size on a phone, so that its text stays text to read. */
export function ProgressChart({ view }: { view: ProgressPageView }) {
  const rows = view.rows.filter(each => each.before !== null || each.after !== null)
  if (rows.length === 0) return null
  const scores = rows.flatMap(({ before, after }) => [before, after]).filter(each => each !== null)
  const x = scaleLinear()
    .domain([Math.min(...scores, view.weakBelow), 100])
    .nice(4)
    .range([MARGIN.left, WIDTH - MARGIN.right])
  const height = MARGIN.top + rows.length * ROW + 8
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${height}`} aria-hidden="true">
      {x.ticks(4).map(tick => (
        <g>
          <path class="grid" d={upright(x(tick), height)} />
          <text class="tick" x={String(x(tick))} y="14" text-anchor={anchorOf(x(tick))}>
            {tick}
          </text>
        </g>
      ))}
      <path class="bound" d={upright(x(view.weakBelow), height)} />
      {rows.map((row, index) => (
        <Row row={row} x={x} y={MARGIN.top + index * ROW} />
      ))}
    </svg>
  )
}

function upright(x: number, height: number): string {
  return segment([x, MARGIN.top - 6], [x, height - 6])
}

function segment(from: [number, number], to: [number, number]): string {
  return line()([from, to]) ?? ""
}

const MARKS = {
  before: symbol(symbolCircle, MARK_SIZE)() ?? "",
  after: symbol(symbolDiamond, MARK_SIZE)() ?? "",
}

type RowProps = { readonly row: ProgressRow; readonly x: (score: number) => number; readonly y: number }

function Row({ row: { indicator, name, before, after, change }, x, y }: RowProps) {
  const at = y + 32
  return (
    <g>
      <text class="name" x={String(MARGIN.left)} y={String(y + 16)}>
        {indicator}. {name}
      </text>
      {before !== null && after !== null ? (
        <path
          class={change !== null && change < 0 ? "move fell" : "move"}
          d={segment([x(before), at], [x(after), at])}
        />
      ) : null}
      {before === null ? null : (
        <path class="before" d={MARKS.before} transform={`translate(${x(before)} ${at})`} />
      )}
      {after === null ? null : (
        <path class="after" d={MARKS.after} transform={`translate(${x(after)} ${at})`} />
      )}
    </g>
  )
}

function anchorOf(x: number): "start" | "middle" | "end" {
  if (x < 24) return "start"
  return x > WIDTH - 24 ? "end" : "middle"
}

/** The marks of the chart beside their words. */
export function ChartKey({ view: { beforeYear, afterYear, weakBelow, rows } }: { view: ProgressPageView }) {
  return (
    <ul class="links key">
      <li>
        <KeyMark name="before" /> คะแนนปี {beforeYear}
      </li>
      {rows.some(each => each.after !== null) ? (
        <li>
          <KeyMark name="after" /> คะแนนปี {afterYear}
        </li>
      ) : null}
      <li class="quiet">เส้นประ: {weakBelow} คะแนน</li>
    </ul>
  )
}

function KeyMark({ name }: { name: keyof typeof MARKS }) {
  return (
    <svg class="mark chart" viewBox="-8 -8 16 16" aria-hidden="true">
      <path class={name} d={MARKS[name]} />
    </svg>
  )
}
