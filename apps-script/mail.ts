/**
 * Sends the office's mail from the account that owns this script, where the office has neither a domain nor a mail
 * server: fetches what the Worker has written, hands each message to Gmail whole, and reports what became of it at once.
 * Killed between the two, one message is sent again, under the same Message-ID. What the sheet does not name a reader for
 * is not sent, whatever the Worker asks.
 */
import {
  isTestId,
  LEASE_JWT_TYPE,
  LEASE_LIMIT,
  LEASE_PATH,
  type LeasedMail,
  leaseAnswerSchema,
  type Receipt,
  receiptSchema,
} from "../shared/mail/lease.ts"
import { type OutgoingFault, outgoingFault } from "../shared/mail/outgoing.ts"
import type { MailAddress } from "../shared/row/address.ts"
import { parseJson } from "../shared/row/json.ts"
import type { Config } from "./config.ts"
import { refusedBy } from "./google.ts"
import { scriptProperties } from "./properties.ts"
import { askWorker } from "./worker.ts"

/** A receipt that could not be delivered waits here: the message was sent, and must not be sent again for that. */
const UNDELIVERED = "MAIL_RECEIPT"

type Purpose =
  | { readonly purpose: "lease"; readonly limit: number }
  | { readonly purpose: "receipt"; readonly receipts: Receipt[] }

/** Nothing to do for an office that did not choose it. `contacts` are those of its sheets. */
export function sendMail(config: Config, contacts: ReadonlySet<MailAddress>): void {
  if (config.mail !== "google" || !deliverOldReceipt(config)) return
  const limit = Math.min(MailApp.getRemainingDailyQuota(), LEASE_LIMIT)
  if (limit < 1) return
  const answer = ask(config, { purpose: "lease", limit })
  const leased = leaseAnswerSchema.safeParse(answer)
  if (!leased.success) return
  for (const message of leased.data.messages) {
    const receipt = send(message, contacts)
    if (!deliver(config, receipt) || (receipt.outcome === "failed" && receipt.everything)) return
  }
}

function send({ id, leaseUntil, raw }: LeasedMail, contacts: ReadonlySet<MailAddress>): Receipt {
  const held = { id, leaseUntil }
  const fault = outgoingFault(raw, contacts)
  if (fault !== undefined) return { ...held, ...refusalOf(fault, id) }
  try {
    const { id: providerId = "" } = Gmail.Users.Messages.send({ raw }, "me")
    return { ...held, outcome: "accepted", providerId }
  } catch (error) {
    return { ...held, ...failureOf(error) }
  }
}

type Failure =
  | { readonly outcome: "refused"; readonly code: string }
  | { readonly outcome: "failed"; readonly code: string; readonly everything: boolean }

/** A reader may be missing while somebody types in his cell: his mail waits for it. A test is answered at once. */
function refusalOf(code: OutgoingFault, id: string): Failure {
  if (code === "NOT_IN_SHEET" && !isTestId(id)) return { outcome: "failed", code, everything: false }
  return { outcome: "refused", code }
}

/**
 * Only an address that is none is refused for good. Quotas, permissions and faults of Google's are waited out. What the
 * error says is in the language of the account; its code is not.
 */
function failureOf(error: unknown): Failure {
  const { code, reason } = refusedBy(error)
  // A mailbox that is not set up yet is no fault of the address.
  if (code === 400 && reason !== "failedPrecondition") return { outcome: "refused", code: "GMAIL_RECIPIENT" }
  const isQuota = code === 429 || /limit|quota/i.test(reason)
  return { outcome: "failed", code: isQuota ? "GMAIL_QUOTA" : "GMAIL_FAILED", everything: true }
}

/** Kept before it is reported, so that a fetch that fails loses nothing. */
function deliver(config: Config, receipt: Receipt): boolean {
  const properties = scriptProperties()
  properties.setProperty(UNDELIVERED, JSON.stringify(receipt))
  if (ask(config, { purpose: "receipt", receipts: [receipt] }) === undefined) return false
  properties.deleteProperty(UNDELIVERED)
  return true
}

/** False while a receipt of the run before cannot be delivered: then nothing more is sent. */
function deliverOldReceipt(config: Config): boolean {
  const properties = scriptProperties()
  const kept = receiptSchema.safeParse(parseJson(properties.getProperty(UNDELIVERED) ?? "")).data
  if (kept && kept.leaseUntil > Date.now()) return deliver(config, kept)
  // The lease has ended: the Worker takes no receipt for it any more, and mail must not wait for one that cannot come.
  properties.deleteProperty(UNDELIVERED)
  return true
}

function ask(config: Config, says: Purpose): unknown {
  return askWorker(config, { path: LEASE_PATH, typ: LEASE_JWT_TYPE, says })
}
