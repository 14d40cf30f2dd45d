/** What Google calls. Each is a global function of the bundle by the same name; `build.ts` writes the stubs. */
import { contactsOf } from "../shared/mail/outgoing.ts"
import { countGivenUp, withinBudget } from "./budget.ts"
import { type Config, readConfig } from "./config.ts"
import { noteEdit, takeEditNotes } from "./edit-notes.ts"
import { forEachYear } from "./faults.ts"
import {
  areTriggersRight,
  checkSettings,
  createTriggers,
  deleteTriggers,
  noteInstall,
  removeInstallNote,
} from "./install.ts"
import { sendMail } from "./mail.ts"
import { scanSpreadsheet } from "./scan.ts"

/** A scan waits this long for the one before it; an edit made meanwhile is in the sheet for it to find. */
const LOCK_MS = 30_000

/** The clock run that also looks after the triggers: one an hour. */
const CARE_MINUTES = 15

/**
 * Run once by the owner: checks its settings, makes this account's triggers anew, scans, and notes who did it. Running it
 * again changes nothing; killed anywhere, running it again finishes.
 */
export function install(): void {
  // Each scope has a box of its own that a person can leave empty: asked for now, not found missing days later.
  ScriptApp.requireAllScopes(ScriptApp.AuthMode.FULL)
  const config = readConfig()
  checkSettings(config)
  deleteTriggers()
  createTriggers(config)
  scanAll(true)
  noteInstall(config)
}

/** Run by an account that hands the office over, or that installed beside the owner: its triggers and its note go. */
export function uninstall(): void {
  deleteTriggers()
  removeInstallNote(readConfig())
}

/** Installable edit trigger. The event is a hint that something changed; it may tell who filled a report in. */
export function onEdited(event?: Google.EditEvent): void {
  noteEdit(event)
  scanAll(false)
}

/** Installable change trigger: rows and columns inserted, removed or moved. Content edits come by `onEdited`. */
export function onChanged(event: Google.ChangeEvent): void {
  if (event.changeType !== "EDIT" && event.changeType !== "FORMAT") scanAll(false)
}

/** Clock trigger: finds what no event told, and says that the script is alive. Run by hand it has no event. */
export function onClock(event?: Google.ClockEvent): void {
  try {
    scanAll(true)
  } finally {
    if (event && event.minute < CARE_MINUTES) mendTriggers()
  }
}

/** A trigger somebody deleted, or one too many, would go unseen for as long as the clock runs. */
function mendTriggers(): void {
  const config = readConfig()
  if (areTriggersRight(config)) return
  deleteTriggers()
  createTriggers(config)
  noteInstall(config)
}

function scanAll(byClock: boolean): void {
  const arrived = Date.now()
  const lock = LockService.getScriptLock()
  if (!lock.tryLock(LOCK_MS)) {
    countGivenUp(arrived)
    return
  }
  try {
    withinBudget({ arrived, isEdit: !byClock }, () => {
      const config = readConfig()
      const { edits, forget } = takeEditNotes()
      const scan = (each: Config["spreadsheets"][number]) => scanSpreadsheet(config, each, { byClock, edits })
      forEachYear(config, scan, tabs => {
        forget()
        if (byClock) sendMail(config, new Set(contactsOf(tabs)))
      })
    })
  } finally {
    lock.releaseLock()
  }
}
