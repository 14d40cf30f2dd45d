/**
 * The file that keeps the local Google. Written whole and atomically, soon after a change: a kill loses at most the
 * changes of the last moments, never the file. What is not ours is never overwritten.
 * Whoever holds this file holds the script's properties, and with them the office's signing key.
 */
import { readFile } from "node:fs/promises"
import writeFileAtomic from "write-file-atomic"
import * as z from "zod"
import { emptyState } from "./create-model.ts"
import type { DriveFile, GoogleState, Row, ScriptFile, ScriptProject, Sheet, Spreadsheet } from "./model.ts"

const FORMAT = "sujarit-local-google"
/** Of the version before all rows of a sheet stand in the file, alike or not. */
const VERSION = 2
const SAVE_AFTER_MS = 50
const SAVE_AGAIN_MS = 2000

export class DamagedFileError extends Error {
  readonly file: string

  constructor(file: string, fault: string) {
    super(
      `${file} เสียหายหรือไม่ใช่ไฟล์ตารางของสำนักงานจำลอง ไม่ได้แก้อะไร ให้กู้สำเนาด้วย sujarit restore สำเนา.backup --data โฟลเดอร์ใหม่ ` +
        `/ ${file} cannot be read as the local Google's file: ${fault}. It was left as it is. ` +
        "Restore a backup into a new folder.",
    )
    this.name = "DamagedFileError"
    this.file = file
  }
}

// Deep enough to tell our file from another and a whole one from half; what is inside was ours when written.
const identified = <T>(keys: z.ZodRawShape) => z.array(z.looseObject(keys) as unknown as z.ZodType<T>)
const count = z.int().check(z.positive())
const sheet = z.looseObject({
  sheetId: z.int(),
  title: z.string(),
  rows: z.array(z.array(z.unknown())),
  /** How often each of `rows` stands below itself, where one stands so at all. */
  times: z.array(count).optional(),
})
const saved = z.object({
  format: z.literal(FORMAT),
  version: z.literal([1, VERSION]),
  spreadsheets: identified<Spreadsheet>({
    spreadsheetId: z.string(),
    title: z.string(),
    sheets: z.array(sheet).min(1),
    metadata: z.array(z.looseObject({ metadataId: z.int() })),
    nextId: z.int(),
  }),
  files: identified<DriveFile>({ id: z.string(), name: z.string(), permissions: z.array(z.looseObject({})) }),
  /** How often it was written: an older copy put in its place is known by it. Files of before have none. */
  saves: z.int().nonnegative().default(0),
  projects: identified<ScriptProject>({
    scriptId: z.string(),
    properties: z.record(z.string(), z.string()),
    triggers: z.array(z.looseObject({ uniqueId: z.string() })),
  }),
})

type LoadedState = { readonly state: GoogleState; readonly saves: number }

/** @throws DamagedFileError */
export async function loadState(file: string): Promise<LoadedState> {
  const text = await readIfThere(file)
  return text === undefined ? { state: emptyState(), saves: 0 } : parseState(file, text)
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined
    throw error
  }
}

function parseState(file: string, text: string): LoadedState {
  const parsed = saved.safeParse(parseJson(file, text))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new DamagedFileError(file, `${issue?.path.join(".") || "the whole"}: ${issue?.message}`)
  }
  const { spreadsheets, files, projects, saves } = parsed.data
  const state = {
    spreadsheets: new Map(spreadsheets.map(each => [each.spreadsheetId, asModelled(each)])),
    files: new Map(files.map(each => [each.id, each])),
    projects: new Map(projects.map(each => [each.scriptId, each])),
  }
  return { state, saves }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new DamagedFileError(file, error instanceof Error ? error.message : String(error))
  }
}

/** JSON turns the gaps of lists into null. */
function asModelled(spreadsheet: Spreadsheet): Spreadsheet {
  const gaps = <T>(items: readonly T[]) => items.map(item => item ?? undefined)
  for (const sheet of spreadsheet.sheets as (Sheet & { times?: number[] })[]) {
    const { times = [] } = sheet
    delete sheet.times
    sheet.rows = sheet.rows.map(gaps).flatMap((row, at) => Array<Row>(times[at] ?? 1).fill(row))
    sheet.rowBands = gaps(sheet.rowBands)
    sheet.columnBands = gaps(sheet.columnBands)
  }
  return spreadsheet
}

