/** The model's life: making its entries, atomic changes, telling listeners. */
import { notFound } from "../wire/errors.ts"
import type {
  ChangeSource,
  DriveFile,
  GoogleModel,
  GoogleState,
  Habits,
  ModelChange,
  ModelDeps,
  ScriptProject,
  Sheet,
  Spreadsheet,
} from "./model.ts"

export const SPREADSHEET_TYPE = "application/vnd.google-apps.spreadsheet"
const SCRIPT_TYPE = "application/vnd.google-apps.script"

export function emptyState(): GoogleState {
  return { spreadsheets: new Map(), files: new Map(), projects: new Map() }
}

export function createModel(deps: ModelDeps, state: GoogleState = emptyState()): GoogleModel {
  const listeners = new Set<(changes: readonly ModelChange[]) => void>()
  const savers = new Set<() => void>()
  const changed = () => {
    for (const save of savers) save()
  }
  const model: GoogleModel = {
    ...deps,
    habits: usualHabits(),
    driveRefusals: [],
    ...createEntries(deps, state, changed),
    state,
    changed,
    transact(spreadsheetId, source, change) {
      const spreadsheet = found(state.spreadsheets.get(spreadsheetId))
      const before = copyOf(spreadsheet)
      const changes: ModelChange[] = []
      const touch = touching(changes, spreadsheetId, source)
      const result = undoing(
        () => state.spreadsheets.set(spreadsheetId, before),
        () => change({ spreadsheet, touch, habits: model.habits }),
      )
      if (changes.length === 0) return result
      touchFile(deps, state.files.get(spreadsheetId), spreadsheet)
      changed()
      for (const listener of listeners) listener(changes)
      return result
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onDirty: listener => void savers.add(listener),
  }
  return model
}

type Entries = "spreadsheet" | "project" | "addSpreadsheet" | "removeSpreadsheet" | "addProject"

/** The ways that are taken for the likeliest; `docs/platform.md` says of each what happens if it is otherwise. */
export function usualHabits(): Habits {
  return {
    takeEditor: address => address,
    thaiDates: "common",
    isBlankTickFalse: false,
    chipText: address => address.slice(0, address.lastIndexOf("@")),
    keepsMessageId: true,
  }
}

/** Finding, making and removing whole files. */
function createEntries(deps: ModelDeps, state: GoogleState, changed: () => void): Pick<GoogleModel, Entries> {
  return {
    spreadsheet: id => found(state.spreadsheets.get(id)),
    project: id => found(state.projects.get(id)),
    addSpreadsheet(title) {
      const file = createFile(deps, title, SPREADSHEET_TYPE)
      const spreadsheet = createSpreadsheet(file.id, title)
      state.files.set(file.id, file)
      state.spreadsheets.set(file.id, spreadsheet)
      changed()
      return spreadsheet
    },
    removeSpreadsheet(spreadsheetId) {
      state.files.delete(spreadsheetId)
      state.spreadsheets.delete(spreadsheetId)
      changed()
    },
    addProject(title, parentId) {
      const file = createFile(deps, title, SCRIPT_TYPE)
      const project = createProject(file, parentId)
      state.files.set(file.id, file)
      state.projects.set(file.id, project)
      changed()
      return project
    },
  }
}

/** Nobody keeps a spreadsheet from one call to the next, so putting its copy in its place undoes everything. */
function undoing<T>(undo: () => void, change: () => T): T {
  try {
    return change()
  } catch (error) {
    undo()
    throw error
  }
}

function found<T>(entry: T | undefined): T {
  if (!entry) throw notFound()
  return entry
}

function touching(changes: ModelChange[], spreadsheetId: string, source: ChangeSource) {
  return (sheetId?: number, range?: ModelChange["range"]) => {
    changes.push({ spreadsheetId, sheetId, range, source })
  }
}

function touchFile(deps: ModelDeps, file: DriveFile | undefined, spreadsheet: Spreadsheet): void {
  if (!file) return
  file.modifiedTime = new Date(deps.now()).toISOString()
  file.name = spreadsheet.title
}

function createFile(deps: ModelDeps, name: string, mimeType: string): DriveFile {
  const time = new Date(deps.now()).toISOString()
  return {
    id: deps.newId(),
    name,
    mimeType,
    createdTime: time,
    modifiedTime: time,
    parents: ["root"],
    trashed: false,
    appProperties: {},
    madeBy: deps.owner,
    permissions: [{ id: deps.newId(), type: "user", role: "owner", emailAddress: deps.owner }],
  }
}

function createProject(file: DriveFile, parentId: string | undefined): ScriptProject {
  return {
    scriptId: file.id,
    title: file.name,
    parentId,
    createTime: file.createdTime,
    updateTime: file.modifiedTime,
    files: [],
    properties: {},
    triggers: [],
  }
}

export function createSpreadsheet(spreadsheetId: string, title: string): Spreadsheet {
  const sheets = [createSheet(0, "Sheet1")]
  return { spreadsheetId, title, locale: "en_US", timeZone: "Etc/GMT", sheets, metadata: [], nextId: 1 }
}

export function createSheet(sheetId: number, title: string): Sheet {
  return {
    sheetId,
    title,
    hidden: false,
    rowCount: 1000,
    columnCount: 26,
    frozenRowCount: 0,
    frozenColumnCount: 0,
    tabColor: undefined,
    rows: [],
    columnBands: [],
    rowBands: [],
    merges: [],
    protectedRanges: [],
    conditionalFormats: [],
  }
}

/** Shallow: what the lists hold is never changed in place. */
export function copyOf(spreadsheet: Spreadsheet): Spreadsheet {
  return {
    ...spreadsheet,
    sheets: spreadsheet.sheets.map(sheet => ({
      ...sheet,
      rows: sheet.rows.slice(),
      columnBands: sheet.columnBands.slice(),
      rowBands: sheet.rowBands.slice(),
    })),
  }
}
