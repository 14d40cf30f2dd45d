/** What pages are made of: chips, counts, tables, navigation, results, the book of a duty, requirements and the chart. */
import { OBLIGATION_STATES } from "../../../shared/due/obligation.ts"

const chipColours = [...OBLIGATION_STATES, "held"]
  .map(
    state =>
      `.chip-${state} { color: var(--${state}-text); background: var(--${state}-fill); border-color: var(--${state}-border); }
.count .icon-${state} { color: var(--${state === "overdue" ? "overdue-word" : `${state}-text`}); }`,
  )
  .join("\n")

const CHIPS = `
.chip {
  display: inline-flex; align-items: center; gap: 6px; border: 1px solid; border-radius: 2px; padding: 1px 8px;
  font-size: 0.9375rem; line-height: 1.6; font-weight: 600; white-space: nowrap; vertical-align: baseline;
}
.chip svg, .count svg { width: 1em; height: 1em; flex: none; }
${chipColours}
.chip-overdue .hole, .chip-done .hole, .chip-late .hole { stroke: var(--hole); }
.chip-overdue { --hole: var(--overdue-fill); } .chip-done { --hole: var(--done-fill); } .chip-late { --hole: var(--late-fill); }
.count { --hole: var(--page); } .count .hole { stroke: var(--hole); }
.chip-withdrawn, .chip-held, .chip-unconfirmed { border-style: dashed; }
.days { font-size: 1rem; line-height: 1.65; color: var(--secondary); }
.days-overdue { color: var(--overdue-word); font-weight: 600; }
.standing { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; }
`

const COUNTS = `
.counts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 12px; margin-bottom: 8px; }
.count { display: flex; align-items: center; gap: 8px; border-top: 1px solid var(--rule); line-height: 1.5; font-size: 1rem; }
.count b { flex: none; font-size: 1.5rem; font-weight: 600; min-width: 1em; text-align: center; }
.count a, .count > span { flex: 1; padding-block: 8px; }
.count-overdue.some b, .count-overdue.some span { color: var(--overdue-word); font-weight: 600; }
.count-overdue.some a { color: var(--overdue-word); font-weight: 600; }
.count-overdue.some a span { color: inherit; }
.follow > li { padding: 8px 0 12px; border-top: 1px solid var(--rule); }
.follow p { font-size: 1rem; line-height: 1.65; }
`

