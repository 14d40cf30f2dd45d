/** What happened, as the lists of it tell: changes, pushes, moves and results, held against the record. */
import * as z from "zod/mini"
import type { WholeRecord } from "../record/record.ts"
import { type ChangesQuery, changesView, sortedChanges } from "../view/changes-page.ts"
import { logPageView } from "../view/log-page.ts"
import { movesPageView } from "../view/moves-page.ts"
import { resultsOf } from "../view/results.ts"
import type { YearView } from "../view/schema.ts"
import { placeOf, type ViewDay } from "../view/year.ts"
import { type Fault, faultsAt } from "./fault.ts"
import { dayOf, isSame } from "./shown.ts"

/** Of a list that has no end the newest pages are read: of the others every line is in the pushes. */
export const MOST_PAGES = 10

/** As they came, from the first page on. */
export type Pages = readonly unknown[]

const placeSchema = z.object({ pages: z.int(), today: z.string(), simulated: z.boolean() })

/** How many pages a list says it has; one where it says nothing. */
export function pagesOfList(first: unknown): number {
  return Math.min(MOST_PAGES, Math.max(1, placeSchema.safeParse(first).data?.pages ?? 1))
}

/** Of a longer record the changes are not made again: the same bound as for a past day. */
const MOST_LINES = 20_000

export function hasManyChanges(records: readonly WholeRecord[]): boolean {
  const pasts = records.flatMap(({ versionsByName }) => [...versionsByName.values()])
  return pasts.reduce((sum, versions) => sum + versions.length, 0) > MOST_LINES
}

/** Whether a list goes on beyond what is read of it. */
export function goesOn([first]: Pages): boolean {
  return (placeSchema.safeParse(first).data?.pages ?? 0) > MOST_PAGES
}

/** The lists of all years. Each record comes in every way in which it can be read, the newest year first. */
export function listFaults(
  readings: readonly (readonly WholeRecord[])[],
  changes: Pages,
  leaves: Pages,
): Fault[] {
  // Nothing was read of them where there are too many.
  const told = changes.length === 0 ? [] : readings
  const sorted = told.map(records => ({ records, all: sortedChanges(records) }))
  const query = (records: readonly WholeRecord[], day: ViewDay, asked: number): ChangesQuery => {
    return { records, day, asked, isPast: false, stretch: undefined }
  }
  return [
    ...pageFaults("/changes.json", changes, (day, page) =>
      sorted.map(({ records, all }) => changesView(query(records, day, page), all)),
    ),
    ...pageFaults("/log.json", leaves, (day, page) =>
      readings.map(records => logPageView(query(records, day, page))),
    ),
  ]
}

/** The lists of one year; its results are those of its view, which is judged by itself. */
export function yearListFaults(
  readings: readonly WholeRecord[],
  view: YearView,
  { moves, results }: { readonly moves: Pages; readonly results: unknown },
): Fault[] {
  const [record] = readings
  if (!record) return []
  const { fiscalYear, title } = view
  const expected = { ...placeOf(record, dayOf(view)), title, results: resultsOf(view) }
  return [
    ...faultsAt(`/${fiscalYear}/results.json`, [[isSame(results ?? null, expected), "viewOther"]]),
    ...pageFaults(`/${fiscalYear}/moves.json`, moves, (day, page) =>
      readings.map(each => movesPageView(each, day, { page })),
    ),
  ]
}

/** Each page must be one of those that the record can be read as. */
function pageFaults(
  address: string,
  pages: Pages,
  expected: (day: ViewDay, page: number) => readonly unknown[],
): Fault[] {
  return pages.flatMap((page, at) => {
    const place = `${address}?page=${at + 1}`
    const said = placeSchema.safeParse(page).data
    if (!said) return [{ code: "viewUnread", place } as const]
    const found = expected(dayOf(said), at + 1)
    return faultsAt(place, [[found.some(each => isSame(each ?? null, page)), "viewOther"]])
  })
}
