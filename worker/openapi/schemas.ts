/** The shapes of answers that no other file has a schema for, and all of them under the names of the description. */

import * as z from "zod/mini"
import { LEASE_REFUSALS } from "../../shared/mail/lease.ts"
import { REFUSALS, replySchema } from "../../shared/push/payload.ts"
import { changesPageSchema, changeViewSchema } from "../../shared/view/changes-page.ts"
import { dutyBookSchema } from "../../shared/view/duty-book.ts"
import { itaPageSchema } from "../../shared/view/ita-page.ts"
import type { ListName } from "../../shared/view/list-page.ts"
import { logPageSchema } from "../../shared/view/log-page.ts"
import { measurePageSchema } from "../../shared/view/measure.ts"
import { printPageSchema } from "../../shared/view/print-page.ts"
import { progressPageSchema } from "../../shared/view/progress.ts"
import { resultsPageSchema } from "../../shared/view/results.ts"
import {
  assessmentViewSchema,
  dutyViewSchema,
  itaViewSchema,
  measureViewSchema,
  oversightViewSchema,
  reportViewSchema,
  sectionViewSchema,
  yearViewSchema,
} from "../../shared/view/schema.ts"
import { sectionPageSchema } from "../../shared/view/section-page.ts"
import { statusPageSchema } from "../../shared/view/status-page.ts"
import { PROBLEM_CODES } from "../publish/answer/problem.ts"
import { ledgerViewSchema } from "../publish/data/ledger-view.ts"

const { office, today, simulated, head, updatedAt, revision, fiscalYear } = yearViewSchema.shape
const place = z.strictObject({ office, fiscalYear, revision, head, updatedAt, today, simulated })
const address = z.nullable(z.string())

/** RFC 9457, in Thai and English. */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  titleEn: z.string(),
  status: z.int(),
  code: z.enum(PROBLEM_CODES),
  requestId: z.string(),
  detail: z.optional(z.string()),
})
export const pushProblemSchema = z.extend(replySchema, { ...problemSchema.shape, code: z.enum(REFUSALS) })
export const mailProblemSchema = z.extend(problemSchema, { code: z.enum(LEASE_REFUSALS) })

export const yearsSchema = z.strictObject({
  today,
  simulated,
  years: z.array(z.strictObject({ fiscalYear, revision, head, updatedAt })),
})
export const pushListSchema = z.strictObject({
  fiscalYear,
  simulated,
  pushes: z.array(
    z.strictObject({
      sequence: z.int(),
      head,
      acceptedAt: updatedAt,
      /** Rows of it whose text may not be shown any more. */
      redacted: z.array(z.strictObject({ name: z.string(), digest: head })),
    }),
  ),
})
export const aboutSchema = z.extend(place, { years: z.array(z.int()), pushes: z.string() })

export const helpSchema = z.strictObject({
  simulated,
  topics: z.array(z.strictObject({ id: z.string(), question: z.string(), answer: z.array(z.string()) })),
  guides: z.array(z.strictObject({ id: z.string(), title: z.string() })),
})
export const guideSchema = z.strictObject({ simulated, id: z.string(), title: z.string(), html: z.string() })

export const healthSchema = z.strictObject({
  status: z.literal("ok"),
  today,
  simulated,
  years: z.array(z.strictObject({ fiscalYear, revision, head, seenAt: updatedAt, stale: z.boolean() })),
})
export const keysSchema = z.strictObject({
  keys: z.array(
    z.strictObject({
      kty: z.literal("RSA"),
      kid: z.string(),
      alg: z.literal("RS256"),
      use: z.literal("sig"),
      n: z.string(),
      e: z.string(),
      exp: z.optional(z.int()),
    }),
  ),
})

/** A page of one list of a year. */
export function listSchema(list: ListName): z.ZodMiniType {
  const { [list]: items } = yearViewSchema.shape
  return z.extend(place, {
    page: z.int(),
    pages: z.int(),
    total: z.int(),
    next: address,
    previous: address,
    items,
  })
}

/** Under these names in `components`; what stands here is referred to, not repeated. */
export const COMPONENTS: Readonly<Record<string, z.ZodMiniType>> = {
  About: aboutSchema,
  Assessment: assessmentViewSchema,
  Change: changeViewSchema,
  Changes: changesPageSchema,
  Duty: dutyViewSchema,
  DutyBook: dutyBookSchema,
  Health: healthSchema,
  ItaPage: itaPageSchema,
  ItaResult: itaViewSchema,
  Keys: keysSchema,
  Log: logPageSchema,
  Measure: measureViewSchema,
  MeasurePage: measurePageSchema,
  Notices: ledgerViewSchema,
  Oversight: oversightViewSchema,
  PrintPage: printPageSchema,
  Problem: problemSchema,
  Progress: progressPageSchema,
  PushProblem: pushProblemSchema,
  MailProblem: mailProblemSchema,
  PushReply: replySchema,
  Pushes: pushListSchema,
  Report: reportViewSchema,
  Results: resultsPageSchema,
  Section: sectionViewSchema,
  SectionPage: sectionPageSchema,
  Status: statusPageSchema,
  Year: yearViewSchema,
  Years: yearsSchema,
}
