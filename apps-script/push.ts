/** Signs a change with the office's key and sends it to the Worker. */

import {
  PUSH_CONTENT_TYPE,
  PUSH_JWT_TYPE,
  type PushPayload,
  type PushReply,
  replySchema,
} from "../shared/push/payload.ts"
import { base64url, serializeSdJwt, signingInput } from "../shared/push/sd-jwt.ts"
import { parseJson } from "../shared/row/json.ts"
import type { Change } from "../shared/scan/change.ts"
import type { Memory } from "../shared/sheet/memory.ts"
import { countFetch } from "./budget.ts"
import type { Config } from "./config.ts"

export type PushOutcome =
  | { readonly kind: "answered"; readonly status: number; readonly reply: PushReply }
  /** No answer, or none that can be read: the push may or may not have been taken; the next answer tells. */
  | { readonly kind: "unreachable"; readonly detail: string }

export function sendChange(config: Config, fiscalYear: number, memory: Memory, change: Change): PushOutcome {
  const body = signChange(config, fiscalYear, memory, change)
  countFetch()
  try {
    const response = UrlFetchApp.fetch(config.pushUrl, {
      method: "post",
      contentType: PUSH_CONTENT_TYPE,
      payload: body,
      muteHttpExceptions: true,
      followRedirects: false,
    })
    return readAnswer(response.getResponseCode(), response.getContentText())
  } catch (error) {
    return { kind: "unreachable", detail: error instanceof Error ? error.message : String(error) }
  }
}

function signChange(config: Config, fiscalYear: number, memory: Memory, change: Change): string {
  const reference = (row: Change["rows"][number]) => ({ "...": row.disclosure.digest })
  const payload: PushPayload = {
    iss: config.office,
    aud: config.audience,
    iat: Math.floor(Date.now() / 1000),
    fiscalYear,
    sequence: memory.sequence + 1,
    base: memory.head,
    _sd_alg: "sha-256",
    rows: change.rows.map(reference),
    private: change.privateRows.map(reference),
    held: [...change.held],
    gone: [...change.gone],
    state: change.state,
  }
  const input = signingInput({ alg: "RS256", typ: PUSH_JWT_TYPE, kid: config.kid }, payload)
  const disclosures = [...change.rows, ...change.privateRows].map(row => row.disclosure)
  return serializeSdJwt(`${input}.${signature(input, config.privateKey)}`, disclosures)
}

/** Apps Script's bytes are signed: without the mask half of them would be lost. */
function signature(input: string, privateKey: string): string {
  const signed = Utilities.computeRsaSha256Signature(input, privateKey, Utilities.Charset.UTF_8)
  return base64url(Uint8Array.from(signed, byte => byte & 255))
}

function readAnswer(status: number, text: string): PushOutcome {
  const parsed = replySchema.safeParse(parseJson(text))
  if (parsed.success) return { kind: "answered", status, reply: parsed.data }
  return { kind: "unreachable", detail: `HTTP ${status}` }
}
