/**
 * What the script may call, and nothing else: a call outside this surface fails the type check.
 * Generated from @types/google-apps-script by `node local/google/surface-types.ts`; a test keeps it so. The official
 * package cannot be imported and narrowed: loading it declares every global of Apps Script.
 */
// biome-ignore-all format: generated
// biome-ignore-all lint: the official signatures, as they are

declare namespace GoogleAppsScript.Base {
  interface Blob {
    getBytes(): Byte[]
    getContentType(): string | null
    getDataAsString(): string
    getDataAsString(charset: string): string
    getName(): string | null
  }
  interface Logger {
    clear(): void
    getLog(): string
    log(data: any): Logger
    log(format: string, ...values: any[]): Logger
  }
  interface Session {
    getActiveUser(): User
    getEffectiveUser(): User
    getScriptTimeZone(): string
  }
  interface User {
    getEmail(): string
  }
  enum Weekday {
    SUNDAY,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    THURSDAY,
    FRIDAY,
    SATURDAY,
  }
}

declare namespace GoogleAppsScript {
  type Byte = number
  type Char = string
  interface Gmail {
    Users: Gmail.Collection.UsersCollection
  }
  type Integer = number
  interface Sheets {
    Spreadsheets: Sheets.Collection.SpreadsheetsCollection
  }
}

declare namespace GoogleAppsScript.Cache {
  interface Cache {
    get(key: string): string | null
    getAll(keys: string[]): { [key: string]: any }
    put(key: string, value: string): void
    put(key: string, value: string, expirationInSeconds: Integer): void
    putAll(values: { [key: string]: any }): void
    putAll(values: { [key: string]: any }, expirationInSeconds: Integer): void
    remove(key: string): void
    removeAll(keys: string[]): void
  }
  interface CacheService {
    getScriptCache(): Cache
  }
}

interface Console {
  error(): void
  error(formatOrObject: any, ...values: any[]): void
  info(): void
  info(formatOrObject: any, ...values: any[]): void
  log(): void
  log(formatOrObject: any, ...values: any[]): void
  warn(): void
  warn(formatOrObject: any, ...values: any[]): void
}

declare namespace GoogleAppsScript.Events {
  interface AppsScriptEvent {
    triggerUid: string
    user: Base.User
  }
  interface SheetsOnChange extends AppsScriptEvent {
    changeType: SheetsOnChangeChangeType
    source: Spreadsheet.Spreadsheet
  }
  type SheetsOnChangeChangeType = | "EDIT" | "INSERT_ROW" | "INSERT_COLUMN" | "REMOVE_ROW" | "REMOVE_COLUMN" | "INSERT_GRID" | "REMOVE_GRID" | "FORMAT" | "OTHER"
  interface SheetsOnEdit extends AppsScriptEvent {
    oldValue: string
    range: Spreadsheet.Range
    source: Spreadsheet.Spreadsheet
    value: string
  }
  interface SheetsOnOpen extends AppsScriptEvent {
    source: Spreadsheet.Spreadsheet
  }
  interface TimeDriven {
    year: number
    month: number
    "week-of-year": number
    "day-of-month": number
    "day-of-week": number
    hour: number
    minute: number
    second: number
    timezone: string
    triggerUid: string
  }
}

declare namespace GoogleAppsScript.Gmail.Collection.Users {
  interface MessagesCollection {
    send(resource: Schema.Message, userId: string): Gmail.Schema.Message
    send(resource: Schema.Message, userId: string, mediaData: any): Gmail.Schema.Message
  }
}

declare namespace GoogleAppsScript.Gmail.Collection {
  interface UsersCollection {
    Messages: Gmail.Collection.Users.MessagesCollection
  }
}

declare namespace GoogleAppsScript.Gmail.Schema {
  interface Message {
    id?: string | undefined
    labelIds?: string[] | undefined
    raw?: string | undefined
    threadId?: string | undefined
  }
}

declare namespace GoogleAppsScript.Lock {
  interface Lock {
    hasLock(): boolean
    releaseLock(): void
    tryLock(timeoutInMillis: Integer): boolean
    waitLock(timeoutInMillis: Integer): void
  }
  interface LockService {
    getDocumentLock(): Lock
    getScriptLock(): Lock
    getUserLock(): Lock
  }
}

declare namespace GoogleAppsScript.Mail {
  interface MailApp {
    getRemainingDailyQuota(): Integer
  }
}

