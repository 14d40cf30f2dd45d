/** The services of the local surface, as globals of a script's thread. */
import type { Trigger, TriggerEvent } from "../model/model.ts"
import type { EventMessage, OwnFunctions, PlaceMessage } from "./messages.ts"

export function createServices(call: CallHost, own: OwnFunctions): Readonly<Record<string, object>> {
  const write = (...values: unknown[]) => own.log(values)
  return {
    console: guard("console", { log: write, warn: write }),
    Gmail: createGmail(call),
    LockService: createLockService(call),
    MailApp: guard("MailApp", { getRemainingDailyQuota: () => call("MailApp.getRemainingDailyQuota") }),
    PropertiesService: createPropertiesService(call),
    ScriptApp: createScriptApp(call),
    Session: guard("Session", {
      getEffectiveUser: () => createUser(String(call("Session.getEffectiveUser"))),
      getScriptTimeZone: () => call("Session.getScriptTimeZone"),
    }),
    Sheets: createSheets(call),
    UrlFetchApp: createUrlFetchApp(call),
    Utilities: createUtilities(call, own),
  }
}

/** A trigger's event as its handler gets it. */
export function createEvent({ user, spreadsheetId, range, plain }: EventMessage): object {
  return {
    ...plain,
    ...(user !== undefined && { user: createUser(user) }),
    ...(spreadsheetId !== undefined && { source: guard("Spreadsheet", { getId: () => spreadsheetId }) }),
    ...(range && { range: createRange(range) }),
  }
}

function createUser(email: string): object {
  return guard("User", { getEmail: () => email })
}

function createRange({ sheetId, title, top, bottom, left, right }: PlaceMessage): object {
  return guard("Range", {
    getRow: () => top + 1,
    getColumn: () => left + 1,
    getNumRows: () => bottom - top,
    getNumColumns: () => right - left,
    getSheet: () => guard("Sheet", { getName: () => title, getSheetId: () => sheetId }),
  })
}

/** The advanced service: the same methods as the REST door, with the script's order of arguments. */
function createSheets(call: CallHost): object {
  /** JSON both ways, as at Google: what does not survive it does not arrive. */
  const api = (method: string, params: object, body?: object): unknown =>
    JSON.parse(String(call(`Sheets.Spreadsheets.${method}`, JSON.stringify(params), JSON.stringify(body))))
  const Spreadsheets = guard("Sheets.Spreadsheets", {
    get: (spreadsheetId: string, options: object) => api("get", { ...options, spreadsheetId }),
    create: (body: object) => api("create", {}, body),
    batchUpdate: (body: object, spreadsheetId: string) => api("batchUpdate", { spreadsheetId }, body),
  })
  return guard("Sheets", { Spreadsheets })
}

function createGmail(call: CallHost): object {
  const Messages = guard("Gmail.Users.Messages", {
    send: (message: object, userId: string) =>
      JSON.parse(String(call("Gmail.Users.Messages.send", JSON.stringify(message), String(userId)))),
  })
  return guard("Gmail", { Users: guard("Gmail.Users", { Messages }) })
}

function createPropertiesService(call: CallHost): object {
  const properties: object = guard("Properties", {
    getProperty: (key: string) => call("Properties.getProperty", String(key)),
    getProperties: () => call("Properties.getProperties"),
    setProperty(key: string, value: unknown) {
      call("Properties.setProperty", String(key), String(value))
      return properties
    },
    deleteProperty(key: string) {
      call("Properties.deleteProperty", String(key))
      return properties
    },
  })
  return guard("PropertiesService", { getScriptProperties: () => properties })
}

function createLockService(call: CallHost): object {
  const lock = guard("Lock", {
    tryLock: (milliseconds: number) => call("Lock.tryLock", milliseconds),
    releaseLock: () => void call("Lock.releaseLock"),
  })
  return guard("LockService", { getScriptLock: () => lock })
}

function createUtilities(call: CallHost, own: OwnFunctions): object {
  const Charset = guard("Utilities.Charset", { UTF_8: guard("UTF_8", { toString: () => "UTF_8" }) })
  return guard("Utilities", {
    Charset,
    computeRsaSha256Signature(value: string, key: string, charset?: object) {
      // Without a charset Google signs US-ASCII, where Thai is lost: nobody may rest on that here.
      if (charset !== Charset.UTF_8) throw new Error("A signature without UTF_8 is not in the local surface")
      // Google reads PKCS #8 only: a key in another form must fail here too.
      if (!key.includes("-----BEGIN PRIVATE KEY-----")) throw new Error("Invalid argument: key")
      return signedBytes(own.sign(value, key))
    },
    getUuid: own.uuid,
    sleep: (milliseconds: number) => void call("Utilities.sleep", milliseconds),
  })
}

/** Bytes as Apps Script shows them: Java's, from -128 to 127. */
function signedBytes(bytes: Uint8Array): number[] {
  return Array.from(bytes, byte => (byte > 127 ? byte - 256 : byte))
}

/** A builder's error comes when the rhythm is named, as at Google, not when the trigger is made. */
const MINUTES = [1, 5, 10, 15, 30]

type Create = (trigger: Omit<Trigger, "uniqueId">) => object

