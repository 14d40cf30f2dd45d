/**
 * What the script may call, and nothing else: a call outside this surface fails the type check. It is cut out of the
 * official types by `Pick`; a test holds its names equal to those of `local/google/wire/surface.ts`.
 *
 * The official package declares every service of Google's as a global. Of a global that is declared twice the first
 * declaration counts, and this one is first: files of `include` come before packages of `types` (tsconfig.json).
 */
// biome-ignore-all lint/suspicious/noVar: only a var may be declared twice

/** What the services answer and are given. Where an answer is narrowed too, `Narrowed` asks that Google's would do. */
declare namespace Google {
  type Narrowed<_Google extends Ours, Ours> = Ours

  type Requests =
    | "addConditionalFormatRule"
    | "addProtectedRange"
    | "addSheet"
    | "appendDimension"
    | "copyPaste"
    | "createDeveloperMetadata"
    | "deleteConditionalFormatRule"
    | "deleteDeveloperMetadata"
    | "deleteDimension"
    | "deleteProtectedRange"
    | "deleteSheet"
    | "insertDimension"
    | "mergeCells"
    | "moveDimension"
    | "pasteData"
    | "repeatCell"
    | "sortRange"
    | "unmergeCells"
    | "updateCells"
    | "updateDimensionProperties"
    | "updateProtectedRange"
    | "updateSheetProperties"
    | "updateSpreadsheetProperties"
  type Request = Pick<GoogleAppsScript.Sheets.Schema.Request, Requests>
  type Response = Pick<GoogleAppsScript.Sheets.Schema.Response, "addProtectedRange" | "addSheet">
  type BatchResponse = { replies?: Response[] | undefined; spreadsheetId?: string | undefined }
  type DeveloperMetadata = GoogleAppsScript.Sheets.Schema.DeveloperMetadata
  type ProtectedRange = Pick<
    GoogleAppsScript.Sheets.Schema.ProtectedRange,
    "description" | "editors" | "protectedRangeId" | "range" | "unprotectedRanges" | "warningOnly"
  >
  type CellData = Pick<
    GoogleAppsScript.Sheets.Schema.CellData,
    "dataValidation" | "effectiveValue" | "formattedValue" | "note" | "userEnteredFormat" | "userEnteredValue"
  > & { chipRuns?: ChipRun[] | undefined }
  /** Documented, and not in the official types. */
  type ChipRun = {
    startIndex?: number | undefined
    chip?: { personProperties?: { email?: string | undefined } | undefined } | undefined
  }
  type GridData = Pick<
    GoogleAppsScript.Sheets.Schema.GridData,
    "columnMetadata" | "startColumn" | "startRow"
  > & { rowData?: { values?: CellData[] | undefined }[] | undefined }
  type Sheet = Pick<
    GoogleAppsScript.Sheets.Schema.Sheet,
    "conditionalFormats" | "developerMetadata" | "merges" | "properties"
  > & { data?: GridData[] | undefined; protectedRanges?: ProtectedRange[] | undefined }
  type Spreadsheet = Pick<
    GoogleAppsScript.Sheets.Schema.Spreadsheet,
    "developerMetadata" | "properties" | "spreadsheetId" | "spreadsheetUrl"
  > & { sheets?: Sheet[] | undefined }

  type FetchOptions = Pick<
    GoogleAppsScript.URL_Fetch.URLFetchRequestOptions,
    "contentType" | "followRedirects" | "method" | "muteHttpExceptions" | "payload"
  >
  type HTTPResponse = Pick<GoogleAppsScript.URL_Fetch.HTTPResponse, "getContentText" | "getResponseCode">
  type Lock = Pick<GoogleAppsScript.Lock.Lock, "releaseLock" | "tryLock">
  type Properties = Pick<
    GoogleAppsScript.Properties.Properties,
    "deleteProperty" | "getProperties" | "getProperty" | "setProperty"
  >
  type User = Pick<GoogleAppsScript.Base.User, "getEmail">

