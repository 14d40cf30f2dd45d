/** Every address for machines: what it takes, what it answers with. A test holds this list against the routes. */
import type * as z from "zod/mini"
import { changesPageSchema } from "../../shared/view/changes-page.ts"
import { dutyBookSchema } from "../../shared/view/duty-book.ts"
import { itaPageSchema } from "../../shared/view/ita-page.ts"
import { LISTS } from "../../shared/view/list-page.ts"
import { logPageSchema } from "../../shared/view/log-page.ts"
import { measurePageSchema } from "../../shared/view/measure.ts"
import { movesPageSchema } from "../../shared/view/moves-page.ts"
import { printPageSchema } from "../../shared/view/print-page.ts"
import { progressPageSchema } from "../../shared/view/progress.ts"
import { resultsPageSchema } from "../../shared/view/results.ts"
import { yearViewSchema } from "../../shared/view/schema.ts"
import { sectionPageSchema } from "../../shared/view/section-page.ts"
import { statusPageSchema } from "../../shared/view/status-page.ts"
import { WORKBOOK_TYPE } from "../publish/data/catalog.ts"
import { ledgerViewSchema } from "../publish/data/ledger-view.ts"
import {
  aboutSchema,
  guideSchema,
  healthSchema,
  helpSchema,
  keysSchema,
  listSchema,
  pushListSchema,
  yearsSchema,
} from "./schemas.ts"

export type QueryName = "at" | "page" | "as" | "section" | "open" | "indicator" | "state" | "q"

export type Read = {
  readonly path: string
  readonly id: string
  readonly tag: keyof typeof TAGS
  readonly summary: string
  readonly query?: readonly QueryName[]
  readonly mediaType: string
  /** Absent where the answer is no JSON, or JSON that another standard describes. */
  readonly schema?: z.ZodMiniType
}

export const TAGS = {
  record: "The record of a fiscal year, as JSON",
  tables: "The record as tables, calendars and feeds",
  log: "The log as it was signed",
  site: "What is known of the site itself",
} as const

const readOf =
  (tag: Read["tag"]) =>
  (
    path: string,
    id: string,
    summary: string,
    answer: Partial<Pick<Read, "mediaType" | "schema" | "query">>,
  ): Read => ({
    path,
    id,
    tag,
    summary,
    mediaType: "application/json",
    ...answer,
  })
const log = readOf("log")
const site = readOf("site")
/** Of the record as JSON: of any day. */
const record = (path: string, id: string, summary: string, schema: z.ZodMiniType, ...query: QueryName[]) =>
  readOf("record")(path, id, summary, { schema, query: ["at", ...query] })
/** Of the record as a table, calendar or feed. */
const table = (path: string, id: string, summary: string, mediaType: string, ...query: QueryName[]) =>
  readOf("tables")(path, id, summary, { mediaType, query: ["at", ...query] })

const FILTERS = ["section", "indicator", "state", "q"] as const

/** Lists whose items belong to measures, so that the filters of measures hold for them. */
const FILTERED: readonly string[] = ["measures", "duties", "reports", "oversight"]

const FEED_HOMES = [
  { home: "", id: "record", of: "in all years, by row and day" },
  { home: "/{year}/measures/{id}", id: "measure", of: "of a measure" },
  { home: "/{year}/sections/{slug}", id: "section", of: "of a section" },
] as const

