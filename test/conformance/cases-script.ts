/** The services about the script itself: properties, locks, cache, triggers, session. */
import type { Case } from "./case.ts"
import { equal, throws } from "./expect.ts"
import { freshSheet, scratchId, write } from "./scratch.ts"

const GUIDES = "developers.google.com/apps-script/guides"
const REFERENCE = "developers.google.com/apps-script/reference"
const KEY = "conformance"

function properties(): GoogleAppsScript.Properties.Properties {
  return PropertiesService.getScriptProperties()
}

/** Deletes what a case made, also when the case fails. */
function withTrigger(trigger: GoogleAppsScript.Script.Trigger, work: () => void): void {
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
      throws(() => properties().setProperty(KEY, "x".repeat(9 * 1024 + 1)), /too large/)
      equal(properties().getProperty(KEY)?.length, 9000)
      properties().deleteProperty(KEY)
    },
  },
  {
    name: "setProperties adds to what is there",
    tag: "documented",
    source: `${REFERENCE}/properties/properties`,
    run() {
      properties().setProperty(`${KEY}1`, "a")
      properties().setProperties({ [`${KEY}2`]: "b" })
      equal([properties().getProperty(`${KEY}1`), properties().getProperty(`${KEY}2`)], ["a", "b"])
      properties().deleteProperty(`${KEY}1`).deleteProperty(`${KEY}2`)
    },
  },
  {
    name: "a script that is bound to no document has no document lock",
    tag: "documented",
    source: `${REFERENCE}/lock/lock-service`,
    run() {
      equal(LockService.getDocumentLock(), null)
    },
  },
  {
    name: "a lock is held from tryLock to releaseLock",
    tag: "documented",
    source: `${REFERENCE}/lock/lock`,
    run() {
      const lock = LockService.getScriptLock()
      equal(lock.hasLock(), false)
      equal(lock.tryLock(1000), true)
      equal(lock.hasLock(), true)
      lock.releaseLock()
      equal(lock.hasLock(), false)
    },
  },
  {
    name: "the execution that holds a lock gets it again",
    tag: "unverified",
    source: `${REFERENCE}/lock/lock`,
    run() {
      const lock = LockService.getScriptLock()
      lock.waitLock(1000)
      equal(LockService.getScriptLock().tryLock(10), true)
      lock.releaseLock()
    },
  },
  {
    name: "a cached value comes back, and null for none",
    tag: "documented",
    source: `${REFERENCE}/cache/cache`,
    run() {
      const cache = CacheService.getScriptCache()
      cache.put(KEY, "ก", 60)
      equal(cache.get(KEY), "ก")
      cache.remove(KEY)
      equal(cache.get(KEY), null)
    },
  },
  {
    name: "a cached value holds 100 KB and no more",
    tag: "documented",
    source: `${REFERENCE}/cache/cache`,
    run() {
      const cache = CacheService.getScriptCache()
      cache.put(KEY, "x".repeat(100 * 1000))
      throws(() => cache.put(KEY, "x".repeat(100 * 1024 + 1)), /too large/)
      cache.remove(KEY)
    },
  },
  {
    name: "an installed trigger is listed with its handler and event",
    tag: "documented",
    source: `${GUIDES}/triggers/installable`,
    run() {
      const trigger = ScriptApp.newTrigger("conformanceHandler").forSpreadsheet(scratchId()).onEdit().create()
      withTrigger(trigger, () => {
        const listed = ScriptApp.getProjectTriggers().find(
          each => each.getUniqueId() === trigger.getUniqueId(),
        )
        equal(listed?.getHandlerFunction(), "conformanceHandler")
        equal(String(listed?.getEventType()), "ON_EDIT")
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
        /everyMinutes/,
      )
      const trigger = ScriptApp.newTrigger("conformanceHandler").timeBased().everyMinutes(30).create()
      withTrigger(trigger, () => equal(String(trigger.getEventType()), "CLOCK"))
    },
  },
  {
    name: "writes by a script fire no edit trigger",
    tag: "documented",
    source: `${GUIDES}/triggers`,
    run() {
      freshSheet("silent")
      properties().deleteProperty("conformanceFired")
      const trigger = ScriptApp.newTrigger("conformanceHandler").forSpreadsheet(scratchId()).onEdit().create()
      withTrigger(trigger, () => {
        write("silent!A1", [["x"]])
        SpreadsheetApp.openById(scratchId()).getSheetByName("silent")?.getRange("A2").setValue("y")
        SpreadsheetApp.flush()
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
