/** Doing, undoing and doing again: a deed is an edit of the model as its account may make it, or a refusal. */

import { columnName } from "../../shared/sheet/a1.ts"
import type { Editor, EditResult, Where } from "../google/edit/editing.ts"
import type { Refused } from "../google/edit/refusal.ts"
import type { Sheet } from "../google/model/model.ts"
import { inputText } from "../google/sheet/shown.ts"
import { columnAt, type OfficeTab } from "./tab.ts"
import type { Deed } from "./undo.ts"

type Block = readonly (readonly string[])[]

const CHANGED_SINCE: Refused = {
  ok: false,
  reason: "no-such-place",
  message: "มีการแก้ช่องเดียวกันนี้หลังจากนั้น จึงย้อนไม่ได้ ให้พิมพ์ค่าที่ต้องการแทน",
}

/** Texts as an editor would open them; a block has the shape of `shape`. */
export function inputsAt(sheet: Sheet, row: number, column: number, shape: Block): string[][] {
  return shape.map((line, down) =>
    line.map((_, right) => inputText(sheet.rows[row + down]?.[column + right])),
  )
}

export function redo(editor: Editor, deed: Deed, where: Where, tab: OfficeTab): EditResult {
  switch (deed.kind) {
    case "cells":
      return retype(editor, deed, where, tab, deed.before, deed.after)
    case "insert":
      return editor.insertRows({ ...where, at: deed.at, count: deed.count })
    case "delete":
      return editor.deleteRows({ ...where, at: deed.at, count: deed.rows.length })
    default:
      return deed satisfies never
  }
}

export function undo(editor: Editor, deed: Deed, where: Where, tab: OfficeTab): EditResult {
  switch (deed.kind) {
    case "cells":
      return retype(editor, deed, where, tab, deed.after, deed.before)
    case "insert":
      return isBlank(tab.sheet, deed)
        ? editor.deleteRows({ ...where, at: deed.at, count: deed.count })
        : CHANGED_SINCE
    case "delete":
      return restoreRows(editor, deed, where)
    default:
      return deed satisfies never
  }
}

/** Refused where somebody typed since: an undo takes back one's own edit, never another's. */
function retype(
  editor: Editor,
  { row, column }: Extract<Deed, { kind: "cells" }>,
  where: Where,
  tab: OfficeTab,
  expected: Block,
  wanted: Block,
): EditResult {
  const now = inputsAt(tab.sheet, row, column, expected)
  const isOurs = now.every((line, down) =>
    line.every(
      (text, right) => text === expected[down]?.[right] || columnAt(tab, column + right)?.by === "script",
    ),
  )
  if (!isOurs) return CHANGED_SINCE
  return editor.edit({ ...where, range: `${columnName(column)}${row + 1}`, values: wanted })
}

function restoreRows(
  editor: Editor,
  { at, rows }: Extract<Deed, { kind: "delete" }>,
  where: Where,
): EditResult {
  const inserted = editor.insertRows({ ...where, at, count: rows.length })
  if (!inserted.ok) return inserted
  const width = Math.max(1, ...rows.map(row => row.length))
  const values = rows.map(row => Array.from({ length: width }, (_, index) => row[index] ?? ""))
  return editor.edit({ ...where, range: `A${at + 1}`, values })
}

/** Ticks are FALSE where nobody touched them, and ids are the script's. */
function isBlank(sheet: Sheet, { at, count }: { readonly at: number; readonly count: number }): boolean {
  return sheet.rows
    .slice(at, at + count)
    .every(row => row.every(cell => ["", "FALSE"].includes(inputText(cell))))
}
