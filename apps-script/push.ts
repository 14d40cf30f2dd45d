/** Signs changes with the office's key and sends them to the Worker, in as many pushes as its limits ask for. */

import {
  GENESIS,
  type MailHealth,
  PAYLOAD_VERSION,
  PUSH_CONTENT_TYPE,
  PUSH_JWT_TYPE,
  type PushReply,
  replySchema,
} from "../shared/push/payload.ts"
import type { PushPayload } from "../shared/push/payload-schema.ts"
import { type Hash, serializeSdJwt, sha256Text } from "../shared/push/sd-jwt.ts"
import { claimsOf } from "../shared/push/signed-request.ts"
import { parseJson } from "../shared/row/json.ts"
import { type Change, heartbeatOf, isHeartbeat, PUSH_LIMITS, splitChange } from "../shared/scan/change.ts"
import { rememberAccepted, type ScanPlan } from "../shared/scan/scan.ts"
import type { Connection } from "../shared/scan/status.ts"
import { EMPTY_MEMORY, type Known, type Memory } from "../shared/sheet/memory.ts"
import {
  acceptedAt,
  checkedLog,
  doubted,
  followed,
  isWhereStood,
  type SentPush,
  type Stood,
  settledAt,
  withSent,
} from "../shared/sheet/stood.ts"
import type { Config } from "./config.ts"
import { keepStood } from "./stood.ts"
import { postToWorker, signJwt } from "./worker.ts"

/** What a plan's pushes begin from: what the sheet remembers, and what the script knows by itself. */
type Position = { readonly memory: Memory; readonly stood: Stood }

/** How a plan's pushes went; the position with what the Worker took. */
export type Sent = Position & {
  readonly connection: Connection
  readonly mail: MailHealth | null
  /** What the Worker holds, when it is not what was remembered, and leads to where the office stood. */
  readonly rebaseOn?: Known
}

/** Smaller pushes tried after a 413 before giving up: each half as large as the one before. */
const HALVINGS = 6

/** `isSettled` says that a person took this head of the Worker's for the office's own. */
export function sendPlan(
  config: Config,
  plan: ScanPlan,
  before: Position,
  isSettled: (head: Hash) => boolean,
): Sent {
  const { doubt } = before.stood
  if (isWhereStood(before.stood, before.memory)) return sendParts(config, plan, before)
  // Nothing is asked of the Worker where there is nothing to say, unless it was never asked.
  if (plan.change || doubt?.head === GENESIS)
    return askWhereItStands(config, plan.table.fiscalYear, before, isSettled)
  return { ...before, connection: { kind: "quiet" }, mail: null }
}

function sendParts(config: Config, plan: ScanPlan, before: Position, halvings = 0): Sent {
  const { table, change } = plan
  const kind = before.memory.sequence > 0 ? "quiet" : "notAnnounced"
  const limits = { signed: PUSH_LIMITS.signed / 2 ** halvings, body: PUSH_LIMITS.body / 2 ** halvings }
  let sent: Sent = { ...before, connection: { kind }, mail: null }
  for (const part of change ? splitChange(change, before.memory, limits) : []) {
    const push = signPush(config, table.fiscalYear, sent, part)
    // Kept before it is sent: whatever becomes of the answer, the push is known again. A heartbeat is never in a log.
    if (!isHeartbeat(part, sent.memory)) sent = keep(table.fiscalYear, sent, withSent(sent.stood, push.kept))
    const outcome = postPush(config, push.body)
    if (outcome.kind === "unreachable") return { ...sent, connection: outcome }
    const { reply } = outcome
    if (reply.outcome === "stale") return follow(table.fiscalYear, sent, knownOf(reply))
    const logged = checkedLog(sent.stood, reply.log)
    if (!logged) return keep(table.fiscalYear, sent, doubted(sent.stood, reply, Date.now(), true))
    if (isTooLarge(reply) && sent.memory === before.memory && halvings < HALVINGS)
      return sendParts(config, plan, sent, halvings + 1)
    if (reply.outcome === "refused")
      return { ...sent, connection: refusal(reply), mail: reply.mail ?? sent.mail }
    const stood = acceptedAt(logged, push.kept, reply)
    if (!stood) return keep(table.fiscalYear, sent, doubted(sent.stood, reply, Date.now()))
    const memory = rememberAccepted(sent.memory, part, reply.head, reply.revision)
    // A heartbeat before the announcement is taken, and still nothing is public.
    sent = {
      ...keep(table.fiscalYear, sent, stood),
      memory,
      connection: reply.revision > 0 ? accepted(reply) : { kind: "notAnnounced" },
      mail: reply.mail,
    }
  }
  return sent
}

