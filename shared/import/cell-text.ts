/**
 * A cell of a published plan as lines of plain text: tags gone, items one a line with their markers, no character lost.
 * Every step is one pass, because a cell may hold tens of thousands of characters and this also runs inside Apps Script.
 */
import { asciiDigits } from "../date/thai-date.ts"

type CellText = {
  readonly lines: readonly string[]
  /** Markup that is not layout, left in the text as printed. */
  readonly oddMarkup: readonly string[]
}

/** Spaces in a row that stand for a line break of the printed page. A typist's double space is far below this. */
const BREAK_RUN = / {6,}/g
const BREAKING_TAGS = new Set([
  "p",
  "br",
  "div",
  "li",
  "ul",
  "ol",
  "tr",
  "td",
  "table",
  "h1",
  "h2",
  "h3",
  "h4",
])
const SILENT_TAGS = new Set(["b", "u", "i", "em", "strong", "span", "font", "s", "small", "sup", "sub", "a"])
const TAG_LIMIT = 300

export function cellToText(raw: string): CellText {
  const { text, oddMarkup } = stripMarkup(cleanCharacters(raw))
  const lines = text
    .replace(BREAK_RUN, "\n")
    .split("\n")
    .map(line => line.replace(/ {2,}/g, " ").trim())
    .filter(line => line !== "")
  return { lines: lines.flatMap(splitItems), oddMarkup }
}

/** Whether a line begins with a list marker: `๑.`, `1)`, `(๑)`, `-`, `•`. */
export function startsWithMarker(line: string): boolean {
  return /^(?:[0-9๐-๙]{1,2}[.)](?![0-9๐-๙])|\([0-9๐-๙]{1,2}\)|[-–•▪●]\s?(?=[^\s-]))/.test(line)
}

/** A line without its list marker. */
export function withoutMarker(line: string): string {
  return line.replace(/^(?:[0-9๐-๙]{1,2}[.)]|[-–•])\s*/, "")
}

/** Marks that Thai fonts of before Unicode drew a second time, lower or further left, from U+F700. */
const OLD_GLYPHS =
  "ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
const OLD_GLYPH = /[\uf700-\uf71a]/g

/** How many letters of a text are such glyphs. */
export function countOldGlyphs(text: string): number {
  return text.match(OLD_GLYPH)?.length ?? 0
}

/** NFC, never NFKC, which splits ำ; the ways a PDF writes one letter as two; nothing invisible. */
function cleanCharacters(raw: string): string {
  return raw
    .replace(/\r\n?|[\u2028\u2029\u000b\u000c]/g, "\n")
    .replace(/[\t\u00a0\u2000-\u200a\u202f\u3000]/g, " ")
    .replace(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2060\ufeff]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replace(OLD_GLYPH, glyph => OLD_GLYPHS.charAt(glyph.charCodeAt(0) - 0xf700))
    .normalize("NFC")
    .replace(/เเ/g, "แ")
    .replace(/\u0e4d([\u0e48-\u0e4b]?)\u0e32/g, "$1\u0e33")
    .replace(/([\u0e48-\u0e4b])\u0e4d\u0e32/g, "$1\u0e33")
    .replace(/\u0e32\u0e4d/g, "\u0e33")
}

function stripMarkup(text: string): { text: string; oddMarkup: string[] } {
  const parts: string[] = []
  const oddMarkup: string[] = []
  let from = 0
  for (let open = text.indexOf("<"); open >= 0; open = text.indexOf("<", open + 1)) {
    const tag = readTag(text, open)
    if (!tag) continue
    if (!BREAKING_TAGS.has(tag.name) && !SILENT_TAGS.has(tag.name)) {
      oddMarkup.push(text.slice(open, tag.end))
      continue
    }
    parts.push(text.slice(from, open), BREAKING_TAGS.has(tag.name) ? "\n" : "")
    from = tag.end
  }
  parts.push(text.slice(from))
  return { text: decodeEntities(parts.join("")), oddMarkup }
}

/** The tag that opens at a `<`: a name, then anything but `<` up to a near `>`. */
function readTag(text: string, open: number): { name: string; end: number } | undefined {
  const start = text.charAt(open + 1) === "/" ? open + 2 : open + 1
  let nameEnd = start
  while (/[a-zA-Z0-9]/.test(text.charAt(nameEnd)) && nameEnd - start < 12) nameEnd++
  if (nameEnd === start) return undefined
  for (let at = nameEnd; at < text.length && at - open < TAG_LIMIT; at++) {
    const letter = text.charAt(at)
    if (letter === "<") return undefined
    if (letter === ">") return { name: text.slice(start, nameEnd).toLowerCase(), end: at + 1 }
  }
  return undefined
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&nbsp;", " "],
  ["&#160;", " "],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#39;", "'"],
  ["&amp;", "&"],
])

function decodeEntities(text: string): string {
  return text.replace(/&[a-z0-9#]{2,5};/g, entity => ENTITIES.get(entity) ?? entity)
}

/**
 * Numbered items that follow each other inside one paragraph, one a line. Only a run that counts up is split, so that
 * a number in a sentence is never taken for a marker.
 */
function splitItems(line: string): string[] {
  const starts: number[] = []
  let expected: number | undefined
  for (const marker of line.matchAll(/(?<![^\s])([0-9๐-๙]{1,2})[.)](?=\s?[^\s0-9๐-๙.])/g)) {
    const number = Number(asciiDigits(marker[1] ?? ""))
    if (number !== (expected ?? (marker.index === 0 ? number : 1))) continue
    expected = number + 1
    starts.push(marker.index)
  }
  if (starts.length < 2) return [line]
  const cuts = [0, ...starts.filter(start => start > 0), line.length]
  return cuts.slice(0, -1).map((cut, index) => line.slice(cut, cuts[index + 1]).trim())
}

/** The cells of a line as one text, cleaned. */
export function plain(cells: readonly string[]): string {
  return cells
    .map(cell => cellToText(cell).lines.join("\n"))
    .filter(text => text !== "")
    .join("\t")
}
