/** What came of the plan: for each measure what was done, the result, the evidence, by whom, when, and the director's word. */
import { periodLabel } from "../../shared/due/occurrence.ts"
import { directorTitleOf } from "../../shared/due/timetable.ts"
import { rankOf } from "../../shared/row/office-kind.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import { pageOf } from "../../shared/view/page-of.ts"
import { type DutyProgress, type ResultView, resultsPageView } from "../../shared/view/results.ts"
import type { ReportView } from "../../shared/view/schema.ts"
import { indicatorLabel } from "../../shared/view/words.ts"
import type { Published } from "../publish/answer/published.ts"
import { Day, InstantDay } from "./dates.tsx"
import { Evidence } from "./evidence.tsx"
import { YearHeading } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { MeasureLink, Pager, RecordLink, Reuse, SectionName } from "./links.tsx"
import { Order } from "./report.tsx"
import { SheetChip, StateChip } from "./state.tsx"
import { type Column, StackedTable } from "./table.tsx"
import { Further, Lines, Words } from "./text.tsx"

export function resultsPage(published: Published, asked: number): string | undefined {
  const view = resultsPageView(published.record, published.day)
  if (!view) return undefined
  const address = `/${view.fiscalYear}/results`
  const director = directorTitleOf(published.record)
  const { rows, ...place } = pageOf(view.results, asked)
  return documentOfYear(published, {
    title: `ผลการดำเนินงาน ปีงบประมาณ พ.ศ. ${view.fiscalYear}`,
    description: `ผลของแต่ละมาตรการ ปีงบประมาณ ${view.fiscalYear} ทำอะไรแล้ว ผลเป็นอย่างไร โดยฝ่ายใด เมื่อใด มีหลักฐานอะไร และ${rankOf(director)}ติดตามอย่างไร`,
    here: "results",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <YearHeading
          view={view}
          published={published}
          title={`ผลการดำเนินงานตามมาตรการ ปีงบประมาณ พ.ศ. ${view.fiscalYear}`}
          note={<span class="nw">{view.results.length} มาตรการ</span>}
        />
        <section aria-label="ผลการดำเนินงานรายมาตรการ">
          <ResultTable results={rows} fiscalYear={view.fiscalYear} director={director} />
          <Pager {...place} address={address} />
        </section>
        <Reuse
          links={[
            { href: `${address}/print`, text: "แบบพิมพ์ A4" },
            { href: `${address}.json`, text: "JSON" },
            { href: `/${view.fiscalYear}/reports.csv`, text: "CSV รายงาน" },
          ]}
        />
      </>
    ),
  })
}

type TableProps = Shown & { readonly results: readonly ResultView[] }
type Shown = { readonly fiscalYear: number; readonly director: string }

function ResultTable({ results, ...shown }: TableProps) {
  if (results.length === 0) return <p class="quiet">ยังไม่มีมาตรการ</p>
  return (
    <StackedTable
      class="results stacked"
      columns={columnsOf(shown)}
      rows={results}
      idOf={({ measure }) => measure.id}
      shown={text => <Words text={text} />}
    />
  )
}

function columnsOf({ fiscalYear, director }: Shown): readonly Column<ResultView>[] {
  return [
    {
      header: "มาตรการ",
      isHeader: true,
      class: "c-wide",
      cell: result => <Promised result={result} fiscalYear={fiscalYear} />,
    },
    { header: "ส่วนราชการและกำหนด", cell: ({ measure }) => <Owing measure={measure} /> },
    {
      header: "ผลการดำเนินงานและหลักฐาน",
      cell: result => <Done result={result} fiscalYear={fiscalYear} />,
    },
    { header: `การกำกับติดตามของ${director}`, cell: ({ oversight }) => <Orders entries={oversight} /> },
  ]
}

type ResultProps = { readonly result: ResultView; readonly fiscalYear: number }

function Promised({ result: { measure, indicatorName }, fiscalYear }: ResultProps) {
  return (
    <>
      <div class="standing">
        <StateChip state={measure.state} />
        <SheetChip held={measure.held} vanished={measure.vanished} />
      </div>
      <p class="small quiet">{indicatorLabel(measure.indicator, indicatorName)}</p>
      <MeasureLink fiscalYear={fiscalYear} measure={measure.id} text={firstLine(measure.measure)} />
      {measure.withdrawn && measure.reason ? <p class="small">เหตุผลที่ยกเลิก: {measure.reason}</p> : null}
    </>
  )
}

