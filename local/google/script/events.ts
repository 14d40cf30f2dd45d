/** What happened in a spreadsheet or on the clock, as messages for a trigger's handler. */
import type { LocalGoogle } from "../api/google.ts"
import type { GridRange, Trigger } from "../model/model.ts"
import { rectOf, sheetById } from "../sheet/range.ts"
import type { EventMessage } from "./messages.ts"

export interface EditEvent {
  readonly spreadsheetId: string
  readonly range: GridRange
  /** Who edited; Google often withholds it from the script. */
  readonly user?: string
  /** Only when a single cell was edited. */
  readonly value?: string
  readonly oldValue?: string
}
export type ChangeType =
  | "EDIT"
  | "INSERT_ROW"
  | "INSERT_COLUMN"
  | "REMOVE_ROW"
  | "REMOVE_COLUMN"
  | "INSERT_GRID"
  | "REMOVE_GRID"
  | "FORMAT"
  | "OTHER"
export interface ChangeEvent {
  readonly spreadsheetId: string
  readonly changeType: ChangeType
  readonly user?: string
}

export function editMessage({ model }: LocalGoogle, trigger: Trigger, event: EditEvent): EventMessage {
  const { spreadsheetId, range, user, value, oldValue } = event
  const sheet = sheetById(model.spreadsheet(spreadsheetId), range.sheetId)
  return {
    triggerUid: trigger.uniqueId,
    spreadsheetId,
    ...(user !== undefined && { user }),
    range: { spreadsheetId, sheetId: range.sheetId, ...rectOf(range, sheet) },
    plain: { ...(value !== undefined && { value }), ...(oldValue !== undefined && { oldValue }) },
  }
}

export function changeMessage(
  trigger: Trigger,
  { spreadsheetId, changeType, user }: ChangeEvent,
): EventMessage {
  const triggerUid = trigger.uniqueId
  return { triggerUid, spreadsheetId, ...(user !== undefined && { user }), plain: { changeType } }
}

export function clockMessage(trigger: Trigger, at: number): EventMessage {
  const date = new Date(at)
  const newYear = Date.UTC(date.getUTCFullYear(), 0, 1)
  const plain = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    "day-of-month": date.getUTCDate(),
    "day-of-week": date.getUTCDay() || 7,
    "week-of-year": Math.floor((at - newYear) / 604_800_000) + 1,
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    timezone: "UTC",
  }
  return { triggerUid: trigger.uniqueId, plain }
}
