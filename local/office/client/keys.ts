/** Keys and the clipboard, before the grid's library sees them: it would undo, paste and save by itself. */
import { blockFromClipboard, blockToText } from "./clipboard.ts"
import type { Grid, Spot } from "./grid.ts"

export type KeyDeps = {
  readonly grid: Grid
  readonly onPaste: (spot: Spot, values: string[][]) => void
  readonly onCommand: (name: "undo" | "redo") => void
  readonly onNextProblem: () => void
}

export function listenToKeys(deps: KeyDeps): void {
  document.addEventListener(
    "keydown",
    event => {
      const taken = takeKey(deps, event)
      if (taken === "pass") return
      event.stopImmediatePropagation()
      if (taken === "done") event.preventDefault()
    },
    true,
  )
  for (const kind of ["copy", "cut", "paste"] as const)
    document.addEventListener(kind, event => takeClipboard(deps, kind, event), true)
}

/** "done" is used up; "browser" goes to the browser but not to the grid's library. */
function takeKey(
  { grid, onCommand, onNextProblem }: KeyDeps,
  event: KeyboardEvent,
): "pass" | "done" | "browser" {
  if (event.key === "F8") {
    if (!grid.isEditing()) onNextProblem()
    return "done"
  }
  if (grid.isEditing() && isComposing(event)) return "browser"
  if (grid.isEditing() || isField(event.target)) return "pass"
  const isCommand = event.ctrlKey || event.metaKey
  // By the key's place, not its letter: on a Thai layout the Z key types ผ.
  if (isCommand && (event.code === "KeyZ" || event.code === "KeyY")) {
    onCommand(event.code === "KeyY" || event.shiftKey ? "redo" : "undo")
    return "done"
  }
  if (!grid.selected()) return "pass"
  if (event.key === "Escape") {
    grid.leave()
    return "done"
  }
  return isCommand && TAKEN_BY_BROWSER.includes(event.code) ? "browser" : "pass"
}

function takeClipboard(
  { grid, onPaste }: KeyDeps,
  kind: "copy" | "cut" | "paste",
  event: ClipboardEvent,
): void {
  const area = grid.selected()
  if (!area || grid.isEditing() || !event.clipboardData) return
  event.stopImmediatePropagation()
  event.preventDefault()
  if (kind === "paste") {
    onPaste(area, blockFromClipboard(event.clipboardData))
    return
  }
  event.clipboardData.setData("text/plain", blockToText(grid.copy()))
  if (kind === "cut") grid.clear()
}

/** Copying, cutting, pasting come as events of their own; saving means nothing here. */
const TAKEN_BY_BROWSER: readonly string[] = ["KeyC", "KeyX", "KeyV", "KeyS"]

/** Enter and Esc of an input method end its word, not the editing. Some browsers end the composition before the key. */
function isComposing({ isComposing: now, key }: KeyboardEvent): boolean {
  return now || key === "Process"
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select")
}
