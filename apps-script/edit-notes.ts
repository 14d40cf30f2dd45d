/**
 * Notes of edits whose author Google tells: kept in the script's properties until a scan has used them, so that neither
 * a run that waits for its turn nor one that is killed forgets who filled a report in.
 */
import { TABS } from "../shared/columns.ts"
import { parseJson } from "../shared/row/json.ts"
import { type AuthoredEdit, authoredEditSchema, LONGEST_NOTED } from "../shared/table/entered-by.ts"
import { forget, leave, pendingOf } from "./pending.ts"

const KIND = "HAND"

/** As many as thirty people leave in a minute; of the longest texts half of what all properties may hold. */
const MOST_NOTES = 40

/** Older edits, of a scan that could not be made for so long, say nothing about the sheet any more. */
const KEPT_MS = 24 * 3_600_000

/** Call it before the scan that is to see the edit. Only reports and ticks ask who it was; Google often does not say. */
export function noteEdit(event: Google.EditEvent | undefined): void {
  const account = event?.user?.getEmail() ?? ""
  if (!event || account === "" || isOtherTab(event.range.getSheet().getName())) return
  const { range, source, value } = event
  const [top, left] = [range.getRow() - 1, range.getColumn() - 1]
  const edit: AuthoredEdit = {
    account,
    at: Date.now(),
    spreadsheetId: source.getId(),
    sheetId: range.getSheet().getSheetId(),
    top,
    bottom: top + range.getNumRows(),
    left,
    right: left + range.getNumColumns(),
    value: String(value ?? "").slice(0, LONGEST_NOTED),
  }
  leave(KIND, JSON.stringify(edit), MOST_NOTES)
}

/** The edits noted so far; call `forget` when the scan that used them has written. */
export function takeEditNotes(): { readonly edits: readonly AuthoredEdit[]; forget(): void } {
  const notes = pendingOf(KIND)
  const edits = notes.flatMap(([, text]) => authoredEditSchema.safeParse(parseJson(text)).data ?? [])
  return {
    edits: edits.filter(({ at }) => at > Date.now() - KEPT_MS),
    forget: () => forget(notes),
  }
}

function isOtherTab(title: string): boolean {
  return TABS.some(({ key, title: own }) => key !== "report" && key !== "status" && own === title)
}
