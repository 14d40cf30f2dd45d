/** Draws the grid page for one person: the tab looked at, and what stands around it. */
import { type Owner, reportTabTitle, tabOf } from "../../shared/columns.ts"
import type { ObligationState } from "../../shared/due/obligation.ts"
import { SEVERITY_WORDS } from "../../shared/row/problem.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import type { GoogleModel, Spreadsheet } from "../google/model/model.ts"
import { barriers, barrierToCells } from "../google/sheet/protection.ts"
import type { CellSnapshot, SheetSnapshot } from "../google/sheet/snapshot.ts"
import { type Actor, lockReason } from "./actors.ts"
import type { OfficeAppDeps } from "./app-deps.ts"
import { dayText } from "./frame.ts"
import type { CellView, ColumnView, GridView, RowView, TabView } from "./grid-view.ts"
import { columnAt, markedColumns, type OfficeTab, placedProblems, rowIdAt, tabOfSheet } from "./tab.ts"
import { tourBar } from "./tour.ts"
import { UNSAVED } from "./unsaved.ts"

type ViewDeps = Pick<
  OfficeAppDeps,
  "office" | "clock" | "mailbox" | "officeName" | "isSample" | "scriptFault" | "saving" | "seen" | "began"
>

/**
 * `tab` is a title, or a sheet's id as links from mail carry it. Falls back on the first actor and the first tab, so that
 * an old address still opens something.
 */
export function gridView(deps: ViewDeps, as: string, tab: string): GridView {
  const { office, mailbox } = deps
  const { model, editor } = office
  const spreadsheet = office.spreadsheet()
  const actors = office.actors()
  const acting = actors.find(each => each.name === as) ?? actors[0]
  if (!acting) throw new Error("an office without actors")
  const { isWriter, sheets } = editor.snapshot(spreadsheet.spreadsheetId, acting.account)
  const visible = ownFirst(
    sheets.filter(sheet => !sheet.hidden),
    acting,
  )
  const snapshot = visible.find(sheet => sheet.title === tab || String(sheet.sheetId) === tab) ?? visible[0]
  if (!snapshot) throw new Error("a spreadsheet without a visible tab")
  return {
    office: deps.officeName(),
    day: dayText(deps),
    simulated: deps.clock.simulated,
    actors: actors.map(({ name, label }) => ({ name, label })),
    as: acting.name,
    ...(!isWriter && { noAccess: `${acting.label} ดูได้ แต่ไม่มีสิทธิ์แก้ไฟล์นี้` }),
    tabs: visible.map(({ sheetId, title: name }) => {
      const sheet = spreadsheet.sheets.find(each => each.sheetId === sheetId)
      return { title: name, toMend: sheet ? countToMend(tabOfSheet(spreadsheet, sheet)) : 0 }
    }),
    tab: tabView({ model, spreadsheet, snapshot, actors, account: acting.account }),
    fault: deps.saving.isUnsaved() ? UNSAVED : deps.scriptFault(),
    canUndo: office.canRepeat(acting.name, "undo"),
    canRedo: office.canRepeat(acting.name, "redo"),
    mails: mailbox.list().length,
    tour: String(tourBar(deps)),
  }
}

/** A section's own reports come first for it; the planner, whose own tab is the plan, has the tabs as they stand. */
function ownFirst(sheets: readonly SheetSnapshot[], { name, isPlanner }: Actor): readonly SheetSnapshot[] {
  const title = name === "director" ? tabOf("oversight").title : reportTabTitle(name)
  const own = isPlanner ? undefined : sheets.find(sheet => sheet.title === title)
  return own ? [own, ...sheets.filter(sheet => sheet !== own)] : sheets
}

type TabViewInput = {
  readonly model: GoogleModel
  readonly spreadsheet: Spreadsheet
  readonly snapshot: SheetSnapshot
  readonly actors: readonly Actor[]
  readonly account: string
}

/** Empty rows shown below the last, to type into; by tens, so that the grid seldom changes its size. */
const SPARE_ROWS = 5
const ROW_STEP = 10

function tabView(input: TabViewInput): TabView {
  const { snapshot, spreadsheet } = input
  const sheet = spreadsheet.sheets.find(each => each.sheetId === snapshot.sheetId)
  if (!sheet) throw new Error(`no sheet ${snapshot.sheetId}`)
  const tab = tabOfSheet(spreadsheet, sheet)
  const columns = columnViews(tab, snapshot)
  const locks = createLockReasons(input, tab)
  return {
    title: snapshot.title,
    help: tab.key ? tabOf(tab.key).help : "",
    isOfSection: tab.key === "report",
    frozen: columns.filter(({ index }) => index < snapshot.frozenColumnCount).length,
    columns,
    rows: rowViews(tab, snapshot, columns, locks.reasonAt),
    problems: placedProblems(tab).map(problem => ({ ...problem, word: SEVERITY_WORDS[problem.severity] })),
    lockReasons: locks.reasons,
  }
}

