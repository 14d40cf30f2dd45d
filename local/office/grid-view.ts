/** What the server sends the grid page: messages only, read by both sides. */
import type { ObligationState } from "../../shared/due/obligation.ts"
import type { Severity } from "../../shared/row/problem.ts"

export type GridView = {
  readonly office: string
  /** The civil day, in Thai words. */
  readonly day: string
  readonly simulated: boolean
  readonly actors: readonly { readonly name: string; readonly label: string }[]
  readonly as: string
  /** What the acting account may do with the file, when that is nothing. */
  readonly noAccess?: string
  readonly tabs: readonly { readonly title: string; readonly toMend: number }[]
  readonly tab: TabView
  /** Of the last save, or else of the last run of the script, when it failed. */
  readonly fault?: string | undefined
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly mails: number
  /** HTML of the bar below the band. */
  readonly tour: string
}

export type TabView = {
  readonly title: string
  readonly help: string
  /** The tab in which one section reports. */
  readonly isOfSection: boolean
  /** So many visible columns from the left stay in view. */
  readonly frozen: number
  /** Visible columns, by their place on the sheet. */
  readonly columns: readonly ColumnView[]
  /** Visible rows below the header, then some that are empty. */
  readonly rows: readonly RowView[]
  readonly problems: readonly ProblemView[]
  /** Sentences that say who may edit; cells name them by number. */
  readonly lockReasons: readonly string[]
}

export type ColumnView = {
  readonly index: number
  readonly header: string
  readonly help: string
  readonly width: number
  /** Who fills the column, in a word: ฝ่ายกรอก, ระบบเขียน. */
  readonly by: string
  readonly isScript: boolean
}

export type RowView = {
  /** 0 for the header's row. */
  readonly index: number
  /** What the row is, wherever it stands; none for a row that has no id yet. */
  readonly id?: string
  readonly cells: readonly CellView[]
}

export type CellView = {
  readonly text: string
  /** What an editor opens with, where that is not the text. */
  readonly input?: string
  readonly note?: string
  readonly choices?: readonly string[]
  readonly checkbox?: true
  readonly mark?: Severity
  /** Of a column that tells how an obligation stands. */
  readonly state?: ObligationState
  /** Index into `lockReasons`. */
  readonly lock?: number
  /** May be edited, but the script writes it back. */
  readonly warn?: true
}

export type ProblemView = {
  readonly severity: Severity
  readonly word: string
  readonly message: string
  /** On the sheet, from 0. */
  readonly row: number
  readonly column: number
}

/** What an edit was answered with. */
export type EditAnswer =
  | {
      readonly value: string
      readonly problems: readonly { readonly severity: Severity; readonly message: string }[]
    }
  | { readonly error: { readonly reason: string; readonly message: string } }

/** Server-sent: what to look at again. */
export type OfficeEvent = { readonly kind: "sheet" | "clock" | "mail" }
