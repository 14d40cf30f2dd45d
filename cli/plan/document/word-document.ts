/** A Word document (.docx): its paragraphs as lines, its tables as rows of cells, merged cells and list numbers as shown. */
import { unzipSync } from "fflate"
import { type Block, type BlockNote, blocksToLines, fillDown, type Merge } from "./document-lines.ts"
import { createMarker } from "./word-lists.ts"
import { type Collected, textOfRuns } from "./word-text.ts"
import { childOf, childrenOf, isOn, parseXml, valOf, type XmlElement } from "./xml.ts"

/** Elements weigh some thirty times their text; a plan of sixty pages has two megabytes of it. */
const PART_LIMIT = 20_000_000
const PARTS = /^word\/(?:document|numbering|styles|comments|footnotes|endnotes|header[0-9]*)\.xml$/

type Reading = {
  readonly marker: ReturnType<typeof createMarker>
  readonly comments: ReadonlyMap<string, string>
}

/** @throws what the unzip and the XML reader throw for a file that is no document, or one too large to read */
export function readWordDocument(bytes: Uint8Array): ReturnType<typeof blocksToLines> {
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => PARTS.test(name) && originalSize <= PART_LIMIT,
  })
  const part = (name: string) =>
    parts[`word/${name}.xml`] && parseXml(parts[`word/${name}.xml`] as Uint8Array)
  const body = childOf(part("document"), "w:body")
  if (!body) throw new Error("no text of a document, or too much of it")
  const comments = new Map(
    childrenOf(part("comments"), "w:comment").map(comment => [
      comment.attributes["w:id"] ?? "",
      textOfRuns(comment, new Map()).text.trim(),
    ]),
  )
  const reading = { marker: createMarker(part("numbering"), part("styles")), comments }
  const headers = Object.keys(parts).filter(name => name.includes("/header"))
  const beside = [...headers.map(name => name.slice(5, -4)), "footnotes", "endnotes"]
  const blocks = [
    ...blocksOf(body.children, reading),
    ...beside.flatMap(name => blocksOf(notesOf(part(name)), reading).filter(({ isTable }) => !isTable)),
  ]
  return blocksToLines(named(blocks))
}

/** The paragraphs of headers and footnotes. */
function notesOf(element: XmlElement | undefined): readonly XmlElement[] {
  if (!element) return []
  const inside = [...childrenOf(element, "w:footnote"), ...childrenOf(element, "w:endnote")]
  return inside.length > 0 ? inside.flatMap(({ children }) => children) : element.children
}

function named(blocks: readonly Block[]): Block[] {
  let count = 0
  return blocks.map(block => (block.isTable ? { ...block, place: `ตารางที่ ${++count}` } : block))
}

/** What wraps paragraphs and tables: a control, a tracked change, a page's text box. */
const WRAPPERS = new Set(["w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:smartTag"])

function blocksOf(children: readonly XmlElement[], reading: Reading): Block[] {
  return children.flatMap(child => {
    if (child.name === "w:p") return paragraphBlock(child, reading)
    if (child.name === "w:tbl") return [tableBlock(child, reading)]
    return WRAPPERS.has(child.name) ? blocksOf(child.children, reading) : []
  })
}

/** A paragraph between tables; its tabs stand between cells, as where a table was typed with them. */
function paragraphBlock(paragraph: XmlElement, reading: Reading): Block[] {
  const { text, notes } = paragraphText(paragraph, reading)
  if (text.trim() === "" && notes.length === 0) return []
  const rows = text.split("\n").map(line => line.split("\t"))
  return [{ isTable: false, place: "", rows, notes: notes.map(note => ({ ...note, row: 0, column: 0 })) }]
}

function paragraphText(paragraph: XmlElement, { marker, comments }: Reading): Collected {
  const { text, notes } = textOfRuns(paragraph, comments)
  const mark = marker(childOf(paragraph, "w:pPr"))
  return { text: text.trim() === "" ? text : mark + text, notes }
}

function tableBlock(table: XmlElement, reading: Reading): Block {
  const rows: string[][] = []
  const spans: Map<number, number>[] = []
  const notes: BlockNote[] = []
  const merges = new Map<number, { row: number; column: number; rows: number }>()
  const done: Merge[] = []
  for (const element of rowsOf(table)) {
    const row = rows.length
    const change = changeOf(element)
    const cells: string[] = []
    const wide = new Map<number, number>()
    for (const { cell, column, span } of placedCells(element)) {
      const { text, notes: own } = cellText(cell, reading)
      const merge = valOf(childOf(cell, "w:tcPr"), "w:vMerge")
      const above = merges.get(column)
      if (merge !== undefined && merge !== "restart" && above) above.rows = row - above.row + 1
      else merges.delete(column)
      if (merge === "restart") {
        const begun = { row, column, rows: 1 }
        merges.set(column, begun)
        done.push(begun)
      }
      while (cells.length < column + span) cells.push("")
      cells[column] = text
      if (span > 1) wide.set(column, span)
      notes.push(...own.map(note => ({ ...note, row, column })))
    }
    const words = cells.filter(cell => cell !== "").join(" ")
    if (change !== "" && words !== "")
      notes.push({ code: "changeTracked", row, column: 0, words, hint: change })
    if (isOn(childOf(element, "w:trPr"), "w:hidden")) notes.push({ code: "rowHidden", row, column: 0, words })
    // A row that somebody took out is told and not read; its number stays, so that the others keep theirs.
    rows.push(change === "ลบ" ? [] : cells)
    spans.push(wide)
  }
  return { isTable: true, place: "", rows: fillDown(rows, done), spans, notes }
}

function rowsOf(table: XmlElement): XmlElement[] {
  return table.children.flatMap(child => {
    if (child.name === "w:tr") return [child]
    return WRAPPERS.has(child.name) ? rowsOf(child) : []
  })
}

function changeOf(row: XmlElement): "" | "เพิ่ม" | "ลบ" {
  const properties = childOf(row, "w:trPr")
  if (childOf(properties, "w:del")) return "ลบ"
  return childOf(properties, "w:ins") ? "เพิ่ม" : ""
}

/** The cells of a row by the column of the table's grid at which they begin. */
function placedCells(row: XmlElement): { cell: XmlElement; column: number; span: number }[] {
  let column = Math.min(100, Number(valOf(childOf(row, "w:trPr"), "w:gridBefore") ?? 0) || 0)
  const cells = row.children.flatMap(child => (WRAPPERS.has(child.name) ? cellsIn(child) : [child]))
  return cells
    .filter(({ name }) => name === "w:tc")
    .map(cell => {
      const span = Math.min(100, Number(valOf(childOf(cell, "w:tcPr"), "w:gridSpan") ?? 1) || 1)
      const placed = { cell, column, span }
      column += span
      return placed
    })
}

function cellsIn(wrapper: XmlElement): XmlElement[] {
  return wrapper.children.flatMap(child => (WRAPPERS.has(child.name) ? cellsIn(child) : [child]))
}

/** Its paragraphs, a line each; those of a table within it too. */
function cellText(cell: XmlElement, reading: Reading): Collected {
  const parts = paragraphsIn(cell).map(paragraph => paragraphText(paragraph, reading))
  return {
    text: parts
      .map(({ text }) => text.replace(/\t/g, " "))
      .filter(text => text.trim() !== "")
      .join("\n"),
    notes: parts.flatMap(({ notes }) => notes),
  }
}

function paragraphsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap(child => (child.name === "w:p" ? [child] : paragraphsIn(child)))
}
