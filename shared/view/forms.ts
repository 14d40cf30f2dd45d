/** The two forms for paper, filled in: the document's own words, and what the record adds in the office's digits. */

import { parseIsoDate } from "../date/civil-date.ts"
import { type DigitStyle, plainDate, shortDate, withDigits } from "../date/thai-date.ts"
import { periodLabel } from "../due/occurrence.ts"
import type { Cell } from "../print/cut.ts"
import type { Form, FormRow } from "../print/sheets.ts"
import { firstLine } from "./changed-row.ts"
import { ENDED_INDICATOR, endedIndicators } from "./ended-indicators.ts"
import { linkText } from "./link-text.ts"
import { type DutyProgress, type ResultView, resultsOf } from "./results.ts"
import type { AssessmentView, MeasureView, OversightView, ReportView, YearView } from "./schema.ts"
import { planTitle } from "./words.ts"

/** How the office writes: its digits, and the title of its head. */
export type Style = { readonly digits: DigitStyle; readonly director: string }

/** The official form of six columns, filled in: of the whole plan, or of the measures that a part of it has. */
export function planForm(
  view: YearView,
  { digits, director }: Style,
  measures: readonly MeasureView[] = view.measures,
): Form {
  const assessments = new Map(view.assessments.map(each => [each.indicator, each]))
  const firsts = firstsByIndicator(view.measures)
  const ended = endedIndicators(view)
  return {
    title: view.title,
    lines: [view.office, announcementLine(view, digits)].filter(line => line !== ""),
    columns: [
      { header: `ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (${view.office})`, share: 26 },
      { header: "การศึกษาและวิเคราะห์กรอบการประเมิน ประเด็นที่ต้องปรับปรุง/ยกระดับการพัฒนา", share: 17 },
      { header: "มาตรการ/กิจกรรมในการเตรียมความพร้อมรับการประเมิน/พัฒนาปรับปรุง", share: 19 },
      { header: `แนวทางการกำกับติดตาม โดย${director}`, share: 18 },
      { header: "ระยะเวลา กำกับติดตาม", share: 9 },
      { header: "ส่วนราชการที่รับผิดชอบ", share: 11 },
    ],
    rows: measures.map(measure => {
      const isFirst = firsts.get(measure.indicator) === measure
      const row = planRow(measure, assessments.get(measure.indicator), isFirst, digits)
      return ended.has(measure.indicator) ? withEnding(row) : row
    }),
  }
}

function withEnding({ name, cells: [result = [], ...others] }: FormRow): FormRow {
  return { name, cells: [[...result, { text: ENDED_INDICATOR, strong: true }], ...others] }
}

function firstsByIndicator(measures: readonly MeasureView[]): ReadonlyMap<number, MeasureView> {
  return new Map([...measures].reverse().map(measure => [measure.indicator, measure]))
}

/** The indicator is described once, with its first measure. */
function planRow(
  measure: MeasureView,
  assessment: AssessmentView | undefined,
  isFirst: boolean,
  digits: DigitStyle,
): FormRow {
  const name = `ตัวชี้วัดที่ ${withDigits(measure.indicator, digits)}`
  const { score = null, description = "" } = assessment ?? {}
  const result: Cell = [
    { text: `${name} ${assessment?.name ?? ""}`.trim(), strong: true },
    ...(score === null ? [] : plain(`ได้ค่าคะแนน ${withDigits(score.toFixed(2), digits)} คะแนน`)),
    ...(isFirst ? plain(description) : []),
  ]
  return {
    name,
    cells: [
      result,
      plain(measure.issue),
      [...endedNote(measure), ...plain(measure.measure)],
      plain(measure.monitoring),
      plain(deadline(measure.period, digits)),
      plain(measure.responsible || measure.lead),
    ],
  }
}

/** A date typed anew in other digits than the plan's would be the only one of its kind on the paper. */
function deadline(period: string, digits: DigitStyle): string {
  return digits === "thai" ? withDigits(period, digits) : period
}

function endedNote({ withdrawn, vanished, reason }: MeasureView): Cell {
  if (vanished) return [{ text: "หายไปจากตาราง ยังนับต่อ", strong: true }]
  return withdrawn ? [{ text: `ยกเลิกแล้ว${reason ? ` เหตุผล: ${reason}` : ""}`, strong: true }] : []
}

/** A paragraph for each line that says something. */
export function plain(text: string): Cell {
  return text
    .split("\n")
    .filter(line => line.trim() !== "")
    .map(line => ({ text: line.trim(), strong: false }))
}

/** `ตามประกาศ ที่ ๑/๒๕๖๖ ลงวันที่ ๑๒ ตุลาคม ๒๕๖๕` */
function announcementLine({ announcement: { number, date } }: YearView, digits: DigitStyle): string {
  const signedOn = parseIsoDate(date)
  const on = signedOn ? ` ลงวันที่ ${plainDate(signedOn, digits)}` : ""
  return number === "" ? "" : `ตามประกาศ ที่ ${withDigits(number, digits)}${on}`
}

/** What came of each measure: of all results, or of those that a part of them has. */
export function resultsForm(
  view: YearView,
  { digits, director }: Style,
  results: readonly ResultView[] = resultsOf(view),
): Form {
  const today = parseIsoDate(view.today)
  const asOf = today ? `ข้อมูล ณ วันที่ ${plainDate(today, digits)}` : ""
  return {
    title: `ผลการดำเนินงานตาม${planTitle(view)}`,
    lines: [view.office, announcementLine(view, digits), asOf].filter(line => line !== ""),
    columns: [
      { header: "ตัวชี้วัดและมาตรการ", share: 22 },
      { header: "ส่วนราชการที่รับผิดชอบ", share: 12 },
      { header: "ผลการดำเนินงาน", share: 26 },
      { header: "วันที่", share: 10 },
      { header: "หลักฐาน", share: 15 },
      { header: `การกำกับติดตามของ${director}`, share: 15 },
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
    ...endedNote(measure),
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
    return own.map(report => [saidCell(report, digits), dayCell(report, digits), provingCell(report, digits)])
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

/** The evidence as it was given, and what was found behind its links. */
function provingCell({ evidence, links }: ReportView, digits: DigitStyle): Cell {
  const looked = links.filter(each => each.state !== "unchecked")
  const found = looked.map(each => linkText(each, date => shortDate(date, digits)))
  return [...plain(evidence), ...found.flatMap(plain)]
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
