/** Requests to the Worker: signed with the office's key, sent, and counted against Google's quota. */
import { JOSE_CONTENT_TYPE } from "../shared/mail/lease.ts"
import { base64url, signingInput } from "../shared/push/sd-jwt.ts"
import { type Claims, claimsOf, signedHeader } from "../shared/push/signed-request.ts"
import { parseJson } from "../shared/row/json.ts"
import { countFetch } from "./budget.ts"
import type { Config } from "./config.ts"

/** Claims as a JWT. Apps Script's bytes are signed ones: without the mask half of them would be lost. */
export function signJwt({ kid, privateKey }: Config, typ: string, claims: Claims): string {
  const input = signingInput(signedHeader(typ, kid), claims)
  const bytes = Utilities.computeRsaSha256Signature(input, privateKey, Utilities.Charset.UTF_8)
  return `${input}.${base64url(Uint8Array.from(bytes, byte => byte & 255))}`
}

type WorkerAnswer =
  | { readonly kind: "answered"; readonly status: number; readonly text: string }
  | { readonly kind: "unreachable"; readonly detail: string }

export function postToWorker(url: string, contentType: string, payload: string): WorkerAnswer {
  countFetch()
  try {
    const response = UrlFetchApp.fetch(url, {
      method: "post",
      contentType,
      payload,
      muteHttpExceptions: true,
      followRedirects: false,
    })
    return { kind: "answered", status: response.getResponseCode(), text: response.getContentText() }
  } catch (error) {
    return { kind: "unreachable", detail: error instanceof Error ? error.message : String(error) }
  }
}

/** What one signs with the office's key beside its claims; the nonce is the time, and never the same twice. */
type Asked = { readonly path: string; readonly typ: string; readonly says: object }

/** The Worker's answer as JSON; undefined when it gave none that counts. */
export function askWorker(config: Config, { path, typ, says }: Asked): unknown {
  const now = Date.now()
  lastNonce = Math.max(now, lastNonce + 1)
  const claims = { ...claimsOf(config.office, config.audience, now), nonce: lastNonce, ...says }
  const url = `${originOf(config.pushUrl)}${path}`
  const answer = postToWorker(url, JOSE_CONTENT_TYPE, signJwt(config, typ, claims))
  if (answer.kind === "unreachable") console.warn(`${path}: ${answer.detail}`)
  return answer.kind === "answered" && answer.status === 200 ? parseJson(answer.text) : undefined
}

let lastNonce = 0

/** The script has no URL to parse with. */
export function originOf(url: string): string {
  return /^https?:\/\/[^/]+/.exec(url)?.[0] ?? url
}
