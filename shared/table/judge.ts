/**
 * A change that came signed, judged by the sheet's own rules: each row is read as if somebody had just typed it, and must
 * come out as it is. What the sheet would hold back is not taken from anybody, whoever signed it.
 */
import { BY_MAIL, columnOf } from "../columns.ts"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { canonicalJson } from "../push/sd-jwt.ts"
import { dutyName, isNameOf, nameOf, nameParts, obligationId, obligationParts, rowName } from "../row/name.ts"
import { isCleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem, withoutValue } from "../row/problem.ts"
import type { PrivateRow, PrivateRowOf, ReportRow, Row } from "../row/row.ts"
import { type Section, sectionNameKey } from "../row/section.ts"
import { SETTINGS } from "../row/setting.ts"
import { type CellContext, parseCell } from "../rules/cell.ts"
import { parseAllowList } from "../rules/privacy.ts"
import { buildRow, type Values } from "./build.ts"
import { ROLL_BY_RULE } from "./context.ts"
import { FILLED_COLUMNS } from "./entered-by.ts"
import { ACCEPTED, type PromiseRow, rememberedOf } from "./judge-promise.ts"
import { isBlocking, parseLine, problemsOf } from "./read-row.ts"
import { checkReason, isNewReason } from "./reasons.ts"
import { readReportCells } from "./report-rules.ts"
import { cell, type LineRow, lineOf } from "./retyped.ts"

type Named<R> = { readonly name: string; readonly row: R }

type JudgedChange = {
  readonly rows: readonly Named<Row>[]
  readonly privateRows: readonly Named<PrivateRow>[]
  readonly gone: readonly string[]
}

/** What was accepted before, as far as a change rests on it. */
export type Known = {
  /** Public rows in force. */
  readonly names: ReadonlySet<string>
  /** Of those of `namesAsked` every version, oldest first; null where it was withdrawn, or may not be shown. */
  readonly versionsByName: ReadonlyMap<string, readonly (Row | null)[]>
  /** The private setting as it stands. */
  readonly allowList: string
}

/** The year and day of a change, and the Worker's own origin. */
type JudgedAt = {
  readonly fiscalYear: number
  readonly today: IsoDate
  readonly origin: string
}

/** The rows in force whose versions must be known to judge a change: no more of them than it changes, and the sections. */
export function namesAsked(names: Iterable<string>, { rows }: JudgedChange): string[] {
  if (rows.length === 0) return []
  const changed = new Set(rows.filter(({ row }) => isPromise(row)).map(({ name }) => name))
  return [...names].filter(name => changed.has(name) || isNameOf(name, "section") || name === ROLL_RULE)
}

/** Why a change is not taken, one sentence a fault; empty for one the sheet itself would publish. */
export function changeFaults(change: JudgedChange, known: Known, where: JudgedAt): string[] {
  const judge = judgeOf(change, known, where)
  return [
    ...duplicateNames(judge.after.sections),
    ...change.rows.flatMap(each => faultsOf(each, publicProblems(each, judge))),
    ...change.privateRows.flatMap(each => faultsOf(each, privateProblems(each.row, judge))),
  ]
}

const ROLL_RULE = nameOf("setting", "rollRule")

type Fault = CellProblem | string

function faultsOf({ name, row }: Named<Row | PrivateRow>, problems: readonly Fault[]): string[] {
  const odd = textsIn(row).every(isCleanText) ? [] : ["a text that is not in its one form"]
  return [...odd, ...problems].map(problem =>
    typeof problem === "string"
      ? `${name}: ${problem}`
      : // Never what stands in a cell: it may be what must not be told.
        `${name}: ${problem.code} (${problem.column}) ${withoutValue(problem)}`,
  )
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value]
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : []
}

type Judge = {
  readonly known: Known
  readonly today: IsoDate
  readonly after: {
    readonly names: ReadonlySet<string>
    readonly sections: readonly (Section & { readonly before: readonly string[] })[]
  }
  /** What a row may have been read against: the table after the change, or as its days and months were counted before. */
  readonly contexts: readonly CellContext[]
}

