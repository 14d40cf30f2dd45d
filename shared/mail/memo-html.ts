/**
 * A memo as HTML. Inline styles, because mail clients drop the rest; one column up to 600 px; the one style block only
 * adds dark colours where they are understood. Sarabun is first and Tahoma next: "TH Sarabun New", which offices have,
 * draws a third smaller at the same size. The tables are fixed: in any other a long hash is wider than a phone.
 */
import { html, raw } from "hono/html"
import type { DigitStyle } from "../date/thai-date.ts"
import {
  type Link,
  type MarkRow,
  type Memo,
  type MemoItem,
  type MemoPart,
  moreWords,
  partNumber,
  type Words,
  wordsText,
} from "./memo.ts"

type Markup = ReturnType<typeof html>

const FONT = "font-family:Sarabun,Tahoma,sans-serif;"
const TEXT = `${FONT}font-size:17px;line-height:1.7;color:#171b1a;`
const WEAK = `${FONT}font-size:16px;line-height:1.65;color:#47504c;`
const DARK = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background: #121617 !important; }
  .ink { color: #eaedeb !important; }
  .weak { color: #b3bbb8 !important; }
  .late { color: #ff9a8d !important; }
  .link { color: #8fbcf2 !important; }
  .rule { border-color: #343c3d !important; }
  .mark { background: #453b12 !important; color: #eaedeb !important; border-color: #d8c777 !important; }
  .button { background: #93dfc8 !important; color: #06231c !important; }
}`

export function memoHtml(memo: Memo, digits: DigitStyle): string {
  return markupText(html`<!doctype html>
<html lang="th">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${memo.subject}</title>
<style>${raw(DARK)}
</style>
</head>
<body class="page" style="margin:0;padding:0;background:#ffffff;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed;"><tr><td align="center" style="padding:16px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;table-layout:fixed;text-align:left;"><tr><td class="ink" style="${TEXT}overflow-wrap:break-word;">
${memo.simulated === "" ? "" : html`<p class="mark" style="margin:0 0 24px;padding:12px;background:#fff3bf;border:1px dashed #a86f00;color:#171b1a;">${wrap(memo.simulated)}</p>`}
<table role="presentation" cellpadding="0" cellspacing="0" border="0">
${headRow("เรื่อง", memo.about)}
${headRow("เรียน", memo.to)}
</table>
<p style="margin:16px 0 0;">${words(memo.opening)}</p>
${memo.parts.map((part, index) => partMarkup(part, partNumber(index, memo.parts, digits), digits))}
${memo.closing.map(line => html`<p style="margin:24px 0 0;">${wrap(line)}</p>\n`)}${actionMarkup(memo)}
<p class="weak" style="${WEAK}font-size:15px;margin:32px 0 0;">${memo.foot.map((line, index) => html`${index === 0 ? "" : raw("<br>")}${wrap(line)}`)}${memo.choice ? html`<br>${linkMarkup(memo.choice)}` : ""}</p>
</td></tr></table>
</td></tr></table>
</body>
</html>
`)
}

function headRow(label: string, value: string): Markup {
  return html`<tr><td class="ink" valign="top" style="${TEXT}font-weight:600;padding-right:16px;white-space:nowrap;">${label}</td><td class="ink" valign="top" style="${TEXT}">${wrap(value)}</td></tr>`
}

function partMarkup(part: MemoPart, number: string, digits: DigitStyle): Markup {
  const isOverdue = part.tone === "overdue"
  const heading = `${FONT}font-size:19px;line-height:1.6;font-weight:600;margin:32px 0 0;padding-bottom:4px;border-bottom:1px solid #d3dad6;`
  return html`<h2 class="${isOverdue ? "late" : "ink"} rule" style="${heading}color:${isOverdue ? "#a11d1a" : "#171b1a"};">${wrap(`${number}${part.title}`)}</h2>
${part.marks ? marksMarkup(part.marks) : ""}${part.items.map((item, index) => itemMarkup(item, index === 0))}${
  part.more === 0
    ? ""
    : html`<p class="weak" style="${WEAK}margin:12px 0 0;">${words(moreWords(part, digits))}</p>\n`
}`
}

/** Their colours are read on white and on dark alike, and so stay; a reader aloud is given the words alone. */
function marksMarkup(rows: readonly MarkRow[]): Markup {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
${rows.map(row => markRow(row))}</table>
`
}

function markRow({ word, mark, color, said, isGrave }: MarkRow): Markup {
  const cell = `${TEXT}padding:4px 0;border-bottom:1px solid #d3dad6;${isGrave ? "font-weight:600;" : ""}`
  const letters = Array.from(mark).join(" ")
  return html`<tr><td class="ink rule" style="${cell}white-space:nowrap;">${word}</td>
<td class="rule" aria-hidden="true" width="99%" style="${cell}padding:4px 12px;color:${color};">${letters}</td>
<td class="ink rule" align="right" style="${cell}white-space:nowrap;">${said}</td></tr>
`
}

function itemMarkup(item: MemoItem, isFirst: boolean): Markup {
  const rule = isFirst ? "" : "border-top:1px solid #d3dad6;"
  const lines = item.lines ?? []
  const isTold = wordsLength(item.detail) > 0
  // Evidence and link ran into one another: "แบบ สขร.๑ กรอกรายงาน".
  const dot = isTold || lines.length > 0 ? " ·" : ""
  const link = item.link ? html`${dot}${linkMarkup(item.link)}` : ""
  return html`<div class="rule" style="padding:12px 0;${rule}">
${item.title === "" ? "" : html`<p class="ink" style="${TEXT}margin:0;font-weight:600;">${wrap(item.title)}</p>\n`}${isTold || lines.length === 0 ? html`<p class="weak" style="${WEAK}margin:0;">${words(item.detail)}${lines.length === 0 ? link : ""}</p>\n` : ""}${lines.map(
  (line, index) =>
    html`<p class="weak" style="${WEAK}margin:4px 0 0;padding-left:14px;text-indent:-14px;">- ${words(line)}${index === lines.length - 1 ? link : ""}</p>\n`,
)}</div>
`
}

function linkMarkup({ href, label }: Link): Markup {
  return html` <a class="link" href="${href}" style="color:#0b559f;text-decoration:underline;white-space:nowrap;">${label}</a>`
}

function wordsLength(value: Words): number {
  return wordsText(value).length
}

function actionMarkup({ action }: Memo): Markup | string {
  if (!action) return ""
  return html`<p style="margin:16px 0 0;"><a class="button" href="${action.href}" style="${FONT}display:inline-block;padding:12px 20px;background:#0e4a41;color:#ffffff;font-size:17px;line-height:1.6;font-weight:600;text-decoration:none;">${wrap(action.label)}</a></p>`
}

function words(value: Words): Markup[] {
  return value.map(word =>
    typeof word === "string"
      ? wrap(word)
      : "strong" in word
        ? html`<strong class="ink" style="color:#171b1a;">${wrap(word.strong)}</strong>`
        : linkMarkup(word),
  )
}

/** What no-break spaces bind, short section names and a few words: browsers cut Thai inside words such as เทศ|กิจ. */
const UNBROKEN =
  /[^ \n]*\u00a0[^ \n]*|ฝ่าย[\u0e01-\u0e4e]{1,10}(?![\u0e01-\u0e4e])|\(แบบ [^() \n]{1,12}\)|หลักฐาน|หน่วยงาน|ธรรมาภิบาล|จัดซื้อจัดจ้าง/g
const UNBROKEN_LIMIT = 30

function wrap(text: string): Markup {
  const pieces: (string | Markup)[] = []
  let end = 0
  for (const match of text.matchAll(UNBROKEN)) {
    if (match[0].length > UNBROKEN_LIMIT) continue
    pieces.push(text.slice(end, match.index), html`<span style="white-space:nowrap">${match[0]}</span>`)
    end = match.index + match[0].length
  }
  return html`${[...pieces, text.slice(end)]}`
}

/** hono's templates may be promises; ours hold none, and a mail must not say "[object Promise]". */
function markupText(markup: Markup): string {
  if (markup instanceof Promise) throw new TypeError("a mail template must not wait for anything")
  return String(markup)
}
