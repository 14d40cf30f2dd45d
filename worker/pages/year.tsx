/** A year at a glance, in a visitor's order: how fresh, how it stands, who is late, why, what was promised, what changed. */

import type { IsoDate } from "../../shared/date/civil-date.ts"
import { withDigits } from "../../shared/date/thai-date.ts"
import { directorTitleOf, settingsOf } from "../../shared/due/timetable.ts"
import { filterOfYear, filterToQuery, type MeasureFilter, measureMatcher } from "../../shared/view/filter.ts"
import { pageOf } from "../../shared/view/page-of.ts"
import { planTitle } from "../../shared/view/words.ts"
import { findingText, yearFinding } from "../../shared/view/year-finding.ts"
import {
  inShort,
  type WrittenRow,
  writtenRows,
  type YearInShort,
  type YearSheet,
  yearSource,
} from "../../shared/view/year-sheet.ts"
import { withQuery } from "../publish/answer/address.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import { datasetText } from "../publish/data/dataset-text.ts"
import { LatestChanges } from "./changes.tsx"
import { AsOf, Instant } from "./dates.tsx"
import { embedSnippet } from "./embed.tsx"
import { Filtered, Filters } from "./filters.tsx"
import { DayBanner, OtherDay } from "./heading.tsx"
import { raw } from "./jsx/jsx-runtime.ts"
import { documentOfYear } from "./layout.tsx"
import { calendarLinks, type NamedLink, Pager, RecordLink, Reuse } from "./links.tsx"
import { MeasureTable, measureColumns } from "./measure-table.tsx"
import { FollowUps, Kept } from "./overview.tsx"
import { Scores } from "./scores.tsx"
import { SixtyDays } from "./sixty-days.tsx"
import { YearStrip } from "./strip.tsx"
import { Joined, Words } from "./text.tsx"
import { rowWriter } from "./year-rows.tsx"

/** Undefined before the first accepted push. */
export function yearPage(published: Published, asked: MeasureFilter = {}, askedPage = 1): string | undefined {
  const source = yearSource(published.record, published.day)
  if (!source) return undefined
  const { sheet } = source
  const { fiscalYear } = sheet.view
  const { today } = published.day
  const view = inShort(sheet)
  const filter = filterOfYear(asked, view)
  const matcher = measureMatcher(sheet.measures, source.hasWords)
  const found = matcher.matching(filter)
  const { rows: listed, page, pages } = pageOf(found, askedPage)
  const rows = writtenRows(source, listed, rowWriter(published, sheet))
  const query = filterToQuery(filter)
  const address = withQuery(`/${fiscalYear}`, query)
  const twin = withQuery(`/${fiscalYear}.json`, query)
  return documentOfYear(published, {
    title: view.title || `มาตรการ ปีงบประมาณ พ.ศ. ${fiscalYear}`,
    description: describe(sheet, page),
    here: "measures",
    jsonTwin: twin,
    children: (
      <>
        <Heading view={view} published={published} />
        <DayBanner published={published} />
        <YearStrip sheet={sheet} rows={rows} today={today} />
        {sheet.measures.length === 0 ? null : (
          <MeasureTable
            rows={rows}
            columns={measureColumns({ view, today, director: directorTitleOf(published.record) })}
            filters={<Filters view={view} filter={filter} matcher={matcher} />}
            filtered={<Filtered view={view} filter={filter} shown={found.length} />}
            pager={<Pager page={page} pages={pages} address={address} fragment="#measures" />}
          />
        )}
        {page > 1 ? null : (
          <>
            <BesideTheList sheet={sheet} view={view} today={today} shown={rows} />
            <LatestChanges latest={sheet.latest} fiscalYear={fiscalYear} />
          </>
        )}
        <section aria-label="ข้อมูล ณ วันอื่น">
          <OtherDay published={published} />
        </section>
        <Reuse links={reuseLinks(published, fiscalYear, twin)} />
        {page > 1 || pastDayOf(published) ? null : (
          <Embedding origin={published.origin} fiscalYear={fiscalYear} />
        )}
        <script type="application/ld+json">{raw(datasetText(published))}</script>
      </>
    ),
  })
}

