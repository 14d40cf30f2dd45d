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

/** A protection as `spreadsheets.get` answers it. */
export type ProtectedRange = {
  readonly protectedRangeId?: number | null | undefined
  readonly range?: ReadRange | undefined
  readonly description?: string | null | undefined
  readonly warningOnly?: boolean | null | undefined
  readonly unprotectedRanges?: readonly ReadRange[] | null | undefined
  readonly editors?: ReadEditors | undefined
}
type ReadEditors = {
  readonly users?: readonly string[] | null | undefined
  readonly groups?: readonly string[] | null | undefined
  readonly domainUsersCanEdit?: boolean | null | undefined
}
type ReadRange = { readonly [Bound in keyof Bounds]?: number | null | undefined }

type WrittenProtection = {
  protectedRangeId?: number
  range: Bounds
  description: string
  warningOnly: boolean
  unprotectedRanges: Bounds[]
  editors?: { users: string[]; domainUsersCanEdit: boolean }
}
export type ProtectionRequest =
  | { addProtectedRange: { protectedRange: WrittenProtection } }
  | { updateProtectedRange: { protectedRange: WrittenProtection; fields: string } }
  | { deleteProtectedRange: { protectedRangeId: number } }

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

/**
 * The requests that turn what is into what should be; none when nothing differs. Only tabs with a desired protection
 * are touched, so that a tab the script cannot recognise keeps the protection it has.
 */
export function protectionRequests(
  current: readonly ProtectedRange[],
  desired: readonly DesiredProtection[],
): ProtectionRequest[] {
  const known = new Set(desired.map(each => each.range.sheetId))
  const spare = current.filter(
    each => each.description?.startsWith(PROTECTION_PREFIX) && known.has(each.range?.sheetId ?? 0),
  )
  const take = (matches: (each: ProtectedRange) => boolean) => {
    const at = spare.findIndex(matches)
    return at < 0 ? undefined : spare.splice(at, 1)[0]
  }
  const differing = desired.filter(wanted => !take(each => isSame(each, wanted)))
  const writes = differing.map((wanted): ProtectionRequest => {
    const old = take(each => isSuccessor(each, wanted))
    const protectedRange = writtenProtection(wanted)
    if (old?.protectedRangeId == null) return { addProtectedRange: { protectedRange } }
    protectedRange.protectedRangeId = old.protectedRangeId
    const fields = `range,description,warningOnly,unprotectedRanges${wanted.editors ? ",editors" : ""}`
    return { updateProtectedRange: { protectedRange, fields } }
  })
  // Deleted first: a tab may hold one protection of the whole tab only.
  const deletes = spare.map(each => ({
    deleteProtectedRange: { protectedRangeId: each.protectedRangeId ?? 0 },
  }))
  return [...deletes, ...writes]
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

function writtenProtection(wanted: DesiredProtection): WrittenProtection {
  const { description, range, unprotected, editors } = wanted
  return {
    range,
    description,
    warningOnly: !editors,
    unprotectedRanges: unprotected.slice(),
    // Both are said outright: a protection without editors, or silent about the domain, can let every writer through.
    ...(editors && { editors: { users: editors.slice(), domainUsersCanEdit: false } }),
  }
}

/** One that may be rewritten into the other: a block that moved, a tab whose editors changed. */
function isSuccessor(current: ProtectedRange, wanted: DesiredProtection): boolean {
  return (
    current.description === wanted.description &&
    (current.range?.sheetId ?? 0) === wanted.range.sheetId &&
    (current.warningOnly ?? false) === !wanted.editors
  )
}

function isSame(current: ProtectedRange, wanted: DesiredProtection): boolean {
  const key = (range: ReadRange) => boundsKey(range, wanted.sheet)
  return (
    isSuccessor(current, wanted) &&
    key(current.range ?? {}) === key(wanted.range) &&
    sameSet((current.unprotectedRanges ?? []).map(key), wanted.unprotected.map(key)) &&
    (!wanted.editors || hasEditors(current.editors ?? {}, wanted.editors, wanted.owner))
  )
}

/** Google lists a group among the groups, wherever it was written. */
function hasEditors(found: ReadEditors, wanted: readonly string[], owner: string): boolean {
  const listed = [...(found.users ?? []), ...(found.groups ?? [])]
  return found.domainUsersCanEdit !== true && sameSet(others(listed, owner), others(wanted, owner))
}

/** Google may answer a bound at the sheet's edge, or none, for the same rectangle. */
function boundsKey(range: ReadRange, sheet: DesiredProtection["sheet"]): string {
  const { sheetId, startRowIndex, endRowIndex, startColumnIndex, endColumnIndex } = range
  return [
    sheetId ?? 0,
    startRowIndex ?? 0,
    Math.min(endRowIndex ?? sheet.rowCount, sheet.rowCount),
    startColumnIndex ?? 0,
    Math.min(endColumnIndex ?? sheet.columnCount, sheet.columnCount),
  ].join(",")
}

/** The owner may always edit, and Google does not always list him. */
function others(editors: readonly string[], owner: string): string[] {
  return editors.map(accountKey).filter(mail => mail !== accountKey(owner))
}

function sameSet(some: readonly string[], rest: readonly string[]): boolean {
  return some.slice().sort().join("\n") === rest.slice().sort().join("\n")
}