function judgeOf(change: JudgedChange, known: Known, { fiscalYear, today, origin }: JudgedAt): Judge {
  const names = new Set(known.names)
  for (const name of change.gone) names.delete(name)
  for (const { name } of change.rows) names.add(name)
  const sections = sectionsAfter(change, known, names)
  const changed = new Map(change.rows.map(({ name, row }) => [name, row]))
  const rule = changed.get(ROLL_RULE) ?? newestOf(known, ROLL_RULE)
  const roll = rule?.kind === "setting" ? ROLL_BY_RULE[rule.value] : undefined
  const secret = change.privateRows.find(({ row }) => row.kind === "secret" && row.key === "allowList")?.row
  const allowList = secret?.kind === "secret" ? secret.value : known.allowList
  const now: CellContext = {
    fiscalYear,
    origin,
    // A section is also known by the names it bore: what names it so comes out with its name of now.
    sections: sections.map(({ before, ...each }) => ({
      ...each,
      shortNames: [...each.shortNames, ...before],
    })),
    holidays: holidaysIn(names),
    ...(roll && { roll }),
    isOfPlan: true,
    measureIds: new Set([...names].filter(name => isNameOf(name, "measure")).map(name => nameParts(name).id)),
    allowList: parseAllowList(allowList),
  }
  const dayBefore = { ...now, holidays: holidaysIn([...known.names, ...names]) }
  const contexts = [now, dayBefore, { ...now, isOfPlan: false }]
  return { known, today, after: { names, sections }, contexts }
}

function holidaysIn(names: Iterable<string>): ReadonlySet<IsoDate> {
  const days = [...names].filter(name => isNameOf(name, "holiday")).map(name => nameParts(name).id)
  return new Set(days.flatMap(day => parseIsoDate(day) ?? []))
}

function sectionsAfter(change: JudgedChange, known: Known, names: ReadonlySet<string>) {
  const changed = new Map(change.rows.map(({ name, row }) => [name, row]))
  return [...names]
    .filter(name => isNameOf(name, "section"))
    .flatMap(name => {
      const row = changed.get(name) ?? newestOf(known, name)
      if (row?.kind !== "section") return []
      const before = (known.versionsByName.get(name) ?? []).flatMap(each =>
        each?.kind === "section" ? [each.name] : [],
      )
      return [{ slug: row.slug, name: row.name, shortNames: row.shortNames, before }]
    })
    .sort((a, b) => Number(a.slug) - Number(b.slug))
}

function newestOf({ versionsByName }: Known, name: string): Row | undefined {
  const shown = (versionsByName.get(name) ?? []).filter(row => row !== null)
  return shown[shown.length - 1]
}

/** Two sections of one name: work of one would stand under the other. */
function duplicateNames(sections: readonly Section[]): string[] {
  const first = new Map<string, string>()
  return sections.flatMap(({ slug, name }) => {
    const key = sectionNameKey(name)
    const other = first.get(key)
    if (other === undefined) first.set(key, slug)
    return other === undefined ? [] : [`section/${slug}: the name of section/${other}`]
  })
}

function publicProblems({ name, row }: Named<Row>, judge: Judge): readonly Fault[] {
  switch (row.kind) {
    case "report":
      return reportProblems(row, judge)
    case "absence":
      return row.reason === "" || isNewReason(row.reason, "") ? [] : ["a reason that says nothing"]
    case "measure":
    case "duty":
      return [...retypedProblems(row, judge), ...reasonProblems(name, row, judge)]
    default:
      return retypedProblems(row, judge)
  }
}

/** Read in any of the ways that were right when it was written; where none is, what the first of them says. */
function retypedProblems(row: LineRow, { known, contexts }: Judge): readonly Fault[] {
  const found = contexts.map(context => () => problemsUnder(row, context, known))
  const first = found[0]?.() ?? []
  return first.length === 0 || found.slice(1).some(problems => problems().length === 0) ? [] : first
}

function problemsUnder(row: LineRow, context: CellContext, known: Known): readonly Fault[] {
  const kind = row.kind === "secret" ? "setting" : row.kind
  const id = "id" in row ? row.id : ""
  const line = lineOf(row, context.sections)
  const parsed = parseLine(kind, line, context)
  const values: Values = new Map([...parsed].map(([key, { value }]) => [key, value]))
  const remembered = known.names.has(rowName(row)) ? { digest: ACCEPTED } : undefined
  const problems = problemsOf({ kind, id, line, context, remembered, doubts: [] }, parsed, values)
  const asks = "asks" in row ? row.asks : "none"
  const isUnasked = asks === "none" && problems.some(({ severity }) => severity === "ask")
  const built = buildRow(kind, id, values, asks)
  const read = row.kind === "secret" ? built.privateRow : built.row
  return [
    ...problems.filter(isBlocking),
    ...(isUnasked ? ["a question is open, and the row says there is none"] : []),
    ...(read && problems.every(each => !isBlocking(each)) ? differences(row, read) : []),
    ...(read ? [] : ["nothing the sheet could have published"]),
  ]
}

