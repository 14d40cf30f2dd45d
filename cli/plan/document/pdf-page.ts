/**
 * What a page of a PDF shows: its letters, each with its place, and its straight lines, read by PDFium. Places are points
 * to the right of and below one corner of the page as it is read, turned pages too.
 */
import type { Pdfium } from "./pdfium.ts"

export type Letter = {
  readonly text: string
  readonly x: number
  /** Of the line the letter stands on. */
  readonly y: number
  /** How far it moves what comes after it: nothing for a mark over another letter. */
  readonly width: number
  /** The middle of what is seen. */
  readonly middle: number
  readonly size: number
}

/** A horizontal or vertical line: from and to along it, `at` across. */
export type Rule = {
  readonly isFlat: boolean
  readonly at: number
  readonly from: number
  readonly to: number
}

export type DrawnPage = {
  /** Letters that were drawn together, in their order. */
  readonly runs: readonly (readonly Letter[])[]
  readonly rules: readonly Rule[]
  readonly hasPictures: boolean
  /** Texts that stand for glyphs and that PDFium gives with none of them. */
  readonly untold: number
}

/** Stands for a glyph of which the file does not say which letter it is. */
export const UNKNOWN = "\ufffd"

type Point = readonly [number, number]
type Turn = (x: number, y: number) => Point

/** By quarters of a turn to the right. The page's corner does not matter, only what stands beside what. */
const TURNS: readonly Turn[] = [(x, y) => [x, -y], (x, y) => [y, x], (x, y) => [-x, y], (x, y) => [-y, -x]]

export function drawnPage(pdfium: Pdfium, document: number, index: number): DrawnPage {
  const page = pdfium.FPDF_LoadPage(document, index)
  if (page === 0) throw new Error(`page ${index + 1} cannot be read`)
  const { malloc, free } = pdfium.pdfium.wasmExports
  const scratch = malloc(64)
  const reading = { pdfium, scratch, turn: TURNS[pdfium.FPDFPage_GetRotation(page)] ?? (TURNS[0] as Turn) }
  try {
    const replaced = replacedGlyphs(reading, page)
    const runs = lettersOf(reading, page, replaced)
    const untold = [...new Set(replaced.values())].filter(({ teller }) => teller === undefined).length
    return { runs, untold, ...drawingsOf(reading, page) }
  } finally {
    free(scratch)
    pdfium.FPDF_ClosePage(page)
  }
}

type Reading = { readonly pdfium: Pdfium; readonly scratch: number; readonly turn: Turn }

/** Numbers that PDFium has written. The memory may have moved meanwhile. */
function floats({ pdfium, scratch }: Reading, count: number): number[] {
  return [...pdfium.pdfium.HEAPF32.subarray(scratch / 4, scratch / 4 + count)]
}

function lettersOf(reading: Reading, page: number, replaced: ReadonlyMap<number, Glyphs>): Letter[][] {
  const { pdfium } = reading
  const text = pdfium.FPDFText_LoadPage(page)
  const runs: Letter[][] = []
  let last = 0
  for (let at = 0, count = pdfium.FPDFText_CountChars(text); at < count; at++) {
    const object = pdfium.FPDFText_GetTextObject(text, at)
    const glyphs = replaced.get(object)
    // Spaces and line ends that PDFium has put in itself.
    if (object === 0 || pdfium.FPDFText_IsGenerated(text, at) === 1) continue
    // What stands for several glyphs is given with one of them or with each: once is enough.
    if (glyphs) glyphs.teller ??= object
    if (glyphs && glyphs.teller !== object) continue
    const letter = letterAt(reading, text, at)
    if (!letter) continue
    if (object !== last) runs.push([])
    last = object
    runs[runs.length - 1]?.push(glyphs ? over(letter, glyphs) : letter)
  }
  pdfium.FPDFText_ClosePage(text)
  return runs
}

type Glyphs = { teller: number | undefined; left: number; right: number }

