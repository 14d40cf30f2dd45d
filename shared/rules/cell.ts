/** Sheet cell → parsed cell: one value by its column's rule, or the problems that keep it from being one. */

import { type Column, TEXT_LIMIT } from "../columns.ts"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { asciiDigits } from "../date/thai-date.ts"
import type { Roll } from "../date/working-day.ts"
import { type CompiledPeriod, compilePeriod } from "../period/compile.ts"
import { flagOf } from "../period/problems.ts"
import { parseAddress, WEB_ADDRESS } from "../row/address.ts"
import { cleanText, hasInvisible, splitList } from "../row/plain-text.ts"
import { type CellProblem, cellProblem, type Severity } from "../row/problem.ts"
import { linkFault } from "../row/public-link.ts"
import { EVERY_SECTION, findSection, inOfficialOrder, type Section } from "../row/section.ts"
import { privacyProblems } from "./privacy.ts"

/** A cell as a spreadsheet gives it: its effective value, and whether a formula made it. */
export type SheetCell = {
  readonly value: string | number | boolean
  readonly formula: boolean
  /** The value stands in the cell above, which a person merged this one into. */
  readonly merged?: true
}

export const BLANK_CELL: SheetCell = { value: "", formula: false }

/** What the table must know to read a cell. */
export type CellContext = {
  readonly fiscalYear: number
  readonly sections: readonly Section[]
  readonly holidays: ReadonlySet<IsoDate>
  /** Where the office's rule moves a date that falls on a holiday. */
  readonly roll?: Roll
  /** Deadlines that report on the month before cover the plan's own twelve months. */
  readonly isOfPlan?: boolean
  /** Deadlines are read as they were by the version before. */
  readonly isEarlier?: boolean
  readonly measureIds: ReadonlySet<string>
  /** The Worker's own, where one is known. */
  readonly origin?: string
  /** What the office lets be published although it looks private. */
  readonly allowList?: readonly string[]
}

export type CellValue = string | number | boolean | null | readonly string[] | CompiledPeriod

export type ParsedCell = { readonly value: CellValue; readonly problems: readonly CellProblem[] }

/** Reads a cell by its column's rule. All its problems come back at once; `value` is null where there is none to use. */
export function parseCell(column: Column, cell: SheetCell, context: CellContext): ParsedCell {
  if (column.rule.type === "tick") return { value: isTicked(cell), problems: [] }
  const raw = String(cell.value)
  const text = cleanText(raw)
  const problems: CellProblem[] = []
  if (cell.formula) problems.push(cellProblem("formula", column, text))
  if (cell.merged) problems.push(cellProblem("merged", column, text))
  if (text !== raw && hasInvisible(raw)) problems.push(cellProblem("cleaned", column, text))
  const parsed = parseText(column, text, context)
  return {
    value: parsed.value,
    problems: [...problems, ...parsed.problems, ...exposed(column, text, context)],
  }
}

/** Lists, numbers and dates are short: a longer one is a paste gone wrong. */
const LONGEST_VALUE = 2000

/** What must not be published as it stands. A cell too long to be published is not searched. */
function exposed(column: Column, text: string, { allowList }: CellContext): CellProblem[] {
  const isProse = ["text", "period", "evidence", "link"].includes(column.rule.type)
  if (!column.public || !isProse || text.length > TEXT_LIMIT) return []
  return privacyProblems(text, allowList).map(({ code, value }) => cellProblem(code, column, value))
}

function isTicked(cell: SheetCell): boolean {
  return cell.value === true || String(cell.value).toUpperCase() === "TRUE"
}

function parseText(column: Column, text: string, context: CellContext): ParsedCell {
  const { rule } = column
  const longest = longestOf(column)
  if (text.length > longest) return bad("tooLong", column, text, `${text.length} จากที่รับได้ ${longest}`)
  switch (rule.type) {
    case "text":
    // What it shows is judged with the report it stands in: what was accepted before stays.
    case "evidence":
    case "id":
    case "shown":
    case "tick":
      return good(text)
    case "number":
      return parseNumber(column, text, rule)
    case "date":
      return parseDate(column, text, context)
    case "period":
      return parsePeriod(column, text, context)
    case "section":
    case "sections":
      return parseSections(column, text, context)
    case "choice":
      return text === "" || rule.of.includes(text)
        ? good(text)
        : bad("notChoice", column, text, rule.of.join(" "))
    case "measureRef":
    case "measureRefs":
      return parseMeasures(column, text, context)
    case "link":
      return text === "" || isLink(text) ? good(text) : bad("notLink", column, text)
    case "addresses":
      return parseAddresses(column, text)
    default:
      return rule satisfies never
  }
}

function isLink(text: string): boolean {
  return WEB_ADDRESS.test(text) && linkFault(text) !== "credentials"
}

function longestOf({ rule }: Column): number {
  switch (rule.type) {
    case "text":
      return rule.max
    case "evidence":
    // The compiler refuses a long deadline in its own words.
    case "period":
      return TEXT_LIMIT
    case "id":
    case "shown":
    case "tick":
      return Number.POSITIVE_INFINITY
    default:
      return LONGEST_VALUE
  }
}

function parseNumber(
  column: Column,
  text: string,
  rule: { readonly min: number; readonly max: number; readonly whole: boolean },
): ParsedCell {
  if (text === "") return good(null)
  const digits = asciiDigits(text).replace(/ /g, "")
  const range = `${rule.min} ถึง ${rule.max}`
  if (!/^\d{1,9}(?:\.\d{1,6})?$/.test(digits)) return bad("notNumber", column, text, range)
  const value = Number(digits)
  const fits = value >= rule.min && value <= rule.max && (!rule.whole || Number.isInteger(value))
  return fits ? good(value) : bad("outOfRange", column, text, range)
}

