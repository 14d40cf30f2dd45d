/** The main thread's side of the services: what a script's call does to the model and the world. */
import type { ApiName } from "../api/api.ts"
import type { LocalGoogle } from "../api/google.ts"
import type { GoogleModel, Trigger } from "../model/model.ts"
import { ApiError } from "../wire/errors.ts"
import { inThai } from "../wire/language.ts"
import { createAuthorization, type Manifest } from "./authorization.ts"
import type { OutgoingMail } from "./outgoing-mail.ts"
import type { FetchReply, FetchRequest } from "./services.ts"

export interface HostServicesDeps {
  readonly google: LocalGoogle
  readonly projectId: string
  readonly owner: string
  readonly now: () => number
  readonly fetch: typeof fetch
  readonly lock: ScriptLock
  readonly mail: OutgoingMail
  /** The scopes whose box the account ticked; all that the manifest asks for when nothing is said. */
  readonly granted?: readonly string[] | undefined
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
  const { google, projectId, owner, now, lock, mail, granted } = deps
  const manifest = (): Manifest => manifestOf(google.model, projectId)
  const authorization = createAuthorization(google.model, projectId, manifest, granted)
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
    "ScriptApp.requireAllScopes": authorization.requireAllScopes,
    ...propertyCalls(deps),
    ...triggerCalls(deps),
  }
  return (method, args) => {
    const apiName = API_NAMES[method]
    const call = apiName ? () => callApi(google, apiName, args) : calls[method]
    if (!call) throw new Error(`${method} is not in the local surface`)
    return inScriptsWords(apiName ?? method, () => {
      authorization.check(method)
      return call(...(args as never[]))
    })
  }
}

function callApi(google: LocalGoogle, name: ApiName, [params, body]: readonly unknown[]): string {
  const parsedBody: unknown = body === undefined ? undefined : JSON.parse(String(body))
  return JSON.stringify(
    google.api(name, { params: JSON.parse(String(params)), body: parsedBody, source: "script" }),
  )
}

/** What Google throws reaches a script in the language of its account, and an API's refusal as the advanced service words it. */
function inScriptsWords(name: string, work: () => unknown): unknown {
  try {
    const value = work()
    return value instanceof Promise ? value.catch((error: unknown) => rethrown(name, error)) : value
  } catch (error) {
    return rethrown(name, error)
  }
}

function rethrown(name: string, error: unknown): never {
  if (error instanceof ApiError) throw scriptError(name, error)
  if (!(error instanceof Error)) throw error
  throw Object.assign(error, { message: inThai(error.message) })
}

/** The refusal of an API as a script sees it. `details` is the part that no language changes. */
export function scriptError(name: string, { code, message, reason }: ApiError): Error {
  const method = name.startsWith("Gmail.") ? "gmail.users.messages.send" : name
  const told = inThai(message)
  const errors = [{ domain: "global", message: told, ...(reason !== undefined && { reason }) }]
  return Object.assign(new Error(inThai(`API call to ${method} failed with error: ${message}`)), {
    name: "GoogleJsonResponseException",
    details: { code, message: told, errors },
  })
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

const LIMIT_MS = 60_000

/** The main thread waits for the network, so a server in this process can answer the script. */
async function performFetch(fetcher: typeof fetch, request: FetchRequest): Promise<FetchReply> {
  const { url, method, contentType, body, redirect } = request
  const signal = AbortSignal.timeout(LIMIT_MS)
  const sent = body === undefined ? {} : { body, headers: { "Content-Type": contentType } }
  try {
    const response = await fetcher(url, { method, redirect, signal, ...sent })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    if (signal.aborted) throw new Error(`Timeout: ${url}`)
    throw new Error(`Address unavailable: ${url}`, { cause: error })
  }
}

/** The project's manifest; empty for a project that was never given one. */
function manifestOf(model: GoogleModel, projectId: string): { readonly [field: string]: unknown } {
  const manifest = model.project(projectId).files.find(file => file.name === "appsscript")
  return manifest ? Object(JSON.parse(manifest.source)) : {}
}

/** With a list in its manifest a script reaches only addresses that begin with one of its entries; without, any. */
function assertWhitelisted(model: GoogleModel, projectId: string, url: string): void {
  const { urlFetchWhitelist: list } = manifestOf(model, projectId)
  if (!Array.isArray(list)) return
  const entries = list.map(String)
  const cleverer = entries.find(entry => entry.includes("*") || !/^https?:\/\/[^/]+\//.test(entry))
  if (cleverer !== undefined) throw new Error(`The whitelist entry ${cleverer} is not in the local surface`)
  if (!entries.some(entry => url.startsWith(entry)))
    throw new Error(`${url} is not in the manifest's urlFetchWhitelist`)
}

/** The script's lock, held by an execution. It stops other executions, never a person who edits. */
interface ScriptLock {
  /** True when `execution` holds the lock, at once or within the time. Holding it already counts. */
  acquire(execution: number, milliseconds: number): Promise<boolean>
  /** Does nothing for an execution that does not hold it. */
  release(execution: number): void
}

export function createScriptLock(): ScriptLock {
  let holder: number | undefined
  const waiting = new Set<() => void>()
  const take = (execution: number) => {
    holder ??= execution
    return holder === execution
  }
  return {
    release(execution) {
      if (holder !== execution) return
      holder = undefined
      for (const retry of [...waiting]) retry()
    },
    acquire(execution, milliseconds) {
      if (take(execution)) return Promise.resolve(true)
      return new Promise(resolve => {
        const settle = (held: boolean) => {
          clearTimeout(timer)
          waiting.delete(retry)
          resolve(held)
        }
        const retry = () => {
          if (take(execution)) settle(true)
        }
        const timer = setTimeout(() => settle(false), milliseconds)
        waiting.add(retry)
      })
    },
  }
}
