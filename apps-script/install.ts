/** What installing the script does: its settings checked, its triggers made, and a note left for `doctor`. */
import { TIME_ZONE } from "../shared/date/civil-date.ts"
import { formatInstallNote, INSTALL_METADATA_KEY, parseInstallNote } from "../shared/sheet/install-note.ts"
import type { Config } from "./config.ts"
import { serviceOff } from "./google.ts"
import { originOf } from "./worker.ts"

type Request = Google.Request

/** Is every setting one that will work? @throws Error in Thai and English, naming the setting */
export function checkSettings(config: Config): void {
  if (config.audience !== originOf(config.pushUrl))
    throw new Error(
      `ค่า CONFIG: pushUrl ไม่ได้อยู่ที่ ${config.audience} ให้วางค่าจากคำสั่ง setup ใหม่ (pushUrl is not at the audience: paste CONFIG again)`,
    )
  checkKey(config.privateKey)
  const scriptZone = Session.getScriptTimeZone()
  if (scriptZone !== TIME_ZONE)
    throw new Error(
      `เขตเวลาของสคริปต์เป็น ${scriptZone} ต้องเป็น ${TIME_ZONE} ให้สั่ง sujarit deploy --script (the script's time zone)`,
    )
  for (const { id, fiscalYear } of config.spreadsheets) checkSpreadsheet(id, fiscalYear)
}

function checkKey(privateKey: string): void {
  try {
    Utilities.computeRsaSha256Signature("sujarit", privateKey, Utilities.Charset.UTF_8)
  } catch (error) {
    throw new Error(
      `ค่า CONFIG: privateKey ใช้ลงนามไม่ได้ อาจวางไม่ครบ ให้วางค่าจากคำสั่ง setup ใหม่ทั้งค่า (the private key cannot sign: ${error})`,
    )
  }
}

function checkSpreadsheet(id: string, fiscalYear: number): void {
  const zone = zoneOf(id, fiscalYear)
  if (zone !== TIME_ZONE)
    throw new Error(
      `เขตเวลาของตารางปี ${fiscalYear} เป็น ${zone} ต้องเป็น ${TIME_ZONE} ให้สั่ง sujarit setup (the spreadsheet's time zone)`,
    )
}

function zoneOf(id: string, fiscalYear: number): string | null | undefined {
  try {
    return Sheets.Spreadsheets.get(id, { fields: "properties(timeZone)" }).properties?.timeZone
  } catch (error) {
    const page = serviceOff(error)
    if (page !== undefined)
      throw new Error(
        `โครงการ Cloud ของสคริปต์ยังไม่เปิด Google Sheets API ให้ผูกสคริปต์กับโครงการตามเลขที่ setup แสดง เปิด ${page} กด “เปิดใช้” รอ 2-3 นาที แล้วเรียก install อีกครั้ง (link the script to the office's own Cloud project, enable the API there, then run install again)`,
      )
    throw new Error(
      `เปิดตารางปี ${fiscalYear} (${id}) ไม่ได้ ตรวจว่ารหัสตารางใน CONFIG ถูกต้อง และบัญชีนี้เป็นเจ้าของตาราง (cannot open the spreadsheet: ${error})`,
    )
  }
}

/** Minutes between clock scans: four an hour stay far under a consumer account's daily trigger time. */
const CLOCK_MINUTES = 15

export function deleteTriggers(): void {
  for (const trigger of ScriptApp.getProjectTriggers()) ScriptApp.deleteTrigger(trigger)
}

export function createTriggers({ spreadsheets }: Config): void {
  for (const { id } of spreadsheets) {
    ScriptApp.newTrigger("onEdited").forSpreadsheet(id).onEdit().create()
    ScriptApp.newTrigger("onChanged").forSpreadsheet(id).onChange().create()
  }
  ScriptApp.newTrigger("onClock").timeBased().everyMinutes(CLOCK_MINUTES).create()
}

/** Every trigger that should be there, once, and no other. */
export function areTriggersRight({ spreadsheets }: Config): boolean {
  const wanted = ["onClock ", ...spreadsheets.flatMap(({ id }) => [`onEdited ${id}`, `onChanged ${id}`])]
  const found = ScriptApp.getProjectTriggers().map(
    trigger => `${trigger.getHandlerFunction()} ${trigger.getTriggerSourceId() ?? ""}`,
  )
  return found.sort().join("\n") === wanted.sort().join("\n")
}

/**
 * Notes on each spreadsheet who installed the script, when and with which key: no API tells an operator of triggers or
 * script properties, so this is what `doctor` reads. One note an account: two notes are two sets of triggers.
 */
export function noteInstall(config: Config): void {
  const { kid, audience, spreadsheets, mail } = config
  const years = spreadsheets.map(each => each.fiscalYear)
  const metadataValue = formatInstallNote({
    by: account(),
    at: Date.now(),
    kid,
    audience,
    years,
    ...(mail && { mail }),
  })
  const note: Request = {
    createDeveloperMetadata: {
      developerMetadata: {
        metadataKey: INSTALL_METADATA_KEY,
        metadataValue,
        location: { spreadsheet: true },
        visibility: "DOCUMENT",
      },
    },
  }
  for (const { id } of spreadsheets) update(id, [...removals(id), note])
}

export function removeInstallNote({ spreadsheets }: Config): void {
  for (const { id } of spreadsheets) update(id, removals(id))
}

function account(): string {
  return Session.getEffectiveUser().getEmail()
}

/** This account's earlier notes; another account's is not ours to remove. */
function removals(id: string): Request[] {
  const fields = "developerMetadata(metadataId,metadataKey,metadataValue)"
  const notes = Sheets.Spreadsheets.get(id, { fields }).developerMetadata ?? []
  return notes
    .filter(note => note.metadataKey === INSTALL_METADATA_KEY)
    .filter(note => (parseInstallNote(note.metadataValue ?? "")?.by ?? account()) === account())
    .map(({ metadataId }) => ({
      deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } },
    }))
}

function update(id: string, requests: Request[]): void {
  if (requests.length > 0) Sheets.Spreadsheets.batchUpdate({ requests }, id)
}
