/** The plan and its results on paper, each with its twin. */
import { type Context, Hono } from "hono"
import { parsePage } from "../../shared/view/changes-page.ts"
import { type PrintedForm, printPageView } from "../../shared/view/print-page.ts"
import type { AppEnv } from "../app-env.ts"
import { pageQuery, parseYear, yearMissing } from "../publish/answer/address.ts"
import { notFound } from "../publish/answer/problem.ts"
import { type Published, pastDayOf, publish } from "../publish/answer/published.ts"
import { printPage } from "./print.tsx"

export const printRoutes = new Hono<AppEnv>()

printRoutes.get("/:year{[0-9]+}/print", c => paper(c, "plan"))
printRoutes.get("/:year{[0-9]+}/results/print", c => paper(c, "results"))
printRoutes.get("/:year{[0-9]+}/print.json", c => twin(c, "plan"))
printRoutes.get("/:year{[0-9]+}/results/print.json", c => twin(c, "results"))

async function paper(c: Context<AppEnv>, form: PrintedForm): Promise<Response> {
  const year = c.req.param("year") ?? ""
  const page = parsePage(c.req.query("page"))
  const render = (published: Published) => printPage(published, form, page)
  const found = await publish(c, parseYear(year), "text/html; charset=utf-8", render, pageQuery(page))
  return found ?? notFound(c, yearMissing(year))
}

async function twin(c: Context<AppEnv>, form: PrintedForm): Promise<Response> {
  const year = c.req.param("year") ?? ""
  const page = parsePage(c.req.query("page"))
  const render = (published: Published) => {
    const { record, day } = published
    const view = printPageView(record, form, day, { page, past: pastDayOf(published) })
    return view && JSON.stringify(view)
  }
  const found = await publish(c, parseYear(year), "application/json; charset=utf-8", render, pageQuery(page))
  return found ?? notFound(c, yearMissing(year))
}
