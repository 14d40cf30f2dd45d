/** Sheet cell → parsed cell: one value by its column's rule, or the problems that keep it from being one. */
import { type IsoDate, parseIsoDate } from "./civil-date.ts"
import type { Column } from "./columns.ts"
import { isEvidence } from "./due/evidence.ts"
import { type CompiledPeriod, compilePeriod } from "./period/compile.ts"
import { type CellProblem, cellProblem, type Severity } from "./problem.ts"
import { EVERY_SECTION, findSection, inOfficialOrder, type Section } from "./section.ts"
import { asciiDigits } from "./thai-date.ts"

/** A cell as a spreadsheet gives it: its effective value, and whether a formula made it. */
export type SheetCell = { readonly value: string | number | boolean; readonly formula: boolean }

export const BLANK_CELL: SheetCell = { value: "", formula: false }

/** What the table must know to read a cell. */
export type CellContext = {
  readonly fiscalYear: number
  readonly sections: readonly Section[]
  readonly holidays: ReadonlySet<IsoDate>
  readonly measureIds: ReadonlySet<string>
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
  if (hasInvisible(raw)) problems.push(cellProblem("cleaned", column, text))
  const parsed = parseText(column, text, context)
  return { value: parsed.value, problems: [...problems, ...parsed.problems] }
}

/** Text without control characters, lone surrogates, or space at its ends; line ends are line feeds. */
export function cleanText(raw: string): string {
  return raw
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[\t\u00a0]/g, " ")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u2060\ufeff]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1\ufffd")
    .normalize("NFC")
    .trim()
}

function hasInvisible(raw: string): boolean {
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\u200b\u2060\ufeff]/.test(raw)
}

function isTicked(cell: SheetCell): boolean {
  return cell.value === true || String(cell.value).toUpperCase() === "TRUE"
}

function parseText(column: Column, text: string, context: CellContext): ParsedCell {
  const { rule } = column
  switch (rule.type) {
    case "text":
      return text.length > rule.max
        ? bad("tooLong", column, text, `${text.length} จากที่รับได้ ${rule.max}`)
        : good(text)
    case "number":
      return parseNumber(column, text, rule)
    case "date":
      return parseDate(column, text, context)
    case "period":
      return parsePeriod(column, text, context)
    case "section":
      return parseSections(column, text, context, true)
    case "sections":
      return parseSections(column, text, context, false)
    case "choice":
      return text === "" || rule.of.includes(text)
        ? good(text)
        : bad("notChoice", column, text, rule.of.join(" "))
    case "measureRef":
    case "measureRefs":
      return parseMeasures(column, text, context)
    case "evidence":
      return text === "" || isEvidence(text)
        ? good(text)
        : { value: text, problems: [cellProblem("weakEvidence", column, text)] }
    case "link":
      return text === "" || /^https:\/\/[^\s"<>]{1,1990}$/.test(text)
        ? good(text)
        : bad("notLink", column, text)
    case "addresses":
      return parseAddresses(column, text)
    case "id":
    case "shown":
    case "tick":
      return good(text)
    default:
      return rule satisfies never
  }
}

function parseNumber(
  column: Column,
  text: string,
  rule: { readonly min: number; readonly max: number; readonly whole: boolean },
): ParsedCell {
  if (text === "") return good(null)
  const digits = asciiDigits(text).replace(/ /g, "")
  if (!/^\d{1,9}(?:\.\d{1,6})?$/.test(digits)) return bad("notNumber", column, text)
  const value = Number(digits)
  const fits = value >= rule.min && value <= rule.max && (!rule.whole || Number.isInteger(value))
  return fits ? good(value) : bad("outOfRange", column, text, `${rule.min} ถึง ${rule.max}`)
}

function parseDate(column: Column, text: string, context: CellContext): ParsedCell {
  if (text === "") return good("")
  const iso = parseIsoDate(text)
  if (iso) return good(iso)
  const compiled = compilePeriod(text, context)
  const date = compiled.normal.startsWith("D ") ? parseIsoDate(compiled.normal.slice(2)) : undefined
  if (!date) return bad("notDate", column, text)
  return { value: date, problems: periodProblems(column, text, compiled) }
}

function parsePeriod(column: Column, text: string, context: CellContext): ParsedCell {
  if (text === "") return good(null)
  const compiled = compilePeriod(text, context)
  return { value: compiled, problems: periodProblems(column, text, compiled) }
}

const SEVERITY_BY_FLAG: Record<CompiledPeriod["flag"], Severity> = {
  ok: "fix",
  warn: "warn",
  ask: "ask",
  reject: "error",
}

function periodProblems(column: Column, text: string, compiled: CompiledPeriod): CellProblem[] {
  if (compiled.flag === "ok") return []
  return compiled.problems.map(problem => ({
    code: `period.${problem.code}`,
    severity: SEVERITY_BY_FLAG[compiled.flag],
    column: column.key,
    value: text,
    message: problem.message,
  }))
}

/** Names separated by commas, line ends or "และ"; `ทุกฝ่าย` stands for all of them. */
function parseSections(column: Column, text: string, { sections }: CellContext, single: boolean): ParsedCell {
  if (text === "") return single ? good("") : good([])
  const names = single ? [text] : splitList(text)
  const found = new Set<string>()
  const problems: CellProblem[] = []
  for (const name of names) {
    const section = findSection(name, sections)
    if (section) found.add(section.name)
    else if (!single && name.replace(/ /g, "") === EVERY_SECTION)
      for (const each of sections) found.add(each.name)
    else problems.push(cellProblem("unknownSection", column, name, sections[0]?.name ?? ""))
  }
  if (problems.length > 0) return { value: null, problems }
  const ordered = inOfficialOrder(found, sections)
  return good(single ? (ordered[0] ?? "") : ordered)
}

function parseMeasures(column: Column, text: string, { measureIds }: CellContext): ParsedCell {
  const ids = splitList(text)
  const unknown = ids.filter(id => !measureIds.has(id))
  if (unknown.length > 0) {
    return { value: null, problems: unknown.map(id => cellProblem("unknownMeasure", column, id)) }
  }
  return good(column.rule.type === "measureRef" ? (ids[0] ?? "") : ids)
}

function parseAddresses(column: Column, text: string): ParsedCell {
  const addresses = splitList(text)
  const wrong = addresses.filter(
    each => !/^[^\s@"<>()]{1,64}@[^\s@"<>().]{1,63}(?:\.[^\s@"<>().]{1,63}){1,8}$/.test(each),
  )
  if (wrong.length > 0)
    return { value: null, problems: wrong.map(each => cellProblem("badAddress", column, each)) }
  return good(addresses)
}

function splitList(text: string): string[] {
  return text
    .split(/[,;\n]| และ /)
    .map(part => part.trim())
    .filter(part => part !== "")
}

function good(value: CellValue): ParsedCell {
  return { value, problems: [] }
}

function bad(code: Parameters<typeof cellProblem>[0], column: Column, text: string, detail = ""): ParsedCell {
  return { value: null, problems: [cellProblem(code, column, text, detail)] }
}