/** What the Worker holds, asked by a push that nothing can come of: empty, and on no other. */
function askWhereItStands(
  config: Config,
  fiscalYear: number,
  before: Position,
  isSettled: (head: Hash) => boolean,
): Sent {
  const asked: Sent = { ...before, connection: { kind: "quiet" }, mail: null }
  // It countersigns nothing: what a person settles on is asked for, whatever it goes on from.
  const nowhere = { memory: EMPTY_MEMORY, stood: { ...before.stood, log: undefined } }
  const { body } = signPush(config, fiscalYear, nowhere, heartbeatOf(EMPTY_MEMORY))
  const outcome = postPush(config, body)
  if (outcome.kind === "unreachable") return { ...asked, connection: outcome }
  const { reply } = outcome
  if (reply.outcome === "refused") return { ...asked, connection: refusal(reply) }
  const known = knownOf(reply)
  if (!before.stood.doubt || !isSettled(known.head)) return follow(fiscalYear, asked, known)
  const settled = settledAt(known)
  return { ...keep(fiscalYear, asked, checkedLog(settled, reply.log) ?? settled), rebaseOn: known }
}

function follow(fiscalYear: number, sent: Sent, known: Known): Sent {
  const stood = followed(sent.stood, known)
  return stood
    ? { ...keep(fiscalYear, sent, stood), rebaseOn: known }
    : keep(fiscalYear, sent, doubted(sent.stood, known, Date.now()))
}

function keep(fiscalYear: number, sent: Sent, stood: Stood): Sent {
  if (stood !== sent.stood) keepStood(fiscalYear, stood)
  return { ...sent, stood }
}

function knownOf({ revision, head, rows = {} }: PushReply): Known {
  return { revision, head, rows }
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

type SignedPush = { readonly body: string; readonly kept: SentPush }

function signPush(config: Config, fiscalYear: number, position: Position, change: Change): SignedPush {
  const payload = payloadOf(config, fiscalYear, position, change)
  const signed = signJwt(config, PUSH_JWT_TYPE, payload)
  const disclosures = [...change.rows, ...change.privateRows].map(row => row.disclosure)
  const kept = { head: sha256Text(signed), base: payload.base, state: payload.state }
  return { body: serializeSdJwt(signed, disclosures), kept }
}

function postPush(config: Config, body: string): PushOutcome {
  const answer = postToWorker(config.pushUrl, PUSH_CONTENT_TYPE, body)
  if (answer.kind === "unreachable") return answer
  const { data } = replySchema.safeParse(parseJson(answer.text))
  if (data) return { kind: "answered", reply: data }
  // A page for people stands before the Worker: `doctor` says what to turn off.
  const page = /^\s*</.test(answer.text) ? " หน้าเว็บกั้นอยู่ ให้สั่ง doctor" : ""
  return { kind: "unreachable", detail: `HTTP ${answer.status}${page}` }
}

function payloadOf(
  config: Config,
  fiscalYear: number,
  { memory, stood }: Position,
  change: Change,
): PushPayload {
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
    version: PAYLOAD_VERSION,
    log: stood.log ?? null,
  }
}
