/** Every report a section owes, what waits for it first. */

import type { IsoDate } from "../../shared/date/civil-date.ts"
import { withKey } from "../../shared/record/group.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import { STATES_BY_ATTENTION } from "../../shared/view/counted-states.ts"
import type { MeasureView, ReportView } from "../../shared/view/schema.ts"
import type { SectionPageView } from "../../shared/view/section-page.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import { Day } from "./dates.tsx"
import { TitledSection } from "./heading.tsx"
import { RecordLink } from "./links.tsx"
import { hasText, PERIOD, RECEIVED, ReportText } from "./report.tsx"
import { State } from "./state.tsx"
import { type Column, StackedTable } from "./table.tsx"
import { Joined, Words } from "./text.tsx"

type Owed = {
  readonly id: string
  readonly what: string
  /** Under the year's address. */
  readonly page: string
  readonly state: MeasureView["state"]
  readonly reports: readonly ReportView[]
}

const SHOWN_QUIET = 3

/** What asks for attention is seen; where the rest is much, it folds. */
export function Obligations({ view, today }: { view: SectionPageView; today: IsoDate }) {
  const owed = owedOf(view)
  const waiting = owed.filter(each => WAITING.has(each.state))
  const quiet = owed.filter(each => !WAITING.has(each.state))
  const list = (some: readonly Owed[]) =>
    some.map(each => <OwedItem owed={each} fiscalYear={view.fiscalYear} today={today} />)
  return (
    <TitledSection id="owed" title="งวดที่ต้องรายงาน">
      {owed.length === 0 ? <p class="quiet">ยังไม่มีงวดที่ต้องรายงาน</p> : null}
      {list(waiting)}
      {quiet.length > SHOWN_QUIET ? (
        <details class="duty">
          <summary>เรื่องที่ไม่มีงวดค้าง {quiet.length} เรื่อง</summary>
          {list(quiet)}
        </details>
      ) : (
        list(quiet)
      )}
    </TitledSection>
  )
}

function OwedItem({ owed, fiscalYear, today }: { owed: Owed; fiscalYear: number; today: IsoDate }) {
  return (
    <div class="duty">
      <h3>
        <RecordLink href={`/${fiscalYear}/${owed.page}`}>
          <Words text={owed.what} />
        </RecordLink>
      </h3>
      <p class="small quiet">
        <StateCounts reports={owed.reports} />
      </p>
      <OwedPeriods owed={owed} today={today} />
    </div>
  )
}

function OwedPeriods({ owed, today }: { owed: Owed; today: IsoDate }) {
  const reports = [...owed.reports].sort(byAttention)
  const waiting = reports.filter(each => WAITING.has(each.state))
  const rest = reports.filter(each => !WAITING.has(each.state))
  return (
    <>
      {waiting.length > 0 ? <OwedTable caption={owed.what} reports={waiting} today={today} /> : null}
      {rest.length > 0 ? (
        <details>
          <summary>{waiting.length > 0 ? `อีก ${rest.length} งวด` : `ดูทั้ง ${rest.length} งวด`}</summary>
          <OwedTable caption={owed.what} reports={rest} today={today} />
        </details>
      ) : null}
    </>
  )
}

const WAITING: ReadonlySet<string> = new Set(["overdue", "due", "reported"])

function owedOf({ measures, duties, reports }: SectionPageView): Owed[] {
  const rows = [
    ...duties.map(({ id, what }) => ({ id, what, page: `duties/${id}` })),
    ...measures.map(({ id, measure }) => ({ id, what: measure, page: `measures/${id}` })),
  ]
  return rows
    .map(({ id, what, page }) => {
      const own = withKey(reports, "duty", id)
      const state = STATES_BY_ATTENTION.find(each => own.some(report => report.state === each)) ?? "scheduled"
      return { id, what: firstLine(what), page, state, reports: own }
    })
    .filter(each => each.reports.length > 0)
    .sort((a, b) => STATES_BY_ATTENTION.indexOf(a.state) - STATES_BY_ATTENTION.indexOf(b.state))
}

/** `12 งวด: เกินกำหนด 1, แล้วเสร็จ 8` */
export function StateCounts({ reports }: { reports: readonly ReportView[] }) {
  const counts = STATES_BY_ATTENTION.flatMap(state => {
    const count = reports.filter(each => each.state === state).length
    const words = `${STATE_WORDS[state]} ${count}`
    return count > 0 ? [<span class="nw">{words}</span>] : []
  })
  return (
    <>
      <span class="nw">{reports.length} งวด:</span> <Joined by=", " pieces={counts} />
    </>
  )
}

type OwedTableProps = { caption: string; reports: readonly ReportView[]; today: IsoDate }

function OwedTable({ caption, reports, today }: OwedTableProps) {
  const state: Column<ReportView> = {
    header: "สถานะ",
    label: "",
    cell: report => (
      <span class="standing">
        <State {...report} today={today} />
      </span>
    ),
  }
  const columns = [PERIOD, state, DUE, RECEIVED, ANSWER]
  return <StackedTable class="periods owed stacked" caption={caption} columns={columns} rows={reports} />
}

const DUE: Column<ReportView> = { header: "ครบกำหนด", cell: ({ due }) => <Day date={due} /> }

const hasAnswer = (report: ReportView) => report.nothingToReport || hasText(report)
const ANSWER: Column<ReportView> = {
  header: "ผลและหลักฐาน",
  class: report => (hasAnswer(report) ? "c-wide" : "c-none"),
  cell: report => (
    <>
      {report.nothingToReport ? "ไม่มีรายการ " : ""}
      <ReportText report={report} />
      {hasAnswer(report) ? null : "–"}
    </>
  ),
}

/** What waits first, oldest first. */
function byAttention(a: ReportView, b: ReportView): number {
  return (
    STATES_BY_ATTENTION.indexOf(a.state) - STATES_BY_ATTENTION.indexOf(b.state) || (a.due < b.due ? -1 : 1)
  )
}
