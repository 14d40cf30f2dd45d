/**
 * What the public sees of a year, as JSON: the schemas that serve, document and test it, and what the schemas of other
 * pages, beside their views, are made of.
 */
import * as z from "zod/mini"
import { OBLIGATION_STATES } from "../due/obligation.ts"
import { LINK_STATES } from "../due/opened.ts"
import { hashSchema } from "../push/sd-jwt.ts"
import { ROW_SCHEMAS } from "../row/row.ts"

export const isoDay = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
export const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))
export const state = z.enum(OBLIGATION_STATES)

/** What is said of a row beside its text. */
const rowStatus = {
  /** A newer text is held back by an error in the sheet; this is the last one accepted. */
  held: z.boolean(),
  /** It was taken out of the table, or ended; shown as it last stood. */
  withdrawn: z.boolean(),
  /** Its line vanished from the sheet, and nobody said why: it is owed as it last stood. */
  vanished: z.boolean(),
}

/** A page of a long list: which of how many, and the addresses of those beside it. */
export const pagingShape = {
  page: z.int(),
  pages: z.int(),
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
}

/** A page of what happened in all years. */
export const yearsPageShape = {
  office: z.string(),
  today: isoDay,
  simulated: z.boolean(),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  /** Addresses of the pages beside this one. */
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
}

/** What every document begins with: whose it is, which revision and day. */
export const placeShape = {
  office: z.string(),
  fiscalYear: z.int(),
  /** Sequence of the newest accepted push, the SHA-256 of its signed part, and when it was accepted. */
  revision: z.int(),
  head: hashSchema,
  updatedAt: instant,
  /** The civil day in Bangkok that the states are of. */
  today: isoDay,
  /** True where the day is not the real one: a local office or a test. */
  simulated: z.boolean(),
}

const asks = {
  /** A person said that what looked doubtful is right as typed. */
  confirmed: z.boolean(),
  /** A question about it is open: nothing reminds by it. */
  doubted: z.boolean(),
}
const dated = { due: z.array(isoDay), understood: z.string(), ...asks, ...rowStatus }

const { assessment, measure, duty, oversight, section } = ROW_SCHEMAS

export const assessmentViewSchema = z.extend(z.omit(assessment, { kind: true, asks: true }), {
  ...asks,
  ...rowStatus,
})
export const measureViewSchema = z.extend(
  z.omit(measure, { kind: true, normal: true, occurrences: true, asks: true }),
  { ...dated, state },
)
export const dutyViewSchema = z.extend(
  z.omit(duty, { kind: true, normal: true, occurrences: true, asks: true, status: true }),
  { ...dated, state, status: measure.shape.status },
)
/** How a link of a report's evidence stands: the Worker opens it as anybody would. */
const linkViewSchema = z.strictObject({
  link: z.string(),
  state: z.enum(LINK_STATES),
  /** The newest look, and from when it has stood so; null while nobody has looked. */
  checkedAt: z.nullable(instant),
  since: z.nullable(instant),
  /** Of the newest look: status of HTTP (null where nothing answered), media type, size in bytes. */
  status: z.nullable(z.int()),
  type: z.string(),
  size: z.nullable(z.int()),
  /** SHA-256 in hexadecimal of what it was at the newest look and at the first that opened it; null where it did not open. */
  sha256: z.nullable(z.string()),
  sentSha256: z.nullable(z.string()),
  /** It is longer than is read: the hashes are of its beginning. */
  isCut: z.boolean(),
})
/** One obligation: a duty, a section that owes it and a period, with the report it was met by, if any. */
export const reportViewSchema = z.strictObject({
  id: z.string(),
  duty: z.string(),
  measure: z.string(),
  section: z.string(),
  occurrence: z.string(),
  due: isoDay,
  state,
  date: z.string(),
  result: z.string(),
  evidence: z.string(),
  /** Evidence is not needed, or is there and opens without a log-in. */
  proven: z.boolean(),
  /** Empty where there is no link, and for reports accepted before links were opened. */
  links: z.array(linkViewSchema),
  nothingToReport: z.boolean(),
  by: z.string(),
  /** When a report was first accepted, whatever date was typed; null while there is none. */
  reportedAt: z.nullable(instant),
  held: z.boolean(),
  /** The report's line vanished from the sheet. */
  vanished: z.boolean(),
  /** Of a period that left the plan: why. Blank while it stands. */
  droppedFor: z.string(),
})
export const oversightViewSchema = z.extend(z.omit(oversight, { kind: true, date: true }), {
  date: isoDay,
  ...rowStatus,
})
export const sectionViewSchema = z.omit(section, { kind: true })
const holidayViewSchema = z.strictObject({ date: isoDay, name: z.string() })

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
  ...placeShape,
  title: z.string(),
  announcement: z.strictObject({ number: z.string(), date: z.string(), link: z.string() }),
  /** What the record does not judge: since when it is kept, and what fell due before it was promised. */
  beforeRecord: z.strictObject({
    began: isoDay,
    /** Periods of every section that owed one. */
    periods: z.int(),
    /** Of those, reported on afterwards; by which sections. */
    reported: z.int(),
    sections: z.array(z.string()),
  }),
  sections: z.array(sectionViewSchema),
  assessments: z.array(assessmentViewSchema),
  ita: itaViewSchema,
  measures: z.array(measureViewSchema),
  duties: z.array(dutyViewSchema),
  reports: z.array(reportViewSchema),
  oversight: z.array(oversightViewSchema),
  holidays: z.array(holidayViewSchema),
})

export type ItaView = z.infer<typeof itaViewSchema>
export type YearView = z.input<typeof yearViewSchema>
export type MeasureView = z.input<typeof measureViewSchema>
export type DutyView = z.input<typeof dutyViewSchema>
export type LinkView = z.input<typeof linkViewSchema>
export type ReportView = z.input<typeof reportViewSchema>
export type AssessmentView = z.input<typeof assessmentViewSchema>
export type OversightView = z.input<typeof oversightViewSchema>
export type PlaceView = Pick<YearView, keyof typeof placeShape>
