/** Where the sheet says to whom mail goes: each cell with its place in words, for a finding to point at. */
import { tabOf } from "../../shared/columns.ts"
import { parseAddresses } from "../../shared/row/address.ts"
import { SETTINGS } from "../../shared/row/setting.ts"
import { linesOf, type SheetTab, textOf } from "../../shared/sheet/sheet-tab.ts"

export type MailCell = {
  /** `แท็บ “หน่วยงาน” แถว “ฝ่ายทะเบียน” ช่อง “อีเมลที่รับแจ้ง”`. */
  readonly place: string
  readonly good: readonly string[]
  /** What was typed there and is no address. */
  readonly bad: readonly string[]
}

const CONTACT_KEYS = ["addresses", "headAddresses", "deputy"]
const SETTING_KEYS = ["directorMail", "operatorMail"] as const

export function mailCells(tabs: readonly SheetTab[]): MailCell[] {
  return [...settingCells(tabs), ...contactCells(tabs)].filter(
    ({ good, bad }) => good.length + bad.length > 0,
  )
}

/** The addresses that a setting holds. */
export function settingAddresses(settings: ReadonlyMap<string, string>, key: string): readonly string[] {
  return parseAddresses([settings.get(key) ?? ""]).good
}

function settingCells(tabs: readonly SheetTab[]): MailCell[] {
  const lines = linesOf(tabs, "setting")
  return SETTING_KEYS.flatMap(key => {
    const label = SETTINGS.find(setting => setting.key === key)?.label ?? key
    return lines
      .filter(line => textOf(line, "key") === key)
      .map(line => ({
        place: `แท็บ “${tabOf("setting").title}” แถว “${label}”`,
        ...parseAddresses([textOf(line, "value")]),
      }))
  })
}

function contactCells(tabs: readonly SheetTab[]): MailCell[] {
  const { title, columns } = tabOf("section")
  const wanted = columns.filter(({ key }) => CONTACT_KEYS.includes(key))
  return linesOf(tabs, "section").flatMap(line =>
    wanted.map(({ key, header }) => ({
      place: `แท็บ “${title}” แถว “${textOf(line, "name")}” ช่อง “${header}”`,
      ...parseAddresses([textOf(line, key)]),
    })),
  )
}
