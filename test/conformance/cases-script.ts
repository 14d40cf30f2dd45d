/** The services about the script itself: properties, locks, triggers, session. */
import type { Case } from "./case.ts"
import { equal, throws } from "./expect.ts"
import { freshSheet, scratchId, write } from "./scratch.ts"

const GUIDES = "developers.google.com/apps-script/guides"
const REFERENCE = "developers.google.com/apps-script/reference"
const KEY = "conformance"

function properties(): Google.Properties {
  return PropertiesService.getScriptProperties()
}

/** Deletes what a case made, also when the case fails. */
function withTrigger(trigger: Google.Trigger, work: () => void): void {
  try {
    work()
  } finally {
    ScriptApp.deleteTrigger(trigger)
  }
}

export const SCRIPT_CASES: readonly Case[] = [
  {
    name: "a property is a text, and null when it is not there",
    tag: "documented",
    source: `${GUIDES}/properties`,
    run() {
      properties().setProperty(KEY, JSON.parse("12"))
      equal(properties().getProperty(KEY), "12")
      properties().deleteProperty(KEY)
      equal(properties().getProperty(KEY), null)
    },
  },
  {
    name: "a property holds 9 KB and no more",
    tag: "documented",
    source: `${GUIDES}/services/quotas`,
    run() {
      properties().setProperty(KEY, "x".repeat(9000))
      throws(() => properties().setProperty(KEY, "x".repeat(9 * 1024 + 1)))
      equal(properties().getProperty(KEY)?.length, 9000)
      properties().deleteProperty(KEY)
    },
  },
  {
    name: "a lock that was released can be taken again",
    tag: "documented",
    source: `${REFERENCE}/lock/lock`,
    run() {
      const lock = LockService.getScriptLock()
      equal(lock.tryLock(1000), true)
      lock.releaseLock()
      equal(lock.tryLock(1000), true)
      lock.releaseLock()
    },
  },
  {
    name: "the execution that holds a lock gets it again",
    tag: "unverified",
    source: `${REFERENCE}/lock/lock`,
    run() {
      const lock = LockService.getScriptLock()
      lock.tryLock(1000)
      equal(LockService.getScriptLock().tryLock(10), true)
      lock.releaseLock()
    },
  },
  {
    name: "an installed trigger is listed with its handler and spreadsheet",
    tag: "documented",
    source: `${GUIDES}/triggers/installable`,
    run() {
      const trigger = ScriptApp.newTrigger("conformanceHandler").forSpreadsheet(scratchId()).onEdit().create()
      withTrigger(trigger, () => {
        const listed = ScriptApp.getProjectTriggers().find(
          each => each.getHandlerFunction() === "conformanceHandler",
        )
        equal(listed?.getTriggerSourceId(), scratchId())
      })
    },
  },
  {
    name: "a clock trigger runs every 1, 5, 10, 15 or 30 minutes only",
    tag: "documented",
    source: `${REFERENCE}/script/clock-trigger-builder`,
    run() {
      throws(
        () => ScriptApp.newTrigger("conformanceHandler").timeBased().everyMinutes(7).create(),
        "everyMinutes",
      )
      const trigger = ScriptApp.newTrigger("conformanceHandler").timeBased().everyMinutes(30).create()
      withTrigger(trigger, () => equal(trigger.getHandlerFunction(), "conformanceHandler"))
    },
  },
  {
    name: "writes by a script fire no edit trigger",
    tag: "documented",
    source: `${GUIDES}/triggers`,
    run() {
      const sheetId = freshSheet("silent")
      properties().deleteProperty("conformanceFired")
      const trigger = ScriptApp.newTrigger("conformanceHandler").forSpreadsheet(scratchId()).onEdit().create()
      withTrigger(trigger, () => {
        write(sheetId, [["x"]])
        Utilities.sleep(1000)
        equal(properties().getProperty("conformanceFired"), null)
      })
    },
  },
  {
    name: "the script runs as its owner",
    tag: "documented",
    source: `${REFERENCE}/base/session`,
    run() {
      equal(/@/.test(Session.getEffectiveUser().getEmail()), true)
    },
  },
]