declare namespace GoogleAppsScript.Properties {
  interface Properties {
    deleteAllProperties(): Properties
    deleteProperty(key: string): Properties
    getKeys(): string[]
    getProperties(): { [key: string]: string }
    getProperty(key: string): string | null
    setProperties(properties: { [key: string]: string }): Properties
    setProperties(properties: { [key: string]: string }, deleteAllOthers: boolean): Properties
    setProperty(key: string, value: string): Properties
  }
  interface PropertiesService {
    getScriptProperties(): Properties
  }
}

declare namespace GoogleAppsScript.Script {
  interface ClockTriggerBuilder {
    atHour(hour: Integer): ClockTriggerBuilder
    create(): Trigger
    everyDays(n: Integer): ClockTriggerBuilder
    everyHours(n: Integer): ClockTriggerBuilder
    everyMinutes(n: Integer): ClockTriggerBuilder
    everyWeeks(n: Integer): ClockTriggerBuilder
    inTimezone(timezone: string): ClockTriggerBuilder
    nearMinute(minute: Integer): ClockTriggerBuilder
    onWeekDay(day: Base.Weekday): ClockTriggerBuilder
  }
  enum EventType {
    CLOCK,
    ON_OPEN,
    ON_EDIT,
    ON_FORM_SUBMIT,
    ON_CHANGE,
    ON_EVENT_UPDATED,
  }
  interface ScriptApp {
    EventType: typeof EventType
    TriggerSource: typeof TriggerSource
    WeekDay: typeof Base.Weekday
    deleteTrigger(trigger: Trigger): void
    getProjectTriggers(): Trigger[]
    getScriptId(): string
    newTrigger(functionName: string): TriggerBuilder
  }
  interface SpreadsheetTriggerBuilder {
    create(): Trigger
    onChange(): SpreadsheetTriggerBuilder
    onEdit(): SpreadsheetTriggerBuilder
    onOpen(): SpreadsheetTriggerBuilder
  }
  interface Trigger {
    getEventType(): EventType
    getHandlerFunction(): string
    getTriggerSource(): TriggerSource
    getTriggerSourceId(): string
    getUniqueId(): string
  }
  interface TriggerBuilder {
    forSpreadsheet(sheet: Spreadsheet.Spreadsheet): SpreadsheetTriggerBuilder
    forSpreadsheet(key: string): SpreadsheetTriggerBuilder
    timeBased(): ClockTriggerBuilder
  }
  enum TriggerSource {
    SPREADSHEETS,
    CLOCK,
    FORMS,
    DOCUMENTS,
    CALENDAR,
  }
}

declare namespace GoogleAppsScript.Sheets.Collection.Spreadsheets {
  interface DeveloperMetadataCollection {
    search(resource: Schema.SearchDeveloperMetadataRequest, spreadsheetId: string): Sheets.Schema.SearchDeveloperMetadataResponse
  }
  interface ValuesCollection {
    append(resource: Schema.ValueRange, spreadsheetId: string, range: string): Sheets.Schema.AppendValuesResponse
    append(resource: Schema.ValueRange, spreadsheetId: string, range: string, optionalArgs: object): Sheets.Schema.AppendValuesResponse
    batchGet(spreadsheetId: string): Sheets.Schema.BatchGetValuesResponse
    batchGet(spreadsheetId: string, optionalArgs: object): Sheets.Schema.BatchGetValuesResponse
    batchUpdate(resource: Schema.BatchUpdateValuesRequest, spreadsheetId: string): Sheets.Schema.BatchUpdateValuesResponse
    clear(resource: any, spreadsheetId: string, range: string): Sheets.Schema.ClearValuesResponse
    get(spreadsheetId: string, range: string): Sheets.Schema.ValueRange
    get(spreadsheetId: string, range: string, optionalArgs: object): Sheets.Schema.ValueRange
    update(resource: Schema.ValueRange, spreadsheetId: string, range: string): Sheets.Schema.UpdateValuesResponse
    update(resource: Schema.ValueRange, spreadsheetId: string, range: string, optionalArgs: object): Sheets.Schema.UpdateValuesResponse
  }
}