const TABLES = `
table { border-collapse: collapse; width: 100%; font-size: 1rem; line-height: 1.65; }
th { text-align: left; font-weight: 400; vertical-align: bottom; font-size: 0.9375rem; line-height: 1.6; color: var(--secondary); padding: 8px 12px 8px 0; }
td, tbody th { vertical-align: top; padding: 8px 12px 8px 0; border-top: 1px solid var(--rule); color: var(--ink); font-size: 1rem; line-height: 1.65; }
thead th { border-bottom: 2px solid var(--ink); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.result { margin-block: 0 4px; }
.result b { font-size: 1.75rem; line-height: 1.5; font-variant-numeric: tabular-nums; }
.scores td, .scores tbody th { padding-block: 5px; }
.scores .bar-cell { width: 26%; padding-right: 0; vertical-align: middle; }
.scores .instrument > * { font-weight: 600; background: var(--sunk); }
.scores .instrument > th { padding-left: 8px; } .instrument .quiet { font-weight: 400; } .scores .cell-note { display: block; }
.scores td.bar-cell { padding-top: 9px; vertical-align: top; }
.scored { display: grid; gap: 16px 48px; }
@media (min-width: 40em) { .scores .bar-cell { width: 38%; } }
@media (min-width: 64em) { .scored { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); } }
.bar { display: block; width: 100%; height: 14px; }
.bar .track { fill: var(--track); } .bar .fill { fill: var(--bar); } .bar .weak { fill: var(--weak); }
.bar .gap { fill: var(--page); }
.bar .bound { fill: none; stroke: var(--ink); stroke-width: 1.5; stroke-dasharray: 2 1.5; vector-effect: non-scaling-stroke; }
.weak-number { color: var(--weak); font-weight: 600; }
.slip { color: var(--slip); font-weight: 600; }
.lines p + p { margin-top: 4px; }
.lines .item { padding-left: 1.4em; text-indent: -1.4em; }
details summary { cursor: pointer; color: var(--link); font-size: 1rem; line-height: 1.65; }
@media (min-width: 40em) { .counts { column-gap: 24px; } .count { gap: 12px; font-size: 1.125rem; } }
details p { color: var(--secondary); }
.told > li { padding-top: 4px; }
.duty + .duty, .duty + h3 { margin-top: 24px; }
.cell-label { display: block; font-size: 0.9375rem; line-height: 1.6; font-weight: 400; color: var(--secondary); }
@media screen and (max-width: 63.99em) {
  .stacked, .stacked tbody, .stacked tr, .stacked td, .stacked tbody th { display: block; border: 0; padding: 0; }
  .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .stacked tr { border-top: 2px solid var(--ink); padding: 12px 0 16px; display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 12px 16px; }
  .stacked tr > * { grid-column: 1 / -1; }
  .official td.c-measure { order: 1; font-size: 1.125rem; line-height: 1.75; }
  .official td.c-period, .official td.c-responsible { order: 2; grid-column: auto; }
  .official td.c-issue { order: 3; } .official td.c-monitoring { order: 4; }
  .stacked.official tr { gap: 8px 16px; padding: 12px 0; }
  .official .c-result > p, .official .c-result > details:not([open]) { display: inline-block; margin-right: 12px; }
  .official :is(.c-issue, .c-monitoring) .cell-label { display: inline; }
  .official td .lines:has(> p:only-child), .official td .lines > p:only-child { display: inline; }
  .official .lines:has(> p:only-child) + p { display: inline; margin-left: 8px; }
  .periods td, .periods tbody th { grid-column: auto; }
  .periods .c-wide { grid-column: 1 / -1; }
  .stacked.periods tr { border-top: 1px solid var(--rule); padding: 8px 0 12px; gap: 4px 16px; }
  .owed td:nth-child(2) { grid-row: span 2; }
  .stacked.periods tr:first-child { border-top: 2px solid var(--ink); }
  .stacked td.c-none { display: none; }
}
@media screen and (max-width: 39.99em) {
  .stacked.periods tr { grid-template-columns: minmax(0, 1fr) 10.75rem; }
  .periods tbody th .nw { white-space: normal; }
}
@media screen and (min-width: 40em) and (max-width: 63.99em) {
  .stacked.periods tr { grid-template-columns: repeat(4, minmax(0, 1fr)); }
  .owed td:nth-child(2) { grid-row: auto; }
}
@media screen and (min-width: 64em) {
  html { scroll-padding-top: 5rem; }
  .official thead th, .results thead th { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 0; box-shadow: inset 0 -2px var(--ink); }
}
@media print, (min-width: 64em) {
  .cell-label { display: none; }
  .official { table-layout: fixed; }
  .official .c-result { width: 18%; } .official .c-issue { width: 17%; } .official .c-measure { width: 21%; }
  .official .c-monitoring { width: 21%; } .official .c-period { width: 11%; } .official .c-responsible { width: 12%; }
}
.facts { display: grid; gap: 4px 24px; }
.facts dt { color: var(--secondary); font-size: 1rem; line-height: 1.75; }
.facts dd { margin-bottom: 12px; }
@media (min-width: 40em) { .facts { grid-template-columns: 12rem minmax(0, 1fr); } }
`

const NAVIGATION = `
.menu-link { flex: none; padding: 8px 12px; border: 1px solid currentColor; border-radius: 2px; font-size: 1rem; line-height: 1.65; }
.band nav { display: none; }
.site { display: grid; gap: 16px 32px; }
.site + p { margin-top: 16px; padding-top: 24px; border-top: 1px solid var(--rule); }
.site h2 { font-size: 1rem; line-height: 1.65; margin: 0; color: var(--ink); }
.site ul { columns: 2; column-gap: 16px; } .site li { break-inside: avoid; }
.site li a { display: inline-block; padding: 4px 0; } .site a[aria-current] { font-weight: 600; color: var(--ink); }
.pager { margin-top: 16px; padding-top: 12px; border-top: 1px solid var(--rule); }
.pager a { display: inline-block; padding: 4px 0; }
@media (min-width: 40em) { .site { grid-template-columns: repeat(3, minmax(0, 1fr)); } .site ul { columns: 1; } }
@media (min-width: 64em) { .band nav { display: block; } .menu-link { display: none; } }
`

const RESULTS = `
.told-one + .told-one { margin-top: 12px; padding-top: 12px; border-top: 1px dotted var(--rule); }
.told-report + .told-report { margin-top: 8px; }
.results .standing { margin-bottom: 4px; }
@media screen and (max-width: 63.99em) { .results td { grid-column: 1 / -1; } .c-last { order: 9; } .progress td.number { text-align: left; } }
@media print, (min-width: 64em) {
  .results { table-layout: fixed; }
  .results th:nth-child(1) { width: 26%; } .results th:nth-child(2) { width: 16%; } .results th:nth-child(3) { width: 34%; }
  .book { table-layout: fixed; }
  .book th:nth-child(1) { width: 28%; } .book th:nth-child(2) { width: 20%; } .book th:nth-child(3) { width: 14%; }
}
`

