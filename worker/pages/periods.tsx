/** The obligations of a measure, duty by duty and period by period, newest first. */
import { bangkokDate, daysBetween, type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { measureState } from "../../shared/due/obligation.ts"
import { withKey } from "../../shared/record/group.ts"
import { groupReports } from "../../shared/view/follow-up.ts"
import type { MeasurePageView } from "../../shared/view/measure.ts"
import { isUnproven } from "../../shared/view/results.ts"
import type { DutyView, ReportView } from "../../shared/view/schema.ts"
import { Day, InstantDay } from "./dates.tsx"
import { Evidence } from "./evidence.tsx"
import { TitledSection } from "./heading.tsx"
import { RecordLink, SectionName, SectionNames } from "./links.tsx"
import { DroppedFor, hasText, Period, ReportText } from "./report.tsx"
import { SheetChip, State } from "./state.tsx"
import { type Column, StackedTable } from "./table.tsx"
import { Words } from "./text.tsx"

export function Periods({ view, today }: { view: MeasurePageView; today: IsoDate }) {
  const own = view.reports.filter(each => each.duty === view.measure.id)
  return (
    <TitledSection id="periods" title="งวดรายงานและหลักฐาน">
      {view.reports.length === 0 ? <p class="quiet">ยังไม่มีงวดที่ต้องรายงาน</p> : null}
      {view.duties.map(duty => (
        <DutyPeriods
          duty={duty}
          reports={withKey(view.reports, "duty", duty.id)}
          today={today}
          fiscalYear={view.fiscalYear}
        />
      ))}
      {own.length > 0 ? (
        <>
          <h3>กำหนดของมาตรการ</h3>
          <PeriodTable caption="กำหนดของมาตรการ" reports={own} today={today} />
        </>
      ) : null}
    </TitledSection>
  )
}

type DutyPeriodsProps = {
  readonly duty: DutyView
  readonly reports: Group
  readonly today: IsoDate
  readonly fiscalYear: number
}

function DutyPeriods({ duty, reports, today, fiscalYear }: DutyPeriodsProps) {
  return (
    <div class="duty">
      <h3>
        <Words text={duty.what} />
      </h3>
      <p class="small quiet">
        <Words text={duty.when} />
        {duty.owedTo ? ` · ส่งให้ ${duty.owedTo}` : ""}
        {duty.evidenceKind ? ` · หลักฐาน: ${duty.evidenceKind}` : ""}
        {duty.doubted ? " · รอยืนยันกำหนด" : ""}
        {duty.confirmed ? " · ยืนยันแล้วว่าถูกต้องตามที่พิมพ์" : ""} ·{" "}
        <RecordLink href={`/${fiscalYear}/duties/${duty.id}`}>ดูเป็นสมุดรายงวด แยกรายฝ่าย</RecordLink>
      </p>
      <Ended duty={duty} />
      <SheetChip held={duty.held} vanished={duty.vanished} />
      <PeriodTable caption={duty.what} reports={reports} today={today} />
    </div>
  )
}

/** A duty that ended by itself, beside those of its measure that go on. */
export function Ended({ duty: { status, reason } }: { duty: DutyView }) {
  if (status === "") return null
  return (
    <p class="small">
      <b class="strong">งานนี้ยกเลิกแล้ว</b> <Words text={reason ? `เหตุผล: ${reason}` : ""} />
    </p>
  )
}

type Group = readonly ReportView[]

type PeriodTableProps = { caption: string; reports: Group; today: IsoDate }

/** What lies ahead folds away beside what has come: a reader looks for the newest that was owed. */
function PeriodTable({ caption, reports, today }: PeriodTableProps) {
  const groups = groupReports(reports).reverse()
  const isAhead = (group: Group) => measureState(group) === "scheduled"
  const ahead = groups.filter(isAhead)
  if (ahead.length < 2 || ahead.length === groups.length)
    return <PeriodRows caption={caption} groups={groups} today={today} />
  return (
    <>
      <PeriodRows caption={caption} groups={groups.filter(group => !isAhead(group))} today={today} />
      <details>
        <summary>งวดที่ยังไม่ถึงกำหนด {ahead.length} งวด</summary>
        <PeriodRows caption={`${caption} (ยังไม่ถึงกำหนด)`} groups={ahead} today={today} />
      </details>
    </>
  )
}

type PeriodRowsProps = { caption: string; groups: readonly Group[]; today: IsoDate }

function PeriodRows({ caption, groups, today }: PeriodRowsProps) {
  return <StackedTable class="periods stacked" caption={caption} columns={columnsOf(today)} rows={groups} />
}

function columnsOf(today: IsoDate): readonly Column<Group>[] {
  const dueOf = ([first]: Group) => first?.due ?? ""
  return [
    { header: "งวด", isHeader: true, cell: ([first]) => first && <Period {...first} /> },
    {
      header: "สถานะ",
      label: "",
      cell: group => (
        <span class="standing">
          <State state={measureState(group)} due={dueOf(group)} today={today} />
        </span>
      ),
    },
    { header: "ได้รับแล้ว", cell: group => <Received group={group} /> },
    { header: "ครบกำหนด", cell: group => <Day date={dueOf(group)} /> },
    {
      header: "ที่ต้องติดตาม",
      class: group => (group.some(each => isToFollow(each) || each.droppedFor !== "") ? "c-wide" : "c-none"),
      cell: group => (
        <>
          <ToFollow group={group} />
          <DroppedFor reports={group} />
        </>
      ),
    },
    {
      header: "ผลและหลักฐาน",
      class: group => (group.some(hasText) ? "c-wide" : "c-none"),
      cell: group => <Reports group={group} />,
    },
  ]
}

/** How many have sent, or when the one that owes it did. */
function Received({ group }: { group: Group }) {
  const [only] = group
  if (only && group.length === 1) {
    if (only.reportedAt === null) return <span class="nw quiet">ยังไม่ได้รับ</span>
    return (
      <>
        <InstantDay at={only.reportedAt} />
        {only.nothingToReport ? <span class="nw quiet"> (ไม่มีรายการ)</span> : null}
        {only.state === "beforeRecord" ? <span class="nw quiet"> (รายงานย้อนหลัง)</span> : null}
      </>
    )
  }
  const nothing = group.filter(each => each.nothingToReport).length
  return (
    <>
      <span class="nw">
        {group.filter(each => each.reportedAt !== null).length} จาก {group.length} ฝ่าย
      </span>
      {nothing > 0 ? <span class="nw quiet"> (ไม่มีรายการ {nothing})</span> : null}
    </>
  )
}

function isToFollow({ state }: ReportView): boolean {
  return state === "overdue" || state === "due" || state === "reported" || state === "late"
}

/** Who has not reported though the day has come near or passed, and who reported without evidence or late. */
function ToFollow({ group }: { group: Group }) {
  const missing = group.filter(each => each.state === "overdue" || each.state === "due")
  const unproven = group.filter(isUnproven)
  const late = group.filter(each => each.state === "late")
  if (missing.length + unproven.length + late.length === 0) return "–"
  return (
    <>
      {missing.length > 0 ? (
        <p class="strong">
          <Names reports={missing} of={group.length} />
        </p>
      ) : null}
      {unproven.length > 0 ? (
        <p>
          <Names reports={unproven} of={group.length} /> <span class="nw">รอหลักฐาน</span>
        </p>
      ) : null}
      {late.length > 0 ? (
        <p>
          <Names reports={late} of={group.length} /> <span class="nw">{daysLate(late)}</span>
        </p>
      ) : null}
    </>
  )
}

/** `ส่งช้า 3 วัน`, or `ส่งช้า ช้าที่สุด 23 วัน` for several: from the due date to the first report the Worker accepted. */
function daysLate(late: readonly ReportView[]): string {
  const days = late.map(each => {
    const due = parseIsoDate(each.due)
    return due && each.reportedAt ? daysBetween(due, bangkokDate(Date.parse(each.reportedAt))) : 0
  })
  const most = Math.max(...days)
  return days.every(each => each === most) ? `ส่งช้า ${most} วัน` : `ส่งช้า ช้าที่สุด ${most} วัน`
}

const NAMED = 3

/** The sections by name while they are few. */
function Names({ reports, of }: { reports: Group; of: number }) {
  if (reports.length > NAMED)
    return <span class="nw">{reports.length === of ? "ทุกฝ่าย" : `${reports.length} ฝ่าย`}</span>
  return <SectionNames names={reports.map(each => each.section)} />
}

/** One section's report is shown at once; those of many fold under their evidence. */
function Reports({ group }: { group: Group }) {
  const filled = group.filter(hasText)
  if (filled.length === 0) return "–"
  if (group.length === 1) return filled.map(each => <ReportDetails report={each} />)
  const proving = filled.filter(each => each.evidence !== "")
  const evidence = proving.filter(
    (each, at) => proving.findIndex(one => one.evidence === each.evidence) === at,
  )
  return (
    <>
      {evidence.length <= 2
        ? evidence.map(report => (
            <p>
              <Evidence report={report} />
            </p>
          ))
        : null}
      <details>
        <summary>รายงานของ {filled.length} ฝ่าย</summary>
        <ul class="told">
          {filled.map(each => (
            <li>
              <b class="strong">
                <SectionName name={each.section} />
              </b>{" "}
              <ReportDetails report={each} />
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}

function ReportDetails({ report }: { report: ReportView }) {
  return (
    <>
      <ReportText report={report} />
      {report.by ? <span class="quiet"> ({report.by})</span> : null}
      <SheetChip held={report.held} vanished={report.vanished} />
    </>
  )
}