declare namespace GoogleAppsScript.Sheets.Collection {
  interface SpreadsheetsCollection {
    DeveloperMetadata: Sheets.Collection.Spreadsheets.DeveloperMetadataCollection
    Values: Sheets.Collection.Spreadsheets.ValuesCollection
    batchUpdate(resource: Schema.BatchUpdateSpreadsheetRequest, spreadsheetId: string): Sheets.Schema.BatchUpdateSpreadsheetResponse
    create(resource: Schema.Spreadsheet): Sheets.Schema.Spreadsheet
    get(spreadsheetId: string): Sheets.Schema.Spreadsheet
    get(spreadsheetId: string, optionalArgs: object): Sheets.Schema.Spreadsheet
  }
}

declare namespace GoogleAppsScript.Sheets.Schema {
  interface AddConditionalFormatRuleRequest {
    index?: number | undefined
    rule?: Sheets.Schema.ConditionalFormatRule | undefined
  }
  interface AddProtectedRangeRequest {
    protectedRange?: Sheets.Schema.ProtectedRange | undefined
  }
  interface AddProtectedRangeResponse {
    protectedRange?: Sheets.Schema.ProtectedRange | undefined
  }
  interface AddSheetRequest {
    properties?: Sheets.Schema.SheetProperties | undefined
  }
  interface AddSheetResponse {
    properties?: Sheets.Schema.SheetProperties | undefined
  }
  interface AppendCellsRequest {
    fields?: string | undefined
    rows?: Sheets.Schema.RowData[] | undefined
    sheetId?: number | undefined
    tableId?: string | undefined
  }
  interface AppendDimensionRequest {
    dimension?: string | undefined
    length?: number | undefined
    sheetId?: number | undefined
  }
  interface AppendValuesResponse {
    spreadsheetId?: string | undefined
    tableRange?: string | undefined
    updates?: Sheets.Schema.UpdateValuesResponse | undefined
  }
  interface BasicFilter {
    criteria?: object | undefined
    range?: Sheets.Schema.GridRange | undefined
    sortSpecs?: Sheets.Schema.SortSpec[] | undefined
    tableId?: string | undefined
  }
  interface BatchGetValuesResponse {
    spreadsheetId?: string | undefined
    valueRanges?: Sheets.Schema.ValueRange[] | undefined
  }
  interface BatchUpdateSpreadsheetRequest {
    includeSpreadsheetInResponse?: boolean | undefined
    requests?: Sheets.Schema.Request[] | undefined
    responseIncludeGridData?: boolean | undefined
    responseRanges?: string[] | undefined
  }
  interface BatchUpdateSpreadsheetResponse {
    replies?: Sheets.Schema.Response[] | undefined
    spreadsheetId?: string | undefined
  }
  interface BatchUpdateValuesRequest {
    data?: Sheets.Schema.ValueRange[] | undefined
    includeValuesInResponse?: boolean | undefined
    responseDateTimeRenderOption?: string | undefined
    responseValueRenderOption?: string | undefined
    valueInputOption?: string | undefined
  }
  interface BatchUpdateValuesResponse {
    responses?: Sheets.Schema.UpdateValuesResponse[] | undefined
    spreadsheetId?: string | undefined
    totalUpdatedCells?: number | undefined
    totalUpdatedColumns?: number | undefined
    totalUpdatedRows?: number | undefined
    totalUpdatedSheets?: number | undefined
  }
  interface BooleanCondition {
    type?: string | undefined
    values?: Sheets.Schema.ConditionValue[] | undefined
  }
  interface BooleanRule {
    condition?: Sheets.Schema.BooleanCondition | undefined
    format?: Sheets.Schema.CellFormat | undefined
  }
  interface Border {
    color?: Sheets.Schema.Color | undefined
    colorStyle?: Sheets.Schema.ColorStyle | undefined
    style?: string | undefined
    width?: number | undefined
  }
  interface Borders {
    bottom?: Sheets.Schema.Border | undefined
    left?: Sheets.Schema.Border | undefined
    right?: Sheets.Schema.Border | undefined
    top?: Sheets.Schema.Border | undefined
  }
  interface CellData {
    dataValidation?: Sheets.Schema.DataValidationRule | undefined
    effectiveFormat?: Sheets.Schema.CellFormat | undefined
    effectiveValue?: Sheets.Schema.ExtendedValue | undefined
    formattedValue?: string | undefined
    note?: string | undefined
    userEnteredFormat?: Sheets.Schema.CellFormat | undefined
    userEnteredValue?: Sheets.Schema.ExtendedValue | undefined
  }
  interface CellFormat {
    backgroundColor?: Sheets.Schema.Color | undefined
    backgroundColorStyle?: Sheets.Schema.ColorStyle | undefined
    borders?: Sheets.Schema.Borders | undefined
    horizontalAlignment?: string | undefined
    hyperlinkDisplayType?: string | undefined
    numberFormat?: Sheets.Schema.NumberFormat | undefined
    padding?: Sheets.Schema.Padding | undefined
    textDirection?: string | undefined
    textFormat?: Sheets.Schema.TextFormat | undefined
    textRotation?: Sheets.Schema.TextRotation | undefined
    verticalAlignment?: string | undefined
    wrapStrategy?: string | undefined
  }
  interface ClearBasicFilterRequest {
    sheetId?: number | undefined
  }
  interface ClearValuesResponse {
    clearedRange?: string | undefined
    spreadsheetId?: string | undefined
  }
  interface Color {
    alpha?: number | undefined
    blue?: number | undefined
    green?: number | undefined
    red?: number | undefined
  }
  interface ColorStyle {
    rgbColor?: Sheets.Schema.Color | undefined
    themeColor?: string | undefined
  }
  interface ConditionValue {
    relativeDate?: string | undefined
    userEnteredValue?: string | undefined
  }
  interface ConditionalFormatRule {
    booleanRule?: Sheets.Schema.BooleanRule | undefined
    gradientRule?: Sheets.Schema.GradientRule | undefined
    ranges?: Sheets.Schema.GridRange[] | undefined
  }
  interface CopyPasteRequest {
    destination?: Sheets.Schema.GridRange | undefined
    pasteOrientation?: string | undefined
    pasteType?: string | undefined
    source?: Sheets.Schema.GridRange | undefined
  }
  interface CreateDeveloperMetadataRequest {
    developerMetadata?: Sheets.Schema.DeveloperMetadata | undefined
  }
  interface CreateDeveloperMetadataResponse {
    developerMetadata?: Sheets.Schema.DeveloperMetadata | undefined
  }
  interface CutPasteRequest {
    destination?: Sheets.Schema.GridCoordinate | undefined
    pasteType?: string | undefined
    source?: Sheets.Schema.GridRange | undefined
  }
  interface DataFilter {
    a1Range?: string | undefined
    developerMetadataLookup?: Sheets.Schema.DeveloperMetadataLookup | undefined
    gridRange?: Sheets.Schema.GridRange | undefined
  }
  interface DataValidationRule {
    condition?: Sheets.Schema.BooleanCondition | undefined
    inputMessage?: string | undefined
    showCustomUi?: boolean | undefined
    strict?: boolean | undefined
  }
  interface DeleteConditionalFormatRuleRequest {
    index?: number | undefined
    sheetId?: number | undefined
  }
  interface DeleteConditionalFormatRuleResponse {
    rule?: Sheets.Schema.ConditionalFormatRule | undefined
  }
  interface DeleteDeveloperMetadataRequest {
    dataFilter?: Sheets.Schema.DataFilter | undefined
  }
  interface DeleteDeveloperMetadataResponse {
    deletedDeveloperMetadata?: Sheets.Schema.DeveloperMetadata[] | undefined
  }
  interface DeleteDimensionRequest {
    range?: Sheets.Schema.DimensionRange | undefined
  }
  interface DeleteProtectedRangeRequest {
    protectedRangeId?: number | undefined
  }
  interface DeleteSheetRequest {
    sheetId?: number | undefined
  }
  interface DeveloperMetadata {
    location?: Sheets.Schema.DeveloperMetadataLocation | undefined
    metadataId?: number | undefined
    metadataKey?: string | undefined
    metadataValue?: string | undefined
    visibility?: string | undefined
  }
  interface DeveloperMetadataLocation {
    dimensionRange?: Sheets.Schema.DimensionRange | undefined
    locationType?: string | undefined
    sheetId?: number | undefined
    spreadsheet?: boolean | undefined
  }
  interface DeveloperMetadataLookup {
    locationMatchingStrategy?: string | undefined
    locationType?: string | undefined
    metadataId?: number | undefined
    metadataKey?: string | undefined
    metadataLocation?: Sheets.Schema.DeveloperMetadataLocation | undefined
    metadataValue?: string | undefined
    visibility?: string | undefined
  }
  interface DimensionProperties {
    developerMetadata?: Sheets.Schema.DeveloperMetadata[] | undefined
    hiddenByFilter?: boolean | undefined
    hiddenByUser?: boolean | undefined
    pixelSize?: number | undefined
  }
  interface DimensionRange {
    dimension?: string | undefined
    endIndex?: number | undefined
    sheetId?: number | undefined
    startIndex?: number | undefined
  }
  interface Editors {
    domainUsersCanEdit?: boolean | undefined
    groups?: string[] | undefined
    users?: string[] | undefined
  }
  interface ErrorValue {
    message?: string | undefined
    type?: string | undefined
  }
  interface ExtendedValue {
    boolValue?: boolean | undefined
    errorValue?: Sheets.Schema.ErrorValue | undefined
    formulaValue?: string | undefined
    numberValue?: number | undefined
    stringValue?: string | undefined
  }
  interface GradientRule {
    maxpoint?: Sheets.Schema.InterpolationPoint | undefined
    midpoint?: Sheets.Schema.InterpolationPoint | undefined
    minpoint?: Sheets.Schema.InterpolationPoint | undefined
  }
  interface GridCoordinate {
    columnIndex?: number | undefined
    rowIndex?: number | undefined
    sheetId?: number | undefined
  }
  interface GridData {
    columnMetadata?: Sheets.Schema.DimensionProperties[] | undefined
    rowData?: Sheets.Schema.RowData[] | undefined
    rowMetadata?: Sheets.Schema.DimensionProperties[] | undefined
    startColumn?: number | undefined
    startRow?: number | undefined
  }
  interface GridProperties {
    columnCount?: number | undefined
    columnGroupControlAfter?: boolean | undefined
    frozenColumnCount?: number | undefined
    frozenRowCount?: number | undefined
    hideGridlines?: boolean | undefined
    rowCount?: number | undefined
    rowGroupControlAfter?: boolean | undefined
  }
  interface GridRange {
    endColumnIndex?: number | undefined
    endRowIndex?: number | undefined
    sheetId?: number | undefined
    startColumnIndex?: number | undefined
    startRowIndex?: number | undefined
  }
  interface InsertDimensionRequest {
    inheritFromBefore?: boolean | undefined
    range?: Sheets.Schema.DimensionRange | undefined
  }
  interface InterpolationPoint {
    color?: Sheets.Schema.Color | undefined
    colorStyle?: Sheets.Schema.ColorStyle | undefined
    type?: string | undefined
    value?: string | undefined
  }
  interface Link {
    uri?: string | undefined
  }
  interface MatchedDeveloperMetadata {
    dataFilters?: Sheets.Schema.DataFilter[] | undefined
    developerMetadata?: Sheets.Schema.DeveloperMetadata | undefined
  }
  interface MergeCellsRequest {
    mergeType?: string | undefined
    range?: Sheets.Schema.GridRange | undefined
  }
  interface MoveDimensionRequest {
    destinationIndex?: number | undefined
    source?: Sheets.Schema.DimensionRange | undefined
  }
  interface NumberFormat {
    pattern?: string | undefined
    type?: string | undefined
  }
  interface Padding {
    bottom?: number | undefined
    left?: number | undefined
    right?: number | undefined
    top?: number | undefined
  }
  interface ProtectedRange {
    description?: string | undefined
    editors?: Sheets.Schema.Editors | undefined
    protectedRangeId?: number | undefined
    range?: Sheets.Schema.GridRange | undefined
    requestingUserCanEdit?: boolean | undefined
    unprotectedRanges?: Sheets.Schema.GridRange[] | undefined
    warningOnly?: boolean | undefined
  }
  interface RepeatCellRequest {
    cell?: Sheets.Schema.CellData | undefined
    fields?: string | undefined
    range?: Sheets.Schema.GridRange | undefined
  }
  interface Request {
    addConditionalFormatRule?: Sheets.Schema.AddConditionalFormatRuleRequest | undefined
    addProtectedRange?: Sheets.Schema.AddProtectedRangeRequest | undefined
    addSheet?: Sheets.Schema.AddSheetRequest | undefined
    appendCells?: Sheets.Schema.AppendCellsRequest | undefined
    appendDimension?: Sheets.Schema.AppendDimensionRequest | undefined
    clearBasicFilter?: Sheets.Schema.ClearBasicFilterRequest | undefined
    copyPaste?: Sheets.Schema.CopyPasteRequest | undefined
    createDeveloperMetadata?: Sheets.Schema.CreateDeveloperMetadataRequest | undefined
    cutPaste?: Sheets.Schema.CutPasteRequest | undefined
    deleteConditionalFormatRule?: Sheets.Schema.DeleteConditionalFormatRuleRequest | undefined
    deleteDeveloperMetadata?: Sheets.Schema.DeleteDeveloperMetadataRequest | undefined
    deleteDimension?: Sheets.Schema.DeleteDimensionRequest | undefined
    deleteProtectedRange?: Sheets.Schema.DeleteProtectedRangeRequest | undefined
    deleteSheet?: Sheets.Schema.DeleteSheetRequest | undefined
    insertDimension?: Sheets.Schema.InsertDimensionRequest | undefined
    mergeCells?: Sheets.Schema.MergeCellsRequest | undefined
    moveDimension?: Sheets.Schema.MoveDimensionRequest | undefined
    repeatCell?: Sheets.Schema.RepeatCellRequest | undefined
    setBasicFilter?: Sheets.Schema.SetBasicFilterRequest | undefined
    setDataValidation?: Sheets.Schema.SetDataValidationRequest | undefined
    sortRange?: Sheets.Schema.SortRangeRequest | undefined
    unmergeCells?: Sheets.Schema.UnmergeCellsRequest | undefined
    updateCells?: Sheets.Schema.UpdateCellsRequest | undefined
    updateConditionalFormatRule?: Sheets.Schema.UpdateConditionalFormatRuleRequest | undefined
    updateDeveloperMetadata?: Sheets.Schema.UpdateDeveloperMetadataRequest | undefined
    updateDimensionProperties?: Sheets.Schema.UpdateDimensionPropertiesRequest | undefined
    updateProtectedRange?: Sheets.Schema.UpdateProtectedRangeRequest | undefined
    updateSheetProperties?: Sheets.Schema.UpdateSheetPropertiesRequest | undefined
    updateSpreadsheetProperties?: Sheets.Schema.UpdateSpreadsheetPropertiesRequest | undefined
  }
  interface Response {
    addProtectedRange?: Sheets.Schema.AddProtectedRangeResponse | undefined
    addSheet?: Sheets.Schema.AddSheetResponse | undefined
    createDeveloperMetadata?: Sheets.Schema.CreateDeveloperMetadataResponse | undefined
    deleteConditionalFormatRule?: Sheets.Schema.DeleteConditionalFormatRuleResponse | undefined
    deleteDeveloperMetadata?: Sheets.Schema.DeleteDeveloperMetadataResponse | undefined
    updateConditionalFormatRule?: Sheets.Schema.UpdateConditionalFormatRuleResponse | undefined
    updateDeveloperMetadata?: Sheets.Schema.UpdateDeveloperMetadataResponse | undefined
  }
  interface RowData {
    values?: Sheets.Schema.CellData[] | undefined
  }
  interface SearchDeveloperMetadataRequest {
    dataFilters?: Sheets.Schema.DataFilter[] | undefined
  }
  interface SearchDeveloperMetadataResponse {
    matchedDeveloperMetadata?: Sheets.Schema.MatchedDeveloperMetadata[] | undefined
  }
  interface SetBasicFilterRequest {
    filter?: Sheets.Schema.BasicFilter | undefined
  }
  interface SetDataValidationRequest {
    range?: Sheets.Schema.GridRange | undefined
    rule?: Sheets.Schema.DataValidationRule | undefined
  }
  interface Sheet {
    basicFilter?: Sheets.Schema.BasicFilter | undefined
    conditionalFormats?: Sheets.Schema.ConditionalFormatRule[] | undefined
    data?: Sheets.Schema.GridData[] | undefined
    developerMetadata?: Sheets.Schema.DeveloperMetadata[] | undefined
    merges?: Sheets.Schema.GridRange[] | undefined
    properties?: Sheets.Schema.SheetProperties | undefined
    protectedRanges?: Sheets.Schema.ProtectedRange[] | undefined
  }
  interface SheetProperties {
    gridProperties?: Sheets.Schema.GridProperties | undefined
    hidden?: boolean | undefined
    index?: number | undefined
    rightToLeft?: boolean | undefined
    sheetId?: number | undefined
    sheetType?: string | undefined
    tabColor?: Sheets.Schema.Color | undefined
    tabColorStyle?: Sheets.Schema.ColorStyle | undefined
    title?: string | undefined
  }
  interface SortRangeRequest {
    range?: Sheets.Schema.GridRange | undefined
    sortSpecs?: Sheets.Schema.SortSpec[] | undefined
  }
  interface SortSpec {
    dimensionIndex?: number | undefined
    sortOrder?: string | undefined
    foregroundColorStyle?: Sheets.Schema.ColorStyle | undefined
    backgroundColorStyle?: Sheets.Schema.ColorStyle | undefined
  }
  interface Spreadsheet {
    developerMetadata?: Sheets.Schema.DeveloperMetadata[] | undefined
    properties?: Sheets.Schema.SpreadsheetProperties | undefined
    sheets?: Sheets.Schema.Sheet[] | undefined
    spreadsheetId?: string | undefined
    spreadsheetUrl?: string | undefined
  }
  interface SpreadsheetProperties {
    locale?: string | undefined
    timeZone?: string | undefined
    title?: string | undefined
  }
  interface TextFormat {
    bold?: boolean | undefined
    fontFamily?: string | undefined
    fontSize?: number | undefined
    foregroundColor?: Sheets.Schema.Color | undefined
    foregroundColorStyle?: Sheets.Schema.ColorStyle | undefined
    italic?: boolean | undefined
    strikethrough?: boolean | undefined
    underline?: boolean | undefined
    link?: Sheets.Schema.Link | undefined
  }
  interface TextRotation {
    angle?: number | undefined
    vertical?: boolean | undefined
  }
  interface UnmergeCellsRequest {
    range?: Sheets.Schema.GridRange | undefined
  }
  interface UpdateCellsRequest {
    fields?: string | undefined
    range?: Sheets.Schema.GridRange | undefined
    rows?: Sheets.Schema.RowData[] | undefined
    start?: Sheets.Schema.GridCoordinate | undefined
  }
  interface UpdateConditionalFormatRuleRequest {
    index?: number | undefined
    newIndex?: number | undefined
    rule?: Sheets.Schema.ConditionalFormatRule | undefined
    sheetId?: number | undefined
  }
  interface UpdateConditionalFormatRuleResponse {
    newIndex?: number | undefined
    newRule?: Sheets.Schema.ConditionalFormatRule | undefined
    oldIndex?: number | undefined
    oldRule?: Sheets.Schema.ConditionalFormatRule | undefined
  }
  interface UpdateDeveloperMetadataRequest {
    dataFilters?: Sheets.Schema.DataFilter[] | undefined
    developerMetadata?: Sheets.Schema.DeveloperMetadata | undefined
    fields?: string | undefined
  }
  interface UpdateDeveloperMetadataResponse {
    developerMetadata?: Sheets.Schema.DeveloperMetadata[] | undefined
  }
  interface UpdateDimensionPropertiesRequest {
    fields?: string | undefined
    properties?: Sheets.Schema.DimensionProperties | undefined
    range?: Sheets.Schema.DimensionRange | undefined
  }
  interface UpdateProtectedRangeRequest {
    fields?: string | undefined
    protectedRange?: Sheets.Schema.ProtectedRange | undefined
  }
  interface UpdateSheetPropertiesRequest {
    fields?: string | undefined
    properties?: Sheets.Schema.SheetProperties | undefined
  }
  interface UpdateSpreadsheetPropertiesRequest {
    fields?: string | undefined
    properties?: Sheets.Schema.SpreadsheetProperties | undefined
  }
  interface UpdateValuesResponse {
    spreadsheetId?: string | undefined
    updatedCells?: number | undefined
    updatedColumns?: number | undefined
    updatedData?: Sheets.Schema.ValueRange | undefined
    updatedRange?: string | undefined
    updatedRows?: number | undefined
  }
  interface ValueRange {
    majorDimension?: string | undefined
    range?: string | undefined
    values?: any[][] | undefined
  }
}

