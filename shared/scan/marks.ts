/** What the script writes back into the sheet: ids, what was understood, problems, its record. Only what differs. */
import { type Column, markOf, type TabKey, tabOf } from "../columns.ts"
import { problemsText } from "../row/problem.ts"
import type { Memory, RecordLine } from "../sheet/memory.ts"
import { cellOf, type SheetRow, type SheetTab, tabsOf, textOf } from "../sheet/sheet-tab.ts"
import type { TableRow } from "../table/model.ts"
import { measureLabels, namedMeasures, referenceCells } from "../table/references.ts"

export type CellWrite = {
  readonly sheetId: number
  /** 0-based, in the sheet. */
  readonly row: number
  readonly column: number
  readonly value: string | number | boolean
}

type Wanted = Readonly<Record<string, string | number | boolean>>

/** The writes that make every line say what the script thinks of it; `wasTaken` tells a row that was published before. */
export function markWrites(
  tabs: readonly SheetTab[],
  rows: readonly TableRow[],
  wasTaken: (name: string) => boolean,
): CellWrite[] {
  const rowByLine = new Map(rows.map(row => [row.line, row]))
  const names = new Set(rows.map(row => row.name))
  // The import tab's problems are the importer's, written when it is ticked.
  return tabs
    .filter(({ tab }) => tab !== "import")
    .flatMap(tab =>
      tab.rows.flatMap(line => {
        const row = rowByLine.get(line)
        return lineWrites(tab, line.index, row ? marksOf(row) : blankMarks(tab, line, names, wasTaken), line)
      }),
    )
}

/** What other tabs are to call each measure. */
export function labelsOf(rows: readonly TableRow[], memory: Memory): ReadonlyMap<string, string> {
  const measures = rows.filter(({ tab }) => tab.tab === "measure")
  return measureLabels(
    namedMeasures(
      measures.map(({ id, line }) => [id, line]),
      memory,
    ),
  )
}

/** The writes that name measures by their words: in the list that other tabs offer, and where one of it stands. */
export function referenceWrites(input: {
  readonly tabs: readonly SheetTab[]
  /** The same, before names were read as ids. */
  readonly typed: readonly SheetTab[]
  readonly rows: readonly TableRow[]
  readonly labelById: ReadonlyMap<string, string>
}): CellWrite[] {
  const { tabs, typed, rows, labelById } = input
  const named = new Map(rows.map(({ line, id }) => [line, labelById.get(id) ?? ""]))
  return [
    ...tabsOf(tabs, "measure").flatMap(tab =>
      tab.rows.flatMap(line => lineWrites(tab, line.index, { label: named.get(line) ?? "" }, line)),
    ),
    ...referenceCells(tabs, typed, labelById).flatMap(({ tab, line, cells }) =>
      lineWrites(tab, line.index, cells, line),
    ),
  ]
}

/** The writes that keep `_record`: a line keeps its place, new ones come below, forgotten ones are emptied. */
export function recordWrites(tab: SheetTab, lines: readonly RecordLine[]): CellWrite[] {
  const wanted = new Map(lines.map(line => [`${line.kind}/${line.id}`, line]))
  const writes: CellWrite[] = []
  const free: SheetRow[] = []
  let last = 0
  for (const line of tab.rows) {
    last = Math.max(last, line.index)
    const name = `${textOf(line, "kind")}/${textOf(line, "id")}`
    const kept = wanted.get(name)
    wanted.delete(name)
    if (kept) writes.push(...lineWrites(tab, line.index, kept, line))
    else free.push(line)
  }
  for (const line of wanted.values()) {
    const place = free.shift()
    writes.push(...lineWrites(tab, place?.index ?? ++last, line, place))
  }
  const empty = { kind: "", id: "", digest: "", memory: "" }
  return [...writes, ...free.flatMap(line => lineWrites(tab, line.index, empty, line))]
}

/** The writes that make a list of lines stand in a tab from its first row on, and nothing below. */
export function listWrites(tab: SheetTab, lines: readonly Wanted[]): CellWrite[] {
  const lineByIndex = new Map(tab.rows.map(line => [line.index, line]))
  const below = tab.rows.filter(line => line.index > lines.length)
  const blank = Object.fromEntries(tabOf(tab.tab).columns.map(column => [column.key, blankOf(column)]))
  return [
    ...lines.flatMap((wanted, at) => lineWrites(tab, at + 1, wanted, lineByIndex.get(at + 1))),
    ...below.flatMap(line => lineWrites(tab, line.index, blank, line)),
  ]
}

const CLEARED: Wanted = { understood: "", problems: "", marks: "" }

/** An emptied line keeps its id, for an undo, unless the row stands elsewhere: its content was cut and pasted there. */
function blankMarks(
  { tab }: SheetTab,
  line: SheetRow,
  names: ReadonlySet<string>,
  wasTaken: (name: string) => boolean,
): Wanted {
  const name = `${tab}/${textOf(line, "id")}`
  if (hasIssuedId(tab) && names.has(name)) return { ...CLEARED, id: "" }
  // Chosen ahead of the report it stays; left over from one that was emptied it would lie about the next.
  return tab === "report" && wasTaken(name) ? { ...CLEARED, by: "" } : CLEARED
}

function marksOf(row: TableRow): Wanted {
  const marks = new Set<string>()
  for (const { severity, column } of row.problems) if (severity !== "fix") marks.add(markOf(severity, column))
  return {
    ...CLEARED,
    ...(hasIssuedId(row.tab.tab) ? { id: row.id } : {}),
    understood: row.understood,
    problems: problemsText(row.problems),
    marks: [...marks].join(""),
    ...(row.by === undefined ? {} : { by: row.by }),
    ...(row.tickLapsed ? { confirm: false } : {}),
    ...row.restored,
  }
}

function hasIssuedId(tab: TabKey): boolean {
  return tab === "measure" || tab === "duty" || tab === "oversight"
}

/** The writes that make a line's cells say what is wanted. */
export function lineWrites(
  tab: SheetTab,
  row: number,
  wanted: Wanted,
  line: SheetRow | undefined,
): CellWrite[] {
  const writes: CellWrite[] = []
  // Thousands of lines a scan, and nearly every cell says already what it should: nothing is made for those.
  for (const key in wanted) {
    const value = wanted[key]
    const now = line ? cellOf(line, key).value : ""
    if (value === undefined || now === value || isSame(now, value)) continue
    const column = tab.columnIndexByKey.get(key)
    if (column !== undefined) writes.push({ sheetId: tab.sheetId, row, column, value })
  }
  return writes
}

function isSame(now: CellWrite["value"], value: CellWrite["value"]): boolean {
  if (typeof value !== "boolean") return String(now) === String(value)
  return now === value || (!value && now === "")
}

function blankOf(column: Column): string | boolean {
  return column.rule.type === "tick" ? false : ""
}
