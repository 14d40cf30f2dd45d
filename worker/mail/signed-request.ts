/** What a holder of the office's key asks of the mail, beside the script: one small JWS, good for ten minutes. */
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import type { Config } from "../host/env.ts"
import { maySendMail } from "../host/key-life.ts"
import { openSigned } from "../ingest/signature.ts"

type Claims = { readonly iss: string; readonly aud: string; readonly iat: number }

export type Expected<T extends Claims> = {
  readonly type: string
  readonly schema: { safeParse(value: unknown): { readonly data?: T | undefined } }
  /** Epoch milliseconds. */
  readonly now: number
}

/** Undefined for every fault alike: who cannot sign is told nothing of how it failed. */
export async function readSigned<T extends Claims>(
  config: Config,
  body: string,
  { type, schema, now }: Expected<T>,
): Promise<T | undefined> {
  const opened = await openSigned(body, config.pushKeys, type)
  if (!opened || !maySendMail(opened.key, config.pushKeys, now)) return undefined
  const request = schema.safeParse(opened.payload).data
  if (request?.iss !== config.officeId || request.aud !== config.origin) return undefined
  return Math.abs(request.iat - now / 1000) <= CLOCK_TOLERANCE ? request : undefined
}