/** What its picture found; on a further page, which it is. */
function describe({ view: { fiscalYear }, measures, moves }: YearSheet, page: number): string {
  const place = page > 1 ? ` หน้า ${page}` : ""
  const finding = findingText(yearFinding(measures, moves))
  return `${finding} ปีงบประมาณ ${fiscalYear}${place}: ${measures.length} มาตรการ ใครรับผิดชอบ ภายในเมื่อใด ทำแล้วหรือยัง มีหลักฐานอะไร`
}

function Heading({ view, published }: { view: YearInShort; published: Published }) {
  const digits = settingsOf(published.record).get("digits") === "อารบิก" ? "ascii" : "thai"
  const namesYear = withDigits(view.title, "ascii").includes(String(view.fiscalYear))
  const others = published.years.filter(year => year !== view.fiscalYear)
  return (
    <div class="year-title">
      {namesYear ? null : (
        <p class="kicker">
          ปีงบประมาณ <span class="nw">พ.ศ. {withDigits(view.fiscalYear, digits)}</span>
        </p>
      )}
      <h1>
        <Words text={planTitle(view)} />
      </h1>
      <p class="meta">
        <AsOf today={view.today} simulated={view.simulated} /> · แก้ไขล่าสุด <Instant at={view.updatedAt} />
        {others.length > 0 ? " · ปีอื่น: " : ""}
        <Joined by=", " pieces={others.map(year => <a href={`/${year}`}>{year}</a>)} /> ·{" "}
        <RecordLink class="nw" href={`/${view.fiscalYear}/print`}>
          แบบพิมพ์ A4
        </RecordLink>
      </p>
    </div>
  )
}

/** What to look at first, what the record holds, and why: on the first page alone. */
type BesideProps = {
  readonly sheet: YearSheet
  readonly view: YearInShort
  readonly today: IsoDate
  readonly shown: readonly WrittenRow[]
}

function BesideTheList({ sheet, view, today, shown }: BesideProps) {
  return (
    <>
      <SixtyDays ahead={sheet.ahead} fiscalYear={view.fiscalYear} today={today} />
      <div class="columns">
        <FollowUps follow={sheet.follow} fiscalYear={view.fiscalYear} today={today} overdueOnly />
        <Kept sheet={sheet} />
      </div>
      {view.assessments.length > 0 ? <Scores view={view} shown={shown} /> : null}
    </>
  )
}

/** Pasted once a year, it stays as fresh as the record. */
function Embedding({ origin, fiscalYear }: { origin: string; fiscalYear: number }) {
  return (
    <details class="screen-only">
      <summary>นำสถานะของปีนี้ไปแสดงในเว็บไซต์ของหน่วยงาน</summary>
      <p>
        วางข้อความนี้ในหน้าเว็บครั้งเดียว สถานะจะเป็นปัจจุบันเอง <a href={`/${fiscalYear}/embed`}>ดูตัวอย่าง</a>
      </p>
      <p class="hash">
        <code>{embedSnippet(origin, fiscalYear)}</code>
      </p>
    </details>
  )
}

/** The rest of the year, beside its plan. */
function reuseLinks(published: Published, fiscalYear: number, twin: string): NamedLink[] {
  // It is of the present alone.
  const bundle =
    pastDayOf(published) === undefined
      ? [{ href: `/${fiscalYear}/bundle.zip`, text: "ชุดตรวจสอบทั้งปี เปิดตรวจได้โดยไม่ต้องต่ออินเทอร์เน็ต (ZIP)" }]
      : []
  return [
    { href: `/${fiscalYear}/print`, text: "แบบพิมพ์ A4" },
    { href: `/${fiscalYear}/print?as=announced`, text: "แบบพิมพ์ฉบับตามประกาศ" },
    { href: twin, text: "JSON" },
    { href: `/${fiscalYear}.xlsx`, text: "Excel ทั้งปี" },
    { href: `/${fiscalYear}/measures.csv`, text: "CSV มาตรการ" },
    { href: `/${fiscalYear}/reports.csv`, text: "CSV รายงาน" },
    ...calendarLinks(published.origin, `/${fiscalYear}/calendar.ics`, "ปฏิทิน"),
    { href: "/feed.atom", text: "ฟีดการเปลี่ยนแปลง (Atom)" },
    { href: "/log", text: "บันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมด" },
    ...bundle,
  ]
}
