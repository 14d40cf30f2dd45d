/** The head of a page that belongs to a year: the way back, the title, and the day it tells of. */
import type { Child } from "hono/jsx"
import type { PlaceView } from "../../shared/view/schema.ts"
import type { Published } from "../publish/answer/published.ts"
import { AsOf, Instant } from "./dates.tsx"
import { DayBanner } from "./layout.tsx"
import { OtherDay } from "./other-day.tsx"
import { RecordLink } from "./record-link.tsx"
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
        <p class="crumbs">
          <RecordLink href={`/${view.fiscalYear}`}>
            มาตรการ <span class="nw">ปีงบประมาณ พ.ศ. {view.fiscalYear}</span>
          </RecordLink>
        </p>
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
