/** What an .xlsx says of a cell that the library does not tell: that it is struck out, and that its date is typed as ISO. */
import type { WorkBook } from "@e965/xlsx"

type Files = Readonly<Record<string, { readonly content?: Uint8Array } | undefined>>

export type CellMarks = {
  /** Names of cells whose whole font is struck out: `E4`. */
  readonly struck: ReadonlySet<string>
  /** Of cells that hold a date as text, the format it would have: such a cell may have none of its own. */
  readonly formats: ReadonlyMap<string, string>
}

/** By the sheet's index. Empty for other kinds of workbooks. */
export function cellMarks(book: WorkBook): Map<number, CellMarks> {
  const files = (book as { files?: Files }).files ?? {}
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
  const struck = new Set<string>()
  const formats = new Map<string, string>()
  for (const [, attributes = "", content = ""] of xml.matchAll(/<c(\s[^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const name = /\sr="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? ""
    if (styles.has(/\ss="(\d+)"/.exec(attributes)?.[1] ?? "")) struck.add(name)
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
