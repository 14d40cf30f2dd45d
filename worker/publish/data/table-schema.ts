/** The CSVs' columns as Table Schemas: names from the code that writes them, titles and help from the sheet's columns. */
import { type TabKey, tabOf } from "../../../shared/columns.ts"
import { OBLIGATION_STATES } from "../../../shared/due/obligation.ts"
import { MEASURE_COLUMNS, REPORT_COLUMNS } from "./routes-csv.ts"

export type Field = {
  readonly name: string
  readonly title?: string
  readonly description?: string
  readonly type: string
  readonly itemType?: string
  readonly delimiter?: string
  readonly constraints?: object
}

type FieldType = Omit<Field, "name" | "title" | "description">

const BOOLEAN: FieldType = { type: "boolean" }
const STATE: FieldType = { type: "string", constraints: { enum: OBLIGATION_STATES } }
const lines = (itemType: string): FieldType => ({ type: "list", itemType, delimiter: "\n" })

/** Whatever is not named here is a text. */
const MEASURE_TYPES: Readonly<Partial<Record<(typeof MEASURE_COLUMNS)[number], FieldType>>> = {
  indicator: { type: "integer", constraints: { minimum: 1, maximum: 10 } },
  partners: lines("string"),
  due: lines("date"),
  state: STATE,
  confirmed: BOOLEAN,
  doubted: BOOLEAN,
  held: BOOLEAN,
  withdrawn: BOOLEAN,
}
const REPORT_TYPES: Readonly<Partial<Record<(typeof REPORT_COLUMNS)[number], FieldType>>> = {
  due: { type: "date" },
  state: STATE,
  date: { type: "date" },
  nothingToReport: BOOLEAN,
  reportedAt: { type: "datetime" },
  held: BOOLEAN,
}

/** Columns that the sheet has not: what the record knows of a row. */
const TITLES: Readonly<Record<string, string>> = {
  due: "ครบกำหนด",
  state: "สถานะ",
  confirmed: "ยืนยันแล้วว่าถูกต้องตามที่พิมพ์",
  doubted: "มีข้อสงสัยที่ยังไม่ได้ตอบ",
  held: "มีข้อความใหม่ที่ยังแก้ไขค้างอยู่",
  withdrawn: "นำออกหรือยกเลิกแล้ว",
  duty: "รหัสภาระหรือมาตรการ",
  measure: "รหัสมาตรการ",
  section: "ฝ่าย",
  reportedAt: "เวลาที่ระบบได้รับรายงานครั้งแรก",
}

export const MEASURE_SCHEMA = {
  fields: MEASURE_COLUMNS.map(key => fieldOf("measure", key, MEASURE_TYPES[key])),
  primaryKey: ["id"],
}
export const REPORT_SCHEMA = {
  fields: REPORT_COLUMNS.map(key => fieldOf("report", key, REPORT_TYPES[key])),
  primaryKey: ["id"],
}

function fieldOf(tab: TabKey, key: string, type: FieldType = { type: "string" }): Field {
  const column = tabOf(tab).columns.find(each => each.key === key)
  const title = column?.header ?? TITLES[key]
  return {
    name: key,
    ...(title === undefined ? {} : { title }),
    ...(column ? { description: column.help } : {}),
    ...type,
  }
}
