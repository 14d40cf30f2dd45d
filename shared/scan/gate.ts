/**
 * The gate of a year's announcement, on `สถานะ`: what would become public that minute, and the planner's tick that makes
 * it so. There is none once anything of the year was accepted: what was announced stays announced.
 */

import type { Memory } from "../sheet/memory.ts"
import { type Accounts, accountKey, PLANNER_TICK_ROW } from "../sheet/protection.ts"
import { cellOf, linesOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import type { AuthoredEdit } from "../table/entered-by.ts"
import type { Table, TableRow } from "../table/model.ts"
import { type Figure, figuresOf, settingValue } from "./gate-figures.ts"
import type { CellWrite } from "./marks.ts"

export type Gate =
  | { readonly kind: "announced" }
  /** The number or the date of the signed plan is missing: there is nothing to ask yet. */
  | { readonly kind: "unsigned" }
  /** Shown, and not ticked, or not so that it counts. */
  | { readonly kind: "asks"; readonly figures: readonly Figure[]; readonly refusals: readonly string[] }
  /** Ticked by who may, for what was shown: the next push announces. */
  | { readonly kind: "announces"; readonly figures: readonly Figure[] }

/** The item beside whose tick the planner announces. */
export const GATE_ITEM = "ประกาศแผน"

export type GateInput = {
  readonly tabs: readonly SheetTab[]
  readonly memory: Memory
  /** Epoch milliseconds. */
  readonly now: number
  /** Google told that somebody else than the planner ticked. */
  readonly isTickedByAnother?: boolean
}

export function gateOf(input: GateInput, table: Table): Gate {
  if (input.memory.sequence > 0) return { kind: "announced" }
  if (!table.signed) return { kind: "unsigned" }
  const figures = figuresOf(table, input.now)
  const faults = settingFaults(table.rows)
  const { isTicked, refusal } = tickOf(input, figures)
  if (isTicked && refusal === "" && faults.length === 0) return { kind: "announces", figures }
  return { kind: "asks", figures, refusals: refusal === "" ? faults : [...faults, refusal] }
}

/** What the tick says; a tick answers what was shown when it was set, and nothing else. */
function tickOf({ tabs, isTickedByAnother }: GateInput, figures: readonly Figure[]) {
  const line = linesOf(tabs, "status").find(each => each.index === PLANNER_TICK_ROW)
  const isTicked = line !== undefined && textOf(line, "item") === GATE_ITEM && !isUnticked(line)
  return { isTicked, refusal: isTicked ? refusalOf() : "" }

  function refusalOf(): string {
    const { value, formula } = line ? cellOf(line, "tick") : { value: "", formula: false }
    if (value !== true || formula) return "ช่อง “สั่งการ” ต้องติ๊กด้วยมือ ข้อความหรือสูตรที่พิมพ์หรือวางไว้ไม่นับ ให้ติ๊กใหม่"
    if (isTickedByAnother) return "ผู้ติ๊กไม่ใช่ฝ่ายเจ้าของแผน ให้ฝ่ายเจ้าของแผนติ๊กเอง"
    if (!isShown(tabs, figures)) return "ข้อมูลเปลี่ยนไปหลังจากที่แสดงไว้ ให้ดูแถวถัดไปอีกครั้งแล้วติ๊กใหม่"
    return ""
  }
}

function isUnticked(line: SheetRow): boolean {
  const { value } = cellOf(line, "tick")
  return value === false || value === ""
}

function isShown(tabs: readonly SheetTab[], figures: readonly Figure[]): boolean {
  const shown = new Map(linesOf(tabs, "status").map(line => [textOf(line, "item"), textOf(line, "value")]))
  return figures.every(({ item, value }) => shown.get(item) === value)
}

/**
 * The tick taken back while other figures than those shown are written: one set meanwhile, of the old ones, must not pass
 * for an answer to the new.
 */
export function untickWrites(tabs: readonly SheetTab[], gate: Gate): CellWrite[] {
  return gate.kind !== "asks" || isShown(tabs, gate.figures) ? [] : plannerUntick(tabs)
}

/** The planner's tick, taken back. */
export function plannerUntick(tabs: readonly SheetTab[]): CellWrite[] {
  return tabsOf(tabs, "status").flatMap(({ sheetId, columnIndexByKey }) => {
    const column = columnIndexByKey.get("tick")
    return column === undefined ? [] : [{ sheetId, row: PLANNER_TICK_ROW, column, value: false }]
  })
}

/** Why nobody could announce, ticked or not. */
function settingFaults(rows: readonly TableRow[]): string[] {
  const wrong = rows.filter(({ tab, problems }) => tab.tab === "setting" && problems.some(isError))
  const labels = wrong.map(({ line }) => `“${textOf(line, "label") || textOf(line, "key")}”`)
  // A title that is wrong is told as any setting is.
  const isUntitled = settingValue(rows, "title") === "" && !wrong.some(({ name }) => name === "setting/title")
  return [
    ...(isUntitled ? ["ชื่อแผนว่างอยู่ ให้พิมพ์ในแถว “ชื่อแผน” ของแท็บ “ตั้งค่า”"] : []),
    ...(wrong.length > 0 ? [`แท็บ “ตั้งค่า” มีที่ต้องแก้ก่อน คือแถว ${labels.join(" ")}`] : []),
  ]
}

function isError({ severity }: TableRow["problems"][number]): boolean {
  return severity === "error"
}

/** True when the last edit of the tick, of those whose account Google told, was neither the planner's nor the owner's. */
export function isTickedByAnother(
  tabs: readonly SheetTab[],
  edits: readonly AuthoredEdit[],
  accounts: Pick<Accounts, "owner" | "planner"> | undefined,
): boolean {
  const [tab] = tabsOf(tabs, "status")
  const column = tab?.columnIndexByKey.get("tick") ?? -1
  const over = edits.filter(
    each =>
      each.sheetId === tab?.sheetId &&
      each.top <= PLANNER_TICK_ROW &&
      PLANNER_TICK_ROW < each.bottom &&
      each.left <= column &&
      column < each.right,
  )
  const last = over.sort((a, b) => a.at - b.at)[over.length - 1]
  if (!last || !accounts) return false
  return ![accounts.owner, ...accounts.planner].map(accountKey).includes(accountKey(last.account))
}
