/** What the Worker parses of every request signed with the office's key: the script writes it, and carries none of this. */
import * as z from "zod/mini"

/** Spread into each request's own schema. */
export const claims = {
  /** The office, as the Worker's configuration names it. */
  iss: z.string(),
  /** The Worker's public origin: what was asked of one is no request to another. */
  aud: z.string(),
  /** Seconds since 1970. */
  iat: z.int(),
}

/**
 * The time of asking, in epoch milliseconds, and more than the last time's: a request caught on its way is not answered
 * again, and one from far ahead is not answered at all.
 */
export const nonce = z.int().check(z.gte(1))

export const headerSchema = z.strictObject({
  alg: z.literal("RS256"),
  /** Tells the purpose: a request signed for one is never taken for another. */
  typ: z.string(),
  /** Named always: a request must not be tried against every key there is. */
  kid: z.string().check(z.minLength(1)),
})
