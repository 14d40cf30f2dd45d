/**
 * How other tabs name a measure: by its indicator and first words, which people choose from a list, never by its id. Cells
 * are read as ids before anything else looks at them, and written as words again: what travels and what is remembered has
 * ids alone. A measure whose words change is named by the new ones from the next scan on.
 */
import { type TabKey, tabOf } from "../columns.ts"
import { asciiDigits } from "../date/thai-date.ts"
import { isNameOf, nameParts } from "../row/name.ts"
import { cleanText, spacedOnce, splitList } from "../row/plain-text.ts"
import { shorten } from "../row/shorten.ts"
import { BETWEEN } from "../rules/cell.ts"
import { isAccepted, type Memory } from "../sheet/memory.ts"
import { cellOf, linesOf, type SheetRow, type SheetTab, textOf } from "../sheet/sheet-tab.ts"

/** What a name is made of. */
type Named = { readonly id: string; readonly indicator: string; readonly words: string }

/** Letters of a name; of two that begin alike, as many more as tell them apart. */
const LENGTHS = [60, 120, 240] as const

/** A name for each measure, and no name for two. */
export function measureLabels(measures: readonly Named[]): ReadonlyMap<string, string> {
  const labelById = new Map<string, string>()
  let left = measures.filter(({ words }) => words !== "")
  for (const length of LENGTHS) {
    const byLabel = groupByLabel(left, length)
    left = []
    for (const [label, same] of byLabel) {
      const [only] = same
      if (only && same.length === 1) labelById.set(only.id, label)
      else left.push(...same)
    }
  }
  // Of measures in the same words the id decides, so that a sort exchanges no names.
  const ordered = [...left].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const [label, same] of groupByLabel(ordered, LENGTHS[0]))
    for (const [at, { id }] of same.entries()) labelById.set(id, `${label} (${at + 1})`)
  return labelById
}

function groupByLabel(measures: readonly Named[], length: number): Map<string, Named[]> {
  const byLabel = new Map<string, Named[]>()
  for (const each of measures) {
    const label = `${each.indicator}. ${shorten(wordsOf(each), length, length).replace(CUT_ITEM, "…")}`
    byLabel.set(label, [...(byLabel.get(label) ?? []), each])
  }
  return byLabel
}

/** What parts the names of a list stands in no name, and the marker of its first item says nothing. */
function wordsOf({ words }: Named): string {
  return spacedOnce(words.replace(SEPARATORS, " ").replace(/^[0-9๐-๙]{1,2}[.)]/, "")).trim()
}

const SEPARATORS = new RegExp(BETWEEN, "g")
/** The marker of an item of which nothing was left. */
const CUT_ITEM = / ?[0-9๐-๙]{1,2}[.)]…$/

/**
 * The measures of the lines, and those accepted that stand in none just now. Of what was accepted its accepted words: those
 * that are held come and go, and with the line the name they had would be gone too.
 */
export function namedMeasures(
  lines: Iterable<readonly [id: string, line: SheetRow]>,
  memory: Memory,
): Named[] {
  const byId = new Map<string, Named>()
  for (const [name, { cells }] of memory.rowsByName)
    if (isNameOf(name, "measure") && cells?.measure && isAccepted(memory, name)) {
      const { id } = nameParts(name)
      byId.set(id, named(id, String(cells.indicator ?? ""), String(cells.measure)))
    }
  for (const [id, line] of lines)
    if (id !== "" && !byId.has(id))
      byId.set(id, named(id, textOf(line, "indicator"), textOf(line, "measure")))
  return [...byId.values()]
}

function named(id: string, indicator: string, words: string): Named {
  return { id, indicator: asciiDigits(indicator).trim(), words: cleanText(words) }
}

/** The columns that refer to measures, one or several. */
const REFERRING: readonly { readonly tab: TabKey; readonly key: string }[] = (
  ["duty", "oversight"] as const
).flatMap(tab =>
  tabOf(tab)
    .columns.filter(({ rule }) => rule.type === "measureRef" || rule.type === "measureRefs")
    .map(({ key }) => ({ tab, key })),
)

