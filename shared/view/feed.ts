/** What changed, as entries of a feed: one for each accepted push that touched what readers follow. */

import { type Kind, tabOf } from "../columns.ts"
import { parseIsoDate } from "../date/civil-date.ts"
import { shortDate } from "../date/thai-date.ts"
import type { WholeRecord } from "../record/record.ts"
import { shorten } from "../row/shorten.ts"
import { createRowNaming, EVENT_WORDS, type RowNaming } from "./changed-row.ts"
import {
  type FieldChange,
  latestRevisions,
  type RecordChange,
  type RevisionChanges,
  slipsOf,
} from "./history.ts"

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
export function feedEntries(records: readonly WholeRecord[]): FeedEntry[] {
  return records
    .flatMap(entriesOf)
    .sort((a, b) => b.acceptedAt - a.acceptedAt)
    .slice(0, FEED_ENTRIES)
}

function entriesOf(record: WholeRecord): FeedEntry[] {
  const heads = new Map(record.revisions.map(({ sequence, head }) => [sequence, head]))
  const naming = createRowNaming(record)
  return latestRevisions(record, FEED_ENTRIES).map(revision => ({
    id: `urn:sujarit:push:${heads.get(revision.sequence)}`,
    sequence: revision.sequence,
    acceptedAt: revision.acceptedAt,
    ...telling(revision, record.fiscalYear, naming),
  }))
}

function telling(
  { sequence, changes }: RevisionChanges,
  fiscalYear: number,
  naming: RowNaming,
): Pick<FeedEntry, "title" | "text" | "path"> {
  const year = `/${fiscalYear}`
  if (sequence === 1) {
    const announced = `ประกาศครั้งแรก ปีงบประมาณ ${fiscalYear}`
    return { title: announced, text: announced, path: year }
  }
  const left = changes.length - ROWS_TOLD
  const paragraphs = changes.slice(0, ROWS_TOLD).map(change => paragraphOf(change, naming))
  const measures = new Set(changes.map(({ row }) => naming.measureOf(row)))
  const [only] = measures
  const first = changes[0] ? headingOf(changes[0], naming) : ""
  return {
    title: changes.length > 1 ? `${first} และอีก ${changes.length - 1} รายการ` : first,
    text: [...paragraphs, ...(left > 0 ? [`และอีก ${left} รายการ`] : [])].join("\n\n"),
    path: measures.size === 1 && only ? `${year}/measures/${only}` : year,
  }
}

function paragraphOf(change: RecordChange, naming: RowNaming): string {
  const { row, changes } = change
  const lines = row ? changes.map(each => fieldLine(row.kind, each)) : []
  return [headingOf(change, naming), ...lines].join("\n")
}

function headingOf({ row, event }: RecordChange, naming: RowNaming): string {
  return `${EVENT_WORDS[event]}: ${shorten(naming.nameOf(row), FIELD_LIMIT)}`
}

function fieldLine(kind: Kind, { key, from, to }: FieldChange): string {
  const header = tabOf(kind).columns.find(column => column.key === key)?.header ?? key
  if (key === "due") return `ครบกำหนด: ${dayList(from)} → ${dayList(to)}`
  if (key === "promise") return `นับจากกำหนดแรก: ${slipsOf({ from, to }).map(slipPhrase).join(", ")}`
  return `${header}: ${quoted(from)} → ${quoted(to)}`
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
