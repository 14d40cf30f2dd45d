/**
 * The public address in the sheet of an office that is started on another port. Links in mail and data are made from it;
 * the office wrote it, so the office mends it. An address that a person typed is left alone.
 */

import type { Office } from "../../local/office/office.ts"
import { rowsByKey, tabByKey } from "../../local/office/tab.ts"
import { columnName } from "../../shared/sheet/a1.ts"

const OURS = /^http:\/\/127\.0\.0\.1:\d{1,5}\/?$/

/** Types the address of this start where that of an earlier one stands. */
export async function mendPublicAddress(office: Office, publicUrl: string): Promise<void> {
  const tab = tabByKey(office.spreadsheet(), "setting")
  if (!tab) return
  const rows = rowsByKey(tab)
  const at = rows.findIndex(({ key }) => key === "publicAddress")
  const written = rows[at]?.value ?? ""
  if (!OURS.test(written) || written === publicUrl) return
  const cell = `${columnName(tab.columnKeys.indexOf("value"))}${at + 2}`
  await office.type({ tab: tab.sheet.title, cell, values: [[publicUrl]], as: "owner" })
}
