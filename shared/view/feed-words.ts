/** What an entry of a feed says: a title that tells the event, and a text of what was and what is. */
import type { Kind } from "../columns.ts"
import { parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import { groupBy } from "../record/group.ts"
import type { YearRecord } from "../record/record.ts"
import { shorten } from "../row/shorten.ts"
import { fieldHeader } from "./change-lines.ts"
import { EVENT_WORDS, nameThen, type RowNaming } from "./changed-row.ts"
import { type FieldChange, type RecordChange, slipsOf } from "./history.ts"

export type Telling = { readonly title: string; readonly text: string }

const ROWS_TOLD = 20
const FIELD_LIMIT = 300

/** What a push did, a paragraph for each row: so entries were made before they were of a row and a day. */
export function tellPush(changes: readonly RecordChange[], naming: RowNaming): Telling {
  const left = changes.length - ROWS_TOLD
  const headingOf = ({ row, event }: RecordChange) =>
    `${EVENT_WORDS[event]}: ${shorten(naming.nameOf(row), FIELD_LIMIT)}`
  const paragraphs = changes
    .slice(0, ROWS_TOLD)
    .map(change => [headingOf(change), ...fieldLines(change.row?.kind, change.changes)].join("\n"))
  const first = changes[0] ? headingOf(changes[0]) : ""
  return {
    title: changes.length > 1 ? `${first} และอีก ${changes.length - 1} รายการ` : first,
    text: [...paragraphs, ...(left > 0 ? [`และอีก ${left} รายการ`] : [])].join("\n\n"),
  }
}

/** What became of one row in a day, oldest change first: what it was before the first, and is after the last. */
export function tellRow(record: YearRecord, changes: readonly RecordChange[]): Telling {
  const { row = null, sequence = 0 } = changes[changes.length - 1] ?? {}
  const fields = netChanges(changes.flatMap(each => each.changes))
  const title = `${eventWord(changes, fields)}: ${shorten(nameThen(record, row, sequence), FIELD_LIMIT)}`
  const isNew = changes.some(({ event }) => event === "published")
  const result = isNew && row?.kind === "report" ? row.result : ""
  const told = result === "" ? [] : [`${fieldHeader("report", "result")}: ${quoted(result)}`]
  return { title, text: [title, ...told, ...fieldLines(row?.kind, fields)].join("\n") }
}

/** The event that a reader would ask of first. */
function eventWord(changes: readonly RecordChange[], fields: readonly FieldChange[]): string {
  const last = changes[changes.length - 1]
  const has = (key: string) => fields.some(field => field.key === key)
  if (last?.event === "redacted" || last?.event === "withdrawn") return EVENT_WORDS[last.event]
  if (fields.some(({ key, to }) => key === "status" && to !== "")) return "ยกเลิก"
  const isNew = changes.some(({ event }) => event === "published")
  if (isNew) return last?.row?.kind === "report" ? "รายงาน" : "เพิ่ม"
  if (last?.row?.kind === "report" && changes.some(({ event }) => event === "restored")) return "รายงาน"
  if (has("due")) return "เลื่อนกำหนด"
  return changes.some(({ event }) => event === "restored") ? EVENT_WORDS.restored : "แก้ข้อความ"
}

/** What was typed between is left out, and what was taken back; each move of a date is told. */
function netChanges(changes: readonly FieldChange[]): FieldChange[] {
  const net = Array.from(groupBy(changes, ({ key }) => key).entries()).flatMap(([key, each]) => {
    if (key === "due" || key === "promise") return each
    return [{ key, from: each[0]?.from ?? "", to: each[each.length - 1]?.to ?? "" }]
  })
  return net.filter(({ from, to }) => from !== to)
}

function fieldLines(kind: Kind | undefined, changes: readonly FieldChange[]): string[] {
  return kind ? changes.map(change => fieldLine(kind, change)) : []
}

function fieldLine(kind: Kind, { key, from, to }: FieldChange): string {
  if (key === "due") return `ครบกำหนด: ${dayList(from)} → ${dayList(to)}`
  if (key === "promise") return `นับจากกำหนดแรก: ${slipsOf({ from, to }).map(slipPhrase).join(", ")}`
  return `${fieldHeader(kind, key)}: ${quoted(from)} → ${quoted(to)}`
}

/** `ช้าลง 62 วัน` */
function slipPhrase(days: number): string {
  if (days === 0) return "ตรงกับกำหนดแรก"
  return `${days > 0 ? "ช้าลง" : "เร็วขึ้น"} ${Math.abs(days)} วัน`
}

function dayList(dates: string): string {
  if (dates === "") return "(ไม่มี)"
  const days = dates.split(", ").map(text => {
    const day = parseIsoDate(text)
    return day ? shortDate(day) : text
  })
  return shorten(days.join(", "), FIELD_LIMIT)
}

function quoted(text: string): string {
  return text === "" ? "(ว่าง)" : `“${shorten(text, FIELD_LIMIT)}”`
}
