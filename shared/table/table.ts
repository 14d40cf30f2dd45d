/** Every tab of a year → every row of its table, with its identity, its problems and what it publishes. */

import { columnOf, type Kind, tabOf } from "../columns.ts"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { disclose } from "../push/sd-jwt.ts"
import { isNameOf, KEY_COLUMN, nameOf, nameParts, rowName } from "../row/name.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import type { PrivateRow, Row } from "../row/row.ts"
import { type CellContext, parseCell } from "../rules/cell.ts"
import { parseAllowList } from "../rules/privacy.ts"
import { isAccepted, type Memory, type RememberedRow } from "../sheet/memory.ts"
import { cellOf, linesOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import { contextOf, ROLL_BY_RULE } from "./context.ts"
import { type PlainKind, tableDoubts } from "./doubts.ts"
import { type IdentifiedKind, identify } from "./identity.ts"
import type { Table, TableInput, TableRow } from "./model.ts"
import { isBlankLine, type LineInput, type ReadRow, readRow } from "./read-row.ts"
import { readReports } from "./reports.ts"
import { identifySections, steadySections } from "./sections.ts"
import { MOVED_ITEM, typedReasons } from "./status-reasons.ts"
import { withWarnings } from "./warnings.ts"

const PLAIN_KINDS: readonly PlainKind[] = ["section", "holiday", "setting", "assessment"]

/** Undefined when the settings tab names no fiscal year: nothing can be read without it. */
export function readTable(input: TableInput): Table | undefined {
  const base = steadyContext(input)
  if (!base) return undefined
  const measures = readIdentified("measure", input, base)
  // What was never published can be named by nothing that is: it comes when it is whole.
  const whole = measures.filter(({ row }) => row !== undefined).map(({ id }) => id)
  const measureIds = new Set([...whole, ...acceptedMeasures(input.memory)])
  const context = { ...base, measureIds }
  const rows = [
    ...measures,
    ...readIdentified("duty", input, context),
    ...readIdentified("oversight", input, context),
    ...PLAIN_KINDS.flatMap(kind => readPlain(kind, input, context)),
  ]
  const signed = isSigned(rows)
  const all = withWarnings([...rows, ...readReports(input, context, rows)], signed, context)
  return { fiscalYear: base.fiscalYear, signed, context, rows: all }
}

/**
 * Year, sections, holidays and rules as they are public after this scan, whatever stands in cells that are held: rows must
 * rest on nothing that only the sheet knows.
 */
function steadyContext(input: TableInput): CellContext | undefined {
  const { tabs, memory, origin } = input
  const typed = contextOf(tabs, memory.fiscalYear)
  if (!typed) return undefined
  const { roll: _typed, ...context } = typed
  const readyOf = (kind: PlainKind) => readPlain(kind, input, typed).filter(({ state }) => state === "ready")
  const settings = readyOf("setting")
  const settingOf = (key: string, kind: "setting" | "secret") => {
    const ready = settings.find(({ name }) => name === nameOf("setting", key))
    const remembered = memory.rowsByName.get(nameOf(kind, key))
    const value = ready?.row ?? ready?.privateRow
    if (value && "value" in value) return value.value
    return remembered?.digest ? cleanText(String(remembered.cells?.value ?? "")) : ""
  }
  const roll = ROLL_BY_RULE[settingOf("rollRule", "setting")]
  const ready = new Set(readyOf("section").map(({ line }) => line))
  const lines = identifySections(linesOf(tabs, "section"), memory)
  return {
    ...context,
    ...(roll && { roll }),
    ...(origin !== undefined && { origin }),
    isOfPlan: true,
    allowList: parseAllowList(settingOf("allowList", "secret")),
    holidays: new Set([
      ...readyOf("holiday").flatMap(({ row }) => (row?.kind === "holiday" ? [row.date] : [])),
      ...acceptedHolidays(memory),
    ]),
    sections: steadySections(context.sections, lines, { memory, isReady: ({ line }) => ready.has(line) }),
  }
}

/** Also of one whose line vanished: it is public, and counts. */
function acceptedHolidays(memory: Memory): IsoDate[] {
  return [...memory.rowsByName.keys()]
    .filter(name => isNameOf(name, "holiday") && isAccepted(memory, name))
    .flatMap(name => parseIsoDate(nameParts(name).id) ?? [])
}

/** Of a measure whose line vanished too: it is public, and owed. */
function acceptedMeasures(memory: Memory): string[] {
  return [...memory.rowsByName.keys()]
    .filter(name => isNameOf(name, "measure") && isAccepted(memory, name))
    .map(name => nameParts(name).id)
}

/** Both the number and a date that can be read: half an announcement is none. */
function isSigned(rows: readonly TableRow[]): boolean {
  return ["announcementNumber", "announcementDate"].every(key => {
    const row = rows.find(each => each.name === nameOf("setting", key))?.row
    return row?.kind === "setting" && row.value !== ""
  })
}

/** The digest a row is published with. */
function digestOf(saltKey: Uint8Array, row: Row | PrivateRow): string {
  return disclose(saltKey, rowName(row), row).digest
}

function typedLines(kind: Kind, tab: SheetTab): SheetRow[] {
  return tab.rows.filter(line => !isBlankLine(kind, line))
}

function readIdentified(kind: IdentifiedKind, input: TableInput, context: CellContext): TableRow[] {
  const { rowsByName } = input.memory
  const settingsReason = typedReasons(input.tabs).get(MOVED_ITEM) ?? ""
  return tabsOf(input.tabs, kind).flatMap(tab => {
    const lines = typedLines(kind, tab)
    const absent = missingColumns(tab)
    const readUnder = (line: SheetRow, id: string, doubts: readonly CellProblem[] = []) => {
      const remembered = rowsByName.get(nameOf(kind, id))
      const said = { kind, line, id, remembered, doubts: [...absent, ...doubts], settingsReason, context }
      return readAsAccepted(said, row => digestOf(input.saltKey, row) === remembered?.digest)
    }
    const identityByLine = identify({
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
      const { id = "", similarTo } = identityByLine.get(line) ?? {}
      const read = readUnder(
        line,
        id,
        similarTo === undefined ? [] : [similarVanished(kind, line, similarTo)],
      )
      const row = { ...read, tab, line, id, name: nameOf(kind, id) }
      return similarTo === undefined ? row : { ...row, similarTo: nameOf(kind, similarTo) }
    })
  })
}

/** As it is read now, or as a version before read it where that is what was accepted. */
function readAsAccepted(said: LineInput, isAccepted: (row: Row) => boolean): ReadRow {
  const { remembered, context } = said
  const now = readRow(said)
  if (!remembered?.digest) return now
  const isWhole = ({ row }: ReadRow) => row !== undefined && isAccepted(row)
  const { occurrences } = remembered
  /** The same periods, or all of the row: it was accepted before the plan's year bounded what is reported on. */
  const isSame = (read: ReadRow) => (occurrences ? isSamePeriods(occurrences, read.periods) : isWhole(read))
  if (isWhole(now)) return now
  /** How deadlines were read by the version before, and before that. */
  const before = [{ isEarlier: true }, { isEarlier: true, isOfPlan: false }].map(each =>
    readRow({ ...said, context: { ...context, ...each } }),
  )
  return before.find(isWhole) ?? [now, ...before].find(isSame) ?? now
}

function isSamePeriods(
  accepted: NonNullable<RememberedRow["occurrences"]>,
  now: ReadRow["periods"],
): boolean {
  return accepted.map(({ id }) => id).join() === now.map(({ id }) => id).join()
}

function similarVanished(kind: IdentifiedKind, line: SheetRow, similarTo: string): CellProblem {
  const column = columnOf(kind, kind === "measure" ? "measure" : "what")
  return cellProblem("similarVanished", column, textOf(line, column.key), similarTo)
}

function readPlain(kind: PlainKind, input: TableInput, context: CellContext): TableRow[] {
  return tabsOf(input.tabs, kind).flatMap(tab => {
    const lines = typedLines(kind, tab)
    const sections = kind === "section" ? identifySections(lines, input.memory) : []
    const sectionByLine = new Map(sections.map(each => [each.line, each]))
    const keyOf = (line: SheetRow) => {
      const section = sectionByLine.get(line)
      return section?.doubts.length ? section.slug : naturalKey(kind, line, context)
    }
    const keyByLine = new Map(lines.map(line => [line, keyOf(line)]))
    const doubtsByLine = tableDoubts(kind, lines, keyByLine)
    const absent = missingColumns(tab)
    return lines.map(line => {
      const key = keyByLine.get(line) ?? ""
      const name = key === "" ? "" : nameOf(kind, key)
      const remembered = input.memory.rowsByName.get(name)
      const refused = sectionByLine.get(line)?.doubts ?? []
      const doubts = [...absent, ...(doubtsByLine.get(line) ?? []), ...refused]
      const read = readRow({ kind, line, id: "", context, remembered, doubts })
      return { ...read, tab, line, id: "", name }
    })
  })
}

function naturalKey(kind: PlainKind, line: SheetRow, context: CellContext): string {
  const column = columnOf(kind, KEY_COLUMN[kind])
  const { value } = parseCell(column, cellOf(line, column.key), context)
  return value === null ? "" : String(value)
}

/**
 * A tab that lacks a column people fill in holds all its rows: an absent column must not read as an emptied one. One that
 * came later a sheet may never have had; where it was used, its loss reads as a change that wants a reason.
 */
function missingColumns(tab: SheetTab): CellProblem[] {
  return tabOf(tab.tab)
    .columns.filter(
      column => column.rule.type !== "shown" && !column.isLater && !tab.columnIndexByKey.has(column.key),
    )
    .map(column => cellProblem("columnMissing", column, ""))
}
