/** What ticks below months or quarters say of when: one stretch, or a day each. */
import { addDays, type IsoDate } from "../date/civil-date.ts"
import { compilePeriod } from "../period/compile.ts"

/** A month or quarter as a column: how it is called, with its year where that is printed, and its first and last day. */
export type TickColumn = {
  readonly place: number
  readonly name: string
  /** Of the name, the year that stands over several columns; "" where the heading says it, or none does. */
  readonly year: string
  readonly days: readonly [string, string]
}

/** What stands below one of them, and over how many it is merged. */
type Mark = { readonly text: string; readonly span: number }

type Told = {
  readonly fiscalYear: number
  /** The file says which cells are merged: of a mark at its place nothing is left to guess. */
  readonly isMergeKnown: boolean
}

type TickedPeriod = {
  readonly words: string
  /** False where the words are only what is printed, for a person to say what it means. */
  readonly isRead: boolean
}

/** The words that stand for the marks: a period where they are ticks and say one, else what is printed, to be asked about. */
export function periodOfTicks(
  columns: readonly TickColumn[],
  marks: readonly Mark[],
  told: Told,
): TickedPeriod {
  const said = marks.filter(({ text }) => text !== "" && !NOTHING.test(text))
  const [only] = said
  if (!only) return { words: "", isRead: false }
  if (said.length === 1 && isDated(only, columns.slice(marks.indexOf(only)), told))
    return { words: only.text, isRead: true }
  const isPlain = told.isMergeKnown || !said.some(({ text }) => ARROW.test(text))
  const ticked = isPlain ? tickedOf(marks) : between(marks)
  const words = ticked && wordsOf(ticked, columns)
  if (words && isMeant(words, told.fiscalYear)) return { words: words.text, isRead: true }
  return { words: asPrinted(columns, marks, ticked), isRead: false }
}

/** A dash where others have a tick. */
const NOTHING = /^[-–—.\s]$/

/** Ticks of every make, those of symbol fonts among them, and the lines people draw with letters. */
const TICK =
  /^(?:[✓✔√☑✅🗸/\\xX×✕✖✗✘☒*●•○◉■□▪◼◾▬━─═◆♦★►▶→←◄◀↔⟷⟵⟶<>üP\uf0fc\uf050\uf0d6\uf0fe\uf06c\s]|[-–—=]{2,})+$/u
const ARROW = /[►▶→←◄◀↔⟷⟵⟶<>]|[-–—=━─═▬]{2,}/
export const CROSS = /[xX×✕✖✗✘☒]/

/** A deadline in words, inside the months it stands below as far as it is known how many these are. */
function isDated({ text, span }: Mark, columns: readonly TickColumn[], told: Told): boolean {
  if (TICK.test(text)) return false
  const { flag, due } = compilePeriod(text, told)
  const under = told.isMergeKnown ? columns.slice(0, span) : columns
  const [from = "", to = ""] = [under[0]?.days[0], under[under.length - 1]?.days[1]]
  return due.length > 0 && (flag === "ok" || flag === "warn") && due.every(day => day >= from && day <= to)
}

/** Which columns have a tick; undefined where something else stands in one, or a cross beside a tick. */
function tickedOf(marks: readonly Mark[]): readonly boolean[] | undefined {
  const said = marks.filter(({ text }) => text !== "" && !NOTHING.test(text))
  if (!said.every(({ text }) => TICK.test(text))) return undefined
  const crosses = said.filter(({ text }) => CROSS.test(text)).length
  if (crosses > 0 && crosses < said.length) return undefined
  return marks.map((_, at) =>
    marks.slice(0, at + 1).some(mark => said.includes(mark) && marks.indexOf(mark) + mark.span > at),
  )
}

/** ← … → in text, which does not say what is merged: from the one to the other. A single arrow says nothing for certain. */
function between(marks: readonly Mark[]): readonly boolean[] | undefined {
  const said = marks.filter(({ text }) => text !== "" && !NOTHING.test(text))
  const [first, last] = [said[0], said[said.length - 1]]
  const isPair =
    said.length === 2 && first && last && /^[←◄◀⟵<]/.test(first.text) && /[→►▶⟶>]$/.test(last.text)
  if (!isPair || /[→►▶⟶>]$/.test(first.text) || /^[←◄◀⟵<]/.test(last.text)) return undefined
  return marks.map((_, at) => at >= marks.indexOf(first) && at <= marks.indexOf(last))
}

type Words = { readonly text: string; readonly normal: string }

/**
 * One stretch, or single months or quarters apart; undefined for stretches apart, each of which may be one date or several,
 * and for columns in the order of the calendar without a year, where October may be of either.
 */
function wordsOf(ticked: readonly boolean[], columns: readonly TickColumn[]): Words | undefined {
  const runs: TickColumn[][] = []
  columns.forEach((column, at) => {
    if (!ticked[at]) return
    if (ticked[at - 1]) runs[runs.length - 1]?.push(column)
    else runs.push([column])
  })
  const [first, ...others] = runs
  const each = runs.flat()
  const start = columns[0]?.days[0] ?? ""
  if (!first || each.some(({ days }) => days[0] < start)) return undefined
  if (others.length === 0) return stretchWords(first)
  if (runs.some(run => run.length > 1)) return undefined
  return {
    text: each.map(({ name }) => name).join(", "),
    normal: `SET ${each.map(({ days }) => days[1]).join()}`,
  }
}

/** Months that follow each other also in time. */
function stretchWords(run: readonly TickColumn[]): Words | undefined {
  const [first, last] = [run[0], run[run.length - 1]]
  if (!first || !last) return undefined
  const isInOrder = run.every(
    ({ days }, at) => at === 0 || addDays(run[at - 1]?.days[1] as IsoDate, 1) === days[0],
  )
  const opening =
    first.year === last.year ? first.name.slice(0, first.name.length - first.year.length).trim() : first.name
  const text = first === last ? first.name : `${opening} - ${last.name}`
  return isInOrder ? { text, normal: `SPAN ${first.days[0]}/${last.days[1]}` } : undefined
}

/** Whether the words, read as anybody will read them, say what the ticks do. */
function isMeant({ text, normal }: Words, fiscalYear: number): boolean {
  const compiled = compilePeriod(text, { fiscalYear })
  return compiled.normal === normal && (compiled.flag === "ok" || compiled.flag === "warn")
}

/** The months with a mark, and what else stands there: no date, for a person to say which. */
function asPrinted(
  columns: readonly TickColumn[],
  marks: readonly Mark[],
  ticked: readonly boolean[] | undefined,
): string {
  const under = columns.flatMap(({ name }, at) => {
    const text = marks[at]?.text ?? ""
    if (ticked) return ticked[at] ? [name] : []
    return text === "" ? [] : [`“${text}” ใต้ ${name}`]
  })
  return `${ticked ? "เครื่องหมายใต้ " : ""}${under.join(", ")}`
}
