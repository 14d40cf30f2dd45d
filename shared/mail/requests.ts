/**
 * What is asked of the mail by a request signed with the office's key, a compact JWS: the script's for messages to send,
 * and the operator's at his own machine. Only the Worker parses these; `lease.ts` has what the script carries.
 */
import * as z from "zod/mini"
import { claims, nonce } from "../push/request-schema.ts"
import { type MailAddress, parseAddress } from "../row/address.ts"
import { LEASE_LIMIT, receiptSchema, TEST_MAIL_ID } from "./lease.ts"

export const leaseRequestSchema = z.discriminatedUnion("purpose", [
  z.strictObject({
    ...claims,
    nonce,
    purpose: z.literal("lease"),
    limit: z.int().check(z.gte(0), z.lte(LEASE_LIMIT)),
  }),
  z.strictObject({
    ...claims,
    nonce,
    purpose: z.literal("receipt"),
    receipts: z.array(receiptSchema).check(z.minLength(1), z.maxLength(LEASE_LIMIT)),
  }),
])
export type LeaseRequest = z.infer<typeof leaseRequestSchema>

/** How many of the receipts told of a lease that was still held. */
export const receiptAnswerSchema = z.object({ settled: z.int() })

/** Bytes of an operator's request. */
export const OPERATOR_BODY_LIMIT = 8_000

/** One test mail: an operator sees that mail goes out before it must. */
export const TEST_MAIL_PATH = "/api/v1/mail-tests"
/** Not a push's type: a token signed for one is never taken for the other. */
export const TEST_MAIL_JWT_TYPE = "sujarit-mail-test+jwt"

export const testMailRequestSchema = z.strictObject({
  ...claims,
  nonce,
  to: z.pipe(
    z.string().check(z.refine(text => parseAddress(text) !== undefined)),
    z.transform(text => parseAddress(text) as MailAddress),
  ),
  /** Asks what became of this one, and sends nothing. */
  id: z.optional(z.string().check(z.regex(TEST_MAIL_ID))),
})
export type TestMailRequest = z.infer<typeof testMailRequestSchema>

/** What became of it; `code` says why it was not taken. One that waits for the script is asked after by its `id`. */
export const testMailReplySchema = z.object({
  outcome: z.enum(["accepted", "refused", "failed", "waiting"]),
  code: z.nullable(z.string()),
  id: z.optional(z.string()),
})
export type TestMailReply = z.infer<typeof testMailReplySchema>

/** Whom mail does not reach. Whoever has the key could fetch the mails themselves; nobody else learns of an address. */
export const UNREACHED_PATH = "/api/v1/mail-unreached"
export const UNREACHED_JWT_TYPE = "sujarit-mail-unreached+jwt"
/** More than these is no list of addresses to mend, but mail that does not leave at all. */
export const UNREACHED_LIMIT = 100

export const unreachedRequestSchema = z.strictObject({ ...claims, nonce })

const unreachedSchema = z.object({
  address: z.string(),
  /** Why the oldest mail to it was given up. */
  code: z.string(),
  /** When that was planned. */
  since: z.string(),
})
export type Unreached = z.infer<typeof unreachedSchema>

/** Oldest first: those whose mail was given up, and who were reached by none since. */
export const unreachedReplySchema = z.object({ unreached: z.array(unreachedSchema) })
export type UnreachedReply = z.infer<typeof unreachedReplySchema>
