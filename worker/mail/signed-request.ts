/** What a holder of the office's key asks of the mail: one small JWS, good for ten minutes. */
import type { LeaseRefusal } from "../../shared/mail/lease.ts"
import type { Claims } from "../../shared/push/signed-request.ts"
import type { Config } from "../host/env.ts"
import { maySendMail } from "../host/push-key.ts"
import { isRefused, type Refused, refuse } from "../ingest/refusal.ts"
import { type ClaimsSchema, clockFault, expiredKey, openSigned, readClaims } from "../ingest/signed.ts"

export type Expected<T extends Claims> = {
  readonly type: string
  readonly schema: ClaimsSchema<T>
  /** Epoch milliseconds. */
  readonly now: number
}

export async function openMailRequest<T extends Claims>(
  config: Config,
  body: string,
  { type, schema, now }: Expected<T>,
): Promise<T | Refused<LeaseRefusal>> {
  const opened = await openSigned(body, config.pushKeys, type)
  if (!opened) return refuse("badSignature")
  if (!maySendMail(opened.key, config.pushKeys, now)) return expiredKey(opened.key)
  const request = readClaims(opened.payload, schema, config)
  return isRefused(request) ? request : (clockFault(request, now) ?? request)
}
