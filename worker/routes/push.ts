/** `POST /api/v1/pushes`: the one door through which anything comes in. */
import { Hono } from "hono"
import { bodyLimit } from "hono/body-limit"
import { BODY_LIMIT } from "../../shared/push.ts"
import { RECORD_TAG } from "../answer/reply.ts"
import type { AppEnv } from "../app.ts"
import { mailHealth } from "../mail/health.ts"
import { answerOf, type PushAnswer } from "../push/answer.ts"
import { receivePush } from "../push/receive.ts"
import { refuse } from "../push/refusal.ts"
import { storeOf } from "../store.ts"

export const pushRoutes = new Hono<AppEnv>()

const tooLarge = answerOf({ outcome: "refused", refused: refuse("tooLarge"), standing: undefined }, null)

pushRoutes.post(
  "/api/v1/pushes",
  bodyLimit({ maxSize: BODY_LIMIT, onError: () => pushResponse(tooLarge) }),
  async c => {
    const deps = { db: c.env.DB, config: c.get("config"), now: c.get("moment").now }
    const body = new TextDecoder().decode(await c.req.arrayBuffer())
    const result = await receivePush(deps, c.req.header("Content-Type") ?? "", body)
    // Nobody without the office's key can make the isolate ask its database, or learn how the mail stands.
    if (result.standing) storeOf(c.env.DB).forgetHeads()
    if (result.outcome === "accepted") purgeRecord(c.executionCtx)
    const mail = result.standing ? await mailHealth(c.env) : null
    return pushResponse(answerOf(result, mail))
  },
)

/** The change shows at once wherever a cache stands before the Worker; it shows within seconds if this fails. */
function purgeRecord(context: ExecutionContext): void {
  const purged = context.cache?.purge({ tags: [RECORD_TAG] })
  if (purged) context.waitUntil(purged.catch(error => console.error(error)))
}

function pushResponse({ status, contentType, body }: PushAnswer): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": contentType, "Cache-Control": "no-store" },
  })
}
