/**
 * What would follow if a question were confirmed now: what of its row would be overdue, and who would be mailed, on which
 * day. Said beside the question, as the gate says it of the whole year; before the announcement the gate says it.
 */
import { columnOf } from "../columns.ts"
import { addDays, bangkokDate, type IsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { workingDayOnOrAfter } from "../date/working-day.ts"
import { intervalOf, rungReached, rungsFor } from "../due/ladder.ts"
import { type ScheduledObligation, scheduleOf } from "../due/schedule.ts"
import { timetableOf } from "../due/timetable.ts"
import { dutyName, nameOf } from "../row/name.ts"
import { cellProblem } from "../row/problem.ts"
import type { DutyRow, MeasureRow } from "../row/row.ts"
import { isAccepted, type Memory } from "../sheet/memory.ts"
import type { Table, TableRow } from "../table/model.ts"
import { periodColumn } from "../table/reasons.ts"
import { settingValue } from "./gate-figures.ts"

type Asked = {
  readonly row: MeasureRow | DutyRow
  readonly table: Table
  readonly memory: Memory
  readonly today: IsoDate
}

/** The rows, with what a confirmation would mean beside each open question about a deadline. */
export function withConfirmMeaning(table: Table, memory: Memory, now: number): readonly TableRow[] {
  if (memory.sequence === 0) return table.rows
  const today = bangkokDate(now)
  return table.rows.map(each => {
    const { row, asks } = each
    if (asks !== "open" || (row?.kind !== "measure" && row?.kind !== "duty")) return each
    const said = meaningOf({ row, table, memory, today })
    if (said === undefined) return each
    const key = periodColumn(row.kind)
    const problem = cellProblem("confirmMeans", columnOf(row.kind, key), "", said)
    return { ...each, problems: [...each.problems, problem] }
  })
}

/** Undefined of a row that would owe nothing. */
function meaningOf(asked: Asked): string | undefined {
  const { row, table, memory, today } = asked
  const confirmed = { ...row, asks: "confirmed" as const }
  const owed = scheduleOf({
    measures: confirmed.kind === "measure" ? [confirmed] : [],
    duties: confirmed.kind === "duty" ? [confirmed] : [],
    sections: table.context.sections,
  }).filter(({ id, withdrawn }) => !withdrawn && !isAccepted(memory, nameOf("report", id)))
  if (owed.length === 0) return undefined
  const promised = new Set(memory.rowsByName.get(dutyName(row.id))?.occurrences?.map(({ id }) => id))
  const past = owed.filter(({ due }) => due < today)
  const overdue = past.filter(({ occurrence }) => promised.has(occurrence))
  const before = past.length - overdue.length
  return [
    overdue.length > 0 ? `เกินกำหนดทันที ${overdue.length} งวด` : "ไม่มีงวดใดเกินกำหนด",
    ...(before > 0 ? [`${before} งวดที่ครบกำหนดก่อนวันนี้จะเป็น “ก่อนเริ่มบันทึก”`] : []),
    mailWords(
      owed.filter(each => each.due >= today || promised.has(each.occurrence)),
      asked,
    ),
  ].join(" ")
}

/** Whom the next day of mail would remind: by the rungs of the record itself. */
function mailWords(owed: readonly ScheduledObligation[], { table, today }: Asked): string {
  const { rows, context } = table
  const day = workingDayOnOrAfter(addDays(today, 1), context.holidays)
  const { ladder } = timetableOf(new Map([["ladder", settingValue(rows, "ladder")]]))
  const rungs = rungsFor(ladder, intervalOf(owed.map(({ due }) => due)))
  const reminded = owed.filter(({ due }) => rungReached(due, day, rungs, context.holidays))
  const names = [...new Set(reminded.map(({ section }) => section.name))]
  const [next] = owed.map(({ due }) => due).sort()
  if (names.length === 0) return next ? `ยังไม่เตือนใคร ครบกำหนดถัดไป ${shortDate(next)}` : "และไม่มีงวดที่ต้องเตือน"
  const who = names.length > NAMES_SHOWN ? `${names.length} ฝ่าย` : names.join(" ")
  return `วันที่ ${shortDate(day)} เตือนทางอีเมลถึง${who.startsWith("ฝ่าย") ? "" : " "}${who}`
}

const NAMES_SHOWN = 3
