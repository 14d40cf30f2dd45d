/** The record as JSON: by year under `/api/v1`, and as the twin of each page. */
import { type Context, Hono } from "hono"
import { parsePage } from "../../shared/view/changes-page.ts"
import { filteredView, filterToQuery, parseFilter } from "../../shared/view/filter.ts"
import { measurePageView } from "../../shared/view/measure.ts"
import { sectionPageView } from "../../shared/view/section-page.ts"
import { instantText, placeOf, yearView } from "../../shared/view/year.ts"
import { notFound } from "../answer/problem.ts"
import { publish, publishHeads, publishYears } from "../answer/published.ts"
import type { AppEnv } from "../app.ts"
import { changesViewOf } from "../pages/changes.tsx"
import { measureMissing, parseYear, sectionMissing, yearMissing } from "./address.ts"

export const yearRoutes = new Hono<AppEnv>()

yearRoutes.get("/index.json", async c => (await yearJson(c, "newest")) ?? notFound(c))
yearRoutes.get("/about.json", async c => {
  const about = await publish(c, "newest", JSON_TYPE, ({ record, day, years }) =>
    jsonText({ ...placeOf(record, day), years, pushes: `/api/v1/pushes/${record.fiscalYear}` }),
  )
  return about ?? notFound(c)
})
yearRoutes.get("/:twin{[0-9]+\\.json}", c => yearOr404(c, c.req.param("twin").replace(/\.json$/, "")))
yearRoutes.get("/api/v1/years/:year", c => yearOr404(c, c.req.param("year")))

yearRoutes.get("/api/v1/years", c =>
  publishHeads(c, heads =>
    JSON.stringify({
      simulated: c.get("moment").simulated,
      years: heads.map(({ fiscalYear, sequence, head, acceptedAt }) => ({
        fiscalYear,
        revision: sequence,
        head,
        updatedAt: instantText(acceptedAt),
      })),
    }),
  ),
)

yearRoutes.get("/:year/measures/:twin{.+\\.json}", async c => {
  const id = c.req.param("twin").replace(/\.json$/, "")
  const year = c.req.param("year")
  const found = await publish(c, parseYear(year), JSON_TYPE, ({ record, day }) =>
    jsonText(measurePageView(record, id, day)),
  )
  return found ?? notFound(c, measureMissing(id, year))
})

yearRoutes.get("/:year/sections/:twin{.+\\.json}", async c => {
  const slug = c.req.param("twin").replace(/\.json$/, "")
  const year = c.req.param("year")
  const found = await publish(c, parseYear(year), JSON_TYPE, ({ record, day }) =>
    jsonText(sectionPageView(record, slug, day)),
  )
  return found ?? notFound(c, sectionMissing(slug, year))
})

yearRoutes.get("/changes.json", async c => {
  const page = parsePage(c.req.query("page"))
  const changes = await publishYears(c, {
    contentType: JSON_TYPE,
    query: page > 1 ? `page=${page}` : "",
    render: years => jsonText(changesViewOf(years, page)),
  })
  return changes ?? notFound(c)
})

const JSON_TYPE = "application/json; charset=utf-8"

async function yearOr404(c: Context<AppEnv>, year: string): Promise<Response> {
  return (await yearJson(c, parseYear(year))) ?? notFound(c, yearMissing(year))
}

function yearJson(c: Context<AppEnv>, year: number | "newest"): Promise<Response | undefined> {
  const filter = parseFilter(c.req.query())
  return publish(
    c,
    year,
    JSON_TYPE,
    ({ record, day }) => {
      const view = yearView(record, day)
      return jsonText(view && filteredView(view, filter))
    },
    filterToQuery(filter),
  )
}

function jsonText(view: object | undefined): string | undefined {
  return view === undefined ? undefined : JSON.stringify(view)
}
