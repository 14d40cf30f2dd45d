/** What one row's values tell together, once each cell has been read by its own rule. */

import { type Column, columnOf, type Kind } from "../columns.ts"
import { addDays, fiscalYearEnd, fiscalYearStart, type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import { SETTINGS } from "../row/setting.ts"
import { type CellContext, isReadApart } from "../rules/cell.ts"
import { findIndicator, INDICATOR_NAMES } from "../rules/indicator.ts"
import { stringOf, type Values } from "./build.ts"

export function rowProblems(kind: Kind, values: Values, context: CellContext): CellProblem[] {
  switch (kind) {
    case "measure":
      return partnerProblems(values, context)
    case "assessment":
      return indicatorProblems(values)
    case "section":
      return [
        ...apartProblems(values),
        ...deputyProblems(values),
        ...dateProblems("section", "deputyUntil", values, context),
      ]
    case "report":
    case "oversight":
    case "holiday":
      return dateProblems(kind, "date", values, context)
    case "setting":
      return [
        ...keyProblems(values),
        ...yearProblems(values, context),
        ...announcementProblems(values, context),
        ...addressProblems(values, context),
      ]
    case "duty":
      return []
    default:
      return kind satisfies never
  }
}

/** Complainants' names are told about once a row, where people write of cases: not beside the assessors' own words. */
export function withoutRepeats(kind: Kind, problems: readonly CellProblem[]): CellProblem[] {
  const speaksOfCases = kind === "measure" || kind === "duty" || kind === "report" || kind === "oversight"
  const first = speaksOfCases ? problems.find(({ code }) => code === "complaint") : undefined
  return problems.filter(problem => problem.code !== "complaint" || problem === first)
}

/** ทุกฝ่าย takes in the lead without naming it. */
function partnerProblems(values: Values, { sections }: CellContext): CellProblem[] {
  const partners = values.get("partners")
  const lead = stringOf(values, "lead")
  if (!Array.isArray(partners) || lead === "" || !partners.includes(lead)) return []
  if (partners.length === sections.length) return []
  return [cellProblem("leadInPartners", columnOf("measure", "partners"), lead)]
}

/** The name decides which indicator it is; a number that says otherwise is asked about. */
function indicatorProblems(values: Values): CellProblem[] {
  const number = values.get("indicator")
  const name = stringOf(values, "name")
  if (typeof number !== "number" || name === "") return []
  const match = findIndicator(name)
  if (match && match.indicator !== number) {
    const detail = String(match.indicator)
    return [cellProblem("indicatorDiffers", columnOf("assessment", "indicator"), `${number} ${name}`, detail)]
  }
  if (match && match.how !== "near") return []
  return [
    cellProblem("indicatorName", columnOf("assessment", "name"), name, INDICATOR_NAMES[number - 1] ?? ""),
  ]
}

function apartProblems(values: Values): CellProblem[] {
  const short = values.get("shortNames")
  const names = [["name", stringOf(values, "name")] as const]
  const shortNames = Array.isArray(short) ? short.map(each => ["shortNames", String(each)] as const) : []
  return [...names, ...shortNames]
    .filter(([, name]) => isReadApart(name))
    .map(([key, name]) => cellProblem("sectionNameApart", columnOf("section", key), name))
}

function deputyProblems(values: Values): CellProblem[] {
  const deputy = values.get("deputy")
  if (!Array.isArray(deputy) || deputy.length === 0 || values.get("deputyUntil") !== "") return []
  return [cellProblem("deputyWithoutDate", columnOf("section", "deputyUntil"), deputy.join(", "))]
}

/** Settings are a closed list: what nobody knows would travel as private, and be read by nothing. */
function keyProblems(values: Values): CellProblem[] {
  const key = stringOf(values, "key")
  if (SETTINGS.some(each => each.key === key)) return []
  return [cellProblem("notChoice", columnOf("setting", "key"), key, "ค่าในแถวที่ระบบเขียนไว้")]
}

/** The context's year is the announced one: a cell that says another is put back. */
function yearProblems(values: Values, { fiscalYear }: CellContext): CellProblem[] {
  const typed = stringOf(values, "value")
  if (stringOf(values, "key") !== "fiscalYear" || Number(typed) === fiscalYear) return []
  return [cellProblem("fiscalYearFixed", columnOf("setting", "value"), typed, String(fiscalYear))]
}

/** The office's pages are where its Worker is: another address would be a link that leads elsewhere in its name. */
function addressProblems(values: Values, { origin }: CellContext): CellProblem[] {
  const setting = SETTINGS.find(({ key }) => key === "publicAddress")
  const typed = stringOf(values, "value")
  if (stringOf(values, "key") !== setting?.key || typed === "" || origin === undefined) return []
  if (typed.replace(/\/+$/, "").toLowerCase() === origin.toLowerCase()) return []
  return [
    cellProblem("otherAddress", { ...columnOf("setting", "value"), header: setting.label }, typed, origin),
  ]
}

const YEAR_DAYS = 366

function announcementProblems(values: Values, { fiscalYear }: CellContext): CellProblem[] {
  const setting = SETTINGS.find(({ key }) => key === "announcementDate")
  const date = parseIsoDate(stringOf(values, "value"))
  if (stringOf(values, "key") !== setting?.key || !date) return []
  const column = { ...columnOf("setting", "value"), header: setting.label }
  // A plan is signed shortly before or during its year; after the year it can promise nothing.
  const [from, to] = [addDays(fiscalYearStart(fiscalYear), -YEAR_DAYS), fiscalYearEnd(fiscalYear)]
  return outside(column, date, from, to)
}

/** Reports and follow-ups go on after the year; a year before it, or two after, is a slip of the year. */
function dateProblems(
  kind: "report" | "oversight" | "holiday" | "section",
  key: string,
  values: Values,
  { fiscalYear }: CellContext,
): CellProblem[] {
  const date = parseIsoDate(stringOf(values, key))
  if (!date) return []
  const column = columnOf(kind, key)
  const [start, end] = [fiscalYearStart(fiscalYear), fiscalYearEnd(fiscalYear)]
  const isWork = kind === "report" || kind === "oversight"
  if (isWork && (date < addDays(start, -YEAR_DAYS) || date > addDays(end, 2 * YEAR_DAYS)))
    return [cellProblem("dateTooFar", column, shortDate(date), rangeWords(start, end))]
  return outside(column, date, start, addDays(end, YEAR_DAYS))
}

function outside(column: Column, date: IsoDate, from: IsoDate, to: IsoDate): CellProblem[] {
  if (date >= from && date <= to) return []
  return [cellProblem("dateOutsideYear", column, shortDate(date), rangeWords(from, to))]
}

function rangeWords(from: IsoDate, to: IsoDate): string {
  return `${shortDate(from)} ถึง ${shortDate(to)}`
}