  type Trigger = Pick<GoogleAppsScript.Script.Trigger, "getHandlerFunction" | "getTriggerSourceId">
  type ClockTriggerBuilder = Narrowed<
    GoogleAppsScript.Script.ClockTriggerBuilder,
    { create(): Trigger; everyMinutes(minutes: number): ClockTriggerBuilder }
  >
  type SpreadsheetTriggerBuilder = Narrowed<
    GoogleAppsScript.Script.SpreadsheetTriggerBuilder,
    { create(): Trigger; onChange(): SpreadsheetTriggerBuilder; onEdit(): SpreadsheetTriggerBuilder }
  >
  type TriggerBuilder = Narrowed<
    GoogleAppsScript.Script.TriggerBuilder,
    { forSpreadsheet(id: string): SpreadsheetTriggerBuilder; timeBased(): ClockTriggerBuilder }
  >

  type RangeSheet = Pick<GoogleAppsScript.Spreadsheet.Sheet, "getName" | "getSheetId">
  type Source = Pick<GoogleAppsScript.Spreadsheet.Spreadsheet, "getId">
  type Range = Pick<
    GoogleAppsScript.Spreadsheet.Range,
    "getColumn" | "getNumColumns" | "getNumRows" | "getRow"
  > & { getSheet(): RangeSheet }
  type ChangeEvent = Pick<GoogleAppsScript.Events.SheetsOnChange, "changeType">
  type ClockEvent = Pick<GoogleAppsScript.Events.TimeDriven, "minute">
  type EditEvent = Narrowed<
    GoogleAppsScript.Events.SheetsOnEdit,
    Pick<GoogleAppsScript.Events.SheetsOnEdit, "value"> & { range: Range; source: Source; user: User }
  >
}

declare var console: Pick<Console, "log" | "warn">
declare var Gmail: {
  Users: { Messages: Pick<GoogleAppsScript.Gmail.Collection.Users.MessagesCollection, "send"> }
}
declare var LockService: { getScriptLock(): Google.Lock }
declare var MailApp: Pick<GoogleAppsScript.Mail.MailApp, "getRemainingDailyQuota">
declare var PropertiesService: { getScriptProperties(): Google.Properties }
declare var ScriptApp: {
  AuthMode: Pick<typeof GoogleAppsScript.Script.AuthMode, "FULL">
  deleteTrigger(trigger: Google.Trigger): void
  getProjectTriggers(): Google.Trigger[]
  newTrigger(functionName: string): Google.TriggerBuilder
  requireAllScopes(authMode: GoogleAppsScript.Script.AuthMode): void
}
declare var Session: Pick<GoogleAppsScript.Base.Session, "getScriptTimeZone"> & {
  getEffectiveUser(): Google.User
}
declare var Sheets: {
  Spreadsheets: {
    batchUpdate(resource: { requests: Google.Request[] }, spreadsheetId: string): Google.BatchResponse
    create(resource: Google.Spreadsheet): Google.Spreadsheet
    get(spreadsheetId: string, options: { fields: string; ranges?: string[] }): Google.Spreadsheet
  }
}
declare var UrlFetchApp: { fetch(url: string, options?: Google.FetchOptions): Google.HTTPResponse }
declare var Utilities: Pick<
  GoogleAppsScript.Utilities.Utilities,
  "computeRsaSha256Signature" | "getUuid" | "sleep"
> & { Charset: { UTF_8: GoogleAppsScript.Utilities.Charset } }

/** Services of Google's that the script has no use for. */
declare var AdminDirectory: never, AdminGroupsMigration: never, AdminGroupsSettings: never
declare var AdminLicenseManager: never, AdminReports: never, AdminReseller: never, Adsense: never
declare var BigQuery: never, Browser: never, CacheService: never, Calendar: never, CalendarApp: never
declare var CardService: never, Charset: never, Charts: never, Classroom: never, ConferenceDataService: never
declare var ContactsApp: never, Content: never, ContentService: never, DataStudioApp: never, Date2: never
declare var Dfareporting: never, DigestAlgorithm: never, Docs: never, DocumentApp: never, Drive: never
declare var DriveActivity: never, DriveApp: never, Drive_v2: never, FormApp: never, GmailApp: never
declare var GroupsApp: never, HtmlService: never, Jdbc: never, LanguageApp: never, Logger: never
declare var LinearOptimizationService: never, MacAlgorithm: never, Maps: never, MimeType: never, People: never
declare var RsaAlgorithm: never, ScriptProperties: never, SitesApp: never, Slides: never, SlidesApp: never
declare var SpreadsheetApp: never, TagManager: never, Tasks: never, UserProperties: never, XmlService: never
declare var YouTube: never, YouTubeAnalytics: never, YoutubePartner: never
