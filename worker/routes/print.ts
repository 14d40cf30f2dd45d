/** The plan and its results on paper, each with its twin. */
import { type Context, Hono } from "hono"
import { type PrintedForm, printPageView } from "../../shared/view/print-page.ts"
import { notFound } from "../answer/problem.ts"
import { publish } from "../answer/published.ts"
import type { AppEnv } from "../app.ts"
import { printPage } from "../pages/print.tsx"
import { parseYear, yearMissing } from "./address.ts"

export const printRoutes = new Hono<AppEnv>()

printRoutes.get("/:year{[0-9]+}/print", c => page(c, "plan"))
printRoutes.get("/:year{[0-9]+}/results/print", c => page(c, "results"))
printRoutes.get("/:year{[0-9]+}/print.json", c => twin(c, "plan"))
printRoutes.get("/:year{[0-9]+}/results/print.json", c => twin(c, "results"))

async function page(c: Context<AppEnv>, form: PrintedForm): Promise<Response> {
  const year = c.req.param("year") ?? ""
  const found = await publish(c, parseYear(year), "text/html; charset=utf-8", published =>
    printPage(published, form),
  )
  return found ?? notFound(c, yearMissing(year))
}

async function twin(c: Context<AppEnv>, form: PrintedForm): Promise<Response> {
  const year = c.req.param("year") ?? ""
  const found = await publish(c, parseYear(year), "application/json; charset=utf-8", ({ record, day }) => {
    const view = printPageView(record, form, day)
    return view && JSON.stringify(view)
  })
  return found ?? notFound(c, yearMissing(year))
}
