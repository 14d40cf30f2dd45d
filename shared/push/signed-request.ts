/** What every request signed with the office's key says, whatever it asks. */
import * as z from "zod/mini"

export const claims = {
  /** The office, as the Worker's configuration names it. */
  iss: z.string(),
  /** The Worker's public origin. */
  aud: z.string(),
  /** Seconds since 1970. */
  iat: z.int(),
}

export type Claims = { readonly iss: string; readonly aud: string; readonly iat: number }

/** Grows with every request: one caught on its way is not answered again. */
export const nonce = z.int().check(z.gte(1))
