/** What keeps a filled line of a report tab from being a report: what it lacks, and days that have not come. */

import { columnOf } from "../columns.ts"
import { type IsoDate, parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { isBeforePeriod, occurrenceName, occurrenceStart } from "../due/occurrence.ts"
import { type EvidenceFault, evidenceFault, isEvidence } from "../row/evidence.ts"
import { obligationParts } from "../row/name.ts"
import { cleanText } from "../row/plain-text.ts"
import { type CellProblem, cellProblem } from "../row/problem.ts"
import { lackingOf } from "../row/whole-report.ts"
import { type CellContext, parseCell, type SheetCell } from "../rules/cell.ts"
import { stringOf, type Values } from "./build.ts"
import { FILLED_COLUMNS } from "./entered-by.ts"
import { rowProblems } from "./row-rules.ts"

type ReportCells = {
  readonly id: string
  readonly due: string | undefined
  readonly cellOf: (key: string) => SheetCell
  /** It was a report before. */
  readonly isAccepted: boolean
}

type ReadCells = {
  readonly values: Values
  /** What the cells' own rules say. */
  readonly ofCells: readonly CellProblem[]
  /** What they say together, and of the day; what was accepted before may stay in spite of it. */
  readonly ofReport: readonly CellProblem[]
}

/** The cells of a report by every rule there is, wherever they were typed: in the sheet, in an answer, in a push. */
export function readReportCells(
  { id, due, cellOf, isAccepted }: ReportCells,
  context: CellContext,
  today: IsoDate | undefined,
): ReadCells {
  const parsed = FILLED_COLUMNS.map(key => ({
    key,
    ...parseCell(columnOf("report", key), cellOf(key), context),
  }))
  const values: Values = new Map(parsed.map(({ key, value }) => [key, value]))
  return {
    values,
    ofCells: [...parsed.flatMap(({ problems }) => problems), ...rowProblems("report", values, context)],
    ofReport: [
      ...evidenceProblems(values),
      ...wholenessProblems(values, isAccepted),
      ...untimelyProblems({ id, due, values }, today),
    ],
  }
}

/** What a line still lacks to count. A report that was accepted whole stays as it was while it is less. */
function wholenessProblems(values: Values, isAccepted: boolean): CellProblem[] {
  const [date, result] = [stringOf(values, "date"), cleanText(stringOf(values, "result"))]
  const lacking = lackingOf({ date, result, nothingToReport: values.get("nothingToReport") === true }).filter(
    // What cannot be read is told by its own rule.
    key => values.get(key) !== null,
  )
  const [first] = lacking
  if (!first) return []
  const words = lacking.map(key => {
    const { header } = columnOf("report", key)
    return key === "result" && result !== "" ? `“${header}” ให้ยาวกว่านี้` : `“${header}”`
  })
  const value = first === "result" ? result : ""
  return [
    cellProblem(
      isAccepted ? "reportLess" : "reportDraft",
      columnOf("report", first),
      value,
      words.join(" และ "),
    ),
  ]
}

/** What stands where evidence belongs and is none. */
function evidenceProblems(values: Values): CellProblem[] {
  const text = cleanText(stringOf(values, "evidence"))
  const fault = text === "" ? undefined : evidenceFault(text)
  return fault ? [cellProblem("notEvidence", columnOf("report", "evidence"), text, FAULT_WORDS[fault])] : []
}

/** Of a report that was accepted with what is none: it stays, and the section is told. */
export function keptEvidenceProblems(values: Values): CellProblem[] {
  const text = cleanText(stringOf(values, "evidence"))
  const isKnown = text === "" || isEvidence(text)
  return isKnown ? [] : [cellProblem("weakEvidence", columnOf("report", "evidence"), text)]
}

const FAULT_WORDS: Readonly<Record<EvidenceFault, string>> = {
  notHttps: "ลิงก์ต้องขึ้นต้นด้วย https://",
  credentials: "ลิงก์มีชื่อผู้ใช้หรือรหัสผ่านอยู่ข้างใน",
  port: "ลิงก์ระบุพอร์ตของเครื่อง คนภายนอกอาจเปิดไม่ได้",
  notPublic: "ลิงก์ไม่ได้ชี้ไปยังเว็บไซต์สาธารณะ คนภายนอกเปิดไม่ได้",
  path: "เป็นที่อยู่ไฟล์ในเครื่องหรือในเครือข่ายของสำนักงาน คนอื่นเปิดไม่ได้",
  file: "เป็นเพียงชื่อไฟล์ ไม่บอกว่าเปิดดูได้ที่ใด",
  noDate: "มีเลขที่ของหนังสือ แต่ไม่มีวันที่",
  noNumber: "มีวันที่ แต่ไม่มีเลขที่ของหนังสือ",
  nothing: "ไม่มีลิงก์ และไม่มีเลขที่กับวันที่ของหนังสือ",
}

type Reported = { readonly id: string; readonly due: string | undefined; readonly values: Values }

/** Nobody has done yet what is dated tomorrow, nor what belongs to a period that has not begun. */
function untimelyProblems({ id, values, ...report }: Reported, today: IsoDate | undefined): CellProblem[] {
  if (!today) return []
  const date = parseIsoDate(stringOf(values, "date"))
  if (date && date > today)
    return [cellProblem("reportToCome", columnOf("report", "date"), shortDate(date), shortDate(today))]
  const { occurrence } = obligationParts(id)
  const [start, due] = [occurrenceStart(occurrence), parseIsoDate(report.due ?? "")]
  if (!start || !due || !isBeforePeriod(occurrence, due, today)) return []
  const column = columnOf("report", "occurrence")
  return [cellProblem("periodToCome", column, occurrenceName(occurrence), shortDate(start))]
}
