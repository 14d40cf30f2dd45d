/** What an operator asks to be shown no more, by a request signed with the office's key: a compact JWS. */
import * as z from "zod/mini"
import { claims } from "../push/request-schema.ts"
import { hashSchema } from "../push/sd-jwt.ts"
import { STATED_REASONS } from "./reasons.ts"

export const REDACTION_PATH = "/api/v1/redactions"
export const REDACTION_JWT_TYPE = "sujarit-redaction+jwt"

export const redactionRequestSchema = z.strictObject({
  ...claims,
  /** The name of a row, of which every text but the newest goes; or the digest of one text. */
  of: z.string().check(z.minLength(1), z.maxLength(120)),
  reason: z.enum(STATED_REASONS),
})
export type RedactionRequest = z.infer<typeof redactionRequestSchema>

export const redactionReplySchema = z.object({
  /** Those that this request took away. */
  redacted: z.array(z.object({ name: z.string(), digest: hashSchema })),
  /** The newest texts of rows that are not withdrawn: the sheet would send them again, and be refused. They stay. */
  inForce: z.array(z.object({ name: z.string(), digest: hashSchema })),
})
export type RedactionReply = z.infer<typeof redactionReplySchema>
