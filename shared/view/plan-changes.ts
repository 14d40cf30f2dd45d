/** What changed in the plan since it was announced: marked on its form, and listed after it. */

import * as z from "zod/mini"
import { tabOf } from "../columns.ts"
import { bangkokDate, parseIsoDate } from "../date/civil-date.ts"
import { type DigitStyle, shortDate, withDigits } from "../date/thai-date.ts"
import { movesOf } from "../due/move.ts"
import type { Form, FormRow } from "../print/sheets.ts"
import { absenceOf, findRow, type RecordedRow, type YearRecord } from "../record/record.ts"
import { rowName } from "../row/name.ts"
import type { AssessmentRow, MeasureRow } from "../row/row.ts"
import { firstLine } from "./changed-row.ts"
import { plain } from "./forms.ts"
import { fieldChanges } from "./history.ts"
import { slipText } from "./moves-page.ts"
import { instant } from "./schema.ts"
import { instantText } from "./year.ts"

export const planChangeSchema = z.strictObject({
  /** The row's name in the record: `measure/m-…`, `assessment/2`. */
  row: z.string(),
  indicator: z.int(),
  what: z.string(),
  /** The key of the column; `due` of a date that moved; `added`, `vanished` and `withdrawn` of a whole row. */
  key: z.string(),
  announced: z.string(),
  now: z.string(),
  /** Of a date that moved: days from the one first promised. */
  daysFromPromise: z.nullable(z.int()),
  acceptedAt: instant,
  reason: z.string(),
})

type PlanChange = z.input<typeof planChangeSchema>

/** The cell of the form in which a change shows. */
const CELLS: Readonly<Record<string, number>> = {
  ...{ indicator: 0, name: 0, score: 0, description: 0 },
  ...{ issue: 1, measure: 2, status: 2, added: 2, vanished: 2, withdrawn: 2, monitoring: 3 },
  ...{ period: 4, due: 4, responsible: 5, lead: 5 },
}

const WORDS: Readonly<Record<string, string>> = {
  due: "ครบกำหนด",
  added: "เพิ่มหลังประกาศ",
  vanished: "หายไปจากตาราง",
  withdrawn: "นำออกจากตาราง",
}

/** Of these measures, and of the indicators they answer. */
export function planChanges(
  announced: YearRecord,
  record: YearRecord,
  measures: readonly { readonly id: string; readonly indicator: number }[],
): PlanChange[] {
  const moves = new Map(movesOf(record).map(move => [move.duty, move]))
  const indicators = [...new Set(measures.map(each => each.indicator))]
  const ofIndicators = indicators.flatMap(indicator => {
    const now = findRow(record, "assessment", String(indicator))
    if (!now) return []
    const before = findRow(announced, "assessment", String(indicator))?.row
    return [...rowChanges(announced, before, now), ...absenceChanges(record, now)]
  })
  const ofMeasures = measures.flatMap(({ id }) => {
    const now = findRow(record, "measure", id)
    if (!now) return []
    const move = moves.get(id)
    const before = findRow(announced, "measure", id)?.row
    const changes = [...rowChanges(announced, before, now), ...absenceChanges(record, now)]
    if (!move) return changes
    const moved = { announced: move.promised, now: move.to, daysFromPromise: move.daysFromPromise }
    return [...changes, { ...changeOf(now, "due"), ...moved, acceptedAt: instantText(move.acceptedAt) }]
  })
  return [...ofIndicators, ...ofMeasures]
}

type PlanRow = RecordedRow<AssessmentRow | MeasureRow>

function rowChanges(
  { versionsByName }: YearRecord,
  before: AssessmentRow | MeasureRow | undefined,
  now: PlanRow,
): PlanChange[] {
  // A row whose announced text was redacted was announced all the same.
  if (!before) return versionsByName.has(rowName(now.row)) ? [] : [changeOf(now, "added")]
  const changes = fieldChanges(before, now.row).filter(({ key }) => key in CELLS)
  return changes.map(({ key, from, to }) => ({ ...changeOf(now, key), announced: from, now: to }))
}

