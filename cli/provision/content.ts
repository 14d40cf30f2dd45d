/** What a new year begins with: sections, settings, holidays. Written only where nothing stands. */

import { shortDate } from "../../shared/date/thai-date.ts"
import { SETTINGS, type Setting, settingInForce } from "../../shared/row/setting.ts"
import { type SheetRow, textOf } from "../../shared/sheet/sheet-tab.ts"
import type { Request } from "./found.ts"
import type { PlacedTab } from "./place.ts"
import type { OfficePlan } from "./plan.ts"
import { filledLines, typedTab, type Values, writeRows } from "./rows.ts"

export function sectionContent(tab: PlacedTab, plan: OfficePlan): Request[] {
  if (filledLines(typedTab(tab), "section").length > 0) return []
  return writeRows(
    tab,
    1,
    plan.sections.map(section => ({
      slug: Number(section.slug),
      name: section.name,
      shortNames: section.shortNames.join(", "),
      head: section.head,
      accounts: section.accounts?.join(", "),
      addresses: section.addresses?.join(", "),
      headAddresses: section.headAddresses?.join(", "),
    })),
  )
}

export function holidayContent(tab: PlacedTab, plan: OfficePlan): Request[] {
  if (filledLines(typedTab(tab), "holiday").length > 0) return []
  return writeRows(
    tab,
    1,
    plan.holidays.map(({ date, name }) => ({ date: shortDate(date), name })),
  )
}

export type SettingContent = {
  readonly requests: readonly Request[]
  /** Which setting each row holds after these requests. */
  readonly keyByRow: ReadonlyMap<number, string>
}

/** Every setting has a row. What the script owns in it is put right; its value is written only with a new row. */
export function settingContent(tab: PlacedTab, plan: OfficePlan): SettingContent {
  const lines = typedTab(tab).rows
  const lineByKey = new Map(SETTINGS.map(setting => [setting.key, lineOf(setting, lines)]))
  const keyByRow = new Map<number, string>()
  const requests: Request[] = []
  for (const setting of SETTINGS) {
    const line = lineByKey.get(setting.key)
    if (!line) continue
    keyByRow.set(line.index, setting.key)
    requests.push(...repairs(tab, line, setting))
  }
  const absent = SETTINGS.filter(setting => !lineByKey.get(setting.key))
  const firstRow = Math.max(0, ...lines.map(line => line.index)) + 1
  absent.forEach((setting, at) => {
    keyByRow.set(firstRow + at, setting.key)
  })
  const rows = absent.map(setting => ({ ...labelsOf(setting), value: initialValue(setting, plan) }))
  return { requests: [...requests, ...writeRows(tab, firstRow, rows)], keyByRow }
}

/** A row whose key was wiped is still known by its label. */
function lineOf(setting: Setting, lines: readonly SheetRow[]): SheetRow | undefined {
  return (
    lines.find(line => textOf(line, "key") === setting.key) ??
    lines.find(line => textOf(line, "key") === "" && textOf(line, "label") === setting.label)
  )
}

function labelsOf({ key, label, help }: Setting): Values {
  return { key, label, help }
}

function repairs(tab: PlacedTab, line: SheetRow, setting: Setting): Request[] {
  const wrong = Object.entries(labelsOf(setting)).filter(([key, text]) => textOf(line, key) !== text)
  return wrong.length === 0 ? [] : writeRows(tab, line.index, [Object.fromEntries(wrong)])
}

/** A title of the head is written only where it was said: without one the year means what every office's did. */
function initialValue({ key, initial }: Setting, plan: OfficePlan): string {
  const said = plan.settings[key]
  if (said !== undefined) return said
  if (key === "fiscalYear") return String(plan.fiscalYear)
  if (key === "title") return plan.title
  return key === "directorTitle" ? initial : settingInForce(key, new Map(Object.entries(plan.settings)))
}
