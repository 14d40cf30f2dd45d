/** The services of the local surface, as globals of a script's thread. */
import { createSign, randomUUID } from "node:crypto"
import { format } from "node:util"
import { type CallHost, guard } from "./guard.ts"
import type { EventMessage, PlaceMessage } from "./messages.ts"
import { createScriptApp } from "./script-app.ts"
import { createUrlFetchApp } from "./url-fetch.ts"

export function createServices(
  call: CallHost,
  log: (line: string) => void,
): Readonly<Record<string, object>> {
  const write = (...values: unknown[]) => log(format(...values))
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
    Utilities: createUtilities(call),
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

function createUtilities(call: CallHost): object {
  const Charset = guard("Utilities.Charset", { UTF_8: guard("UTF_8", { toString: () => "UTF_8" }) })
  return guard("Utilities", {
    Charset,
    computeRsaSha256Signature(value: string, key: string, charset?: object) {
      // Without a charset Google signs US-ASCII, where Thai is lost: nobody may rest on that here.
      if (charset !== Charset.UTF_8) throw new Error("A signature without UTF_8 is not in the local surface")
      // Google reads PKCS #8 only: a key in another form must fail here too.
      if (!key.includes("-----BEGIN PRIVATE KEY-----")) throw new Error("Invalid argument: key")
      return signedBytes(createSign("sha256").update(value, "utf8").sign(key))
    },
    getUuid: () => randomUUID(),
    sleep: (milliseconds: number) => void call("Utilities.sleep", milliseconds),
  })
}

/** Bytes as Apps Script shows them: Java's, from -128 to 127. */
function signedBytes(bytes: Uint8Array): number[] {
  return Array.from(bytes, byte => (byte > 127 ? byte - 256 : byte))
}