const BOOK = `
details.period { border-top: 1px solid var(--rule); padding: 8px 0; }
details.period > summary { padding: 4px 0; color: var(--ink); }
details.period > summary b { color: var(--link); }
details.period > table, details.period > .standing { margin-top: 8px; }
.answer { font-weight: 600; white-space: nowrap; margin-right: 8px; }
.answer svg { width: 1em; height: 1em; vertical-align: -0.1em; margin-right: 6px; }
.answer-missing, .answer-unmet { color: var(--overdue-word); }
.trouble { color: var(--overdue-word); font-weight: 600; padding: 4px 0; }
.answer-late { color: var(--late-text); } .answer-unproven { color: var(--reported-text); }
.answer-sent, .answer-met { color: var(--done-text); }
.answer-nothing, .answer-awaited, .answer-beforeRecord, .answer-unknown { color: var(--secondary); }
`

const REQUIREMENTS = `
.lead { margin-top: 16px; }
.requirements { max-width: 56rem; }
.requirements > li { border-top: 1px solid var(--rule); padding: 10px 0 12px; }
.requirements .standing { gap: 0 8px; }
.rows li { padding: 2px 0; font-size: 1rem; line-height: 1.65; }
`

const CHART = `
.guide { max-width: 56rem; } .guide h2 { margin-top: 24px; } .guide p, .guide ul, .guide ol, .guide table { margin-bottom: 12px; }
.guide ul { list-style: disc; padding-left: 1.4em; } .guide ol { list-style: decimal; padding-left: 1.6em; }
.guide code { font: inherit; font-weight: 600; }
.guide code { overflow-wrap: anywhere; } .guide pre { margin-bottom: 12px; padding: 8px 12px; background: var(--sunk); white-space: pre-wrap; }
.guide pre code { font: 400 0.9rem/1.6 ui-monospace, monospace, Sarabun; }
.guide th:first-child, .guide td:first-child { min-width: 6.5rem; }
@media (max-width: 22em) { .guide th:first-child, .guide td:first-child { min-width: 0; } .guide td { overflow-wrap: anywhere; } }
.guide img { display: block; max-width: 100%; height: auto; margin: 12px 0; border: 1px solid var(--rule); }
.contents { flex-direction: column; margin-top: 12px; }
.chart-and-table { display: grid; gap: 16px 48px; margin-top: 16px; }
svg.chart { display: block; width: 100%; max-width: 26rem; height: auto; }
svg.mark.chart { display: inline; width: 1em; height: 1em; }
.chart text { font-family: Sarabun, Tahoma, sans-serif; fill: var(--ink); }
.chart .name { font-size: 14px; } .chart .tick { font-size: 13px; fill: var(--secondary); }
.chart .grid { stroke: var(--rule); } .chart .bound { stroke: var(--edge); stroke-dasharray: 4 3; }
.chart .move { stroke: var(--bar); stroke-width: 2; } .chart .fell { stroke: var(--weak); stroke-dasharray: 5 3; }
.chart .before { fill: var(--page); stroke: var(--ink); stroke-width: 2; }
.chart .after { fill: var(--bar); stroke: var(--page); stroke-width: 1; }
.guide p:has(> img + img) { display: flex; flex-wrap: wrap; gap: 0 12px; align-items: flex-start; }
.guide img:is(:not(:only-of-type)) { flex: 1 1 15rem; min-width: 0; max-width: 22.5rem; }
h3 + .entries, h3 + .quiet { margin-bottom: 16px; }
@media (min-width: 64em) { .chart-and-table { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); } }
`

const VERIFY = `
.verify { max-width: 42rem; margin-top: 24px; } .verify button { margin-top: 12px; }
#verdict > :first-child { max-width: 42rem; margin: 24px 0 0; }
#verdict h3 { margin-top: 24px; } #verdict progress { width: 100%; max-width: 42rem; accent-color: var(--bar); }
.kept { max-width: 42rem; margin: 4px 0 0; padding: 8px 12px; background: var(--sunk); white-space: pre-wrap; word-break: break-all; font: 0.875rem/1.6 ui-monospace, monospace; }
`

/** A finger needs 44 px; a pointer does not. */
const TOUCH = `
@media screen and (max-width: 63.99em) {
  .crumbs a, .links a, .site li a, .pager a { display: inline-block; padding-block: 9px; }
  .crumbs { margin-bottom: 4px; }
  .links { gap: 0 24px; }
  summary, details.period > summary { padding-block: 9px; }
}
`

export const PARTS =
  CHIPS + COUNTS + TABLES + NAVIGATION + RESULTS + BOOK + REQUIREMENTS + CHART + VERIFY + TOUCH
