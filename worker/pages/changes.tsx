/** Every change of all years, with what was and what is, so that none is made unseen. */
import type { Child } from "hono/jsx"
import { type AroundName, aroundName, withoutBulk } from "../../shared/view/change-sentence.ts"
import { REDACTED_NAME } from "../../shared/view/changed-row.ts"
import { type ChangesPageView, type ChangeView, changesView } from "../../shared/view/changes-page.ts"
import type { LatestRevision, LatestRowChange, YearSheet } from "../../shared/view/year-sheet.ts"
import { withPage } from "../publish/answer/address.ts"
import { pastDayOf, type Telling } from "../publish/answer/published.ts"
import { AsOf, Instant } from "./dates.tsx"
import { DayBanner, TitledSection } from "./heading.tsx"
import { ChangedRow } from "./history.tsx"
import { documentOfYear } from "./layout.tsx"
import { MeasureLink, Pager, RecordLink, Reuse } from "./links.tsx"
import { Words } from "./text.tsx"

/** Years are newest first. */
export function changesViewOf({ years, part }: Telling, asked: number): ChangesPageView | undefined {
  const [newest] = years
  if (!newest) return undefined
  const isPast = pastDayOf(newest) !== undefined
  const records = years.map(({ record }) => record)
  return changesView({ records, day: newest.day, isPast, asked, stretch: part?.stretch })
}

export function changesHtml(told: Telling, asked: number): string | undefined {
  const [newest] = told.years
  const view = changesViewOf(told, asked)
  if (!newest || !view) return undefined
  const { page } = view
  return documentOfYear(newest, {
    title: page > 1 ? `การเปลี่ยนแปลง หน้า ${page}` : "การเปลี่ยนแปลง",
    description: `ทุกการเปลี่ยนแปลงของทุกปี ${view.total} รายการ เดิมว่าอย่างไร ใหม่ว่าอย่างไร เพราะอะไร เรียงจากใหม่ไปเก่า${page > 1 ? ` หน้า ${page}` : ""}`,
    here: "changes",
    jsonTwin: withPage("/changes.json", page),
    children: (
      <>
        <h1>การเปลี่ยนแปลง</h1>
        <p class="meta">
          ทุกปี เรียงจากใหม่ไปเก่า · <span class="nw">{view.total} รายการ</span> ·{" "}
          <AsOf today={view.today} simulated={view.simulated && !pastDayOf(newest)} />
        </p>
        <DayBanner published={newest} />
        <section aria-label="รายการเปลี่ยนแปลง">
          <ul class="entries">
            {byRevision(view.changes).map(changes => (
              <Revision changes={changes} />
            ))}
          </ul>
          <Pager page={view.page} pages={view.pages} address="/changes" older="เก่ากว่า" newer="ใหม่กว่า" />
        </section>
        <Reuse links={[{ href: `/changes.json?page=${page}`, text: "JSON" }]} />
      </>
    ),
  })
}

/** Neighbours of one push stand under one date. */
function byRevision(changes: readonly ChangeView[]): ChangeView[][] {
  const groups: ChangeView[][] = []
  for (const change of changes) {
    const group = groups[groups.length - 1]
    const isSame = group?.[0]?.revision === change.revision && group[0].fiscalYear === change.fiscalYear
    if (group && isSame) group.push(change)
    else groups.push([change])
  }
  return groups
}

function Revision({ changes }: { changes: readonly ChangeView[] }) {
  const [first] = changes
  if (!first) return null
  const { bulk, rest } = withoutBulk(changes)
  return (
    <li>
      <p class="meta">
        <Instant at={first.acceptedAt} /> · <span class="nw">ปี {first.fiscalYear}</span> ·{" "}
        <span class="nw">ฉบับที่ {first.revision}</span>
      </p>
      {rest.map(change => (
        <div class="change">
          <Change change={change} />
        </div>
      ))}
      <Bulk count={bulk.length}>
        {bulk.map(change => (
          <div class="change">
            <Change change={change} />
          </div>
        ))}
      </Bulk>
    </li>
  )
}

/** Many reports of one push are one sentence; who wants each unfolds them. */
function Bulk({ count, children }: { count: number; children?: Child }) {
  if (count === 0) return null
  return (
    <details class="change">
      <summary>ได้รับรายงาน {count} ฉบับพร้อมกัน</summary>
      {children}
    </details>
  )
}

function Change({ change }: { change: ChangeView }) {
  const { fiscalYear, event, kind, what, measure, changes, reason } = change
  if (event === "announced")
    return (
      <p>
        <RecordLink href={`/${fiscalYear}`}>มาตรการปีงบประมาณ {fiscalYear}</RecordLink> ประกาศครั้งแรก
      </p>
    )
  return (
    <>
      <ChangeName
        fiscalYear={fiscalYear}
        measure={measure}
        name={what || REDACTED_NAME}
        around={aroundName({ kind, event, changes })}
      />
      {kind ? <ChangedRow kind={kind} changes={changes} reason={reason} /> : null}
    </>
  )
}

type ChangeNameProps = {
  readonly fiscalYear: number
  /** The measure it belongs to, where it belongs to one. */
  readonly measure: string | null | undefined
  readonly name: string
  /** What happened to it, in words before and after. */
  readonly around: AroundName
}

function ChangeName({ fiscalYear, measure, name, around: { before, after } }: ChangeNameProps) {
  return (
    <p>
      {before === "" ? null : <Words text={before} />}{" "}
      <MeasureLink fiscalYear={fiscalYear} measure={measure} text={name} /> <span class="nw">{after}</span>
    </p>
  )
}

/** On the page of a year: its newest pushes, each with what was and what is. */
export function LatestChanges({ latest, fiscalYear }: LatestProps) {
  return (
    <TitledSection id="latest" title="เปลี่ยนล่าสุด">
      <ul class="entries">
        {latest.map(revision => (
          <li>
            <Latest revision={revision} fiscalYear={fiscalYear} />
          </li>
        ))}
      </ul>
      <p>
        <RecordLink href="/changes">การเปลี่ยนแปลงทั้งหมด</RecordLink>
      </p>
    </TitledSection>
  )
}

type LatestProps = { readonly latest: YearSheet["latest"]; readonly fiscalYear: number }

function Latest({ revision, fiscalYear }: { revision: LatestRevision; fiscalYear: number }) {
  const { sequence, acceptedAt, changes, bulk, left } = revision
  return (
    <>
      <p class="meta">
        <Instant at={acceptedAt} /> · <span class="nw">ฉบับที่ {sequence}</span>
      </p>
      {sequence === 1 ? <p>ประกาศครั้งแรก</p> : null}
      {changes.map(change => (
        <LatestChange change={change} fiscalYear={fiscalYear} />
      ))}
      {bulk > 0 ? (
        <p>
          ได้รับรายงาน <RecordLink href="/changes">{bulk} ฉบับ</RecordLink>พร้อมกัน
        </p>
      ) : null}
      {left > 0 ? (
        <p class="quiet">
          และอีก <RecordLink href="/changes">{left} รายการ</RecordLink>
        </p>
      ) : null}
    </>
  )
}

function LatestChange({ change, fiscalYear }: { change: LatestRowChange; fiscalYear: number }) {
  const { kind, event, changes, what, measure, reason } = change
  return (
    <>
      <ChangeName
        fiscalYear={fiscalYear}
        measure={measure}
        name={what}
        around={aroundName({ kind, event, changes })}
      />
      {kind ? <ChangedRow kind={kind} changes={changes} reason={reason} /> : null}
    </>
  )
}
