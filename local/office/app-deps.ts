/** What the office's routes and pages are made of. */
import type { Clock } from "../clock.ts"
import type { Mailbox } from "../mailbox/mailbox.ts"
import type { Asset } from "./assets.ts"
import type { News } from "./events.ts"
import type { Office } from "./office.ts"
import type { Timekeeper } from "./timekeeper.ts"
import type { Saving } from "./unsaved.ts"
import type { Years } from "./years.ts"

/** A step of the tour that leaves nothing in the sheet: moved the day, read a mail, opened the public page, hid the tour. */
export type OffSheetStep = "clock" | "mail" | "public" | "tour"

/** Kept with the office. */
export type Seen = {
  has(step: OffSheetStep): boolean
  note(step: OffSheetStep): void
}

export type OfficeAppDeps = {
  readonly office: Office
  readonly years: Years
  readonly clock: Clock
  readonly timekeeper: Timekeeper
  readonly mailbox: Mailbox
  readonly news: News
  readonly assets: ReadonlyMap<string, Asset>
  readonly officeName: () => string
  readonly publicUrl: string
  readonly isSample: boolean
  /** What the last run of the script died of. */
  readonly scriptFault: () => string | undefined
  readonly saving: Saving
  readonly seen: Seen
  /** What the sheet held already, of what the tour counts. */
  readonly began?: { readonly reasons: number; readonly reports: number } | undefined
  readonly onDefect: (error: unknown) => void
}
