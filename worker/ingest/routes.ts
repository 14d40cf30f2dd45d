/** `POST /api/v1/pushes`: the one door through which anything comes in. */
import { type Context, Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { BODY_LIMIT } from "../../shared/push/payload.ts"
import type { AppEnv } from "../app-env.ts"
import { logFailure, writeLog } from "../host/log.ts"
import { mailHealth } from "../store/mail-health.ts"
import { RECORD_TAG, storeOf } from "../store/store.ts"
import { answerOf, type PushAnswer } from "./answer.ts"
import { type PushResult, receivePush } from "./receive.ts"
import { refuse } from "./refusal.ts"

export const pushRoutes = new Hono<AppEnv>()

const tooLarge: PushResult = { outcome: "refused", refused: refuse("tooLarge"), standing: undefined }

pushRoutes.post(
  "/api/v1/pushes",
  bodyLimit({
    maxSize: BODY_LIMIT,
    onError: (c: Context<AppEnv>) => {
      logPush(c, tooLarge, null, Date.now())
      return pushResponse(answerOf(tooLarge, null, c.get("requestId")))
    },
  }),
  async c => {
    const startedAt = Date.now()
    const deps = { db: c.env.DB, config: c.get("config"), now: c.get("moment").now }
    const bytes = await c.req.arrayBuffer()
    const body = new TextDecoder().decode(bytes)
    const result = await receivePush(deps, c.req.header("Content-Type") ?? "", body)
    // Nobody without the office's key can make the isolate ask its database, or learn how the mail stands.
    if (result.standing) storeOf(c.env.DB).forgetHeads()
    logPush(c, result, bytes.byteLength, startedAt)
    if (result.outcome === "accepted") purgeRecord(c.executionCtx, c.get("requestId"))
    const mail = result.standing ? await mailHealth(c.env) : null
    return pushResponse(answerOf(result, mail, c.get("requestId")))
  },
)

/** `bytes` is null for a body that was not read to its end. */
function logPush(c: Context<AppEnv>, result: PushResult, bytes: number | null, startedAt: number): void {
  const { outcome, standing } = result
  writeLog({
    ...{ event: "push", requestId: c.get("requestId"), outcome, bytes, ms: Date.now() - startedAt },
    fiscalYear: standing?.fiscalYear ?? null,
    sequence: standing?.sequence ?? null,
    refusal: outcome === "refused" ? result.refused.refusal : outcome === "stale" ? "staleBase" : null,
  })
}

/** The change shows at once wherever a cache stands before the Worker; it shows within seconds if this fails. */
function purgeRecord(context: ExecutionContext, requestId: string): void {
  const purged = context.cache?.purge({ tags: [RECORD_TAG] })
  if (purged) context.waitUntil(purged.catch(error => logFailure(requestId, "cache", error)))
}

function pushResponse({ status, contentType, body }: PushAnswer): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": contentType, "Cache-Control": "no-store" },
  })
}
