/** The pages people read. */
import { Hono } from "hono"
import { notFound } from "../answer/problem.ts"
import { publish } from "../answer/published.ts"
import type { AppEnv } from "../app.ts"
import { aboutPage } from "../pages/about.tsx"
import { measurePage } from "../pages/measure.tsx"
import { nothingYetPage } from "../pages/not-found.tsx"
import { yearPage } from "../pages/year.tsx"
import { measureMissing, parseYear, yearMissing } from "./address.ts"

export const pageRoutes = new Hono<AppEnv>()

const HTML_TYPE = "text/html; charset=utf-8"
/** A page that is not made from the record: the next reader may find one that is. */
const UNKEPT = { "Cache-Control": "no-cache" }

pageRoutes.get("/", async c => {
  const newest = await publish(c, "newest", HTML_TYPE, yearPage)
  return newest ?? c.html(nothingYetPage(c.get("moment")), 200, UNKEPT)
})

pageRoutes.get("/about", async c => {
  const moment = c.get("moment")
  const page = await publish(c, "newest", HTML_TYPE, published => aboutPage(moment, published))
  return page ?? c.html(aboutPage(moment, undefined), 200, UNKEPT)
})

pageRoutes.get("/:year{[0-9]+}", async c => {
  const year = c.req.param("year")
  return (await publish(c, parseYear(year), HTML_TYPE, yearPage)) ?? notFound(c, yearMissing(year))
})

pageRoutes.get("/:year{[0-9]+}/measures/:id", async c => {
  const { year, id } = c.req.param()
  const page = await publish(c, parseYear(year), HTML_TYPE, published => measurePage(published, id))
  return page ?? notFound(c, measureMissing(id, year))
})
