/** The newest pushes of a year, each with what was and what is. */

import type { YearRecord } from "../../shared/record.ts"
import { latestRevisions, type RecordChange, type RevisionChanges } from "../../shared/view/changes.ts"
import { changedMeasure, changedName } from "../../shared/view/changes-page.ts"
import { instantText } from "../../shared/view/year.ts"
import { Instant } from "./dates.tsx"
import { EVENT_WORDS, FieldChanges } from "./history.tsx"
import { RecordLink } from "./record-link.tsx"
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
      <p>
        <RecordLink href="/changes">การเปลี่ยนแปลงทั้งหมด</RecordLink>
      </p>
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
  const measure = row ? changedMeasure(row, record) : undefined
  const name = row ? changedName(row, record) : "ข้อความที่ปกปิดแล้ว"
  return (
    <>
      <p>
        {measure ? (
          <RecordLink href={`/${record.fiscalYear}/measures/${measure}`}>
            <Words text={name} />
          </RecordLink>
        ) : (
          <Words text={name} />
        )}{" "}
        <span class="nw">{row?.kind === "report" && event === "published" ? "" : EVENT_WORDS[event]}</span>
      </p>
      {row ? <FieldChanges kind={row.kind} changes={changes} /> : null}
    </>
  )
}
