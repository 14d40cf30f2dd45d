/** The services about the script itself: its properties, locks, cache, triggers and session. */
import { type CallHost, enumeration, guard } from "./guard.ts"
import { createTriggers } from "./triggers.ts"

export const WEEK_DAYS = enumeration("Weekday", [
  "SUNDAY",
  "MONDAY",
  "TUESDAY",
  "WEDNESDAY",
  "THURSDAY",
  "FRIDAY",
  "SATURDAY",
])

export function createScriptServices(call: CallHost) {
  return {
    PropertiesService: createPropertiesService(call),
    LockService: createLockService(call),
    CacheService: createCacheService(call),
    ScriptApp: createTriggers(call, WEEK_DAYS),
    Session: guard("Session", {
      getActiveUser: () => createUser(String(call("Session.getActiveUser"))),
      getEffectiveUser: () => createUser(String(call("Session.getEffectiveUser"))),
      getScriptTimeZone: () => call("Session.getScriptTimeZone"),
    }),
  }
}

/** An email is empty where Google withholds it. */
export function createUser(email: string): object {
  return guard("User", { getEmail: () => email })
}

function createPropertiesService(call: CallHost) {
  const properties: object = guard("Properties", {
    getProperty: (key: string) => call("Properties.getProperty", String(key)),
    getProperties: () => call("Properties.getProperties"),
    getKeys: () => Object.keys(Object(call("Properties.getKeys"))),
    setProperty: (key: string, value: unknown) => set({ [String(key)]: String(value) }, false, "setProperty"),
    setProperties(values: Readonly<Record<string, unknown>>, deleteAllOthers = false) {
      const texts = Object.entries(values).map(([key, value]) => [key, String(value)])
      return set(Object.fromEntries(texts), deleteAllOthers, "setProperties")
    },
    deleteProperty(key: string) {
      call("Properties.deleteProperty", String(key))
      return properties
    },
    deleteAllProperties: () => set({}, true, "deleteAllProperties"),
  })
  const set = (values: object, deleteAllOthers: boolean, method: string) => {
    call(`Properties.${method}`, values, deleteAllOthers)
    return properties
  }
  return guard("PropertiesService", { getScriptProperties: () => properties })
}

function createLockService(call: CallHost) {
  const lock = (kind: "script" | "user") =>
    guard("Lock", {
      tryLock: (milliseconds: number) => call("Lock.tryLock", kind, milliseconds),
      waitLock(milliseconds: number) {
        if (!call("Lock.waitLock", kind, milliseconds))
          throw new Error("Lock timeout: another process was holding the lock for too long.")
      },
      hasLock: () => call("Lock.hasLock", kind),
      releaseLock: () => void call("Lock.releaseLock", kind),
    })
  return guard("LockService", {
    getScriptLock: () => lock("script"),
    getUserLock: () => lock("user"),
    // The script is standalone: it is bound to no document.
    getDocumentLock: () => null,
  })
}

function createCacheService(call: CallHost) {
  const DEFAULT_SECONDS = 600
  const getAll = (keys: readonly string[]) => call("Cache.getAll", keys) as Record<string, string>
  const putAll = (values: object, seconds = DEFAULT_SECONDS) => void call("Cache.putAll", values, seconds)
  const removeAll = (keys: readonly string[]) => void call("Cache.removeAll", keys)
  const cache = guard("Cache", {
    getAll,
    putAll,
    removeAll,
    get: (key: string) => getAll([key])[key] ?? null,
    put: (key: string, value: string, seconds?: number) => putAll({ [key]: value }, seconds),
    remove: (key: string) => removeAll([key]),
  })
  return guard("CacheService", { getScriptCache: () => cache })
}
