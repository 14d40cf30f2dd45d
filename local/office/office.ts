/**
 * The local office: what a person at the grid page or a test can do to the sheet. Every edit goes through the editor of
 * the local Google as the account acted as, and is answered after the script has scanned: what the cell then shows.
 */

import { columnName } from "../../shared/sheet/a1.ts"
import type { LocalGoogle } from "../google/api/google.ts"
import type { Editor, EditResult } from "../google/edit/editing.ts"
import type { Refusal, Refused } from "../google/edit/refusal.ts"
import type { GoogleModel, Spreadsheet } from "../google/model/model.ts"
import { parseCells, rectOf } from "../google/sheet/range.ts"
import { formattedValue } from "../google/sheet/shown.ts"
import { type Actor, actorsOf, lockReason } from "./actors.ts"
import * as deeds from "./deeds.ts"
import { problemsOfRow, type RowProblem } from "./row-problems.ts"
import { findTab, type OfficeTab, rowIdAt } from "./tab.ts"
import { createDeedLog, type Deed } from "./undo.ts"

export type OfficeDeps = {
  readonly google: LocalGoogle
  readonly editor: Editor
  readonly spreadsheetId: string
}

export type OfficeRefusal = {
  readonly ok: false
  readonly reason: Refusal | "no-such-tab" | "no-such-actor" | "row-gone" | "nothing"
  /** A Thai sentence for the person. */
  readonly message: string
}
/** What a cell shows after the scan, and what is wrong in its row. */
export type Edited = { readonly ok: true; readonly value: string; readonly problems: readonly RowProblem[] }

export type Place = { readonly tab: string; readonly as: string }
export type RowsDeed =
  | { readonly action: "insert" | "delete"; readonly at: number; readonly count: number }
  /** Sorts everything below the header; `column` counts from 0 on the sheet. */
  | { readonly action: "sort"; readonly column: number; readonly descending: boolean }

export type Typing = {
  readonly cell: string
  readonly values: readonly (readonly string[])[]
  /** The id of the row that the person saw there: when others moved it meanwhile, the values go where it is now. */
  readonly row?: string | undefined
}

export type Office = {
  readonly editor: Editor
  readonly model: GoogleModel
  spreadsheet(): Spreadsheet
  actors(): Actor[]
  actor(name: string): Actor | undefined
  tab(title: string): OfficeTab | undefined
  /** Types a block from `cell` on, as a person would. */
  type(place: Place & Typing): Promise<Edited | OfficeRefusal>
  changeRows(place: Place, deed: RowsDeed): Promise<Edited | OfficeRefusal>
  /** The acting account's own last deed. */
  turn(as: string, direction: "undo" | "redo"): Promise<Edited | OfficeRefusal>
  canTurn(as: string, direction: "undo" | "redo"): boolean
}

