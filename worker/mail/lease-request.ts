/** Opens a request of the script: everything that can be known of it without asking the database. */
import { LEASE_BODY_LIMIT, LEASE_CONTENT_TYPE, LEASE_JWT_TYPE } from "../../shared/mail/lease.ts"
import { type LeaseRequest, leaseRequestSchema } from "../../shared/mail/lease-request.ts"
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import type { Config } from "../host/env.ts"
import { maySendMail } from "../host/key-life.ts"
import { openSigned } from "../ingest/signature.ts"
import { type LeaseRefused, refuseLease } from "./lease-refusal.ts"

/** Cheapest checks first: the address is open to the world. `now` is in epoch milliseconds. */
export async function openLeaseRequest(
  config: Config,
  contentType: string,
  body: string,
  now: number,
): Promise<LeaseRequest | LeaseRefused> {
  if (contentType.split(";")[0]?.trim().toLowerCase() !== LEASE_CONTENT_TYPE)
    return refuseLease("unsupportedType")
  if (body.length > LEASE_BODY_LIMIT) return refuseLease("tooLarge", `over ${LEASE_BODY_LIMIT} bytes`)
  const opened = await openSigned(body, config.pushKeys, LEASE_JWT_TYPE)
  if (!opened) return refuseLease("badSignature")
  if (!maySendMail(opened.key, config.pushKeys, now))
    return refuseLease("keyExpired", `key ${opened.key.kid}, exp ${opened.key.exp}`)
  const parsed = leaseRequestSchema.safeParse(opened.payload)
  if (!parsed.success)
    return refuseLease("malformed", `payload ${parsed.error.issues[0]?.path.join(".") ?? ""}`)
  const request = parsed.data
  if (request.iss !== config.officeId) return refuseLease("wrongOffice", `iss must be ${config.officeId}`)
  if (request.aud !== config.origin) return refuseLease("wrongAudience", `aud must be ${config.origin}`)
  const seconds = Math.round(now / 1000)
  if (Math.abs(request.iat - seconds) > CLOCK_TOLERANCE)
    return refuseLease("clockSkew", `iat ${request.iat}, here ${seconds}`)
  return request
}
