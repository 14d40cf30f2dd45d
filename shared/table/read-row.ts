/** One line of a tab → a row ready to publish, or everything that keeps it from being one. */

import { type Column, columnOf, type Kind, TABS, tabOf } from "../columns.ts"
import type { Occurrence } from "../period/compile.ts"
import { sha256Text } from "../push/sd-jwt.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import type { PrivateRow, Row } from "../row/row.ts"
import { SETTINGS } from "../row/setting.ts"
import { type CellContext, type ParsedCell, parseCell } from "../rules/cell.ts"
import type { RememberedRow, TypedCells } from "../sheet/memory.ts"
import { cellOf, type SheetRow } from "../sheet/sheet-tab.ts"
import { type Asks, buildRow, periodOf, stringOf, type Values } from "./build.ts"
import { checkReason, isNewReason, periodColumn, type Reasoned } from "./reasons.ts"
import { rowProblems, withoutRepeats } from "./row-rules.ts"

/** `draft` is still being typed and was never published; `held` keeps its last accepted version in public. */
type RowState = "ready" | "held" | "draft"

export type ReadRow = {
  readonly state: RowState
  readonly row: Row | undefined
  readonly privateRow: PrivateRow | undefined
  readonly problems: readonly CellProblem[]
  readonly understood: string
  /** What was understood of its deadline, also while the row is held. */
  readonly periods: readonly Pick<Occurrence, "id">[]
  /** Digest of the open questions; "" when there are none. */
  readonly asked: string
  readonly asks: Asks
  /** The tick covers questions that have changed since: it is taken back. */
  readonly tickLapsed: boolean
  /** A change since the row was last accepted rests on its reason. */
  readonly reasonServes?: boolean
  /** Cells the script puts back as they were announced. */
  readonly restored?: TypedCells
}

type RowKind = Exclude<Kind, "report">

export type LineInput = {
  readonly kind: RowKind
  readonly line: SheetRow
  /** The issued id, of the kinds that have one. */
  readonly id: string
  readonly context: CellContext
  readonly remembered: RememberedRow | undefined
  /** Problems that need other lines to see. */
  readonly doubts: readonly CellProblem[]
  /** The planner's reason for a change of settings or holidays that moves dates; "" while there is none. */
  readonly settingsReason?: string
}

export function readRow(input: LineInput): ReadRow {
  const { kind, id, remembered } = input
  const parsedByKey = parseLine(kind, input.line, input.context)
  const typed: Values = new Map([...parsedByKey].map(([key, parsed]) => [key, parsed.value]))
  const found = problemsOf(input, parsedByKey, typed)
  const asked = askedDigest(found)
  const asks = answerTo(asked, isTicked(typed), remembered)
  const { values, ...reasoned } = explain(input, typed, asks === "open")
  const built = buildRow(kind, id, values, asks)
  const unfit = found.some(isBlocking) ? [] : built.unfit.map(key => unfitProblem(kind, key, values))
  const problems = [...found, ...reasoned.problems, ...unfit].filter(
    problem => problem.severity !== "ask" || asks === "open",
  )
  const state = stateOf(problems, remembered)
  return {
    state,
    row: state === "ready" ? built.row : undefined,
    privateRow: state === "ready" ? built.privateRow : undefined,
    problems,
    understood: periodOf(values, periodColumn(kind))?.understood ?? "",
    periods: periodOf(values, periodColumn(kind))?.occurrences ?? [],
    asked,
    asks,
    tickLapsed: isTicked(values) && asks !== "confirmed",
    reasonServes: reasoned.reasonServes,
    ...(found.some(({ code }) => code === "fiscalYearFixed") && {
      restored: { value: remembered?.cells?.value ?? String(input.context.fiscalYear) },
    }),
    ...(values !== typed && { restored: { reason: stringOf(values, "reason") } }),
  }
}

/** The reason of the row itself; where nothing but the settings moved its dates, the one given for those, once. */
function explain(
  { kind, remembered, context, settingsReason = "" }: LineInput,
  values: Values,
  isAsked: boolean,
): Reasoned & { readonly values: Values } {
  const own = checkReason({ kind, values, remembered, isAsked, context })
  const isBySettings = own.problems.some(({ code }) => code === "movedBySettings")
  const isElse = own.problems.some(({ code }) => code !== "movedBySettings" && code !== "weakReason")
  if (!isBySettings || isElse || !isNewReason(settingsReason, remembered?.reason ?? ""))
    return { ...own, values }
  const explained = new Map(values).set("reason", settingsReason)
  return { ...checkReason({ kind, values: explained, remembered, isAsked, context }), values: explained }
}

/** True when nothing a person types stands in the line. An emptied setting is still that setting. */
export function isBlankLine(kind: Kind, line: SheetRow): boolean {
  if (kind === "setting" && cellOf(line, "key").value !== "") return false
  return typedColumns(kind).every(({ key, rule }) => {
    const { value } = cellOf(line, key)
    return rule.type === "tick" ? value !== true : cleanText(String(value)) === ""
  })
}