export const READS: readonly Read[] = [
  record(
    "/api/v1/years",
    "listYears",
    "The years there are, newest first, and where each stands",
    yearsSchema,
  ),
  record("/api/v1/years/{year}", "readYear", "A year whole: every list of it", yearViewSchema, ...FILTERS),
  ...LISTS.map(list =>
    record(
      `/api/v1/years/{year}/${list}`,
      `list${list.charAt(0).toUpperCase()}${list.slice(1)}`,
      `The ${list} of a year, a page at a time`,
      listSchema(list),
      "page",
      ...(FILTERED.includes(list) ? FILTERS : []),
    ),
  ),
  record(
    "/api/v1/years/{year}/measures/{id}",
    "readMeasure",
    "A measure with its duties, reports, moves and history",
    measurePageSchema,
  ),
  record(
    "/api/v1/years/{year}/sections/{slug}",
    "readSection",
    "A section with what it promised and owes",
    sectionPageSchema,
  ),
  record(
    "/index.json",
    "readNewestYear",
    "The newest announced year: the twin of the first page",
    yearViewSchema,
    ...FILTERS,
  ),
  record("/{year}.json", "readYearTwin", "The twin of a year's page", yearViewSchema, ...FILTERS),
  record("/{year}/measures/{id}.json", "readMeasureTwin", "The twin of a measure's page", measurePageSchema),
  record(
    "/{year}/sections/{slug}.json",
    "readSectionTwin",
    "The twin of a section's page",
    sectionPageSchema,
  ),
  record(
    "/changes.json",
    "listChanges",
    "Every change of all years, newest first",
    changesPageSchema,
    "page",
  ),
  record("/{year}/results.json", "readResults", "What came of each measure of a year", resultsPageSchema),
  record(
    "/{year}/ita.json",
    "readItems",
    "How a year answers its two items of the website check",
    itaPageSchema,
    "page",
  ),
  record("/{year}/moves.json", "listMoves", "Every move of a date, newest first", movesPageSchema, "page"),
  record("/{year}/progress.json", "readProgress", "Score, measures, next score", progressPageSchema),
  record(
    "/{year}/duties/{duty}.json",
    "readDutyBook",
    "The book of a duty, period by period",
    dutyBookSchema,
  ),
  table(
    "/{year}/duties/{duty}.csv",
    "dutyBookCsv",
    "The book of a duty, a line for each section and period",
    "text/csv",
  ),
  record(
    "/{year}/print.json",
    "readPlanSheets",
    "The plan cut into sheets of paper, as it stands or as it was announced",
    printPageSchema,
    "page",
    "as",
  ),
  record(
    "/{year}/results/print.json",
    "readResultsSheets",
    "The results cut into sheets of paper",
    printPageSchema,
    "page",
  ),
  record("/log.json", "listLeaves", "Every accepted push of all years, newest first", logPageSchema, "page"),
  site("/status.json", "status", "How the system is at this moment", { schema: statusPageSchema }),
  site("/help.json", "help", "How to read this record", { schema: helpSchema }),
  site("/help/{guide}.json", "guide", "A guide for those who work with the record", { schema: guideSchema }),
  record("/about.json", "readAbout", "The twin of the page about this record", aboutSchema),
  table("/{year}/measures.csv", "measuresCsv", "The measures, a row each", "text/csv"),
  table("/{year}/reports.csv", "reportsCsv", "Every obligation with its report", "text/csv"),
  table(
    "/{year}.xlsx",
    "yearWorkbook",
    "Measures, reports, duties' books and changes: a workbook",
    WORKBOOK_TYPE,
  ),
  table("/{year}/picture.png", "yearPicture", "How the year stands, as a picture", "image/png"),
  table(
    "/{year}/calendar.ics",
    "calendar",
    "The due dates (RFC 5545), whole or of one section",
    "text/calendar",
    "section",
    "open",
  ),
  ...FEED_HOMES.flatMap(({ home, id, of }) => [
    table(
      `${home}/feed.json`,
      `${id}JsonFeed`,
      `What changed ${of} (JSON Feed 1.1)`,
      "application/feed+json",
    ),
    table(`${home}/feed.atom`, `${id}AtomFeed`, `What changed ${of} (RFC 4287)`, "application/atom+xml"),
  ]),
  table("/datapackage.json", "dataPackage", "The tables described (Data Package 2)", "application/json"),
  log("/api/v1/pushes/{year}", "listPushes", "The revisions of a year, oldest first", {
    query: ["at"],
    schema: pushListSchema,
  }),
  log(
    "/api/v1/pushes/{year}/{sequence}",
    "readPush",
    "A revision as it was signed, with its public disclosures (RFC 9901)",
    { mediaType: "application/sd-jwt" },
  ),
  log(
    "/{year}/bundle.zip",
    "readBundle",
    "All that proves a year in one file, with a page that verifies it from a disk",
    { mediaType: "application/zip" },
  ),
  log("/.well-known/jwks.json", "keys", "The public keys that pushes are signed with (RFC 7517)", {
    mediaType: "application/jwk-set+json",
    schema: keysSchema,
  }),
  log("/notices.json", "listNotices", "Every mail that was sent, newest first, without an address", {
    query: ["page"],
    schema: ledgerViewSchema,
  }),
  site("/healthz", "health", "Whether the Worker and its database answer", { schema: healthSchema }),
  site("/openapi.json", "description", "This description (OpenAPI 3.1)", {}),
  site("/sitemap.xml", "siteMap", "The pages there are", { mediaType: "application/xml" }),
  site("/robots.txt", "robots", "That everything may be read", { mediaType: "text/plain" }),
  site("/.well-known/security.txt", "securityContact", "Where to tell of a fault (RFC 9116)", {
    mediaType: "text/plain",
  }),
]