/** Problems a person must mend or confirm, for the mark on the tab. */
function countToMend(tab: OfficeTab): number {
  return placedProblems(tab).filter(({ severity }) => severity === "error" || severity === "ask").length
}

/** A zero-width space keeps a narrow header from being cut after แผนก, which is a word of its own. */
const FILLED_BY: Readonly<Record<Owner, string>> = {
  planner: "เจ้าของแผน\u200bกรอก",
  lead: "เจ้าภาพกรอก",
  section: "ฝ่ายกรอก",
  director: "หัวหน้าหน่วยงานหรือเจ้าของแผน\u200bกรอก",
  anyone: "ใครก็ติ๊กได้",
  script: "ระบบเขียน",
}

function columnViews(tab: OfficeTab, snapshot: SheetSnapshot): ColumnView[] {
  return snapshot.columnWidths.flatMap((width, index) => {
    if (snapshot.hiddenColumns.includes(index)) return []
    const column = columnAt(tab, index)
    return [
      {
        index,
        header: snapshot.headers[index] ?? "",
        help: column?.help ?? "",
        width,
        by: column ? FILLED_BY[column.by] : "",
        isScript: column?.by === "script",
      },
    ]
  })
}

function rowViews(
  tab: OfficeTab,
  { rows, rowCount, hiddenRows }: SheetSnapshot,
  columns: readonly ColumnView[],
  reasonAt: (row: number, column: number) => number | undefined,
): RowView[] {
  const stateAt = tab.columnKeys.indexOf("state")
  const lastFilled = rows.findLastIndex(row => row.some(cell => cell.text !== "" && !cell.checkbox))
  const end = Math.min(rowCount, Math.ceil((lastFilled + 1 + SPARE_ROWS) / ROW_STEP) * ROW_STEP)
  return Array.from({ length: Math.max(0, end - 1) }, (_, at) => at + 1)
    .filter(row => !hiddenRows.includes(row))
    .map(row => {
      const marks = markedColumns(tab, row)
      const cells = columns.map(({ index, isScript }): CellView => {
        const cell = rows[row]?.[index]
        const mark = cell?.background ? marks.get(index) : undefined
        const lock = reasonAt(row, index)
        const state = index === stateAt ? stateIn(cell?.text ?? "") : undefined
        return {
          ...cellView(cell),
          ...(mark && { mark }),
          ...(state && { state }),
          ...(lock === undefined ? {} : { lock }),
          ...(lock === undefined && (isScript || cell?.locked === "warn") && { warn: true as const }),
        }
      })
      const id = rowIdAt(tab, row)
      return { index: row, ...(id !== "" && { id }), cells }
    })
}

/** By its word, as the sheet's own colours go. */
function stateIn(text: string): ObligationState | undefined {
  return (Object.keys(STATE_WORDS) as ObligationState[]).find(state => text.includes(STATE_WORDS[state]))
}

function cellView(cell: CellSnapshot | undefined): CellView {
  if (!cell) return { text: "" }
  return {
    text: cell.text,
    ...(cell.input !== cell.text && { input: cell.input }),
    ...(cell.note !== undefined && { note: cell.note }),
    ...(cell.choices && { choices: cell.choices }),
    ...(cell.checkbox && { checkbox: true as const }),
  }
}

/** Why a cell cannot be edited, each sentence once. */
function createLockReasons({ model, spreadsheet, actors, account }: TabViewInput, { sheet }: OfficeTab) {
  const barred = barriers(model, spreadsheet.spreadsheetId, sheet, account)
  const reasons: string[] = []
  const numberOf = (reason: string) => {
    if (!reasons.includes(reason)) reasons.push(reason)
    return reasons.indexOf(reason)
  }
  const reasonAt = (row: number, column: number): number | undefined => {
    const rect = { top: row, bottom: row + 1, left: column, right: column + 1 }
    const barrier = barrierToCells(barred, sheet, rect)
    return barrier && numberOf(lockReason(barrier.editors?.users ?? [], actors, model.owner))
  }
  return { reasons, reasonAt }
}
