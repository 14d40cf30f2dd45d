/** What the local office and the operator's commands ask of the mail. On a public host there is nothing here. */
import { Hono } from "hono"
import { parseIsoDate } from "../../shared/date/civil-date.ts"
import type { Env } from "../host/env.ts"
import { previewDay } from "./preview.ts"
import { runsFrom } from "./run-log.ts"

export const cronRoutes = new Hono<{ Bindings: Env }>()

cronRoutes.get("/api/v1/cron", async context => {
  const from = Number(context.req.query("from") ?? "0")
  if (context.env.CLOCK === undefined || !Number.isSafeInteger(from)) return context.notFound()
  context.header("Cache-Control", "no-store")
  return context.json({ runs: await runsFrom(context.env.DB, from) })
})

cronRoutes.get("/api/v1/mail-preview", async context => {
  if (context.env.CLOCK === undefined) return context.notFound()
  const on = parseIsoDate(context.req.query("on") ?? "")
  context.header("Cache-Control", "no-store")
  if (!on) return context.json({ code: "badDay" }, 400)
  const preview = await previewDay(context.env, on, context.req.query("to") ?? "director")
  return "sections" in preview
    ? context.json({ code: "noSuchSection", ...preview }, 404)
    : context.json(preview)
})
