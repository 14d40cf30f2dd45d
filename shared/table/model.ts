/** What a table is read from, and what comes of it. */

import type { IsoDate } from "../date/civil-date.ts"
import type { CellContext } from "../rules/cell.ts"
import type { Memory } from "../sheet/memory.ts"
import type { SheetRow, SheetTab } from "../sheet/sheet-tab.ts"
import type { EnteredBy, EnteredByLine } from "./entered-by.ts"
import type { ReadRow } from "./read-row.ts"

export type TableInput = {
  readonly tabs: readonly SheetTab[]
  readonly memory: Memory
  readonly saltKey: Uint8Array
  readonly newId: (letter: string) => string
  /** What is dated later has not been done; absent where no report is read. */
  readonly today?: IsoDate
  /** The Worker's own, which the public address may not differ from; absent where no Worker is known. */
  readonly origin?: string
  /** Who entered lines of the report tabs, where Google told who edited. */
  readonly enteredByLine?: EnteredByLine
}

/** A line of the table. */
export type TableRow = ReadRow & {
  readonly tab: SheetTab
  readonly line: SheetRow
  /** `measure/m-…`; "" while a natural key cannot be read. */
  readonly name: string
  /** The issued id, of the kinds that have one. */
  readonly id: string
  /** The name of a row that vanished and that this one, which is new, is like. */
  readonly similarTo?: string
  /** Of a report: whether the planner filled it in. */
  readonly by?: EnteredBy
}

export type Table = {
  readonly fiscalYear: number
  /** Number and date of the signed plan are filled in: it can be announced. */
  readonly signed: boolean
  readonly context: CellContext
  readonly rows: readonly TableRow[]
}
