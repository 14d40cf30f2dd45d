/** The periods of one duty as lines of an entry: what is said of several alike is said once. */
import type { Words } from "./memo.ts"
import type { Wording } from "./wording.ts"

export type ToldPeriod = { readonly occurrence: string; readonly said: Words }

/** A line names so many periods at most, and an entry has so many lines: the page has them all. */
const NAMES_IN_LINE = 12
const LINES_SHOWN = 12

/** `งวด ต.ค. พ.ย. ๒๕๖๕: ฝ่ายโยธา`: neighbours of which the same is said share a line. */
export function listPeriods(periods: readonly ToldPeriod[], wording: Wording): Words[] {
  const runs: { readonly said: Words; readonly occurrences: string[] }[] = []
  for (const { occurrence, said } of periods) {
    const last = runs[runs.length - 1]
    if (last && plain(last.said) === plain(said)) last.occurrences.push(occurrence)
    else runs.push({ said, occurrences: [occurrence] })
  }
  const lines = runs.slice(0, LINES_SHOWN).map(({ said, occurrences }): Words => {
    const names = `งวด ${periodNames(occurrences, wording)}`
    return said.length === 0 ? [names] : [`${names}: `, ...said]
  })
  const left = runs.slice(LINES_SHOWN).flatMap(run => run.occurrences).length
  return left === 0 ? lines : [...lines, [`และอีก ${wording.count(left, "งวด")}`]]
}

/** `ต.ค. พ.ย. ๒๕๖๕`; three months on end and more are `ต.ค. ๒๕๖๕ ถึง ม.ค. ๒๕๖๖`; a long list is cut and counted. */
export function periodNames(occurrences: readonly string[], wording: Wording): string {
  const [first = "", last = ""] = [occurrences[0], occurrences[occurrences.length - 1]]
  if (
    occurrences.length > 2 &&
    occurrences.every((id, index) => monthNumber(id) === monthNumber(first) + index)
  )
    return `${wording.period(first, yearOf(first) === yearOf(last))} ถึง ${wording.period(last)}`
  const shown = occurrences.slice(0, NAMES_IN_LINE)
  const left = occurrences.length - shown.length
  // Months of one year name it once, behind the last.
  const names = shown.map((id, index) => {
    const isYearSaid =
      isMonth(id) && isMonth(shown[index + 1] ?? "") && yearOf(id) === yearOf(shown[index + 1])
    return wording.period(id, isYearSaid)
  })
  return [...names, ...(left > 0 ? [`และอีก ${wording.count(left, "งวด")}`] : [])].join(" ")
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

function plain(words: Words): string {
  return words.map(word => (typeof word === "string" ? word : word.strong)).join("")
}
