/** The pictures of the year: what a mark, a line and a cell look like. Every colour is a state's, and none stands alone. */
import { OBLIGATION_STATES } from "../../../shared/due/obligation.ts"

const MARKS = OBLIGATION_STATES.map(
  state => `.key-${state} { color: var(--${state === "overdue" ? "overdue-word" : `${state}-text`}); }`,
).join("\n")

const BARS = OBLIGATION_STATES.map(
  state => `.b-${state} { stroke: var(--${state}-border); stroke-width: 3; }`,
).join("\n")

const STRIP = `
.hole { stroke: var(--hole, var(--page)); }
${MARKS}
${BARS}
.b-overdue { stroke-width: 7; }
.b-moved { stroke: var(--slip); stroke-width: 3; fill: none; } #k-moved { stroke-width: 2; }
.b-post, .b-today { stroke: var(--ink); stroke-width: 2; }
.b-grid { stroke: var(--rule); } .b-edge { stroke: var(--edge); } .b-base { stroke: var(--edge); stroke-width: 1.5; }
.b-before { fill: var(--sunk); } .b-foot { fill: var(--ink); }
.halo { fill: var(--page); stroke: none; }
.key { display: flex; flex-wrap: wrap; gap: 2px 16px; margin-bottom: 12px; font-size: 1rem; line-height: 1.65; }
.key svg { width: 1.125em; height: 1.125em; vertical-align: -0.2em; } .key b { color: inherit; }
.mark-defs { position: absolute; }
.strip-line, .strip-cells { display: block; width: 100%; overflow: visible; }
.strip-line { display: none; height: 52px; } .strip-cells { height: 35px; }
.strip-head { font-size: 0.9375rem; line-height: 1.6; color: var(--secondary); }
.strip-head text { fill: var(--secondary); font-size: 15px; } .strip-head .strip-cells text { text-anchor: middle; }
.strip-head .strip-cells { height: 40px; } .strip-word { display: none; }
.strip > li { border-top: 1px solid var(--rule); padding: 6px 0 8px; break-inside: avoid; }
.strip p { line-height: 1.6; font-size: 1rem; margin-bottom: 2px; }
.year-title h1 { font-size: 1.375rem; }
.strip-words { font-size: 1rem; line-height: 1.65; } .strip-words > span { margin-right: 8px; }
@media screen and (max-width: 63.99em) {
  .key { font-size: 0.9375rem; line-height: 1.6; gap: 2px 12px; margin-bottom: 4px; }
  .strip-words > .plain { display: none; }
}
@media print, (min-width: 64em) {
  .year-title h1 { font-size: 2.125rem; }
  .strip > li, .strip-head { display: grid; grid-template-columns: 270px minmax(0, 1fr) 300px; gap: 0 24px; align-items: center; }
  .strip > li { padding: 2px 0; min-height: 56px; }
  .strip-line { display: block; } .strip-cells, .strip-head .strip-cells { display: none; }
  .strip-head .strip-line { height: 22px; } .strip-word { display: block; }
  .strip-words > .standing { display: flex; } .strip-words > span { display: block; }
  .strip-head { border-bottom: 2px solid var(--ink); }
}
@supports selector(::details-content) {
  @media print, (min-width: 64em) {
    .strip-rest > summary { display: none; }
    .strip-rest::details-content { content-visibility: visible; }
  }
  @media (min-width: 64em) {
    .filter-fold > summary { display: none; } .filter-fold::details-content { content-visibility: visible; }
  }
}
`

/** Shapes keep the colours a page gives them, so that here they must be given those the reader chose. */
const FORCED = `
@media (forced-colors: active) {
  .band nav a:not([aria-current]) { border-bottom-color: Canvas; }
  svg { --page: Canvas; --sunk: Canvas; --rule: CanvasText; --edge: CanvasText; --ink: CanvasText; --slip: CanvasText; --secondary: CanvasText; }
  .b-grid { stroke-opacity: 0.3; } .key-nothing { color: CanvasText; }
  ${OBLIGATION_STATES.map(state => `.b-${state} { stroke: CanvasText; } .key-${state} { color: CanvasText; }`).join(" ")}
}
`

