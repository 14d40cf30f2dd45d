/** What the schemas of public documents are made of. */
import * as z from "zod/mini"
import { OBLIGATION_STATES } from "../due/obligation.ts"
import { hashSchema } from "../push/sd-jwt.ts"

export const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
export const instant = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))
export const state = z.enum(OBLIGATION_STATES)

/** How a row stands beside its text. */
export const standing = {
  /** A newer text is held back by an error in the sheet; this is the last one accepted. */
  held: z.boolean(),
  /** Its line vanished from the sheet, or its measure was ended; shown as it last stood. */
  withdrawn: z.boolean(),
}

/** A page of a long list: which of how many, and the addresses of those beside it. */
export const paging = {
  page: z.int(),
  pages: z.int(),
  next: z.nullable(z.string()),
  previous: z.nullable(z.string()),
}

/** What every document begins with: whose it is, which revision and day. */
export const place = {
  office: z.string(),
  fiscalYear: z.int(),
  /** Sequence of the newest accepted push, the SHA-256 of its signed part, and when it was accepted. */
  revision: z.int(),
  head: hashSchema,
  updatedAt: instant,
  /** The civil day in Bangkok that the states are of. */
  today: day,
  /** True where the day is not the real one: a local office or a test. */
  simulated: z.boolean(),
}
