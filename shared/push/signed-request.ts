/**
 * What every signed request of the office has in common, whoever signs it: who asks, whom and when, in one compact JWS under
 * the office's key.
 */
import * as z from "zod/mini"

/** Spread into each request's own schema. */
export const claims = {
  /** The office's id. */
  iss: z.string(),
  /** The Worker's public origin: what was asked of one is no request to another. */
  aud: z.string(),
  /** Epoch seconds. */
  iat: z.int(),
}

const claimsSchema = z.object(claims)
export type Claims = Readonly<z.infer<typeof claimsSchema>>

export type SignedHeader = { readonly alg: "RS256"; readonly typ: string; readonly kid: string }

/** `typ` tells the purpose: a request signed for one is never taken for another. */
export function signedHeader(typ: string, kid: string): SignedHeader {
  return { alg: "RS256", typ, kid }
}