/** That its row stands in the sheet no more: since when it vanished, or why it was taken out. */
function absenceChanges(record: YearRecord, now: PlanRow): PlanChange[] {
  const absence = absenceOf(record, rowName(now.row))
  if (now.withdrawn) {
    const change = changeOf(now, "withdrawn")
    return [{ ...change, reason: absence?.reason || change.reason }]
  }
  if (!now.vanished || !absence) return []
  return [{ ...changeOf(now, "vanished"), acceptedAt: instantText(absence.since), reason: "" }]
}

function changeOf({ row, acceptedAt }: PlanRow, key: string): PlanChange {
  return {
    row: rowName(row),
    indicator: row.indicator,
    what: firstLine(row.kind === "measure" ? row.measure : row.name),
    key,
    announced: "",
    now: "",
    daysFromPromise: null,
    acceptedAt: instantText(acceptedAt),
    reason: row.kind === "measure" ? row.reason : "",
  }
}

/** The rows of the form, each cell that changed marked; they are those of the measures, in their order. */
export function markedRows(
  rows: readonly FormRow[],
  measures: readonly { readonly id: string; readonly indicator: number }[],
  changes: readonly PlanChange[],
): FormRow[] {
  const marks = new Set(changes.map(({ row, key }) => `${row} ${CELLS[key]}`))
  return rows.map((row, index) => {
    const names = [`measure/${measures[index]?.id}`, `assessment/${measures[index]?.indicator}`]
    const isMarked = (cell: number) => names.some(name => marks.has(`${name} ${cell}`))
    const cells = row.cells.map((cell, at) => (isMarked(at) ? [MARK, ...cell] : cell))
    return { ...row, cells }
  })
}

const MARK = { text: "[แก้ไขหลังประกาศ]", strong: true }

/** Hundredths of the sheet. */
export const CHANGE_SHARES = [24, 12, 22, 22, 20] as const

/** What follows the form: each change, as announced and as it is now, when and why. */
export function changesForm(changes: readonly PlanChange[], digits: DigitStyle): Form {
  const headers = ["ตัวชี้วัดและมาตรการ", "สิ่งที่เปลี่ยน", "ตามประกาศ", "ปัจจุบัน", "เมื่อใด และเหตุผล"]
  return {
    title: "รายการที่เปลี่ยนจากฉบับตามประกาศ",
    lines: [],
    columns: headers.map((header, index) => ({ header, share: CHANGE_SHARES[index] ?? 0 })),
    rows: changes.map(change => changeRow(change, digits)),
  }
}

function changeRow(change: PlanChange, digits: DigitStyle): FormRow {
  const { indicator, what, key, announced, now, daysFromPromise, acceptedAt, reason } = change
  const name = `ตัวชี้วัดที่ ${withDigits(indicator, digits)}`
  const days =
    daysFromPromise === null ? "" : `นับจากกำหนดแรก ${withDigits(slipText(daysFromPromise), digits)}`
  const on = shortDate(bangkokDate(Date.parse(acceptedAt)), digits)
  return {
    name,
    cells: [
      [{ text: name, strong: true }, ...plain(what)],
      plain(headerOf(change)),
      plain(shown(announced, key, digits)),
      [...plain(shown(now, key, digits)), ...plain(days)],
      plain(reason === "" ? on : `${on}\nเหตุผล: ${reason}`),
    ],
  }
}

function headerOf({ row, key }: PlanChange): string {
  const { columns } = tabOf(row.startsWith("measure/") ? "measure" : "assessment")
  return WORDS[key] ?? columns.find(column => column.key === key)?.header ?? key
}

function shown(text: string, key: string, digits: DigitStyle): string {
  const day = key === "due" ? parseIsoDate(text) : undefined
  return day ? shortDate(day, digits) : text
}
