/** The options of the commands that read one plan or table: `FILE [--json] [--year N]`. */
import { parseArgs } from "node:util"
import { asciiDigits } from "../../shared/date/thai-date.ts"

export type FileOptions = {
  readonly file: string
  readonly json: boolean
  /** B.E. */
  readonly fiscalYear: number | undefined
}

/** Undefined when the words of the call are off: the caller shows its usage. */
export function parseFileOptions(args: string[]): FileOptions | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: "boolean", default: false }, year: { type: "string" } },
    })
    const [file, ...others] = positionals
    const fiscalYear = values.year === undefined ? undefined : Number(asciiDigits(values.year))
    if (file === undefined || others.length > 0 || !isFiscalYear(fiscalYear)) return undefined
    return { file, json: values.json, fiscalYear }
  } catch {
    // parseArgs throws a TypeError for an option it does not know, or one without its value.
    return undefined
  }
}

function isFiscalYear(year: number | undefined): boolean {
  return year === undefined || (Number.isInteger(year) && year >= 2400 && year <= 2700)
}
