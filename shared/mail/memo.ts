/**
 * A mail as an office memo: เรื่อง, เรียน, numbered parts, what is asked. Text and HTML are both made from this one
 * value. A no-break space binds what must stay on a line; the HTML turns it into a span that does not wrap.
 */
import { type DigitStyle, withDigits } from "../date/thai-date.ts"

export type Link = { readonly label: string; readonly href: string }

export type Words = readonly (string | { readonly strong: string } | Link)[]

export type MemoItem = {
  /** Blank where the lines need none. */
  readonly title: string
  /** Blank where the lines say it all. */
  readonly detail: Words
  /** The periods of a duty, one below the other. */
  readonly lines?: readonly Words[]
  readonly link?: Link
}

export type MemoPart = {
  readonly title: string
  readonly tone: "overdue" | "plain"
  readonly items: readonly MemoItem[]
  /** How many items were left out of a very long part. */
  readonly more: number
  /** Where all of them are. */
  readonly rest?: Link
  /** A picture made of letters, above the items. */
  readonly marks?: readonly MarkRow[]
}

/** A line of the picture: what stands so, how many of them, and a letter for each. */
export type MarkRow = {
  readonly word: string
  readonly mark: string
  readonly color: string
  readonly said: string
  readonly isGrave: boolean
}

export type Memo = {
  /** The sentence that says the day is simulated; blank on a real one. */
  readonly simulated: string
  readonly subject: string
  readonly about: string
  readonly to: string
  readonly opening: Words
  readonly parts: readonly MemoPart[]
  readonly closing: readonly string[]
  readonly action?: Link
  readonly foot: readonly string[]
  /** How much mail the reader is sent, and where he chooses. */
  readonly choice?: Link
}

/** More items than this in a part help nobody on a phone: the page has them all. */
const ITEMS_SHOWN = 25

type PartShape = {
  readonly tone?: MemoPart["tone"]
  readonly limit?: number
  readonly rest?: Link | undefined
}

/** A part of the memo, or nothing when there is nothing to tell. */
export function memoPart(
  title: string,
  items: readonly MemoItem[],
  { tone = "plain", limit = ITEMS_SHOWN, rest }: PartShape = {},
): MemoPart[] {
  if (items.length === 0) return []
  const more = Math.max(0, items.length - limit)
  return [{ title, tone, items: items.slice(0, limit), more, ...(rest && more > 0 ? { rest } : {}) }]
}

/** `๒. ` before the second of several: a single part is not counted. */
export function partNumber(index: number, parts: readonly MemoPart[], digits: DigitStyle): string {
  return parts.length > 1 ? `${withDigits(index + 1, digits)}. ` : ""
}

/** What is said of the items left out of a part; empty where none was. */
export function moreWords({ more, rest }: MemoPart, digits: DigitStyle): Words {
  if (more === 0) return []
  return [`และอีก ${withDigits(more, digits)} เรื่อง `, ...(rest ? [rest] : [])]
}

/** A memo as plain text: the same words in the same order as the HTML. */
export function memoText(memo: Memo, digits: DigitStyle): string {
  const blocks = [
    memo.simulated,
    `เรื่อง  ${memo.about}\nเรียน  ${memo.to}`,
    wordsText(memo.opening),
    ...memo.parts.map((part, index) => partText(part, partNumber(index, memo.parts, digits), digits)),
    ...memo.closing.slice(0, -1),
    [...memo.closing.slice(-1), ...(memo.action ? [wordsText([memo.action])] : [])].join("\n"),
    ["--", ...memo.foot, ...(memo.choice ? [wordsText([memo.choice])] : [])].join("\n"),
  ]
  const text = blocks.filter(block => block !== "").join("\n\n")
  return `${text.replace(/\u00a0/g, " ")}\n`
}

function partText(part: MemoPart, number: string, digits: DigitStyle): string {
  const marks = (part.marks ?? []).map(({ word, mark, said }) => `   ${word} ${mark} ${said}`).join("\n")
  const blocks = [marks, ...part.items.map(itemText), wordsText(moreWords(part, digits)).trimEnd()].filter(
    block => block !== "",
  )
  return `${number}${part.title}\n${blocks.join("\n\n")}`
}

function itemText(item: MemoItem): string {
  const listed = (item.lines ?? []).map(line => `- ${wordsText(line)}`)
  const lines = [item.title, wordsText(item.detail), ...listed].filter(line => line !== "")
  const link = item.link ? ` · ${wordsText([item.link])}` : ""
  return `${lines.map(line => `   ${line}`).join("\n")}${link}`
}

/** The words without what makes some of them stand out, their links written out. */
export function wordsText(words: Words): string {
  return words.map(wordText).join("")
}

function wordText(word: Words[number]): string {
  if (typeof word === "string") return word
  return "strong" in word ? word.strong : `${word.label}: ${word.href}`
}
