/** One section: what needs its attention, the measures it leads or joins, and every report it owes. */

import { withKey } from "../../shared/record/group.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import { toFollow } from "../../shared/view/follow-up.ts"
import { pageOf } from "../../shared/view/page-of.ts"
import type { MeasureView, ReportView } from "../../shared/view/schema.ts"
import { type SectionPageView, sectionPageView } from "../../shared/view/section-page.ts"
import type { Published } from "../publish/answer/published.ts"
import { filteredAddress } from "./filters.tsx"
import { TitledSection, YearHeading } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { calendarLinks, MeasureLink, type NamedLink, Pager, RecordLink, Reuse } from "./links.tsx"
import { FollowUps } from "./overview.tsx"
import { Obligations, StateCounts } from "./section-owed.tsx"
import { SheetChip, StateChip } from "./state.tsx"
import { Words } from "./text.tsx"

/** Its page is where a section looks: it sees more of them than a visitor of the year. */
const MOST_FOLLOWED = 20

export function sectionPage(published: Published, slug: string, asked: number): string | undefined {
  const view = sectionPageView(published.record, slug, published.day)
  if (!view) return undefined
  const { rows, ...place } = pageOf(view.measures, asked)
  const { today } = published.day
  const address = `/${view.fiscalYear}/sections/${slug}`
  return documentOfYear(published, {
    title: `${view.section.name} ปีงบประมาณ พ.ศ. ${view.fiscalYear}`,
    description: `${view.section.name} ปีงบประมาณ ${view.fiscalYear}: ${view.measures.length} มาตรการที่เป็นเจ้าภาพหรือร่วมทำ และ ${view.reports.length} งวดที่ต้องรายงาน เรื่องใดต้องทำก่อน`,
    here: "measures",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <Heading view={view} published={published} />
        {view.measures.length + view.reports.length === 0 ? (
          <p class="quiet lead">ปีนี้ฝ่ายนี้ไม่มีมาตรการและไม่มีงวดที่ต้องรายงาน</p>
        ) : (
          <>
            {place.page > 1 ? null : (
              <FollowUps
                follow={toFollow(view, today, MOST_FOLLOWED)}
                fiscalYear={view.fiscalYear}
                today={today}
                own
              />
            )}
            <Measures view={view} measures={rows} />
            <Obligations view={partOf(view, rows)} today={today} />
            <Pager {...place} address={address} older="มาตรการถัดไป" newer="มาตรการก่อนหน้า" />
          </>
        )}
        <Reuse links={reuseLinks(published, address, `/${view.fiscalYear}/calendar.ics?section=${slug}`)} />
      </>
    ),
  })
}

function reuseLinks({ origin }: Published, address: string, calendar: string): NamedLink[] {
  return [
    { href: `${address}.json`, text: "JSON" },
    { href: `${address}/feed.atom`, text: "ฟีดการเปลี่ยนแปลงของฝ่าย (Atom)" },
    ...calendarLinks(origin, `${calendar}&open`, "ปฏิทินงานค้างของฝ่าย"),
    { href: calendar, text: "ปฏิทินทั้งปีของฝ่าย (iCalendar)" },
  ]
}

function Heading({ view, published }: { view: SectionPageView; published: Published }) {
  const note = view.measures.length + view.reports.length > 0 && (
    <>
      <a class="nw" href="#measures">
        {view.measures.length} มาตรการ
      </a>{" "}
      ·{" "}
      <a class="nw" href="#owed">
        {view.reports.length} งวดที่ต้องรายงาน
      </a>
    </>
  )
  return <YearHeading view={view} published={published} title={view.section.name} note={note} />
}

/** What the measures of a page owe; a duty without a measure stands on the first page. */
function partOf(view: SectionPageView, measures: readonly MeasureView[]): SectionPageView {
  if (measures.length === view.measures.length) return view
  const shown = new Set(measures.map(each => each.id))
  const isFirst = measures[0] === view.measures[0]
  const known = new Set(view.measures.map(each => each.id))
  const duties = view.duties.filter(({ measure }) => shown.has(measure) || (isFirst && !known.has(measure)))
  return { ...view, measures: [...measures], duties }
}

function Measures({ view, measures }: { view: SectionPageView; measures: readonly MeasureView[] }) {
  const { section, fiscalYear } = view
  const list = (heading: string, isOfIt: (measure: MeasureView) => boolean) => (
    <MeasureList
      heading={heading}
      measures={measures.filter(isOfIt)}
      total={view.measures.filter(isOfIt).length}
      view={view}
    />
  )
  return (
    <TitledSection id="measures" title="มาตรการของฝ่ายนี้">
      {measures.length === 0 ? <p class="quiet">ยังไม่มีมาตรการที่ฝ่ายนี้รับผิดชอบ</p> : null}
      {list("เป็นฝ่ายหลัก", ({ lead }) => lead === section.name)}
      {list("ร่วมดำเนินการ", ({ lead }) => lead !== section.name)}
      {measures.length > 0 ? (
        <p>
          <RecordLink href={filteredAddress(fiscalYear, { section: section.slug })}>
            ดูในตารางมาตรการหกช่อง
          </RecordLink>
        </p>
      ) : null}
    </TitledSection>
  )
}

type MeasureListProps = {
  readonly heading: string
  /** Those of this page, of so many. */
  readonly measures: readonly MeasureView[]
  readonly total: number
  readonly view: SectionPageView
}

const SHOWN_MEASURES = 5

/** The first are seen, those that need attention before others; the rest folds: a phone is small. */
function MeasureList({ heading, measures, total, view }: MeasureListProps) {
  if (measures.length === 0) return null
  const rest = measures.slice(SHOWN_MEASURES)
  return (
    <>
      <h3>
        {heading} <span class="nw">{total} มาตรการ</span>
        {measures.length < total ? <span class="nw"> (หน้านี้ {measures.length})</span> : null}
      </h3>
      <MeasureItems measures={measures.slice(0, SHOWN_MEASURES)} view={view} />
      {rest.length > 0 ? (
        <details>
          <summary>อีก {rest.length} มาตรการ</summary>
          <MeasureItems measures={rest} view={view} />
        </details>
      ) : null}
    </>
  )
}

function MeasureItems({ measures, view }: Pick<MeasureListProps, "measures" | "view">) {
  return (
    <ul class="entries">
      {measures.map(measure => (
        <li>
          <div class="standing">
            <StateChip state={measure.state} />
            <SheetChip held={measure.held} vanished={measure.vanished} />
          </div>
          <MeasureLink fiscalYear={view.fiscalYear} measure={measure.id} text={firstLine(measure.measure)} />
          <p class="small quiet">
            <Words text={measure.period} />
          </p>
          <OwnCounts reports={withKey(view.reports, "measure", measure.id)} />
        </li>
      ))}
    </ul>
  )
}

/** Beside the state of the whole measure, which others may hold up. */
function OwnCounts({ reports }: { reports: readonly ReportView[] }) {
  if (reports.length === 0) return null
  return (
    <p class="small quiet">
      เฉพาะฝ่ายนี้{" "}
      <a href="#owed">
        <StateCounts reports={reports} />
      </a>
    </p>
  )
}
