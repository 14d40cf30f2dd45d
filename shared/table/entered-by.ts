/**
 * Who entered a report: the section itself, or the planner on its behalf, which is public. Where Google tells the script
 * who made an edit, the last such edit decides; where it does not, what people chose in the column stands.
 */
import * as z from "zod/mini"
import { ON_BEHALF } from "../columns.ts"
import { nameOf } from "../row/name.ts"
import type { ReportRow } from "../row/row.ts"
import { type Memory, typedCells } from "../sheet/memory.ts"
import { type Accounts, accountKey } from "../sheet/protection.ts"
import { cellOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"

/** The columns of a report tab that are filled in. */
export const FILLED_COLUMNS = ["date", "result", "evidence", "nothingToReport"] as const

/** An edit whose author is known: the cells, 0-based and without the ends, and of a single one what it then held. */
export const authoredEditSchema = z.strictObject({
  account: z.string(),
  at: z.number(),
  spreadsheetId: z.string(),
  sheetId: z.int(),
  top: z.int(),
  bottom: z.int(),
  left: z.int(),
  right: z.int(),
  value: z.string(),
})
export type AuthoredEdit = z.infer<typeof authoredEditSchema>

/** An edit is noted in one property of the script, which holds 9 KB: so much of a cell's text is kept. */
export const LONGEST_NOTED = 2000

export type EnteredBy = ReportRow["by"]
export type EnteredByLine = ReadonlyMap<SheetRow, EnteredBy>

/** What `by` is to say of a filled line. */
export function enteredBy(line: SheetRow, enteredByLine: EnteredByLine = new Map()): EnteredBy {
  return enteredByLine.get(line) ?? (textOf(line, "by") === ON_BEHALF ? ON_BEHALF : "")
}

type Editors = Pick<Accounts, "owner" | "planner" | "bySlug">

/** Of each line that an edit of a known author wrote, what the last of them makes of `by`. */
export function findEnteredBy(input: {
  readonly tabs: readonly SheetTab[]
  readonly edits: readonly AuthoredEdit[]
  readonly accounts: Editors | undefined
  readonly memory: Memory
}): EnteredByLine {
  const { tabs, edits, accounts, memory } = input
  const enteredByLine = new Map<SheetRow, EnteredBy>()
  if (!accounts) return enteredByLine
  const tabById = new Map(tabsOf(tabs, "report").map(tab => [tab.sheetId, tab]))
  for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
    const tab = tabById.get(edit.sheetId)
    const by = tab && authorOf(edit, tab.sectionSlug ?? "", accounts)
    if (!tab || by === undefined) continue
    const columns = writtenColumns(tab, edit, by)
    for (const line of tab.rows) if (isWritten(line, columns, edit, memory)) enteredByLine.set(line, by)
  }
  return enteredByLine
}

/** Undefined of an account that is neither: a member of a group that was let in, or one let in by hand. */
function authorOf(
  { account }: AuthoredEdit,
  slug: string,
  { owner, planner, bySlug }: Editors,
): EnteredBy | undefined {
  const isAmong = (accounts: readonly string[]) =>
    accounts.some(each => accountKey(each) === accountKey(account))
  if (isAmong(bySlug.get(slug) ?? [])) return ""
  return isAmong([owner, ...planner]) ? ON_BEHALF : undefined
}

/** The columns that an edit lies over, of those that say who entered the line. */
function writtenColumns(tab: SheetTab, edit: AuthoredEdit, by: EnteredBy): string[] {
  // A section that chooses the planner's mark for itself has written the line all the same.
  const columns = by === "" ? [...FILLED_COLUMNS, "by"] : FILLED_COLUMNS
  return columns.filter(key => {
    const column = tab.columnIndexByKey.get(key)
    return column !== undefined && column >= edit.left && column < edit.right
  })
}

/**
 * True when the edit wrote what stands in the line. An event says where, and lines move meanwhile: one cell must still
 * hold what was typed, and of several (a paste, but a moved row too) the line must say something else than was last taken.
 */
function isWritten(line: SheetRow, [column]: readonly string[], edit: AuthoredEdit, memory: Memory): boolean {
  if (column === undefined || line.index < edit.top || line.index >= edit.bottom) return false
  const isOneCell = edit.bottom - edit.top === 1 && edit.right - edit.left === 1
  return isOneCell ? isSameText(textOf(line, column), edit.value) : isChanged(line, memory)
}

/** A tick is `true` in a cell and `TRUE` in an event. */
function isSameText(found: string, typed: string): boolean {
  const [now, then] = [found, typed].map(text => text.slice(0, LONGEST_NOTED).toLowerCase())
  return now === then || (now === "false" && then === "")
}

function isChanged(line: SheetRow, { rowsByName }: Memory): boolean {
  const before = rowsByName.get(nameOf("report", textOf(line, "id")))?.cells ?? {}
  const now = typedCells("report", line)
  return (
    FILLED_COLUMNS.some(key => now[key] !== before[key]) &&
    FILLED_COLUMNS.some(key => cellOf(line, key).value !== "")
  )
}
