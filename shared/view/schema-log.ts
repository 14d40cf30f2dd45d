/** The log as a list to read, and how the system is, as JSON. */
import * as z from "zod/mini"
import { KINDS } from "../columns.ts"
import { ALARM_CAUSES } from "../due/alarm.ts"
import { hashSchema } from "../push/sd-jwt.ts"
import { day, instant } from "./schema-parts.ts"

const leafViewSchema = z.strictObject({
  fiscalYear: z.int(),
  revision: z.int(),
  acceptedAt: instant,
  /** SHA-256 of what was signed. */
  head: hashSchema,
  /** Its first: everything in it was announced. */
  announced: z.boolean(),
  /** How many rows of each kind it set or withdrew. */
  rows: z.array(z.strictObject({ kind: z.enum(KINDS), count: z.int() })),
  /** Where it stands as it was signed. */
  push: z.string(),
})

export const logPageSchema = z.strictObject({
  office: z.string(),
  today: day,
  simulated: z.boolean(),
  page: z.int(),
  pages: z.int(),
  total: z.int(),
  /** Addresses of the pages beside this one. */
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
  leaves: z.array(leafViewSchema),
})

export const statusPageSchema = z.strictObject({
  today: day,
  simulated: z.boolean(),
  /** What is wrong with the system itself, in words; empty while all is well. */
  troubles: z.array(
    z.strictObject({
      cause: z.enum(ALARM_CAUSES),
      since: day,
      message: z.string(),
      messageEn: z.string(),
    }),
  ),
  /** Until when the key that signs is taken; null for one without an end, and before the first push. */
  keyExpiresAt: z.nullable(instant),
  /** Newest first. */
  years: z.array(
    z.strictObject({
      fiscalYear: z.int(),
      revision: z.int(),
      head: hashSchema,
      /** When the newest push was accepted, and when the sheet was last heard of. */
      updatedAt: instant,
      seenAt: instant,
      stale: z.boolean(),
      /** Rows whose newest text is held back by an error in the sheet. */
      held: z.int(),
      /** Rows with a question that nobody answered. */
      asks: z.int(),
      /** Days that the longest of them has waited. */
      longestWait: z.int(),
    }),
  ),
  /** Messages: the last one sent, those that wait, those that could not be delivered. */
  mail: z.strictObject({ lastSentAt: z.nullable(instant), waiting: z.int(), dead: z.int() }),
})

export type LeafView = z.input<typeof leafViewSchema>
export type LogPageView = z.input<typeof logPageSchema>
export type StatusPageView = z.input<typeof statusPageSchema>
