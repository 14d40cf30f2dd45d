/** One scan: what was read → what to publish, and afterwards what to remember. Pure; `apps-script/scan.ts` moves the bytes. */

import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import type { Hash } from "../push/sd-jwt.ts"
import { rowName } from "../row/name.ts"
import type { PrivateRow } from "../row/row.ts"
import { type Memory, type RememberedRow, type RowMemory, typedCells } from "../sheet/memory.ts"
import { tabsOf } from "../sheet/sheet-tab.ts"
import type { Table, TableInput, TableRow } from "../table/model.ts"
import { namesBorne } from "../table/sections.ts"
import { readTable } from "../table/table.ts"
import {
  type Change,
  changeOf,
  disclosedRows,
  heartbeatOf,
  isNamedInSheet,
  isProblemsAlone,
} from "./change.ts"
import { withConfirmMeaning } from "./confirm-means.ts"
import { type Gate, type GateInput, gateOf } from "./gate.ts"
import { problemRows } from "./held.ts"
import { isRestorable, vanishedRows } from "./vanished.ts"

export type ScanInput = Omit<TableInput, "today"> &
  GateInput & {
    /** A clock trigger's scan: the only kind that says "still here", and that forgets a private setting. */
    readonly byClock: boolean
    /** Where people open the spreadsheet; mail to sections links there. */
    readonly sheetAddress: string
  }

export type ScanPlan = {
  readonly table: Table
  readonly gate: Gate
  /** What to push; undefined when there is nothing to say. Before the announcement only that the script is alive. */
  readonly change: Change | undefined
  readonly missingSince: ReadonlyMap<string, number>
  /** What every row that can be published is published with, by name. */
  readonly digestByName: ReadonlyMap<string, Hash>
  /** Ids were issued that do not stand in the sheet yet: their rows go out with the next scan. */
  readonly isUnfinished: boolean
  /** Epoch milliseconds. */
  readonly now: number
}

/** Undefined when the settings name no fiscal year: nothing can be read without it. */
export function planScan(input: ScanInput): ScanPlan | undefined {
  const read = readTable({ ...input, today: bangkokDate(input.now) })
  if (!read) return undefined
  const table = { ...read, rows: withConfirmMeaning(read, input.memory, input.now) }
  const scriptRows = [...sheetRows(input), ...problemRows(table.rows, input.memory)]
  const { missingSince, absences, gone } = vanishedRows({ ...input, rows: table.rows, scriptRows })
  const published = disclosedRows(table.rows, [...scriptRows, ...absences], input.saltKey)
  const change = changeOf(table.rows, published, input.memory, { missing: missingSince.keys(), gone })
  const gate = gateOf(input, table)
  const isPublic = gate.kind === "announced" || gate.kind === "announces"
  // A gate asks the Worker first: it may hold what this sheet forgot.
  const isHeard = input.byClock || gate.kind === "asks"
  // Sentences and places change with every key somebody presses: alone they wait for the clock's scan.
  const isDue = change !== undefined && isPublic && (isHeard || !isProblemsAlone(change, input.memory))
  return {
    table,
    gate,
    change: (isDue ? change : undefined) ?? (isHeard ? heartbeatOf(input.memory) : undefined),
    missingSince,
    digestByName: new Map(published.map(({ name, disclosure }) => [name, disclosure.digest])),
    isUnfinished: table.rows.some(row => !isNamedInSheet(row)),
    now: input.now,
  }
}

/** Private rows of the script's own: the spreadsheet and each section's tab in it. */
function sheetRows({ tabs, sheetAddress }: ScanInput): PrivateRow[] {
  const reports = tabsOf(tabs, "report").map(
    tab => [`sheetTab.${tab.sectionSlug}`, String(tab.sheetId)] as const,
  )
  const values = [["sheetAddress", sheetAddress] as const, ...reports]
  return values.map(([key, value]) => ({ kind: "secret", key, value }))
}

/** The memory after the Worker took a change; `head` is the hash of the signed part it took. */
export function rememberAccepted(memory: Memory, change: Change, head: Hash, sequence: number): Memory {
  const rowsByName = new Map(memory.rowsByName)
  for (const { name, disclosure } of [...change.rows, ...change.privateRows]) {
    rowsByName.set(name, { ...rowsByName.get(name), digest: disclosure.digest })
  }
  for (const name of change.gone) {
    const row = rowsByName.get(name)
    if (row) rowsByName.set(name, { ...row, digest: "" })
  }
  return { ...memory, sequence, head, held: change.held, rowsByName }
}

