/** The ten sections at work: each fills in its own report tab, and the planner rewrites the plan's measures as well. */

import { reportTabTitle, tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import type { Dice } from "../faults/dice.ts"
import type { SoakOffice } from "./office-process.ts"
import type { Violations } from "./violations.ts"

/** What a cell must hold at the end: the last value that was taken, or one whose taking a kill left in doubt. */
export type Expected = { readonly values: readonly string[] }

/** By `<tab>/<row id>/<column key>`. */
export type ExpectedCells = Map<string, Expected>

export type EditCounts = { taken: number; inDoubt: number; refused: number }

type Table = { readonly keys: readonly string[]; readonly rows: readonly (readonly string[])[] }

const PAUSE_MS = 300
const TIMEOUT_MS = 60_000
/** The local sheet is in its file within moments, and a kill may come before: what was taken this shortly is in doubt. */
const DOUBT_MS = 1500

export type EditDeps = {
  readonly office: SoakOffice
  readonly dice: Dice
  readonly violations: Violations
  readonly counts: EditCounts
  readonly cells: ExpectedCells
  readonly isOver: () => boolean
}

export async function editForever(section: string, isPlanner: boolean, deps: EditDeps): Promise<void> {
  const { office, dice, isOver } = deps
  for (let number = 1; !isOver(); number++) {
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS + dice.below(PAUSE_MS)))
    if (!office.isUp()) continue
    const isPlan = isPlanner && dice.happens(0.5)
    const place = isPlan
      ? { tab: tabOf("measure").title, key: "monitoring" }
      : { tab: reportTabTitle(section), key: "result" }
    await editOne(section, { ...place, text: `ครั้งที่ ${number} ของ${section}` }, deps)
  }
}

type Edit = { readonly tab: string; readonly key: string; readonly text: string }

async function editOne(section: string, { tab, key, text }: Edit, deps: EditDeps): Promise<void> {
  const { office, dice, violations, counts, cells } = deps
  const life = office.life()
  const isDisturbed = () => life !== office.life() || !office.isUp()
  let id: string | undefined
  const cellName = () => `${tab}/${id}/${key}`
  try {
    const table = await readTable(office, tab)
    const [idColumn, column] = [table.keys.indexOf("id"), table.keys.indexOf(key)]
    const rows = table.rows
      .map((row, at) => ({ id: row[idColumn] ?? "", at, value: row[column] ?? "" }))
      .filter(row => row.id !== "")
    const chosen = dice.oneOf(rows)
    if (!chosen || column < 0) return
    id = chosen.id
    const doubted = cells.get(cellName())?.values ?? [chosen.value]
    // Until the answer comes, both what was and what is written may stand.
    cells.set(cellName(), { values: [...doubted, text] })
    const response = await fetch(`${office.sheetUrl}/api/cells`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ tab, ...typedAt(table, key, chosen.at, text), as: section }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const answer = await response.text()
    if (response.status !== 200) {
      counts.refused++
      violations.add("an edit was refused", `${tab} ${key} ${response.status} ${answer.slice(0, 200)}`)
      return
    }
    await new Promise(resolve => setTimeout(resolve, DOUBT_MS))
    if (isDisturbed()) {
      counts.inDoubt++
      return
    }
    counts.taken++
    await placeOf(office, tab, key, text, found => {
      if (found !== id) {
        // The tab was laid out anew between reading it and typing: the value stands where the person's cursor was.
        cells.set(cellName(), { values: doubted })
        id = found
      }
      cells.set(cellName(), { values: [text] })
    })
  } catch (error) {
    counts.inDoubt++
    if (!isDisturbed()) violations.add("an edit got no answer", `${tab} ${key}: ${String(error)}`)
  }
}

/** A result goes with its date, pasted as one: alone it would be no report. */
function typedAt({ keys }: Table, key: string, at: number, text: string) {
  const cell = (column: string) => `${columnName(keys.indexOf(column))}${at + 2}`
  return key === "result"
    ? { cell: cell("date"), values: [[REPORTED_ON, text]] }
    : { cell: cell(key), value: text }
}

/** The day on which the sample begins. */
const REPORTED_ON = "29 พ.ค. 2566"

/** Tells the row a value stands in; of a value that is nowhere, nothing: another edit of this section's own came after. */
async function placeOf(
  office: SoakOffice,
  tab: string,
  key: string,
  text: string,
  tell: (id: string) => void,
): Promise<void> {
  const { keys, rows } = await readTable(office, tab)
  const row = rows.find(each => each[keys.indexOf(key)] === text)
  const id = row?.[keys.indexOf("id")]
  if (id) tell(id)
}

export async function readTable(office: SoakOffice, tab: string): Promise<Table> {
  const response = await fetch(`${office.sheetUrl}/api/tabs/${encodeURIComponent(tab)}.json`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!response.ok) throw new Error(`the tab ${tab} was answered ${response.status}`)
  return (await response.json()) as Table
}