/** A letter with the room of all glyphs that its text stands for. */
function over(letter: Letter, { left, right }: Glyphs): Letter {
  const x = Math.min(letter.x, left)
  return { ...letter, x, width: Math.max(letter.x + letter.width, right) - x }
}

/** The objects of a page that a text of their own stands for (`ActualText`), those of one text together. */
function replacedGlyphs(reading: Reading, page: number): Map<number, Glyphs> {
  const { pdfium, scratch, turn } = reading
  const byMark = new Map<number, Glyphs>()
  const byObject = new Map<number, Glyphs>()
  for (let at = 0, count = pdfium.FPDFPage_CountObjects(page); at < count; at++) {
    const object = pdfium.FPDFPage_GetObject(page, at)
    if (pdfium.FPDFPageObj_GetType(object) !== TEXT) continue
    const mark = replacingMark(reading, object)
    if (mark === 0) continue
    pdfium.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)
    const [left = 0, bottom = 0, right = 0, top = 0] = floats(reading, 4)
    const ends = [turn(left, bottom)[0], turn(right, top)[0]]
    const glyphs = byMark.get(mark) ?? {
      teller: undefined,
      left: Number.POSITIVE_INFINITY,
      right: Number.NEGATIVE_INFINITY,
    }
    glyphs.left = Math.min(glyphs.left, ...ends)
    glyphs.right = Math.max(glyphs.right, ...ends)
    byMark.set(mark, glyphs)
    byObject.set(object, glyphs)
  }
  return byObject
}

/** The mark that says what the glyphs of an object stand for (`ActualText`); 0 where none does. */
function replacingMark({ pdfium, scratch }: Reading, object: number): number {
  for (let at = 0, count = pdfium.FPDFPageObj_CountMarks(object); at < count; at++) {
    const mark = pdfium.FPDFPageObj_GetMark(object, at)
    if (pdfium.FPDFPageObjMark_GetParamStringValue(mark, "ActualText", 0, 0, scratch)) return mark
  }
  return 0
}

/** Undefined for text that does not run from left to right: no cell of a table that somebody reads. */
function letterAt(reading: Reading, page: number, at: number): Letter | undefined {
  const { pdfium, scratch, turn } = reading
  pdfium.FPDFText_GetMatrix(page, at, scratch)
  const [a = 1, b = 0, c = 0, d = 1] = floats(reading, 4)
  const [along, down] = turn(a, b)
  if (along <= 0 || Math.abs(down) > along / 20) return undefined
  pdfium.FPDFText_GetLooseCharBox(page, at, scratch)
  const [left = 0, top = 0, right = 0, bottom = 0] = floats(reading, 4)
  const ends = [turn(left, bottom)[0], turn(right, top)[0]]
  pdfium.FPDFText_GetCharOrigin(page, at, scratch, scratch + 8)
  const [x, y] = turn(...(pdfium.pdfium.HEAPF64.slice(scratch / 8, scratch / 8 + 2) as unknown as Point))
  const code = pdfium.FPDFText_GetUnicode(page, at)
  const isUnknown = pdfium.FPDFText_HasUnicodeMapError(page, at) === 1
  return {
    text: isUnknown ? UNKNOWN : named(String.fromCodePoint(code)),
    x,
    y,
    width: Math.max(0, Math.max(...ends) - x),
    middle: (Math.min(...ends) + Math.max(...ends)) / 2,
    size: pdfium.FPDFText_GetFontSize(page, at) * Math.hypot(c, d),
  }
}

/** Control characters, and private ones but the marks of old Thai fonts, are what is left where no name is given. */
function named(text: string): string {
  if (/[\t\n\r]/.test(text)) return " "
  return /[\u0000-\u001f\u007f-\u009f\ue000-\uf6ff\uf71b-\uf8ff\ufffe\uffff]/.test(text) ? UNKNOWN : text
}

const [TEXT, PATH, IMAGE, FORM] = [1, 2, 3, 5]

