/** What changed, as entries of a feed: one for each accepted push that touched what readers follow. */

import { parseIsoDate } from "./civil-date.ts"
import { type Kind, tabOf } from "./columns.ts"
import { periodLabel } from "./due/occurrence.ts"
import { rowsOfKind, type YearRecord } from "./record.ts"
import type { DutyRow, MeasureRow, Row } from "./row.ts"
import { shortDate } from "./thai-date.ts"
import { latestRevisions, type RecordChange, type RevisionChanges } from "./view/changes.ts"
import type { FieldChange, RowEvent } from "./view/history.ts"

export type FeedEntry = {
  /** Made from the hash of what was signed: it stays when the site moves, and no two pushes share it. */
  readonly id: string
  readonly sequence: number
  /** Epoch milliseconds. */
  readonly acceptedAt: number
  readonly title: string
  /** Plain text: a paragraph for each row that changed. */
  readonly text: string
  /** The page that tells all about it, from the root. */
  readonly path: string
}

const FEED_ENTRIES = 50
const ROWS_TOLD = 20
const FIELD_LIMIT = 300

/** The newest of all years, newest first. */
export function feedEntries(records: readonly YearRecord[]): FeedEntry[] {
  return records
    .flatMap(entriesOf)
    .sort((a, b) => b.acceptedAt - a.acceptedAt)
    .slice(0, FEED_ENTRIES)
}

function entriesOf(record: YearRecord): FeedEntry[] {
  const heads = new Map(record.revisions.map(({ sequence, head }) => [sequence, head]))
  const texts = textsOf(record)
  return latestRevisions(record, FEED_ENTRIES).map(revision => ({
    id: `urn:sujarit:push:${heads.get(revision.sequence)}`,
    sequence: revision.sequence,
    acceptedAt: revision.acceptedAt,
    ...telling(revision, record.fiscalYear, texts),
  }))
}

/** The rows that names of others are made from, by their ids. */
type Texts = ReadonlyMap<string, MeasureRow | DutyRow>

function telling(
  { sequence, changes }: RevisionChanges,
  fiscalYear: number,
  texts: Texts,
): Pick<FeedEntry, "title" | "text" | "path"> {
  const year = `/${fiscalYear}`
  if (sequence === 1) {
    const announced = `ประกาศครั้งแรก ปีงบประมาณ ${fiscalYear}`
    return { title: announced, text: announced, path: year }
  }
  const left = changes.length - ROWS_TOLD
  const paragraphs = changes.slice(0, ROWS_TOLD).map(change => paragraphOf(change, texts))
  const measures = new Set(changes.map(({ row }) => row && measureOf(row, texts)))
  const [only] = measures
  const first = changes[0] ? headingOf(changes[0], texts) : ""
  return {
    title: changes.length > 1 ? `${first} และอีก ${changes.length - 1} รายการ` : first,
    text: [...paragraphs, ...(left > 0 ? [`และอีก ${left} รายการ`] : [])].join("\n\n"),
    path: measures.size === 1 && only ? `${year}/measures/${only}` : year,
  }
}

function paragraphOf(change: RecordChange, texts: Texts): string {
  const { row, changes } = change
  const lines = row ? changes.map(each => fieldLine(row.kind, each)) : []
  return [headingOf(change, texts), ...lines].join("\n")
}

const EVENT_WORDS: Readonly<Record<RowEvent, string>> = {
  published: "เพิ่ม",
  changed: "แก้ไข",
  withdrawn: "นำออกจากตาราง",
  restored: "นำกลับเข้าตาราง",
  redacted: "ปกปิดข้อความตามกฎหมาย",
}

function headingOf({ row, event }: RecordChange, texts: Texts): string {
  const name = row ? shortened(nameOf(row, texts)) : "ข้อความที่ปกปิดแล้ว"
  return `${EVENT_WORDS[event]}: ${name}`
}

function fieldLine(kind: Kind, { key, from, to }: FieldChange): string {
  const header = tabOf(kind).columns.find(column => column.key === key)?.header ?? key
  if (key === "due") return `ครบกำหนด: ${dayList(from)} → ${dayList(to)}`
  return `${header}: ${quoted(from)} → ${quoted(to)}`
}

function dayList(dates: string): string {
  const days = dates.split(", ").map(text => {
    const day = parseIsoDate(text)
    return day ? shortDate(day) : text
  })
  return shortened(days.join(", "))
}

function quoted(text: string): string {
  return text === "" ? "(ว่าง)" : `“${shortened(text)}”`
}

function shortened(text: string): string {
  const characters = [...text]
  return characters.length > FIELD_LIMIT ? `${characters.slice(0, FIELD_LIMIT).join("")}…` : text
}

function nameOf(row: Row, texts: Texts): string {
  switch (row.kind) {
    case "measure":
    case "duty":
      return whatOf(row)
    case "report": {
      const duty = texts.get(row.duty)
      return `${row.section}รายงาน ${duty ? whatOf(duty) : ""} ${periodLabel(row.occurrence)}`.trim()
    }
    case "oversight":
      return `การกำกับติดตาม ${firstLine(row.order)}`
    case "assessment":
      return `ตัวชี้วัดที่ ${row.indicator} ${row.name}`
    case "section":
    case "holiday":
      return row.name
    case "setting":
      return row.key
    default:
      return row satisfies never
  }
}

function measureOf(row: Row, texts: Texts): string | undefined {
  if (row.kind === "measure") return row.id
  if (row.kind === "duty") return row.measure
  if (row.kind === "oversight") return row.measures[0]
  const duty = row.kind === "report" ? texts.get(row.duty) : undefined
  return duty?.kind === "duty" ? duty.measure : duty?.id
}

function textsOf(record: YearRecord): Texts {
  const rows = [...rowsOfKind(record, "measure"), ...rowsOfKind(record, "duty")]
  return new Map(rows.map(({ row }) => [row.id, row]))
}

function whatOf(row: MeasureRow | DutyRow): string {
  return firstLine(row.kind === "measure" ? row.measure : row.what)
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? ""
}
