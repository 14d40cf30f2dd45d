/** One list of a year, a page at a time: for programs that would rather not read a whole year at once. */
import type { PlaceView, YearView } from "../../../shared/view/schema.ts"

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

export const LIST_PAGE = 100

export type ListView = PlaceView & {
  readonly page: number
  readonly pages: number
  readonly total: number
  /** Addresses of the pages beside this one. */
  readonly next: string | null
  readonly previous: string | null
  readonly items: readonly YearView[ListName][number][]
}

/** A page past the end is the last one. `addressOf` gives the address of another page of the same question. */
export function listView(
  view: YearView,
  list: ListName,
  asked: number,
  addressOf: (page: number) => string,
): ListView {
  const { office, fiscalYear, revision, head, updatedAt, today, simulated } = view
  const all: ListView["items"] = view[list]
  const pages = Math.max(1, Math.ceil(all.length / LIST_PAGE))
  const page = Math.min(asked, pages)
  return {
    office,
    fiscalYear,
    revision,
    head,
    updatedAt,
    today,
    simulated,
    page,
    pages,
    total: all.length,
    next: page < pages ? addressOf(page + 1) : null,
    previous: page > 1 ? addressOf(page - 1) : null,
    items: all.slice((page - 1) * LIST_PAGE, page * LIST_PAGE),
  }
}
