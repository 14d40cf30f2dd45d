/**
 * Sheets as an Office Open XML workbook (ECMA-376): text, numbers, days and instants, never a formula. The XML is written
 * here, and the package by a library: the writer of workbooks that there was took ten times the processor time, and
 * beyond 160 kB of a sheet a thread that a Worker cannot start (decision 48).
 */
import { zipSync } from "fflate"
import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { xmlText } from "./xml.ts"

export type WorkbookCell =
  | string
  | number
  | null
  | { readonly day: IsoDate }
  /** Epoch milliseconds, shown as the clock stood in Bangkok. */
  | { readonly instant: number }

type WorkbookColumn = { readonly title: string /** In digits. */; readonly width: number }

export type WorkbookSheet = {
  /** At most 31 characters, none of `[]/\:*?`. */
  readonly name: string
  readonly columns: readonly WorkbookColumn[]
  readonly rows: readonly (readonly WorkbookCell[])[]
}

/** `writtenAt` (epoch milliseconds) stands in the package, so that the same record gives the same bytes. */
export function workbookBytes(sheets: readonly WorkbookSheet[], writtenAt: number): Uint8Array<ArrayBuffer> {
  const parts: Record<string, string> = {
    "[Content_Types].xml": contentTypes(sheets),
    "_rels/.rels": relationships([["officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": workbook(sheets),
    "xl/_rels/workbook.xml.rels": relationships([
      ...sheets.map((_, at) => ["worksheet", `worksheets/sheet${at + 1}.xml`] as const),
      ["styles", "styles.xml"],
    ]),
    "xl/styles.xml": STYLES,
  }
  sheets.forEach((sheet, at) => {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetXml(sheet)
  })
  const encoder = new TextEncoder()
  const files = Object.entries(parts).map(([path, xml]) => [path, encoder.encode(HEADER + xml)] as const)
  return new Uint8Array(zipSync(Object.fromEntries(files), { mtime: writtenAt, level: LEVEL }))
}

/** Half the work of the usual level, for a seventh more bytes. */
const LEVEL = 3

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const PACKAGE = "http://schemas.openxmlformats.org/package/2006"
const SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"

function contentTypes(sheets: readonly WorkbookSheet[]): string {
  const part = (path: string, type: string) =>
    `<Override PartName="/xl/${path}.xml" ContentType="${SHEET_ML}.${type}+xml"/>`
  const worksheets = sheets.map((_, at) => part(`worksheets/sheet${at + 1}`, "worksheet"))
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>${part("workbook", "sheet.main")}${part("styles", "styles")}${worksheets.join("")}</Types>`
}

function relationships(targets: readonly (readonly [type: string, target: string])[]): string {
  const one = ([type, target]: readonly [string, string], at: number) =>
    `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`
  return `<Relationships xmlns="${PACKAGE}/relationships">${targets.map(one).join("")}</Relationships>`
}

function workbook(sheets: readonly WorkbookSheet[]): string {
  const one = ({ name }: WorkbookSheet, at: number) =>
    `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`
  return `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(one).join("")}</sheets></workbook>`
}

/** Places in `cellXfs`. */
const STYLE = { heading: 1, text: 2, day: 3, instant: 4, number: 5 } as const
/** Years of the Buddhist era in programs that know them (`[$-107041E]`). A text stays one when it is typed over: `@`, format 49. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-107041E]d mmm yyyy"/><numFmt numFmtId="165" formatCode="[$-107041E]d mmm yyyy hh:mm"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${styleOf(49, 'fontId="1" fillId="2"')}${styleOf(49)}${styleOf(164)}${styleOf(165)}${styleOf(0)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`

function styleOf(format: number, look = 'fontId="0" fillId="0"'): string {
  return `<xf numFmtId="${format}" ${look} borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>`
}

function sheetXml({ columns, rows }: WorkbookSheet): string {
  const widths = columns.map(
    ({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  )
  const letters = columns.map((_, at) => columnLetters(at))
  const lines = [
    columns.map(({ title }) => textCell(title, STYLE.heading)),
    ...rows.map(row => row.map(cellXml)),
  ]
  const written = lines.map((cells, at) => {
    // Programs may do without the place of a cell; some readers do not.
    const placed = cells.map((cell, column) => `<c r="${letters[column]}${at + 1}" ${cell}</c>`)
    return `<row r="${at + 1}">${placed.join("")}</row>`
  })
  return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join("")}</cols><sheetData>${written.join("")}</sheetData></worksheet>`
}

/** What stands in a cell's tag after its place. An empty cell is there too: some readers end a row before it else. */
function cellXml(cell: WorkbookCell): string {
  if (cell === null || cell === "") return `s="${STYLE.text}">`
  if (typeof cell === "string") return textCell(cell, STYLE.text)
  if (typeof cell === "number") return `s="${STYLE.number}"><v>${cell}</v>`
  if ("day" in cell) return `s="${STYLE.day}"><v>${serial(Date.parse(cell.day))}</v>`
  return `s="${STYLE.instant}"><v>${serial(bangkokWall(cell.instant))}</v>`
}

/** More than a cell may hold is cut. `_x0041_` would be read as the letter A, so its first mark is written so itself. */
function textCell(text: string, style: number): string {
  const kept = text.slice(0, CELL_LIMIT).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
  return `s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(kept)}</t></is>`
}

/** `A`, `Z`, `AA`. */
function columnLetters(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26))
  return at < 26 ? letter : columnLetters(Math.floor(at / 26) - 1) + letter
}

const CELL_LIMIT = 32_767
const DAY_MS = 86_400_000
/** Days from 1899-12-30, which programs count from, to 1970. */
const EPOCH_SERIAL = 25_569

function serial(instant: number): number {
  return instant / DAY_MS + EPOCH_SERIAL
}

/** The instant whose UTC clock shows what the one in Bangkok does. */
function bangkokWall(instant: number): number {
  return instant + 7 * 3_600_000
}
