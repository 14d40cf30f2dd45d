/** Every tab of a year → every row of its table, with its identity, its problems and what it publishes. */

import { columnOf, type TabKey, tabOf } from "../columns.ts"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { asciiDigits } from "../date/thai-date.ts"
import { disclose } from "../push/sd-jwt.ts"
import { KEY_COLUMN, nameOf, rowName } from "../row/name.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import type { PrivateRow, Row } from "../row/row.ts"
import type { Section } from "../row/section.ts"
import { type CellContext, cleanText, parseCell } from "../rules/cell.ts"
import { parseAllowList } from "../rules/privacy.ts"
import type { Memory } from "../sheet/memory.ts"
import { cellOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { tableDoubts } from "./doubts.ts"
import type { FilledBy, HandByLine } from "./hands.ts"
import { type IdentifiedKind, identify } from "./identity.ts"
import { isBlankLine, type ReadRow, readRow } from "./read-row.ts"
import { readReports } from "./reports.ts"
import { withWarnings } from "./warnings.ts"

export type TableInput = {
  readonly tabs: readonly SheetTab[]
  readonly memory: Memory
  readonly saltKey: Uint8Array
  readonly newId: (letter: string) => string
  /** Whose hand was seen on lines of the report tabs. */
  readonly handByLine?: HandByLine
}

/** A line of the table. */
export type TableRow = ReadRow & {
  readonly tab: SheetTab
  readonly line: SheetRow
  /** `measure/m-…`; "" while a natural key cannot be read. */
  readonly name: string
  /** The issued id, of the kinds that have one. */
  readonly id: string
  /** Of a report: whether the planner filled it in. */
  readonly by?: FilledBy
}

export type Table = {
  readonly fiscalYear: number
  /** Number and date of the signed plan are filled in: from here on everything is published and permanent. */
  readonly announced: boolean
  readonly context: CellContext
  readonly rows: readonly TableRow[]
}

const PLAIN_KINDS = ["section", "holiday", "setting", "assessment"] as const

/** Undefined when the settings tab names no fiscal year: nothing can be read without it. */
export function readTable(input: TableInput): Table | undefined {
  const base = contextOf(input.tabs)
  if (!base) return undefined
  const measures = readIdentified("measure", input, base)
  const context = { ...base, measureIds: new Set(measures.map(row => row.id)) }
  const rows = [
    ...measures,
    ...readIdentified("duty", input, context),
    ...readIdentified("oversight", input, context),
    ...PLAIN_KINDS.flatMap(kind => readPlain(kind, input, context)),
  ]
  const announced = isAnnounced(rows)
  const all = withWarnings([...rows, ...readReports(input, context, rows)], announced, context)
  return { fiscalYear: base.fiscalYear, announced, context, rows: all }
}

/** Both the number and a date that can be read: half an announcement publishes nothing. */
function isAnnounced(rows: readonly TableRow[]): boolean {
  return ["announcementNumber", "announcementDate"].every(key => {
    const row = rows.find(each => each.name === nameOf("setting", key))?.row
    return row?.kind === "setting" && row.value !== ""
  })
}

/** The settings as typed, by key. */
export function settingTexts(tabs: readonly SheetTab[]): Map<string, string> {
  const lines = tabsOf(tabs, "setting").flatMap(tab => tab.rows)
  return new Map(lines.map(line => [textOf(line, "key"), cleanText(textOf(line, "value"))]))
}

/** The digest a row is published with. */
export function digestOf(saltKey: Uint8Array, row: Row | PrivateRow): string {
  return disclose(saltKey, rowName(row), row).digest
}

/** What cells are read against; undefined when the settings name no fiscal year. */
export function contextOf(tabs: readonly SheetTab[]): CellContext | undefined {
  const settings = settingTexts(tabs)
  const fiscalYear = Number(asciiDigits(settings.get("fiscalYear") ?? ""))
  if (!Number.isInteger(fiscalYear) || fiscalYear < 2550 || fiscalYear > 2699) return undefined
  const bare = { fiscalYear, sections: [], holidays: new Set<IsoDate>(), measureIds: new Set<string>() }
  const allowList = parseAllowList(settings.get("allowList") ?? "")
  return { ...bare, sections: sectionsOf(tabs), holidays: holidaysOf(tabs, bare), allowList }
}

/** The sections the sheet names, in official order. */
export function sectionsOf(tabs: readonly SheetTab[]): Section[] {
  const split = (text: string) =>
    text
      .split(",")
      .map(name => name.trim())
      .filter(name => name !== "")
  return tabsOf(tabs, "section")
    .flatMap(tab => tab.rows)
    .map(line => ({
      slug: cleanText(textOf(line, "slug")),
      name: cleanText(textOf(line, "name")),
      shortNames: split(cleanText(textOf(line, "shortNames"))),
    }))
    .filter(section => /^[1-9][0-9]?$/.test(section.slug) && section.name !== "")
    .sort((a, b) => Number(a.slug) - Number(b.slug))
}

function holidaysOf(tabs: readonly SheetTab[], context: CellContext): ReadonlySet<IsoDate> {
  const column = columnOf("holiday", "date")
  const dates = tabsOf(tabs, "holiday")
    .flatMap(tab => tab.rows)
    .map(line => parseIsoDate(String(parseCell(column, cellOf(line, "date"), context).value)))
  return new Set(dates.filter(date => date !== undefined))
}

function typedLines(tab: SheetTab): SheetRow[] {
  const kind = tab.tab as Exclude<TabKey, "import" | "status" | "record">
  return tab.rows.filter(line => !isBlankLine(kind, line))
}

function readIdentified(kind: IdentifiedKind, input: TableInput, context: CellContext): TableRow[] {
  return tabsOf(input.tabs, kind).flatMap(tab => {
    const lines = typedLines(tab)
    const absent = missingColumns(tab)
    const readUnder = (line: SheetRow, id: string) =>
      readRow(kind, line, id, context, input.memory.rowsByName.get(nameOf(kind, id)), absent)
    const idByLine = identify({
      kind,
      lines,
      memory: input.memory,
      newId: input.newId,
      digestUnder: (line, id) => {
        const { row } = readUnder(line, id)
        return row ? digestOf(input.saltKey, row) : ""
      },
    })
    return lines.map(line => {
      const id = idByLine.get(line) ?? ""
      return { ...readUnder(line, id), tab, line, id, name: nameOf(kind, id) }
    })
  })
}

function readPlain(kind: (typeof PLAIN_KINDS)[number], input: TableInput, context: CellContext): TableRow[] {
  return tabsOf(input.tabs, kind).flatMap(tab => {
    const lines = typedLines(tab)
    const keyByLine = new Map(lines.map(line => [line, naturalKey(kind, line, context)]))
    const doubtsByLine = tableDoubts(kind, lines, keyByLine)
    const absent = missingColumns(tab)
    return lines.map(line => {
      const key = keyByLine.get(line) ?? ""
      const name = key === "" ? "" : nameOf(kind, key)
      const remembered = input.memory.rowsByName.get(name)
      const doubts = [...absent, ...(doubtsByLine.get(line) ?? [])]
      return { ...readRow(kind, line, "", context, remembered, doubts), tab, line, id: "", name }
    })
  })
}

function naturalKey(kind: (typeof PLAIN_KINDS)[number], line: SheetRow, context: CellContext): string {
  const column = columnOf(kind, KEY_COLUMN[kind])
  const { value } = parseCell(column, cellOf(line, column.key), context)
  return value === null ? "" : String(value)
}

/** A tab that lacks a column people fill in holds all its rows: an absent column must not read as an emptied one. */
function missingColumns(tab: SheetTab): CellProblem[] {
  return tabOf(tab.tab)
    .columns.filter(column => column.rule.type !== "shown" && !tab.columnIndexByKey.has(column.key))
    .map(column => cellProblem("columnMissing", column, ""))
}
