/** Opens a push: everything that can be known of it without asking what the Worker holds. */
import {
  BODY_LIMIT,
  PUSH_CONTENT_TYPE,
  PUSH_JWT_TYPE,
  type PushPayload,
  payloadSchema,
  SIGNED_LIMIT,
} from "../../shared/push/payload.ts"
import { splitSdJwt } from "../../shared/push/sd-jwt.ts"
import type { Config } from "../host/env.ts"
import type { PushKey } from "../host/push-key.ts"
import { type Change, readChange } from "./change.ts"
import { isRefused, type Refused, refuse } from "./refusal.ts"
import { isOfType, openSigned, readClaims } from "./signed.ts"

/** A push whose signature holds, meant for this Worker, with disclosures that are its own. */
export type SignedPush = {
  readonly signed: string
  readonly key: PushKey
  readonly payload: PushPayload
  readonly change: Change
}

/** Cheapest checks first, and no work on unsigned rows: the address is open to the world. */
export async function openPush(
  config: Config,
  contentType: string,
  body: string,
): Promise<SignedPush | Refused> {
  const parts = splitPush(contentType, body)
  if (isRefused(parts)) return parts
  const opened = await openSigned(parts.signed, config.pushKeys, PUSH_JWT_TYPE)
  if (!opened) return refuse("badSignature")
  const payload = readClaims(opened.payload, payloadSchema, config)
  if (isRefused(payload)) return payload
  const change = readChange(payload, parts.disclosures)
  if (isRefused(change)) return change
  return { signed: parts.signed, key: opened.key, payload, change }
}

function splitPush(
  contentType: string,
  body: string,
): { signed: string; disclosures: readonly string[] } | Refused {
  if (!isOfType(contentType, PUSH_CONTENT_TYPE)) return refuse("unsupportedType")
  if (body.length > BODY_LIMIT) return refuse("tooLarge", `the body is over ${BODY_LIMIT} bytes`)
  const parts = splitSdJwt(body)
  if (!parts) return refuse("malformed", "not header.payload.signature~disclosure~…~")
  if (parts.signed.length > SIGNED_LIMIT)
    return refuse("tooLarge", `the signed part is over ${SIGNED_LIMIT} bytes`)
  return parts
}
