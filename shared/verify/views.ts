/** What is published of a year, held against the record that its signed texts make. */
import * as z from "zod/mini"
import { foldRecord, type WholeRecord } from "../record/record.ts"
import { guardFormulas } from "../row/formula-guard.ts"
import { pagesOf } from "../view/page-of.ts"
import { type YearView, yearViewSchema } from "../view/schema.ts"
import {
  cellText,
  MEASURE_COLUMNS,
  REPORT_COLUMNS,
  reportLine,
  type TableCell,
} from "../view/table-columns.ts"
import { yearView } from "../view/year.ts"
import { type Fault, faultsAt } from "./fault.ts"
import { recordsAsShown } from "./found.ts"
import { calendarFaults, dayOf, isSame, pageFaults, printFaults } from "./shown.ts"

/** As they came, read no further than their form. Undefined where an address gave nothing. */
export type FetchedViews = {
  readonly json: unknown
  readonly measuresCsv: readonly (readonly string[])[] | undefined
  readonly reportsCsv: readonly (readonly string[])[] | undefined
  readonly calendar: string | undefined
  /** The A4 form, page by page, and the page of the year. */
  readonly print: readonly unknown[]
  readonly pages: readonly string[]
}

type ViewJudging = {
  /** As pushes name it. */
  readonly officeId: string
  /** Rules of before may hold of what was accepted until then, in epoch milliseconds. */
  readonly oldUntil: number
}

export type JudgedViews = {
  /** The record, and as the rules of before read it, where they may; with what was found behind links, where it is shown. */
  readonly readings: readonly WholeRecord[]
  /** What must be public of it; undefined where nothing can be read. */
  readonly view: YearView | undefined
  readonly rows: number
  /** Reports whose links somebody opened: what was found is signed by nobody. */
  readonly withLinks: number
  readonly faults: readonly Fault[]
}

/** How many pages a year's measures take. */
export function pagesOfYear(json: unknown): number {
  const lists = z.object({ measures: z.array(z.unknown()) }).safeParse(json).data
  return pagesOf(lists?.measures.length ?? 0)
}

export function judgeViews(record: WholeRecord, views: FetchedViews, judging: ViewJudging): JudgedViews {
  const { fiscalYear } = record
  const place = `/${fiscalYear}.json`
  const served = yearViewSchema.safeParse(views.json).data
  const old = recordAsOld(record, judging.oldUntil)
  const asRead = old ? [record, old] : [record]
  const nothing = { readings: asRead, view: undefined, rows: 0, withLinks: 0 }
  if (!served) return { ...nothing, faults: [{ code: "viewUnread", place }] }
  const readings = recordsAsShown(asRead, served)
  const [shown = record] = readings
  const view = yearView(shown, dayOf(served))
  if (!view) return { ...nothing, faults: [{ code: "viewAdds", place }] }
  return {
    ...{ readings, view },
    rows: LISTS.reduce((sum, [list]) => sum + served[list].length, 0),
    withLinks: served.reports.filter(({ links }) => links.length > 0).length,
    faults: [
      ...jsonFaults(place, served, view),
      ...tableFaults(`/${fiscalYear}/measures.csv`, MEASURE_COLUMNS, served.measures, views.measuresCsv),
      ...tableFaults(
        `/${fiscalYear}/reports.csv`,
        REPORT_COLUMNS,
        served.reports.map(reportLine),
        views.reportsCsv,
      ),
      ...calendarFaults(readings, served, views.calendar, judging.officeId),
      ...printFaults(shown, served, views.print),
      ...pageFaults(shown, view, views.pages),
    ],
  }
}

/** Each list of the year with what tells its rows apart. */
const LISTS = [
  ["sections", "slug"],
  ["assessments", "indicator"],
  ["measures", "id"],
  ["duties", "id"],
  ["reports", "id"],
  ["oversight", "id"],
  ["holidays", "date"],
] as const

/** As the rules of before read what was accepted until then; undefined where nothing was. */
function recordAsOld(
  { fiscalYear, revisions, versionsByName }: WholeRecord,
  until: number,
): WholeRecord | undefined {
  if (!revisions.some(({ acceptedAt }) => acceptedAt < until)) return undefined
  const entries = Array.from(versionsByName).flatMap(([name, versions]) =>
    versions.map(each => ({ ...each, name, isOld: each.acceptedAt < until })),
  )
  return foldRecord(fiscalYear, revisions, entries)
}

function jsonFaults(place: string, served: YearView, expected: YearView): Fault[] {
  const lists = LISTS.flatMap(([list, key]) =>
    listFaults(
      `${place}#${list}`,
      new Map<string, Fields>(served[list].map(row => [String((row as Fields)[key]), row])),
      new Map<string, Fields>(expected[list].map(row => [String((row as Fields)[key]), row])),
      served[list].length,
    ),
  )
  const isList = new Set<string>(LISTS.map(([list]) => list))
  const others = Object.keys(expected).filter(key => !isList.has(key))
  return [...fieldFaults(place, served, expected, others), ...lists]
}

type Fields = Readonly<Record<string, unknown>>

function listFaults(
  place: string,
  served: ReadonlyMap<string, Fields>,
  expected: ReadonlyMap<string, Fields>,
  length: number,
): Fault[] {
  const rows = [...expected].flatMap(([id, row]) => {
    const shown = served.get(id)
    return shown
      ? fieldFaults(`${place}/${id}/`, shown, row, Object.keys(row))
      : [{ code: "viewLacks", place: `${place}/${id}` } as const]
  })
  const added = [...served.keys()].filter(id => !expected.has(id))
  return [
    ...rows,
    ...added.map(id => ({ code: "viewAdds", place: `${place}/${id}` }) as const),
    ...faultsAt(place, [[served.size === length, "viewAdds"]]),
  ]
}

function fieldFaults(place: string, served: Fields, expected: Fields, keys: readonly string[]): Fault[] {
  const mark = place.includes("#") ? "" : "#"
  return keys
    .filter(key => !isSame(served[key] ?? null, expected[key] ?? null))
    .map(key => ({ code: "viewOther", place: `${place}${mark}${key}` }))
}

/** A table, line by line; each row has what it is of. */
export function tableFaults<K extends string>(
  place: string,
  columns: readonly K[],
  rows: readonly Readonly<Record<K | "id", TableCell>>[],
  cells: FetchedViews["measuresCsv"],
): Fault[] {
  const [header, ...lines] = cells ?? []
  if (!header || header.join() !== columns.join()) return [{ code: "viewUnread", place }]
  const faults = rows.flatMap((row, at) =>
    columns.flatMap((key, column): Fault[] =>
      faultsAt(`${place}#${String(row.id)}/${key}`, [
        [lines[at]?.[column] === guardFormulas(cellText(row[key])), "viewOther"],
      ]),
    ),
  )
  return [...faults, ...faultsAt(place, [[lines.length <= rows.length, "viewAdds"]])]
}
