/** Which measures of a year a reader asked for. A query that means nothing asks for nothing: it is never an error. */

import { asciiDigits } from "../date/thai-date.ts"
import { OBLIGATION_STATES, type ObligationState } from "../due/obligation.ts"
import { sectionsOwing } from "../due/schedule.ts"
import type { Section } from "../row/section.ts"
import type { MeasureView, YearView } from "./schema.ts"

export type MeasureFilter = {
  /** A section's slug. */
  readonly section?: string
  readonly indicator?: number
  readonly state?: ObligationState
  /** Words that must all occur in a measure's texts. */
  readonly q?: string
}

export type FilterField = keyof MeasureFilter

const LONGEST_SEARCH = 80

/** Reads a query by its form alone; the year may still know nothing of what it names. */
export function parseFilter(query: Readonly<Record<string, string | undefined>>): MeasureFilter {
  const { section = "", indicator = "", state, q = "" } = query
  const known = OBLIGATION_STATES.find(each => each === state)
  // By characters: half of one cannot be written into an address.
  const text = Array.from(q.normalize("NFC").replace(/\s+/g, " ").trim())
    .slice(0, LONGEST_SEARCH)
    .join("")
    .trim()
  return {
    ...(/^[1-9]\d?$/.test(section) ? { section } : {}),
    ...(/^[1-9]\d?$/.test(indicator) ? { indicator: Number(indicator) } : {}),
    ...(known ? { state: known } : {}),
    ...(text ? { q: text } : {}),
  }
}

/** The query of a filter, always in one order; empty for none. */
export function filterToQuery(filter: MeasureFilter): string {
  const fields = (["section", "indicator", "state", "q"] as const).filter(key => filter[key] !== undefined)
  return fields.map(key => `${key}=${encodeURIComponent(String(filter[key]))}`).join("&")
}

/** The filter without what this year does not have. */
export function filterOfYear(filter: MeasureFilter, view: YearView): MeasureFilter {
  const { section, indicator, ...rest } = filter
  const hasSection = view.sections.some(each => each.slug === section)
  const hasIndicator = view.measures.some(each => each.indicator === indicator)
  return {
    ...rest,
    ...(section !== undefined && hasSection ? { section } : {}),
    ...(indicator !== undefined && hasIndicator ? { indicator } : {}),
  }
}

/** Asks of one year's measures which of them a filter wants, and how many of those each value of a field would leave. */
export type MeasureMatcher = {
  readonly matching: (filter: MeasureFilter) => MeasureView[]
  /** By the value as a text; one that would leave none is left out. */
  readonly counts: (filter: MeasureFilter, field: Exclude<FilterField, "q">) => ReadonlyMap<string, number>
}

type Facts = { readonly measure: MeasureView; readonly sections: Set<string> }

export function measureMatcher(view: YearView): MeasureMatcher {
  const find = factsFinder(view)
  return {
    matching: filter => find(filter).map(({ measure }) => measure),
    counts(filter, field) {
      const { [field]: _chosen, ...others } = filter
      const counts = new Map<string, number>()
      for (const { measure, sections } of find(others)) {
        const values = field === "section" ? sections : [String(measure[field])]
        for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      return counts
    },
  }
}

function factsFinder(view: YearView): (filter: MeasureFilter) => readonly Facts[] {
  const facts = view.measures.map(measure => ({ measure, sections: sectionsOf(measure, view.sections) }))
  const factsById = new Map(facts.map(each => [each.measure.id, each]))
  const slugs = new Map(view.sections.map(each => [each.name, each.slug]))
  for (const { measure, section } of view.reports) {
    const slug = slugs.get(section)
    if (slug !== undefined) factsById.get(measure)?.sections.add(slug)
  }
  return ({ section, indicator, state, q }) => {
    const words = q === undefined ? [] : searchKey(q).split(" ")
    return facts.filter(
      ({ measure, sections }) =>
        (section === undefined || sections.has(section)) &&
        (indicator === undefined || measure.indicator === indicator) &&
        (state === undefined || measure.state === state) &&
        (words.length === 0 || hasWords(measure, words)),
    )
  }

  function hasWords(measure: MeasureView, words: readonly string[]): boolean {
    const text = searchKey(searchedText(measure, view))
    return words.every(word => text.includes(word))
  }
}

/** The year with the measures a filter wants alone, and what belongs to them. */
export function filteredView(view: YearView, filter: MeasureFilter): YearView {
  const wanted = filterOfYear(filter, view)
  if (filterToQuery(wanted) === "") return view
  const measures = measureMatcher(view).matching(wanted)
  const ids = new Set(measures.map(each => each.id))
  return {
    ...view,
    measures,
    duties: view.duties.filter(each => ids.has(each.measure)),
    reports: view.reports.filter(each => ids.has(each.measure)),
    oversight: view.oversight.filter(each => each.measures.some(id => ids.has(id))),
  }
}

/** Those it names; whoever owes a report of it is added to them. */
function sectionsOf({ lead, partners }: MeasureView, sections: readonly Section[]): Set<string> {
  return new Set(sectionsOwing([lead, ...partners], sections).map(each => each.slug))
}

function searchedText(measure: MeasureView, view: YearView): string {
  const name = view.assessments.find(each => each.indicator === measure.indicator)?.name ?? ""
  const { issue, monitoring, period, responsible, lead, partners } = measure
  return [name, measure.measure, issue, monitoring, period, responsible, lead, ...partners].join(" ")
}

/** Thai and Arabic digits, and both ways to write สระอำ, are one to a reader. */
function searchKey(text: string): string {
  return asciiDigits(text.normalize("NFC"))
    .replace(/\u0e4d\u0e32/g, "\u0e33")
    .replace(/\s+/g, " ")
    .toLowerCase()
}
