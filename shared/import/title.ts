/** Title, office and fiscal year, from the lines above the table. */
import { asciiDigits } from "../date/thai-date.ts"
import { officeIn } from "./column-headings.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"

export type PlanTitle = {
  readonly office: string
  readonly title: string
  readonly fiscalYear: number | null
  readonly entries: readonly ReportEntry[]
}

type Line = { readonly line: number; readonly text: string }

export function readTitle(
  above: readonly Line[],
  office: string,
  periods: readonly Line[],
  asked: number | undefined,
): PlanTitle {
  const titleLines = above.filter(({ text }) => isTitle(text))
  const officeLine = above.find(({ text }) => !isTitle(text) && text.startsWith("สำนัก"))
  const title = titleLines.map(({ text }) => text).join(" ")
  const unplaced = above.filter(each => !titleLines.includes(each) && each !== officeLine)
  const year = decideYear(titleLines, periods, asked)
  return {
    office: officeLine?.text ?? (office || officeIn(title)),
    title,
    fiscalYear: year.fiscalYear,
    entries: [
      ...unplaced.map(({ line, text }) => reportEntry("lineUnplaced", line, text, { kept: false })),
      ...year.entries,
    ],
  }
}

/** The title may run over several lines: `มาตรการส่งเสริม…`, `ประจำปีงบประมาณ พ.ศ. ๒๕๖๖`. */
function isTitle(text: string): boolean {
  return /^(?:\(?ร่าง\)?\s*)?(?:มาตรการ|แผน|ประกาศ|การวิเคราะห์|ประจำปี|ตามผลการประเมิน)/.test(text)
}

function decideYear(title: readonly Line[], periods: readonly Line[], asked: number | undefined) {
  const printed = firstYear(title)
  if (asked !== undefined) return { fiscalYear: asked, entries: differs(printed, asked) }
  if (printed) return { fiscalYear: printed.year, entries: [] }
  const fromPeriod = firstYear(periods)
  if (!fromPeriod) return { fiscalYear: null, entries: [reportEntry("yearMissing", 0, "")] }
  const hint = String(fromPeriod.year)
  return {
    fiscalYear: fromPeriod.year,
    entries: [reportEntry("yearAssumed", fromPeriod.line, fromPeriod.text, { hint })],
  }
}

function differs(printed: (Line & { year: number }) | undefined, asked: number): ReportEntry[] {
  if (!printed || printed.year === asked) return []
  const [value, hint] = [String(printed.year), String(asked)]
  return [reportEntry("yearDiffers", printed.line, printed.text, { value, hint })]
}

function firstYear(lines: readonly Line[]): (Line & { year: number }) | undefined {
  for (const each of lines) {
    const found = /ปีงบประมาณ\s*(?:พ\s?\.\s?ศ\s?\.?)?\s*(2[4-6][0-9]{2})/.exec(
      asciiDigits(each.text.slice(0, 2000)),
    )
    if (found) return { ...each, year: Number(found[1]) }
  }
  return undefined
}
