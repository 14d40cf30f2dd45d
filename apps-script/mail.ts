/**
 * Sends the office's mail from the account that owns this script, where the office has neither a domain nor a mail
 * server: fetches what the Worker has written, hands each message to Gmail whole, and tells what became of it at once.
 * Killed between the two, one message is sent again, under the same Message-ID.
 */
import {
  JOSE_CONTENT_TYPE,
  LEASE_JWT_TYPE,
  LEASE_LIMIT,
  LEASE_PATH,
  type LeasedMail,
  leaseAnswerSchema,
} from "../shared/mail/lease.ts"
import type { LeaseRequest, Receipt } from "../shared/mail/requests.ts"
import { base64url, signingInput } from "../shared/push/sd-jwt.ts"
import { countFetch } from "./budget.ts"
import type { Config } from "./config.ts"

/** A receipt that could not be delivered waits here: the message was sent, and must not be sent again for that. */
const UNDELIVERED = "MAIL_RECEIPT"

type Purpose =
  | { readonly purpose: "lease"; readonly limit: number }
  | { readonly purpose: "receipt"; readonly receipts: Receipt[] }

/** Nothing to do for an office that did not choose it. */
export function sendMail(config: Config): void {
  if (config.mail !== "google" || !deliverOldReceipt(config)) return
  const limit = Math.min(MailApp.getRemainingDailyQuota(), LEASE_LIMIT)
  if (limit < 1) return
  const answer = post(config, { purpose: "lease", limit })
  const leased = leaseAnswerSchema.safeParse(answer)
  if (!leased.success) return
  for (const message of leased.data.messages) {
    const receipt = send(message)
    if (!deliver(config, receipt) || (receipt.outcome === "failed" && receipt.everything)) return
  }
}

function send({ id, leaseUntil, raw }: LeasedMail): Receipt {
  const held = { id, leaseUntil }
  try {
    const { id: providerId = "" } = Gmail.Users.Messages.send({ raw }, "me")
    return { ...held, outcome: "accepted", providerId }
  } catch (error) {
    return { ...held, ...failureOf(String(error)) }
  }
}

/** Only an address that is none is refused for good. Quotas, permissions and faults of Google's are waited out. */
function failureOf(text: string):
  | { outcome: "refused"; code: string }
  | {
      outcome: "failed"
      code: string
      everything: boolean
    } {
  if (/invalid to header|recipient address required/i.test(text))
    return { outcome: "refused", code: "GMAIL_RECIPIENT" }
  const isQuota = /limit|quota|too many/i.test(text)
  return { outcome: "failed", code: isQuota ? "GMAIL_QUOTA" : "GMAIL_FAILED", everything: true }
}

/** Kept before it is told, so that a fetch that fails loses nothing. */
function deliver(config: Config, receipt: Receipt): boolean {
  const properties = PropertiesService.getScriptProperties()
  properties.setProperty(UNDELIVERED, JSON.stringify(receipt))
  if (post(config, { purpose: "receipt", receipts: [receipt] }) === undefined) return false
  properties.deleteProperty(UNDELIVERED)
  return true
}

function deliverOldReceipt(config: Config): boolean {
  const properties = PropertiesService.getScriptProperties()
  const kept: Receipt | null = JSON.parse(properties.getProperty(UNDELIVERED) ?? "null")
  if (kept === null || kept.leaseUntil > Date.now()) return kept === null || deliver(config, kept)
  // The lease has ended: the Worker takes no receipt for it any more, and mail must not wait for one that cannot come.
  properties.deleteProperty(UNDELIVERED)
  return true
}

/** The Worker's answer; undefined when it gave none that counts. */
function post(config: Config, purpose: Purpose): unknown {
  const now = Date.now()
  const request: LeaseRequest = {
    iss: config.office,
    aud: config.audience,
    iat: Math.floor(now / 1000),
    nonce: nextNonce(now),
    ...purpose,
  }
  const input = signingInput({ alg: "RS256", typ: LEASE_JWT_TYPE, kid: config.kid }, request)
  const signed = Utilities.computeRsaSha256Signature(input, config.privateKey, Utilities.Charset.UTF_8)
  const signature = base64url(Uint8Array.from(signed, byte => byte & 255))
  countFetch()
  try {
    const response = UrlFetchApp.fetch(`${originOf(config.pushUrl)}${LEASE_PATH}`, {
      method: "post",
      contentType: JOSE_CONTENT_TYPE,
      payload: `${input}.${signature}`,
      muteHttpExceptions: true,
      followRedirects: false,
    })
    return response.getResponseCode() === 200 ? JSON.parse(response.getContentText()) : undefined
  } catch (error) {
    console.warn(`mail: ${error instanceof Error ? error.message : String(error)}`)
    return undefined
  }
}

let lastNonce = 0

/** The time, or one more than the last where two requests fall into one instant. */
function nextNonce(now: number): number {
  lastNonce = Math.max(now, lastNonce + 1)
  return lastNonce
}

/** The script has no URL to parse with. */
function originOf(url: string): string {
  return /^https?:\/\/[^/]+/.exec(url)?.[0] ?? url
}
