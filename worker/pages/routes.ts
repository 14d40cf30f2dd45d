/** The pages people read. */
import { type Context, Hono } from "hono"
import { parsePage } from "../../shared/view/changes-page.ts"
import { filterToQuery, parseFilter } from "../../shared/view/filter.ts"
import type { AppEnv } from "../app-env.ts"
import {
  measureMissing,
  pageQuery,
  parseYear,
  sectionMissing,
  yearMissing,
} from "../publish/answer/address.ts"
import { notFound } from "../publish/answer/problem.ts"
import { type Published, publish, publishYears } from "../publish/answer/published.ts"
import { aboutPage } from "./about.tsx"
import { changesHtml } from "./changes.tsx"
import { measurePage } from "./measure.tsx"
import { nothingYetPage } from "./refusal.tsx"
import { sectionPage } from "./section.tsx"
import { yearPage } from "./year.tsx"

export const pageRoutes = new Hono<AppEnv>()

const HTML_TYPE = "text/html; charset=utf-8"
/** A page that is not made from the record: the next reader may find one that is. */
const UNKEPT = { "Cache-Control": "no-cache" }

pageRoutes.get("/", async c => {
  const newest = await yearHtml(c, "newest")
  return newest ?? c.html(nothingYetPage(c.get("moment")), 200, UNKEPT)
})

pageRoutes.get("/about", async c => {
  const moment = c.get("moment")
  const page = await publish(c, "newest", HTML_TYPE, published => aboutPage(moment, published))
  return page ?? c.html(aboutPage(moment, undefined), 200, UNKEPT)
})

pageRoutes.get("/changes", async c => {
  const page = parsePage(c.req.query("page"))
  const changes = await publishYears(c, {
    contentType: HTML_TYPE,
    query: page > 1 ? `page=${page}` : "",
    render: years => changesHtml(years, page),
  })
  return changes ?? c.html(nothingYetPage(c.get("moment")), 200, UNKEPT)
})

pageRoutes.get("/:year{[0-9]+}", async c => {
  const year = c.req.param("year")
  const page = await yearHtml(c, parseYear(year))
  return page ?? notFound(c, yearMissing(year))
})

pageRoutes.get("/:year{[0-9]+}/measures/:id", async c => {
  const { year, id } = c.req.param()
  const page = await publish(c, parseYear(year), HTML_TYPE, published => measurePage(published, id))
  return page ?? notFound(c, measureMissing(id, year))
})

pageRoutes.get("/:year{[0-9]+}/sections/:slug", async c => {
  const { year, slug } = c.req.param()
  const asked = parsePage(c.req.query("page"))
  const render = (published: Published) => sectionPage(published, slug, asked)
  const page = await publish(c, parseYear(year), HTML_TYPE, render, pageQuery(asked))
  return page ?? notFound(c, sectionMissing(slug, year))
})

function yearHtml(c: Context<AppEnv>, year: number | "newest"): Promise<Response | undefined> {
  const filter = parseFilter(c.req.query())
  const page = parsePage(c.req.query("page"))
  const query = [filterToQuery(filter), page > 1 ? `page=${page}` : ""].filter(part => part !== "").join("&")
  return publish(c, year, HTML_TYPE, published => yearPage(published, filter, page), query)
}
