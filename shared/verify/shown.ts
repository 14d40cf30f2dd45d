/** What people are shown of a year, held against its record: the calendar, the A4 form and the page. */
import type { IsoDate } from "../date/civil-date.ts"
import { movesOf } from "../due/move.ts"
import { canonicalJson } from "../push/sd-jwt.ts"
import type { WholeRecord } from "../record/record.ts"
import { isSameJson } from "../row/json.ts"
import { type CalendarEvent, calendarEvents } from "../view/calendar.ts"
import { printPageView } from "../view/print-page.ts"
import type { MeasureView, YearView } from "../view/schema.ts"
import { sixtyDays } from "../view/sixty-days.ts"
import { planTitle, STATE_WORDS } from "../view/words.ts"
import { findingText, yearFinding } from "../view/year-finding.ts"
import { type Fault, faultsAt } from "./fault.ts"

type Shown = Pick<YearView, "fiscalYear" | "today" | "simulated">

/** The day that a view says it is of. */
export function dayOf({ today, simulated }: Pick<YearView, "today" | "simulated">) {
  return { today: today as IsoDate, simulated }
}

export function isSame(a: unknown, b: unknown): boolean {
  return isSameJson(a, b) || canonicalJson(a) === canonicalJson(b)
}

/** Each event of the calendar, by what owes it, as one of the records says: an old one can be read in two ways. */
export function calendarFaults(
  records: readonly WholeRecord[],
  { fiscalYear, ...view }: Shown,
  calendar: string | undefined,
  officeId: string,
): Fault[] {
  const place = `/${fiscalYear}/calendar.ics`
  if (calendar === undefined) return [{ code: "viewUnread", place }]
  const events = [...calendar.replace(/\r\n[ \t]/g, "").matchAll(/BEGIN:VEVENT\r\n([\s\S]*?)END:VEVENT\r\n/g)]
  const shown = events.map(([, event = ""]) => propertiesOf(event))
  const shownById = new Map(shown.map(event => [event.get("UID"), event]))
  const { today } = dayOf(view)
  const [expected = [], ...others] = records.map(each => calendarEvents(each, { officeId, today }))
  const uids = new Set<string | undefined>(expected.map(({ uid }) => uid))
  return [
    ...expected.flatMap((event, at) => {
      const found = shownById.get(event.uid)
      if (!found) return [{ code: "viewLacks", place: `${place}#${event.uid}` } as const]
      const readings = [event, ...others.flatMap(each => each[at] ?? [])]
      return faultsAt(`${place}#${event.uid}`, [[readings.some(each => tells(found, each)), "viewOther"]])
    }),
    ...shown.flatMap(event =>
      faultsAt(`${place}#${event.get("UID")}`, [[uids.has(event.get("UID")), "viewAdds"]]),
    ),
    ...faultsAt(place, [[shown.length === shownById.size, "viewAdds"]]),
  ]
}

/** By name, without parameters; unescaped. */
function propertiesOf(event: string): Map<string, string> {
  const lines = event.split("\r\n").filter(line => line !== "")
  return new Map(
    lines.map(line => {
      const [, name = "", value = ""] = /^([A-Z-]*)[^:]*:([\s\S]*)$/.exec(line) ?? []
      return [name, value.replace(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? "\n" : mark))]
    }),
  )
}

function tells(shown: ReadonlyMap<string, string>, event: CalendarEvent): boolean {
  const said = {
    DTSTART: event.due.replace(/-/g, ""),
    STATUS: event.isCancelled ? "CANCELLED" : "CONFIRMED",
    SEQUENCE: String(event.sequence),
    SUMMARY: event.summary,
    DESCRIPTION: `${event.what}\n${event.details}`,
  }
  const isSaid = Object.entries(said).every(
    ([name, text]) => squeezed(shown.get(name) ?? "") === squeezed(text),
  )
  return isSaid && (shown.get("URL") ?? "").endsWith(event.path)
}

