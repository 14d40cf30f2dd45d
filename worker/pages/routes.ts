/** The pages that are made from the record, each with its twin. */
import { Hono } from "hono"
import { dutyBookView } from "../../shared/view/duty-book.ts"
import { filteredView, filterToQuery } from "../../shared/view/filter.ts"
import { itaPageView } from "../../shared/view/ita-page.ts"
import { measurePageView } from "../../shared/view/measure.ts"
import { movesPageView } from "../../shared/view/moves-page.ts"
import { type PrintedForm, printPageView } from "../../shared/view/print-page.ts"
import { progressPageView } from "../../shared/view/progress.ts"
import { resultsPageView } from "../../shared/view/results.ts"
import { sectionPageView } from "../../shared/view/section-page.ts"
import { placeOf, yearView } from "../../shared/view/year.ts"
import type { AppEnv } from "../app-env.ts"
import {
  dutyMissing,
  measureMissing,
  normalQuery,
  pageQuery,
  parseYear,
  sectionMissing,
  yearMissing,
} from "../publish/answer/address.ts"
import { notFound } from "../publish/answer/problem.ts"
import { HTML_TYPE, type Published, pastDayOf, publish } from "../publish/answer/published.ts"
import { aboutPage } from "./about.tsx"
import { changesHtml, changesViewOf } from "./changes.tsx"
import { dutyBookPage } from "./duty-book.tsx"
import { embedPage } from "./embed.tsx"
import { aboutInEnglish } from "./english.tsx"
import { itaPage } from "./ita.tsx"
import { logPage, logViewOf } from "./log.tsx"
import { measurePage } from "./measure.tsx"
import { movesPage } from "./moves.tsx"
import { yearPicture } from "./picture/year-picture.ts"
import { printPage } from "./print.tsx"
import { progressPage } from "./progress.tsx"
import { nothingYetPage } from "./refusal.tsx"
import { resultsPage } from "./results.tsx"
import { sectionPage } from "./section.tsx"
import {
  type Asked,
  happened,
  listedOfNewest,
  listedOfYear,
  ofAllYears,
  ofMeasure,
  ofNewest,
  ofYear,
  type Page,
  servePage,
} from "./serve-page.ts"
import { yearPage } from "./year.tsx"

export const pageRoutes = new Hono<AppEnv>()

const YEAR = "/:year{[0-9]+}"

const pageOf = ({ page }: Asked) => pageQuery(page)
const yearNotThere = ({ year }: Asked) => yearMissing(year)

/** The newest year at the first page, and any year at its own. */
const YEAR_PAGE: Pick<Page<Published>, "html" | "view" | "query" | "twinQuery"> = {
  html: (published, { filter, page }) => yearPage(published, filter, page),
  view: ({ record, day }, { filter }) => {
    const view = yearView(record, day)
    return view && filteredView(view, filter)
  },
  query: ({ filter, page }) => normalQuery(filterToQuery(filter), pageQuery(page)),
  twinQuery: ({ filter }) => filterToQuery(filter),
}

servePage(pageRoutes, {
  ...YEAR_PAGE,
  path: "/",
  twin: "/index.json",
  source: ofNewest,
  pageSource: listedOfNewest,
  unannounced: nothingYetPage,
})
servePage(pageRoutes, {
  ...YEAR_PAGE,
  path: YEAR,
  twin: "/:year{[0-9]+\\.json}",
  api: "/api/v1/years/:year",
  source: ofYear,
  pageSource: listedOfYear,
  missing: yearNotThere,
})

servePage(pageRoutes, {
  path: `${YEAR}/measures/:id`,
  twin: "/:year/measures/:id{.+\\.json}",
  api: "/api/v1/years/:year/measures/:id",
  source: ofMeasure,
  html: (published, { id }) => measurePage(published, id),
  view: ({ record, day }, { id }) => measurePageView(record, id, day),
  missing: ({ id, year }) => measureMissing(id, year),
})

servePage(pageRoutes, {
  path: `${YEAR}/sections/:id`,
  twin: "/:year/sections/:id{.+\\.json}",
  api: "/api/v1/years/:year/sections/:id",
  source: ofYear,
  html: (published, { id, page }) => sectionPage(published, id, page),
  view: ({ record, day }, { id }) => sectionPageView(record, id, day),
  query: pageOf,
  twinQuery: () => "",
  missing: ({ id, year }) => sectionMissing(id, year),
})

servePage(pageRoutes, {
  path: `${YEAR}/duties/:id`,
  twin: `${YEAR}/duties/:id{.+\\.json}`,
  source: ofYear,
  html: (published, { id }) => dutyBookPage(published, id),
  view: ({ record, day }, { id }) => dutyBookView(record, id, day),
  missing: ({ id, year }) => dutyMissing(id, year),
})

