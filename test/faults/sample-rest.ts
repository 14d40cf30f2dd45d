/** What the people of the sample do from June on: most report in time, one section late, one without evidence at first. */
import { addDays, type IsoDate, weekday } from "../../shared/date/civil-date.ts"
import { isOpen } from "../../shared/due/notice.ts"
import { type Obligation, obligationsOf } from "../../shared/due/obligation.ts"
import { rowsOfKind, type WholeRecord } from "../../shared/record/record.ts"
import type { MeasureRow, Row } from "../../shared/row/row.ts"
import { day, reportRow } from "../shared/due/fixture.ts"

const LATE = "ฝ่ายโยธา"
const WITHOUT_EVIDENCE = "ฝ่ายรายได้"
/** Led by ฝ่ายทะเบียน, and forgotten at the year's end. */
const FORGOTTEN_INDICATOR = 8
const FIRST_REPORTS = day("2023-06-07")

/** The rows that are typed on a day. */
export function deedsOf(record: WholeRecord, today: IsoDate): Row[] {
  if (weekday(today) === 0 || weekday(today) === 6) return []
  const owed = obligationsOf(record, today)
  return [...reportsOf(record, owed, today), ...evidenceOf(owed, today), ...changesOf(record, today)]
}

function reportsOf(record: WholeRecord, owed: readonly Obligation[], today: IsoDate): Row[] {
  const forgotten = measureOf(record, FORGOTTEN_INDICATOR).id
  const dayOf = ({ due, duty, section }: Obligation) => {
    if (duty === forgotten) return addDays(due, 12)
    return addDays(due, section.name === LATE ? 9 : -(2 + (Number(section.slug) % 3)))
  }
  return owed
    .filter(each => isOpen(each) && today >= FIRST_REPORTS && today >= dayOf(each))
    .map(({ id, due, section }) =>
      reportRow(id, {
        due,
        date: today,
        evidence: section.name === WITHOUT_EVIDENCE ? "" : `บันทึกที่ ${section.slug}/99 ลงวันที่ 1 มิ.ย. 2566`,
      }),
    )
}

/** What was left out comes ten days later. */
function evidenceOf(owed: readonly Obligation[], today: IsoDate): Row[] {
  return owed.flatMap(({ state, report }) =>
    state === "reported" && report?.date && addDays(report.date, 10) <= today
      ? [{ ...report, evidence: "บันทึกที่ 5/100 ลงวันที่ 1 มิ.ย. 2566" }]
      : [],
  )
}

function changesOf(record: WholeRecord, today: IsoDate): Row[] {
  switch (`${today}`) {
    case "2023-06-12":
      return rowsOfKind(record, "assessment")
        .filter(({ row }) => row.asks === "open")
        .map(({ row }) => ({ ...row, asks: "confirmed" }))
    case "2023-07-03":
      return [orderRow(record, "")]
    case "2023-07-11":
      return [movedRow(measureOf(record, 9), day("2023-08-31"))]
    case "2023-07-20":
      return [orderRow(record, "ฝ่ายโยธาแจ้งว่าเปลี่ยนผู้รับผิดชอบแล้ว")]
    case "2023-08-15":
      return [{ ...measureOf(record, 7), status: "ยกเลิก", reason: "ยุบรวมกับมาตรการของสำนักงานใหญ่" }]
    default:
      return []
  }
}

function orderRow(record: WholeRecord, outcome: string): Row {
  return {
    ...{ kind: "oversight", id: "o-00000002", date: day("2023-07-03"), link: "" },
    ...{ measures: [measureOf(record, 2).id], order: "ให้ฝ่ายโยธาชี้แจงเหตุที่ส่งช้าติดต่อกัน", outcome },
  }
}

/** Earlier than was promised. */
function movedRow(row: MeasureRow, due: IsoDate): Row {
  const occurrences = row.occurrences.map(each => ({ ...each, due }))
  return { ...row, occurrences, reason: "เร่งให้เสร็จก่อนรอบประเมินของปีนี้" }
}

function measureOf(record: WholeRecord, indicator: number): MeasureRow {
  const found = rowsOfKind(record, "measure").find(({ row }) => row.indicator === indicator)
  if (!found) throw new Error(`no measure of indicator ${indicator}`)
  return found.row
}
