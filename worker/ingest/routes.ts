/** `POST /api/v1/pushes`: the one door through which anything comes in. */
import { type Context, Hono } from "hono"
import { BODY_LIMIT, GENESIS, type MailHealth, type PushReply } from "../../shared/push/payload.ts"
import { instantText } from "../../shared/view/year.ts"
import type { AppEnv } from "../app-env.ts"
import { logFailure, writeLog } from "../host/log.ts"
import { type BodyFault, postedBody } from "../host/posted-body.ts"
import { loggedCosigning } from "../log/cosign.ts"
import { toldLog } from "../log/countersign.ts"
import { signGrown } from "../log/tend.ts"
import { mailHealth } from "../store/mail-health.ts"
import { loggedCounting } from "../store/projection-tend.ts"
import { RECORD_TAG, storeOf } from "../store/store.ts"
import { loggedSheets } from "../store/year-sheet.ts"
import { type PushResult, receivePush } from "./receive.ts"
import { REFUSAL_WORDS, type RefusalStatus, type Refused, refuse } from "./refusal.ts"

export const pushRoutes = new Hono<AppEnv>()

pushRoutes.post("/api/v1/pushes", async c => {
  const startedAt = Date.now()
  const body = await postedBody(c.req.raw, BODY_LIMIT)
  const result = await resultOf(c, body)
  // Nobody without the office's key can make the isolate ask its database, or learn how the mail stands.
  const isRepeat = result.outcome === "unchanged" && result.isRepeat
  if (isRepeat) c.set("isRepeat", isRepeat)
  const isOurs = result.position !== undefined && !isRepeat
  if (isOurs) storeOf(c.env.DB).forgetHeads()
  logPush(c, result, typeof body === "string" ? null : body.byteLength, startedAt)
  if (result.outcome === "accepted") purgeRecord(c.executionCtx, c.get("requestId"))
  if (result.outcome === "accepted") await signGrown(c.env, c.get("moment").now, result.grown)
  const own = isOurs
    ? { mail: await mailHealth(c.env, result.position.fiscalYear), log: await logTold(c, result) }
    : { mail: null }
  const answer = pushResponse(answerOf(result, own, c.get("requestId")))
  if (result.outcome === "accepted")
    c.executionCtx.waitUntil(Promise.all([makeReady(c), loggedCosigning(c.env)]))
  return answer
})

/** Makes what the next reader needs of what was pushed. One after the other, so that the record is read once. */
async function makeReady(c: Context<AppEnv>): Promise<void> {
  await loggedSheets(c.env, c.get("rowWriter"))
  await loggedCounting(c.env.DB)
}

/** Undefined too where the tree cannot be read: what was taken was taken. */
async function logTold(c: Context<AppEnv>, { countersigns }: PushResult): Promise<PushReply["log"]> {
  return (
    countersigns &&
    toldLog(c.env.DB, countersigns).catch(error => {
      logFailure(c.get("requestId"), "the log", error)
      return undefined
    })
  )
}

function resultOf(c: Context<AppEnv>, body: Uint8Array | BodyFault): Promise<PushResult> | PushResult {
  if (typeof body === "string") return { outcome: "refused", refused: refuse(body), position: undefined }
  const deps = { db: c.env.DB, config: c.get("config"), now: c.get("moment").now }
  return receivePush(deps, c.req.header("Content-Type") ?? "", new TextDecoder().decode(body))
}

/** `bytes` is null for a body that was not read to its end. */
function logPush(c: Context<AppEnv>, result: PushResult, bytes: number | null, startedAt: number): void {
  const { outcome, position } = result
  writeLog({
    event: "push",
    requestId: c.get("requestId"),
    outcome,
    bytes,
    ms: Date.now() - startedAt,
    fiscalYear: position?.fiscalYear ?? null,
    sequence: position?.sequence ?? null,
    refusal: outcome === "refused" ? result.refused.refusal : outcome === "stale" ? "staleBase" : null,
  })
}

/** The change shows at once wherever a cache stands before the Worker; it shows within seconds if this fails. */
export function purgeRecord(context: ExecutionContext, requestId: string): void {
  const purged = context.cache?.purge({ tags: [RECORD_TAG] })
  if (purged) context.waitUntil(purged.catch(error => logFailure(requestId, "cache", error)))
}

function pushResponse({ status, contentType, body }: PushAnswer): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": contentType, "Cache-Control": "no-store" },
  })
}

/** The script writes it into the sheet, so it is Thai first and always says where the log is. */
type PushAnswer = {
  readonly status: 200 | 201 | RefusalStatus
  readonly contentType: "application/json" | "application/problem+json"
  readonly body: PushReply & Record<string, unknown>
}

/** Faults told one by one; a push of a thousand bad rows needs no thousand lines. */
const MAX_PROBLEMS = 20

/** What is told to the office alone. */
type Own = { readonly mail: MailHealth | null; readonly log?: PushReply["log"] }

function answerOf(result: PushResult, { mail, log }: Own, requestId: string): PushAnswer {
  const { outcome, position } = result
  const expiresAt = result.key?.exp
  const reply = {
    outcome,
    revision: position?.sequence ?? 0,
    head: position?.head ?? GENESIS,
    mail,
    ...(expiresAt === undefined ? {} : { keyExpiresAt: instantText(expiresAt * 1000) }),
    ...(log && { log }),
  }
  switch (outcome) {
    case "accepted":
      return { status: 201, contentType: "application/json", body: { ...reply, problems: [] } }
    case "unchanged":
      return { status: 200, contentType: "application/json", body: { ...reply, problems: [] } }
    case "stale": {
      const rows = Object.fromEntries([...result.position.rows, ...result.position.privateRows])
      return refusal(refuse("staleBase"), { ...reply, rows, chain: result.chain }, requestId)
    }
    case "refused":
      return refusal(result.refused, reply, requestId)
    default:
      return outcome satisfies never
  }
}

/** RFC 9457 around the reply: `code` is one of `REFUSALS`, for programs; the rest is for people. */
function refusal(
  { refusal: code, details }: Refused,
  reply: Omit<PushReply, "problems">,
  requestId: string,
): PushAnswer {
  const { status, th, en } = REFUSAL_WORDS[code]
  const shown = details.slice(0, MAX_PROBLEMS)
  const messages = shown.length > 0 ? shown.map(detail => `${th} (${detail})`) : [th]
  return {
    status,
    contentType: "application/problem+json",
    body: {
      type: `urn:sujarit:problem:${code}`,
      title: th,
      titleEn: en,
      status,
      ...(shown.length > 0 ? { detail: shown.join("; ") } : {}),
      code,
      requestId,
      ...reply,
      problems: messages.map(message => ({ code, message })),
    },
  }
}