declare namespace GoogleAppsScript.Spreadsheet {
  interface Range {
    getA1Notation(): string
    getColumn(): Integer
    getLastColumn(): Integer
    getLastRow(): Integer
    getNumColumns(): Integer
    getNumRows(): Integer
    getRow(): Integer
    getSheet(): Sheet
    getValue(): any
    getValues(): any[][]
    setValue(value: any): Range
    setValues(values: any[][]): Range
  }
  interface Sheet {
    getLastColumn(): Integer
    getLastRow(): Integer
    getName(): string
    getParent(): Spreadsheet
    getRange(row: Integer, column: Integer): Range
    getRange(row: Integer, column: Integer, numRows: Integer): Range
    getRange(row: Integer, column: Integer, numRows: Integer, numColumns: Integer): Range
    getRange(a1Notation: string): Range
    getSheetId(): Integer
  }
  interface Spreadsheet {
    getId(): string
    getName(): string
    getSheetByName(name: string): Sheet | null
    getSheets(): Sheet[]
    getSpreadsheetTimeZone(): string
    getUrl(): string
    toast(msg: string): void
    toast(msg: string, title: string): void
    toast(msg: string, title: string, timeoutSeconds: number | null): void
  }
  interface SpreadsheetApp {
    flush(): void
    openById(id: string): Spreadsheet
  }
}

