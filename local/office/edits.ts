/** Edits as the office knows them: made, taken back and made again, as their account may make them, or refused. */
import { columnName } from "../../shared/sheet/a1.ts"
import type { Editor, EditResult, Where } from "../google/edit/editing.ts"
import type { Refused } from "../google/edit/place.ts"
import type { Sheet } from "../google/model/model.ts"
import { inputText } from "../google/sheet/shown.ts"
import { columnAt, type OfficeTab } from "./tab.ts"

type Block = readonly (readonly string[])[]

export type RowsEdit =
  | { readonly action: "insert" | "delete"; readonly at: number; readonly count: number }
  /** Sorts everything below the header; `column` counts from 0 on the sheet. */
  | { readonly action: "sort"; readonly column: number; readonly descending: boolean }

/** Who edits where, by what, and the tab as it stands. */
export type Acting = { readonly editor: Editor; readonly where: Where; readonly tab: OfficeTab }

const CHANGED_SINCE: Refused = {
  ok: false,
  reason: "no-such-place",
  message: "มีการแก้ช่องเดียวกันนี้หลังจากนั้น จึงย้อนไม่ได้ ให้พิมพ์ค่าที่ต้องการแทน",
}

/** Inserts, deletes or sorts rows; what was done is for the log. */
export function changeRows({ editor, where, tab }: Acting, edit: RowsEdit) {
  const { sheet } = tab
  const place = { tab: sheet.title }
  if (edit.action === "sort") {
    const below = () => wholeRows(sheet, 1, sheet.rows.length - 1)
    const before = below()
    const range = `A2:${columnName(sheet.columnCount - 1)}${Math.max(2, sheet.rows.length)}`
    const { column, descending } = edit
    const result = editor.sortRange({ ...where, range, column, descending })
    const done: OfficeEdit = { ...place, kind: "cells", row: 1, column: 0, before, after: below() }
    return { result, done }
  }
  const { action, at, count } = edit
  if (action === "insert") {
    const done: OfficeEdit = { ...place, kind: "insert", at, count }
    return { result: editor.insertRows({ ...where, at, count }), done }
  }
  const done: OfficeEdit = { ...place, kind: "delete", at, rows: wholeRows(sheet, at, count) }
  return { result: editor.deleteRows({ ...where, at, count }), done }
}

function wholeRows(sheet: Sheet, top: number, count: number): string[][] {
  const line = Array.from({ length: sheet.columnCount }, () => "")
  return inputsAt(sheet, { row: top, column: 0 }, Array<string[]>(Math.max(0, count)).fill(line))
}

/** Texts as an editor would open them; a block has the shape of `shape`. */
export function inputsAt(
  sheet: Sheet,
  { row, column }: { readonly row: number; readonly column: number },
  shape: Block,
): string[][] {
  return shape.map((line, down) =>
    line.map((_, right) => inputText(sheet.rows[row + down]?.[column + right])),
  )
}

/** Takes an edit back, or makes it again. */
export function repeat(acting: Acting, edit: OfficeEdit, direction: Direction): EditResult {
  const { editor, where, tab } = acting
  const isUndo = direction === "undo"
  switch (edit.kind) {
    case "cells": {
      const { row, column, before, after } = edit
      return retype(acting, {
        row,
        column,
        expected: isUndo ? after : before,
        wanted: isUndo ? before : after,
      })
    }
    case "insert": {
      const { at, count } = edit
      if (!isUndo) return editor.insertRows({ ...where, at, count })
      return isBlank(tab.sheet, edit) ? editor.deleteRows({ ...where, at, count }) : CHANGED_SINCE
    }
    case "delete":
      if (isUndo) return restoreRows(acting, edit)
      return editor.deleteRows({ ...where, at: edit.at, count: edit.rows.length })
    default:
      return edit satisfies never
  }
}

type Retyping = {
  readonly row: number
  readonly column: number
  /** What must stand there still. */
  readonly expected: Block
  readonly wanted: Block
}

/** Refused where somebody typed since: an undo takes back one's own edit, never another's. */
function retype({ editor, where, tab }: Acting, { row, column, expected, wanted }: Retyping): EditResult {
  const now = inputsAt(tab.sheet, { row, column }, expected)
  const isOurs = now.every((line, down) =>
    line.every(
      (text, right) => text === expected[down]?.[right] || columnAt(tab, column + right)?.by === "script",
    ),
  )
  if (!isOurs) return CHANGED_SINCE
  return editor.edit({ ...where, range: `${columnName(column)}${row + 1}`, values: wanted })
}

function restoreRows(
  { editor, where }: Acting,
  { at, rows }: Extract<OfficeEdit, { kind: "delete" }>,
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

export type Direction = "undo" | "redo"

type OfficeEdit =
  | {
      readonly kind: "cells"
      readonly tab: string
      readonly row: number
      readonly column: number
      readonly before: readonly (readonly string[])[]
      readonly after: readonly (readonly string[])[]
    }
  | { readonly kind: "insert"; readonly tab: string; readonly at: number; readonly count: number }
  | {
      readonly kind: "delete"
      readonly tab: string
      readonly at: number
      /** What stood in the rows, from column A. */
      readonly rows: readonly (readonly string[])[]
    }

/** What each account did, newest last, so that it can take it back: as at Google, only its own edits. */
export type EditLog = {
  add(account: string, edit: OfficeEdit): void
  /** The edit that an undo or redo would act on. */
  next(account: string, direction: Direction): OfficeEdit | undefined
  /** That edit was undone or redone. */
  moved(account: string, direction: Direction): void
}

/** Edits kept for each account. */
const KEPT = 100

export function createEditLog(): EditLog {
  const done = new Map<string, OfficeEdit[]>()
  const undone = new Map<string, OfficeEdit[]>()
  const listOf = (lists: Map<string, OfficeEdit[]>, account: string) => {
    const list = lists.get(account) ?? []
    lists.set(account, list)
    return list
  }
  const sides = (account: string, direction: Direction) => {
    const [from, to] = direction === "undo" ? [done, undone] : [undone, done]
    return { from: listOf(from, account), to: listOf(to, account) }
  }
  return {
    add(account, edit) {
      listOf(done, account).push(edit)
      if (listOf(done, account).length > KEPT) listOf(done, account).shift()
      undone.delete(account)
    },
    next: (account, direction) => sides(account, direction).from.at(-1),
    moved(account, direction) {
      const { from, to } = sides(account, direction)
      const edit = from.pop()
      if (edit) to.push(edit)
    },
  }
}
