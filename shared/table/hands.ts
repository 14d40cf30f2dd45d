/**
 * Whose hand filled a report in: the section's own, or the planner's for it, which is public. Where Google tells the
 * script who edited, the last hand seen decides; where it does not, what people chose in the column stands.
 */

import * as z from "zod/mini"
import { ON_BEHALF } from "../columns.ts"
import { nameOf } from "../row/name.ts"
import type { ReportRow } from "../row/row.ts"
import type { Memory } from "../sheet/memory.ts"
import type { Accounts } from "../sheet/protection.ts"
import { cellOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { typedCells } from "../sheet/typed-cells.ts"

/** The columns of a report tab that are filled in. */
export const REPORTED = ["date", "result", "evidence", "nothingToReport"] as const

/** An edit event that told who it was: the cells, 0-based and without the ends, and of a single one what it then held. */
export const handSchema = z.strictObject({
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
export type Hand = z.infer<typeof handSchema>

/** A note is one property of the script, which holds 9 KB: so much of a cell's text is told. */
export const LONGEST_TOLD = 2000

export type FilledBy = ReportRow["by"]
export type HandByLine = ReadonlyMap<SheetRow, FilledBy>

/** What `by` is to say of a filled line. */
export function filledBy(line: SheetRow, handByLine: HandByLine = new Map()): FilledBy {
  return handByLine.get(line) ?? (textOf(line, "by") === ON_BEHALF ? ON_BEHALF : "")
}

/** Of each line somebody was seen to write, what the last of them makes of `by`. */
export function handsOn(
  tabs: readonly SheetTab[],
  hands: readonly Hand[],
  accounts: Pick<Accounts, "owner" | "planner" | "bySlug"> | undefined,
  memory: Memory,
): HandByLine {
  const handByLine = new Map<SheetRow, FilledBy>()
  if (!accounts) return handByLine
  const tabById = new Map(tabsOf(tabs, "report").map(tab => [tab.sheetId, tab]))
  for (const hand of [...hands].sort((a, b) => a.at - b.at)) {
    const tab = tabById.get(hand.sheetId)
    const by = tab && whose(hand.account, tab.sectionSlug ?? "", accounts)
    if (!tab || by === undefined) continue
    for (const line of tab.rows) if (isWritten(tab, line, hand, by, memory)) handByLine.set(line, by)
  }
  return handByLine
}

/** Undefined of an account that is neither: a member of a group that was let in, or one let in by hand. */
function whose(
  account: string,
  slug: string,
  { owner, planner, bySlug }: Pick<Accounts, "owner" | "planner" | "bySlug">,
): FilledBy | undefined {
  const among = (accounts: readonly string[]) =>
    accounts.some(each => each.trim().toLowerCase() === account.trim().toLowerCase())
  if (among(bySlug.get(slug) ?? [])) return ""
  return among([owner, ...planner]) ? ON_BEHALF : undefined
}

/**
 * True when the edit wrote what stands in the line. An event says where, and lines move meanwhile: one cell must still
 * hold what was typed, and of several (a paste, but a moved row too) the line must say something else than was last taken.
 */
function isWritten(tab: SheetTab, line: SheetRow, hand: Hand, by: FilledBy, memory: Memory): boolean {
  if (line.index < hand.top || line.index >= hand.bottom) return false
  // A section that chooses the planner's mark for itself has written the line all the same.
  const columns = by === "" ? [...REPORTED, "by"] : REPORTED
  const touched = columns.filter(key => {
    const column = tab.columnIndexByKey.get(key)
    return column !== undefined && column >= hand.left && column < hand.right
  })
  const [key] = touched
  if (key === undefined) return false
  const isOneCell = hand.bottom - hand.top === 1 && hand.right - hand.left === 1
  return isOneCell ? isSameText(textOf(line, key), hand.value) : isChanged(line, memory)
}

/** A tick is `true` in a cell and `TRUE` in an event. */
function isSameText(standing: string, typed: string): boolean {
  const [now, then] = [standing, typed].map(text => text.slice(0, LONGEST_TOLD).toLowerCase())
  return now === then || (now === "false" && then === "")
}

function isChanged(line: SheetRow, { rowsByName }: Memory): boolean {
  const before = rowsByName.get(nameOf("report", textOf(line, "id")))?.cells ?? {}
  const now = typedCells("report", line)
  return (
    REPORTED.some(key => now[key] !== before[key]) && REPORTED.some(key => cellOf(line, key).value !== "")
  )
}
