/** What the script asks and tells of mail. Schemas apart from `lease.ts`: only the Worker parses them, the script signs. */
import * as z from "zod/mini"
import { claims } from "../push/signed-request.ts"
import { LEASE_LIMIT } from "./lease.ts"

const code = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,60}$/))
const held = { id: z.string().check(z.maxLength(400)), leaseUntil: z.int() }

const receiptSchema = z.discriminatedUnion("outcome", [
  z.strictObject({ ...held, outcome: z.literal("accepted"), providerId: z.string().check(z.maxLength(200)) }),
  z.strictObject({ ...held, outcome: z.literal("refused"), code }),
  z.strictObject({ ...held, outcome: z.literal("failed"), code, everything: z.boolean() }),
])
/** What became of one message that was leased. */
export type Receipt = z.infer<typeof receiptSchema>

const asked = {
  ...claims,
  /** Grows with every request: one that was seen is not answered again. */
  nonce: z.int().check(z.gte(1)),
}

export const leaseRequestSchema = z.discriminatedUnion("purpose", [
  z.strictObject({
    ...asked,
    purpose: z.literal("lease"),
    limit: z.int().check(z.gte(0), z.lte(LEASE_LIMIT)),
  }),
  z.strictObject({
    ...asked,
    purpose: z.literal("receipt"),
    receipts: z.array(receiptSchema).check(z.minLength(1), z.maxLength(LEASE_LIMIT)),
  }),
])
export type LeaseRequest = z.infer<typeof leaseRequestSchema>

/** How many of the receipts told of a lease that was still held. */
export const receiptAnswerSchema = z.object({ settled: z.int() })