const TYPED_COLUMNS = new Map(
  TABS.map(({ key, columns }) => [
    key,
    // Who filled a report in is no content of it.
    columns.filter(each => each.rule.type !== "shown" && each.rule.type !== "id" && each.key !== "by"),
  ]),
)

function typedColumns(kind: Kind): readonly Column[] {
  return TYPED_COLUMNS.get(kind) ?? []
}

export function parseLine(kind: RowKind, line: SheetRow, context: CellContext): Map<string, ParsedCell> {
  const parsed = new Map(
    typedColumns(kind).map(column => [column.key, parseCell(column, cellOf(line, column.key), context)]),
  )
  return kind === "setting" ? settingValue(line, parsed, context) : parsed
}

/** A setting's value is read by the rule of its key, and travels as text. */
function settingValue(
  line: SheetRow,
  parsed: Map<string, ParsedCell>,
  context: CellContext,
): Map<string, ParsedCell> {
  const key = cleanText(String(cellOf(line, "key").value))
  const setting = SETTINGS.find(each => each.key === key)
  const column = tabOf("setting").columns.find(each => each.key === "value")
  if (!setting || !column) return parsed
  const value = parseCell(
    { ...column, rule: setting.rule, header: setting.label, public: setting.public },
    cellOf(line, "value"),
    context,
  )
  const text = Array.isArray(value.value) ? value.value.join(", ") : String(value.value ?? "")
  return new Map([
    ["key", { value: key, problems: [] }],
    ["value", { value: text, problems: value.problems }],
  ])
}

/** Everything wrong with the cells, before anything is answered or compared with what was published. */
export function problemsOf(
  { kind, context, remembered, doubts }: LineInput,
  parsedByKey: ReadonlyMap<string, ParsedCell>,
  values: Values,
): CellProblem[] {
  return withoutRepeats(kind, [
    ...[...parsedByKey.values()].flatMap(parsed => parsed.problems),
    ...missing(kind, parsedByKey, remembered),
    ...doubts,
    ...rowProblems(kind, values, context),
  ])
}

/** Required cells left empty; one that holds something unusable has a problem of its own. */
function missing(
  kind: RowKind,
  parsedByKey: ReadonlyMap<string, ParsedCell>,
  remembered: RememberedRow | undefined,
): CellProblem[] {
  const isMissing = ({ key, required }: Column) => {
    const parsed = parsedByKey.get(key)
    return required && isEmpty(parsed?.value) && !parsed?.problems.some(isBlocking)
  }
  const empty =
    kind === "setting" ? emptiedSetting(parsedByKey, remembered) : typedColumns(kind).filter(isMissing)
  const [first] = empty
  if (!first) return []
  if (remembered?.digest) return empty.map(column => cellProblem("required", column, ""))
  return [cellProblem("draft", first, "", empty.map(column => `“${column.header}”`).join(" "))]
}

/** Settings may be empty, but what made the year public may not be taken back: the record would stop in silence. */
const KEPT_SETTINGS = ["announcementNumber", "announcementDate"]

function emptiedSetting(
  parsedByKey: ReadonlyMap<string, ParsedCell>,
  remembered: RememberedRow | undefined,
): Column[] {
  const isKept = KEPT_SETTINGS.includes(String(parsedByKey.get("key")?.value))
  const isEmptied = isKept && Boolean(remembered?.digest) && parsedByKey.get("value")?.value === ""
  return isEmptied ? [columnOf("setting", "value")] : []
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === null || value === undefined || (Array.isArray(value) && value.length === 0)
}

function askedDigest(problems: readonly CellProblem[]): string {
  const asked = problems.filter(({ severity }) => severity === "ask")
  return asked.length === 0
    ? ""
    : sha256Text(asked.map(each => `${each.code}\n${each.column}\n${each.value}`).join("\n\n"))
}

/** A tick answers the questions that were shown when it was set, and no others. */
function answerTo(asked: string, ticked: boolean, remembered: RememberedRow | undefined): Asks {
  if (asked === "") return "none"
  if (!ticked) return "open"
  const isShown = remembered?.shown === asked
  const isConfirmed = remembered?.confirmed === asked
  const isNewTick = remembered?.confirmed === undefined && isShown
  return isConfirmed || isNewTick ? "confirmed" : "open"
}

function isTicked(values: Values): boolean {
  return values.get("confirm") === true
}

/** What is asked is published all the same, but for this: a second id for one promise could not be taken back. */
export function isBlocking({ severity, code }: CellProblem): boolean {
  return severity === "error" || code === "draft" || code === "similarVanished"
}

function stateOf(problems: readonly CellProblem[], remembered: RememberedRow | undefined): RowState {
  if (!problems.some(isBlocking)) return "ready"
  return remembered?.digest || problems.every(({ code }) => code !== "draft") ? "held" : "draft"
}

function unfitProblem(kind: RowKind, key: string, values: Values): CellProblem {
  const column = tabOf(kind).columns.find(each => each.key === key) ?? columnOf(kind, "problems")
  return cellProblem("unfit", column, String(values.get(key) ?? ""))
}
