/**
 * How wide the local Google is: exactly what the script, the operator's commands and the conformance suite call. Anything
 * else throws here, and in the script it fails the type check: `apps-script/gas-surface.d.ts` has the same names, held by
 * a test. A name with a dot is a member's; a type that is no global is named as in that file's namespace `Google`.
 */
export const SURFACE = {
  console: ["log", "warn"],
  Gmail: ["Users"],
  "Gmail.Users": ["Messages"],
  "Gmail.Users.Messages": ["send"],
  LockService: ["getScriptLock"],
  MailApp: ["getRemainingDailyQuota"],
  PropertiesService: ["getScriptProperties"],
  ScriptApp: ["AuthMode", "deleteTrigger", "getProjectTriggers", "newTrigger", "requireAllScopes"],
  "ScriptApp.AuthMode": ["FULL"],
  Session: ["getEffectiveUser", "getScriptTimeZone"],
  Sheets: ["Spreadsheets"],
  "Sheets.Spreadsheets": ["batchUpdate", "create", "get"],
  UrlFetchApp: ["fetch"],
  Utilities: ["Charset", "computeRsaSha256Signature", "getUuid", "sleep"],
  "Utilities.Charset": ["UTF_8"],
} as const

/** What the services answer with. */
export const SURFACE_OBJECTS = {
  ClockTriggerBuilder: ["create", "everyMinutes"],
  FetchOptions: ["contentType", "followRedirects", "method", "muteHttpExceptions", "payload"],
  HTTPResponse: ["getContentText", "getResponseCode"],
  Lock: ["releaseLock", "tryLock"],
  Properties: ["deleteProperty", "getProperties", "getProperty", "setProperty"],
  Range: ["getColumn", "getNumColumns", "getNumRows", "getRow", "getSheet"],
  RangeSheet: ["getName", "getSheetId"],
  Source: ["getId"],
  SpreadsheetTriggerBuilder: ["create", "onChange", "onEdit"],
  Trigger: ["getHandlerFunction", "getTriggerSourceId"],
  TriggerBuilder: ["forSpreadsheet", "timeBased"],
  User: ["getEmail"],
} as const

/** What a trigger's event tells. */
export const SURFACE_EVENTS = {
  ChangeEvent: ["changeType"],
  ClockEvent: ["minute"],
  EditEvent: ["range", "source", "user", "value"],
} as const

/** Requests of `spreadsheets.batchUpdate` that the model carries out. */
const SURFACE_REQUESTS = [
  "addConditionalFormatRule",
  "addProtectedRange",
  "addSheet",
  "appendDimension",
  "copyPaste",
  "createDeveloperMetadata",
  "deleteConditionalFormatRule",
  "deleteDeveloperMetadata",
  "deleteDimension",
  "deleteProtectedRange",
  "deleteSheet",
  "insertDimension",
  "mergeCells",
  "moveDimension",
  "pasteData",
  "repeatCell",
  "sortRange",
  "unmergeCells",
  "updateCells",
  "updateDimensionProperties",
  "updateProtectedRange",
  "updateSheetProperties",
  "updateSpreadsheetProperties",
] as const
export type RequestKind = (typeof SURFACE_REQUESTS)[number]

/** Fields of the Sheets API's values; those of a value that is not named here are taken whole. */
export const SURFACE_SCHEMAS = {
  CellData: [
    "chipRuns",
    "dataValidation",
    "effectiveValue",
    "formattedValue",
    "note",
    "userEnteredFormat",
    "userEnteredValue",
  ],
  GridData: ["columnMetadata", "rowData", "startColumn", "startRow"],
  ProtectedRange: ["description", "editors", "protectedRangeId", "range", "unprotectedRanges", "warningOnly"],
  Request: SURFACE_REQUESTS,
  Response: ["addProtectedRange", "addSheet"],
  Sheet: ["conditionalFormats", "data", "developerMetadata", "merges", "properties", "protectedRanges"],
  Spreadsheet: ["developerMetadata", "properties", "sheets", "spreadsheetId", "spreadsheetUrl"],
} as const
