/** What a reader calls a row that changed, and the measure whose page tells more of it: the same in pages and feeds. */
import { periodLabel } from "../due/occurrence.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import { dutyName } from "../row/name.ts"
import type { DutyRow, MeasureRow, Row } from "../row/row.ts"
import type { RowEvent } from "./history.ts"

/** What became of a row, as a word beside its name. */
export const EVENT_WORDS: Readonly<Record<RowEvent, string>> = {
  published: "เพิ่ม",
  changed: "แก้ไข",
  withdrawn: "นำออกจากตาราง",
  restored: "นำกลับเข้าตาราง",
  vanished: "หายไปจากตาราง ยังนับต่อ",
  returned: "กลับมาในตาราง",
  redacted: "ปกปิดข้อความตามกฎหมาย",
}

/** For a row none of whose texts may be shown. */
export const REDACTED_NAME = "ข้อความที่ปกปิดแล้ว"

export type RowNaming = {
  readonly nameOf: (row: Row | null) => string
  /** The id of the measure a row belongs to. */
  readonly measureOf: (row: Row | null) => string | undefined
}

/** Names the rows of one year; the rows that names are made from are looked up once. */
export function createRowNaming(record: YearRecord): RowNaming {
  const rows = [...rowsOfKind(record, "measure"), ...rowsOfKind(record, "duty")].map(({ row }) => row)
  const textsById = new Map<string, MeasureRow | DutyRow>(rows.map(row => [row.id, row]))
  return {
    nameOf: row => (row ? nameOf(row, textsById) : REDACTED_NAME),
    measureOf: row => (row ? measureOf(row, textsById) : undefined),
  }
}

/** What a row was called at a revision, which later changes leave as it was; of a report, what it reports on and whose it is. */
export function nameThen(record: YearRecord, row: Row | null, sequence: number): string {
  if (!row) return REDACTED_NAME
  if (row.kind !== "report") return nameOf(row, new Map())
  const versions = record.versionsByName.get(dutyName(row.duty)) ?? []
  const known = versions.filter(version => version.row && version.sequence <= sequence)
  const text = known[known.length - 1]?.row
  const what = text?.kind === "measure" || text?.kind === "duty" ? whatOf(text) : ""
  return [what, periodLabel(row.occurrence), `(${row.section})`].filter(word => word !== "").join(" ")
}

type Texts = ReadonlyMap<string, MeasureRow | DutyRow>

function nameOf(row: Row, textsById: Texts): string {
  switch (row.kind) {
    case "measure":
    case "duty":
      return whatOf(row)
    case "report": {
      const text = textsById.get(row.duty)
      const words = [`${row.section}รายงาน:`, text ? whatOf(text) : "", periodLabel(row.occurrence)]
      return words.filter(word => word !== "").join(" ")
    }
    case "oversight":
      return `การกำกับติดตาม: ${firstLine(row.order)}`
    case "assessment":
      return `ตัวชี้วัดที่ ${row.indicator} ${row.name}`
    case "section":
    case "holiday":
      return row.name
    case "setting":
      return row.key
    case "absence":
      return row.of
    default:
      return row satisfies never
  }
}

function measureOf(row: Row, textsById: Texts): string | undefined {
  if (row.kind === "measure") return row.id
  if (row.kind === "duty") return row.measure
  if (row.kind === "oversight") return row.measures[0]
  const text = row.kind === "report" ? textsById.get(row.duty) : undefined
  return text?.kind === "duty" ? text.measure : text?.id
}

function whatOf(row: MeasureRow | DutyRow): string {
  return firstLine(row.kind === "measure" ? row.measure : row.what)
}

/** The first line that says something. */
export function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]?.trim() ?? ""
}
