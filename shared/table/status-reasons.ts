/** What the planner types beside the lines of `สถานะ`, for what no line of the table can bear a reason for. */

import { cleanText } from "../row/plain-text.ts"
import { linesOf, type SheetTab, textOf } from "../sheet/sheet-tab.ts"

/** By item. */
export function typedReasons(tabs: readonly SheetTab[]): ReadonlyMap<string, string> {
  return new Map(
    linesOf(tabs, "status")
      .map(line => [textOf(line, "item"), cleanText(textOf(line, "reason"))] as const)
      .filter(([, reason]) => reason !== ""),
  )
}

/** The item beside which stands why a setting or a holiday was changed that moves dates: one reason for all of them. */
export const MOVED_ITEM = "กำหนดที่เลื่อนตามการตั้งค่า"
