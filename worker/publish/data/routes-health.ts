/** `/healthz`: whether the Worker and its database answer, and when each sheet was last heard of. For monitors. */
import { Hono } from "hono"
import { GENESIS } from "../../../shared/push/payload.ts"
import { instantText } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import { readHeartbeats } from "../../store/read-record.ts"
import { storeOf } from "../../store/store.ts"
import { freshnessOf } from "../answer/record-source.ts"

export const healthRoutes = new Hono<AppEnv>()

healthRoutes.get("/healthz", async c => {
  const { now, today, simulated } = c.get("moment")
  const heads = await storeOf(c.env.DB).heads()
  // From the table itself: whoever waits for a script's first word must hear of a year that is not announced yet.
  const heartbeats = await readHeartbeats(c.env.DB)
  c.header("Cache-Control", "no-store")
  return c.json({
    status: "ok",
    today,
    simulated,
    years: heartbeats.map(({ fiscalYear, seenAt }) => {
      const head = heads.find(each => each.fiscalYear === fiscalYear)
      return {
        fiscalYear,
        revision: head?.sequence ?? 0,
        head: head?.head ?? GENESIS,
        seenAt: instantText(seenAt),
        stale: freshnessOf(seenAt, now).isStale,
      }
    }),
  })
})
