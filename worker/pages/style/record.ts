/** Navigation, results, the book of a duty, requirements and the chart. */

const NAVIGATION = `
.menu-link { flex: none; padding: 8px 12px; border: 1px solid currentColor; border-radius: 2px; font-size: 1rem; line-height: 1.65; }
.band nav { display: none; }
.site { display: grid; gap: 16px 32px; }
.site + p { margin-top: 16px; padding-top: 24px; border-top: 1px solid var(--rule); }
.site h2 { font-size: 1rem; line-height: 1.65; margin: 0; color: var(--ink); }
.site li a { display: inline-block; padding: 4px 0; } .site a[aria-current] { font-weight: 600; color: var(--ink); }
.year-links { margin-top: 8px; }
.pager { margin-top: 16px; padding-top: 12px; border-top: 1px solid var(--rule); }
.pager a { display: inline-block; padding: 4px 0; }
@media (min-width: 40em) { .site { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
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
.key { margin-bottom: 8px; }
.mark { width: 1em; height: 1em; vertical-align: -0.1em; }
.mark-sent { color: var(--done-text); } .mark-nothing { color: var(--secondary); }
.mark-missing { color: var(--overdue-word); } .mark-awaited, .mark-withdrawn { color: var(--edge); }
.matrix th, .matrix td { padding: 4px; }
.matrix thead th { text-align: center; font-size: 0.9375rem; }
.matrix thead th:first-child { text-align: left; }
.matrix td { text-align: center; }
.matrix-part { display: none; }
.answer { font-weight: 600; white-space: nowrap; margin-right: 8px; }
.answer svg { width: 1em; height: 1em; vertical-align: -0.1em; margin-right: 6px; }
.answer-missing, .answer-unmet { color: var(--overdue-word); }
.trouble { color: var(--overdue-word); font-weight: 600; padding: 4px 0; }
.answer-sent, .answer-met { color: var(--done-text); }
.answer-nothing, .answer-awaited, .answer-unknown { color: var(--secondary); }
@media print, (min-width: 64em) { .matrix-part { display: block; } }
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
h3 + .entries, h3 + .quiet { margin-bottom: 16px; }
@media (min-width: 64em) { .chart-and-table { grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); } }
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

export const RECORD = NAVIGATION + RESULTS + BOOK + REQUIREMENTS + CHART + TOUCH
