/**
 * How the office's script fetches mail and tells what became of it, where the office has neither a domain nor a mail
 * server: a compact JWS under the key of the pushes. `docs/format.md` is its specification.
 */
import * as z from "zod/mini"

export const LEASE_CONTENT_TYPE = "application/jose"
/** Not a push's type: a token signed for one is never taken for the other. */
export const LEASE_JWT_TYPE = "sujarit-mail+jwt"
export const LEASE_PATH = "/api/v1/mail"

/** Messages leased at once: a script is stopped after six minutes. */
export const LEASE_LIMIT = 15
/** Bytes of a request. */
export const LEASE_BODY_LIMIT = 60_000

const code = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,60}$/))
const held = { id: z.string().check(z.maxLength(400)), leaseUntil: z.int() }

const receiptSchema = z.discriminatedUnion("outcome", [
  z.strictObject({ ...held, outcome: z.literal("accepted"), providerId: z.string().check(z.maxLength(200)) }),
  z.strictObject({ ...held, outcome: z.literal("refused"), code }),
  z.strictObject({ ...held, outcome: z.literal("failed"), code, everything: z.boolean() }),
])
/** What became of one message that was leased. */
export type Receipt = z.infer<typeof receiptSchema>

const claims = {
  /** As in a push. */
  iss: z.string(),
  aud: z.string(),
  iat: z.int(),
  /** Grows with every request: one that was seen is not answered again. */
  nonce: z.int().check(z.gte(1)),
}

export const leaseRequestSchema = z.discriminatedUnion("purpose", [
  z.strictObject({
    ...claims,
    purpose: z.literal("lease"),
    limit: z.int().check(z.gte(0), z.lte(LEASE_LIMIT)),
  }),
  z.strictObject({
    ...claims,
    purpose: z.literal("receipt"),
    receipts: z.array(receiptSchema).check(z.minLength(1), z.maxLength(LEASE_LIMIT)),
  }),
])
export type LeaseRequest = z.infer<typeof leaseRequestSchema>

export const leasedMailSchema = z.object({
  ...held,
  /** The message whole (RFC 5322), in base64url. */
  raw: z.string(),
})
export type LeasedMail = z.infer<typeof leasedMailSchema>

export const leaseAnswerSchema = z.object({ messages: z.array(leasedMailSchema) })

/** Why a request was refused; most are a push's reasons too. */
export const LEASE_REFUSALS = [
  "unsupportedType",
  "tooLarge",
  "malformed",
  "badSignature",
  "wrongOffice",
  "wrongAudience",
  "clockSkew",
  "notFetched",
  "repeated",
] as const
export type LeaseRefusal = (typeof LEASE_REFUSALS)[number]
