/**
 * The local office: what a person at the grid page or a test can do to the sheet. Every edit goes through the editor of
 * the local Google as the account acted as, and is answered after the script has scanned: what the cell then shows.
 */

import { columnName } from "../../shared/sheet/a1.ts"
import type { LocalGoogle } from "../google/api/google.ts"
import type { Editor, EditResult } from "../google/edit/editing.ts"
import type { Refusal, Refused } from "../google/edit/place.ts"
import type { GoogleModel, Spreadsheet } from "../google/model/model.ts"
import { parseCells, rectOf } from "../google/sheet/range.ts"
import { formattedValue } from "../google/sheet/shown.ts"
import { type Actor, actorsOf, lockReason } from "./actors.ts"
import {
  type Acting,
  changeRows,
  createEditLog,
  type Direction,
  type EditLog,
  inputsAt,
  type RowsEdit,
  repeat,
} from "./edits.ts"
import { findTab, type OfficeTab, problemsOfRow, type RowProblem, rowIdAt } from "./tab.ts"

type OfficeDeps = {
  readonly google: LocalGoogle
  readonly editor: Editor
  /** Of the year that is shown. */
  readonly spreadsheetId: () => string
}

export type OfficeRefusal = {
  readonly ok: false
  readonly reason: Refusal | "no-such-tab" | "no-such-actor" | "row-gone" | "nothing"
  /** A Thai sentence for the person. */
  readonly message: string
}
/** What a cell shows after the scan, and what is wrong in its row. */
export type Edited = { readonly ok: true; readonly value: string; readonly problems: readonly RowProblem[] }

type Place = { readonly tab: string; readonly as: string }
type Typing = {
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
  changeRows(place: Place, edit: RowsEdit): Promise<Edited | OfficeRefusal>
  /** Takes back the account's own last edit, or makes it again. */
  repeat(as: string, direction: Direction): Promise<Edited | OfficeRefusal>
  canRepeat(as: string, direction: Direction): boolean
}

/** The office with its log. */
type Context = OfficeDeps & { readonly log: EditLog }

export function createOffice(deps: OfficeDeps): Office {
  const context: Context = { ...deps, log: createEditLog() }
  const { editor, google } = deps
  return {
    editor,
    model: google.model,
    spreadsheet: () => spreadsheetOf(context),
    actors: () => actorsIn(context),
    actor: name => actorIn(context, name),
    tab: title => findTab(spreadsheetOf(context), title),
    type: typing => type(context, typing),
    async changeRows(place, edit) {
      const entered = enter(context, place)
      if (!entered.ok) return entered
      const { result, done } = changeRows(entered, edit)
      if (result.ok) context.log.add(entered.where.as, done)
      return answer(context, result, { tab: place.tab, row: edit.action === "sort" ? 1 : edit.at, column: 0 })
    },
    repeat: (as, direction) => repeatLast(context, as, direction),
    canRepeat(as, direction) {
      const acting = actorIn(context, as)
      return acting !== undefined && context.log.next(acting.account, direction) !== undefined
    },
  }
}

function spreadsheetOf({ google, spreadsheetId }: Context): Spreadsheet {
  return google.model.spreadsheet(spreadsheetId())
}

function actorsIn(context: Context): Actor[] {
  return actorsOf(spreadsheetOf(context), context.google.model.owner)
}

function actorIn(context: Context, name: string): Actor | undefined {
  return actorsIn(context).find(each => each.name === name)
}

async function type(context: Context, { cell: seenAt, values, row: id, ...place }: Place & Typing) {
  const entered = enter(context, place)
  if (!entered.ok) return entered
  const { editor, where, tab } = entered
  const range = parseCells(seenAt, tab.sheet.sheetId)
  if (!range) return refuse("no-such-place", `ไม่มีช่อง “${seenAt}” ให้ระบุ เช่น E3`)
  const { top, left: column } = rectOf(range, tab.sheet)
  const row = id === undefined ? top : rowNow(tab, top, id)
  if (row === undefined) return refuse("row-gone", "แถวนี้เพิ่งถูกลบ ค่าที่พิมพ์จึงไม่ถูกบันทึก ให้คัดลอกไว้แล้วพิมพ์ในแถวที่ต้องการ")
  const at = { tab: place.tab, row, column }
  const cell = `${columnName(column)}${row + 1}`
  const before = inputsAt(tab.sheet, at, values)
  const result = editor.edit({ ...where, range: cell, values })
  if (!result.ok && result.reason === "no-such-place")
    return refuse(result.reason, `แท็บ “${place.tab}” ไม่มีช่อง ${cell} หรือตารางที่วางกว้างเกินแท็บนี้`)
  if (result.ok)
    context.log.add(where.as, { kind: "cells", ...at, before, after: inputsAt(tab.sheet, at, values) })
  return answer(context, result, at)
}

async function repeatLast(context: Context, as: string, direction: Direction) {
  const acting = actorIn(context, as)
  const edit = acting && context.log.next(acting.account, direction)
  if (!acting || !edit) return refuse("nothing", direction === "undo" ? "ไม่มีอะไรให้ย้อน" : "ไม่มีอะไรให้ทำซ้ำ")
  const entered = enter(context, { tab: edit.tab, as })
  if (!entered.ok) return entered
  const result = repeat(entered, edit, direction)
  if (result.ok) context.log.moved(acting.account, direction)
  const [row, column] = edit.kind === "cells" ? [edit.row, edit.column] : [edit.at, 0]
  return answer(context, result, { tab: edit.tab, row, column })
}

/** Who acts, and on which tab; refused where there is no such account or tab. */
function enter(
  context: Context,
  { tab: title, as }: Place,
): (Acting & { readonly ok: true }) | OfficeRefusal {
  const acting = actorIn(context, as)
  if (!acting) return refuse("no-such-actor", `ไม่รู้จัก “${as}” ให้ใช้ชื่อฝ่าย director owner หรือ stranger`)
  const tab = findTab(spreadsheetOf(context), title)
  if (!tab) return refuse("no-such-tab", `ไม่มีแท็บ “${title}” ในตารางนี้`)
  const { editor, spreadsheetId } = context
  return { ok: true, editor, tab, where: { spreadsheetId: spreadsheetId(), tab: title, as: acting.account } }
}

type Spot = { readonly tab: string; readonly row: number; readonly column: number }

/** What the place shows when the script has scanned. */
async function answer(
  context: Context,
  result: EditResult,
  { tab: title, row, column }: Spot,
): Promise<Edited | OfficeRefusal> {
  if (!result.ok) return explain(context, result)
  await context.editor.idle()
  const after = findTab(spreadsheetOf(context), title)
  if (!after) return refuse("no-such-tab", `ไม่มีแท็บ “${title}” ในตารางนี้แล้ว`)
  const value = formattedValue(after.sheet.rows[row]?.[column])
  return { ok: true, value, problems: problemsOfRow(after, row) }
}

function explain(context: Context, { reason, message, editors }: Refused): OfficeRefusal {
  if (reason === "protected")
    return refuse(reason, lockReason(editors ?? [], actorsIn(context), context.google.model.owner))
  if (reason === "no-access") return refuse(reason, "บัญชีนี้ไม่มีสิทธิ์แก้ไฟล์นี้ ให้ขอสิทธิ์จากเจ้าของไฟล์ก่อน")
  return refuse(reason, message)
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
