/** Headings: of a part, and of a page that belongs to a year: the way back, the title, the day it tells of, and the way to another day. */
import type { Child } from "hono/jsx"
import { bangkokDate, type IsoDate } from "../../shared/date/civil-date.ts"
import { plainDate } from "../../shared/date/thai-date.ts"
import type { PlaceView } from "../../shared/view/schema.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import type { Freshness } from "../publish/answer/record-source.ts"
import { AsOf, Instant, instantDate, sincePhrase } from "./dates.tsx"
import { RecordLink } from "./links.tsx"
import { Words } from "./text.tsx"

type YearHeadingProps = {
  readonly view: Pick<PlaceView, "fiscalYear" | "today" | "simulated" | "updatedAt">
  readonly published: Published
  readonly title: string
  /** Before the day, on the same line. */
  readonly note?: Child
}

export function YearHeading({ view, published, title, note }: YearHeadingProps) {
  return (
    <>
      <div>
        <YearCrumbs fiscalYear={view.fiscalYear} />
        <h1>
          <Words text={title} />
        </h1>
        <p class="meta">
          {note ? <>{note} · </> : null}
          <AsOf today={view.today} simulated={view.simulated} /> · แก้ไขล่าสุด <Instant at={view.updatedAt} />
        </p>
        <OtherDay published={published} />
      </div>
      <DayBanner published={published} />
    </>
  )
}

/** The way back to the measures of the year. */
export function YearCrumbs({ fiscalYear }: { fiscalYear: number }) {
  return (
    <p class="crumbs">
      <RecordLink href={`/${fiscalYear}`}>
        มาตรการ <span class="nw">ปีงบประมาณ พ.ศ. {fiscalYear}</span>
      </RecordLink>
    </p>
  )
}

/** Asks for the same page of another day: an assessor looks at what stood at the end of a month. */
export function OtherDay({ published }: { published: Published }) {
  const { record, day, present, path } = published
  const [first] = record.revisions
  if (!first) return null
  return (
    <details class="other-day">
      <summary>ดูข้อมูล ณ วันอื่น</summary>
      <form action={path} method="get">
        <p class="field">
          <label for="at">สิ้นวันที่</label>
          <input
            id="at"
            name="at"
            type="date"
            required
            min={bangkokDate(first.acceptedAt)}
            max={present}
            value={day.today}
          />
        </p>
        <button type="submit">แสดง</button>
      </form>
    </details>
  )
}

/** Under the title: of which day this is, where that is not today or nobody knows. */
export function DayBanner({ published }: { published: Published }) {
  const { day, present, freshness, path } = published
  if (!pastDayOf(published)) return <StaleBanner freshness={freshness} today={present} />
  return (
    <div class="banner past" role="note">
      หน้านี้แสดงข้อมูล ณ <b class="strong nw">{plainDate(day.today)}</b> ไม่ใช่ข้อมูลล่าสุด <a href={path}>ดูข้อมูลล่าสุด</a>
    </div>
  )
}

/** Loud when nobody feeds the record: an old page must not pass for a kept one. */
function StaleBanner({ freshness, today }: { freshness: Freshness; today: IsoDate }) {
  if (!freshness.isStale) return null
  return (
    <div class="banner stale" role="note">
      <b>ข้อมูลอาจไม่เป็นปัจจุบัน</b> ไม่ได้รับข้อมูลจากตารางตั้งแต่ <span class="nw">{instantDate(freshness.seenAt)}</span>{" "}
      <span class="nw">({sincePhrase(freshness.seenAt, today)})</span>
    </div>
  )
}

type TitledSectionProps = { readonly id: string; readonly title: Child; readonly children?: Child }

/** A part of a page under its own heading, to which an address may lead. */
export function TitledSection({ id, title, children }: TitledSectionProps) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
