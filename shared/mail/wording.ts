/** Thai words for numbers, days, duties and their periods in a mail, in the digits the office chose. */
import type { IsoDate } from "../date/civil-date.ts"
import { type DigitStyle, longDate, shortDate, withDigits } from "../date/thai-date.ts"
import { occurrenceName, periodLabel } from "../due/occurrence.ts"
import { oneLine, shorten } from "../row/shorten.ts"
import { type Words, wordsText } from "./memo.ts"

const NO_BREAK = "\u00a0"
const TITLE_LIMIT = 110

/** Binds the words of a phrase to one line. */
export function keep(phrase: string): string {
  return phrase.replace(/ /g, NO_BREAK)
}

export type Wording = ReturnType<typeof createWording>

export function createWording(digits: DigitStyle) {
  const number = (value: number | string) => withDigits(value, digits)
  return {
    number,
    /** `๒ เรื่อง`, on one line. */
    count: (value: number, unit: string) => keep(`${number(value)} ${unit}`),
    date: (date: IsoDate) => keep(shortDate(date, digits)),
    longDate: (date: IsoDate) => longDate(date, digits).replace(/พ\.ศ\. /, `พ.ศ.${NO_BREAK}`),
    /** `๑๒ มิ.ย. ๖๖`: how a subject begins. */
    subjectDate: (date: IsoDate) => shortDate(date, digits).replace(/[2๒][5๕](?=..$)/, ""),
    days: (days: number) => keep(daysPhrase(days, number)),
    /**
     * A duty with its only period, or with how many it has: official words stay as they are, our own numbers follow
     * the setting.
     */
    title: (what: string, occurrences: readonly string[]) => {
      const [only = ""] = occurrences
      const period =
        occurrences.length === 1 ? periodLabel(only, digits) : `${number(occurrences.length)} งวด`
      return [headline(what), keep(period)].filter(part => part !== "").join(" ")
    },
    /** `พ.ค. ๒๕๖๖`, or `พ.ค.` alone before another month of its year. */
    period: (occurrence: string, withoutYear = false) => {
      const name = occurrenceName(occurrence, digits)
      return keep(withoutYear ? name.replace(/ [^ ]+$/, "") : name)
    },
  }
}

/** อีก 18 วัน · ครบกำหนดวันนี้ · เกินมาแล้ว 7 วัน */
function daysPhrase(days: number, number: (value: number) => string): string {
  if (days === 0) return "ครบกำหนดวันนี้"
  return days > 0 ? `อีก ${number(days)} วัน` : `เกินมาแล้ว ${number(-days)} วัน`
}

/** A long text cut for a heading: at a space where there is one, never before a mark that sits on a letter. */
export function headline(text: string, limit = TITLE_LIMIT): string {
  const line = oneLine(text)
  return line.length <= limit ? line : shorten(line, limit - 1, limit - 2)
}

/** One period of a duty, and what is said of it. */
type ListedPeriod = { readonly occurrence: string; readonly said: Words }

/** A line names so many periods at most, and an entry has so many lines: the page has them all. */
const NAMES_IN_LINE = 12
const LINES_SHOWN = 12

/** `งวด ต.ค. พ.ย. ๒๕๖๕: ฝ่ายโยธา`: neighbours of which the same is said share a line. */
export function listPeriods(periods: readonly ListedPeriod[], wording: Wording): Words[] {
  const runs: { readonly said: Words; readonly occurrences: string[] }[] = []
  for (const { occurrence, said } of periods) {
    const last = runs[runs.length - 1]
    if (last && wordsText(last.said) === wordsText(said)) last.occurrences.push(occurrence)
    else runs.push({ said, occurrences: [occurrence] })
  }
  const lines = runs.slice(0, LINES_SHOWN).map(({ said, occurrences }): Words => {
    const names = `งวด ${periodNames(occurrences, wording)}`
    return said.length === 0 ? [names] : [`${names}: `, ...said]
  })
  const left = runs.slice(LINES_SHOWN).flatMap(run => run.occurrences).length
  return left === 0 ? lines : [...lines, [`และอีก ${wording.count(left, "งวด")}`]]
}

/** `พ.ย.–ธ.ค. ๒๕๖๕ และ มี.ค., มิ.ย. ๒๕๖๖`: months that follow each other as a range; a long list is cut and counted. */
export function periodNames(occurrences: readonly string[], wording: Wording): string {
  const runs = monthRuns(occurrences)
  const shown = runs.slice(0, NAMES_IN_LINE)
  const left = runs.slice(NAMES_IN_LINE).flat().length
  const years: string[][] = [[]]
  shown.forEach((run, index) => {
    const [first = "", last = ""] = [run[0], run[run.length - 1]]
    const next = shown[index + 1]?.[0] ?? ""
    // Months of one year name it once, behind the last.
    const isYearSaid = isMonth(last) && isMonth(next) && yearOf(last) === yearOf(next)
    const end = wording.period(last, isYearSaid)
    const name = run.length === 1 ? end : `${wording.period(first, yearOf(first) === yearOf(last))}–${end}`
    years[years.length - 1]?.push(name)
    if (!isYearSaid) years.push([])
  })
  const names = years.filter(group => group.length > 0).map(group => group.join(", "))
  if (left > 0) return `${names.join(", ")} และอีก ${wording.count(left, "งวด")}`
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} และ ${names[names.length - 1]}`
}

/** What is no month is a run by itself. */
function monthRuns(occurrences: readonly string[]): string[][] {
  const runs: string[][] = []
  for (const id of occurrences) {
    const run = runs[runs.length - 1]
    const before = run?.[run.length - 1]
    if (run && before !== undefined && monthNumber(id) === monthNumber(before) + 1) run.push(id)
    else runs.push([id])
  }
  return runs
}

function isMonth(id: string): boolean {
  return /^\d{4}-\d{2}$/.test(id)
}

/** Months counted through the years; NaN for what is no month, which equals nothing. */
function monthNumber(id: string): number {
  return isMonth(id) ? Number(id.slice(0, 4)) * 12 + Number(id.slice(5)) : Number.NaN
}

function yearOf(id: string | undefined): string | undefined {
  return id?.slice(0, 4)
}
