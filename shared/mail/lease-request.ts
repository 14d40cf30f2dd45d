/** What the script asks and reports of mail: it signs these requests, and only the Worker parses them. */
import * as z from "zod/mini"
import { claims, nonce } from "../push/signed-request.ts"
import { LEASE_LIMIT, receiptSchema } from "./lease.ts"

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