/** The tabs with the names of measures read as ids; what is no measure's stays as typed. */
export function withMeasureIds(tabs: readonly SheetTab[], memory: Memory): SheetTab[] {
  const lines = linesOf(tabs, "measure").map(line => [textOf(line, "id"), line] as const)
  const idOf = reader(namedMeasures(lines, memory), memory)
  return tabs.map(tab => {
    const column = REFERRING.find(each => each.tab === tab.tab)
    return column ? { ...tab, rows: tab.rows.map(line => withIds(line, column.key, idOf)) } : tab
  })
}

function withIds(line: SheetRow, key: string, idOf: (text: string) => string | undefined): SheetRow {
  const cell = cellOf(line, key)
  const text = cleanText(String(cell.value))
  const typed = splitList(text, BETWEEN)
  // A measure's own words may hold what parts the names of a list.
  const whole = typed.length > 1 ? idOf(text.replace(SEPARATORS, " ")) : undefined
  const read = whole === undefined ? typed.map(each => idOf(each) ?? each) : [whole]
  if (read.join() === typed.join()) return line
  const value = [...new Set(read)].join(",")
  return { ...line, cellByKey: new Map(line.cellByKey).set(key, { ...cell, value }) }
}

/** Letters of a beginning that may stand for a name. */
const FEWEST = 3

/** Reads a name as it was last written, as it is since its words changed, or by a beginning that no other has. */
function reader(
  measures: readonly Named[],
  { labelById = new Map() }: Memory,
): (text: string) => string | undefined {
  const ids = new Set(measures.map(({ id }) => id))
  const idByLabel = new Map([...measureLabels(measures)].map(([id, label]) => [keyOf(label), id]))
  // What the list offered until now comes first: that is what was chosen. The list itself says not whose a name is: who
  // sorts the columns he sees leaves it standing.
  for (const [id, label] of labelById) if (ids.has(id)) idByLabel.set(keyOf(label), id)
  const beginnings = measures.map(beginningsOf)
  return text => {
    if (ids.has(text)) return text
    const key = keyOf(text)
    return idByLabel.get(key) ?? onlyOne(beginnings.filter(each => begins(each, key)))
  }
}

function keyOf(text: string): string {
  return asciiDigits(spacedOnce(cleanText(text))).trim()
}

type Beginnings = { readonly id: string; readonly indicator: string; readonly texts: readonly string[] }

/** What a person may begin to type of a measure: its name, or its words. */
function beginningsOf(measure: Named): Beginnings {
  const { id, indicator, words } = measure
  const said = keyOf(wordsOf(measure))
  return { id, indicator, texts: [said, `${indicator}. ${said}`, keyOf(words.replace(SEPARATORS, " "))] }
}

/** The number of its indicator alone, `8`, or one of its beginnings. */
function begins({ indicator, texts }: Beginnings, key: string): boolean {
  if (/^\d{1,2}$/.test(key)) return key === indicator
  const beginning = key.replace(/…$/, "")
  return beginning.length >= FEWEST && texts.some(text => text.startsWith(beginning))
}

function onlyOne(found: readonly Beginnings[]): string | undefined {
  return found.length === 1 ? found[0]?.id : undefined
}

/** What a reference should show: each measure by its name, one a line; undefined where it holds something else. */
function shownReference(line: SheetRow, key: string, labelById: ReadonlyMap<string, string>) {
  const labels = splitList(String(cellOf(line, key).value), BETWEEN).map(id => labelById.get(id))
  return labels.length === 0 || labels.some(label => label === undefined) ? undefined : labels.join("\n")
}

/** The cells by line that must say something else than `typed` does: the same tabs before their names were read as ids. */
export function referenceCells(
  tabs: readonly SheetTab[],
  typed: readonly SheetTab[],
  labelById: ReadonlyMap<string, string>,
): { tab: SheetTab; line: SheetRow; cells: Record<string, string> }[] {
  return REFERRING.flatMap(({ tab: kind, key }) =>
    tabs.flatMap((tab, at) => {
      if (tab.tab !== kind) return []
      return tab.rows.flatMap((line, row) => {
        const shown = typed[at]?.rows[row]
        const wanted = shownReference(line, key, labelById)
        if (!shown || wanted === undefined || cellOf(shown, key).formula) return []
        return [{ tab, line: shown, cells: { [key]: wanted } }]
      })
    }),
  )
}
