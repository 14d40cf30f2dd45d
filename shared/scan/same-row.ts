/** A new line that is like a row that vanished: the planner's tick in `สถานะ` says that it is that row, and its id comes back. */

import { tabOf } from "../columns.ts"
import { isNameOf, nameParts } from "../row/name.ts"
import { beginning } from "../row/shorten.ts"
import { cellOf, linesOf, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { ID_LETTERS, type IdentifiedKind } from "../table/identity.ts"
import type { TableRow } from "../table/model.ts"
import { type CellWrite, lineWrites } from "./marks.ts"

const ITEM_START = "เป็นแถวเดียวกัน"

/** The lines of `สถานะ` that ask: `เป็นแถวเดียวกัน มาตรการ (measure/m-new = measure/m-old)`. */
export function sameRowQuestions(rows: readonly TableRow[]): { item: string; value: string }[] {
  return rows.flatMap(({ name, similarTo, tab, line, problems }) => {
    if (similarTo === undefined || !problems.some(({ code }) => code === "similarVanished")) return []
    const words = beginning(textOf(line, tab.tab === "measure" ? "measure" : "what"), 60)
    return [
      {
        item: `${ITEM_START} ${tabOf(tab.tab).title} (${name} = ${similarTo})`,
        value: `“${words}” คล้ายกับแถวที่หายไป ถ้าเป็นแถวเดียวกัน ให้ติ๊กช่องขวามือ แล้วพิมพ์เหตุผลของการแก้ในแถวนั้น ถ้าเป็นแถวใหม่ ให้ติ๊กช่อง “ยืนยัน” ในแถวนั้น ระหว่างนี้แถวใหม่ยังไม่เผยแพร่`,
      },
    ]
  })
}

/** The writes that give a line the id of the row it was said to be. */
export function sameRowWrites(tabs: readonly SheetTab[]): CellWrite[] {
  return linesOf(tabs, "status")
    .filter(line => cellOf(line, "tick").value === true)
    .flatMap(line => {
      const [, now = "", before = ""] =
        new RegExp(`^${ITEM_START} .*\\((\\S+) = (\\S+)\\)$`).exec(textOf(line, "item")) ?? []
      const kind = KINDS.find(each => isNameOf(now, each) && isNameOf(before, each))
      return kind ? idWrites(tabs, kind, nameParts(now).id, nameParts(before).id) : []
    })
}

const KINDS = Object.keys(ID_LETTERS) as IdentifiedKind[]

function idWrites(tabs: readonly SheetTab[], kind: IdentifiedKind, now: string, before: string): CellWrite[] {
  return tabsOf(tabs, kind).flatMap(tab => {
    const line = tab.rows.find(each => textOf(each, "id") === now)
    return line ? lineWrites(tab, line.index, { id: before }, line) : []
  })
}
