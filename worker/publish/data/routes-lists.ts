/** `/api/v1/years/<year>/<list>`: one list of a year, page by page. */
import { type Context, Hono } from "hono"
import { parsePage } from "../../../shared/view/changes-page.ts"
import { filteredView, filterToQuery, parseFilter } from "../../../shared/view/filter.ts"
import { yearView } from "../../../shared/view/year.ts"
import type { AppEnv } from "../../app-env.ts"
import { parseYear, yearMissing } from "../answer/address.ts"
import { notFound } from "../answer/problem.ts"
import { publish, sameDay } from "../answer/published.ts"
import { LISTS, type ListName, listView } from "./list-view.ts"

export const listRoutes = new Hono<AppEnv>()

for (const list of LISTS)
  listRoutes.get(`/api/v1/years/:year/${list}`, c => answerList(c, c.req.param("year"), list))

async function answerList(c: Context<AppEnv>, year: string, list: ListName): Promise<Response> {
  const filter = parseFilter(c.req.query())
  const page = parsePage(c.req.query("page"))
  const queryOf = (number: number) =>
    [filterToQuery(filter), number > 1 ? `page=${number}` : ""].filter(part => part !== "").join("&")
  const found = await publish(
    c,
    parseYear(year),
    "application/json; charset=utf-8",
    published => {
      const view = yearView(published.record, published.day)
      const addressOf = (number: number) => sameDay(withQuery(published.path, queryOf(number)), published)
      return view && JSON.stringify(listView(filteredView(view, filter), list, page, addressOf))
    },
    queryOf(page),
  )
  return found ?? notFound(c, yearMissing(year))
}

function withQuery(path: string, query: string): string {
  return query === "" ? path : `${path}?${query}`
}
