/**
 * Who may type where, as protections of the spreadsheet: what they should be, and the requests that make them so.
 * An editor's mail is no authority to the script; these protections are, so provisioning and every scan keep them.
 */
import { type Column, tabOf } from "../columns.ts"
import type { SheetTab } from "./sheet-tab.ts"

/** A tab as it was found. Columns stand where they stand: users move them. */
export type SheetLayout = Pick<
  SheetTab,
  "sheetId" | "tab" | "columnIndexByKey" | "rowCount" | "columnCount"
> &
  Partial<Pick<SheetTab, "sectionSlug">>

export type Accounts = {
  readonly owner: string
  readonly planner: readonly string[]
  readonly director: readonly string[]
  /** Section accounts, a deputy in force included. */
  readonly bySlug: ReadonlyMap<string, readonly string[]>
}

/** Which section leads a row of the measures tab. A row without a known lead is the planner's alone. */
export type LeadRow = { readonly row: number; readonly slug: string }

/** A rectangle as the Sheets API writes it; a missing bound is the sheet's edge. */
export type Bounds = {
  sheetId: number
  startRowIndex?: number
  endRowIndex?: number
  startColumnIndex?: number
  endColumnIndex?: number
}

export type DesiredProtection = {
  readonly description: string
  readonly range: Bounds
  readonly unprotected: readonly Bounds[]
  /** Everyone who may edit, the owner first; undefined where the protection only warns. */
  readonly editors: readonly string[] | undefined
  readonly owner: string
  readonly sheet: Pick<SheetLayout, "rowCount" | "columnCount">
}

/** Begins the description of every protection that is ours; people's own are left alone. */
export const PROTECTION_PREFIX = "sujarit:"

const WHOLE_TAB = `${PROTECTION_PREFIX} ผู้แก้ได้ของแท็บนี้`
const SCRIPT_COLUMNS = `${PROTECTION_PREFIX} คอลัมน์ที่ระบบเขียน`
const PLANNER_COLUMNS = `${PROTECTION_PREFIX} ช่องของฝ่ายเจ้าของแผน`
const leadBlock = (slug: string) => `${PROTECTION_PREFIX} แถวของฝ่ายลำดับที่ ${slug}`

/** The line of `สถานะ` whose tick is the planner's: it announces. It never moves, so that it is never anybody else's. */
export const PLANNER_TICK_ROW = 2
/** Behind the planner's lines: the second revokes the links of mails. */
const PLANNER_TICKS_END = PLANNER_TICK_ROW + 2

/** Every protection of the given tabs. */
export function protectionsOf(input: {
  readonly layouts: readonly SheetLayout[]
  /** Of the measures tab. */
  readonly leadRows: readonly LeadRow[]
  readonly accounts: Accounts
}): DesiredProtection[] {
  return input.layouts.flatMap(layout => {
    const { blocks, open } = blocksOf(layout, input)
    const unprotected = [...open, ...openCells(layout)]
    return [wholeTab(layout, unprotected, input.accounts), ...blocks, ...warnings(layout, input.accounts)]
  })
}

function wholeTab(
  layout: SheetLayout,
  unprotected: readonly Bounds[],
  accounts: Accounts,
): DesiredProtection {
  const range = { sheetId: layout.sheetId }
  const editors = editorsOf(tabEditors(layout, accounts), accounts)
  return { description: WHOLE_TAB, range, unprotected, editors, owner: accounts.owner, sheet: layout }
}

function tabEditors({ tab, sectionSlug = "" }: SheetLayout, accounts: Accounts): readonly string[] {
  const { planner, director, bySlug } = accounts
  switch (tabOf(tab).by) {
    case "section":
      return [...(bySlug.get(sectionSlug) ?? []), ...planner]
    case "director":
      return [...planner, ...director]
    case "script":
      return []
    default:
      return planner
  }
}

/** Hard protection would stop row inserts, so the script's columns only warn; where it owns the tab none is needed. */
function warnings(layout: SheetLayout, { owner }: Accounts): DesiredProtection[] {
  if (tabOf(layout.tab).by === "script") return []
  return belowHeader(layout, column => column.by === "script").map(range => ({
    description: SCRIPT_COLUMNS,
    range,
    unprotected: [],
    editors: undefined,
    owner,
    sheet: layout,
  }))
}

/** Who types in what is somebody else's than the tab's editors, and where the tab is open for it. */
type Blocks = { readonly blocks: readonly DesiredProtection[]; readonly open: readonly Bounds[] }

