/** A year at a glance, in a visitor's order: how fresh, how it stands, who is late, why, what was promised, what changed. */
import { movesOf } from "../../shared/due/move.ts"
import { settingsOf } from "../../shared/due/timetable.ts"
import { withDigits } from "../../shared/thai-date.ts"
import { filterOfYear, filterToQuery, type MeasureFilter, measureMatcher } from "../../shared/view/filter.ts"
import type { YearView } from "../../shared/view/schema.ts"
import { yearView } from "../../shared/view/year.ts"
import type { Published } from "../answer/published.ts"
import { Day, Instant } from "./dates.tsx"
import { Filtered, Filters } from "./filters.tsx"
import { LatestChanges } from "./latest-changes.tsx"
import { DayBanner, documentText } from "./layout.tsx"
import { MeasureTable } from "./measure-table.tsx"
import { Counts, FollowUps } from "./overview.tsx"
import { RecordLink } from "./record-link.tsx"
import { Scores } from "./scores.tsx"
import { Words } from "./text.tsx"

export function yearPage(published: Published, asked: MeasureFilter = {}): string | undefined {
  const view = yearView(published.record, published.day)
  if (!view) return undefined
  const { fiscalYear } = view
  const filter = filterOfYear(asked, view)
  const matching = measureMatcher(view)
  const measures = matching(filter)
  return documentText({
    title: view.title || `มาตรการ ปีงบประมาณ พ.ศ. ${fiscalYear}`,
    day: published.day,
    year: published,
    here: "measures",
    jsonTwin: twinOf(fiscalYear, filter),
    children: (
      <>
        <Heading view={view} published={published} />
        <DayBanner published={published} />
        <div class="columns">
          <Counts view={view} />
          <FollowUps view={view} today={published.day.today} />
        </div>
        {view.assessments.length > 0 ? <Scores view={view} shown={measures} /> : null}
        <MeasureTable
          view={view}
          measures={measures}
          today={published.day.today}
          moves={movesOf(published.record)}
          filters={<Filters view={view} filter={filter} matching={matching} />}
          filtered={<Filtered view={view} filter={filter} shown={measures.length} />}
        />
        <LatestChanges record={published.record} />
        <Reuse fiscalYear={fiscalYear} twin={twinOf(fiscalYear, filter)} />
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

function twinOf(fiscalYear: number, filter: MeasureFilter): string {
  const query = filterToQuery(filter)
  return `/${fiscalYear}.json${query === "" ? "" : `?${query}`}`
}

function Reuse({ fiscalYear, twin }: { fiscalYear: number; twin: string }) {
  return (
    <section aria-labelledby="reuse">
      <h2 id="reuse">นำไปใช้ต่อ</h2>
      <ul class="links">
        <li>
          <RecordLink href={twin}>JSON</RecordLink>
        </li>
        <li>
          <RecordLink href={`/${fiscalYear}/measures.csv`}>CSV มาตรการ</RecordLink>
        </li>
        <li>
          <RecordLink href={`/${fiscalYear}/reports.csv`}>CSV รายงาน</RecordLink>
        </li>
        <li>
          <a href={`/api/v1/pushes/${fiscalYear}`}>บันทึกที่ลงนามทุกฉบับ</a>
        </li>
      </ul>
    </section>
  )
}
