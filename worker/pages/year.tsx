/** A year at a glance, in a visitor's order: how fresh, how it stands, who is late, why, what was promised, what changed. */

import type { IsoDate } from "../../shared/date/civil-date.ts"
import { withDigits } from "../../shared/date/thai-date.ts"
import { type Move, movesOf } from "../../shared/due/move.ts"
import { directorTitleOf, settingsOf } from "../../shared/due/timetable.ts"
import { countedStates } from "../../shared/view/counted-states.ts"
import { filterOfYear, filterToQuery, type MeasureFilter, measureMatcher } from "../../shared/view/filter.ts"
import { pageOf } from "../../shared/view/page-of.ts"
import type { MeasureView, YearView } from "../../shared/view/schema.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import { yearView } from "../../shared/view/year.ts"
import { withQuery } from "../publish/answer/address.ts"
import type { Published } from "../publish/answer/published.ts"
import { datasetText } from "../publish/data/dataset-text.ts"
import { LatestChanges } from "./changes.tsx"
import { AsOf, Instant } from "./dates.tsx"
import { Filtered, Filters } from "./filters.tsx"
import { DayBanner, OtherDay } from "./heading.tsx"
import { raw } from "./jsx/jsx-runtime.ts"
import { documentOfYear } from "./layout.tsx"
import { calendarLinks, type NamedLink, Pager, RecordLink, Reuse } from "./links.tsx"
import { MeasureTable } from "./measure-table.tsx"
import { Counts, FollowUps } from "./overview.tsx"
import { Scores } from "./scores.tsx"
import { Joined, Words } from "./text.tsx"

export function yearPage(published: Published, asked: MeasureFilter = {}, askedPage = 1): string | undefined {
  const view = yearView(published.record, published.day)
  if (!view) return undefined
  const { fiscalYear } = view
  const filter = filterOfYear(asked, view)
  const matcher = measureMatcher(view)
  const found = matcher.matching(filter)
  const moves = movesOf(published.record)
  const query = filterToQuery(filter)
  const address = withQuery(`/${fiscalYear}`, query)
  const twin = withQuery(`/${fiscalYear}.json`, query)
  const { rows: measures, page, pages } = pageOf(found, askedPage)
  return documentOfYear(published, {
    title: view.title || `มาตรการ ปีงบประมาณ พ.ศ. ${fiscalYear}`,
    description: describe(view, page),
    here: "measures",
    jsonTwin: twin,
    children: (
      <>
        <Heading view={view} published={published} />
        <DayBanner published={published} />
        {page > 1 ? null : (
          <AtAGlance view={view} today={published.day.today} shown={measures} moves={moves} />
        )}
        <MeasureTable
          view={view}
          measures={measures}
          today={published.day.today}
          director={directorTitleOf(published.record)}
          moves={moves}
          filters={<Filters view={view} filter={filter} matcher={matcher} />}
          filtered={<Filtered view={view} filter={filter} shown={found.length} />}
          pager={<Pager page={page} pages={pages} address={address} fragment="#measures" />}
        />
        {page > 1 ? null : <LatestChanges record={published.record} />}
        <Reuse links={reuseLinks(published.origin, fiscalYear, twin)} />
        <script type="application/ld+json">{raw(datasetText(published))}</script>
      </>
    ),
  })
}

/** How it stands, in a sentence; on a further page, which it is. */
function describe({ fiscalYear, measures }: YearView, page: number): string {
  const states = countedStates(measures).map(({ state, count }) => `${STATE_WORDS[state]} ${count}`)
  const place = page > 1 ? ` หน้า ${page}` : ""
  return `${measures.length} มาตรการ ปีงบประมาณ ${fiscalYear}${place}: ${states.join(" ")} ใครรับผิดชอบ ภายในเมื่อใด ทำแล้วหรือยัง มีหลักฐานอะไร`
}

function Heading({ view, published }: { view: YearView; published: Published }) {
  const digits = settingsOf(published.record).get("digits") === "อารบิก" ? "ascii" : "thai"
  const namesYear = withDigits(view.title, "ascii").includes(String(view.fiscalYear))
  const others = published.years.filter(year => year !== view.fiscalYear)
  return (
    <div>
      {namesYear ? null : (
        <p class="kicker">
          ปีงบประมาณ <span class="nw">พ.ศ. {withDigits(view.fiscalYear, digits)}</span>
        </p>
      )}
      <h1>
        <Words text={view.title || "มาตรการประจำปี"} />
      </h1>
      <p class="meta">
        <AsOf today={view.today} simulated={view.simulated} /> · แก้ไขล่าสุด <Instant at={view.updatedAt} />
        {others.length > 0 ? " · ปีอื่น: " : ""}
        <Joined by=", " pieces={others.map(year => <a href={`/${year}`}>{year}</a>)} /> ·{" "}
        <RecordLink class="nw" href={`/${view.fiscalYear}/print`}>
          แบบพิมพ์ A4
        </RecordLink>
      </p>
      <OtherDay published={published} />
    </div>
  )
}

/** How it stands, what to look at first, and why: on the first page alone. */
type AtAGlanceProps = {
  readonly view: YearView
  readonly today: IsoDate
  readonly shown: readonly MeasureView[]
  readonly moves: readonly Move[]
}

function AtAGlance({ view, today, shown, moves }: AtAGlanceProps) {
  return (
    <>
      <div class="columns">
        <Counts view={view} moves={moves} />
        <FollowUps view={view} today={today} />
      </div>
      {view.assessments.length > 0 ? <Scores view={view} shown={shown} /> : null}
    </>
  )
}

/** The rest of the year, beside its plan. */
function reuseLinks(origin: string, fiscalYear: number, twin: string): NamedLink[] {
  return [
    { href: `/${fiscalYear}/print`, text: "แบบพิมพ์ A4" },
    { href: `/${fiscalYear}/print?as=announced`, text: "แบบพิมพ์ฉบับตามประกาศ" },
    { href: twin, text: "JSON" },
    { href: `/${fiscalYear}.xlsx`, text: "Excel ทั้งปี" },
    { href: `/${fiscalYear}/measures.csv`, text: "CSV มาตรการ" },
    { href: `/${fiscalYear}/reports.csv`, text: "CSV รายงาน" },
    ...calendarLinks(origin, `/${fiscalYear}/calendar.ics`, "ปฏิทิน"),
    { href: "/feed.atom", text: "ฟีดการเปลี่ยนแปลง (Atom)" },
    { href: "/log", text: "ฉบับที่ลงนามทั้งหมด" },
  ]
}