/** Rows are immutable, so one that was printed before is not printed again: a save costs what changed, and one copy. */
const printedOnce = new WeakMap<Row | ScriptFile, Buffer>()

function printState({ state: { spreadsheets, files, projects }, saves }: LoadedState): Buffer {
  const head = { format: FORMAT, version: VERSION, saves, files: [...files.values()] }
  return Buffer.concat([
    ...withLists(head, {
      projects: [...projects.values()].map(printProject),
      spreadsheets: [...spreadsheets.values()].map(printSpreadsheet),
    }),
    Buffer.from("\n"),
  ])
}

/** Nor is the script's code, which is longer than all rows. */
function printProject({ files, ...project }: ScriptProject): Buffer[] {
  return withLists(project, { files: files.map(file => [printOnce(file)]) })
}

function printSpreadsheet({ sheets, ...spreadsheet }: Spreadsheet): Buffer[] {
  return withLists(spreadsheet, { sheets: sheets.map(printSheet) })
}

/** Most rows of a sheet are blank and alike: of those below each other one is printed, with how many they are. */
function printSheet({ rows, ...sheet }: Sheet): Buffer[] {
  const printed: Buffer[] = []
  const times: number[] = []
  for (const row of rows.map(printOnce)) {
    const last = printed.at(-1)
    if (last && (last === row || last.equals(row))) {
      times.push((times.pop() ?? 0) + 1)
    } else {
      printed.push(row)
      times.push(1)
    }
  }
  const isShorter = printed.length < rows.length
  return withLists({ ...sheet, ...(isShorter && { times }) }, { rows: printed.map(row => [row]) })
}

function printOnce(value: Row | ScriptFile): Buffer {
  const printed = printedOnce.get(value) ?? Buffer.from(JSON.stringify(value))
  printedOnce.set(value, printed)
  return printed
}

const COMMA = Buffer.from(",")
const LIST_END = Buffer.from("]")
const END = Buffer.from("}")

/** A JSON object with more members, lists whose items are JSON already. */
function withLists(
  object: object,
  lists: Readonly<Record<string, readonly (readonly Buffer[])[]>>,
): Buffer[] {
  const printed = Object.entries(lists).flatMap(([name, items]) => [
    Buffer.from(`,"${name}":[`),
    ...items.flatMap((item, at) => (at === 0 ? item : [COMMA, ...item])),
    LIST_END,
  ])
  return [Buffer.from(JSON.stringify(object).slice(0, -1)), ...printed, END]
}

export interface Saver {
  /** The last write failed: what was changed since is in memory alone. */
  isUnsaved(): boolean
  /** How often the file was written, ever. */
  saves(): number
  /** Something changed: it will be in the file soon. */
  dirty(): void
  /** Resolves when everything so far is in the file. @throws the last write's error */
  flush(): Promise<void>
}

type SaveEvents = {
  /** The first of the writes that fail one after another. */
  readonly onError: (error: unknown) => void
  /** The first write that succeeds after those. */
  readonly onMended: (() => void) | undefined
}

/** One write at a time; changes during a write are in the next. A write that failed is tried again until one succeeds. */
export function createSaver(file: string, loaded: LoadedState, { onError, onMended }: SaveEvents): Saver {
  const { state } = loaded
  let { saves } = loaded
  let pending = false
  let failed = false
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()
  const write = () => {
    clearTimeout(timer)
    timer = undefined
    writing = writing
      .catch(() => {})
      .then(async () => {
        if (!pending) return
        pending = false
        // The script's properties hold the signing key: for this account's eyes only.
        await writeFileAtomic(file, printState({ state, saves: saves + 1 }), { mode: 0o600 }).catch(
          (error: unknown) => {
            pending = true
            timer ??= setTimeout(soon, SAVE_AGAIN_MS).unref()
            if (!failed) onError(error)
            failed = true
            throw error
          },
        )
        saves++
        if (failed) onMended?.()
        failed = false
      })
    return writing
  }
  const soon = () => void write().catch(() => {})
  return {
    isUnsaved: () => failed,
    saves: () => saves,
    dirty() {
      pending = true
      timer ??= setTimeout(soon, SAVE_AFTER_MS)
    },
    flush: write,
  }
}