export function createOffice({ google, editor, spreadsheetId }: OfficeDeps): Office {
  const { model } = google
  const log = createDeedLog()
  const spreadsheet = () => model.spreadsheet(spreadsheetId)
  const actors = () => actorsOf(spreadsheet(), model.owner)
  const actor = (name: string) => actors().find(each => each.name === name)
  const tab = (title: string) => findTab(spreadsheet(), title)

  const enter = ({ tab: title, as }: Place) => {
    const acting = actor(as)
    if (!acting) return refuse("no-such-actor", `ไม่รู้จัก “${as}” ให้ใช้ชื่อฝ่าย director owner หรือ stranger`)
    const found = tab(title)
    if (!found) return refuse("no-such-tab", `ไม่มีแท็บ “${title}” ในตารางนี้`)
    return { ok: true as const, found, where: { spreadsheetId, tab: title, as: acting.account } }
  }
  const answer = async (result: EditResult, title: string, row: number, column: number) => {
    if (!result.ok) return explain(result)
    await editor.idle()
    const after = tab(title)
    if (!after) return refuse("no-such-tab", `ไม่มีแท็บ “${title}” ในตารางนี้แล้ว`)
    const value = formattedValue(after.sheet.rows[row]?.[column])
    return { ok: true as const, value, problems: problemsOfRow(after, row) }
  }
  const explain = (refused: Refused): OfficeRefusal => {
    const { reason, message, editors } = refused
    if (reason === "protected") return refuse(reason, lockReason(editors ?? [], actors(), model.owner))
    if (reason === "no-access") return refuse(reason, "บัญชีนี้ไม่มีสิทธิ์แก้ไฟล์นี้ ให้ขอสิทธิ์จากเจ้าของไฟล์ก่อน")
    return refuse(reason, message)
  }

  return {
    editor,
    model,
    spreadsheet,
    actors,
    actor,
    tab,
    async type({ cell: seenAt, values, row: id, ...place }) {
      const entered = enter(place)
      if (!entered.ok) return entered
      const { found, where } = entered
      const range = parseCells(seenAt, found.sheet.sheetId)
      if (!range) return refuse("no-such-place", `ไม่มีช่อง “${seenAt}” ให้ระบุ เช่น E3`)
      const { top, left: column } = rectOf(range, found.sheet)
      const row = id === undefined ? top : rowNow(found, top, id)
      if (row === undefined)
        return refuse("row-gone", "แถวนี้เพิ่งถูกลบ ค่าที่พิมพ์จึงไม่ถูกบันทึก ให้คัดลอกไว้แล้วพิมพ์ในแถวที่ต้องการ")
      const cell = `${columnName(column)}${row + 1}`
      const before = deeds.inputsAt(found.sheet, row, column, values)
      const result = editor.edit({ ...where, range: cell, values })
      if (!result.ok && result.reason === "no-such-place")
        return refuse(result.reason, `แท็บ “${place.tab}” ไม่มีช่อง ${cell} หรือตารางที่วางกว้างเกินแท็บนี้`)
      if (result.ok)
        log.did(where.as, {
          ...{ kind: "cells", tab: place.tab, row, column, before },
          after: deeds.inputsAt(found.sheet, row, column, values),
        })
      return answer(result, place.tab, row, column)
    },
    async changeRows(place, deed) {
      const entered = enter(place)
      if (!entered.ok) return entered
      const { found, where } = entered
      const noted = noteRows(found, deed)
      const result = changeRows(editor, where, found, deed)
      if (result.ok) log.did(where.as, noted(found))
      return answer(result, place.tab, deed.action === "sort" ? 1 : deed.at, 0)
    },
    async turn(as, direction) {
      const acting = actor(as)
      const deed = acting && log.next(acting.account, direction)
      if (!acting || !deed) return refuse("nothing", direction === "undo" ? "ไม่มีอะไรให้ย้อน" : "ไม่มีอะไรให้ทำซ้ำ")
      const entered = enter({ tab: deed.tab, as })
      if (!entered.ok) return entered
      const act = direction === "undo" ? deeds.undo : deeds.redo
      const result = act(editor, deed, entered.where, entered.found)
      if (result.ok) log.turned(acting.account, direction)
      const [row, column] = deed.kind === "cells" ? [deed.row, deed.column] : [deed.at, 0]
      return answer(result, deed.tab, row, column)
    },
    canTurn(as, direction) {
      const acting = actor(as)
      return acting !== undefined && log.next(acting.account, direction) !== undefined
    },
  }
}

/** Where a row that was seen at a place stands now. */
function rowNow(tab: OfficeTab, seenAt: number, id: string): number | undefined {
  if (rowIdAt(tab, seenAt) === id) return seenAt
  const at = tab.sheet.rows.findIndex((_, row) => row > 0 && rowIdAt(tab, row) === id)
  return at < 0 ? undefined : at
}

function refuse(reason: OfficeRefusal["reason"], message: string): OfficeRefusal {
  return { ok: false, reason, message }
}

type Target = Parameters<Editor["insertRows"]>[0]

function changeRows(
  editor: Editor,
  where: Omit<Target, "at" | "count">,
  { sheet }: OfficeTab,
  deed: RowsDeed,
): EditResult {
  switch (deed.action) {
    case "insert":
      return editor.insertRows({ ...where, at: deed.at, count: deed.count })
    case "delete":
      return editor.deleteRows({ ...where, at: deed.at, count: deed.count })
    case "sort": {
      const range = `A2:${columnName(sheet.columnCount - 1)}${Math.max(2, sheet.rows.length)}`
      return editor.sortRange({ ...where, range, column: deed.column, descending: deed.descending })
    }
    default:
      return deed satisfies never
  }
}

/** Remembers what a deed is about to change; the deed itself once it is done. */
function noteRows(tab: OfficeTab, deed: RowsDeed): (after: OfficeTab) => Deed {
  const { sheet } = tab
  const everything = () => {
    const shape = sheet.rows.slice(1).map(() => Array.from({ length: sheet.columnCount }, () => ""))
    return deeds.inputsAt(sheet, 1, 0, shape)
  }
  const { title } = sheet
  if (deed.action === "insert") return () => ({ kind: "insert", tab: title, at: deed.at, count: deed.count })
  if (deed.action === "delete") {
    const shape = Array.from({ length: deed.count }, () =>
      Array.from({ length: sheet.columnCount }, () => ""),
    )
    const rows = deeds.inputsAt(sheet, deed.at, 0, shape)
    return () => ({ kind: "delete", tab: title, at: deed.at, rows })
  }
  const before = everything()
  return () => ({ kind: "cells", tab: title, row: 1, column: 0, before, after: everything() })
}
