/**
 * What is owed, by whom, for which period: every obligation of a plan, before any report and whatever day it is.
 * Runs inside Apps Script too, where it lays out the report tabs.
 */
import { CANCELLED } from "../columns.ts"
import type { IsoDate } from "../date/civil-date.ts"
import { obligationId } from "../row/name.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"
import { EVERY_SECTION, findSection, type Section } from "../row/section.ts"

export type ScheduledObligation = {
  /** `<duty>/<section slug>/<occurrence>`: the due date is no part of it, so that a moved date keeps its report. */
  readonly id: string
  /** A row of `งานที่ต้องรายงาน`, or the measure itself when the period is what is owed. */
  readonly duty: string
  readonly measure: string
  readonly isPeriod: boolean
  readonly what: string
  readonly section: Pick<Section, "slug" | "name">
  /** The period reported on: `2566-03`, `2566`. */
  readonly occurrence: string
  readonly due: IsoDate
  readonly owedTo: string
  readonly evidenceKind: string
  /** False while a question about the date stands: no reminder may rest on it. */
  readonly remind: boolean
  /** It is cancelled, or its measure is. */
  readonly withdrawn: boolean
}

type ScheduleRows = {
  readonly measures: readonly MeasureRow[]
  readonly duties: readonly DutyRow[]
  readonly sections: readonly Section[]
}

/** Every obligation of the rows: the periods of the measures first, then the duties, each in row and date order. */
export function scheduleOf({ measures, duties, sections }: ScheduleRows): ScheduledObligation[] {
  const cancelled = new Set(measures.filter(isCancelled).map(measure => measure.id))
  return [
    ...measures.flatMap(measure => periodObligations(measure, sections)),
    ...duties.flatMap(duty =>
      dutyObligations(duty, sections, isCancelled(duty) || cancelled.has(duty.measure)),
    ),
  ]
}

/** True for a measure or a duty that was ended the proper way, with a reason. */
export function isCancelled({ status }: MeasureRow | DutyRow): boolean {
  return status === CANCELLED
}

/** The sections a list of names means, in the list's order and each once; names of no section are left out. */
export function sectionsOwing(names: readonly string[], sections: readonly Section[]): readonly Section[] {
  if (names.includes(EVERY_SECTION)) return sections
  const found = names.map(
    name => sections.find(section => section.name === name) ?? findSection(name, sections),
  )
  return [...new Set(found.filter(section => section !== undefined))]
}

function periodObligations(measure: MeasureRow, sections: readonly Section[]): ScheduledObligation[] {
  const owed = {
    duty: measure.id,
    measure: measure.id,
    isPeriod: true,
    what: measure.measure,
    owedTo: "",
    evidenceKind: "",
    withdrawn: isCancelled(measure),
  }
  return obligationsFor(measure, owed, sectionsOwing([measure.lead], sections))
}

function dutyObligations(
  duty: DutyRow,
  sections: readonly Section[],
  withdrawn: boolean,
): ScheduledObligation[] {
  const { id, measure, what, owedTo, evidenceKind } = duty
  const owed = { duty: id, measure, isPeriod: false, what, owedTo, evidenceKind, withdrawn }
  return obligationsFor(duty, owed, sectionsOwing(duty.owedBy, sections))
}

function obligationsFor(
  { occurrences, asks }: MeasureRow | DutyRow,
  owed: Omit<ScheduledObligation, "id" | "section" | "occurrence" | "due" | "remind">,
  owing: readonly Section[],
): ScheduledObligation[] {
  const { duty, measure, isPeriod, what, owedTo, evidenceKind, withdrawn } = owed
  const sections = owing.map(({ slug, name }) => ({ slug, name }))
  const remind = asks !== "open"
  // Field by field: of thousands, copies of one object and another took most of the time.
  return occurrences.flatMap(({ id: occurrence, due }) =>
    sections.map(section => ({
      id: obligationId(duty, section.slug, occurrence),
      duty,
      measure,
      isPeriod,
      what,
      section,
      occurrence,
      due,
      owedTo,
      evidenceKind,
      remind,
      withdrawn,
    })),
  )
}
