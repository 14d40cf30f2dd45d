/** The book of a duty: which section sent, had nothing, or is missing, period by period, with the files. */

import type { IsoDate } from "../../shared/date/civil-date.ts"
import { occurrenceName } from "../../shared/due/occurrence.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import { type BookPeriod, bookAnswer, type DutyBookView, dutyBookView } from "../../shared/view/duty-book.ts"
import { isUnproven } from "../../shared/view/results.ts"
import type { ReportView } from "../../shared/view/schema.ts"
import { ANSWER_WORDS } from "../../shared/view/words.ts"
import type { Published } from "../publish/answer/published.ts"
import { Day } from "./dates.tsx"
import { Matrix } from "./duty-matrix.tsx"
import { TitledSection, YearHeading } from "./heading.tsx"
import { documentOfYear } from "./layout.tsx"
import { MeasureLink, Reuse, SectionName } from "./links.tsx"
import { Ended } from "./periods.tsx"
import { DroppedFor, hasText, RECEIVED, ReportText } from "./report.tsx"
import { SheetChip, State, StateChip } from "./state.tsx"
import { type Column, Fact, StackedTable } from "./table.tsx"
import { Further, Understood, Words } from "./text.tsx"

export function dutyBookPage(published: Published, id: string): string | undefined {
  const view = dutyBookView(published.record, id, published.day)
  if (!view) return undefined
  const address = `/${view.fiscalYear}/duties/${id}`
  return documentOfYear(published, {
    title: `${firstLine(view.duty.what)} รายงวด`,
    description: `สมุดรายงวดของ “${firstLine(view.duty.what)}” ปีงบประมาณ ${view.fiscalYear} ฝ่ายใดส่งแล้ว ไม่มีรายการ หรือยังไม่ส่ง แต่ละงวด พร้อมหลักฐาน`,
    here: "measures",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <YearHeading view={view} published={published} title={firstLine(view.duty.what)} />
        <Ended duty={view.duty} />
        <SheetChip held={view.duty.held} vanished={view.duty.vanished} />
        <Facts view={view} />
        <Matrix view={view} today={published.day.today} />
        <TitledSection id="book" title="รายงวด แยกรายฝ่าย">
          {view.periods.length === 0 ? <p class="quiet">ยังไม่มีงวดที่ต้องรายงาน</p> : null}
          {view.periods.map(period => (
            <Period period={period} open={period === openPeriod(view)} today={published.day.today} />
          ))}
        </TitledSection>
        <Reuse
          links={[
            { href: `${address}.csv`, text: "CSV" },
            { href: `${address}.json`, text: "JSON" },
          ]}
        />
      </>
    ),
  })
}

/** The newest whose day has come: what one came to see. */
function openPeriod({ periods, today }: DutyBookView): BookPeriod | undefined {
  return periods.find(each => each.due <= today) ?? periods[periods.length - 1]
}

function Facts({ view: { duty, measure, fiscalYear } }: { view: DutyBookView }) {
  return (
    <section aria-label="สาระของงานนี้">
      <dl class="facts">
        <Fact term="เมื่อใด">
          <Words text={duty.when} />
          <Understood text={duty.understood} />
          {duty.doubted ? <p class="small slip">รอยืนยันกำหนด</p> : null}
          {duty.confirmed ? <p class="small quiet">ยืนยันแล้วว่าถูกต้องตามที่พิมพ์</p> : null}
        </Fact>
        {duty.owedTo ? <Fact term="ส่งให้">{duty.owedTo}</Fact> : null}
        {duty.evidenceKind ? (
          <Fact term="หลักฐานที่ใช้">
            <Words text={duty.evidenceKind} />
          </Fact>
        ) : null}
        {measure ? (
          <Fact term="ตามมาตรการ">
            <MeasureLink fiscalYear={fiscalYear} measure={duty.measure} text={firstLine(measure)} />
          </Fact>
        ) : null}
      </dl>
    </section>
  )
}

type PeriodProps = { readonly period: BookPeriod; readonly open: boolean; readonly today: IsoDate }

function Period({ period, open, today }: PeriodProps) {
  const { occurrence, due, state } = period
  return (
    <details class="period" id={`p-${occurrence}`} open={open}>
      <summary>
        <b class="strong nw">{occurrenceName(occurrence)}</b> <PeriodCounts period={period} />
      </summary>
      <div class="standing">
        <State state={state} due={due} today={today} />{" "}
        <span class="small quiet">
          ครบกำหนด <Day date={due} />
        </span>
      </div>
      <StackedTable
        class="periods book stacked"
        caption={occurrenceName(occurrence)}
        columns={COLUMNS}
        rows={period.reports}
      />
    </details>
  )
}

/** Of a period that lies ahead there is only its day to tell. */
function PeriodCounts({ period }: { period: BookPeriod }) {
  const { due, state, sent, nothing, late, unproven, missing, reports } = period
  const received = sent.length + nothing.length
  if (state === "beforeRecord" && received === 0) return <span class="nw quiet">ก่อนเริ่มบันทึก</span>
  if ((state === "scheduled" || state === "unconfirmed") && received === 0)
    return (
      <span class="nw quiet">
        ครบกำหนด <Day date={due} />
      </span>
    )
  return (
    <>
      <span class="nw">
        ได้รับ {received} จาก {reports.length} ฝ่าย
      </span>
      {state === "beforeRecord" ? <Further>รายงานย้อนหลัง</Further> : null}
      {late.length > 0 ? <Further>หลังกำหนด {late.length}</Further> : null}
      {unproven.length > 0 ? <Further>รอหลักฐาน {unproven.length}</Further> : null}
      {nothing.length > 0 ? <Further>ไม่มีรายการ {nothing.length}</Further> : null}
      {missing.length > 0 ? <Further class="slip">ยังไม่ได้รับ {missing.length}</Further> : null}
    </>
  )
}

const isQualified = ({ state }: ReportView) => state === "late" || state === "reported"

const COLUMNS: readonly Column<ReportView>[] = [
  { header: "ฝ่าย", isHeader: true, cell: ({ section }) => <SectionName name={section} /> },
  {
    header: "สถานะ",
    label: "",
    class: report => (isQualified(report) ? "c-wide" : undefined),
    cell: report => <ReportState report={report} />,
  },
  RECEIVED,
  {
    header: "ผลและไฟล์",
    label: "",
    class: report => (hasText(report) || report.droppedFor !== "" ? "c-wide" : "c-none"),
    cell: report => (
      <>
        <ReportText report={report} />
        <DroppedFor reports={[report]} />
        {report.by ? <span class="quiet"> ({report.by})</span> : null}
        {hasText(report) || report.droppedFor !== "" ? null : "–"}
      </>
    ),
  },
]

function ReportState({ report }: { report: ReportView }) {
  const answer = bookAnswer(report)
  const isBefore = report.state === "beforeRecord" && report.reportedAt !== null
  return (
    <span class="standing">
      <span class={`answer answer-${answer}`}>{ANSWER_WORDS[answer]}</span>{" "}
      {isBefore ? <span class="nw quiet">รายงานย้อนหลัง</span> : null}{" "}
      {answer === "late" && isUnproven(report) ? <StateChip state="reported" /> : null}
      <SheetChip held={report.held} vanished={report.vanished} />
    </span>
  )
}
