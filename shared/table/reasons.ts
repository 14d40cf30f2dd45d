/**
 * What an announced row may not change without a reason, and what passes for one: a reason says something, is not the
 * row's last, and is not copied from the row itself.
 */

import { type Column, columnOf, type Kind } from "../columns.ts"
import { parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import { saysSomething } from "../row/says-something.ts"
import { type CellContext, type CellValue, parseCell } from "../rules/cell.ts"
import { privacyProblems } from "../rules/privacy.ts"
import type { RememberedRow } from "../sheet/memory.ts"
import { periodOf, stringOf, type Values } from "./build.ts"

/** Letters or marks a reason has at least. */
const LEAST_LETTERS = 10

export type ReasonInput = {
  readonly kind: Kind
  readonly values: Values
  readonly remembered: RememberedRow | undefined
  /** A question about the row is open: its dates bind nobody yet. */
  readonly isAsked: boolean
  readonly context: CellContext
}

export type Reasoned = {
  /** Each change that wants a reason, and what is wrong with the one typed; none where it will do. */
  readonly problems: readonly CellProblem[]
  /** Something changed that the row's reason answers for: it serves no other change. */
  readonly reasonServes: boolean
}

/** What changed since the row was last accepted, against the reason that stands in it. */
export function checkReason(input: ReasonInput): Reasoned {
  const changes = [...movedDates(input), ...brokenPromises(input), ...cancelling(input)]
  const fault = changes.length === 0 ? undefined : reasonFault(input)
  if (fault === undefined) return { problems: [], reasonServes: changes.length > 0 }
  return { problems: fault === "" ? changes : [...changes, fault], reasonServes: false }
}

/** "" for a reason that is not there, undefined for one that will do. */
function reasonFault({ kind, values, remembered }: ReasonInput): CellProblem | "" | undefined {
  const reason = stringOf(values, "reason")
  const column = columnOf(kind, "reason")
  if (reason === "") return ""
  if (!saysSomething(reason, LEAST_LETTERS))
    return cellProblem("weakReason", column, reason, "สั้นเกินกว่าจะบอกอะไรได้")
  if (remembered?.digest && lettersOf(reason) === lettersOf(remembered.reason ?? ""))
    return cellProblem("weakReason", column, reason, "ใช้กับการเปลี่ยนครั้งก่อนไปแล้ว")
  const copied = copiedFrom(values, reason)
  if (copied === undefined) return undefined
  return cellProblem("weakReason", column, reason, `ซ้ำกับข้อความในช่อง “${columnOf(kind, copied).header}”`)
}

/** The column whose own words pass for a reason. */
function copiedFrom(values: Values, reason: string): string | undefined {
  const letters = lettersOf(reason)
  return [...values.keys()].find(key => key !== "reason" && lettersOf(textOf(values, key)) === letters)
}

function textOf(values: Values, key: string): string {
  return periodOf(values, key)?.text ?? stringOf(values, key)
}

/**
 * Whether a text can be the reason why a row is owed no more: one of its own, that says something, and tells of no person
 * what may not be published.
 */
export function isNewReason(reason: string, last: string): boolean {
  return saysSomething(reason, LEAST_LETTERS) && lettersOf(reason) !== lettersOf(last) && !isPersonal(reason)
}

function isPersonal(reason: string): boolean {
  const column = columnOf("measure", "reason")
  return privacyProblems(reason).some(
    ({ code, value }) => cellProblem(code, column, value).severity === "error",
  )
}

/** A reason is compared by what it says: a dot or a space more makes no other. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]/gu, "")
}

/** Published due dates that changed, a period more or less among them, or that a question puts out of count. */
function movedDates({ kind, values, remembered, isAsked }: ReasonInput): CellProblem[] {
  const column = periodColumn(kind)
  const period = periodOf(values, column)
  // A date that cannot be read has moved nowhere yet.
  if (!period || period.flag === "reject" || !remembered?.digest || !remembered.occurrences) return []
  const before = remembered.occurrences.map(({ id, due }) => `${id} ${due}`)
  const after = isAsked ? [] : period.occurrences.map(({ id, due }) => `${id} ${due}`)
  if (before.join() === after.join()) return []
  const old = remembered.occurrences.map(({ due }) => due)
  const left = old.filter(due => !period.due.some(each => each === due))
  // Where all of them go on and others were added, what was announced is all of them.
  const days = (left.length > 0 ? left : old).slice(0, 3).map(thaiDay).join(", ")
  // What nobody typed anew was moved by a setting, or by a holiday.
  const isAsTyped = cleanText(String(remembered.cells?.[column] ?? "")) === period.text
  const code = isAsTyped && !isAsked ? "movedBySettings" : "movedWithoutReason"
  return [cellProblem(code, columnOf(kind, column), period.text, days)]
}

/** What an announced row promises besides its dates: who owes what, and that it is owed. */
const PROMISED: { readonly [K in Kind]?: readonly string[] } = {
  measure: ["measure", "lead", "status"],
  duty: ["measure", "what", "owedBy", "status"],
}

/** Promises that read otherwise than they were accepted; a cancelling has a sentence of its own. */
function brokenPromises({ kind, values, remembered, context }: ReasonInput): CellProblem[] {
  const { cells, digest } = remembered ?? {}
  if (!digest || !cells) return []
  return (PROMISED[kind] ?? []).flatMap(key => {
    const [column, typed] = [columnOf(kind, key), String(cells[key] ?? "")]
    const now = wordsOf(values.get(key))
    const isOpen = key === "status" ? now !== "" : now === "" || typed === ""
    if (isOpen || now === wordsOf(promisedBefore(column, typed, context))) return []
    return [cellProblem("changedWithoutReason", column, textOf(values, key), typed)]
  })
}

/** Sections as they are called now; one that cannot be told any more is taken as it was typed. */
function promisedBefore(column: Column, typed: string, context: CellContext): CellValue {
  const isSections = column.rule.type === "section" || column.rule.type === "sections"
  const parsed = isSections ? parseCell(column, { value: typed, formula: false }, context).value : null
  return parsed ?? typed
}

function wordsOf(value: CellValue | undefined): string {
  return lettersOf(Array.isArray(value) ? value.join() : String(value ?? ""))
}

/** One that was cancelled before goes on with the reason it has. */
function cancelling({ kind, values, remembered }: ReasonInput): CellProblem[] {
  const status = stringOf(values, "status")
  const isCancelled = status !== "" && remembered?.digest && remembered.cells?.status === status
  if (status === "" || (isCancelled && stringOf(values, "reason") !== "")) return []
  return [cellProblem("cancelWithoutReason", columnOf(kind, "reason"), "")]
}

/** The column of a kind that says by when. */
export function periodColumn(kind: Kind): string {
  return kind === "duty" ? "when" : "period"
}

function thaiDay(date: string): string {
  const parsed = parseIsoDate(date)
  return parsed ? shortDate(parsed) : date
}
