/** What a workbook says of a cell that the library does not tell: that it is struck out, and that its date is typed as ISO. */
import { CFB, type WorkBook } from "@e965/xlsx"
import { type Struck, struckInOds, struckInXls } from "./struck-cells.ts"

type Files = Readonly<Record<string, { readonly content?: Uint8Array } | undefined>>

export type CellMarks = {
  readonly struck: Struck
  /** Of cells that hold a date as text, the format it would have: such a cell may have none of its own. */
  readonly formats: ReadonlyMap<string, string>
}

/** By the sheet's index. */
export function cellMarks(book: WorkBook, bytes: Buffer): Map<number, CellMarks> {
  const { files = {}, cfb } = book as { files?: Files; cfb?: Parameters<typeof CFB.find>[0] }
  const stream = cfb && (CFB.find(cfb, "/Workbook") ?? CFB.find(cfb, "/Book"))?.content
  const isOds = bytes.subarray(0, 200).includes("opendocument.spreadsheet")
  const struck = isOds ? struckInOds(bytes) : stream ? struckInXls(Buffer.from(stream)) : undefined
  return struck
    ? new Map(struck.map((each, at) => [at, { struck: each, formats: new Map() }]))
    : ofXlsx(files)
}

function ofXlsx(files: Files): Map<number, CellMarks> {
  const styles = struckStyles(textOf(files, "xl/styles.xml"))
  const relations = textOf(files, "xl/_rels/workbook.xml.rels").match(/<Relationship\s[^>]*>/g) ?? []
  const sheets = textOf(files, "xl/workbook.xml").match(/<sheet\s[^>]*>/g) ?? []
  return new Map(
    sheets.map((sheet, index) => {
      const id = /r:id="([^"]*)"/.exec(sheet)?.[1]
      const relation = relations.find(each => each.includes(`Id="${id}"`)) ?? ""
      const target = /Target="\/?(?:xl\/)?([^"]*)"/.exec(relation)?.[1]
      return [index, marksOf(textOf(files, `xl/${target}`), styles)]
    }),
  )
}

function marksOf(xml: string, styles: ReadonlySet<string>): CellMarks {
  const struck = new Map<string, string>()
  const formats = new Map<string, string>()
  for (const [, attributes = "", content = ""] of xml.matchAll(/<c(\s[^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const name = /\sr="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? ""
    if (styles.has(/\ss="(\d+)"/.exec(attributes)?.[1] ?? "")) struck.set(name, "")
    if (!attributes.includes(' t="d"')) continue
    formats.set(name, /T(?!00:00(?::00|<))/.test(content) ? "d mmmm yyyy h:mm" : "d mmmm yyyy")
  }
  return { struck, formats }
}

/** The numbers of the cell styles whose font is struck out. */
function struckStyles(xml: string): Set<string> {
  const fonts = /<fonts[\s>].*?<\/fonts>/s.exec(xml)?.[0].match(/<font>.*?<\/font>|<font\s*\/>/gs) ?? []
  const isStruck = (font: string) => /<strike(?!\s+val="(?:0|false)")/.test(font)
  const struck = new Set(fonts.flatMap((font, at) => (isStruck(font) ? [String(at)] : [])))
  const styles = /<cellXfs[\s>].*?<\/cellXfs>/s.exec(xml)?.[0].match(/<xf\s[^>]*>/g) ?? []
  return new Set(
    styles.flatMap((style, at) => (struck.has(/fontId="(\d+)"/.exec(style)?.[1] ?? "") ? [String(at)] : [])),
  )
}

function textOf(files: Files, name: string): string {
  const content = files[name]?.content
  return content ? new TextDecoder().decode(content) : ""
}
