/** The panel below the grid: what is wrong in the cell looked at, who may edit it, and what belongs in it. */
import { columnName } from "../../../shared/sheet/a1.ts"
import type { CellView, ProblemView, TabView } from "../grid-view.ts"
import type { Spot } from "./grid.ts"

export type Panel = {
  showCell(tab: TabView, spot: Spot, cell: CellView | undefined): void
  /** An edit was not taken; stays until another cell is looked at. */
  refuse(tab: TabView | undefined, spot: Spot | undefined, message: string): void
  say(message: string): void
  clear(): void
}

export function createPanel(): Panel {
  const panel = document.getElementById("panel")
  if (!panel) throw new Error("no #panel")
  let refused: { readonly place: string; readonly message: string } | undefined
  const show = (...parts: readonly HTMLElement[]) => panel.replaceChildren(...parts)

  return {
    showCell(tab, spot, cell) {
      const place = placeOf(spot)
      if (refused && refused.place !== place) refused = undefined
      const column = tab.columns.find(each => each.index === spot.column)
      const own = tab.problems.filter(each => each.row === spot.row && each.column === spot.column)
      const others = tab.problems.filter(each => each.row === spot.row && each.column !== spot.column)
      const lock = cell?.lock === undefined ? undefined : tab.lockReasons[cell.lock]
      const words = [...new Set(own.map(each => each.word))]
      show(
        line(
          "h2",
          [place, column?.header].filter(Boolean).join(" ") + words.map(word => ` · ${word}`).join(""),
        ),
        ...(refused ? [line("p", refused.message, "refused")] : []),
        ...own.map(problemLine),
        ...others.map(other => problemLine(other, tab)),
        ...(lock && lock !== refused?.message ? [line("p", lock, "lock")] : []),
        ...(cell?.warn ? [line("p", "ระบบเขียนช่องนี้ ถ้าแก้ ระบบจะเขียนกลับในการตรวจครั้งถัดไป", "lock")] : []),
        ...(own.length === 0 && column?.help ? [line("p", column.help, "help")] : []),
      )
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

function problemLine({ word, message, column }: ProblemView, tab?: TabView | number): HTMLElement {
  const paragraph = line("p", "")
  const strong = document.createElement("strong")
  const header = typeof tab === "object" ? tab.columns.find(each => each.index === column)?.header : undefined
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
