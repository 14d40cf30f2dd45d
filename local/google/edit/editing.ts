/** Door 3, without its page: what happens when a person edits the grid. */

import type { LocalGoogle } from "../api/google.ts"
import type { GoogleModel, GridRange, ModelChange } from "../model/model.ts"
import type { ChangeEvent, ChangeType, EditEvent, Firing, ScriptHost } from "../script/script-host.ts"
import { barriers, isWriter } from "../sheet/protection.ts"
import { rangeOf } from "../sheet/range.ts"
import { type SpreadsheetSnapshot, spreadsheetSnapshot } from "../sheet/snapshot.ts"
import { ApiError } from "../wire/errors.ts"
import {
  deleteRows,
  eventValue,
  insertRows,
  moveRows,
  noAccess,
  noSuchPlace,
  type Place,
  type Refused,
  Refusing,
  sheetOf,
  sortCells,
  typeCells,
  typedRect,
} from "./place.ts"

export interface Where {
  readonly spreadsheetId: string
  /** A sheet's id or its title. */
  readonly tab: number | string
  /** The account editing. */
  readonly as: string
}

export type EditResult = { readonly ok: true; readonly range: GridRange } | Refused

export interface Editor {
  /** Types `values` (as a person would) into `range` (A1 without the tab; a single cell is the top left corner). */
  edit(edit: Typing): EditResult
  /** Rows count from 0. New rows take formats and dropdowns from the row above. */
  insertRows(where: Where & { readonly at: number; readonly count: number }): EditResult
  deleteRows(where: Where & { readonly at: number; readonly count: number }): EditResult
  /** `to` counts in the rows before the move. */
  moveRows(where: Where & { readonly at: number; readonly count: number; readonly to: number }): EditResult
  /** `column` counts from 0, on the sheet. */
  sortRange(
    where: Where & { readonly range: string; readonly column: number; readonly descending?: boolean },
  ): EditResult
  /** What a grid needs to draw, as the account sees it. */
  snapshot(spreadsheetId: string, as: string): SpreadsheetSnapshot
  /** Any change by any door, for repainting. */
  subscribe(listener: (changes: readonly ModelChange[]) => void): () => void
  /** Resolves when the edit and change triggers fired so far have run. */
  idle(): Promise<void>
}

export type FiringListener = (
  firing: Firing | { readonly outcome: "broken"; readonly error: unknown },
) => void

/** Edits go to the model at once; triggers run after, as at Google, and their failures never undo an edit. */
export function createEditor(
  google: LocalGoogle,
  scriptHosts: readonly ScriptHost[],
  onFiring: FiringListener = () => {},
): Editor {
  const { model } = google
  const firing = createFiring(scriptHosts, onFiring)
  const eventOf = ({ spreadsheetId, as }: Where) => ({
    spreadsheetId,
    user: isNamed(as, model.owner) ? as : "",
  })

  const change = (where: Where, changeType: ChangeType, apply: (place: Place) => GridRange): EditResult => {
    const result = changeSheet(model, where, apply)
    if (result.ok) firing.change({ ...eventOf(where), changeType })
    return result
  }

  return {
    edit(where) {
      const { result, value } = typeInto(model, where)
      if (!result.ok) return result
      firing.edit({ ...eventOf(where), range: result.range, ...value })
      firing.change({ ...eventOf(where), changeType: "EDIT" })
      return result
    },
    insertRows: where => change(where, "INSERT_ROW", place => insertRows(place, where)),
    deleteRows: where => change(where, "REMOVE_ROW", place => deleteRows(place, where)),
    moveRows(where) {
      const result = change(where, "OTHER", place => moveRows(place, where))
      if (result.ok) firing.edit({ ...eventOf(where), range: result.range })
      return result
    },
    sortRange: where => change(where, "OTHER", place => sortCells(place, where)),
    snapshot: (spreadsheetId, as) => spreadsheetSnapshot(model, spreadsheetId, as),
    subscribe: model.subscribe,
    idle: firing.idle,
  }
}

type Typing = Where & { readonly range: string; readonly values: readonly (readonly string[])[] }

function typeInto(model: GoogleModel, where: Typing) {
  let value: { value?: string } = {}
  const result = changeSheet(model, where, place => {
    const rect = typedRect(place, where.range, where.values)
    typeCells(place, rect, where.values)
    value = eventValue(place.sheet, rect)
    return rangeOf(place.sheet.sheetId, rect)
  })
  return { result, value }
}

/** Google tells a script who edited within the owner's Workspace domain only; consumers share theirs with strangers. */
function isNamed(account: string, owner: string): boolean {
  const [own, other] = [owner, account].map(mail => mail.slice(mail.lastIndexOf("@") + 1).toLowerCase())
  return account === owner || (own === other && !CONSUMER_DOMAINS.has(own ?? ""))
}

const CONSUMER_DOMAINS = new Set(["gmail.com", "googlemail.com"])

/** One person's change of one sheet: whole, or refused with nothing changed. */
function changeSheet(model: GoogleModel, where: Where, apply: (place: Place) => GridRange): EditResult {
  const { spreadsheetId, tab, as } = where
  if (!isWriter(model, spreadsheetId, as)) return noAccess(as)
  try {
    const range = model.transact(spreadsheetId, "person", transaction => {
      const sheet = sheetOf(transaction, tab)
      const barred = barriers(model, spreadsheetId, sheet, as)
      const changed = apply({ ...transaction, sheet, barred })
      transaction.touch(sheet.sheetId, changed)
      return changed
    })
    return { ok: true, range }
  } catch (error) {
    if (error instanceof Refusing) return error.refused
    if (error instanceof ApiError) return noSuchPlace(error.message)
    throw error
  }
}

/** Fires the scripts' installable triggers after a person's edit, and says what became of them. */
function createFiring(scriptHosts: readonly ScriptHost[], onFiring: FiringListener) {
  const pending = new Set<Promise<void>>()
  const follow = (firings: Promise<Firing[]>) => {
    const done = firings
      .then(
        all => all.forEach(onFiring),
        (error: unknown) => onFiring({ outcome: "broken", error }),
      )
      .finally(() => pending.delete(done))
    pending.add(done)
  }
  return {
    edit(event: EditEvent) {
      for (const host of scriptHosts) follow(host.fireEdit(event))
    },
    change(event: ChangeEvent) {
      for (const host of scriptHosts) follow(host.fireChange(event))
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
