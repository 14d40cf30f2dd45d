/** Title, office and fiscal year, from the lines above the table. */
import { asciiDigits } from "../date/thai-date.ts"
import { OFFICE_BEGINNINGS, OFFICE_ENDING_TITLE, OFFICE_IN_TITLE } from "../row/office-kind.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"

type PlanTitle = {
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
  const officeLine = above.find(({ text }) => !isTitle(text) && OFFICE.test(text))
  const [name = "", rest = ""] = officeLine?.text.split(AFTER_NAME) ?? []
  const lines = above
    .map(each => (each === officeLine ? { ...each, text: rest.trim() } : each))
    .filter(({ text }) => text !== "")
  const titleLines = lines.filter(({ text }) => isTitle(text))
  const title = titleLines.map(({ text }) => text).join(" ")
  const unplaced = lines.filter(each => !titleLines.includes(each))
  const year = decideYear(titleLines, periods, asked)
  return {
    office: name.replace(LABEL, "").trim() || office || officeIn(title),
    title,
    fiscalYear: year.fiscalYear,
    entries: [
      ...unplaced.map(({ line, text }) => reportEntry("lineUnplaced", line, text, { kept: false })),
      ...year.entries,
    ],
  }
}

/** The title may run over several lines: `มาตรการส่งเสริม…`, `ประจำปีงบประมาณ พ.ศ. ๒๕๖๖`. */
export function isTitle(text: string): boolean {
  return /^(?:\(?ร่าง\)?\s*)?(?:มาตรการ|แผน|ประกาศ|การวิเคราะห์|การนำผล|รายงาน|สรุปผล|แบบรายงาน|ประจำปี|ปีงบประมาณ|ตามผลการประเมิน)/.test(
    text,
  )
}

const LABEL = /^(?:ชื่อ)?หน่วยงาน\s?:?\s?/

/** Words that the names of offices begin with. */
const OFFICE = new RegExp(`^(?:${LABEL.source.slice(1)})?(?:${OFFICE_BEGINNINGS})`)

/** What a line says after the name, that is a line of its own: of which day its figures are, and the plan's year. */
const AFTER_NAME =
  /(?=[\s(]*ข้อมูล\s*(?:ณ|วันที่|เดือน)|[\s(]ณ\s*(?:วันที่|เดือน|[0-9๐-๙])|[\s(](?:ประจำ)?ปี(?:งบ|\s*(?:พ|[0-9๐-๙])))(.*)$/s

const OFFICE_NAME = new RegExp(
  `(?:${OFFICE_IN_TITLE})[\\u0e01-\\u0e4e]+|(?<= )(?:${OFFICE_ENDING_TITLE})[\\u0e01-\\u0e4e]+(?=$| *(?:ประจำ)?ปี)`,
)

/** The name of the office a text holds, up to a space or bracket. */
export function officeIn(text: string): string {
  return OFFICE_NAME.exec(text)?.[0] ?? ""
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
    const year = fiscalYearIn(each.text)
    if (year !== undefined) return { ...each, year }
  }
  return undefined
}

/** The fiscal year a text names outright. */
export function fiscalYearIn(text: string): number | undefined {
  const found = /(?:ปีงบประมาณ|ประจำปี)\s*(?:พ\s?\.\s?ศ\s?\.?)?\s*(2[4-6][0-9]{2})/.exec(
    asciiDigits(text.slice(0, 2000)),
  )
  return found ? Number(found[1]) : undefined
}
