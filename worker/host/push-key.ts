/** The keys an office signs with, and how long each may sign anything new. */
import * as z from "zod/mini"

/** An RSA public key. It verifies pushes and can do nothing else: who reads it learns nothing. */
export const pushKeySchema = z.strictObject({
  kty: z.literal("RSA"),
  kid: z.string().check(z.minLength(1)),
  alg: z.optional(z.literal("RS256")),
  use: z.optional(z.literal("sig")),
  n: z.string(),
  e: z.string(),
  /** Epoch seconds from which nothing new that it signs is taken; one without it signs for as long as it is listed. */
  exp: z.optional(z.int().check(z.gte(0), z.lte(253_402_300_799))),
})

export type PushKey = z.infer<typeof pushKeySchema>
export type PushKeys = { readonly keys: readonly PushKey[] }

/**
 * Nothing here is asked of the record: what was taken while the key was good verifies under it for ever, so a key that
 * is past its day stays listed. `now` is in epoch milliseconds.
 */
export function isExpired({ exp }: PushKey, now: number): boolean {
  return exp !== undefined && now >= exp * 1000
}

/**
 * A key that was replaced must open nothing any more. But where none is good, the mail that says so still has to go out
 * by the hand of the last one.
 */
export function maySendMail(key: PushKey, { keys }: PushKeys, now: number): boolean {
  return !isExpired(key, now) || keys.every(each => isExpired(each, now))
}

/** Epoch milliseconds; null for a key that never expires, or that is listed no more. */
export function expiryOf(kid: string | null, { keys }: PushKeys): number | null {
  const exp = keys.find(each => each.kid === kid)?.exp
  return exp === undefined ? null : exp * 1000
}
