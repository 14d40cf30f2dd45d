/** The newest pushes of a year, each with what was and what is. */
import { periodLabel } from "../../shared/due/occurrence.ts"
import { rowsOfKind, type YearRecord } from "../../shared/record.ts"
import { latestRevisions, type RecordChange, type RevisionChanges } from "../../shared/view/changes.ts"
import { instantText } from "../../shared/view/year.ts"
import { Instant } from "./dates.tsx"
import { EVENT_WORDS, FieldChanges } from "./history.tsx"
import { Words } from "./text.tsx"

const SHOWN_REVISIONS = 5
const SHOWN_ROWS = 3

export function LatestChanges({ record }: { record: YearRecord }) {
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">เปลี่ยนล่าสุด</h2>
      <ul class="entries">
        {latestRevisions(record, SHOWN_REVISIONS).map(revision => (
          <li>
            <Revision revision={revision} record={record} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Revision({ revision, record }: { revision: RevisionChanges; record: YearRecord }) {
  const { sequence, acceptedAt, changes } = revision
  const left = changes.length - SHOWN_ROWS
  return (
    <>
      <p class="meta">
        <Instant at={instantText(acceptedAt)} /> · <span class="nw">ฉบับที่ {sequence}</span>
      </p>
      {sequence === 1 ? <p>ประกาศครั้งแรก</p> : null}
      {changes.slice(0, SHOWN_ROWS).map(change => (
        <Change change={change} record={record} />
      ))}
      {left > 0 ? <p class="quiet">และอีก {left} รายการ</p> : null}
    </>
  )
}

function Change({ change, record }: { change: RecordChange; record: YearRecord }) {
  const { row, changes, event } = change
  const measure = row ? measureOf(row, record) : undefined
  const name = row ? nameOf(row, record) : "ข้อความที่ปกปิดแล้ว"
  return (
    <>
      <p>
        {measure ? (
          <a href={`/${record.fiscalYear}/measures/${measure}`}>
            <Words text={name} />
          </a>
        ) : (
          <Words text={name} />
        )}{" "}
        <span class="nw">{row?.kind === "report" && event === "published" ? "" : EVENT_WORDS[event]}</span>
      </p>
      {row ? <FieldChanges kind={row.kind} changes={changes} /> : null}
    </>
  )
}

type ChangedRow = NonNullable<RecordChange["row"]>

function measureOf(row: ChangedRow, record: YearRecord): string | undefined {
  if (row.kind === "measure") return row.id
  if (row.kind === "duty") return row.measure
  if (row.kind === "oversight") return row.measures[0]
  if (row.kind !== "report") return undefined
  return row.duty.startsWith("m-") ? row.duty : dutyOf(row.duty, record)?.measure
}

function nameOf(row: ChangedRow, record: YearRecord): string {
  switch (row.kind) {
    case "measure":
      return firstLine(row.measure)
    case "duty":
      return firstLine(row.what)
    case "report":
      return `${row.section}รายงาน: ${whatOf(row.duty, record)} ${periodLabel(row.occurrence)}`
    case "oversight":
      return `การกำกับติดตาม: ${firstLine(row.order)}`
    case "assessment":
      return `ตัวชี้วัดที่ ${row.indicator} ${row.name}`
    default:
      return ""
  }
}

function whatOf(id: string, record: YearRecord): string {
  const measure = rowsOfKind(record, "measure").find(each => each.row.id === id)
  return firstLine(measure?.row.measure ?? dutyOf(id, record)?.what ?? "")
}

function dutyOf(id: string, record: YearRecord) {
  return rowsOfKind(record, "duty").find(each => each.row.id === id)?.row
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text
}
