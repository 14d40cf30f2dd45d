/** The years under `/api/v1/years`: which there are, and the lists of one, page by page. */
import { type Context, Hono } from "hono"
import { latestRevision, type Revision } from "../../../shared/record/record.ts"
import { filteredView, filterToQuery, parseFilter } from "../../../shared/view/filter.ts"
import { LISTS, type ListName, listPageView } from "../../../shared/view/list-page.ts"
import { parsePage } from "../../../shared/view/page-of.ts"
import { instantText, type ViewDay, yearView } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import { normalQuery, pageQuery, parseYear, withQuery, yearMissing } from "../answer/address.ts"
import { notFound } from "../answer/problem.ts"
import { JSON_TYPE, jsonText, publish, publishHeads, publishYears, sameDay } from "../answer/published.ts"

export const yearRoutes = new Hono<AppEnv>()

/** The present is known by the heads alone; a past day needs the records. */
yearRoutes.get("/api/v1/years", async c => {
  const { today, simulated } = c.get("moment")
  if (c.req.query("at") === undefined)
    return publishHeads(c, heads =>
      yearsText(
        { today, simulated },
        heads.map(head => yearPosition(head.fiscalYear, head)),
      ),
    )
  const past = await publishYears(c, {
    contentType: JSON_TYPE,
    render: years =>
      yearsText(
        years[0]?.day ?? { today, simulated },
        years.flatMap(({ record }) => {
          const latest = latestRevision(record)
          return latest ? [yearPosition(record.fiscalYear, latest)] : []
        }),
      ),
  })
  return past ?? notFound(c)
})

function yearPosition(
  fiscalYear: number,
  { sequence, head, acceptedAt }: Pick<Revision, "sequence" | "head" | "acceptedAt">,
) {
  return { fiscalYear, revision: sequence, head, updatedAt: instantText(acceptedAt) }
}

function yearsText({ today, simulated }: ViewDay, years: readonly object[]): string {
  return JSON.stringify({ today, simulated, years })
}

for (const list of LISTS)
  yearRoutes.get(`/api/v1/years/:year/${list}`, c => answerList(c, c.req.param("year"), list))

async function answerList(c: Context<AppEnv>, year: string, list: ListName): Promise<Response> {
  const filter = parseFilter(c.req.query())
  const page = parsePage(c.req.query("page"))
  const queryOf = (number: number) => normalQuery(filterToQuery(filter), pageQuery(number))
  const found = await publish(c, parseYear(year), {
    contentType: JSON_TYPE,
    query: queryOf(page),
    render: published => {
      const { record, day, path } = published
      const view = yearView(record, day)
      if (!view) return undefined
      const addressOf = (number: number) => sameDay(withQuery(path, queryOf(number)), published)
      return jsonText(listPageView(filteredView(view, filter), list, page, addressOf))
    },
  })
  return found ?? notFound(c, yearMissing(year))
}
