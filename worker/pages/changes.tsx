/** Every change of all years, with what was and what is, so that none is made unseen. */
import { EVENT_WORDS, REDACTED_NAME } from "../../shared/view/changed-row.ts"
import { changesView } from "../../shared/view/changes-page.ts"
import type { ChangesPageView, ChangeView } from "../../shared/view/schema.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import { AsOf, Instant } from "./dates.tsx"
import { DayBanner } from "./heading.tsx"
import { ChangedRow } from "./history.tsx"
import { documentText } from "./layout.tsx"
import { Pager, RecordLink } from "./links.tsx"
import { Words } from "./text.tsx"

/** `years` are newest first. */
export function changesViewOf(years: readonly Published[], asked: number): ChangesPageView | undefined {
  const [newest] = years
  if (!newest) return undefined
  const isPast = pastDayOf(newest) !== undefined
  return changesView({ records: years.map(each => each.record), day: newest.day, isPast, asked })
}

export function changesHtml(years: readonly Published[], asked: number): string | undefined {
  const [newest] = years
  const view = changesViewOf(years, asked)
  if (!newest || !view) return undefined
  const { page } = view
  return documentText({
    title: page > 1 ? `การเปลี่ยนแปลง หน้า ${page}` : "การเปลี่ยนแปลง",
    day: newest.day,
    year: newest,
    here: "changes",
    jsonTwin: `/changes.json${page > 1 ? `?page=${page}` : ""}`,
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
        <section aria-labelledby="reuse">
          <h2 id="reuse">นำไปใช้ต่อ</h2>
          <ul class="links">
            <li>
              <RecordLink href={`/changes.json?page=${page}`}>JSON</RecordLink>
            </li>
          </ul>
        </section>
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
  return (
    <li>
      <p class="meta">
        <Instant at={first.acceptedAt} /> · <span class="nw">ปี {first.fiscalYear}</span> ·{" "}
        <span class="nw">ฉบับที่ {first.revision}</span>
      </p>
      {changes.map(change => (
        <div class="change">
          <Change change={change} />
        </div>
      ))}
    </li>
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
  const name = <Words text={what || REDACTED_NAME} />
  return (
    <>
      <p>
        {measure ? <RecordLink href={`/${fiscalYear}/measures/${measure}`}>{name}</RecordLink> : name}{" "}
        <span class="nw">{kind === "report" && event === "published" ? "" : EVENT_WORDS[event]}</span>
      </p>
      {kind ? <ChangedRow kind={kind} changes={changes} reason={reason} /> : null}
    </>
  )
}
