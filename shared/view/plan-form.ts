/** The official form of six columns, filled in: the document's own words, and what the record adds in the office's digits. */
import { parseIsoDate } from "../date/civil-date.ts"
import { type DigitStyle, plainDate, withDigits } from "../date/thai-date.ts"
import type { Cell } from "../print/cut.ts"
import type { Form, FormRow } from "../print/sheets.ts"
import type { AssessmentView, MeasureView, YearView } from "./schema.ts"

/** Of the whole plan, or of the measures that a part of it has. */
export function planForm(
  view: YearView,
  digits: DigitStyle,
  measures: readonly MeasureView[] = view.measures,
): Form {
  const assessments = new Map(view.assessments.map(each => [each.indicator, each]))
  const firsts = firstsByIndicator(view.measures)
  return {
    title: view.title,
    lines: [view.office, announcementLine(view, digits)].filter(line => line !== ""),
    columns: [
      { header: `ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (${view.office})`, share: 26 },
      { header: "การศึกษาและวิเคราะห์กรอบการประเมิน ประเด็นที่ต้องปรับปรุง/ยกระดับการพัฒนา", share: 17 },
      { header: "มาตรการ/กิจกรรมในการเตรียมความพร้อมรับการประเมิน/พัฒนาปรับปรุง", share: 19 },
      { header: "แนวทางการกำกับติดตาม โดยผู้อำนวยการเขต", share: 18 },
      { header: "ระยะเวลา กำกับติดตาม", share: 9 },
      { header: "ส่วนราชการที่รับผิดชอบ", share: 11 },
    ],
    rows: measures.map(measure => {
      const isFirst = firsts.get(measure.indicator) === measure
      return planRow(measure, assessments.get(measure.indicator), isFirst, digits)
    }),
  }
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

function endedNote({ withdrawn, reason }: MeasureView): Cell {
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
export function announcementLine({ announcement: { number, date } }: YearView, digits: DigitStyle): string {
  const signedOn = parseIsoDate(date)
  const on = signedOn ? ` ลงวันที่ ${plainDate(signedOn, digits)}` : ""
  return number === "" ? "" : `ตามประกาศ ที่ ${withDigits(number, digits)}${on}`
}
