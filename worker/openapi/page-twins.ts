/** The twins of the pages for assessors, for paper, and about the record itself. */
import * as z from "zod/mini"
import { dutyBookSchema } from "../../shared/view/duty-book.ts"
import { itaPageSchema } from "../../shared/view/ita-page.ts"
import { logPageSchema } from "../../shared/view/log-page.ts"
import { movesPageSchema } from "../../shared/view/moves-page.ts"
import { printPageSchema } from "../../shared/view/print-page.ts"
import { progressPageSchema } from "../../shared/view/progress.ts"
import { resultsPageSchema } from "../../shared/view/results.ts"
import { statusPageSchema } from "../../shared/view/status-page.ts"
import { JSON_TYPE, type Read, record, table } from "./operation.ts"

export const helpSchema = z.strictObject({
  simulated: z.boolean(),
  topics: z.array(z.strictObject({ id: z.string(), question: z.string(), answer: z.array(z.string()) })),
  guides: z.array(z.strictObject({ id: z.string(), title: z.string() })),
})
export const guideSchema = z.strictObject({
  simulated: z.boolean(),
  id: z.string(),
  title: z.string(),
  html: z.string(),
})

const site = (path: string, id: string, summary: string, schema: z.ZodMiniType): Read => ({
  path,
  id,
  summary,
  schema,
  tag: "site",
  mediaType: JSON_TYPE,
})

export const PAGE_TWINS: readonly Read[] = [
  record("/{year}/results.json", "readResults", "What came of each measure of a year", resultsPageSchema),
  record(
    "/{year}/ita.json",
    "readItems",
    "How a year answers its two items of the website check",
    itaPageSchema,
    ["page"],
  ),
  record("/{year}/moves.json", "listMoves", "Every move of a date, newest first", movesPageSchema, ["page"]),
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
  record("/{year}/print.json", "readPlanSheets", "The plan cut into sheets of paper", printPageSchema, [
    "page",
  ]),
  record(
    "/{year}/results/print.json",
    "readResultsSheets",
    "The results cut into sheets of paper",
    printPageSchema,
    ["page"],
  ),
  record("/log.json", "listLeaves", "Every accepted push of all years, newest first", logPageSchema, [
    "page",
  ]),
  site("/status.json", "status", "How the system is at this moment", statusPageSchema),
  site("/help.json", "help", "How to read this record", helpSchema),
  site("/help/{guide}.json", "guide", "A guide for those who work with the record", guideSchema),
]
