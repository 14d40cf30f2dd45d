/** What an assessor is shown, as JSON: results, the year's two items, the book of a duty, and whether it worked. */
import * as z from "zod/mini"
import {
  dutyViewSchema,
  measureViewSchema,
  moveViewSchema,
  oversightViewSchema,
  reportViewSchema,
} from "./schema.ts"
import { day, paging, place, state } from "./schema-parts.ts"

/** How far a duty has come: its obligations counted by what became of them. */
const dutyProgressSchema = z.strictObject({
  /** A row of duties, or the measure itself where its own date is what is owed. */
  id: z.string(),
  what: z.string(),
  /** How many sections owe it, and for how many periods. */
  sections: z.int(),
  periods: z.int(),
  /** Obligations whose day has passed or that were met before it. */
  expected: z.int(),
  received: z.int(),
  /** Of those received: said outright that there was nothing to report. */
  nothing: z.int(),
  /** Of those received: neither evidence nor a word that there was nothing. */
  unproven: z.int(),
  /** Past their day and not received. */
  missing: z.int(),
})

export const resultViewSchema = z.strictObject({
  measure: measureViewSchema,
  /** The indicator's name; blank while the assessment has no such row. */
  indicatorName: z.string(),
  duties: z.array(dutyProgressSchema),
  /** Reports that were accepted, newest first. */
  reports: z.array(reportViewSchema),
  oversight: z.array(oversightViewSchema),
})

export const resultsPageSchema = z.strictObject({
  ...place,
  title: z.string(),
  results: z.array(resultViewSchema),
})

/** One month, or other period, of a duty. */
const bookPeriodSchema = z.strictObject({
  occurrence: z.string(),
  due: day,
  state,
  sent: z.array(z.string()),
  nothing: z.array(z.string()),
  /** Not received though the day has passed. */
  missing: z.array(z.string()),
  /** Not received, and the day has not passed. */
  awaited: z.array(z.string()),
  reports: z.array(reportViewSchema),
})

export const dutyBookSchema = z.strictObject({
  ...place,
  duty: dutyViewSchema,
  /** What the measure it belongs to promises; blank when that row is not published. */
  measure: z.string(),
  sections: z.array(z.string()),
  /** Newest first. */
  periods: z.array(bookPeriodSchema),
})

const requirementRowSchema = z.strictObject({
  /** The row's name in the record: `measure/m-…`, `report/…`, `assessment/2`, `setting/announcementLink`. */
  row: z.string(),
  what: z.string(),
  /** The page that shows it, from the root. */
  path: z.string(),
})

export const requirementSchema = z.strictObject({
  code: z.string(),
  text: z.string(),
  /** `unknown`: the sheet does not say. */
  answer: z.enum(["met", "unmet", "unknown"]),
  why: z.string(),
  /** How many rows meet it and lack something; the lists hold those of this page. */
  metCount: z.int(),
  lackingCount: z.int(),
  metBy: z.array(requirementRowSchema),
  lacking: z.array(requirementRowSchema),
})

/** A page of it has that page of the rows of every requirement. */
export const itaPageSchema = z.strictObject({
  ...place,
  ...paging,
  items: z.array(
    z.strictObject({
      role: z.enum(["plan", "results"]),
      /** Its number this year, as the settings name it; blank when they name none. */
      item: z.string(),
      /** The fiscal year whose measures it asks about. */
      ofYear: z.int(),
      requirements: z.array(requirementSchema),
    }),
  ),
})

export const movesPageSchema = z.strictObject({
  ...place,
  ...paging,
  /** How many moves there are, and of how many measures. */
  total: z.int(),
  measures: z.int(),
  /** Newest first. */
  moves: z.array(z.extend(moveViewSchema, { measure: z.string(), what: z.string() })),
})

const progressRowSchema = z.strictObject({
  indicator: z.int(),
  name: z.string(),
  /** The score that the measures answer, and the one after them; null where no plan holds it. */
  before: z.nullable(z.number()),
  after: z.nullable(z.number()),
  /** Later minus earlier, in hundredths without error. */
  change: z.nullable(z.number()),
  doubted: z.boolean(),
  measures: z.array(z.strictObject({ id: z.string(), measure: z.string(), state })),
  /** Below the bound of weakness and no measure answers it. */
  weakWithoutMeasure: z.boolean(),
  /** All its measures are done, and the score fell. */
  fellThoughDone: z.boolean(),
})

export const progressPageSchema = z.strictObject({
  ...place,
  /** Years (B.E.) of the scores before and after. */
  beforeYear: z.int(),
  afterYear: z.int(),
  weakBelow: z.number(),
  /** The overall scores; null while one is not whole. */
  totalBefore: z.nullable(z.number()),
  totalAfter: z.nullable(z.number()),
  rows: z.array(progressRowSchema),
})

export type DutyProgress = z.input<typeof dutyProgressSchema>
export type ResultView = z.input<typeof resultViewSchema>
export type ResultsPageView = z.input<typeof resultsPageSchema>
export type BookPeriod = z.input<typeof bookPeriodSchema>
export type DutyBookView = z.input<typeof dutyBookSchema>
export type RequirementRow = z.input<typeof requirementRowSchema>
export type RequirementView = z.input<typeof requirementSchema>
export type ItaPageView = z.input<typeof itaPageSchema>
export type MovesPageView = z.input<typeof movesPageSchema>
export type ProgressRow = z.input<typeof progressRowSchema>
export type ProgressPageView = z.input<typeof progressPageSchema>