function drawingsOf(reading: Reading, page: number): Pick<DrawnPage, "rules" | "hasPictures"> {
  const { pdfium } = reading
  const rules: Rule[] = []
  let hasPictures = false
  const look = (object: number, turn: Turn, depth: number): void => {
    const kind = pdfium.FPDFPageObj_GetType(object)
    if (kind === IMAGE) hasPictures = true
    if (kind === PATH) rules.push(...rulesOf({ ...reading, turn }, object))
    if (kind !== FORM || depth > 5) return
    const within = placed({ ...reading, turn }, object)
    for (let at = 0, count = pdfium.FPDFFormObj_CountObjects(object); at < count; at++)
      look(pdfium.FPDFFormObj_GetObject(object, at), within, depth + 1)
  }
  for (let at = 0, count = pdfium.FPDFPage_CountObjects(page); at < count; at++)
    look(pdfium.FPDFPage_GetObject(page, at), reading.turn, 0)
  return { rules, hasPictures }
}

/** Where a point of an object lies on the page as it is read. */
function placed(reading: Reading, object: number): Turn {
  const { pdfium, scratch, turn } = reading
  pdfium.FPDFPageObj_GetMatrix(object, scratch)
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = floats(reading, 6)
  return (x, y) => turn(a * x + c * y + e, b * x + d * y + f)
}

/** A path of more parts is a picture. */
const PARTS_LIMIT = 5000

function rulesOf(reading: Reading, path: number): Rule[] {
  const { pdfium, scratch } = reading
  const count = pdfium.FPDFPath_CountSegments(path)
  if (count > PARTS_LIMIT) return []
  pdfium.FPDFPath_GetDrawMode(path, scratch, scratch + 4)
  const [fill = 0, stroke = 0] = pdfium.pdfium.HEAP32.subarray(scratch / 4, scratch / 4 + 2)
  if (fill === 0 && stroke === 0) return []
  const parts = partsOf(reading, path, count)
  return parts.flatMap(points => (stroke === 0 ? thinBox(points) : strokes(points)))
}

const [LINE, MOVE] = [0, 2]

function partsOf(reading: Reading, path: number, count: number): Point[][] {
  const { pdfium, scratch } = reading
  const at = placed(reading, path)
  const parts: Point[][] = []
  let points: Point[] = []
  for (let index = 0; index < count; index++) {
    const segment = pdfium.FPDFPath_GetPathSegment(path, index)
    pdfium.FPDFPathSegment_GetPoint(segment, scratch, scratch + 4)
    const [x = 0, y = 0] = floats(reading, 2)
    const kind = pdfium.FPDFPathSegment_GetType(segment)
    if (kind === MOVE) {
      points = []
      parts.push(points)
    }
    if (kind === MOVE || kind === LINE) points.push(at(x, y))
    if (pdfium.FPDFPathSegment_GetClose(segment) && points[0]) points.push(points[0])
  }
  return parts
}

/** Shorter ones are parts of letters and pictures. */
const SHORTEST = 4
/** What is filled so thin is a line: programs draw borders as boxes. */
const THIN = 3

function strokes(points: readonly Point[]): Rule[] {
  return points.slice(1).flatMap((point, at) => ruleBetween(points[at] as Point, point))
}

function ruleBetween([x1, y1]: Point, [x2, y2]: Point): Rule[] {
  const [wide, high] = [Math.abs(x1 - x2), Math.abs(y1 - y2)]
  if (wide >= SHORTEST && high < 1)
    return [{ isFlat: true, at: (y1 + y2) / 2, from: Math.min(x1, x2), to: Math.max(x1, x2) }]
  if (high >= SHORTEST && wide < 1)
    return [{ isFlat: false, at: (x1 + x2) / 2, from: Math.min(y1, y2), to: Math.max(y1, y2) }]
  return []
}

function thinBox(points: readonly Point[]): Rule[] {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const [middle, height] = [(left + right) / 2, (top + bottom) / 2]
  if (right - left >= SHORTEST && bottom - top < THIN) return ruleBetween([left, height], [right, height])
  if (bottom - top >= SHORTEST && right - left < THIN) return ruleBetween([middle, top], [middle, bottom])
  return []
}
