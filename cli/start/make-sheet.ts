/** The year's spreadsheet and the script's project, made on the first start and found again on every other. */
import type { LocalGoogle } from "../../local/google/api/google.ts"
import type { Office } from "../../local/office/office.ts"
import { rowsByKey, tabByKey } from "../../local/office/tab.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { GATE_ITEM } from "../../shared/scan/gate.ts"
import { ANNOUNCED } from "../../shared/scan/status.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { PLANNER_TICK_ROW } from "../../shared/sheet/protection.ts"
import { CommandError } from "../command/fault.ts"
import { createGoogleClients, type GoogleClients, localAuth } from "../office/google-login.ts"
import { provisionScript } from "../office/script.ts"
import { provision } from "../provision/provision.ts"
import { writePlan } from "../provision/write-plan.ts"
import type { SavedOffice } from "./folder.ts"
import type { OfficeBeginning } from "./source.ts"

type SheetDeps = {
  readonly google: LocalGoogle
  /** What an earlier start made. */
  readonly made: SavedOffice["sheet"]
  /** What to make where none did; then it must be there. */
  readonly beginning: OfficeBeginning | undefined
  readonly today: IsoDate
  readonly files: { readonly code: string; readonly manifest: string }
}

export type OfficeSheet = { readonly spreadsheetId: string; readonly scriptId: string }

/** The script is brought up to date on every start; the sheet belongs to its people after the first. */
export async function makeSheet(deps: SheetDeps): Promise<OfficeSheet> {
  const { google, made } = deps
  const door = await google.listen()
  try {
    const clients = createGoogleClients({ auth: localAuth(), rootUrl: door.rootUrl })
    const spreadsheetId = made?.spreadsheetId ?? (await makeYear(deps, clients))
    const { scriptId } = await provisionScript(clients, {
      title: "Sujarit",
      files: [
        { name: "Code", type: "SERVER_JS", source: deps.files.code },
        { name: "appsscript", type: "JSON", source: deps.files.manifest },
      ],
      ...(made && { scriptId: made.scriptId }),
    })
    return { spreadsheetId, scriptId }
  } finally {
    await door.close()
  }
}

async function makeYear({ beginning, today }: SheetDeps, clients: GoogleClients): Promise<string> {
  if (!beginning) throw new Error("a new sheet without a beginning")
  const { spreadsheetId } = await provision(clients, { ...beginning.provision, today })
  if (beginning.plan) {
    const written = await writePlan(clients, spreadsheetId, beginning.plan)
    // A start killed after this line finds the rows it wrote.
    if (written.outcome === "notProvisioned")
      throw new CommandError("จัดทำตารางไม่สำเร็จ / the sheet was not provisioned")
  }
  return spreadsheetId
}

/**
 * The sample and a plan that was published count as announced: the owner ticks what a planner would. Done on each start
 * that finds it undone, since an earlier one may have been killed before.
 */
export async function announce(office: Office): Promise<void> {
  const tab = tabByKey(office.spreadsheet(), "status")
  if (!tab) return
  const gate = rowsByKey(tab)[PLANNER_TICK_ROW - 1]
  if (gate?.item !== GATE_ITEM || gate.value === ANNOUNCED) return
  const cell = `${columnName(tab.columnKeys.indexOf("tick"))}${PLANNER_TICK_ROW + 1}`
  await office.type({ tab: tab.sheet.title, cell, values: [["TRUE"]], as: "owner" })
}

const OURS = /^http:\/\/127\.0\.0\.1:\d{1,5}\/?$/

/**
 * The public address in the sheet of an office that is started on another port: this start's is typed where that of an
 * earlier one stands, since links in mail and data are made from it. An address that a person typed is left alone.
 */
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