/** What each row leaves to be remembered, after the pushes: dates and reasons in force, questions shown and answered. */
export function rememberRows(memory: Memory, plan: ScanPlan): Memory {
  const rowsByName = new Map<string, RememberedRow>()
  for (const [name, row] of memory.rowsByName) {
    const missed = row.digest === "" ? row.missingSince : undefined
    const after = withMissing(row, plan.missingSince.get(name) ?? missed)
    if (row.digest !== "" || isRestorable(after, plan.now)) rowsByName.set(name, after)
  }
  const today = bangkokDate(plan.now)
  const pushed = new Set(plan.change?.rows.map(({ name }) => name))
  for (const row of plan.table.rows) {
    const before = rowsByName.get(row.name) ?? memory.rowsByName.get(row.name)
    const isTaken = before?.digest !== undefined && before.digest === plan.digestByName.get(row.name)
    const after = {
      ...before,
      ...rowMemory(row, before, isTaken),
      ...(isTaken && pushed.has(row.name) && sinceWhen(row, before, today)),
      digest: before?.digest ?? "",
    } as RememberedRow
    if (row.name === "") continue
    if (after.digest !== "" || after.shown !== undefined || after.answered)
      rowsByName.set(row.name, dropAbsent(after))
    else rowsByName.delete(row.name)
  }
  for (const row of plan.table.rows) rememberCells(rowsByName, row, plan)
  return { ...memory, rowsByName }
}

/** The cells of a row whose newest text was taken; of a held row, those that were. */
function rememberCells(rowsByName: Map<string, RememberedRow>, row: TableRow, plan: ScanPlan): void {
  const accepted = row.row ?? row.privateRow
  const name = accepted ? rowName(accepted) : ""
  const remembered = rowsByName.get(name)
  if (!remembered || remembered.digest === "" || remembered.digest !== plan.digestByName.get(name)) return
  const { by: _before, ...cells } = typedCells(row.tab.tab, row.line)
  const names = row.tab.tab === "section" ? namesBorne(remembered, cells) : []
  rowsByName.set(name, {
    ...remembered,
    cells: row.by ? { ...cells, by: row.by } : cells,
    ...(names.length > 1 && { names }),
  })
}

/** Dates and the reason that served are those of the text the Worker took. */
function rowMemory(row: TableRow, before: RememberedRow | undefined, isTaken: boolean): RowMemoryChange {
  const asked = row.asked === "" ? undefined : row.asked
  const confirmed = row.asks === "confirmed" ? asked : undefined
  const accepted = row.row
  if (!isTaken || (accepted?.kind !== "measure" && accepted?.kind !== "duty"))
    return { shown: asked, confirmed }
  const occurrences = accepted.asks === "open" ? undefined : accepted.occurrences
  const isServed = row.reasonServes || before?.reason === undefined
  return { shown: asked, confirmed, occurrences, reason: isServed ? accepted.reason : before.reason }
}

/** When it was promised or reported, by the day of the scan that pushed it: `สถานะ` of the report tabs goes by it. */
function sinceWhen({ row }: TableRow, before: RememberedRow | undefined, today: IsoDate): RowMemoryChange {
  // What was taken before days were remembered, or forgotten since, is not new today.
  const isNew = before?.cells === undefined && before?.since === undefined
  if (row?.kind === "report") return isNew ? { since: today } : {}
  if (row?.kind !== "measure" && row?.kind !== "duty") return {}
  if (isNew) return { since: today }
  const known = new Set(before?.occurrences?.map(({ id }) => id))
  const late =
    row.asks === "open" ? [] : row.occurrences.filter(({ id, due }) => !known.has(id) && due < today)
  if (late.length === 0) return {}
  return {
    promisedLate: { ...Object.fromEntries(late.map(({ id }) => [id, today])), ...before?.promisedLate },
  }
}

type RowMemoryChange = { readonly [K in keyof RowMemory]?: RowMemory[K] | undefined }

function withMissing(row: RememberedRow, missingSince: number | undefined): RememberedRow {
  const { missingSince: _before, ...rest } = row
  return missingSince === undefined ? rest : { ...rest, missingSince }
}

function dropAbsent(row: RememberedRow): RememberedRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as RememberedRow
}
