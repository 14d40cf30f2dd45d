/** Signs changes with the office's key and sends them to the Worker, in as many pushes as its limits ask for. */

import {
  type MailHealth,
  PUSH_CONTENT_TYPE,
  PUSH_JWT_TYPE,
  type PushPayload,
  type PushReply,
  replySchema,
} from "../shared/push/payload.ts"
import { serializeSdJwt } from "../shared/push/sd-jwt.ts"
import { claimsOf } from "../shared/push/signed-request.ts"
import { parseJson } from "../shared/row/json.ts"
import { type Change, PUSH_LIMITS, splitChange } from "../shared/scan/change.ts"
import { rememberAccepted, type ScanPlan } from "../shared/scan/scan.ts"
import type { Connection } from "../shared/scan/status.ts"
import type { Memory } from "../shared/sheet/memory.ts"
import type { Config } from "./config.ts"
import { postToWorker, signJwt } from "./worker.ts"

/** How a plan's pushes went. */
export type Sent = {
  /** With what the Worker took. */
  readonly memory: Memory
  readonly connection: Connection
  readonly mail: MailHealth | null
  /** What the Worker holds, when it is not what was remembered. */
  readonly rebaseOn?: Pick<PushReply, "revision" | "head"> & {
    readonly rows: NonNullable<PushReply["rows"]>
  }
}

/** Smaller pushes tried after a 413 before giving up: each half as large as the one before. */
const HALVINGS = 6

export function sendPlan(config: Config, plan: ScanPlan, before: Memory, halvings = 0): Sent {
  const { table, change } = plan
  const kind = before.sequence > 0 ? "quiet" : "notAnnounced"
  const limits = { signed: PUSH_LIMITS.signed / 2 ** halvings, body: PUSH_LIMITS.body / 2 ** halvings }
  let sent: Sent = { memory: before, connection: { kind }, mail: null }
  for (const part of change ? splitChange(change, before, limits) : []) {
    const outcome = sendChange(config, table.fiscalYear, sent.memory, part)
    if (outcome.kind === "unreachable") return { ...sent, connection: outcome }
    const { reply } = outcome
    if (isTooLarge(reply) && sent.memory === before && halvings < HALVINGS)
      return sendPlan(config, plan, before, halvings + 1)
    if (reply.outcome === "refused")
      return { ...sent, connection: refusal(reply), mail: reply.mail ?? sent.mail }
    if (reply.outcome === "stale") return { ...sent, rebaseOn: { ...reply, rows: reply.rows ?? {} } }
    const memory = rememberAccepted(sent.memory, part, reply.head, reply.revision)
    // A heartbeat before the announcement is taken, and still nothing is public.
    sent = {
      memory,
      connection: reply.revision > 0 ? accepted(reply) : { kind: "notAnnounced" },
      mail: reply.mail,
    }
  }
  return sent
}

function isTooLarge({ outcome, problems }: PushReply): boolean {
  return outcome === "refused" && problems.some(({ code }) => code === "tooLarge")
}

function accepted({ keyExpiresAt }: PushReply): Connection {
  return { kind: "accepted", ...(keyExpiresAt ? { keyExpiresAt: Date.parse(keyExpiresAt) } : {}) }
}

function refusal(reply: PushReply): Connection {
  const [problem] = reply.problems
  return { kind: "refused", code: problem?.code ?? "", detail: problem?.message ?? "" }
}

type PushOutcome =
  | { readonly kind: "answered"; readonly reply: PushReply }
  /** No answer, or none that can be read: the push may or may not have been taken; the next answer tells. */
  | { readonly kind: "unreachable"; readonly detail: string }

function sendChange(config: Config, fiscalYear: number, memory: Memory, change: Change): PushOutcome {
  const signed = signJwt(config, PUSH_JWT_TYPE, payloadOf(config, fiscalYear, memory, change))
  const disclosures = [...change.rows, ...change.privateRows].map(row => row.disclosure)
  const answer = postToWorker(config.pushUrl, PUSH_CONTENT_TYPE, serializeSdJwt(signed, disclosures))
  if (answer.kind === "unreachable") return answer
  const { data } = replySchema.safeParse(parseJson(answer.text))
  return data ? { kind: "answered", reply: data } : { kind: "unreachable", detail: `HTTP ${answer.status}` }
}

function payloadOf(config: Config, fiscalYear: number, memory: Memory, change: Change): PushPayload {
  const reference = (row: Change["rows"][number]) => ({ "...": row.disclosure.digest })
  return {
    ...claimsOf(config.office, config.audience, Date.now()),
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
}