servePage(pageRoutes, {
  path: `${YEAR}/results`,
  twin: `${YEAR}/results.json`,
  source: ofYear,
  html: (published, { page }) => resultsPage(published, page),
  view: ({ record, day }) => resultsPageView(record, day),
  query: pageOf,
  twinQuery: () => "",
  missing: yearNotThere,
})

servePage(pageRoutes, {
  path: `${YEAR}/moves`,
  twin: `${YEAR}/moves.json`,
  source: ofYear,
  html: (published, { page }) => movesPage(published, page),
  view: (published, { page }) =>
    movesPageView(published.record, published.day, { page, past: pastDayOf(published) }),
  query: pageOf,
  missing: yearNotThere,
})

/** Of all years: an item may ask about the year before. */
servePage(pageRoutes, {
  path: `${YEAR}/ita`,
  twin: `${YEAR}/ita.json`,
  source: ofAllYears,
  html: (years, { fiscalYear, page }) => itaPage(years, fiscalYear, page),
  view: (years, { fiscalYear, page }) => {
    const [newest] = years
    const paging = newest && { page, past: pastDayOf(newest) }
    return newest && itaPageView(recordsOf(years), fiscalYear, newest.day, paging)
  },
  query: pageOf,
  missing: yearNotThere,
})

/** Of all years: the next plan holds the scores of this one. */
servePage(pageRoutes, {
  path: `${YEAR}/progress`,
  twin: `${YEAR}/progress.json`,
  source: ofAllYears,
  html: (years, { fiscalYear }) => progressPage(years, fiscalYear),
  view: (years, { fiscalYear }) => {
    const [newest] = years
    return newest && progressPageView(recordsOf(years), fiscalYear, newest.day)
  },
  missing: yearNotThere,
})

servePage(
  pageRoutes,
  paper(`${YEAR}/print`, ({ announced }) => (announced ? "announced" : "plan")),
)
servePage(
  pageRoutes,
  paper(`${YEAR}/results/print`, () => "results"),
)

servePage(pageRoutes, {
  path: "/about",
  twin: "/about.json",
  source: ofNewest,
  html: (published, { english }, moment) => (english ? aboutInEnglish : aboutPage)(moment, published),
  view: ({ record, day, years }) => ({
    ...placeOf(record, day),
    years,
    pushes: `/api/v1/pushes/${record.fiscalYear}`,
  }),
  unannounced: (moment, { english }) => (english ? aboutInEnglish : aboutPage)(moment, undefined),
})

servePage(pageRoutes, {
  path: "/changes",
  twin: "/changes.json",
  source: happened("changes"),
  html: (told, { page }) => changesHtml(told, page),
  view: (told, { page }) => changesViewOf(told, page),
  query: pageOf,
  unannounced: nothingYetPage,
})

servePage(pageRoutes, {
  path: "/log",
  twin: "/log.json",
  source: happened("pushes"),
  html: (told, { page }) => logPage(told, page),
  view: (told, { page }) => logViewOf(told, page),
  query: pageOf,
  unannounced: nothingYetPage,
})

/** For a frame in the office's own site. */
pageRoutes.get(`${YEAR}/embed`, async c => {
  const year = c.req.param("year")
  const found = await publish(c, parseYear(year), { contentType: HTML_TYPE, render: embedPage })
  return found ?? notFound(c, yearMissing(year))
})

/** How the year stands, as LINE and Facebook show it beside a link to any of its pages. */
pageRoutes.get(`${YEAR}/picture.png`, async c => {
  const year = c.req.param("year")
  const render = ({ record, day }: Published) => {
    const view = yearView(record, day)
    return view && yearPicture({ ...view, today: day.today })
  }
  const found = await publish(c, parseYear(year), { contentType: "image/png", render })
  return found ?? notFound(c, yearMissing(year))
})

/** The plan or its results, cut into sheets of paper. */
function paper(path: string, formOf: (asked: Asked) => PrintedForm): Page<Published> {
  return {
    path,
    twin: `${path}.json`,
    source: ofYear,
    html: (published, asked) => printPage(published, formOf(asked), asked.page),
    view: (published, asked) => {
      const { page } = asked
      return printPageView(published.record, formOf(asked), published.day, {
        page,
        past: pastDayOf(published),
      })
    },
    query: asked => normalQuery(formOf(asked) === "announced" ? "as=announced" : "", pageOf(asked)),
    missing: yearNotThere,
  }
}

function recordsOf(years: readonly Published[]) {
  return years.map(({ record }) => record)
}
