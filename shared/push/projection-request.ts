/** What an operator asks of the record as it stands, by a request signed with the office's key: a compact JWS. */
import * as z from "zod/mini"
import { claims } from "./request-schema.ts"

export const PROJECTION_PATH = "/api/v1/projections"
export const PROJECTION_JWT_TYPE = "sujarit-projection+jwt"

/**
 * `compare` holds it against the log; `begin` throws it away; `goOn` makes some leaves more of what is not whole. `newLog` begins a
 * log of another name where the database does not go on from what was signed.
 */
export const projectionRequestSchema = z.strictObject({
  ...claims,
  act: z.enum(["compare", "begin", "goOn", "newLog"]),
})
export type ProjectionRequest = z.infer<typeof projectionRequestSchema>

export const projectionReplySchema = z.object({
  /** To `newLog` alone: the newest checkpoint was signed as it is, another log was begun, or nothing can be signed here. */
  log: z.optional(z.enum(["goesOn", "begun", "none"])),
  /** Newest first. */
  years: z.array(
    z.object({
      fiscalYear: z.int(),
      /** `differs`: thrown away, pages are answered from the log. */
      found: z.enum(["same", "made", "differs"]),
      /** How far it goes, -1 for nowhere, and the newest leaf there is. */
      leaf: z.int(),
      newest: z.int(),
    }),
  ),
})
export type ProjectionReply = z.infer<typeof projectionReplySchema>
