/**
 * The conformance suite: what the product believes of Google, one behaviour a case, written against the surface alone.
 * It runs in the local Google with the tests, and unchanged in real Apps Script: `conformance` is its one function.
 */

import type { Case, CaseResult, ConformanceReport } from "./case.ts"
import { MAIL_CASES } from "./cases-mail.ts"
import { PEOPLE_CASES } from "./cases-people.ts"
import { PLATFORM_CASES } from "./cases-platform.ts"
import { SCRIPT_CASES } from "./cases-script.ts"
import { SHEETS_CASES } from "./cases-sheets.ts"
import { UTILITIES_CASES } from "./cases-utilities.ts"

export const CASES: readonly Case[] = [
  ...SHEETS_CASES,
  ...PEOPLE_CASES,
  ...SCRIPT_CASES,
  ...UTILITIES_CASES,
  ...MAIL_CASES,
  ...PLATFORM_CASES,
]

/** Every case, whatever the others do. The log holds each result, and at last the report as one JSON document. */
export function conformance(): ConformanceReport {
  const results: CaseResult[] = CASES.map(({ name, tag, source, run }) => ({
    name,
    tag,
    source,
    ...outcomeOf(run),
  }))
  const report: ConformanceReport = {
    format: "sujarit-conformance",
    version: 1,
    at: new Date().toISOString(),
    failed: results.filter(({ fault }) => fault !== null).length,
    results,
  }
  // One by one, too: the console cuts a line that is long.
  for (const result of results) console.log(JSON.stringify(result))
  console.log(JSON.stringify(report))
  return report
}

/** What the suite's own triggers call. */
export function conformanceHandler(): void {
  PropertiesService.getScriptProperties().setProperty("conformanceFired", "true")
}

function outcomeOf(run: Case["run"]): Pick<CaseResult, "fault" | "saw"> {
  try {
    const saw = run()
    return { fault: null, ...(typeof saw === "string" && { saw }) }
  } catch (error) {
    return { fault: String(error) }
  }
}
