/** How the year stands, and what to look at first. */

import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import type { Move } from "../../shared/due/move.ts"
import { periodLabel } from "../../shared/due/occurrence.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import { type FollowUp, followUps, nextDue } from "../../shared/view/follow-up.ts"
import { movedMeasures } from "../../shared/view/moves-page.ts"
import type { ReportView, YearView } from "../../shared/view/schema.ts"
import { Day } from "./dates.tsx"
import { TitledSection } from "./heading.tsx"
import { MeasureLink, RecordLink, SectionName, SectionNames } from "./links.tsx"
import { Days, State } from "./state.tsx"
import { Further, Words } from "./text.tsx"

/** What the record holds: reports, moves of dates, and since when it is kept. */
export function Kept({ view, moves }: { view: YearView; moves: readonly Move[] }) {
  return (
    <TitledSection id="kept" title="รายงานและการเลื่อนกำหนด">
      <Unproven view={view} />
      <p class="small">
        {moves.length === 0 ? (
          "ยังไม่มีการเลื่อนกำหนด "
        ) : (
          <>
            เลื่อนกำหนดแล้ว <b class="strong nw">{moves.length} ครั้ง</b>{" "}
            <span class="nw">ใน {movedMeasures(moves)} มาตรการ</span>{" "}
          </>
        )}
        ·{" "}
        <RecordLink class="nw" href={`/${view.fiscalYear}/moves`}>
          ดูการเลื่อนทุกครั้ง
        </RecordLink>
      </p>
      <BeforeRecord view={view} />
    </TitledSection>
  )
}

/** So that nobody hides there: since when the record is kept, and what it does not judge. */
function BeforeRecord({ view: { beforeRecord, announcement } }: { view: YearView }) {
  const { began, periods, reported, sections } = beforeRecord
  const announced = parseIsoDate(announcement.date)
  return (
    <p class="small">
      {announced ? (
        <>
          ประกาศแผนเมื่อ <Day date={announced} />{" "}
        </>
      ) : null}
      เริ่มบันทึกเมื่อ <Day date={began} />
      {periods > 0 ? (
        <>
          {" "}
          · งวดที่ครบกำหนดก่อนเริ่มบันทึก <b class="strong nw">{periods} งวด</b> ไม่นับว่าเกินกำหนด{" "}
          <span class="nw">รายงานย้อนหลังแล้ว {reported} งวด</span>
          {sections.length > 0 ? (
            <>
              {" "}
              โดย <SectionNames names={sections} />
            </>
          ) : null}
        </>
      ) : null}
    </p>
  )
}

/** A measure shows one state; reports without evidence may hide behind a worse one. */
function Unproven({ view: { reports, fiscalYear } }: { view: YearView }) {
  const isCounted = ({ state }: ReportView) => state !== "withdrawn" && state !== "beforeRecord"
  const received = reports.filter(each => each.reportedAt !== null && isCounted(each))
  const unproven = received.filter(each => !each.proven)
  if (received.length === 0) return null
  return (
    <p class="small">
      ได้รับรายงานแล้ว <b class="strong nw">{received.length} ฉบับ</b>{" "}
      {unproven.length > 0 ? (
        <>
          ในนี้รอหลักฐาน <b class="strong nw">{unproven.length} ฉบับ</b>
        </>
      ) : (
        "มีหลักฐานทุกฉบับ"
      )}{" "}
      · <RecordLink href={`/${fiscalYear}/results`}>ดูผลการดำเนินงาน</RecordLink>
    </p>
  )
}

const SHOWN_FOLLOW_UPS = 5

type FollowUpsProps = {
  readonly view: Pick<YearView, "fiscalYear" | "measures" | "duties" | "reports">
  readonly today: IsoDate
  readonly limit?: number
  /** On a section's own page, which need not name it each time. */
  readonly own?: boolean
  /** Beside a picture of what comes next. */
  readonly overdueOnly?: boolean
}

export function FollowUps({
  view,
  today,
  limit = SHOWN_FOLLOW_UPS,
  own = false,
  overdueOnly = false,
}: FollowUpsProps) {
  const all = followUps(view, today).filter(each => !overdueOnly || each.state === "overdue")
  const none = overdueOnly ? "ไม่มีรายการเกินกำหนด" : "ไม่มีรายการเกินกำหนด และไม่มีรายการครบกำหนดใน 30 วัน"
  const left = all.length - limit
  return (
    <TitledSection id="follow" title="ต้องติดตามก่อน">
      {all.length === 0 ? <p class="quiet">{none}</p> : null}
      <ul class="follow">
        {all.slice(0, limit).map(each => (
          <FollowUpItem followUp={each} fiscalYear={view.fiscalYear} today={today} own={own} />
        ))}
      </ul>
      {left > 0 ? (
        <p class="small">
          <span class="quiet">และอีก {left} เรื่อง</span>{" "}
          <a href="#measures">{own ? "ดูในมาตรการของฝ่าย" : "ดูในตารางมาตรการ"}</a>
        </p>
      ) : null}
      {overdueOnly ? null : <NextDue view={view} today={today} />}
    </TitledSection>
  )
}

/** What comes after those that are near. */
function NextDue({ view, today }: Pick<FollowUpsProps, "view" | "today">) {
  const next = nextDue(view)
  if (!next) return null
  const duty = view.duties.find(each => each.id === next.duty)?.what
  const what = duty ?? view.measures.find(each => each.id === next.duty)?.measure ?? ""
  return (
    <p class="small">
      <span class="quiet">กำหนดถัดไป</span> <Day date={next.due} />{" "}
      <span class="quiet">
        (<Days state={next.state} due={next.due} today={today} />)
      </span>{" "}
      <MeasureLink fiscalYear={view.fiscalYear} measure={next.measure} text={firstLine(what)} />
    </p>
  )
}

type ItemProps = { followUp: FollowUp; fiscalYear: number; today: IsoDate; own: boolean }

function FollowUpItem({ own, ...props }: ItemProps) {
  const { state, measure, what, occurrence, due, missing, owing, furtherOverdue } = props.followUp
  return (
    <li>
      <div class="standing">
        <State state={state} due={due} today={props.today} />
      </div>
      <RecordLink class="strong" href={`/${props.fiscalYear}/measures/${measure}`}>
        <Words text={firstLine(what)} /> <span class="nw">{periodLabel(occurrence)}</span>
      </RecordLink>
      <p>
        {own ? null : (
          <>
            <Missing missing={missing} owing={owing} /> ·{" "}
          </>
        )}
        <span class="nw">
          ครบกำหนด <Day date={due} />
        </span>
        {furtherOverdue > 0 ? <Further class="slip">และยังมีอีก {furtherOverdue} งวดที่เกินกำหนด</Further> : null}
      </p>
    </li>
  )
}

/** `ยังไม่ได้รับรายงานจาก ฝ่ายโยธา และฝ่ายเทศกิจ`, or how many when they are many. */
function Missing({ missing, owing }: { missing: readonly string[]; owing: number }) {
  if (owing === 1) return <SectionName name={missing[0] ?? ""} />
  if (missing.length > 3)
    return (
      <span class="nw">
        ยังไม่ได้รับรายงาน {missing.length} จาก {owing} ฝ่าย
      </span>
    )
  return (
    <>
      ยังไม่ได้รับรายงานจาก <SectionNames names={missing} />
    </>
  )
}
