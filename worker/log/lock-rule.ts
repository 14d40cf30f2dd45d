/** What the lock lets be signed: a tree that goes on from the one it let be signed before, proved; nothing else, ever. */
import * as z from "zod/mini"
import type { EndedLog } from "../../shared/log/entry.ts"
import { isConsistent } from "../../shared/log/proof.ts"
import { EMPTY_EDGE, edgeRoot, type Sha256 } from "../../shared/log/tree.ts"
import { bytesOf, textOf } from "./base64.ts"

const headSchema = z.strictObject({ origin: z.string(), size: z.int(), root: z.string() })

/** The newest tree that may have been signed: like where a log ended. Null before the first. */
export type LockState = EndedLog | null

export const lockRequestSchema = z.strictObject({
  /** What is to be signed. */
  head: headSchema,
  /** The size the lock is thought to be at; 0 for nothing signed yet under this origin. */
  from: z.int(),
  proof: z.array(z.string()),
  /** Begins a log of another name: says where the one before ended, as the lock knows it. */
  follows: z.optional(headSchema),
})
export type LockRequest = z.infer<typeof lockRequestSchema>

export const lockReplySchema = z.strictObject({ isLocked: z.boolean(), state: z.nullable(headSchema) })
export type LockReply = z.infer<typeof lockReplySchema>

/** `isLocked`: the state is the tree that was asked for, and it may be signed. Else it is what the lock holds on to. */
export function judgeLock(state: LockState, request: LockRequest, hash: Sha256): LockReply {
  const { head, from, follows } = request
  const isOfAnother = state !== null && state.origin !== head.origin
  const isKnown = isOfAnother ? follows !== undefined && isSame(follows, state) : from === (state?.size ?? 0)
  const before = isOfAnother || state === null ? NOTHING_SIGNED(hash) : state
  const isNext =
    isKnown &&
    (!isOfAnother || from === 0) &&
    isConsistent(
      {
        before: before.size,
        beforeRoot: bytesOf(before.root),
        size: head.size,
        root: bytesOf(head.root),
        proof: request.proof.map(bytesOf),
      },
      hash,
    )
  return isNext ? { isLocked: true, state: head } : { isLocked: false, state }
}

const NOTHING_SIGNED = (hash: Sha256) => ({ size: 0, root: textOf(edgeRoot(EMPTY_EDGE, hash)) })

function isSame(a: EndedLog, b: EndedLog): boolean {
  return a.origin === b.origin && a.size === b.size && a.root === b.root
}
