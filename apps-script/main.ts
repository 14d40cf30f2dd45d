/** What Google calls. Each is a global function of the bundle by the same name; `build.ts` writes the stubs. */
import { readConfig } from "./config.ts"
import { scanSpreadsheet } from "./scan.ts"

/** Minutes between clock scans: four an hour stay far under a consumer account's daily trigger time. */
const CLOCK_MINUTES = 15

/** A scan waits this long for the one before it; an edit made meanwhile is in the sheet for it to find. */
const LOCK_MS = 30_000

/** Run once by the owner: makes this account's triggers anew and scans. Running it again changes nothing. */
export function install(): void {
  const config = readConfig()
  for (const trigger of ScriptApp.getProjectTriggers()) ScriptApp.deleteTrigger(trigger)
  for (const { id } of config.spreadsheets) {
    ScriptApp.newTrigger("onEdited").forSpreadsheet(id).onEdit().create()
    ScriptApp.newTrigger("onChanged").forSpreadsheet(id).onChange().create()
  }
  ScriptApp.newTrigger("onClock").timeBased().everyMinutes(CLOCK_MINUTES).create()
  scanAll(true)
}

/** Installable edit trigger. The event is a hint that something changed: which cell does not matter. */
export function onEdited(): void {
  scanAll(false)
}

/** Installable change trigger: rows and columns inserted, removed or moved. Content edits come by `onEdited`. */
export function onChanged(event: GoogleAppsScript.Events.SheetsOnChange): void {
  if (event.changeType !== "EDIT" && event.changeType !== "FORMAT") scanAll(false)
}

/** Clock trigger: finds what no event told, and says that the script is alive. */
export function onClock(): void {
  scanAll(true)
}

function scanAll(byClock: boolean): void {
  const lock = LockService.getScriptLock()
  if (!lock.tryLock(LOCK_MS)) return
  try {
    const config = readConfig()
    for (const spreadsheet of config.spreadsheets) scanSpreadsheet(config, spreadsheet, byClock)
  } finally {
    lock.releaseLock()
  }
}
