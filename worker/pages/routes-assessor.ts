/** What an assessor needs of a year: results, the two items, the book of a duty, whether it worked. Each with its twin. */
import { type Context, Hono } from "hono"
import type { YearRecord } from "../../shared/record/record.ts"
import { parsePage } from "../../shared/view/changes-page.ts"
import { bookLines, dutyBookView } from "../../shared/view/duty-book.ts"
import { itaPageView } from "../../shared/view/ita-page.ts"
import { movesPageView } from "../../shared/view/moves-page.ts"
import { progressPageView } from "../../shared/view/progress.ts"
import { resultsPageView } from "../../shared/view/results.ts"
import type { ViewDay } from "../../shared/view/year.ts"
import type { AppEnv } from "../app-env.ts"
import { dutyMissing, pageQuery, parseYear, yearMissing } from "../publish/answer/address.ts"
import { notFound } from "../publish/answer/problem.ts"
import { type Published, pastDayOf, publish, publishYears } from "../publish/answer/published.ts"
import { csvText } from "../publish/data/routes-csv.ts"
import { dutyBookPage } from "./duty-book.tsx"
import { itaPage } from "./ita.tsx"
import { movesPage } from "./moves-page.tsx"
import { progressPage } from "./progress.tsx"
import { resultsPage } from "./results.tsx"

export const assessorRoutes = new Hono<AppEnv>()

const HTML_TYPE = "text/html; charset=utf-8"
const JSON_TYPE = "application/json; charset=utf-8"
const CSV_TYPE = "text/csv; charset=utf-8; header=present"

assessorRoutes.get("/:year{[0-9]+}/results", async c => {
  const page = parsePage(c.req.query("page"))
  const render = (published: Published) => resultsPage(published, page)
  const found = await publish(c, yearOf(c), HTML_TYPE, render, pageQuery(page))
  return found ?? missingYear(c)
})
assessorRoutes.get("/:year{[0-9]+}/results.json", async c => {
  const render = ({ record, day }: Published) => jsonText(resultsPageView(record, day))
  return (await publish(c, yearOf(c), JSON_TYPE, render)) ?? missingYear(c)
})

assessorRoutes.get("/:year{[0-9]+}/ita", c => {
  const page = parsePage(c.req.query("page"))
  return ofAllYears(c, HTML_TYPE, (years, fiscalYear) => itaPage(years, fiscalYear, page), pageQuery(page))
})
assessorRoutes.get("/:year{[0-9]+}/ita.json", c => {
  const page = parsePage(c.req.query("page"))
  const viewOf: ViewOfYears = (records, fiscalYear, day, past) =>
    itaPageView(records, fiscalYear, day, { page, past })
  return ofAllYears(c, JSON_TYPE, twinOf(viewOf), pageQuery(page))
})
assessorRoutes.get("/:year{[0-9]+}/moves", async c => {
  const page = parsePage(c.req.query("page"))
  const render = (published: Published) => movesPage(published, page)
  return (await publish(c, yearOf(c), HTML_TYPE, render, pageQuery(page))) ?? missingYear(c)
})
assessorRoutes.get("/:year{[0-9]+}/moves.json", async c => {
  const page = parsePage(c.req.query("page"))
  const render = (published: Published) =>
    jsonText(movesPageView(published.record, published.day, { page, past: pastDayOf(published) }))
  return (await publish(c, yearOf(c), JSON_TYPE, render, pageQuery(page))) ?? missingYear(c)
})
assessorRoutes.get("/:year{[0-9]+}/progress", c => ofAllYears(c, HTML_TYPE, progressPage))
assessorRoutes.get("/:year{[0-9]+}/progress.json", c => ofAllYears(c, JSON_TYPE, twinOf(progressPageView)))

/** The columns of a duty's book as CSV. */
export const BOOK_COLUMNS = [
  "occurrence",
  "due",
  "section",
  "answer",
  "state",
  "date",
  "result",
  "evidence",
  "nothingToReport",
  "by",
  "reportedAt",
  "held",
] as const

assessorRoutes.get("/:year{[0-9]+}/duties/:book{.+\\.json}", c =>
  ofDuty(c, ".json", JSON_TYPE, ({ record, day }, id) => jsonText(dutyBookView(record, id, day))),
)
assessorRoutes.get("/:year{[0-9]+}/duties/:book{.+\\.csv}", c =>
  ofDuty(c, ".csv", CSV_TYPE, ({ record, day }, id) => {
    const view = dutyBookView(record, id, day)
    return view && csvText(BOOK_COLUMNS, bookLines(view))
  }),
)
assessorRoutes.get("/:year{[0-9]+}/duties/:book", c => ofDuty(c, "", HTML_TYPE, dutyBookPage))

async function ofDuty(
  c: Context<AppEnv>,
  ending: string,
  contentType: string,
  render: (published: Published, id: string) => string | undefined,
): Promise<Response> {
  const id = (c.req.param("book") ?? "").slice(0, -ending.length || undefined)
  const found = await publish(c, yearOf(c), contentType, published => render(published, id))
  return found ?? notFound(c, dutyMissing(id, c.req.param("year") ?? ""))
}

/** Made of all years together: the next plan holds the scores of this one, and an item may ask about the year before. */
async function ofAllYears(
  c: Context<AppEnv>,
  contentType: string,
  render: (years: readonly Published[], fiscalYear: number) => string | undefined,
  query = "",
): Promise<Response> {
  const fiscalYear = yearOf(c)
  const found = await publishYears(c, { contentType, query, render: years => render(years, fiscalYear) })
  return found ?? missingYear(c)
}

type ViewOfYears = (
  records: readonly YearRecord[],
  fiscalYear: number,
  day: ViewDay,
  past: string | undefined,
) => object | undefined

function twinOf(viewOf: ViewOfYears) {
  return (years: readonly Published[], fiscalYear: number): string | undefined => {
    const [newest] = years
    return (
      newest &&
      jsonText(
        viewOf(
          years.map(each => each.record),
          fiscalYear,
          newest.day,
          pastDayOf(newest),
        ),
      )
    )
  }
}

function yearOf(c: Context<AppEnv>): number {
  return parseYear(c.req.param("year") ?? "")
}

function missingYear(c: Context<AppEnv>): Response {
  return notFound(c, yearMissing(c.req.param("year") ?? ""))
}

function jsonText(view: object | undefined): string | undefined {
  return view === undefined ? undefined : JSON.stringify(view)
}