function differences(row: object, read: object): string[] {
  const before: Readonly<Record<string, unknown>> = { ...row }
  const now: Readonly<Record<string, unknown>> = { ...read }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  return keys
    .filter(key => canonicalJson(before[key] ?? null) !== canonicalJson(now[key] ?? null))
    .map(key => `${key} is not what is read from its words`)
}

function reasonProblems(name: string, row: PromiseRow, { known, contexts }: Judge): readonly Fault[] {
  const [context] = contexts
  if (!context || !known.names.has(name)) return cancelledBare(row)
  const versions = (known.versionsByName.get(name) ?? []).map(each => (each && isPromise(each) ? each : null))
  return checkReason(rememberedOf(versions, row, context)).problems
}

/** One that comes cancelled from the first. */
function cancelledBare({ status, reason }: PromiseRow): readonly Fault[] {
  return status && reason === "" ? ["cancelled without a reason"] : []
}

function isPromise(row: Row): row is PromiseRow {
  return row.kind === "measure" || row.kind === "duty"
}

function reportProblems(row: ReportRow, { after, contexts, today }: Judge): readonly Fault[] {
  const [context] = contexts
  if (!context) return []
  const { slug } = obligationParts(row.id)
  const section = after.sections.find(each => each.slug === slug)
  const report = {
    id: row.id,
    due: row.due,
    cellOf: (key: string) => cell(row[key as (typeof FILLED_COLUMNS)[number]]),
    isAccepted: false,
  }
  const { values, ofCells, ofReport } = readReportCells(report, context, today)
  return [
    ...(row.id === obligationId(row.duty, slug, row.occurrence) ? [] : ["the id is not of its duty"]),
    ...(section?.name === row.section ? [] : [`not the section ${slug}`]),
    ...(after.names.has(dutyName(row.duty)) ? [] : ["of a duty unknown"]),
    ...ofCells.filter(isBlocking),
    ...ofReport,
    ...((row.by === BY_MAIL) === (row.answered !== undefined) ? [] : ["received by mail, and when"]),
    ...FILLED_COLUMNS.filter(key => values.get(key) !== row[key]).map(
      key => `${key} is not what is read from its words`,
    ),
  ]
}

function privateProblems(row: PrivateRow, judge: Judge): readonly Fault[] {
  switch (row.kind) {
    case "contact":
      return contactProblems(row, judge)
    case "secret":
      return secretProblems(row, judge)
    case "problem":
      return []
    default:
      return row satisfies never
  }
}

const ADDRESSES = ["accounts", "addresses", "headAddresses", "deputy"] as const

function contactProblems(row: PrivateRowOf<"contact">, { contexts }: Judge): readonly Fault[] {
  const [context] = contexts
  if (!context) return []
  return ADDRESSES.flatMap(key => {
    const column = columnOf("section", key)
    const { value, problems } = parseCell(column, cell(row[key].join(",")), context)
    const isSame = Array.isArray(value) && value.join() === row[key].join()
    return isSame || problems.length > 0
      ? problems.filter(isBlocking)
      : [cellProblem("badAddress", column, "")]
  })
}

/** What the script says of the spreadsheet itself. */
const OF_THE_SHEET: readonly (readonly [key: RegExp, value: RegExp])[] = [
  [/^sheetAddress$/, /^https?:\/\/(?![^/?#]*@)[^\s"<>]{1,1990}$/],
  [/^sheetTab\.[1-9][0-9]?$/, /^[0-9]{1,10}$/],
]

function secretProblems(row: PrivateRowOf<"secret">, judge: Judge): readonly Fault[] {
  const rule = OF_THE_SHEET.find(([key]) => key.test(row.key))
  if (rule) return rule[1].test(row.value) ? [] : ["not what its key says"]
  const isPrivate = SETTINGS.some(each => each.key === row.key && !each.public)
  return isPrivate ? retypedProblems(row, judge) : ["a key that is not in the list of private settings"]
}
