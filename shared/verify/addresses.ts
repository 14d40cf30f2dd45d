/**
 * What else is published in JSON and CSV: each address with what it must answer, made of the record by the functions that make
 * the answer. A reader asks for so many of a kind and no more.
 */
import type { WholeRecord } from "../record/record.ts"
import { type ChangesQuery, changesView, EVENTS_PER_PAGE, sortedChanges } from "../view/changes-page.ts"
import { type BookLine, bookLines, dutyBookView } from "../view/duty-book.ts"
import { itaPageView } from "../view/ita-page.ts"
import { LISTS, listPageView } from "../view/list-page.ts"
import { logPageView } from "../view/log-page.ts"
import { measurePageView } from "../view/measure.ts"
import { movesPageView } from "../view/moves-page.ts"
import { pagesOf } from "../view/page-of.ts"
import { printPageView } from "../view/print-page.ts"
import { progressPageView } from "../view/progress.ts"
import { resultsPageView } from "../view/results.ts"
import type { PlaceView, YearView } from "../view/schema.ts"
import { sectionPageView } from "../view/section-page.ts"
import { placeOf, type ViewDay } from "../view/year.ts"
import type { Unproved } from "./fault.ts"
import { dayOf } from "./shown.ts"

export type Address = {
  readonly path: string
  /** Where the same is answered. */
  readonly twin?: string
} & (
  | {
      /** What its JSON must be, in each way in which the record can be read. */
      readonly readings: readonly (() => unknown)[]
    }
  | {
      /** What the CSV of a duty's book must hold. */
      readonly lines: () => readonly BookLine[]
    }
)

/** Addresses of a kind: how many of them are read, and what is said where there are more. */
export type Addresses = {
  readonly most: number
  readonly beyond: Unproved
  readonly addresses: readonly Address[]
}

/** Of each list, from its first page on. */
export const MOST_PAGES = 10
/** Of single measures, sections and duties, in the order of the year. */
const MOST_ROWS = 100
/** Of a longer record the changes are not made again: the same bound as for a past day. */
const MOST_LINES = 20_000

type PublishedYear = {
  /** The record in each way in which it can be read. */
  readonly readings: readonly WholeRecord[]
  /** What must be public of it. */
  readonly view: YearView
}

export function addressesOfYear({ readings, view }: PublishedYear): Addresses[] {
  const { fiscalYear, measures, sections, duties } = view
  const day = dayOf(view)
  const [own, api] = [`/${fiscalYear}`, `/api/v1/years/${fiscalYear}`]
  const at = (path: string, make: (record: WholeRecord) => unknown): Address => {
    return { path, readings: readings.map(record => () => make(record)) }
  }
  const paged = (path: string, make: (record: WholeRecord, page: number) => { pages: number } | undefined) =>
    pages(readings[0] && make(readings[0], 1)?.pages, page =>
      at(`${path}${path.includes("?") ? "&" : "?"}page=${page}`, record => make(record, page)),
    )
  return [
    rows([api], path => at(path, () => view)),
    rows([`${own}/results.json`], path => at(path, record => resultsPageView(record, day))),
    paged(`${own}/moves.json`, (record, page) => movesPageView(record, day, { page })),
    ...(["results", "announced"] as const).map(form => {
      const path = form === "results" ? `${own}/results/print.json` : `${own}/print.json?as=announced`
      return paged(path, (record, page) => printPageView(record, form, day, { page }))
    }),
    rows(measures, ({ id }) => ({
      ...at(`${own}/measures/${id}.json`, record => measurePageView(record, id, day)),
      twin: `${api}/measures/${id}`,
    })),
    rows(sections, ({ slug }) => ({
      ...at(`${own}/sections/${slug}.json`, record => sectionPageView(record, slug, day)),
      twin: `${api}/sections/${slug}`,
    })),
    rows(duties, ({ id }) => at(`${own}/duties/${id}.json`, each => dutyBookView(each, id, day))),
    rows(duties, ({ id }) => ({ path: `${own}/duties/${id}.csv`, lines: () => bookOf(readings, id, day) })),
    ...LISTS.map(list => {
      const path = `${api}/${list}`
      const pageAt = (page: number) => (page > 1 ? `${path}?page=${page}` : path)
      const of = (page: number) => listPageView(view, list, page, pageAt)
      return pages(of(1).pages, page => at(pageAt(page), () => of(page)))
    }),
  ]
}

