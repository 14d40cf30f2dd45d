/** What the local office asks of the outbox. Without a simulated clock there is nothing here. */
import { Hono } from "hono"
import type { Env } from "../env.ts"
import { runsFrom } from "./run-log.ts"

export const cronRoutes = new Hono<{ Bindings: Env }>().get("/api/v1/cron", async context => {
  const from = Number(context.req.query("from") ?? "0")
  if (context.env.CLOCK === undefined || !Number.isSafeInteger(from)) return context.notFound()
  context.header("Cache-Control", "no-store")
  return context.json({ runs: await runsFrom(context.env.DB, from) })
})
