/** What opens in a cell: a text box, or a list where the sheet gives choices. Enter, Tab and leaving save; Esc does not. */
import type jspreadsheet from "jspreadsheet-ce"
import type { CellView } from "../grid-view.ts"

type CustomEditor = Extract<NonNullable<jspreadsheet.BaseColumn["type"]>, object>

type EditorDeps = {
  cellAt(x: number, y: number): CellView | undefined
  /** Flips a tick. */
  toggle(x: number, y: number): void
  /** Text that came without a key, to begin with. */
  arrived(): string | undefined
}

export function createCellEditor({ cellAt, toggle, arrived }: EditorDeps): CustomEditor {
  return {
    openEditor(td, _value, x, y, worksheet, _column, event) {
      const cell = cellAt(x, y)
      if (cell?.checkbox) {
        worksheet.edition = null
        return toggle(x, y)
      }
      const isTyped = event instanceof KeyboardEvent && isText(event)
      // Who types into a list, or presses F2, wants words that it may not offer, or several of it.
      const isF2 = event instanceof KeyboardEvent && event.key === "F2"
      const isWords = isTyped || isF2 || arrived() !== undefined
      const field =
        cell?.choices && !isWords
          ? choiceField(cell.choices, cell.input ?? cell.text)
          : textField(td, arrived() ?? (isTyped ? "" : (cell?.input ?? cell?.text ?? "")))
      field.setAttribute("aria-label", td.getAttribute("aria-label") ?? "แก้ช่อง")
      field.onblur = () => {
        if (worksheet.edition) worksheet.closeEditor(td, true)
      }
      td.removeAttribute("contenteditable")
      td.classList.add("editor")
      td.replaceChildren(field)
      field.focus()
      if (field instanceof HTMLTextAreaElement)
        field.setSelectionRange(field.value.length, field.value.length)
    },
    closeEditor(td) {
      const field = td.firstElementChild
      if (!(field instanceof HTMLTextAreaElement) && !(field instanceof HTMLSelectElement)) return ""
      // The cell is emptied next, which blurs the field: it must not be closed, and saved, once more.
      field.onblur = null
      return field.value
    },
  }
}

/** A letter, or an input method that is about to compose one. */
function isText({ key }: KeyboardEvent): boolean {
  return (key.length === 1 && key !== " ") || key === "Process" || key === "Dead"
}

function textField(td: HTMLElement, value: string): HTMLTextAreaElement {
  const field = document.createElement("textarea")
  field.value = value
  field.style.minHeight = `${td.clientHeight}px`
  const grow = () => {
    field.style.height = "auto"
    field.style.height = `${field.scrollHeight}px`
  }
  field.addEventListener("input", grow)
  requestAnimationFrame(grow)
  return field
}

function choiceField(choices: readonly string[], value: string): HTMLSelectElement {
  const field = document.createElement("select")
  const offered = ["", ...choices]
  for (const choice of offered.includes(value) ? offered : [value, ...offered])
    field.add(new Option(choice === "" ? "(ว่าง)" : choice, choice, false, choice === value))
  // A choice made is a choice meant; a list closed without one changes nothing.
  field.addEventListener("change", () => field.blur())
  requestAnimationFrame(() => {
    if (field.isConnected && navigator.userActivation?.isActive) showChoices(field)
  })
  return field
}

/** Not every browser can open a list by itself; a second click or an arrow key then does. */
function showChoices(field: HTMLSelectElement): void {
  try {
    field.showPicker()
  } catch {
    field.focus()
  }
}