function Owing({ measure: { lead, partners, period, confirmed } }: Pick<ResultView, "measure">) {
  return (
    <>
      <SectionName name={lead} />
      {partners.length > 0 ? <p class="small quiet nw">ร่วม {partners.length} ฝ่าย</p> : null}
      <p class="small quiet">
        <Words text={period} />
      </p>
      {confirmed ? <p class="small quiet">ยืนยันแล้วว่าถูกต้องตามที่พิมพ์</p> : null}
    </>
  )
}

function Orders({ entries }: { entries: ResultView["oversight"] }) {
  if (entries.length === 0) return <p class="quiet">ยังไม่มีการบันทึก</p>
  return (
    <>
      {entries.map(entry => (
        <div class="told-one">
          <Order entry={entry} dayClass="small quiet" />
        </div>
      ))}
    </>
  )
}

/** What many sections send is counted, with a link to the book; what one section reports stands in its words. */
function Done({ result, fiscalYear }: ResultProps) {
  const { duties, reports, measure } = result
  if (reports.length === 0) return <p class="quiet">ยังไม่ได้รับรายงาน</p>
  return (
    <>
      {duties.map(duty =>
        duty.sections > 1 && duty.id !== measure.id ? (
          <SharedDuty duty={duty} fiscalYear={fiscalYear} />
        ) : (
          <OwnDuty
            duty={duty}
            reports={reports.filter(each => each.duty === duty.id)}
            measure={measure.id}
            fiscalYear={fiscalYear}
          />
        ),
      )}
    </>
  )
}

function SharedDuty({ duty, fiscalYear }: { duty: DutyProgress; fiscalYear: number }) {
  const { id, what, received, expected, nothing, missing, unproven } = duty
  return (
    <div class="told-one">
      <p>
        <Words text={firstLine(what)} />
      </p>
      <p class="small">
        ได้รับ{" "}
        <span class="nw">
          {received} จาก {expected} ฉบับ
        </span>{" "}
        ที่ถึงกำหนดหรือส่งก่อน
        {nothing > 0 ? <Further>ไม่มีรายการ {nothing}</Further> : null}
        {unproven > 0 ? <Further>รอหลักฐาน {unproven}</Further> : null}
        {missing > 0 ? <Further class="slip">ยังไม่ได้รับ {missing}</Further> : null}
      </p>
      <p class="small">
        <RecordLink href={`/${fiscalYear}/duties/${id}`}>ดูรายเดือน แยกรายฝ่าย พร้อมไฟล์</RecordLink>
      </p>
    </div>
  )
}

const SHOWN_REPORTS = 2

type OwnDutyProps = {
  readonly duty: DutyProgress
  readonly reports: readonly ReportView[]
  readonly measure: string
  readonly fiscalYear: number
}

function OwnDuty({ duty, reports, measure, fiscalYear }: OwnDutyProps) {
  if (reports.length === 0) return null
  const isPeriod = duty.id === measure
  const left = reports.length - SHOWN_REPORTS
  const rest = isPeriod ? `measures/${measure}#periods` : `duties/${duty.id}`
  return (
    <div class="told-one">
      {isPeriod ? null : (
        <p class="small quiet">
          <Words text={firstLine(duty.what)} />
        </p>
      )}
      {reports.slice(0, SHOWN_REPORTS).map(report => (
        <Report report={report} />
      ))}
      {left > 0 ? (
        <p class="small">
          <RecordLink href={`/${fiscalYear}/${rest}`}>และอีก {left} งวดก่อนหน้า</RecordLink>
        </p>
      ) : null}
    </div>
  )
}

function Report({ report }: { report: ReportView }) {
  const { section, occurrence, date, result, evidence, nothingToReport, reportedAt, held, vanished } = report
  return (
    <div class="told-report">
      {nothingToReport ? <p>ไม่มีรายการ</p> : null}
      {result ? <Lines text={result} /> : null}
      {evidence ? (
        <p>
          <span class="quiet">หลักฐาน:</span> <Evidence report={report} />
        </p>
      ) : nothingToReport ? null : (
        <p class="quiet">ยังไม่มีหลักฐาน</p>
      )}
      <p class="small quiet">
        <SectionName name={section} /> <span class="nw">{periodLabel(occurrence)}</span>
        {date ? (
          <Further>
            ดำเนินการ <Day date={date} />
          </Further>
        ) : null}
        {reportedAt ? (
          <Further>
            ได้รับ <InstantDay at={reportedAt} />
          </Further>
        ) : null}
        <SheetChip held={held} vanished={vanished} />
      </p>
    </div>
  )
}
