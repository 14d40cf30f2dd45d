/**
 * Notes of who edited, where an edit event tells it: kept in the script's properties until a scan has used them, so that
 * neither a run that waits for its turn nor one that is killed forgets whose hand it was.
 */
import { TABS } from "../shared/columns.ts"
import { type Hand, handSchema, LONGEST_TOLD } from "../shared/table/hands.ts"

const PREFIX = "HAND."

/** Of a scan that could not be made for so long nothing can be told any more. */
const KEPT_MS = 24 * 3_600_000

/** Call it before the scan that is to see the edit. Only report tabs ask who it was; Google often does not say. */
export function noteHand(event: Google.EditEvent | undefined): void {
  const account = event?.user?.getEmail() ?? ""
  if (!event || account === "" || isOtherTab(event.range.getSheet().getName())) return
  const { range, source, value } = event
  const [top, left] = [range.getRow() - 1, range.getColumn() - 1]
  const hand: Hand = {
    account,
    at: Date.now(),
    spreadsheetId: source.getId(),
    sheetId: range.getSheet().getSheetId(),
    top,
    bottom: top + range.getNumRows(),
    left,
    right: left + range.getNumColumns(),
    value: String(value ?? "").slice(0, LONGEST_TOLD),
  }
  PropertiesService.getScriptProperties().setProperty(PREFIX + Utilities.getUuid(), JSON.stringify(hand))
}

export type Hands = { readonly hands: readonly Hand[]; forget(): void }

/** The notes so far; forgotten when the scan that used them has written. */
export function takeHands(): Hands {
  const properties = PropertiesService.getScriptProperties()
  const notes = Object.entries(properties.getProperties()).filter(([key]) => key.startsWith(PREFIX))
  const hands = notes.flatMap(([, text]) => parseHand(text) ?? [])
  return {
    hands: hands.filter(({ at }) => at > Date.now() - KEPT_MS),
    forget() {
      for (const [key] of notes) properties.deleteProperty(key)
    },
  }
}

function isOtherTab(title: string): boolean {
  return TABS.some(tab => tab.key !== "report" && tab.title === title)
}

function parseHand(text: string): Hand | undefined {
  try {
    return handSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
