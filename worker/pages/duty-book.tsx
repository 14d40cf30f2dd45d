/** The book of a duty: which section sent, had nothing, or is missing, period by period, with the files. */
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { withDigits } from "../../shared/date/thai-date.ts"
import { occurrenceName } from "../../shared/due/occurrence.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import { bookAnswer, dutyBookView } from "../../shared/view/duty-book.ts"
import type { ReportView } from "../../shared/view/schema.ts"
import type { BookPeriod, DutyBookView } from "../../shared/view/schema-assessor.ts"
import type { Published } from "../publish/answer/published.ts"
import { ANSWER_WORDS, BookMatrix } from "./book-matrix.tsx"
import { Day, InstantDay } from "./dates.tsx"
import { YearHeading } from "./heading.tsx"
import { documentText } from "./layout.tsx"
import { RecordLink, Reuse, SectionName } from "./links.tsx"
import { Days, HeldChip, StateChip } from "./state.tsx"
import { Cell, Row, RowHeader, StackedTable } from "./table.tsx"
import { Evidence, Further, Lines, Words } from "./text.tsx"

export function dutyBookPage(published: Published, id: string): string | undefined {
  const view = dutyBookView(published.record, id, published.day)
  if (!view) return undefined
  const address = `/${view.fiscalYear}/duties/${id}`
  return documentText({
    title: `${firstLine(view.duty.what)} รายงวด`,
    day: published.day,
    year: published,
    here: "measures",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <YearHeading view={view} published={published} title={firstLine(view.duty.what)} />
        <Facts view={view} />
        <BookMatrix view={view} />
        <section aria-labelledby="book">
          <h2 id="book">รายงวด แยกรายฝ่าย</h2>
          {view.periods.length === 0 ? <p class="quiet">ยังไม่มีงวดที่ต้องรายงาน</p> : null}
          {view.periods.map(period => (
            <Period period={period} open={period === openPeriod(view)} today={published.day.today} />
          ))}
        </section>
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
    <section aria-label="สาระของภาระ">
      <dl class="facts">
        <dt>เมื่อใด</dt>
        <dd>
          <Words text={duty.when} />
          {duty.understood ? (
            <p class="small quiet">
              ระบบเข้าใจว่า: <Words text={withDigits(duty.understood, "ascii")} />
            </p>
          ) : null}
          {duty.doubted ? <p class="small slip">รอยืนยันกำหนดเวลา</p> : null}
          {duty.confirmed ? <p class="small quiet">ยืนยันแล้วว่าถูกต้องตามที่พิมพ์</p> : null}
        </dd>
        {duty.owedTo ? (
          <>
            <dt>ส่งให้</dt>
            <dd>{duty.owedTo}</dd>
          </>
        ) : null}
        {duty.evidenceKind ? (
          <>
            <dt>หลักฐานที่ใช้</dt>
            <dd>
              <Words text={duty.evidenceKind} />
            </dd>
          </>
        ) : null}
        {measure ? (
          <>
            <dt>ตามมาตรการ</dt>
            <dd>
              <RecordLink href={`/${fiscalYear}/measures/${duty.measure}`}>
                <Words text={firstLine(measure)} />
              </RecordLink>
            </dd>
          </>
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
        <StateChip state={state} />
        <Days state={state} due={due} today={today} />
        <span class="small quiet">
          ครบกำหนด <Day date={due} />
        </span>
      </div>
      <SectionTable period={period} />
    </details>
  )
}

/** Of a period that lies ahead there is only its day to tell. */
function PeriodCounts({ period: { due, state, sent, nothing, missing, reports } }: { period: BookPeriod }) {
  const received = sent.length + nothing.length
  if (state === "scheduled" && received === 0)
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
      {nothing.length > 0 ? <Further>ไม่มีรายการ {nothing.length}</Further> : null}
      {missing.length > 0 ? <Further class="slip">ยังไม่ได้รับ {missing.length}</Further> : null}
    </>
  )
}

const HEADERS = ["ฝ่าย", "สถานะ", "ได้รับเมื่อ", "ผลและไฟล์"]

function SectionTable({ period }: { period: BookPeriod }) {
  return (
    <StackedTable class="periods book stacked" caption={occurrenceName(period.occurrence)} headers={HEADERS}>
      {period.reports.map(report => (
        <SectionRow report={report} />
      ))}
    </StackedTable>
  )
}

function SectionRow({ report }: { report: ReportView }) {
  const answer = bookAnswer(report)
  const isTold = report.result !== "" || report.evidence !== ""
  const isQualified = report.state === "late" || report.state === "reported"
  return (
    <Row>
      <RowHeader>
        <SectionName name={report.section} />
      </RowHeader>
      <Cell class={isQualified ? "c-wide" : undefined}>
        <span class="standing">
          <span class={`answer answer-${answer}`}>{ANSWER_WORDS[answer]}</span>
          {isQualified ? <StateChip state={report.state} /> : null}
          {report.held ? <HeldChip /> : null}
        </span>
      </Cell>
      <Cell label="ได้รับเมื่อ" class={report.reportedAt ? undefined : "c-none"}>
        {report.reportedAt ? <InstantDay at={report.reportedAt} /> : "–"}
      </Cell>
      <Cell class={isTold ? "c-wide" : "c-none"}>
        {report.result ? <Lines text={report.result} /> : null}
        {report.evidence ? (
          <p>
            <Evidence text={report.evidence} />
          </p>
        ) : null}
        {report.by ? <span class="quiet"> ({report.by})</span> : null}
        {isTold ? null : "–"}
      </Cell>
    </Row>
  )
}
