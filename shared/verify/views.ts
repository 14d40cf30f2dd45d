/** What is published of a year, held against the record that its signed texts make. */
import * as z from "zod/mini"
import { measureState } from "../due/obligation.ts"
import { foldRecord, type WholeRecord } from "../record/record.ts"
import { guardFormulas } from "../row/formula-guard.ts"
import { pagesOf } from "../view/page-of.ts"
import { type ReportView, type YearView, yearViewSchema } from "../view/schema.ts"
import {
  cellText,
  MEASURE_COLUMNS,
  REPORT_COLUMNS,
  reportLine,
  type TableCell,
} from "../view/table-columns.ts"
import { yearView } from "../view/year.ts"
import { type Fault, faultsAt } from "./fault.ts"
import { type Pages, yearListFaults } from "./happened.ts"
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
  /** Moves and results; left out of a file. */
  readonly happened?: { readonly moves: Pages; readonly results: unknown }
}

export type ViewJudging = {
  /** As pushes name it. */
  readonly officeId: string
  /** Rules of before may hold of what was accepted until then, in epoch milliseconds. */
  readonly oldUntil: number
}

export type JudgedViews = {
  /** The record, and as the rules of before read it, where they may. */
  readonly readings: readonly WholeRecord[]
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
  const readings = old ? [record, old] : [record]
  const nothing = { readings, rows: 0, withLinks: 0 }
  if (!served) return { ...nothing, faults: [{ code: "viewUnread", place }] }
  const expected = expectedView(record, served, old)
  if (!expected) return { ...nothing, faults: [{ code: "viewAdds", place }] }
  return {
    readings,
    rows: LISTS.reduce((sum, [list]) => sum + served[list].length, 0),
    withLinks: served.reports.filter(({ links }) => links.length > 0).length,
    faults: [
      ...jsonFaults(place, served, expected),
      ...tableFaults(`/${fiscalYear}/measures.csv`, MEASURE_COLUMNS, served.measures, views.measuresCsv),
      ...tableFaults(
        `/${fiscalYear}/reports.csv`,
        REPORT_COLUMNS,
        served.reports.map(reportLine),
        views.reportsCsv,
      ),
      ...calendarFaults(readings, served, views.calendar, judging.officeId),
      ...printFaults(record, served, views.print),
      ...pageFaults(expected, views.pages),
      ...(views.happened ? yearListFaults(readings, expected, views.happened) : []),
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

/**
 * What the record says of the day that the view is of. What nobody signed is taken from the view: what was found behind links,
 * and so whether a report is proven; and of old leaves, by which of two rules a report is read.
 */
function expectedView(
  record: WholeRecord,
  served: YearView,
  old: WholeRecord | undefined,
): YearView | undefined {
  const day = dayOf(served)
  const now = yearView(record, day)
  if (!now) return undefined
  const before = (old && yearView(old, day)) ?? now
  const oldById = new Map(before.reports.map(report => [report.id, report]))
  const shownById = new Map(served.reports.map(report => [report.id, report]))
  const reports = now.reports.map(report => {
    const shown = shownById.get(report.id)
    const old = oldById.get(report.id) ?? report
    if (!shown) return report
    const kept = [report, old].map(each => asShown(each, shown))
    return kept.find(each => isSame(each, shown)) ?? kept[0] ?? report
  })
  const stateOf = <R extends { state: ReportView["state"]; id: string }>(
    row: R,
    key: "measure" | "duty",
  ): R => {
    const owed = reports.filter(each => each[key] === row.id)
    return row.state === "withdrawn" ? row : { ...row, state: measureState(owed) }
  }
  return {
    ...now,
    reports,
    measures: now.measures.map(row => stateOf(row, "measure")),
    duties: now.duties.map(row => stateOf(row, "duty")),
    beforeRecord: { ...now.beforeRecord, ...beforeRecordOf(reports) },
  }
}

/** A report whose links were opened is `done` or `reported` by what was found. */
function asShown(report: ReportView, { links, proven, state }: ReportView): ReportView {
  const isProof = (each: ReportView["state"]) => each === "done" || each === "reported"
  if (links.length === 0) return report
  return { ...report, links, proven, state: isProof(report.state) && isProof(state) ? state : report.state }
}

function beforeRecordOf(reports: readonly ReportView[]) {
  const before = reports.filter(({ state }) => state === "beforeRecord")
  const reported = before.filter(({ reportedAt }) => reportedAt !== null)
  const sections = [...new Set(reported.map(({ section }) => section))]
  return { periods: before.length, reported: reported.length, sections }
}

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

function tableFaults<K extends string>(
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
