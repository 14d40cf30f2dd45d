/**
 * Whom mail does not reach, for the operator at his own machine: a compact JWS under the office's key asks, the answer
 * holds addresses. Whoever has the key could fetch the mails themselves; nobody else learns of one.
 */
import * as z from "zod/mini"
import { claims } from "../push/signed-request.ts"

export const UNREACHED_CONTENT_TYPE = "application/jose"
/** Not a push's type: a token signed for one is never taken for the other. */
export const UNREACHED_JWT_TYPE = "sujarit-mail-unreached+jwt"
export const UNREACHED_PATH = "/api/v1/mail-unreached"
export const UNREACHED_BODY_LIMIT = 8_000
/** More than these is no list of addresses to mend, but mail that does not leave at all. */
export const UNREACHED_LIMIT = 100

export const unreachedRequestSchema = z.strictObject({
  ...claims,
  /** Grows with every request: one caught on its way is not answered again. */
  nonce: z.int().check(z.gte(1)),
})

const unreachedSchema = z.object({
  address: z.string(),
  /** Why the oldest mail to it was given up. */
  code: z.string(),
  /** When that was planned. */
  since: z.string(),
})
export type Unreached = z.infer<typeof unreachedSchema>

/** Oldest first: those whose mail was given up, and who were reached by none since. */
export const unreachedReplySchema = z.object({ unreached: z.array(unreachedSchema) })
export type UnreachedReply = z.infer<typeof unreachedReplySchema>
