/** How a cell and the frame look, and what they tell a screen reader. */
import type { CellView, TabView } from "../grid-view.ts"

const MARKS = ["error", "ask", "warn"] as const

export function paintCell(
  td: HTMLElement,
  cell: CellView,
  header: string,
  row: number,
  lockReasons: readonly string[],
): void {
  const isLocked = cell.lock !== undefined
  td.classList.toggle("readonly", isLocked)
  td.classList.toggle("locked", isLocked)
  td.classList.toggle("by-script", cell.warn === true)
  for (const mark of MARKS) td.classList.toggle(`mark-${mark}`, cell.mark === mark)
  td.setAttribute("role", "gridcell")
  td.setAttribute(
    "aria-label",
    `${header} แถว ${row + 1}${cell.text === "" ? " ว่าง" : ` ${spokenText(cell)}`}`,
  )
  td.setAttribute("aria-readonly", String(isLocked))
  setOrRemove(td, "aria-invalid", cell.mark === "error" ? "true" : undefined)
  setOrRemove(td, "aria-describedby", cell.mark || isLocked ? "panel" : undefined)
  setOrRemove(td, "title", isLocked ? lockReasons[cell.lock ?? -1] : cell.note)
  if (!td.hasAttribute("tabindex")) td.tabIndex = -1
  if (cell.checkbox) paintTick(td, cell.text === "TRUE")
  else if (td.textContent !== cell.text || td.firstElementChild) td.textContent = cell.text
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

function paintTick(td: HTMLElement, isTicked: boolean): void {
  td.setAttribute("aria-checked", String(isTicked))
  const tick = document.createElement("span")
  tick.className = isTicked ? "tick ticked" : "tick"
  tick.setAttribute("aria-hidden", "true")
  td.replaceChildren(tick)
}

function spokenText({ checkbox, text }: CellView): string {
  if (!checkbox) return text
  return text === "TRUE" ? "ติ๊กแล้ว" : "ไม่ได้ติ๊ก"
}

function setOrRemove(element: HTMLElement, name: string, value: string | undefined): void {
  if (value === undefined || value === "") element.removeAttribute(name)
  else element.setAttribute(name, value)
}
