/** Every address for machines: what it takes, what it answers with. A test holds this list against the routes. */
import { changesPageSchema } from "../../shared/view/changes-page.ts"
import { measurePageSchema } from "../../shared/view/measure.ts"
import { yearViewSchema } from "../../shared/view/schema.ts"
import { sectionPageSchema } from "../../shared/view/section-page.ts"
import { LISTS } from "../publish/data/list-view.ts"
import { JSON_TYPE, type Read, record, table } from "./operation.ts"
import { PAGE_TWINS } from "./page-twins.ts"
import {
  aboutSchema,
  healthSchema,
  keysSchema,
  listSchema,
  noticesSchema,
  pushListSchema,
  yearsSchema,
} from "./schemas.ts"

const FILTERS = ["section", "indicator", "state", "q"] as const

/** Lists whose items belong to measures, so that the filters of measures hold for them. */
const FILTERED: readonly string[] = ["measures", "duties", "reports", "oversight"]

export const READS: readonly Read[] = [
  record(
    "/api/v1/years",
    "listYears",
    "The years there are, newest first, and where each stands",
    yearsSchema,
  ),
  record("/api/v1/years/{year}", "readYear", "A year whole: every list of it", yearViewSchema, FILTERS),
  ...LISTS.map(list =>
    record(
      `/api/v1/years/{year}/${list}`,
      `list${list.charAt(0).toUpperCase()}${list.slice(1)}`,
      `The ${list} of a year, a page at a time`,
      listSchema(list),
      FILTERED.includes(list) ? ["page", ...FILTERS] : ["page"],
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
    FILTERS,
  ),
  record("/{year}.json", "readYearTwin", "The twin of a year's page", yearViewSchema, FILTERS),
  record("/{year}/measures/{id}.json", "readMeasureTwin", "The twin of a measure's page", measurePageSchema),
  record(
    "/{year}/sections/{slug}.json",
    "readSectionTwin",
    "The twin of a section's page",
    sectionPageSchema,
  ),
  record("/changes.json", "listChanges", "Every change of all years, newest first", changesPageSchema, [
    "page",
  ]),
  ...PAGE_TWINS,
  record("/about.json", "readAbout", "The twin of the page about this record", aboutSchema),
  table("/{year}/measures.csv", "measuresCsv", "The measures, a row each", "text/csv"),
  table("/{year}/reports.csv", "reportsCsv", "Every obligation with its report", "text/csv"),
  table(
    "/{year}/calendar.ics",
    "calendar",
    "The due dates (RFC 5545), whole or of one section",
    "text/calendar",
    ["section"],
  ),
  table("/feed.json", "jsonFeed", "What changed, push by push (JSON Feed 1.1)", "application/feed+json"),
  table("/feed.atom", "atomFeed", "What changed, push by push (RFC 4287)", "application/atom+xml"),
  table("/datapackage.json", "dataPackage", "The tables described (Data Package 2)", JSON_TYPE),
  {
    path: "/api/v1/pushes/{year}",
    id: "listPushes",
    tag: "log",
    summary: "The revisions of a year, oldest first",
    query: ["at"],
    mediaType: JSON_TYPE,
    schema: pushListSchema,
  },
  {
    path: "/api/v1/pushes/{year}/{sequence}",
    id: "readPush",
    tag: "log",
    summary: "A revision as it was signed, with its public disclosures (RFC 9901)",
    mediaType: "application/sd-jwt",
  },
  {
    path: "/.well-known/jwks.json",
    id: "keys",
    tag: "log",
    summary: "The public keys that pushes are signed with (RFC 7517)",
    mediaType: "application/jwk-set+json",
    schema: keysSchema,
  },
  {
    path: "/notices.json",
    id: "listNotices",
    tag: "log",
    summary: "Every mail that was sent, newest first, without an address",
    query: ["page"],
    mediaType: JSON_TYPE,
    schema: noticesSchema,
  },
  {
    path: "/healthz",
    id: "health",
    tag: "site",
    summary: "Whether the Worker and its database answer",
    mediaType: JSON_TYPE,
    schema: healthSchema,
  },
  {
    path: "/openapi.json",
    id: "description",
    tag: "site",
    summary: "This description (OpenAPI 3.1)",
    mediaType: JSON_TYPE,
  },
  {
    path: "/sitemap.xml",
    id: "siteMap",
    tag: "site",
    summary: "The pages there are",
    mediaType: "application/xml",
  },
  {
    path: "/robots.txt",
    id: "robots",
    tag: "site",
    summary: "That everything may be read",
    mediaType: "text/plain",
  },
  {
    path: "/.well-known/security.txt",
    id: "securityContact",
    tag: "site",
    summary: "Where to tell of a fault (RFC 9116)",
    mediaType: "text/plain",
  },
]