/** Nothing to press on paper. */
const PRINTED = `
@media print { .filter-fold > summary, .strip + details > summary, .verify, .c-result > details:not([open]) { display: none; } .matrix { break-inside: avoid; } h2 + .meta { break-after: avoid; } }
`

const MATRIX = `
.key-nothing { color: var(--done-text); }
.mark { width: 20px; height: 20px; vertical-align: -0.25em; overflow: visible; }
.matrix th, .matrix td { padding: 6px 2px; text-align: center; }
.matrix thead th { font-size: 0.9375rem; } .matrix th:first-child { text-align: left; }
.matrix tbody th { font-size: 1rem; } .m-missing { background: var(--sunk); } .m-ahead { border-left: 2px solid var(--ink); }
.m-totals th, .m-totals td { border-top: 2px solid var(--ink); }
.m-sum { font-variant-numeric: tabular-nums; }
@media print, (min-width: 64em) { .m-label { display: none; } .matrix thead th { min-width: 3rem; } .matrix thead .m-sum { width: 5.25rem; } }
@media screen and (max-width: 63.99em) {
  .matrix, .matrix tbody, .matrix thead { display: block; }
  .matrix tr { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); border-top: 1px solid var(--rule); padding: 4px 0 8px; }
  .matrix tr > * { border: 0; padding: 2px 0; } .matrix tr > th:first-child { grid-column: 1 / -1; }
  .matrix thead th { padding: 0; } .matrix thead th:first-child, .matrix thead .m-sum, .m-totals .m-sum, .m-sum { display: none; }
  .matrix thead th:nth-child(odd) { padding-top: 18px; }
  .matrix thead th a { font-size: 0.9375rem; margin-inline: -8px; }
  .matrix tbody .m-sum.some { display: block; grid-column: span 4; text-align: left; font-size: 1rem; }
  .matrix .m-ahead { border-left: 2px solid var(--ink); }
}
`

const SLIPS = `
.slips > li, .slip-head { display: grid; gap: 0 24px; border-top: 1px solid var(--rule); padding: 8px 0; break-inside: avoid; }
.slips p { font-size: 1rem; line-height: 1.65; } .slip-head { border: 0; padding: 0; }
.slips svg, .slip-head svg { display: block; width: 100%; overflow: visible; }
.slips text { font-size: 15px; fill: var(--slip); font-weight: 600; text-anchor: middle; }
.slip-head text { font-size: 15px; fill: var(--secondary); } .slip-head .now { fill: var(--ink); font-weight: 600; text-anchor: middle; }
.b-dot { fill: var(--ink); stroke: var(--page); stroke-width: 1.5; } .b-said { stroke: var(--edge); stroke-dasharray: 2 3; }
@media print, (min-width: 64em) { .slips > li, .slip-head { grid-template-columns: 340px minmax(0, 1fr); } .slip-head { border-bottom: 2px solid var(--ink); } .slip-head svg { grid-column: 2; } }
`

const AHEAD = `
.embed main { padding: 12px 16px; } .embed h1 { font-size: 1.25rem; }
.ahead > li { display: grid; gap: 2px 24px; border-top: 1px solid var(--rule); padding: 8px 0; font-size: 1rem; line-height: 1.65; break-inside: avoid; }
.ahead-line { display: block; width: 100%; height: 40px; overflow: visible; }
.b-near { stroke: var(--due-border); stroke-width: 5; } .b-far { stroke: var(--edge); stroke-width: 3; stroke-dasharray: 5 4; }
.b-came { fill: var(--bar); } .b-awaited { fill: none; stroke: var(--edge); stroke-width: 1.5; }
.squares { vertical-align: -0.15em; max-width: 100%; }
@media print, (min-width: 64em) { .ahead > li { grid-template-columns: 170px 330px minmax(0, 1fr) 270px; } }
`

export const PICTURES = STRIP + MATRIX + SLIPS + AHEAD + FORCED + PRINTED
