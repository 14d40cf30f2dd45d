/**
 * The contents of the local Google: spreadsheets, Drive files with their permissions, script projects.
 * Cells, rows and rules are immutable values: a change replaces them. A snapshot is therefore a few shallow copies,
 * which is what makes every batch atomic and every read free of copying.
 */
import type {
  CellFormat,
  ChipRun,
  ConditionalFormatRule,
  DataValidation,
  DeveloperMetadata,
  Dimension,
  ExtendedValue,
  GridRange,
  ProtectedRange,
} from "../wire/wire.ts"

export interface Cell {
  readonly value?: ExtendedValue | undefined
  readonly format?: CellFormat | undefined
  readonly note?: string | undefined
  readonly validation?: DataValidation | undefined
  /** People and files that stand in the text. */
  readonly chips?: readonly ChipRun[] | undefined
}
/** Cells from column A; shorter than the grid where the rest is empty. */
export type Row = readonly (Cell | undefined)[]

export interface Band {
  readonly pixelSize?: number | undefined
  readonly hiddenByUser?: boolean | undefined
}

export interface Sheet {
  readonly sheetId: number
  title: string
  hidden: boolean
  rowCount: number
  columnCount: number
  frozenRowCount: number
  frozenColumnCount: number
  tabColor: CellFormat | undefined
  rows: Row[]
  /** Widths and heights that differ from the default, by index. */
  columnBands: (Band | undefined)[]
  rowBands: (Band | undefined)[]
  merges: GridRange[]
  protectedRanges: ProtectedRange[]
  conditionalFormats: ConditionalFormatRule[]
}

export interface Spreadsheet {
  readonly spreadsheetId: string
  title: string
  locale: string
  timeZone: string
  sheets: Sheet[]
  /** Of the spreadsheet, its sheets, rows and columns alike: the location says which. */
  metadata: DeveloperMetadata[]
  /** The next id for a sheet, protection or metadata entry that came without one. */
  nextId: number
}

type Role = "owner" | "writer" | "commenter" | "reader"
export interface Permission {
  readonly id: string
  readonly type: "user" | "group" | "anyone" | "domain"
  readonly role: Role
  readonly emailAddress?: string | undefined
  readonly domain?: string | undefined
  /** Offered the file and not its owner before it accepts. */
  readonly pendingOwner?: boolean | undefined
}

export interface DriveFile {
  readonly id: string
  name: string
  readonly mimeType: string
  readonly createdTime: string
  modifiedTime: string
  parents: string[]
  trashed: boolean
  appProperties: Record<string, string>
  permissions: Permission[]
  /** The account whose log-in made it: by its scope for single files no other may act on it. None in files of before. */
  readonly madeBy?: string | undefined
}

export interface ScriptFile {
  readonly name: string
  readonly type: "SERVER_JS" | "JSON" | "HTML"
  readonly source: string
}
export type TriggerEvent = "ON_EDIT" | "ON_CHANGE" | "ON_OPEN" | "CLOCK"
export interface Trigger {
  readonly uniqueId: string
  readonly handlerFunction: string
  /** Who made it, and as whom it runs. None in files of before this was kept: the project's owner. */
  readonly owner?: string | undefined
  readonly eventType: TriggerEvent
  /** The spreadsheet it watches; none for a clock trigger. */
  readonly sourceId?: string | undefined
  /** A clock trigger's rhythm, for people and `doctor`: the local clock runs every one when it is moved. */
  readonly schedule?: string | undefined
}
export interface ScriptProject {
  readonly scriptId: string
  title: string
  readonly parentId?: string | undefined
  readonly createTime: string
  updateTime: string
  files: ScriptFile[]
  properties: Record<string, string>
  triggers: Trigger[]
  /** Services that are on in its Cloud project. None in files of before this was kept: all are. */
  enabledServices?: readonly string[]
}

/** Which door a change came through. */
export type ChangeSource = "api" | "script" | "person"
export interface ModelChange {
  readonly spreadsheetId: string
  /** None when the spreadsheet itself changed (title, metadata, its list of sheets). */
  readonly sheetId?: number | undefined
  /** None when the whole sheet may have changed. */
  readonly range?: GridRange | undefined
  readonly source: ChangeSource
}

export interface GoogleState {
  readonly spreadsheets: Map<string, Spreadsheet>
  readonly files: Map<string, DriveFile>
  readonly projects: Map<string, ScriptProject>
}

/**
 * What a protection makes of an editor's address: as it comes, in another spelling, or undefined where it is left out.
 * Which of these an account that Google does not know meets is unverified. @throws ApiError where it is refused
 */
type TakeEditor = (address: string) => string | undefined

/**
 * What a Thai sheet makes of a date in B.E. as people type it, unverified: the year as it stands, understood, understood and
 * shown in the common era, or text.
 */
export type ThaiDates = "common" | "buddhist" | "converted" | "text"

/** How Google is taken to do what no documentation says; a test chooses another way. */
export interface Habits {
  takeEditor: TakeEditor
  thaiDates: ThaiDates
  /** A box that nobody ever ticked is read as FALSE, and not as nothing. */
  isBlankTickFalse: boolean
  /** What a person's chip shows: a name, an address. */
  chipText: (address: string) => string
  /** Gmail sends a message under the Message-ID that it is given. */
  keepsMessageId: boolean
}

/** One open transaction: what it touches is announced once, when it has succeeded. */
export interface Transaction {
  readonly spreadsheet: Spreadsheet
  readonly habits: Habits
  touch(sheetId?: number, range?: GridRange): void
}

export interface ModelDeps {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** A fresh unguessable id, for files, permissions and projects. */
  readonly newId: () => string
  /** The account that owns every file and runs every script. */
  readonly owner: string
  /** A person has linked each script to a Cloud project of the office with its services on: the local office's has. */
  readonly isLinked?: boolean | undefined
  /** The log-in has the scope of all of Drive, not that of single files. */
  readonly isWide?: boolean | undefined
}

export interface GoogleModel extends ModelDeps {
  readonly habits: Habits
  /** Reasons with which the next changes of permissions are refused, one each. */
  readonly driveRefusals: string[]
  readonly state: GoogleState
  /** @throws ApiError NOT_FOUND */
  spreadsheet(spreadsheetId: string): Spreadsheet
  /** @throws ApiError NOT_FOUND */
  project(scriptId: string): ScriptProject
  addSpreadsheet(title: string): Spreadsheet
  /** With its file: as if it had never been made. */
  removeSpreadsheet(spreadsheetId: string): void
  addProject(title: string, parentId?: string): ScriptProject
  /** All of `change` or, if it throws, nothing of it. Nothing else runs meanwhile: it is synchronous. */
  transact<T>(spreadsheetId: string, source: ChangeSource, change: (transaction: Transaction) => T): T
  /** Says that files, permissions or projects were changed in place, so that they are saved. */
  changed(): void
  /** Every change by any door, after it is complete. Returns the way to stop listening. */
  subscribe(listener: (changes: readonly ModelChange[]) => void): () => void
  /** Called after anything that must be saved. */
  onDirty(listener: () => void): void
}

export type { CellFormat, ChipRun, DataValidation, Dimension, ExtendedValue, GridRange, ProtectedRange }