function createScriptApp(call: CallHost): object {
  const ids = new WeakMap<object, string>()
  const shown = ({ uniqueId, handlerFunction, sourceId }: Trigger): object => {
    const trigger = guard("Trigger", {
      getHandlerFunction: () => handlerFunction,
      getTriggerSourceId: () => sourceId ?? null,
    })
    ids.set(trigger, uniqueId)
    return trigger
  }
  const create: Create = trigger => shown(call("ScriptApp.createTrigger", trigger) as Trigger)
  return guard("ScriptApp", {
    AuthMode: guard("ScriptApp.AuthMode", { FULL: guard("FULL", { toString: () => "FULL" }) }),
    requireAllScopes: () => void call("ScriptApp.requireAllScopes"),
    getProjectTriggers: () => (call("ScriptApp.getProjectTriggers") as Trigger[]).map(shown),
    deleteTrigger: (trigger: object) => void call("ScriptApp.deleteTrigger", ids.get(trigger)),
    newTrigger: (handlerFunction: string) =>
      guard("TriggerBuilder", {
        forSpreadsheet: (id: string) => spreadsheetBuilder(create, handlerFunction, id),
        timeBased: () => clockBuilder(create, handlerFunction),
      }),
  })
}

function spreadsheetBuilder(
  create: Create,
  handlerFunction: string,
  sourceId: string,
  eventType?: TriggerEvent,
): object {
  const on = (next: TriggerEvent) => () => spreadsheetBuilder(create, handlerFunction, sourceId, next)
  return guard("SpreadsheetTriggerBuilder", {
    onEdit: on("ON_EDIT"),
    onChange: on("ON_CHANGE"),
    create() {
      if (!eventType) throw new Error("The trigger must have an event: onEdit or onChange")
      return create({ handlerFunction, sourceId, eventType })
    },
  })
}

function clockBuilder(create: Create, handlerFunction: string, schedule?: string): object {
  return guard("ClockTriggerBuilder", {
    everyMinutes(minutes: number) {
      if (MINUTES.includes(minutes)) return clockBuilder(create, handlerFunction, `everyMinutes(${minutes})`)
      throw new Error(
        `The value you passed to everyMinutes was invalid. It must be one of ${MINUTES.join(", ")}.`,
      )
    },
    create() {
      if (!schedule) throw new Error("The trigger must have a schedule")
      return create({ handlerFunction, eventType: "CLOCK", schedule })
    },
  })
}

interface FetchOptions {
  readonly method?: string
  readonly contentType?: string
  readonly payload?: string
  readonly followRedirects?: boolean
  readonly muteHttpExceptions?: boolean
}

const OPTIONS = ["method", "contentType", "payload", "followRedirects", "muteHttpExceptions"]

/** What the main thread is asked to fetch, and what it answers. */
export interface FetchRequest {
  readonly url: string
  readonly method: string
  readonly contentType: string
  readonly body: string | undefined
  readonly redirect: "follow" | "manual"
}
export interface FetchReply {
  readonly status: number
  readonly text: string
}

function createUrlFetchApp(call: CallHost): object {
  return guard("UrlFetchApp", {
    fetch(url: string, options: FetchOptions = {}) {
      const wrong = Object.keys(options).find(name => !OPTIONS.includes(name))
      if (wrong) throw new Error(`UrlFetchApp.fetch's ${wrong} is not in the local surface`)
      const { status, text } = call("UrlFetchApp.fetch", fetchRequest(url, options)) as FetchReply
      if (status >= 400 && !options.muteHttpExceptions) throw refused(url, status, text)
      return guard("HTTPResponse", { getResponseCode: () => status, getContentText: () => text })
    },
  })
}

function fetchRequest(url: string, options: FetchOptions): FetchRequest {
  const { method = "get", payload, contentType, followRedirects = true } = options
  if (payload !== undefined && typeof payload !== "string")
    throw new Error("A payload that is no text is not in the local surface")
  return {
    url,
    method: method.toUpperCase(),
    contentType: contentType ?? "application/x-www-form-urlencoded",
    body: payload,
    redirect: followRedirects ? "follow" : "manual",
  }
}

function refused(url: string, status: number, text: string): Error {
  const host = /^[a-z]+:\/\/[^/]+/i.exec(url)?.[0] ?? url
  return new Error(
    `Request failed for ${host} returned code ${status}. Truncated server response: ` +
      `${text.slice(0, 200)} (use muteHttpExceptions option to examine full response)`,
  )
}

type CallHost = (method: string, ...args: unknown[]) => unknown

/** What the language itself asks of any object (awaiting it, printing it, JSON). */
const LANGUAGE = new Set(["then", "toJSON", "constructor", "prototype", "valueOf", "inspect", "nodeType"])

/**
 * Makes a service throw for any member it lacks, instead of being `undefined` where Google has something. Members are
 * closures, never using `this`, so that they can be passed around.
 */
function guard<T extends object>(name: string, members: T): T {
  const refuse = (key: string): never => {
    throw new Error(`${name}.${key} is not in the local surface`)
  }
  return new Proxy(members, {
    get(target, key) {
      if (typeof key === "symbol" || key in target) return Reflect.get(target, key)
      return LANGUAGE.has(key) ? undefined : refuse(key)
    },
    set: (_, key) => refuse(String(key)),
  })
}
