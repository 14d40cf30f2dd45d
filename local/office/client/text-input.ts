/**
 * Text that comes to a selected cell without keys the grid's library knows: of an input method, spoken, put in by a phone's
 * keyboard. The cell can be typed in while it has the focus, and what arrives opens its editor with all of it in there.
 */
import { cellAt, coordsOfCell, type State } from "./grid-state.ts"

export function listenToText(state: State): void {
  const { host } = state
  host.addEventListener("focusin", ({ target }) => {
    const td = cellIn(target)
    if (td) setTypeable(state, td)
  })
  host.addEventListener("focusout", ({ target }) => cellIn(target)?.removeAttribute("contenteditable"))
  host.addEventListener("mouseup", ({ target }) => {
    const td = cellIn(target)
    // A click puts the caret between the letters; what is composed replaces them all.
    if (td?.isContentEditable) selectAll(td)
  })
  host.addEventListener("beforeinput", event => {
    const td = cellIn(event.target)
    if (!td || state.isComposing || event.inputType === "insertCompositionText") return
    event.preventDefault()
    if (event.data) openWith(state, td, event.data)
  })
  host.addEventListener("compositionstart", ({ target }) => {
    if (cellIn(target)) state.isComposing = true
  })
  host.addEventListener("compositionend", event => {
    const td = cellIn(event.target)
    if (!td) return
    state.isComposing = false
    td.textContent = cellAt(state, coordsOfCell(td))?.text ?? ""
    if (event.data) openWith(state, td, event.data)
  })
}

/** A cell of the grid itself: what is typed in an open editor is none of this. */
function cellIn(target: EventTarget | null): HTMLTableCellElement | undefined {
  return target instanceof HTMLTableCellElement &&
    target.dataset.x &&
    target.getAttribute("role") === "gridcell"
    ? target
    : undefined
}

function setTypeable(state: State, td: HTMLTableCellElement): void {
  const cell = cellAt(state, coordsOfCell(td))
  if (!cell || cell.lock !== undefined || cell.checkbox) return
  td.setAttribute("contenteditable", "plaintext-only")
  td.spellcheck = false
  selectAll(td)
}

function selectAll(td: HTMLElement): void {
  getSelection()?.selectAllChildren(td)
}

function openWith(state: State, td: HTMLTableCellElement, text: string): void {
  td.removeAttribute("contenteditable")
  state.arrived = text
  // The library would begin with what stands in the cell.
  state.worksheet?.openEditor(td, true, undefined as never)
  state.arrived = undefined
}
