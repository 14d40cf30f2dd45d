/** Cells and words struck out in an .ods or an .xls, of which the library tells nothing, by sheet. */
import { unzipSync } from "fflate"
import { cellName } from "../../shared/sheet/a1.ts"
import { childOf, parseXml, type XmlElement } from "./document/xml.ts"

/** The words struck out by the name of their cell: `E4`; "" for all that the cell holds. */
export type Struck = ReadonlyMap<string, string>

const STRUCK = /style:text-line-through-(?:style|type)="(?!none")/

/** By the sheet's index. Nothing is parsed where no style strikes anything out. */
export function struckInOds(bytes: Uint8Array): Struck[] {
  const content = unzipSync(bytes, { filter: ({ name }) => name === "content.xml" })["content.xml"]
  if (!content) return []
  if (!STRUCK.test(new TextDecoder().decode(content))) return []
  const root = parseXml(content)
  const styles = struckStyles(childOf(root, "office:automatic-styles"))
  const book = childOf(childOf(root, "office:body"), "office:spreadsheet")
  return (book?.children ?? [])
    .filter(({ name }) => name === "table:table")
    .map(each => ofTable(each, styles))
}

/** Programs say of a line through words its style, its type, or both. */
const LINES = ["style:text-line-through-style", "style:text-line-through-type"]

function struckStyles(element: XmlElement | undefined): Set<string> {
  const isStruck = ({ attributes }: XmlElement) => LINES.some(line => (attributes[line] ?? "none") !== "none")
  const struck = (element?.children ?? []).filter(style => style.children.some(isStruck))
  return new Set(struck.map(({ attributes }) => attributes["style:name"] ?? ""))
}

function ofTable(table: XmlElement, styles: ReadonlySet<string>): Struck {
  const struck = new Map<string, string>()
  let line = 1
  for (const row of rowsIn(table)) {
    let place = 0
    for (const cell of row.children.filter(({ name }) => /^table:(?:covered-)?table-cell$/.test(name))) {
      const isWhole = styles.has(cell.attributes["table:style-name"] ?? "")
      const words = isWhole ? "" : struckWords(cell, styles)
      if (isWhole || words !== "") struck.set(cellName(place, line), words)
      place += times(cell, "table:number-columns-repeated")
    }
    line += times(row, "table:number-rows-repeated")
  }
  return struck
}

function rowsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap(child =>
    child.name === "table:table-row"
      ? [child]
      : /^table:table-(?:rows|header-rows|row-group)$/.test(child.name)
        ? rowsIn(child)
        : [],
  )
}

function times({ attributes }: XmlElement, name: string): number {
  return Number(attributes[name] ?? 1) || 1
}

function struckWords(element: XmlElement, styles: ReadonlySet<string>): string {
  return element.children
    .map(child =>
      styles.has(child.attributes["text:style-name"] ?? "") ? textOf(child) : struckWords(child, styles),
    )
    .join("")
}

function textOf({ text, children }: XmlElement): string {
  return text + children.map(textOf).join("")
}

// Records of an .xls, [MS-XLS] 2.3.1 and 2.4: what a style's font is, and which style a cell has.
const [FONT, STYLE, SHEET, BEGIN] = [0x31, 0xe0, 0x85, 0x809]
/** Text, rich text, numbers, formulas: row, column, style. */
const CELLS: readonly number[] = [0xfd, 0xd6, 0x204, 0x203, 0x27e, 0x06, 0x205]
const NUMBERS = 0xbd
const STRIKE_OUT = 0x08

/** By the sheet's index, from the `Workbook` stream of an .xls. */
export function struckInXls(stream: Buffer): Struck[] {
  const fonts: boolean[] = []
  const styles: boolean[] = []
  const sheets: { readonly at: number; readonly struck: Map<string, string> }[] = []
  let current: Map<string, string> | undefined
  for (let at = 0; at + 4 <= stream.length; at += 4 + stream.readUInt16LE(at + 2)) {
    const kind = stream.readUInt16LE(at)
    const data = stream.subarray(at + 4, at + 4 + stream.readUInt16LE(at + 2))
    if (data.length < 4) continue
    if (kind === BEGIN) current = sheets.find(sheet => sheet.at === at)?.struck ?? current
    if (kind === SHEET) sheets.push({ at: data.readUInt32LE(0), struck: new Map() })
    // Of the fonts the fifth does not exist.
    if (kind === FONT)
      fonts.push(...(fonts.length === 4 ? [false] : []), (data.readUInt16LE(2) & STRIKE_OUT) > 0)
    if (kind === STYLE) styles.push(fonts[data.readUInt16LE(0)] ?? false)
    if (current) for (const name of struckCells(kind, data, styles)) current.set(name, "")
  }
  return sheets.map(({ struck }) => struck)
}

function struckCells(kind: number, data: Buffer, styles: readonly boolean[]): string[] {
  if (data.length < 6) return []
  const [row, column] = [data.readUInt16LE(0), data.readUInt16LE(2)]
  if (CELLS.includes(kind)) return styles[data.readUInt16LE(4)] ? [cellName(column, row + 1)] : []
  if (kind !== NUMBERS) return []
  const count = Math.floor((data.length - 6) / 6)
  return Array.from({ length: count }, (_, at) => at)
    .filter(at => styles[data.readUInt16LE(4 + at * 6)])
    .map(at => cellName(column + at, row + 1))
}
