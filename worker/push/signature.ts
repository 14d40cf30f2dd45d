/** Who signed it: RS256 under a registered key, and nothing else. */
import { compactVerify, createLocalJWKSet, errors } from "jose"
import * as z from "zod/mini"
import { PUSH_JWT_TYPE } from "../../shared/push.ts"
import type { PushKey, PushKeys } from "../env.ts"

const headerSchema = z.strictObject({
  alg: z.literal("RS256"),
  typ: z.string(),
  // Named always: a push must not be tried against every key there is.
  kid: z.string().check(z.minLength(1)),
})

const keySets = new WeakMap<PushKeys, ReturnType<typeof createLocalJWKSet>>()

/** What was signed, and the registered key it was signed with. Whether that may still sign is the caller's to ask. */
export type Verified = { readonly payload: Uint8Array; readonly key: PushKey }

/** Undefined unless the signature holds under a registered key for this purpose. */
export async function verifySigned(
  signed: string,
  keys: PushKeys,
  type = PUSH_JWT_TYPE,
): Promise<Verified | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(signed, keySetOf(keys), {
      algorithms: ["RS256"],
    })
    const header = headerSchema.safeParse(protectedHeader)
    const key = header.success ? keys.keys.find(({ kid }) => kid === header.data.kid) : undefined
    return key && header.data?.typ === type ? { payload, key } : undefined
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

function keySetOf(keys: PushKeys): ReturnType<typeof createLocalJWKSet> {
  const known = keySets.get(keys)
  if (known) return known
  const created = createLocalJWKSet({
    keys: keys.keys.map(({ kty, kid, n, e }) => ({ kty, kid, n, e, alg: "RS256" })),
  })
  keySets.set(keys, created)
  return created
}
