/** The panel below the grid: what is wrong in the cell looked at, who may edit it, and what belongs in it. */
import { columnName } from "../../../shared/sheet/a1.ts"
import type { CellView, ProblemView, TabView } from "../grid-view.ts"
import type { Spot } from "./grid.ts"

type Panel = {
  showCell(tab: TabView, spot: Spot, cell: CellView | undefined): void
  /** An edit was not taken; stays until another cell is looked at. */
  refuse(tab: TabView | undefined, spot: Spot | undefined, message: string): void
  say(message: string): void
  clear(): void
}

type Refused = { readonly place: string; readonly message: string }

export function createPanel(): Panel {
  const panel = document.getElementById("panel")
  if (!panel) throw new Error("no #panel")
  let refused: Refused | undefined
  const show = (...parts: readonly HTMLElement[]) => panel.replaceChildren(...parts)
  return {
    showCell(tab, spot, cell) {
      if (refused?.place !== placeOf(spot)) refused = undefined
      show(...cellLines(tab, spot, cell, refused))
    },
    refuse(tab, spot, message) {
      refused = { place: spot ? placeOf(spot) : "", message }
      const column = tab?.columns.find(each => each.index === spot?.column)
      const heading = [refused.place, column?.header, "· แก้ไม่ได้"].filter(Boolean).join(" ")
      show(line("h2", heading), line("p", message, "refused"))
    },
    say: message => show(line("p", message)),
    clear() {
      refused = undefined
      show(line("p", "เลือกช่องในตารางเพื่อดูว่าต้องกรอกอะไร", "help"))
    },
  }
}

function cellLines(
  tab: TabView,
  spot: Spot,
  cell: CellView | undefined,
  refused: Refused | undefined,
): HTMLElement[] {
  const column = tab.columns.find(each => each.index === spot.column)
  const inRow = tab.problems.filter(each => each.row === spot.row)
  const own = inRow.filter(each => each.column === spot.column)
  const others = inRow.filter(each => each.column !== spot.column)
  const lock = cell?.lock === undefined ? undefined : tab.lockReasons[cell.lock]
  const words = [...new Set(own.map(each => ` · ${each.word}`))].join("")
  return [
    line("h2", [placeOf(spot), column?.header].filter(Boolean).join(" ") + words),
    ...(refused ? [line("p", refused.message, "refused")] : []),
    ...own.map(problem => problemLine(problem)),
    ...others.map(problem => problemLine(problem, tab)),
    ...(lock && lock !== refused?.message ? [line("p", lock, "lock")] : []),
    ...(cell?.warn ? [line("p", "ระบบเขียนช่องนี้ ถ้าแก้ ระบบจะเขียนกลับในการตรวจครั้งถัดไป", "lock")] : []),
    ...(own.length === 0 && column?.help ? [line("p", column.help, "help")] : []),
  ]
}

/** With its tab the line names the column that it is about. */
function problemLine({ word, message, column }: ProblemView, tab?: TabView): HTMLElement {
  const paragraph = line("p", "")
  const strong = document.createElement("strong")
  const header = tab?.columns.find(each => each.index === column)?.header
  strong.textContent = header ? `${word} (ช่อง ${header})` : word
  paragraph.append(strong, ` ${message}`)
  return paragraph
}

export function placeOf({ row, column }: Spot): string {
  return `${columnName(column)}${row + 1}`
}

function line(tag: "p" | "h2", text: string, className = ""): HTMLElement {
  const made = document.createElement(tag)
  made.textContent = text
  if (className !== "") made.className = className
  return made
}