declare namespace GoogleAppsScript.URL_Fetch {
  interface HTTPResponse {
    getAllHeaders(): object
    getBlob(): Base.Blob
    getContent(): Byte[]
    getContentText(): string
    getContentText(charset: string): string
    getHeaders(): object
    getResponseCode(): Integer
  }
  interface HttpHeaders {
    [key: string]: string
  }
  type HttpMethod = "get" | "delete" | "patch" | "post" | "put"
  type Payload = string | { [key: string]: any } | Base.Blob
  interface URLFetchRequestOptions {
    contentType?: string | undefined
    headers?: HttpHeaders | undefined
    method?: HttpMethod | undefined
    payload?: Payload | undefined
    followRedirects?: boolean | undefined
    muteHttpExceptions?: boolean | undefined
  }
  interface UrlFetchApp {
    fetch(url: string): HTTPResponse
    fetch(url: string, params: URLFetchRequestOptions): HTTPResponse
  }
}

declare namespace GoogleAppsScript.Utilities {
  enum Charset {
    US_ASCII,
    UTF_8,
  }
  enum DigestAlgorithm {
    MD2,
    MD5,
    SHA_1,
    SHA_256,
    SHA_384,
    SHA_512,
  }
  interface Utilities {
    Charset: typeof Charset
    DigestAlgorithm: typeof DigestAlgorithm
    base64Decode(encoded: string): Byte[]
    base64Decode(encoded: string, charset: Charset): Byte[]
    base64DecodeWebSafe(encoded: string): Byte[]
    base64DecodeWebSafe(encoded: string, charset: Charset): Byte[]
    base64Encode(data: Byte[]): string
    base64Encode(data: string): string
    base64Encode(data: string, charset: Charset): string
    base64EncodeWebSafe(data: Byte[]): string
    base64EncodeWebSafe(data: string): string
    base64EncodeWebSafe(data: string, charset: Charset): string
    computeDigest(algorithm: DigestAlgorithm, value: Byte[]): Byte[]
    computeDigest(algorithm: DigestAlgorithm, value: string): Byte[]
    computeDigest(algorithm: DigestAlgorithm, value: string, charset: Charset): Byte[]
    computeHmacSha256Signature(value: Byte[], key: Byte[]): Byte[]
    computeHmacSha256Signature(value: string, key: string): Byte[]
    computeHmacSha256Signature(value: string, key: string, charset: Charset): Byte[]
    computeRsaSha256Signature(value: string, key: string): Byte[]
    computeRsaSha256Signature(value: string, key: string, charset: Charset): Byte[]
    getUuid(): string
    newBlob(data: Byte[]): Base.Blob
    newBlob(data: Byte[], contentType: string): Base.Blob
    newBlob(data: Byte[], contentType: string, name: string): Base.Blob
    newBlob(data: string): Base.Blob
    newBlob(data: string, contentType: string): Base.Blob
    newBlob(data: string, contentType: string, name: string): Base.Blob
    sleep(milliseconds: Integer): void
  }
}

declare const console: Console
declare const Gmail: GoogleAppsScript.Gmail
declare const Logger: GoogleAppsScript.Base.Logger
declare const MailApp: GoogleAppsScript.Mail.MailApp
declare const Session: GoogleAppsScript.Base.Session
declare const CacheService: GoogleAppsScript.Cache.CacheService
declare const LockService: GoogleAppsScript.Lock.LockService
declare const PropertiesService: GoogleAppsScript.Properties.PropertiesService
declare const ScriptApp: GoogleAppsScript.Script.ScriptApp
declare const Sheets: GoogleAppsScript.Sheets
declare const SpreadsheetApp: GoogleAppsScript.Spreadsheet.SpreadsheetApp
declare const UrlFetchApp: GoogleAppsScript.URL_Fetch.UrlFetchApp
declare const Utilities: GoogleAppsScript.Utilities.Utilities
