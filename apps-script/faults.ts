/** Years that could not be scanned, kept so that the sheets of the others can say so. */
import * as z from "zod/mini"
import { parseJson } from "../shared/row/json.ts"
import type { YearFault } from "../shared/scan/status.ts"
import type { Config } from "./config.ts"
import { scriptProperties } from "./properties.ts"

const PROPERTY = "FAULTS"
const schema = z.array(z.object({ id: z.string(), fiscalYear: z.int(), detail: z.string() }))

/** What Google says of it, as much as a cell should hold. */
const LONGEST = 200

/** Of them that much fits in a property. */
const MOST = 10

/** Of the run before, about other spreadsheets than this. */
export function otherFaults(spreadsheetId: string): YearFault[] {
  return readFaults().filter(({ id }) => id !== spreadsheetId)
}

/**
 * Does the work for each year, the newest first, whatever becomes of the others.
 * @throws Error when all are done and one failed: Google then tells the account that owns the script.
 */
export function forEachYear<Value>(
  { spreadsheets }: Config,
  work: (spreadsheet: Config["spreadsheets"][number]) => readonly Value[],
  then: (done: readonly Value[]) => void,
): void {
  const faults: z.infer<typeof schema> = []
  const newestFirst = spreadsheets.slice().sort((a, b) => b.fiscalYear - a.fiscalYear)
  const done = newestFirst.flatMap(each => {
    try {
      return work(each)
    } catch (error) {
      const detail = String(error).slice(0, LONGEST)
      faults.push({ id: each.id, fiscalYear: each.fiscalYear, detail })
      return []
    }
  })
  keepFaults(faults)
  then(done)
  if (faults.length > 0)
    throw new Error(faults.map(({ fiscalYear, detail }) => `ตารางปี ${fiscalYear}: ${detail}`).join("\n"))
}

function readFaults() {
  const text = scriptProperties().getProperty(PROPERTY)
  return schema.safeParse(parseJson(text ?? "")).data ?? []
}

function keepFaults(faults: z.infer<typeof schema>): void {
  const properties = scriptProperties()
  if (faults.length > 0) properties.setProperty(PROPERTY, JSON.stringify(faults.slice(0, MOST)))
  else if (properties.getProperty(PROPERTY) !== null) properties.deleteProperty(PROPERTY)
}
