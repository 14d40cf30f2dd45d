/**
 * The conformance suite: what the product believes of Google, one behaviour a case, written against the surface alone.
 * It runs in the local Google with the tests, and unchanged in real Apps Script: `runConformance` is its one function.
 */
import type { Case, CaseResult } from "./case.ts"
import { MAIL_CASES } from "./cases-mail.ts"
import { SCRIPT_CASES } from "./cases-script.ts"
import { SHEETS_CASES } from "./cases-sheets.ts"
import { SPREADSHEET_APP_CASES } from "./cases-spreadsheet-app.ts"
import { UTILITIES_CASES } from "./cases-utilities.ts"

export const CASES: readonly Case[] = [
  ...SHEETS_CASES,
  ...SPREADSHEET_APP_CASES,
  ...SCRIPT_CASES,
  ...UTILITIES_CASES,
  ...MAIL_CASES,
]

/** Every case, whatever the others do. The log holds one line of JSON to save and compare. */
export function runConformance(): readonly CaseResult[] {
  const results = CASES.map(({ name, tag, source, run }) => ({ name, tag, source, fault: faultOf(run) }))
  console.log(JSON.stringify(results))
  return results
}

/** What the suite's own triggers call. */
export function conformanceHandler(): void {
  PropertiesService.getScriptProperties().setProperty("conformanceFired", "true")
}

function faultOf(run: () => void): string | null {
  try {
    run()
    return null
  } catch (error) {
    return String(error)
  }
}