function blocksOf(
  layout: SheetLayout,
  { leadRows, accounts }: { readonly leadRows: readonly LeadRow[]; readonly accounts: Accounts },
): Blocks {
  if (layout.tab === "measure") return leadBlocks(layout, leadRows, accounts)
  const blocks = layout.tab === "status" ? plannerBlocks(layout, accounts) : []
  return { blocks, open: blocks.map(({ range }) => range) }
}

/** What the planner alone may say of a tab that is the script's: to announce, and why a row that vanished is owed no more. */
function plannerBlocks(layout: SheetLayout, accounts: Accounts): DesiredProtection[] {
  const ticks = belowHeader(layout, column => column.by === "anyone").map(plannerTick)
  return [...ticks, ...belowHeader(layout, column => column.by === "planner")].map(range => ({
    description: PLANNER_COLUMNS,
    range,
    unprotected: [],
    editors: editorsOf(accounts.planner, accounts),
    owner: accounts.owner,
    sheet: layout,
  }))
}

/** Where anybody who may open the file may type. */
function openCells(layout: SheetLayout): Bounds[] {
  const open = belowHeader(layout, column => column.by === "anyone")
  if (layout.tab !== "status") return open
  return open.flatMap(range => [
    { ...range, endRowIndex: PLANNER_TICK_ROW },
    { ...range, startRowIndex: PLANNER_TICKS_END },
  ])
}

function plannerTick(range: Bounds): Bounds {
  return { ...range, startRowIndex: PLANNER_TICK_ROW, endRowIndex: PLANNER_TICKS_END }
}

/**
 * A block is a run of rows with one lead, from the lead's first column to the last: what lies between stays the planner's,
 * whom both the block and the tab let in. The tab is open for all runs together, so that leads which alternate row by row
 * cost one protection a row and no more. A section without accounts gets none: nobody could use it.
 */
function leadBlocks(layout: SheetLayout, leadRows: readonly LeadRow[], accounts: Accounts): Blocks {
  const { owner, planner, bySlug } = accounts
  const { sheetId } = layout
  const columns = columnRuns(layout, column => column.by === "lead")
  const [first] = columns
  const last = columns[columns.length - 1]
  const used = leadRows.filter(({ slug }) => (bySlug.get(slug) ?? []).length > 0)
  if (!first || !last) return { blocks: [], open: [] }
  const range = (rows: Run, { start, end }: Run): Bounds => ({
    ...{ sheetId, startRowIndex: rows.start, endRowIndex: rows.end },
    ...{ startColumnIndex: start, endColumnIndex: end },
  })
  const blocks = leadRuns(used).map(rows => ({
    description: leadBlock(rows.slug),
    range: range(rows, { start: first.start, end: last.end }),
    unprotected: [],
    editors: editorsOf([...(bySlug.get(rows.slug) ?? []), ...planner], accounts),
    owner,
    sheet: layout,
  }))
  const together = leadRuns(used.map(({ row }) => ({ row, slug: "" })))
  return { blocks, open: together.flatMap(rows => columns.map(run => range(rows, run))) }
}

type Run = { readonly start: number; end: number }

function leadRuns(leadRows: readonly LeadRow[]): (Run & { readonly slug: string })[] {
  const runs: (Run & { readonly slug: string })[] = []
  const belowHeaderRow = leadRows.filter(each => each.row > 0)
  for (const { row, slug } of belowHeaderRow.sort((a, b) => a.row - b.row)) {
    const last = runs[runs.length - 1]
    if (last && last.slug === slug && last.end === row) last.end++
    else runs.push({ slug, start: row, end: row + 1 })
  }
  return runs
}

function belowHeader(layout: SheetLayout, accepts: (column: Column) => boolean): Bounds[] {
  return columnRuns(layout, accepts).map(run => ({
    sheetId: layout.sheetId,
    startRowIndex: 1,
    startColumnIndex: run.start,
    endColumnIndex: run.end,
  }))
}

function columnRuns(layout: SheetLayout, accepts: (column: Column) => boolean): Run[] {
  const runs: Run[] = []
  const indexes = tabOf(layout.tab)
    .columns.filter(accepts)
    .flatMap(column => layout.columnIndexByKey.get(column.key) ?? [])
  for (const index of indexes.sort((a, b) => a - b)) {
    const last = runs[runs.length - 1]
    if (last && last.end === index) last.end++
    else runs.push({ start: index, end: index + 1 })
  }
  return runs
}

function editorsOf(accounts: readonly string[], { owner }: Accounts): string[] {
  return Array.from(new Set([owner, ...accounts].map(accountKey)))
}

/** One key for an account, however people type its address. */
export function accountKey(mail: string): string {
  return mail.trim().toLowerCase()
}
