/**
 * Notes of edits whose author Google tells: kept in the script's properties until a scan has used them, so that neither
 * a run that waits for its turn nor one that is killed forgets who filled a report in.
 */
import { TABS } from "../shared/columns.ts"
import { parseJson } from "../shared/row/json.ts"
import { type AuthoredEdit, authoredEditSchema, LONGEST_NOTED } from "../shared/table/entered-by.ts"
import { scriptProperties } from "./properties.ts"

const PREFIX = "HAND."

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
  scriptProperties().setProperty(PREFIX + Utilities.getUuid(), JSON.stringify(edit))
}

/** The edits noted so far; call `forget` when the scan that used them has written. */
export function takeEditNotes(): { readonly edits: readonly AuthoredEdit[]; forget(): void } {
  const properties = scriptProperties()
  const notes = Object.entries(properties.getProperties()).filter(([key]) => key.startsWith(PREFIX))
  const edits = notes.flatMap(([, text]) => authoredEditSchema.safeParse(parseJson(text)).data ?? [])
  return {
    edits: edits.filter(({ at }) => at > Date.now() - KEPT_MS),
    forget() {
      for (const [key] of notes) properties.deleteProperty(key)
    },
  }
}

function isOtherTab(title: string): boolean {
  return TABS.some(({ key, title: own }) => key !== "report" && key !== "status" && own === title)
}
