/** Held rows that their sections are asked to mend: whose each is, and what the sheet says of it. */

import { bangkokDate, daysBetween, type IsoDate } from "../date/civil-date.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import { obligationParts, rowName } from "../row/name.ts"
import type { PrivateRow, ProblemRow, TabRow } from "../row/row.ts"
import { findSection } from "../row/section.ts"
import { plannerSlug } from "./timetable.ts"
import { heldRows, type Waiting } from "./waiting.ts"

export type RowToMend = Waiting & {
  readonly problem: ProblemRow
  /** Number of the section that is told. */
  readonly slug: string
}

/** What the sheet says of held rows, by their names; scripts from before `problem` rows tell nothing. */
export function problemsByName(privateRows: readonly PrivateRow[]): ReadonlyMap<string, ProblemRow> {
  return new Map(privateRows.flatMap(row => (row.kind === "problem" ? [[row.of, row]] : [])))
}

/** Those held since an earlier day, longest first: what was typed today may still be mended without a word. */
export function rowsToMend(
  record: YearRecord,
  privateRows: readonly PrivateRow[],
  today: IsoDate,
): RowToMend[] {
  const problems = problemsByName(privateRows)
  if (problems.size === 0) return []
  const slugOf = createOwnerLookup(record)
  return heldRows(record, today)
    .filter(each => each.why === "held" && each.days > 0)
    .flatMap(each => {
      const problem = problems.get(rowName(each.row))
      return problem ? [{ ...each, problem, slug: slugOf(each.row) }] : []
    })
    .sort((a, b) => a.since - b.since)
}

/** A report is its section's, a measure its lead's; all else is typed by the planner. */
function createOwnerLookup(record: YearRecord): (row: TabRow) => string {
  const sections = rowsOfKind(record, "section").map(({ row }) => row)
  const planner = plannerSlug(record)
  return row => {
    if (row.kind === "report") return obligationParts(row.id).slug
    return (row.kind === "measure" && findSection(row.lead, sections)?.slug) || planner
  }
}

/** The first repeat may not follow the first telling within the same few days. */
const REST_DAYS = 4

/** A notice's rung: told once since it is held, and once more each week it still is. */
export function mendRung({ since, problem }: RowToMend, slot: IsoDate | undefined): string {
  const day = bangkokDate(since)
  const isRepeat = slot !== undefined && daysBetween(day, slot) >= REST_DAYS
  return `held-${day}-${problem.of}${isRepeat ? `@${slot}` : ""}`
}

/** True of the rung of a notice about a row. */
export function isMendRung(rung: string, row: RowToMend): boolean {
  return rung.split("@")[0] === mendRung(row, undefined)
}

const ABOUT = "held/"

/** What a notice of held rows is about: the section that is told, and no row, for the ledger of notices is public. */
export function mendAbout({ slug }: RowToMend): string {
  return `${ABOUT}${slug}`
}

export function isMendAbout(about: string): boolean {
  return about.startsWith(ABOUT)
}
