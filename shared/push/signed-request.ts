/** What every request signed with the office's key has in common: who asks, whom and when, in one compact JWS. */
import type * as z from "zod/mini"
import type { claims, headerSchema } from "./request-schema.ts"

export type Claims = Readonly<z.infer<z.ZodMiniObject<typeof claims>>>

/** Of a request that is signed at `now`, in epoch milliseconds. */
export function claimsOf(office: string, origin: string, now: number): Claims {
  return { iss: office, aud: origin, iat: Math.floor(now / 1000) }
}

type SignedHeader = Readonly<z.infer<typeof headerSchema>>

export function signedHeader(typ: string, kid: string): SignedHeader {
  return { alg: "RS256", typ, kid }
}
