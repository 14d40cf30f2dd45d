/** `/healthz`: whether the Worker and its database answer, and how long each sheet has been silent. For monitors. */
import { Hono } from "hono"
import { instantText } from "../../shared/view/year.ts"
import { freshnessOf } from "../answer/freshness.ts"
import type { AppEnv } from "../app.ts"
import { storeOf } from "../store.ts"

export const healthRoutes = new Hono<AppEnv>()

healthRoutes.get("/healthz", async c => {
  const { now, today, simulated } = c.get("moment")
  const heads = await storeOf(c.env.DB).heads()
  c.header("Cache-Control", "no-store")
  return c.json({
    status: "ok",
    today,
    simulated,
    years: heads.map(({ fiscalYear, sequence, head, seenAt }) => ({
      fiscalYear,
      revision: sequence,
      head,
      seenAt: instantText(seenAt),
      stale: freshnessOf(seenAt, now).isStale,
    })),
  })
})
