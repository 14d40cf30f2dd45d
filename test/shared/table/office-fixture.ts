/** A small office as the script reads it: tabs of typed cells, and the deps a scan wants. */

import { type TabKey, tabOf } from "../../../shared/columns.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { SETTINGS } from "../../../shared/row/setting.ts"
import type { SheetCell } from "../../../shared/rules/cell.ts"
import { type CellWrite, listWrites } from "../../../shared/scan/marks.ts"
import { planScan, type ScanInput } from "../../../shared/scan/scan.ts"
import { statusLines } from "../../../shared/scan/status.ts"
import { EMPTY_MEMORY, type Memory } from "../../../shared/sheet/memory.ts"
import { PLANNER_TICK_ROW } from "../../../shared/sheet/protection.ts"
import { type SheetTab, tabsOf } from "../../../shared/sheet/sheet-tab.ts"

type Line = Readonly<Record<string, string | number | boolean>>

export const SALT_KEY = new Uint8Array(32).fill(7)

/** Ids that count up, so that a test can name them: m-00000001, m-00000002 … */
export function countingIds(): (letter: string) => string {
  let count = 0
  return letter => `${letter}-${String(++count).padStart(8, "0")}`
}

let sheetCount = 0

/** A tab holding these lines from its second row on; `drop` leaves columns out, as if someone deleted them. */
export function tabFrom(
  key: TabKey,
  lines: readonly Line[],
  options: { slug?: string; drop?: readonly string[] } = {},
): SheetTab {
  const columns = tabOf(key).columns.filter(column => !options.drop?.includes(column.key))
  return {
    sheetId: ++sheetCount,
    title: tabOf(key).title,
    tab: key,
    sectionSlug: options.slug,
    columnIndexByKey: new Map(columns.map((column, index) => [column.key, index])),
    rowCount: 100,
    columnCount: columns.length,
    rows: lines.map((line, index) => ({
      index: index + 1,
      cellByKey: new Map(
        Object.entries(line)
          .filter(([column, value]) => value !== "" && !options.drop?.includes(column))
          .map(([column, value]): [string, SheetCell] => [column, { value, formula: false }]),
      ),
    })),
  }
}

/** The tabs every office has: ten sections with accounts, settings announced for 2566, no holidays. */
export function officeTabs(
  tabs: readonly SheetTab[] = [],
  settings: Readonly<Record<string, string>> = {},
): SheetTab[] {
  const values: Readonly<Record<string, string>> = {
    office: "สำนักงานเขตตัวอย่าง",
    fiscalYear: "2566",
    announcementNumber: "กท 1/2565",
    announcementDate: "12 ต.ค. 2565",
    ...settings,
  }
  const given = new Set(tabs.map(tab => tab.tab))
  return [
    ...tabs,
    ...(["measure", "duty", "oversight", "assessment", "holiday", "status", "record"] as const)
      .filter(key => !given.has(key))
      .map(key => tabFrom(key, [])),
    tabFrom(
      "section",
      DISTRICT_SECTIONS.map(({ slug, name }) => ({ slug, name, accounts: `section-${slug}@office.example` })),
    ),
    tabFrom(
      "setting",
      SETTINGS.map(({ key, initial }) => ({ key, value: values[key] ?? initial })),
    ),
  ]
}

/** A measure that has nothing wrong with it. */
export const MEASURE = {
  id: "m-aaaaaaaa",
  indicator: "2",
  issue: "ซื้อร้านเดิมหลายครั้ง",
  measure: "เผยแพร่รายงานจัดซื้อจัดจ้าง",
  monitoring: "รายงานทุกเดือน",
  period: "ภายในเดือนมิถุนายน ๒๕๖๖",
  responsible: "ฝ่ายปกครอง",
  lead: "ฝ่ายปกครอง",
} as const

/** Of a year that was announced, of which no row is known yet: nothing stands in the way of a first push. */
export const ANNOUNCED: Memory = { ...EMPTY_MEMORY, fiscalYear: 2566, sequence: 1 }

/** Where the Worker of the scans is. */
export const ORIGIN = "https://record.example"

export function scanInput(tabs: readonly SheetTab[], memory: Memory = ANNOUNCED) {
  return {
    tabs,
    memory,
    saltKey: SALT_KEY,
    newId: countingIds(),
    now: Date.UTC(2023, 4, 29, 3),
    byClock: false,
    sheetAddress: "https://sheet.example/1",
    origin: ORIGIN,
  }
}

/** The tabs with the gate of the announcement as a scan shows it, and in its tick what somebody put there. */
export function atGate(input: ScanInput, tick: boolean | string = true): SheetTab[] {
  return typeTick(withStatus(input), tick)
}

/** The tabs with what a scan writes in the status tab. */
export function withStatus(input: ScanInput): SheetTab[] {
  const plan = planScan({ ...input, newId: countingIds() })
  if (!plan) throw new Error("no fiscal year")
  const lines = statusLines({
    gate: plan.gate,
    revision: input.memory.sequence,
    head: input.memory.head,
    connection: { kind: "quiet" },
    now: input.now,
    mail: null,
    rows: plan.table.rows,
    unreadable: [],
    untaken: [],
    faults: [],
    pace: "free",
    vanished: [],
    reasons: new Map(),
  })
  return applyWrites(
    input.tabs,
    tabsOf(input.tabs, "status").flatMap(tab => listWrites(tab, lines)),
  )
}

/** Somebody's hand in a tick of the status tab; the gate's where no other is named. */
export function typeTick(
  tabs: readonly SheetTab[],
  value: boolean | string,
  row: number = PLANNER_TICK_ROW,
): SheetTab[] {
  const [tab] = tabsOf(tabs, "status")
  const column = tab?.columnIndexByKey.get("tick") ?? -1
  return applyWrites(tabs, [{ sheetId: tab?.sheetId ?? 0, row, column, value }])
}

/** The tabs after the writes of a scan, as the next scan would read them. */
export function applyWrites(tabs: readonly SheetTab[], writes: readonly CellWrite[]): SheetTab[] {
  return tabs.map(tab => {
    const keyByColumn = new Map([...tab.columnIndexByKey].map(([key, column]) => [column, key]))
    const cellsByRow = new Map(tab.rows.map(row => [row.index, new Map(row.cellByKey)]))
    for (const write of writes.filter(each => each.sheetId === tab.sheetId)) {
      const cells = cellsByRow.get(write.row) ?? new Map<string, SheetCell>()
      const key = keyByColumn.get(write.column) ?? ""
      if (write.value === "") cells.delete(key)
      else cells.set(key, { value: write.value, formula: false })
      cellsByRow.set(write.row, cells)
    }
    const rows = [...cellsByRow].sort(([a], [b]) => a - b).map(([index, cellByKey]) => ({ index, cellByKey }))
    return { ...tab, rows }
  })
}
