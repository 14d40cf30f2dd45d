/** The record as JSON: by year under `/api/v1`, and as the twin of each page. */
import { type Context, Hono } from "hono"
import { latestRevision, type Revision } from "../../shared/record/record.ts"
import { parsePage } from "../../shared/view/changes-page.ts"
import { filteredView, filterToQuery, parseFilter } from "../../shared/view/filter.ts"
import { measurePageView } from "../../shared/view/measure.ts"
import { sectionPageView } from "../../shared/view/section-page.ts"
import { instantText, placeOf, type ViewDay, yearView } from "../../shared/view/year.ts"
import type { AppEnv } from "../app-env.ts"
import { measureMissing, parseYear, sectionMissing, yearMissing } from "../publish/answer/address.ts"
import { notFound } from "../publish/answer/problem.ts"
import { publish, publishHeads, publishYears } from "../publish/answer/published.ts"
import { changesViewOf } from "./changes.tsx"

export const yearRoutes = new Hono<AppEnv>()

const JSON_TYPE = "application/json; charset=utf-8"

yearRoutes.get("/index.json", async c => (await yearJson(c, "newest")) ?? notFound(c))
yearRoutes.get("/about.json", async c => {
  const about = await publish(c, "newest", JSON_TYPE, ({ record, day, years }) =>
    jsonText({ ...placeOf(record, day), years, pushes: `/api/v1/pushes/${record.fiscalYear}` }),
  )
  return about ?? notFound(c)
})
yearRoutes.get("/:twin{[0-9]+\\.json}", c => yearOr404(c, idOf(c.req.param("twin"))))
yearRoutes.get("/api/v1/years/:year", c => yearOr404(c, c.req.param("year")))

/** The present is told by the heads alone; a past day needs the records. */
yearRoutes.get("/api/v1/years", async c => {
  const { today, simulated } = c.get("moment")
  if (c.req.query("at") === undefined)
    return publishHeads(c, heads =>
      yearsText(
        { today, simulated },
        heads.map(head => yearStanding(head.fiscalYear, head)),
      ),
    )
  const past = await publishYears(c, {
    contentType: JSON_TYPE,
    render: years =>
      yearsText(
        years[0]?.day ?? { today, simulated },
        years.flatMap(({ record }) => {
          const latest = latestRevision(record)
          return latest ? [yearStanding(record.fiscalYear, latest)] : []
        }),
      ),
  })
  return past ?? notFound(c)
})

yearRoutes.get("/:year/measures/:twin{.+\\.json}", c =>
  measureJson(c, c.req.param("year"), idOf(c.req.param("twin"))),
)
yearRoutes.get("/api/v1/years/:year/measures/:id", c =>
  measureJson(c, c.req.param("year"), c.req.param("id")),
)
yearRoutes.get("/:year/sections/:twin{.+\\.json}", c =>
  sectionJson(c, c.req.param("year"), idOf(c.req.param("twin"))),
)
yearRoutes.get("/api/v1/years/:year/sections/:slug", c =>
  sectionJson(c, c.req.param("year"), c.req.param("slug")),
)

yearRoutes.get("/changes.json", async c => {
  const page = parsePage(c.req.query("page"))
  const changes = await publishYears(c, {
    contentType: JSON_TYPE,
    query: page > 1 ? `page=${page}` : "",
    render: years => jsonText(changesViewOf(years, page)),
  })
  return changes ?? notFound(c)
})

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

async function measureJson(c: Context<AppEnv>, year: string, id: string): Promise<Response> {
  const found = await publish(c, parseYear(year), JSON_TYPE, ({ record, day }) =>
    jsonText(measurePageView(record, id, day)),
  )
  return found ?? notFound(c, measureMissing(id, year))
}

async function sectionJson(c: Context<AppEnv>, year: string, slug: string): Promise<Response> {
  const found = await publish(c, parseYear(year), JSON_TYPE, ({ record, day }) =>
    jsonText(sectionPageView(record, slug, day)),
  )
  return found ?? notFound(c, sectionMissing(slug, year))
}

function yearStanding(
  fiscalYear: number,
  { sequence, head, acceptedAt }: Pick<Revision, "sequence" | "head" | "acceptedAt">,
) {
  return { fiscalYear, revision: sequence, head, updatedAt: instantText(acceptedAt) }
}

function yearsText({ today, simulated }: ViewDay, years: readonly object[]): string {
  return JSON.stringify({ today, simulated, years })
}

function idOf(twin: string): string {
  return twin.replace(/\.json$/, "")
}

function jsonText(view: object | undefined): string | undefined {
  return view === undefined ? undefined : JSON.stringify(view)
}
