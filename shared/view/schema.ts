/** What the public sees of a year, as JSON: the schema that serves, documents and tests it. */
import * as z from "zod/mini"
import { ROW_SCHEMAS } from "../row/row.ts"
import { day, instant, place, standing, state } from "./schema-parts.ts"

const asks = {
  /** A person said that what looked doubtful is right as typed. */
  confirmed: z.boolean(),
  /** A question about it is open: nothing reminds by it. */
  doubted: z.boolean(),
}
const dated = { due: z.array(day), understood: z.string(), ...asks, ...standing }

const { assessment, measure, duty, oversight, section } = ROW_SCHEMAS

export const assessmentViewSchema = z.extend(z.omit(assessment, { kind: true, asks: true }), {
  ...asks,
  ...standing,
})
export const measureViewSchema = z.extend(
  z.omit(measure, { kind: true, normal: true, occurrences: true, asks: true }),
  { ...dated, state },
)
export const dutyViewSchema = z.extend(
  z.omit(duty, { kind: true, normal: true, occurrences: true, asks: true }),
  { ...dated, state },
)
/** One obligation: a duty, a section that owes it and a period, with the report it was met by, if any. */
export const reportViewSchema = z.strictObject({
  id: z.string(),
  duty: z.string(),
  measure: z.string(),
  section: z.string(),
  occurrence: z.string(),
  due: day,
  state,
  date: z.string(),
  result: z.string(),
  evidence: z.string(),
  nothingToReport: z.boolean(),
  by: z.string(),
  /** When a report was first accepted, whatever date was typed; null while there is none. */
  reportedAt: z.nullable(instant),
  held: z.boolean(),
})
export const oversightViewSchema = z.extend(z.omit(oversight, { kind: true, date: true }), {
  date: day,
  ...standing,
})
export const sectionViewSchema = z.omit(section, { kind: true })
const holidayViewSchema = z.strictObject({ date: day, name: z.string() })

const itaResultSchema = {
  /** Of 100, two decimals; null while an indicator has no score. */
  total: z.nullable(z.number()),
  grade: z.nullable(z.string()),
}
/** The assessment's result worked out from its indicators, by the rule the settings name. */
export const itaViewSchema = z.strictObject({
  ...itaResultSchema,
  /** The year (B.E.) of the grading rule. */
  ruleYear: z.int(),
  /** The total from which the grade holds. */
  bound: z.nullable(z.number()),
  instruments: z.strictObject({
    iit: z.nullable(z.number()),
    eit: z.nullable(z.number()),
    oit: z.nullable(z.number()),
  }),
  /** Indicators whose score lies far from its siblings and that nobody confirmed. */
  doubted: z.array(z.int()),
  /** The result when those are left out; null when there are none. */
  withoutDoubted: z.nullable(z.strictObject(itaResultSchema)),
})

export const yearViewSchema = z.strictObject({
  ...place,
  title: z.string(),
  announcement: z.strictObject({ number: z.string(), date: z.string(), link: z.string() }),
  sections: z.array(sectionViewSchema),
  assessments: z.array(assessmentViewSchema),
  ita: itaViewSchema,
  measures: z.array(measureViewSchema),
  duties: z.array(dutyViewSchema),
  reports: z.array(reportViewSchema),
  oversight: z.array(oversightViewSchema),
  holidays: z.array(holidayViewSchema),
})

export const moveViewSchema = z.strictObject({
  duty: z.string(),
  occurrence: z.string(),
  from: day,
  to: day,
  days: z.int(),
  reason: z.string(),
  movedAt: instant,
  revision: z.int(),
  /** It was moved when the old date had already passed. */
  afterDue: z.boolean(),
})
const historyViewSchema = z.strictObject({
  revision: z.int(),
  acceptedAt: instant,
  event: z.enum(["published", "changed", "withdrawn", "restored", "redacted"]),
  changes: z.array(z.strictObject({ key: z.string(), from: z.string(), to: z.string() })),
})

export const measurePageSchema = z.strictObject({
  ...place,
  measure: measureViewSchema,
  assessment: z.nullable(assessmentViewSchema),
  duties: z.array(dutyViewSchema),
  reports: z.array(reportViewSchema),
  oversight: z.array(oversightViewSchema),
  moves: z.array(moveViewSchema),
  history: z.array(historyViewSchema),
})

/** What one section promised and owes: the measures it leads or joins, and its own obligations alone. */
export const sectionPageSchema = z.strictObject({
  ...place,
  section: sectionViewSchema,
  measures: z.array(measureViewSchema),
  duties: z.array(dutyViewSchema),
  reports: z.array(reportViewSchema),
})

/** One row that a push touched; the first push of a year is told as one. */
export const changeViewSchema = z.strictObject({
  fiscalYear: z.int(),
  revision: z.int(),
  acceptedAt: instant,
  event: z.enum(["announced", "published", "changed", "withdrawn", "restored", "redacted"]),
  kind: z.nullable(z.enum(["measure", "duty", "report", "oversight", "assessment"])),
  /** The row's id or number; null for an announcement. */
  id: z.nullable(z.string()),
  what: z.string(),
  /** The measure it belongs to. */
  measure: z.nullable(z.string()),
  changes: z.array(z.strictObject({ key: z.string(), from: z.string(), to: z.string() })),
  /** Why, in the words of the sheet. */
  reason: z.string(),
})

export const changesPageSchema = z.strictObject({
  office: z.string(),
  today: day,
  simulated: z.boolean(),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  /** Addresses of the pages beside this one. */
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
  changes: z.array(changeViewSchema),
})

export type SectionPageView = z.input<typeof sectionPageSchema>
export type ChangeView = z.input<typeof changeViewSchema>
export type ChangesPageView = z.input<typeof changesPageSchema>
export type ItaView = z.infer<typeof itaViewSchema>
export type YearView = z.input<typeof yearViewSchema>
export type MeasurePageView = z.input<typeof measurePageSchema>
export type MeasureView = z.input<typeof measureViewSchema>
export type DutyView = z.input<typeof dutyViewSchema>
export type ReportView = z.input<typeof reportViewSchema>
export type AssessmentView = z.input<typeof assessmentViewSchema>
export type OversightView = z.input<typeof oversightViewSchema>
export type SectionView = z.input<typeof sectionViewSchema>
export type PlaceView = Pick<YearView, keyof typeof place>
export type MoveView = z.input<typeof moveViewSchema>
export type HistoryView = z.input<typeof historyViewSchema>
