/**
 * The one style sheet, at an address made of its content, and of it the part for paper. The lengths of a sheet are those
 * that `shared/print/sheets.ts` cuts by: change both or none. The font is awaited: a fallback of other widths would break
 * the sheets.
 */
import { sha256Text } from "../../../shared/push/sd-jwt.ts"
import { CHANGE_SHARES } from "../../../shared/view/plan-changes.ts"
import { NATIVE_CODEC } from "../../store/native-codec.ts"
import { BASE, fontFaces } from "./base.ts"
import { PARTS } from "./parts.ts"
import { PICTURES } from "./pictures.ts"

/** Widths of the columns, by the list of their shares. */
const SHARES = [[26, 17, 19, 18, 9, 11], [22, 12, 26, 10, 15, 15], [...CHANGE_SHARES]].map(shares =>
  shares
    .map((share, index) => `.form-${shares.join("-")} th:nth-child(${index + 1}) { width: ${share}%; }`)
    .join("\n"),
)

/** Other pages are printed as they stand: six columns want the long side, and a browser leaves backgrounds out. */
const ON_PAPER = `
@page { size: A4 landscape; margin: 14mm 12mm; }
@page sheet-thai {
  size: A4 landscape; margin: 14mm 12mm 16mm;
  @bottom-right { content: "หน้า " counter(page, thai) " จาก " counter(pages, thai); font: 10pt "Sarabun Sheet"; }
}
@page sheet-ascii {
  size: A4 landscape; margin: 14mm 12mm 16mm;
  @bottom-right { content: "หน้า " counter(page) " จาก " counter(pages); font: 10pt "Sarabun Sheet"; }
}
@media print {
  :root { color-scheme: light; }
  .band nav, .menu-link, .site, .skip, .filters, .other-day, .pager, .screen-only { display: none; }
  html { font-size: 80%; }
  .wrap { padding-inline: 0; max-width: none; } main.wrap { padding: 0; }
  .chip, .bar, ins { print-color-adjust: exact; }
  .band { background: none; color: #000; border-bottom: 1.5pt solid #000; }
  a[rel~="ugc"]::after { content: " (" attr(href) ")"; overflow-wrap: anywhere; }
  h2, h3 { break-after: avoid; } tr, li { break-inside: avoid; } :not(.form) > thead + tbody > tr:first-child { break-before: avoid; }
  .paper .band, .paper footer, .paper .simulated { display: none; }
  body.paper { background: #fff; color: #000; }
  .sheet-thai { page: sheet-thai; } .sheet-ascii { page: sheet-ascii; }
  .sheet, .sheet + .sheet { margin: 0; padding: 0; border: 0; }
  .sheet { min-height: 176mm; display: flex; flex-direction: column; font: 400 11pt/17.6pt "Sarabun Sheet";
    text-rendering: geometricPrecision; }
  .sheet + .sheet { break-before: page; }
  .sheet tr { break-inside: auto; } .sheet .ws { white-space: normal; }
  .form-title { text-align: center; padding: 4pt 0; }
  .form-title :is(h1, h2) { font: 600 15pt/23pt "Sarabun Sheet"; margin: 0; }
  .form { table-layout: fixed; border-collapse: collapse; width: 100%; font: inherit; }
  .form thead th, .form td {
    border: 0.75pt solid #000; padding: 3pt 4pt; font: inherit; color: #000; vertical-align: top; text-align: left;
  }
  .form thead th { font-weight: 600; text-align: center; vertical-align: middle; padding: 4pt; background: #edf1ef; }
  .form .cell-label { display: none; }
  .form p { margin: 0; } .form b { font-weight: 600; }
  .form .item { padding-left: 1.2em; text-indent: -1.2em; }
  .source { margin-top: auto; font-size: 10pt; line-height: 16pt; padding-top: 6pt; }
}
`

const ON_SCREEN = `
@media screen {
  .form-title { margin: 16px 0; } .form-title :is(h1, h2) { font-size: 1.375rem; }
  .source { color: var(--secondary); font-size: 1rem; line-height: 1.65; margin-top: 4px; }
  .form p + p { margin-top: 4px; } .form .item { padding-left: 1.4em; text-indent: -1.4em; }
}
@media screen and (min-width: 64em) and (max-width: 79.99em) { .form .nw, .form .ws { white-space: normal; } }
@media screen and (min-width: 64em) {
  .form { table-layout: fixed; }
  .form thead th, .form td { border: 1px solid var(--edge); padding: 6px 8px; }
  .form thead th { background: var(--sunk); font-weight: 600; color: var(--ink); text-align: center; vertical-align: middle; }
}
`

const PAPER = fontFaces('"Sarabun Sheet"', "block") + SHARES.join("\n") + ON_PAPER + ON_SCREEN

export const STYLE = BASE + PARTS + PICTURES + PAPER

export const STYLE_FILE = `style.${sha256Text(STYLE, NATIVE_CODEC).slice(0, 10)}.css`
