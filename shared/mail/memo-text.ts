/** A memo as plain text: the same words in the same order as the HTML. */

import type { DigitStyle } from "../date/thai-date.ts"
import { withDigits } from "../date/thai-date.ts"
import type { Memo, MemoItem, MemoPart, Words } from "./memo.ts"

export function memoText(memo: Memo, digits: DigitStyle): string {
  const blocks = [
    memo.simulated,
    `เรื่อง  ${memo.about}\nเรียน  ${memo.to}`,
    wordsText(memo.opening),
    ...memo.parts.map((part, index) => partText(part, withDigits(index + 1, digits), digits)),
    ...memo.closing,
    memo.action ? `${memo.action.label}\n${memo.action.href}` : "",
    ["--", ...memo.foot].join("\n"),
  ]
  const text = blocks.filter(block => block !== "").join("\n\n")
  return `${text.replace(/\u00a0/g, " ")}\n`
}

function partText(part: MemoPart, number: string, digits: DigitStyle): string {
  const more = part.more > 0 ? [`และอีก ${withDigits(part.more, digits)} เรื่อง`] : []
  return [`${number}. ${part.title}`, ...part.items.map(itemText), ...more].join("\n\n")
}

function itemText(item: MemoItem): string {
  const link = item.link ? [`${item.link.label}: ${item.link.href}`] : []
  const listed = (item.lines ?? []).map(line => `- ${wordsText(line)}`)
  const lines = [item.title, wordsText(item.detail), ...listed, ...link].filter(line => line !== "")
  return lines.map(line => `   ${line}`).join("\n")
}

function wordsText(words: Words): string {
  return words.map(word => (typeof word === "string" ? word : word.strong)).join("")
}
