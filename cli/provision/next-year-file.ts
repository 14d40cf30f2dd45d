/** A year's sheet downloaded as .xlsx: its sections and settings, for opening the next year without the old file. */
import { readFile } from "node:fs/promises"
import readExcel from "read-excel-file/node"
import { type Tab, tabOf } from "../../shared/columns.ts"
import type { SheetRow, SheetTab } from "../../shared/sheet/sheet-tab.ts"

/** Undefined when the file is not such a workbook. */
export async function tabsOfWorkbook(file: string): Promise<SheetTab[] | undefined> {
  const bytes = await readFile(file)
  // The library throws whatever its unzip and XML readers throw; all of it means the file is not a workbook.
  const sheets = await readExcel(bytes).catch(() => [])
  const tabs = (["section", "setting"] as const).flatMap(key => {
    const tab = tabOf(key)
    const sheet = sheets.find(each => each.sheet === tab.title)
    return sheet ? [workbookTab(tab, sheet.data)] : []
  })
  return tabs.length === 2 ? tabs : undefined
}

/** Known by headers: a workbook has no metadata. */
function workbookTab(tab: Tab, [headers = [], ...lines]: readonly (readonly unknown[])[]): SheetTab {
  const columnIndexByKey = new Map(
    tab.columns.flatMap(({ key, header }) => {
      const at = headers.findIndex(text => String(text ?? "").trim() === header)
      return at < 0 ? [] : [[key, at] as const]
    }),
  )
  const row = (cells: readonly unknown[], index: number): SheetRow => ({
    index: index + 1,
    cellByKey: new Map(
      [...columnIndexByKey].flatMap(([key, at]) => {
        const value = cells[at]
        return value === null || value === undefined || value === ""
          ? []
          : [[key, { value: typeof value === "number" ? value : String(value), formula: false }] as const]
      }),
    ),
  })
  return {
    sheetId: 0,
    title: tab.title,
    tab: tab.key,
    sectionSlug: undefined,
    columnIndexByKey,
    rowCount: lines.length + 1,
    columnCount: headers.length,
    rows: lines.map(row).filter(line => line.cellByKey.size > 0),
  }
}
