/** The letters of a cell or a page as lines of text, and the lines of a cell as the paragraphs they were broken from. */
import { startsWithMarker } from "../../../shared/import/cell-text.ts"
import { joinCut } from "../../../shared/import/rows.ts"
import type { Letter } from "./pdf-page.ts"

export type TextLine = {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  readonly size: number
  /** The width of its first word, which stood on the line above had there been room. */
  readonly firstWord: number
}

/** The letters of one line, in the order read. */
type Line = { readonly y: number; readonly letters: Letter[] }

export function linesOfLetters(runs: readonly (readonly Letter[])[]): TextLine[] {
  const lines: Line[] = []
  for (const run of runs) {
    const [first] = run
    if (!first) continue
    const known = lines.find(each => Math.abs(each.y - first.y) < first.size * 0.4)
    const line = known ?? { y: first.y, letters: [] }
    if (!known) lines.push(line)
    line.letters.splice(placeIn(line.letters, first), 0, ...run)
  }
  return lines
    .sort((a, b) => a.y - b.y)
    .map(toTextLine)
    .filter(({ text }) => text.trim() !== "")
}

const isMark = ({ text }: Letter) => /^[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]/.test(text)

/** Where letters that were drawn by themselves belong: a mark over the letter it hangs on, others where they stand. */
function placeIn(letters: readonly Letter[], first: Letter): number {
  let at = letters.length
  // A space is narrow: a quarter of the size is all of it.
  const near = first.text.trim() === "" ? first.size / 20 : first.size / 4
  const isAfter = isMark(first)
    ? (letter: Letter) => isMark(letter) || letter.x > first.middle
    : (letter: Letter) => letter.x > first.x + near
  while (at > 0 && isAfter(letters[at - 1] as Letter)) at--
  while (at < letters.length && isMark(letters[at] as Letter)) at++
  return at
}

/** Programs that draw no spaces leave their room. */
const GAP = 0.25
/** Stands for a space without width: Word calls the circle of ำ so, which before า is nothing else. */
const CIRCLE = "\u0000"
const AM = new RegExp(`${CIRCLE}([\u0e48-\u0e4b]?)า`, "g")

function toTextLine({ y, letters }: Line): TextLine {
  let text = ""
  let right = Number.NEGATIVE_INFINITY
  const ends: number[] = []
  for (const { text: own, x, width, size } of letters) {
    const isApart = right > Number.NEGATIVE_INFINITY && x - right > size * GAP
    if (isApart && !text.endsWith(" ") && own !== " ") text += " "
    text += own === " " && width < size / 20 ? CIRCLE : own
    right = Math.max(right, x + width)
    while (ends.length < text.length) ends.push(right)
  }
  const shown = letters.filter(letter => letter.text.trim() !== "")
  const left = Math.min(...shown.map(({ x }) => x))
  const wordEnd = ends[Math.max(0, firstWordOf(text).length - 1)] ?? left
  return {
    text: text.replace(AM, "$1ำ").replaceAll(CIRCLE, " "),
    left,
    right: Math.max(...shown.map(({ x, width }) => x + width)),
    y,
    size: letters[0]?.size ?? 0,
    firstWord: wordEnd - left,
  }
}

const WORDS = new Intl.Segmenter("th", { granularity: "word" })

function firstWordOf(text: string): string {
  for (const { segment } of WORDS.segment(text.slice(0, 60))) return segment
  return text
}

/**
 * A line that ends although the next word had room was ended by the writer; any other goes on. `joined` counts those
 * that go on, which no file says.
 */
export function paragraphsOf(
  lines: readonly TextLine[],
  cell: { readonly left: number; readonly right: number },
): { paragraphs: string[]; joined: number } {
  let paragraphs: string[] = []
  let joined = 0
  lines.forEach((line, at) => {
    const above = lines[at - 1]
    const room = above ? cell.right - cell.left - (above.right - above.left) : 0
    const isEnded = above !== undefined && room > line.firstWord + line.size * 2
    if (!above || isEnded || startsWithMarker(line.text.trim())) paragraphs = [...paragraphs, line.text]
    else {
      joined++
      paragraphs = joinLine(paragraphs, line.text)
    }
  })
  return { paragraphs: paragraphs.map(text => text.trim()), joined }
}

function joinLine(paragraphs: readonly string[], text: string): string[] {
  const last = paragraphs[paragraphs.length - 1] ?? ""
  // A space that was drawn at the end of a line is the writer's.
  if (/\s$/.test(last) || /^\s/.test(text))
    return [...paragraphs.slice(0, -1), `${last.trimEnd()} ${text.trimStart()}`]
  return joinCut(paragraphs, [text])
}
