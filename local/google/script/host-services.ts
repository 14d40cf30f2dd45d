/** The main thread's side of the services: what a script's call does to the model and the world. */
import { TIME_ZONE } from "../../../shared/date/civil-date.ts"
import type { ApiName } from "../api/api.ts"
import type { LocalGoogle } from "../api/google.ts"
import type { Trigger } from "../model/model.ts"
import { ApiError } from "../wire/errors.ts"
import type { ScriptCache } from "./cache.ts"
import { performFetch } from "./fetch.ts"
import type { ScriptLocks } from "./locks.ts"
import { assertWhitelisted, manifestOf } from "./manifest.ts"
import type { OutgoingMail } from "./outgoing-mail.ts"
import { setProperties } from "./properties.ts"
import { spreadsheetCalls } from "./spreadsheet-calls.ts"
import type { FetchRequest } from "./url-fetch.ts"

export interface HostServicesDeps {
  readonly google: LocalGoogle
  readonly projectId: string
  readonly owner: string
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly locks: ScriptLocks
  readonly cache: ScriptCache
  readonly mail: OutgoingMail
}
/** The execution a call comes from. */
export interface Execution {
  readonly id: number
  /** Empty for a trigger: Google withholds who it was. */
  readonly activeUser: string
}
export type HostCall = (method: string, args: readonly unknown[]) => unknown

const API_NAMES: Readonly<Record<string, ApiName>> = {
  "Sheets.Spreadsheets.create": "sheets.spreadsheets.create",
  "Sheets.Spreadsheets.get": "sheets.spreadsheets.get",
  "Sheets.Spreadsheets.batchUpdate": "sheets.spreadsheets.batchUpdate",
  "Sheets.Spreadsheets.Values.get": "sheets.spreadsheets.values.get",
  "Sheets.Spreadsheets.Values.batchGet": "sheets.spreadsheets.values.batchGet",
  "Sheets.Spreadsheets.Values.update": "sheets.spreadsheets.values.update",
  "Sheets.Spreadsheets.Values.batchUpdate": "sheets.spreadsheets.values.batchUpdate",
  "Sheets.Spreadsheets.Values.append": "sheets.spreadsheets.values.append",
  "Sheets.Spreadsheets.Values.clear": "sheets.spreadsheets.values.clear",
  "Sheets.Spreadsheets.DeveloperMetadata.search": "sheets.spreadsheets.developerMetadata.search",
}
const TRIGGER_LIMIT = 20

/** Answers the calls of one execution. Arguments come from our own thread code, so they are trusted. */
export function createHostCall(deps: HostServicesDeps, execution: Execution): HostCall {
  const calls: Record<string, (...args: never[]) => unknown> = {
    clock: deps.now,
    "Utilities.sleep": (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds)),
    "UrlFetchApp.fetch": (request: FetchRequest) => {
      assertWhitelisted(deps.google.model, deps.projectId, request.url)
      return performFetch(deps.fetch, request)
    },
    "Session.getActiveUser": () => execution.activeUser,
    "Session.getEffectiveUser": () => deps.owner,
    "Session.getScriptTimeZone": () => scriptTimeZone(deps),
    ...propertyCalls(deps),
    ...lockCalls(deps.locks, execution),
    ...cacheCalls(deps.cache),
    ...triggerCalls(deps),
    ...mailCalls(deps.mail),
    ...spreadsheetCalls(deps.google),
  }
  return (method, args) => {
    const apiName = API_NAMES[method]
    if (apiName) return callApi(deps.google, apiName, args)
    const call = calls[method]
    if (!call) throw new Error(`${method} is not in the local surface`)
    return call(...(args as never[]))
  }
}

/** An API's refusal reaches a script in the advanced service's words. */
function callApi(google: LocalGoogle, name: ApiName, [params, body]: readonly unknown[]): string {
  try {
    const parsedBody: unknown = body === undefined ? undefined : JSON.parse(String(body))
    const reply = google.api(name, { params: JSON.parse(String(params)), body: parsedBody, source: "script" })
    return JSON.stringify(reply)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const { code, message } = error
    throw Object.assign(new Error(`API call to ${name} failed with error: ${message}`), {
      name: "GoogleJsonResponseException",
      details: { code, message },
    })
  }
}

/** The manifest's, as at Google. */
function scriptTimeZone({ google, projectId }: HostServicesDeps): string {
  return String(manifestOf(google.model, projectId).timeZone ?? TIME_ZONE)
}

function propertyCalls({ google, projectId }: HostServicesDeps) {
  const project = () => google.model.project(projectId)
  const set = (values: Record<string, string>, deleteAllOthers: boolean) => {
    project().properties = setProperties(deleteAllOthers ? {} : project().properties, values)
    google.model.changed()
  }
  return {
    "Properties.getProperty": (key: string) =>
      Object.hasOwn(project().properties, key) ? project().properties[key] : null,
    "Properties.getProperties": () => project().properties,
    "Properties.getKeys": () => project().properties,
    "Properties.setProperty": set,
    "Properties.setProperties": set,
    "Properties.deleteAllProperties": set,
    "Properties.deleteProperty": (key: string) => {
      const { [key]: _, ...rest } = project().properties
      project().properties = rest
      google.model.changed()
    },
  }
}

function lockCalls(locks: ScriptLocks, { id }: Execution) {
  const acquire = (kind: string, milliseconds: number) => locks.acquire(kind, id, milliseconds)
  return {
    "Lock.tryLock": acquire,
    "Lock.waitLock": acquire,
    "Lock.hasLock": (kind: string) => locks.isHeldBy(kind, id),
    "Lock.releaseLock": (kind: string) => locks.release(kind, id),
  }
}

function mailCalls(mail: OutgoingMail) {
  return {
    "MailApp.getRemainingDailyQuota": mail.remaining,
    "Gmail.Users.Messages.send": async (message: string) =>
      JSON.stringify(await mail.send(String(Object(JSON.parse(message)).raw ?? ""))),
  }
}

function cacheCalls(cache: ScriptCache) {
  return {
    "Cache.getAll": (keys: string[]) => cache.getAll(keys),
    "Cache.putAll": (values: Record<string, string>, seconds: number) => cache.putAll(values, seconds),
    "Cache.removeAll": (keys: string[]) => cache.removeAll(keys),
  }
}

/** An account sees and makes its own triggers alone: who installs beside the owner doubles them unseen. */
function triggerCalls({ google, projectId, owner }: HostServicesDeps) {
  const project = () => google.model.project(projectId)
  const own = () => project().triggers.filter(trigger => (trigger.owner ?? owner) === owner)
  return {
    "ScriptApp.getScriptId": () => projectId,
    "ScriptApp.getProjectTriggers": own,
    "ScriptApp.createTrigger": (trigger: Omit<Trigger, "uniqueId">) => {
      const { triggers } = project()
      if (own().length >= TRIGGER_LIMIT)
        throw new Error(
          "This script has too many triggers. Triggers must be deleted from the script before more can be added.",
        )
      if (trigger.sourceId !== undefined) google.model.spreadsheet(trigger.sourceId)
      const created: Trigger = { uniqueId: google.model.newId(), owner, ...trigger }
      project().triggers = [...triggers, created]
      google.model.changed()
      return created
    },
    "ScriptApp.deleteTrigger": (uniqueId: string) => {
      project().triggers = project().triggers.filter(trigger => trigger.uniqueId !== uniqueId)
      google.model.changed()
    },
  }
}
