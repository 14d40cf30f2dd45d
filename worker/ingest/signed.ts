/**
 * What the office's key signed, whatever it asks: by whom (RS256 under a registered key, and nothing else), for whom, and
 * when.
 */
import { compactVerify, createLocalJWKSet, errors } from "jose"
import type * as z from "zod/mini"
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import { type Claims, headerSchema } from "../../shared/push/signed-request.ts"
import { oncePer } from "../../shared/record/once-per.ts"
import { parseJson } from "../../shared/row/json.ts"
import type { Config } from "../host/env.ts"
import type { PushKey, PushKeys } from "../host/push-key.ts"
import { type Refused, refuse } from "./refusal.ts"

/**
 * The payload a signature covers, as parsed JSON for its own schema to judge (bytes that are no JSON are `undefined`),
 * and the registered key it was signed with. Whether that may still sign is the caller's to ask.
 */
export type Signed = { readonly payload: unknown; readonly key: PushKey }

/** What was signed, when the signature holds under a registered key for this purpose; otherwise undefined. */
export async function openSigned(signed: string, keys: PushKeys, type: string): Promise<Signed | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(signed, keySetOf(keys), {
      algorithms: ["RS256"],
    })
    const header = headerSchema.safeParse(protectedHeader)
    const key = header.success ? keys.keys.find(({ kid }) => kid === header.data.kid) : undefined
    if (!key || header.data?.typ !== type) return undefined
    return { payload: parseJson(textOf(payload)), key }
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

/** Bytes that are no UTF-8, or begin with a mark of their order, are no text of ours: "" is no JSON. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return ""
  }
}

const keySetOf = oncePer(({ keys }: PushKeys) =>
  createLocalJWKSet({ keys: keys.map(({ kty, kid, n, e }) => ({ kty, kid, n, e, alg: "RS256" })) }),
)
