/** The lists of a year, page by page: programs would rather not read a whole year at once. */
import { type PagePlace, pageOf } from "./page-of.ts"
import type { PlaceView, YearView } from "./schema.ts"

/** The lists of `yearViewSchema` that have an address of their own. */
export const LISTS = [
  "sections",
  "assessments",
  "measures",
  "duties",
  "reports",
  "oversight",
  "holidays",
] as const
export type ListName = (typeof LISTS)[number]

const ROWS_PER_LIST_PAGE = 100

type ListPageView = PlaceView &
  PagePlace & {
    readonly next: string | null
    readonly previous: string | null
    readonly items: readonly YearView[ListName][number][]
  }

/** A page past the end is the last one. `addressOf` is of a page of the same list and day. */
export function listPageView(
  view: YearView,
  list: ListName,
  asked: number,
  addressOf: (page: number) => string,
): ListPageView {
  const { office, fiscalYear, revision, head, updatedAt, today, simulated } = view
  const rows: readonly YearView[ListName][number][] = view[list]
  const { rows: items, ...place } = pageOf(rows, asked, ROWS_PER_LIST_PAGE)
  return {
    ...{ office, fiscalYear, revision, head, updatedAt, today, simulated },
    ...place,
    next: place.page < place.pages ? addressOf(place.page + 1) : null,
    previous: place.page > 1 ? addressOf(place.page - 1) : null,
    items,
  }
}