function parseDate(column: Column, text: string, context: CellContext): ParsedCell {
  if (text === "") return good("")
  const iso = parseIsoDate(text)
  if (iso) return good(iso)
  const compiled = compileOnce(text, context)
  const date = compiled.normal.startsWith("D ") ? parseIsoDate(compiled.normal.slice(2)) : undefined
  const refused = periodProblems(column, text, compiled).filter(({ severity }) => severity === "error")
  // What is a date, and none that there is, is told by what it lacks.
  if (!date && refused.length > 0) return { value: null, problems: refused }
  if (!date) return bad("notDate", column, text)
  const problems = periodProblems(column, text, compiled).filter(({ code }) => !DISTANCES.has(code))
  // No date column has a box to confirm in: what would be asked is typed again instead.
  return problems.some(({ severity }) => severity === "ask")
    ? { value: null, problems: problems.map(problem => ({ ...problem, severity: "error" })) }
    : { value: date, problems }
}

/** How far a date may lie from the year is the column's own rule, for dates typed in any form. */
const DISTANCES: ReadonlySet<string> = new Set([
  "period.outside-year",
  "period.just-before-year",
  "period.far-from-year",
])

function parsePeriod(column: Column, text: string, context: CellContext): ParsedCell {
  if (text === "") return good(null)
  const compiled = compileOnce(text, context)
  return { value: compiled, problems: periodProblems(column, text, compiled) }
}

/**
 * A plan repeats its phrases, and a row is read more than once, under what else the same table knows: each is compiled once a
 * table, which is known by its holidays, and a way of reading.
 */
const compiledByHolidays = new WeakMap<CellContext["holidays"], Map<string, CompiledPeriod>>()

function compileOnce(text: string, context: CellContext): CompiledPeriod {
  const { holidays, fiscalYear, roll, isOfPlan, isEarlier } = context
  const known = compiledByHolidays.get(holidays) ?? new Map<string, CompiledPeriod>()
  compiledByHolidays.set(holidays, known)
  const key = [fiscalYear, roll, isOfPlan, isEarlier, text].join()
  const compiled = known.get(key) ?? compilePeriod(text, context)
  known.set(key, compiled)
  return compiled
}

const SEVERITY_BY_FLAG: Record<ReturnType<typeof flagOf>, Severity> = {
  warn: "warn",
  ask: "ask",
  reject: "error",
}

/** What a date that is refused was else taken for is beside the point. */
function periodProblems(column: Column, text: string, compiled: CompiledPeriod): CellProblem[] {
  const problems = compiled.problems.map(problem => ({
    code: `period.${problem.code}` as const,
    severity: SEVERITY_BY_FLAG[flagOf(problem.code)],
    column: column.key,
    value: text,
    message: problem.message,
  }))
  const refused = problems.filter(({ severity }) => severity === "error")
  return refused.length > 0 ? refused : problems
}

/** What people write between the entries of a list. */
export const BETWEEN = /[,;\n]| และ /

/** True of a name that stands for several where names are listed. */
export function isReadApart(name: string): boolean {
  return BETWEEN.test(name) || isEverySection(name)
}

function isEverySection(name: string): boolean {
  return name.replace(/ /g, "") === EVERY_SECTION
}

/** A list of names of which so many are unknown is no list. */
const MOST_UNKNOWN = 5

/** Names separated by commas, line ends or "และ"; `ทุกฝ่าย` stands for all of them. */
function parseSections(column: Column, text: string, { sections }: CellContext): ParsedCell {
  const single = column.rule.type === "section"
  if (text === "") return single ? good("") : good([])
  const names = single ? [text] : [...new Set(splitList(text, BETWEEN))]
  const found = new Set<string>()
  const problems: CellProblem[] = []
  for (const name of names) {
    if (problems.length >= MOST_UNKNOWN) break
    // First: a section that took the word for its own name would be all of them in every list.
    if (!single && isEverySection(name)) {
      for (const each of sections) found.add(each.name)
      continue
    }
    const section = sections.find(each => each.name === name) ?? findSection(name, sections)
    if (section) found.add(section.name)
    else problems.push(cellProblem("unknownSection", column, name, sections[0]?.name ?? ""))
  }
  if (problems.length > 0) return { value: null, problems }
  const ordered = inOfficialOrder(found, sections)
  return good(single ? (ordered[0] ?? "") : ordered)
}

function parseMeasures(column: Column, text: string, { measureIds }: CellContext): ParsedCell {
  const isSingle = column.rule.type === "measureRef"
  const ids = isSingle && text !== "" ? [text] : splitList(text, BETWEEN)
  const unknown = ids.filter(id => !measureIds.has(id))
  if (unknown.length > 0) return badEach("unknownMeasure", column, unknown)
  return good(isSingle ? (ids[0] ?? "") : ids)
}

/** As typed; what is taken here is what a mail can be sent to. */
function parseAddresses(column: Column, text: string): ParsedCell {
  const addresses = splitList(text, BETWEEN)
  const wrong = addresses.filter(each => parseAddress(each) === undefined)
  if (wrong.length > 0) return badEach("badAddress", column, wrong)
  return good(addresses)
}

function good(value: CellValue): ParsedCell {
  return { value, problems: [] }
}

type Code = Parameters<typeof cellProblem>[0]

function bad(code: Code, column: Column, text: string, detail = ""): ParsedCell {
  return { value: null, problems: [cellProblem(code, column, text, detail)] }
}

function badEach(code: Code, column: Column, texts: readonly string[]): ParsedCell {
  const problems = texts.slice(0, MOST_UNKNOWN).map(text => cellProblem(code, column, text))
  return { value: null, problems }
}
