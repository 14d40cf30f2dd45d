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

/** Of a measure what is counted and filtered by. */
export type MeasureFact = Pick<MeasureView, "id" | "indicator" | "state" | "withdrawn"> & {
  /** Slugs of the sections it names, and of those that owe a report of it. */
  readonly sections: readonly string[]
}

/** Of every measure of a year, in the year's order. */
export function measureFacts({ measures, sections, reports }: YearView): MeasureFact[] {
  const slugsById = new Map(measures.map(measure => [measure.id, slugsOf(measure, sections)]))
  const slugByName = new Map(sections.map(each => [each.name, each.slug]))
  for (const { measure, section } of reports) {
    const slug = slugByName.get(section)
    if (slug !== undefined) slugsById.get(measure)?.add(slug)
  }
  return measures.map(({ id, indicator, state, withdrawn }) => ({
    ...{ id, indicator, state, withdrawn },
    sections: [...(slugsById.get(id) ?? [])],
  }))
}

/** A year by what may be filtered. */
export type FilteredYear = Pick<YearView, "sections"> & { readonly measures: readonly MeasureFact[] }

/** The filter without what this year does not have. */
export function filterOfYear(filter: MeasureFilter, { sections, measures }: FilteredYear): MeasureFilter {
  const { section, indicator, ...rest } = filter
  const hasSection = sections.some(each => each.slug === section)
  const hasIndicator = measures.some(each => each.indicator === indicator)
  return {
    ...rest,
    ...(section !== undefined && hasSection ? { section } : {}),
    ...(indicator !== undefined && hasIndicator ? { indicator } : {}),
  }
}

/** Asks of one year's measures which of them a filter wants, and how many of those each value of a field would leave. */
export type MeasureMatcher = {
  readonly matching: (filter: MeasureFilter) => readonly MeasureFact[]
  /** By the value as a text; one that would leave none is left out. */
  readonly counts: (filter: MeasureFilter, field: Exclude<FilterField, "q">) => ReadonlyMap<string, number>
}

/** Whether a measure, by its id, says all words of a search. */
export type WordFinder = (id: string, q: string) => boolean

export function measureMatcher(facts: readonly MeasureFact[], hasWords: WordFinder): MeasureMatcher {
  const matching = ({ section, indicator, state, q }: MeasureFilter) =>
    facts.filter(
      fact =>
        (section === undefined || fact.sections.includes(section)) &&
        (indicator === undefined || fact.indicator === indicator) &&
        (state === undefined || fact.state === state) &&
        (q === undefined || hasWords(fact.id, q)),
    )
  return {
    matching,
    counts(filter, field) {
      const { [field]: _chosen, ...others } = filter
      const counts = new Map<string, number>()
      for (const fact of matching(others)) {
        const values = field === "section" ? fact.sections : [String(fact[field])]
        for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
      return counts
    },
  }
}

export function wordFinder(view: YearView): WordFinder {
  const byId = new Map(view.measures.map(measure => [measure.id, measure]))
  return (id, q) => {
    const measure = byId.get(id)
    const text = measure ? searchKey(searchedText(measure, view)) : ""
    return searchKey(q)
      .split(" ")
      .every(word => text.includes(word))
  }
}

/** The year with the measures a filter wants alone, and what belongs to them. */
export function filteredView(view: YearView, filter: MeasureFilter): YearView {
  const facts = measureFacts(view)
  const wanted = filterOfYear(filter, { ...view, measures: facts })
  if (filterToQuery(wanted) === "") return view
  const ids = new Set(
    measureMatcher(facts, wordFinder(view))
      .matching(wanted)
      .map(each => each.id),
  )
  return {
    ...view,
    measures: view.measures.filter(each => ids.has(each.id)),
    duties: view.duties.filter(each => ids.has(each.measure)),
    reports: view.reports.filter(each => ids.has(each.measure)),
    oversight: view.oversight.filter(each => each.measures.some(id => ids.has(id))),
  }
}

function slugsOf({ lead, partners }: MeasureView, sections: readonly Section[]): Set<string> {
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
