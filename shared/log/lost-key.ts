/**
 * A report that a key is no longer its owner's alone: what it signed from an instant on may be somebody else's. Signed with another
 * key of the office, so that neither the Worker nor a thief of that key can make it or take it back.
 */
import * as z from "zod/mini"
import { claims, headerSchema } from "../push/request-schema.ts"
import { decodeCanonicalJson, type TextCodec } from "../push/sd-jwt.ts"

export const LOST_KEY_PATH = "/api/v1/lost-keys"
export const LOST_KEY_JWT_TYPE = "sujarit-lost-key+jwt"

export const lostKeySchema = z.strictObject({
  ...claims,
  /** The `kid` of a key of the office, or a verifier key of the log. */
  key: z.string().check(z.minLength(1), z.maxLength(300)),
  /** Seconds since 1970, from which on it is believed no more. */
  since: z.int().check(z.gte(0)),
})
export type LostKey = z.infer<typeof lostKeySchema>

/** What became of a report; `inUse`: the key still signs, and has to be replaced first. */
const LOST_KEY_OUTCOMES = ["reported", "unknownKey", "inUse", "ownKey", "later"] as const
export const lostKeyReplySchema = z.object({ outcome: z.enum(LOST_KEY_OUTCOMES) })
export type LostKeyReply = z.infer<typeof lostKeyReplySchema>

/** A report and the `kid` that its header names; undefined for what is none, or not in its one spelling. Nobody asked who signed. */
export function readLostKey(
  jws: string,
  codec?: TextCodec,
): { readonly kid: string; readonly report: LostKey } | undefined {
  const [head = "", payload = ""] = jws.split(".")
  const header = headerSchema.safeParse(decodeCanonicalJson(head, codec)).data
  const report = lostKeySchema.safeParse(decodeCanonicalJson(payload, codec)).data
  return header?.typ === LOST_KEY_JWT_TYPE && report ? { kid: header.kid, report } : undefined
}
