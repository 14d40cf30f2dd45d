/** Cells of an .xlsx whose whole font is struck out, which the library does not tell: by the style their cell names. */
import type { WorkBook } from "@e965/xlsx"

type Files = Readonly<Record<string, { readonly content?: Uint8Array } | undefined>>

/** By the sheet's index, the names of its struck cells: `E4`. */
export function struckCells(book: WorkBook): Map<number, ReadonlySet<string>> {
  const files = (book as { files?: Files }).files ?? {}
  const styles = struckStyles(textOf(files, "xl/styles.xml"))
  const byIndex = new Map<number, ReadonlySet<string>>()
  if (styles.size === 0) return byIndex
  const relations = textOf(files, "xl/_rels/workbook.xml.rels")
  const sheets = textOf(files, "xl/workbook.xml").match(/<sheet\s[^>]*>/g) ?? []
  sheets.forEach((sheet, index) => {
    const id = /r:id="([^"]*)"/.exec(sheet)?.[1]
    const relation = (relations.match(/<Relationship\s[^>]*>/g) ?? []).find(each =>
      each.includes(`Id="${id}"`),
    )
    const target = /Target="\/?(?:xl\/)?([^"]*)"/.exec(relation ?? "")?.[1]
    const cells = textOf(files, `xl/${target}`).match(/<c\s[^>]*>/g) ?? []
    const struck = cells.filter(cell => styles.has(/\ss="(\d+)"/.exec(cell)?.[1] ?? ""))
    byIndex.set(index, new Set(struck.map(cell => /\sr="([A-Z]+\d+)"/.exec(cell)?.[1] ?? "")))
  })
  return byIndex
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
