/** The part of a mail that tells a section, or the director, what was answered in its name, and what became of it. */
import { columnOf } from "../columns.ts"
import { bangkokDate, type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { clockTime } from "../date/thai-date.ts"
import type { SettledAnswer } from "../due/notice.ts"
import { obligationsOf } from "../due/obligation.ts"
import type { Answer } from "../push/answer.ts"
import { findRow, type YearRecord } from "../record/record.ts"
import { nameParts } from "../row/name.ts"
import { oneLine } from "../row/shorten.ts"
import { type MemoPart, memoPart, type Words } from "./memo.ts"
import { headline, keep, type Wording } from "./wording.ts"

export type ToldAnswer = SettledAnswer & Answer
/** An answer as a mail tells it: by the name of what it was for. */
export type NamedAnswer = ToldAnswer & { readonly title: string }

/** So much of what was written is quoted. */
const QUOTED = 300

export function receiptPart(answers: readonly NamedAnswer[], wording: Wording): MemoPart[] {
  const items = answers.map(answer => {
    const { at, outcome } = answer
    const instant = Date.parse(at)
    const received = `ส่งจากลิงก์ในอีเมลเมื่อ ${wording.date(bangkokDate(instant))} ${keep(`เวลา ${wording.number(clockTime(instant))} น.`)}`
    return {
      title: answer.title,
      detail: [`${received} ${OUTCOME_WORDS[outcome ?? ""] ?? ""}`.trim()],
      lines: saidLines(answer, wording),
    }
  })
  return memoPart(`บันทึกตามคำตอบจากอีเมล ${wording.count(answers.length, "เรื่อง")}`, items)
}

const OUTCOME_WORDS: Readonly<Record<string, string>> = {
  written: "เขียนลงตารางแล้ว",
  kept: "ไม่ได้เขียนลงตาราง เพราะมีผู้พิมพ์ในแถวนั้นไว้ก่อนแล้ว ข้อความในตารางยังอยู่",
  gone: "ไม่ได้เขียนลงตาราง เพราะแถวนั้นไม่อยู่ในตารางแล้ว",
}

function saidLines({ of, cells }: Answer, wording: Wording): Words[] {
  const { kind } = nameParts(of)
  return Object.entries(cells).flatMap(([key, value]): Words[] => {
    if (value === "" || value === false) return []
    const { header } = columnOf(kind === "oversight" ? kind : "report", key)
    if (value === true) return [[header]]
    const date = key === "date" ? parseIsoDate(String(value)) : undefined
    return [[`${header}: ${date ? wording.date(date) : headline(String(value), QUOTED)}`]]
  })
}

/** Whoever reads it knows no ids. */
function withMeasureName(cells: Answer["cells"], record: YearRecord): Answer["cells"] {
  const name = findRow(record, "measure", String(cells.measures ?? ""))?.row.measure
  return name === undefined ? cells : { ...cells, measures: oneLine(name) }
}

/** The same, named as the record names what it was for. */
export function namedAnswer(
  answer: ToldAnswer,
  record: YearRecord,
  today: IsoDate,
  wording: Wording,
): NamedAnswer {
  const { kind, id } = nameParts(answer.of)
  if (kind === "oversight") {
    const order = findRow(record, "oversight", id)?.row.order ?? String(answer.cells.order ?? id)
    return { ...answer, cells: withMeasureName(answer.cells, record), title: `ข้อสั่งการ: ${headline(order)}` }
  }
  const obligation = obligationsOf(record, today).find(each => each.id === id)
  return { ...answer, title: obligation ? wording.title(obligation.what, [obligation.occurrence]) : id }
}
