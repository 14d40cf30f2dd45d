/**
 * The rows that travel: what the script signs and the Worker parses again. One strict schema a kind; an unknown key is
 * refused, so that nothing private can slip into a public row.
 */

import * as z from "zod/mini"
import {
  BY_MAIL,
  CANCELLED,
  KINDS,
  type Kind,
  ON_BEHALF,
  type PrivateKind,
  type ScriptKind,
  TEXT_LIMIT,
} from "../columns.ts"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { WEB_ADDRESS } from "./address.ts"

const text = z.string().check(z.maxLength(TEXT_LIMIT))
const short = z.string().check(z.maxLength(300))
const filled = text.check(z.minLength(1))
const date = z.custom<IsoDate>(value => typeof value === "string" && parseIsoDate(value) !== undefined)
const dateOrBlank = z.union([z.literal(""), date])
const year = z.int().check(z.gte(2400), z.lte(2700))
const indicator = z.int().check(z.gte(1), z.lte(10))
const link = z.union([z.literal(""), z.string().check(z.regex(WEB_ADDRESS))])
const issued = (letter: string) => z.string().check(z.regex(new RegExp(`^${letter}-[0-9a-z]{8}$`)))
const instant = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/))
const slug = z.string().check(z.regex(/^[1-9][0-9]?$/))

/** A row of a tab by its name. */
const tabRowName = z.string().check(z.regex(new RegExp(`^(?:${KINDS.join("|")})/[0-9A-Za-z./-]{1,50}$`)))

/** A duty is a row of `งานที่ต้องรายงาน` (`d-…`), or the period of a measure itself (`m-…`). */
const dutyRef = z.string().check(z.regex(/^[dm]-[0-9a-z]{8}$/))
const occurrenceId = z.string().check(z.regex(/^[0-9]{4}[0-9A-Za-z.-]{0,12}$/))

/** What the script understood of a period: the normal form, its due dates by the period reported on, and the sentence. */
const understanding = {
  normal: z.string().check(z.maxLength(2000)),
  occurrences: z.array(z.strictObject({ id: occurrenceId, due: date })).check(z.maxLength(400)),
  understood: text,
  /** `open`: a question stands, so no reminder rests on this row. `confirmed`: a person said it is right as typed. */
  asks: z.enum(["none", "open", "confirmed"]),
}

export const ROW_SCHEMAS = {
  assessment: z.strictObject({
    kind: z.literal("assessment"),
    indicator,
    name: filled,
    score: z.nullable(z.number().check(z.gte(0), z.lte(100))),
    scoreYear: year,
    description: text,
    asks: understanding.asks,
  }),
  measure: z.strictObject({
    kind: z.literal("measure"),
    id: issued("m"),
    indicator,
    issue: text,
    measure: filled,
    monitoring: text,
    period: text,
    responsible: text,
    lead: short,
    partners: z.array(short).check(z.maxLength(100)),
    status: z.enum(["", CANCELLED]),
    reason: text,
    ...understanding,
  }),
  duty: z.strictObject({
    kind: z.literal("duty"),
    id: issued("d"),
    measure: issued("m"),
    what: filled,
    owedBy: z.array(short).check(z.minLength(1), z.maxLength(100)),
    owedTo: short,
    when: text,
    evidenceKind: short,
    /** Left out of a duty in force: what was signed before duties could be cancelled keeps its digest. */
    status: z.optional(z.literal(CANCELLED)),
    reason: text,
    ...understanding,
  }),
  report: z.strictObject({
    kind: z.literal("report"),
    id: z.string().check(z.maxLength(60)),
    duty: dutyRef,
    section: short,
    occurrence: occurrenceId,
    due: date,
    date: dateOrBlank,
    result: text,
    evidence: text,
    nothingToReport: z.boolean(),
    by: z.enum(["", ON_BEHALF, BY_MAIL]),
    /** When the Worker received it, of one answered from the mail alone: it counts from then. */
    answered: z.optional(instant),
  }),
  oversight: z.strictObject({
    kind: z.literal("oversight"),
    id: issued("o"),
    date,
    measures: z.array(issued("m")).check(z.maxLength(100)),
    order: filled,
    outcome: text,
    link,
  }),
  section: z.strictObject({
    kind: z.literal("section"),
    slug,
    name: short.check(z.minLength(1)),
    shortNames: z.array(short).check(z.maxLength(20)),
    head: short,
  }),
  holiday: z.strictObject({ kind: z.literal("holiday"), date, name: short }),
  setting: z.strictObject({
    kind: z.literal("setting"),
    key: z.string().check(z.maxLength(40)),
    value: text,
  }),
  /** Of a row by its name: it stands in no line of the sheet. `reason` says why it was taken out; blank until it was. */
  absence: z.strictObject({
    kind: z.literal("absence"),
    of: tabRowName,
    reason: text,
  }),
} as const satisfies Record<Kind | ScriptKind, z.ZodMiniType>

const address = z.string().check(z.maxLength(254))
const addresses = z.array(address).check(z.maxLength(50))

/** Rows the Worker keeps apart, overwrites and never serves. */
export const PRIVATE_ROW_SCHEMAS = {
  /** The private columns of a section, keyed by its slug. */
  contact: z.strictObject({
    kind: z.literal("contact"),
    slug,
    accounts: addresses,
    addresses,
    headAddresses: addresses,
    deputy: addresses,
    deputyUntil: dateOrBlank,
  }),
  secret: z.strictObject({ kind: z.literal("secret"), key: z.string().check(z.maxLength(40)), value: text }),
  /** Of a held row by its name: where it stands in the sheet, and for each cell to mend what the sheet says of it. */
  problem: z.strictObject({
    kind: z.literal("problem"),
    of: tabRowName,
    tab: short,
    sheetId: z.int().check(z.gte(0)),
    cells: z
      .array(z.strictObject({ cell: z.string().check(z.regex(/^[A-Z]{1,3}[0-9]{1,7}$/)), says: filled }))
      .check(z.minLength(1), z.maxLength(10)),
  }),
} as const satisfies Record<PrivateKind, z.ZodMiniType>

export const rowSchema = z.discriminatedUnion("kind", [
  ROW_SCHEMAS.assessment,
  ROW_SCHEMAS.measure,
  ROW_SCHEMAS.duty,
  ROW_SCHEMAS.report,
  ROW_SCHEMAS.oversight,
  ROW_SCHEMAS.section,
  ROW_SCHEMAS.holiday,
  ROW_SCHEMAS.setting,
  ROW_SCHEMAS.absence,
])
export const privateRowSchema = z.discriminatedUnion("kind", [
  PRIVATE_ROW_SCHEMAS.contact,
  PRIVATE_ROW_SCHEMAS.secret,
  PRIVATE_ROW_SCHEMAS.problem,
])

export type RowOf<K extends Kind | ScriptKind> = z.infer<(typeof ROW_SCHEMAS)[K]>
export type PrivateRowOf<K extends PrivateKind> = z.infer<(typeof PRIVATE_ROW_SCHEMAS)[K]>
export type Row = z.infer<typeof rowSchema>
export type PrivateRow = z.infer<typeof privateRowSchema>
export type MeasureRow = RowOf<"measure">
export type DutyRow = RowOf<"duty">
export type ReportRow = RowOf<"report">
export type AssessmentRow = RowOf<"assessment">
export type OversightRow = RowOf<"oversight">
export type AbsenceRow = RowOf<"absence">
export type ProblemRow = PrivateRowOf<"problem">
/** A row that stands in a tab. */
export type TabRow = Exclude<Row, AbsenceRow>
