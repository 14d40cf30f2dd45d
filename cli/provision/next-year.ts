/** Opens a year from the one before: the same sections, people and settings, and nothing that belongs to the old plan. */

import { readFile } from "node:fs/promises"
import { read, utils } from "@e965/xlsx"
import { cleanText } from "../../shared/row/plain-text.ts"
import { SETTINGS, type SettingKey } from "../../shared/row/setting.ts"
import { type CellJson, readSheet, type SheetJson } from "../../shared/sheet/read-sheet.ts"
import { type SheetRow, type SheetTab, textOf } from "../../shared/sheet/sheet-tab.ts"
import { settingTexts } from "../../shared/table/context.ts"
import type { GoogleClients } from "../office/google-login.ts"
import { readTyped } from "./found.ts"
import { placeTabs } from "./place.ts"
import { type OfficePlan, type OfficeSection, wantedTabs } from "./plan.ts"
import { typedTab } from "./rows.ts"

/** Of one year and its signed plan. */
const OF_ITS_YEAR: readonly SettingKey[] = [
  "title",
  "fiscalYear",
  "announcementNumber",
  "announcementDate",
  "announcementLink",
]

export type NewYear = Pick<OfficePlan, "office" | "fiscalYear" | "title" | "holidays" | "owner" | "today">

/** The plan for a new year, read from the old year's spreadsheet. Deputies are named anew: their time ends. */
export async function planNextYear(
  { sheets }: Pick<GoogleClients, "sheets">,
  oldSpreadsheetId: string,
  year: NewYear,
): Promise<OfficePlan> {
  const found = await readTyped(sheets, oldSpreadsheetId)
  return nextYearOf(placeTabs(found, wantedTabs([])).tabs.map(typedTab), year)
}

/**
 * The tabs of the old year in a sheet downloaded as .xlsx, for an office that no longer has the old file; undefined when
 * the file is not such a workbook.
 */
export async function tabsOfWorkbook(file: string): Promise<SheetTab[] | undefined> {
  const bytes = await readFile(file)
  const tabs = sheetsOf(bytes).flatMap(([title, rows]) => readSheet(workbookSheet(title, rows)) ?? [])
  const needed = tabs.filter(({ tab }) => tab === "section" || tab === "setting")
  return needed.length === 2 ? needed : undefined
}

function sheetsOf(bytes: Buffer): [title: string, rows: unknown[][]][] {
  try {
    const { SheetNames, Sheets } = read(bytes, { type: "buffer" })
    return SheetNames.map(name => [
      name,
      utils.sheet_to_json(Sheets[name] ?? {}, { header: 1, blankrows: true }),
    ])
  } catch {
    // The library throws whatever its unzip and XML readers throw; all of it means the file is not a workbook.
    return []
  }
}

/** As Google would answer it without metadata. */
function workbookSheet(title: string, rows: readonly (readonly unknown[])[]): SheetJson {
  const cell = (value: unknown): CellJson => {
    if (value === null || value === undefined) return {}
    return {
      effectiveValue: typeof value === "number" ? { numberValue: value } : { stringValue: String(value) },
    }
  }
  return { properties: { title }, data: [{ rowData: rows.map(row => ({ values: row.map(cell) })) }] }
}

/** The same, from tabs that were read elsewhere. */
export function nextYearOf(tabs: readonly SheetTab[], year: NewYear): OfficePlan {
  const sections = tabs.filter(tab => tab.tab === "section").flatMap(tab => tab.rows.flatMap(officeSection))
  const texts = settingTexts(tabs)
  const kept = SETTINGS.filter(({ key }) => texts.has(key) && !OF_ITS_YEAR.includes(key))
  return {
    ...year,
    sections,
    settings: Object.fromEntries(kept.map(({ key }) => [key, texts.get(key) ?? ""])),
  }
}

function officeSection(line: SheetRow): OfficeSection[] {
  const text = (key: string) => cleanText(textOf(line, key))
  if (!/^[1-9][0-9]?$/.test(text("slug")) || text("name") === "") return []
  return [
    {
      slug: text("slug"),
      name: text("name"),
      shortNames: listOf(text("shortNames")),
      head: text("head"),
      accounts: listOf(text("accounts")),
      addresses: listOf(text("addresses")),
      headAddresses: listOf(text("headAddresses")),
    },
  ]
}

function listOf(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map(part => part.trim())
    .filter(part => part !== "")
}
