/** How a cell and the frame look, and what they tell a screen reader. */
import type jspreadsheet from "jspreadsheet-ce"
import type { CellView, TabView } from "../grid-view.ts"

const MARKS = ["error", "ask", "warn"] as const

/** Every cell of the tab, over what was painted before. */
export function paintAll(worksheet: jspreadsheet.WorksheetInstance, tab: TabView): void {
  const { rows, columns } = tab
  descriptions().replaceChildren()
  const lefts = frozenLefts(worksheet, tab)
  rows.forEach((row, y) => {
    row.cells.forEach((cell, x) => {
      const td = worksheet.records[y]?.[x]?.element
      const texts = worksheet.options.data?.[y]
      if (Array.isArray(texts)) texts[x] = cell.input ?? cell.text
      const column = columns[x]
      if (!td || !column) return
      const description = describe(tab, cell, { row: row.index, column: column.index })
      paintCell(td, { cell, header: column.header, row: row.index, description })
      freeze(td, lefts[x])
    })
  })
}

/** Where each column that stays in view stands, from the left; beside them the scroller keeps what is looked at. */
function frozenLefts(worksheet: jspreadsheet.WorksheetInstance, { columns, frozen }: TabView): number[] {
  const scroller = worksheet.element.closest<HTMLElement>(".grid-scroll")
  const numbers = worksheet.element.querySelector<HTMLElement>("tbody td.jss_row")?.offsetWidth ?? 0
  let left = numbers
  const lefts = columns.slice(0, frozen).map(({ width }) => {
    const own = left
    left += width
    return own
  })
  scroller?.style.setProperty("--frozen", `${left - numbers}px`)
  const headers = worksheet.element.querySelectorAll<HTMLElement>("thead td[data-x]")
  for (const td of headers) freeze(td, lefts[Number(td.dataset.x)])
  return lefts
}

function freeze(td: HTMLElement, left: number | undefined): void {
  td.classList.toggle("frozen", left !== undefined)
  td.style.left = left === undefined ? "" : `${left}px`
}

/** The sentences about a cell: what is wrong in it, and who may edit it. */
function describe(
  { problems, lockReasons }: TabView,
  { lock }: CellView,
  { row, column }: { readonly row: number; readonly column: number },
): string | undefined {
  const wrong = problems
    .filter(each => each.row === row && each.column === column)
    .map(({ word, message }) => `${word}: ${message}`)
  const reason = lock === undefined ? undefined : lockReasons[lock]
  const sentences = reason === undefined ? wrong : [...wrong, reason]
  return sentences.length > 0 ? sentences.join("\n") : undefined
}

/** One cell can be reached with Tab, as a grid has it; arrows move on from there. */
export function focusCell(host: HTMLElement, td: HTMLElement | undefined): HTMLElement | undefined {
  if (!td) return undefined
  for (const other of host.querySelectorAll<HTMLElement>("td[tabindex='0']")) other.tabIndex = -1
  td.tabIndex = 0
  if (!td.contains(document.activeElement)) td.focus({ preventScroll: true })
  return td
}

type Painted = {
  readonly cell: CellView
  readonly header: string
  /** On the sheet, from 0. */
  readonly row: number
  /** What is wrong in the cell, or why it is locked; said on hover, and read out with the cell. */
  readonly description: string | undefined
}

function paintCell(td: HTMLElement, { cell, header, row, description }: Painted): void {
  const isLocked = cell.lock !== undefined
  td.classList.toggle("readonly", isLocked)
  td.classList.toggle("locked", isLocked)
  td.classList.toggle("by-script", cell.warn === true)
  for (const mark of MARKS) td.classList.toggle(`mark-${mark}`, cell.mark === mark)
  setOrRemove(td, "data-state", cell.state)
  td.setAttribute("role", "gridcell")
  td.setAttribute("aria-label", `${header} แถว ${row + 1} ${spokenText(cell)}`)
  td.setAttribute("aria-readonly", String(isLocked))
  setOrRemove(td, "aria-invalid", cell.mark === "error" ? "true" : undefined)
  setOrRemove(td, "aria-describedby", description === undefined ? undefined : descriptionId(description))
  setOrRemove(td, "title", description ?? cell.note)
  if (!td.hasAttribute("tabindex")) td.tabIndex = -1
  if (cell.checkbox) paintTick(td, cell.text === "TRUE", { header, isLocked })
  else if (td.textContent !== cell.text || td.firstElementChild) td.textContent = cell.text
}

/** The element that holds a sentence for the cells it is about; many locked cells share one. */
function descriptionId(description: string): string {
  const place = descriptions()
  const found = Array.from(place.children).find(each => each.textContent === description)
  if (found) return found.id
  const made = document.createElement("p")
  made.id = `said-${place.childElementCount}`
  made.textContent = description
  place.append(made)
  return made.id
}

function descriptions(): HTMLElement {
  const place = document.getElementById("descriptions")
  if (!place) throw new Error("no #descriptions")
  return place
}

/** The header's second line says who fills the column; the table says it is a grid. */
export function paintFrame(host: HTMLElement, { columns, title, rows }: TabView): void {
  const table = host.querySelector("table")
  table?.setAttribute("role", "grid")
  table?.setAttribute("aria-label", `ตาราง ${title}`)
  table?.setAttribute("aria-describedby", "hints")
  for (const tr of host.querySelectorAll("tr")) tr.setAttribute("role", "row")
  for (const td of host.querySelectorAll<HTMLElement>("thead td[data-x]")) {
    const column = columns[Number(td.dataset.x)]
    if (!column) continue
    td.setAttribute("role", "columnheader")
    td.title = column.help
    td.classList.toggle("by-script", column.isScript)
    const name = document.createElement("span")
    name.className = "header"
    name.textContent = column.header
    const by = document.createElement("span")
    by.className = column.isScript ? "by lock" : "by"
    by.textContent = column.by
    td.replaceChildren(name, by)
  }
  const numbers = host.querySelectorAll<HTMLElement>("tbody td.jss_row")
  numbers.forEach((td, y) => {
    td.setAttribute("role", "rowheader")
    td.textContent = String((rows[y]?.index ?? 0) + 1)
  })
  host.querySelector<HTMLElement>("tbody td[data-x]")?.setAttribute("tabindex", "0")
}

/** The cell has the focus and takes the key; the box inside is what a screen reader knows as ticked or not. */
function paintTick(
  td: HTMLElement,
  isTicked: boolean,
  { header, isLocked }: { readonly header: string; readonly isLocked: boolean },
): void {
  const tick = document.createElement("span")
  tick.className = isTicked ? "tick ticked" : "tick"
  tick.setAttribute("role", "checkbox")
  tick.setAttribute("aria-checked", String(isTicked))
  tick.setAttribute("aria-label", header)
  if (isLocked) tick.setAttribute("aria-disabled", "true")
  td.replaceChildren(tick)
}

function spokenText({ checkbox, text }: CellView): string {
  if (!checkbox) return text === "" ? "ว่าง" : text
  return text === "TRUE" ? "ติ๊กแล้ว" : "ไม่ได้ติ๊ก"
}

function setOrRemove(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined || value === "") element.removeAttribute(name)
  else element.setAttribute(name, value)
}