/** The A4 form is words alone: it comes out the same, to the letter. */
export function printFaults(record: WholeRecord, served: YearView, pages: readonly unknown[]): Fault[] {
  return pages.flatMap((page, at) => {
    const expected = printPageView(record, "plan", dayOf(served), { page: at + 1 })
    const place = `/${served.fiscalYear}/print.json?page=${at + 1}`
    return faultsAt(place, [[page !== undefined && isSame(page, expected ?? null), "viewOther"]])
  })
}

/**
 * The page of the year, in what people copy from it: its title, what it says it found, and in the line of each measure the
 * official words and how it stands.
 */
export function pageFaults(record: WholeRecord, view: YearView, pages: readonly string[]): Fault[] {
  const moves = movesOf(record)
  const title = planTitle(view)
  const found = findingText(yearFinding(view.measures, moves))
  const ahead = sixtyDays(view, moves, dayOf(view).today).finding
  const place = `/${view.fiscalYear}`
  const headings = pages.flatMap((page, at) => [
    ...headingFaults(page, "<h1>", title, `${place}#title`),
    ...headingFaults(page, '<h2 id="strip">', found, `${place}#finding`),
    ...(at > 0 ? [] : headingFaults(page, '<h2 id="ahead">', ahead, `${place}#ahead`)),
  ])
  return [...headings, ...lineFaults(view, pages)]
}

/** It stands there once, and says that. */
function headingFaults(page: string, opening: string, expected: string, place: string): Fault[] {
  const [, first = "", ...others] = page.split(opening)
  const said = textOfHtml(first.slice(0, Math.max(0, first.search(/<\/h[12]>/))))
  return faultsAt(place, [[said === squeezed(expected) && others.length === 0, "viewOther"]])
}

function lineFaults({ fiscalYear, measures }: YearView, pages: readonly string[]): Fault[] {
  const rows = [...pages.join("").matchAll(/<tr id="([^"]+)">([\s\S]*?)<\/tr>/g)]
  const shown = new Map(rows.map(([, id = "", html = ""]) => [id, textOfHtml(html)]))
  // A second line of a measure, or one of none, would be read too.
  const unseen = new Set(measures.map(({ id }) => id))
  const added = rows.filter(([, id = ""]) => !unseen.delete(id))
  return [
    ...measures.flatMap(measure => {
      const [text, place] = [shown.get(measure.id), `/${fiscalYear}#${measure.id}`]
      if (text === undefined) return [{ code: "viewLacks", place } as const]
      return wordsOf(measure).flatMap(([key, words]) =>
        faultsAt(`${place}/${key}`, [
          [words.split("\n").every(line => text.includes(squeezed(line))), "viewOther"],
        ]),
      )
    }),
    ...added.map(([, id = ""]) => ({ code: "viewAdds", place: `/${fiscalYear}#${id}` }) as const),
  ]
}

function wordsOf(measure: MeasureView): (readonly [key: string, words: string])[] {
  const columns = ["issue", "measure", "monitoring", "period"] as const
  return [
    ...columns.map(key => [key, measure[key]] as const),
    ["responsible", measure.responsible || measure.lead],
    ["state", STATE_WORDS[measure.state]],
  ]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' }

function textOfHtml(html: string): string {
  const text = html.replace(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>|<[^>]*>/g, "")
  const read = text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    const code = decimal ? Number(decimal) : hexadecimal ? Number.parseInt(hexadecimal, 16) : undefined
    return code === undefined ? (ENTITIES[name] ?? whole) : String.fromCodePoint(code)
  })
  return squeezed(read)
}

/** Without white space, and controls and marks without width, of which each form sets its own; and without the mark of an item. */
function squeezed(text: string): string {
  return text.replace(/^\s*-\s+/, "").replace(/[\s\p{Cc}\p{Cf}]/gu, "")
}
