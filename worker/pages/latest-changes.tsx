/** The newest pushes of a year, each with what was and what is. */

import type { YearRecord } from "../../shared/record/record.ts"
import { createRowNaming, EVENT_WORDS, type RowNaming } from "../../shared/view/changed-row.ts"
import { latestRevisions, type RecordChange, type RevisionChanges } from "../../shared/view/changes.ts"
import { reasonOf } from "../../shared/view/changes-page.ts"
import { instantText } from "../../shared/view/year.ts"
import { Instant } from "./dates.tsx"
import { ChangedRow } from "./history.tsx"
import { RecordLink } from "./links.tsx"
import { Words } from "./text.tsx"

const SHOWN_REVISIONS = 5
const SHOWN_ROWS = 3

export function LatestChanges({ record }: { record: YearRecord }) {
  const told = { fiscalYear: record.fiscalYear, naming: createRowNaming(record) }
  return (
    <section aria-labelledby="latest">
      <h2 id="latest">เปลี่ยนล่าสุด</h2>
      <ul class="entries">
        {latestRevisions(record, SHOWN_REVISIONS).map(revision => (
          <li>
            <Revision revision={revision} {...told} />
          </li>
        ))}
      </ul>
      <p>
        <RecordLink href="/changes">การเปลี่ยนแปลงทั้งหมด</RecordLink>
      </p>
    </section>
  )
}

type Told = { readonly fiscalYear: number; readonly naming: RowNaming }

function Revision({ revision, ...told }: Told & { revision: RevisionChanges }) {
  const { sequence, acceptedAt, changes } = revision
  const left = changes.length - SHOWN_ROWS
  return (
    <>
      <p class="meta">
        <Instant at={instantText(acceptedAt)} /> · <span class="nw">ฉบับที่ {sequence}</span>
      </p>
      {sequence === 1 ? <p>ประกาศครั้งแรก</p> : null}
      {changes.slice(0, SHOWN_ROWS).map(change => (
        <Change change={change} {...told} />
      ))}
      {left > 0 ? <p class="quiet">และอีก {left} รายการ</p> : null}
    </>
  )
}

function Change({ change, fiscalYear, naming }: Told & { change: RecordChange }) {
  const { row, changes, event } = change
  const measure = naming.measureOf(row)
  const name = naming.nameOf(row)
  return (
    <>
      <p>
        {measure ? (
          <RecordLink href={`/${fiscalYear}/measures/${measure}`}>
            <Words text={name} />
          </RecordLink>
        ) : (
          <Words text={name} />
        )}{" "}
        <span class="nw">{row?.kind === "report" && event === "published" ? "" : EVENT_WORDS[event]}</span>
      </p>
      {row ? <ChangedRow kind={row.kind} changes={changes} reason={reasonOf(change)} /> : null}
    </>
  )
}
