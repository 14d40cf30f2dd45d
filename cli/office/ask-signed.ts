/** Asks the Worker something that only a holder of the office's key may. */
import { CompactSign, importPKCS8 } from "jose"
import type { Keys } from "./keys.ts"

export type KeyHolder = {
  readonly keys: Keys
  readonly office: string
  readonly origin: string
  readonly now: () => number
  readonly fetch: typeof fetch
}

export type SignedRequest = {
  readonly path: string
  readonly type: string
  readonly contentType: string
  /** Beside who asks, whom, and when. */
  readonly claims: Readonly<Record<string, unknown>>
}

/** The Worker's answer, and its JSON; undefined where it is none. */
export async function askSigned(
  { keys, office, origin, now, fetch }: KeyHolder,
  { path, type, contentType, claims }: SignedRequest,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const payload = { iss: office, aud: origin, iat: Math.round(now() / 1000), ...claims }
  const body = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "RS256", typ: type, kid: keys.publicJwk.kid })
    .sign(await importPKCS8(keys.privateKey, "RS256"))
  const response = await fetch(`${origin}${path}`, {
    method: "POST",
    headers: { "Content-Type": contentType },
    body,
  })
  return { status: response.status, body: await response.json().catch(() => undefined) }
}
