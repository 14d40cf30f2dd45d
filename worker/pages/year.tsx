/** A year at a glance, in a visitor's order: how fresh, how it stands, who is late, why, what was promised, what changed. */
import { movesOf } from "../../shared/due/move.ts"
import { settingsOf } from "../../shared/due/timetable.ts"
import { withDigits } from "../../shared/thai-date.ts"
import type { YearView } from "../../shared/view/schema.ts"
import { yearView } from "../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"
import { Day, Instant } from "./dates.tsx"
import { LatestChanges } from "./latest-changes.tsx"
import { documentText, StaleBanner } from "./layout.tsx"
import { MeasureTable } from "./measure-table.tsx"
import { Counts, FollowUps } from "./overview.tsx"
import { Scores } from "./scores.tsx"
import { Words } from "./text.tsx"

export function yearPage(published: Published): string | undefined {
  const view = yearView(published.record, published.day)
  if (!view) return undefined
  const { fiscalYear } = view
  return documentText({
    title: view.title || `มาตรการ ปีงบประมาณ พ.ศ. ${fiscalYear}`,
    day: published.day,
    year: published,
    here: "measures",
    jsonTwin: `/${fiscalYear}.json`,
    children: (
      <>
        <Heading view={view} published={published} />
        <StaleBanner freshness={published.freshness} today={published.day.today} />
        <div class="columns">
          <Counts measures={view.measures} />
          <FollowUps view={view} today={published.day.today} />
        </div>
        {view.assessments.length > 0 ? <Scores view={view} /> : null}
        <MeasureTable view={view} today={published.day.today} moves={movesOf(published.record)} />
        <LatestChanges record={published.record} />
        <Reuse fiscalYear={fiscalYear} />
      </>
    ),
  })
}

function Heading({ view, published }: { view: YearView; published: Published }) {
  const digits = settingsOf(published.record).get("digits") === "อารบิก" ? "ascii" : "thai"
  const others = published.years.filter(year => year !== view.fiscalYear)
  return (
    <div>
      <p class="kicker">
        ปีงบประมาณ <span class="nw">พ.ศ. {withDigits(view.fiscalYear, digits)}</span>
      </p>
      <h1>
        <Words text={view.title || "มาตรการประจำปี"} />
      </h1>
      <p class="meta">
        ข้อมูล ณ <Day date={view.today} />
        {view.simulated ? " (วันจำลอง)" : ""} · แก้ไขล่าสุด <Instant at={view.updatedAt} />
        {others.length > 0 ? " · ปีอื่น: " : ""}
        {others.map((year, index) => (
          <>
            {index > 0 ? ", " : ""}
            <a href={`/${year}`}>{year}</a>
          </>
        ))}
      </p>
    </div>
  )
}

function Reuse({ fiscalYear }: { fiscalYear: number }) {
  return (
    <section aria-labelledby="reuse">
      <h2 id="reuse">นำไปใช้ต่อ</h2>
      <ul class="links">
        <li>
          <a href={`/${fiscalYear}.json`}>JSON</a>
        </li>
        <li>
          <a href={`/${fiscalYear}/measures.csv`}>CSV มาตรการ</a>
        </li>
        <li>
          <a href={`/${fiscalYear}/reports.csv`}>CSV รายงาน</a>
        </li>
        <li>
          <a href={`/api/v1/pushes/${fiscalYear}`}>บันทึกที่ลงนามทุกฉบับ</a>
        </li>
      </ul>
    </section>
  )
}
