/**
 * How the office's script fetches mail and tells what became of it, where the office has neither a domain nor a mail
 * server: a compact JWS under the key of the pushes. `docs/format.md` is its specification.
 */
import * as z from "zod/mini"

/** Of this and every other signed request about mail. */
export const JOSE_CONTENT_TYPE = "application/jose"
/** Not a push's type: a token signed for one is never taken for the other. */
export const LEASE_JWT_TYPE = "sujarit-mail+jwt"
export const LEASE_PATH = "/api/v1/mail"

/** Messages leased at once: a script is stopped after six minutes. */
export const LEASE_LIMIT = 15
/** Bytes of a request. */
export const LEASE_BODY_LIMIT = 60_000

/** A test mail's id, told from the outbox's by how it begins. */
export const TEST_MAIL_ID = /^test-[A-Za-z0-9-]{1,60}$/

export function isTestId(id: string): boolean {
  return TEST_MAIL_ID.test(id)
}

const leasedMailSchema = z.object({
  id: z.string(),
  leaseUntil: z.int(),
  /** The message whole (RFC 5322), in base64url. */
  raw: z.string(),
})
export type LeasedMail = z.infer<typeof leasedMailSchema>

export const leaseAnswerSchema = z.object({ messages: z.array(leasedMailSchema) })

const code = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,60}$/))
const held = { id: z.string().check(z.maxLength(400)), leaseUntil: z.int() }

export const receiptSchema = z.discriminatedUnion("outcome", [
  z.strictObject({ ...held, outcome: z.literal("accepted"), providerId: z.string().check(z.maxLength(200)) }),
  z.strictObject({ ...held, outcome: z.literal("refused"), code }),
  z.strictObject({ ...held, outcome: z.literal("failed"), code, everything: z.boolean() }),
])
/** What became of one message that was leased. */
export type Receipt = z.infer<typeof receiptSchema>

/** Why a request was refused; most are a push's reasons too. */
export const LEASE_REFUSALS = [
  "unsupportedType",
  "tooLarge",
  "tooSlow",
  "malformed",
  "badSignature",
  "wrongOffice",
  "wrongAudience",
  "clockSkew",
  "keyExpired",
  "notFetched",
  "repeated",
] as const
export type LeaseRefusal = (typeof LEASE_REFUSALS)[number]
