/** Whose each address is, as the sheet says, and where in the sheet what is written to it is answered. */
import { reportTabTitle } from "../../shared/columns.ts"
import { mailboxOf, parseAddresses } from "../../shared/row/address.ts"
import type { Office } from "./office.ts"
import { rowsByKey, tabByKey } from "./tab.ts"

export type Recipient = {
  readonly address: string
  /** In the words of the office; several where one box serves several. */
  readonly role: string
  /** The grid page, acted as this recipient. */
  readonly link: string
}

/** In the order in which mail goes up: the director, the sections, the operator. */
export function recipientsOf(office: Office): readonly Recipient[] {
  const found = new Map<string, Recipient>()
  const add = (typed: string, role: string, as: string, tab: string | undefined) => {
    for (const address of parseAddresses([typed]).good) {
      const box = mailboxOf(address)
      const before = found.get(box)
      const link = `/?${new URLSearchParams({ as, ...(tab !== undefined && { tab }) })}`
      if (!before) found.set(box, { address, role, link })
      else if (!before.role.includes(role)) found.set(box, { ...before, role: `${before.role} และ${role}` })
    }
  }
  const spreadsheet = office.spreadsheet()
  const rowsOf = (key: "setting" | "section") => {
    const tab = tabByKey(spreadsheet, key)
    return tab ? rowsByKey(tab) : []
  }
  const titleOf = (key: "oversight" | "status") => tabByKey(spreadsheet, key)?.sheet.title
  const settingOf = (key: string) => rowsOf("setting").find(row => row.key === key)?.value ?? ""
  add(settingOf("directorMail"), office.actor("director")?.label ?? "", "director", titleOf("oversight"))
  for (const { name = "", head = "", addresses = "", headAddresses = "", deputy = "" } of rowsOf("section")) {
    const tab = reportTabTitle(name)
    add(addresses, name, name, tab)
    add(headAddresses, head || `หัวหน้า${name}`, name, tab)
    add(deputy, `ผู้รักษาการแทน${head || `หัวหน้า${name}`}`, name, tab)
  }
  add(settingOf("operatorMail"), "ผู้ดูแลระบบ", "owner", titleOf("status"))
  return [...found.values()]
}
