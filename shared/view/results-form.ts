/** What came of each measure, as a form for paper. */
import { parseIsoDate } from "../date/civil-date.ts"
import { type DigitStyle, plainDate, shortDate, withDigits } from "../date/thai-date.ts"
import { periodLabel } from "../due/occurrence.ts"
import type { Cell } from "../print/cut.ts"
import type { Form, FormRow } from "../print/sheets.ts"
import { firstLine } from "./changed-row.ts"
import { announcementLine, plain } from "./plan-form.ts"
import { type DutyProgress, type ResultView, resultsOf } from "./results.ts"
import type { OversightView, ReportView, YearView } from "./schema.ts"

/** Of all results, or of those that a part of them has. */
export function resultsForm(
  view: YearView,
  digits: DigitStyle,
  results: readonly ResultView[] = resultsOf(view),
): Form {
  const today = parseIsoDate(view.today)
  const asOf = today ? `ข้อมูล ณ วันที่ ${plainDate(today, digits)}` : ""
  return {
    title: `ผลการดำเนินงานตาม${view.title || "มาตรการประจำปี"}`,
    lines: [view.office, announcementLine(view, digits), asOf].filter(line => line !== ""),
    columns: [
      { header: "ตัวชี้วัดและมาตรการ", share: 22 },
      { header: "ส่วนราชการที่รับผิดชอบ", share: 12 },
      { header: "ผลการดำเนินงาน", share: 26 },
      { header: "วันที่", share: 10 },
      { header: "หลักฐาน", share: 15 },
      { header: "การกำกับติดตามของผู้อำนวยการเขต", share: 15 },
    ],
    rows: results.flatMap(result => resultRows(result, digits)),
  }
}

/** A row for each thing owed, so that a result, its date and its evidence stand side by side. */
function resultRows(result: ResultView, digits: DigitStyle): FormRow[] {
  const { measure, indicatorName, oversight } = result
  const name = `ตัวชี้วัดที่ ${withDigits(measure.indicator, digits)}`
  const promised: Cell = [
    { text: `${name} ${indicatorName}`.trim(), strong: true },
    ...plain(measure.measure),
    ...(measure.withdrawn ? plain(`ยกเลิกแล้ว ${measure.reason}`) : []),
  ]
  const answers = answersOf(result, digits)
  const first = answers[0] ?? [plain("ยังไม่ได้รับรายงาน"), [], []]
  const followed =
    oversight.length === 0 ? plain("ยังไม่มีการบันทึก") : oversight.flatMap(entry => followUp(entry, digits))
  return [
    { name, cells: [promised, plain(measure.responsible || measure.lead), ...first, followed] },
    ...answers.slice(1).map(answer => ({ name, cells: [[], [], ...answer, []] })),
  ]
}

/** What was done, when, and the evidence: of each duty in numbers where many owe it, else report by report. */
function answersOf({ duties, reports, measure }: ResultView, digits: DigitStyle): Cell[][] {
  return duties.flatMap(duty => {
    const own = reports.filter(each => each.duty === duty.id)
    if (duty.sections > 1 && duty.id !== measure.id) return [[sharedDuty(duty, digits), [], evidenceOf(own)]]
    return own.map(report => [saidCell(report, digits), dayCell(report, digits), plain(report.evidence)])
  })
}

function sharedDuty({ what, received, expected, nothing, missing }: DutyProgress, digits: DigitStyle): Cell {
  const parts = [
    `ได้รับ ${received} จาก ${expected} ฉบับที่ถึงกำหนดหรือส่งก่อน`,
    ...(nothing > 0 ? [`ไม่มีรายการ ${nothing}`] : []),
    ...(missing > 0 ? [`ยังไม่ได้รับ ${missing}`] : []),
  ]
  return [...plain(firstLine(what)), ...plain(withDigits(parts.join(" "), digits))]
}

function evidenceOf(reports: readonly ReportView[]): Cell {
  const proven = reports.filter(each => each.evidence !== "").length
  return plain(proven === 0 ? "" : "ตามไฟล์ในสมุดรายงวดของหน้าเว็บ")
}

function saidCell({ result, nothingToReport, section, occurrence }: ReportView, digits: DigitStyle): Cell {
  const who = `${section} ${periodLabel(occurrence, digits)}`
  return [...(nothingToReport ? plain("ไม่มีรายการ") : []), ...plain(result), ...plain(who)]
}

function dayCell({ date }: ReportView, digits: DigitStyle): Cell {
  const day = parseIsoDate(date)
  return plain(day ? shortDate(day, digits) : "")
}

function followUp({ date, order, outcome }: OversightView, digits: DigitStyle): Cell {
  const day = parseIsoDate(date)
  return [
    ...plain(day ? shortDate(day, digits) : date),
    ...plain(`สั่งการ: ${order}`),
    ...plain(`ผล: ${outcome || "ยังไม่ได้บันทึก"}`),
  ]
}
