/** Who signed it: RS256 under a registered key, and nothing else. */
import { compactVerify, createLocalJWKSet, errors } from "jose"
import * as z from "zod/mini"
import { parseJson } from "../../shared/row/json.ts"
import type { PushKey, PushKeys } from "../host/env.ts"

const headerSchema = z.strictObject({
  alg: z.literal("RS256"),
  typ: z.string(),
  // Named always: a push must not be tried against every key there is.
  kid: z.string().check(z.minLength(1)),
})

const keySets = new WeakMap<PushKeys, ReturnType<typeof createLocalJWKSet>>()

/**
 * The payload a signature covers, as parsed JSON for its own schema to judge (bytes that are no JSON are `undefined`),
 * and the registered key it was signed with. Whether that may still sign is the caller's to ask.
 */
export type Signed = { readonly payload: unknown; readonly key: PushKey }

/** What was signed, when the signature holds under a registered key for this purpose; otherwise undefined. */
export async function openSigned(signed: string, keys: PushKeys, type: string): Promise<Signed | undefined> {
  try {
    const { payload, protectedHeader } = await compactVerify(signed, keySetOf(keys), {
      algorithms: ["RS256"],
    })
    const header = headerSchema.safeParse(protectedHeader)
    const key = header.success ? keys.keys.find(({ kid }) => kid === header.data.kid) : undefined
    if (!key || header.data?.typ !== type) return undefined
    return { payload: parseJson(textOf(payload)), key }
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined
    throw error
  }
}

/** Bytes that are no UTF-8, or begin with a mark of their order, are no text of ours: "" is no JSON. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return ""
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
