/**
 * What the office's key signed, whatever it asks: by whom (RS256 under a registered key, and nothing else), for whom, and
 * when.
 */
import { Buffer } from "node:buffer"
import { compactVerify, createLocalJWKSet, errors } from "jose"
import type * as z from "zod/mini"
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import { headerSchema } from "../../shared/push/request-schema.ts"
import { decodeCanonicalJson } from "../../shared/push/sd-jwt.ts"
import type { Claims } from "../../shared/push/signed-request.ts"
import { oncePer } from "../../shared/record/once-per.ts"
import type { Config } from "../host/env.ts"
import type { PushKey, PushKeys } from "../host/push-key.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { type Refused, refuse } from "./refusal.ts"

/**
 * The payload a signature covers, as parsed JSON for its own schema to judge (`undefined` where the bytes are not its one
 * spelling), and the registered key it was signed with. Whether that may still sign is the caller's to ask.
 */
type Signed = { readonly payload: unknown; readonly key: PushKey }

/** What was signed, when the signature holds under a registered key for this purpose; otherwise undefined. */
export async function openSigned(signed: string, keys: PushKeys, type: string): Promise<Signed | undefined> {
  const [head = "", payload = "", signature = ""] = signed.split(".")
  const header = headerSchema.safeParse(decodeCanonicalJson(head, NATIVE_CODEC))
  const key = header.success ? keys.keys.find(({ kid }) => kid === header.data.kid) : undefined
  // Else one signature could be written in sixteen ways, each as good as another push.
  if (!key || header.data?.typ !== type || !isExact(signature)) return undefined
  try {
    await compactVerify(signed, keySetOf(keys), { algorithms: ["RS256"] })
    return { payload: decodeCanonicalJson(payload, NATIVE_CODEC), key }
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

/** Whether a body says that it is of this media type, whatever parameters it adds. */
export function isOfType(contentType: string, mediaType: string): boolean {
  return contentType.split(";")[0]?.trim().toLowerCase() === mediaType
}

export type ClaimsSchema<T extends Claims> = {
  safeParse(value: unknown): z.core.util.SafeParseResult<T>
}

/** What was signed, where it is what was asked for and meant for this Worker. */
export function readClaims<T extends Claims>(
  payload: unknown,
  schema: ClaimsSchema<T>,
  { officeId, origin }: Config,
  detailOf: (issue: z.core.$ZodIssue | undefined) => string = placeOf,
): T | Refused<"malformed" | "wrongOffice" | "wrongAudience"> {
  const parsed = schema.safeParse(payload)
  if (!parsed.success) return refuse("malformed", detailOf(parsed.error.issues[0]))
  if (parsed.data.iss !== officeId) return refuse("wrongOffice", `iss must be ${officeId}`)
  if (parsed.data.aud !== origin) return refuse("wrongAudience", `aud must be ${origin}`)
  return parsed.data
}

/** Where it is not what was asked for: never what stands there. */
export function placeOf(issue: z.core.$ZodIssue | undefined): string {
  return `payload ${issue?.path.join(".") ?? ""}`
}

/** `now` is in epoch milliseconds. */
export function clockFault({ iat }: Claims, now: number): Refused<"clockSkew"> | undefined {
  const seconds = Math.round(now / 1000)
  if (Math.abs(iat - seconds) <= CLOCK_TOLERANCE) return undefined
  return refuse("clockSkew", `iat ${iat}, here ${seconds}`)
}

/** Whether it may still sign is the caller's to judge: mail has another rule than the record. */
export function expiredKey({ kid, exp }: PushKey): Refused<"keyExpired"> {
  return refuse("keyExpired", `key ${kid}, exp ${exp}`)
}

/** True of the one spelling in base64url that bytes have: without padding, and without bits to spare. */
function isExact(encoded: string): boolean {
  return Buffer.from(encoded, "base64url").toString("base64url") === encoded
}

const keySetOf = oncePer(({ keys }: PushKeys) =>
  createLocalJWKSet({ keys: keys.map(({ kty, kid, n, e }) => ({ kty, kid, n, e, alg: "RS256" })) }),
)