/** Those of all years together, the newest first. */
export function addressesOfAll(years: readonly PublishedYear[]): Addresses[] {
  const [newest] = years
  if (!newest) return []
  const { fiscalYear } = newest.view
  const day = dayOf(newest.view)
  const read = (at: number) => years.flatMap(({ readings }) => readings[at] ?? readings[0] ?? [])
  const readings = years.some(each => each.readings.length > 1) ? [read(0), read(1)] : [read(0)]
  const at = (path: string, make: (records: readonly WholeRecord[]) => unknown): Address => {
    return { path, readings: readings.map(records => () => make(records)) }
  }
  const places = read(0).flatMap(record => placeOf(record, day) ?? [])
  const numbers = places.map(each => each.fiscalYear)
  return [
    rows(["/api/v1/years"], path => at(path, () => ({ ...day, years: places.map(positionOf) }))),
    rows(["/index.json"], path => at(path, () => newest.view)),
    rows(["/about.json"], path =>
      at(path, () => ({ ...places[0], years: numbers, pushes: `/api/v1/pushes/${fiscalYear}` })),
    ),
    ...numbers.flatMap(year => [
      pages(itaPageView(read(0), year, day)?.pages, page =>
        at(`/${year}/ita.json?page=${page}`, records => itaPageView(records, year, day, { page })),
      ),
      rows([`/${year}/progress.json`], path => at(path, records => progressPageView(records, year, day))),
    ]),
    ...happened(readings, day),
  ]
}

function positionOf({ fiscalYear, revision, head, updatedAt }: PlaceView) {
  return { fiscalYear, revision, head, updatedAt }
}

/** The lists of changes and of pushes, each record in every way in which it can be read. */
function happened(readings: readonly (readonly WholeRecord[])[], day: ViewDay): Addresses[] {
  const query = (records: readonly WholeRecord[], asked: number): ChangesQuery => {
    return { records, day, asked, isPast: false, stretch: undefined }
  }
  const [records = []] = readings
  const areMany = linesOf(records) > MOST_LINES
  const sorted = areMany ? [] : readings.map(each => ({ records: each, all: sortedChanges(each) }))
  const pushes = records.reduce((sum, { revisions }) => sum + revisions.length, 0)
  const changes = pages(pagesOf(sorted[0]?.all.length ?? 0, EVENTS_PER_PAGE), page => ({
    path: `/changes.json?page=${page}`,
    readings: sorted.map(each => () => changesView(query(each.records, page), each.all)),
  }))
  const leaves = pages(pagesOf(pushes, EVENTS_PER_PAGE), page => ({
    path: `/log.json?page=${page}`,
    readings: readings.map(each => () => logPageView(query(each, page))),
  }))
  return [
    { ...changes, most: areMany ? 0 : MOST_PAGES, beyond: "olderPages" },
    { ...leaves, beyond: "olderPages" },
  ]
}

function linesOf(records: readonly WholeRecord[]): number {
  const pasts = records.flatMap(({ versionsByName }) => [...versionsByName.values()])
  return pasts.reduce((sum, versions) => sum + versions.length, 0)
}

function bookOf([record]: readonly WholeRecord[], id: string, day: ViewDay): BookLine[] {
  const book = record && dutyBookView(record, id, day)
  return book ? bookLines(book) : []
}

function rows<R>(given: readonly R[], address: (each: R) => Address): Addresses {
  return { most: MOST_ROWS, beyond: "otherAddresses", addresses: given.map(address) }
}

/** A list that nothing is known of has one page, which must say so. */
function pages(count: number | undefined, address: (page: number) => Address): Addresses {
  const addresses = Array.from({ length: count ?? 1 }, (_, at) => address(at + 1))
  return { most: MOST_PAGES, beyond: "otherAddresses", addresses }
}
