/** The main thread's side of the services: what a script's call does to the model and the world. */
import type { ApiName } from "../api/api.ts"
import type { LocalGoogle } from "../api/google.ts"
import type { Trigger } from "../model/model.ts"
import { ApiError } from "../wire/errors.ts"
import { assertWhitelisted, manifestOf, performFetch } from "./fetch.ts"
import type { ScriptLock } from "./lock.ts"
import type { OutgoingMail } from "./outgoing-mail.ts"
import type { FetchRequest } from "./url-fetch.ts"

export interface HostServicesDeps {
  readonly google: LocalGoogle
  readonly projectId: string
  readonly owner: string
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly lock: ScriptLock
  readonly mail: OutgoingMail
}
export type HostCall = (method: string, args: readonly unknown[]) => unknown

const API_NAMES: Readonly<Record<string, ApiName>> = {
  "Sheets.Spreadsheets.create": "sheets.spreadsheets.create",
  "Sheets.Spreadsheets.get": "sheets.spreadsheets.get",
  "Sheets.Spreadsheets.batchUpdate": "sheets.spreadsheets.batchUpdate",
}
const TRIGGER_LIMIT = 20
const VALUE_BYTES = 9 * 1024
const TOTAL_BYTES = 500 * 1024

/** Answers the calls of one execution. Arguments come from our own thread code, so they are trusted. */
export function createHostCall(deps: HostServicesDeps, execution: number): HostCall {
  const { google, projectId, owner, now, lock, mail } = deps
  const calls: Record<string, (...args: never[]) => unknown> = {
    clock: now,
    "Utilities.sleep": (milliseconds: number) => new Promise<void>(done => setTimeout(done, milliseconds)),
    "UrlFetchApp.fetch": (request: FetchRequest) => {
      assertWhitelisted(google.model, projectId, request.url)
      return performFetch(deps.fetch, request)
    },
    "Session.getEffectiveUser": () => owner,
    "Session.getScriptTimeZone": () => String(manifestOf(google.model, projectId).timeZone ?? "Asia/Bangkok"),
    "Lock.tryLock": (milliseconds: number) => lock.acquire(execution, milliseconds),
    "Lock.releaseLock": () => lock.release(execution),
    "MailApp.getRemainingDailyQuota": mail.remaining,
    "Gmail.Users.Messages.send": async (message: string) =>
      JSON.stringify(await mail.send(String(Object(JSON.parse(message)).raw ?? ""))),
    ...propertyCalls(deps),
    ...triggerCalls(deps),
  }
  return (method, args) => {
    const apiName = API_NAMES[method]
    if (apiName) return callApi(google, apiName, args)
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

function propertyCalls({ google, projectId }: HostServicesDeps) {
  const project = () => google.model.project(projectId)
  return {
    "Properties.getProperty": (key: string) =>
      Object.hasOwn(project().properties, key) ? project().properties[key] : null,
    "Properties.getProperties": () => project().properties,
    "Properties.setProperty": (key: string, value: string) => {
      project().properties = withProperty(project().properties, key, value)
      google.model.changed()
    },
    "Properties.deleteProperty": (key: string) => {
      const { [key]: _, ...rest } = project().properties
      project().properties = rest
      google.model.changed()
    },
  }
}

/** @throws Error in Google's words when a limit is passed; then nothing is set. */
function withProperty(known: Readonly<Record<string, string>>, key: string, value: string) {
  const all = { ...known, [key]: value }
  if (Buffer.byteLength(value) > VALUE_BYTES) throw new Error("Argument too large: value")
  const total = Object.entries(all).reduce((sum, pair) => sum + Buffer.byteLength(pair.join("")), 0)
  if (total > TOTAL_BYTES)
    throw new Error(
      "You have exceeded the property storage quota. Please remove some properties and try again.",
    )
  return all
}

/** An account sees and makes its own triggers alone: who installs beside the owner doubles them unseen. */
function triggerCalls({ google, projectId, owner }: HostServicesDeps) {
  const project = () => google.model.project(projectId)
  const own = () => project().triggers.filter(trigger => (trigger.owner ?? owner) === owner)
  return {
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
