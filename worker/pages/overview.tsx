/** How the year stands, and what to look at first. */

import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { periodLabel } from "../../shared/due/occurrence.ts"
import { firstLine } from "../../shared/view/changed-row.ts"
import type { FollowUp, ToFollow } from "../../shared/view/follow-up.ts"
import { movedMeasures } from "../../shared/view/moves-page.ts"
import type { YearSheet } from "../../shared/view/year-sheet.ts"
import { Day } from "./dates.tsx"
import { filteredAddress } from "./filters.tsx"
import { TitledSection } from "./heading.tsx"
import { MeasureLink, RecordLink, SectionName, SectionNames } from "./links.tsx"
import { Days, State } from "./state.tsx"
import { Further, Words } from "./text.tsx"

/** What the record holds: reports, moves of dates, and since when it is kept. */
export function Kept({ sheet }: { sheet: YearSheet }) {
  const { view, moves } = sheet
  return (
    <TitledSection id="kept" title="รายงานและการเลื่อนกำหนด">
      <Unproven sheet={sheet} />
      <p class="small">
        <RecordLink href={`/${view.fiscalYear}/moves`}>
          {moves.length === 0 ? (
            "ยังไม่มีการเลื่อนกำหนด"
          ) : (
            <>
              เลื่อนกำหนดแล้ว <b class="strong nw">{moves.length} ครั้ง</b>{" "}
              <span class="nw">ใน {movedMeasures(moves)} มาตรการ</span>
            </>
          )}
        </RecordLink>
      </p>
      <BeforeRecord view={view} />
    </TitledSection>
  )
}

/** So that nobody hides there: since when the record is kept, and what it does not judge. */
function BeforeRecord({ view: { beforeRecord, announcement } }: Pick<YearSheet, "view">) {
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
function Unproven({ sheet: { view, received, unproven } }: { sheet: YearSheet }) {
  if (received === 0) return null
  return (
    <p class="small">
      ได้รับรายงานแล้ว{" "}
      <RecordLink class="strong nw" href={`/${view.fiscalYear}/results`}>
        {received} ฉบับ
      </RecordLink>{" "}
      {unproven > 0 ? (
        <>
          ในนี้รอหลักฐาน <b class="strong nw">{unproven} ฉบับ</b>
        </>
      ) : (
        "มีหลักฐานทุกฉบับ"
      )}
    </p>
  )
}

type FollowUpsProps = {
  readonly follow: ToFollow
  readonly fiscalYear: number
  readonly today: IsoDate
  /** On a section's own page, which need not name it each time. */
  readonly own?: boolean
  /** Beside a picture of what comes next. */
  readonly overdueOnly?: boolean
}

export function FollowUps({ follow, fiscalYear, today, own = false, overdueOnly = false }: FollowUpsProps) {
  const { first, total, next } = follow
  const none = overdueOnly ? "ไม่มีรายการเกินกำหนด" : "ไม่มีรายการเกินกำหนด และไม่มีรายการครบกำหนดใน 30 วัน"
  const left = total - first.length
  return (
    <TitledSection id="follow" title="ต้องติดตามก่อน">
      {total === 0 ? <p class="quiet">{none}</p> : null}
      <ul class="follow">
        {first.map(each => (
          <FollowUpItem followUp={each} fiscalYear={fiscalYear} today={today} own={own} />
        ))}
      </ul>
      {left > 0 ? (
        <p class="small">
          {own ? (
            <a href="#owed">และอีก {left} เรื่อง</a>
          ) : (
            <RecordLink href={filteredAddress(fiscalYear, { state: "overdue" })}>
              และอีก {left} เรื่อง
            </RecordLink>
          )}
        </p>
      ) : null}
      {next ? (
        <p class="small">
          <span class="quiet">กำหนดถัดไป</span> <Day date={next.due} />{" "}
          <span class="quiet">
            (<Days state={next.state} due={next.due} today={today} />)
          </span>{" "}
          <MeasureLink fiscalYear={fiscalYear} measure={next.measure} text={next.what} />
        </p>
      ) : null}
    </TitledSection>
  )
}

type ItemProps = { followUp: FollowUp; fiscalYear: number; today: IsoDate; own: boolean }

function FollowUpItem({ own, ...props }: ItemProps) {
  const { state, measure, what, occurrence, due, missing, owing, furtherOverdue } = props.followUp
  const periods = `/${props.fiscalYear}/measures/${measure}#periods`
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
            <Missing missing={missing} owing={owing} periods={periods} /> ·{" "}
          </>
        )}
        <span class="nw">
          ครบกำหนด <Day date={due} />
        </span>
        {furtherOverdue > 0 ? (
          <Further class="slip">
            <RecordLink href={periods}>และยังมีอีก {furtherOverdue} งวดที่เกินกำหนด</RecordLink>
          </Further>
        ) : null}
      </p>
    </li>
  )
}

type MissingProps = Pick<FollowUp, "missing" | "owing"> & { readonly periods: string }

/** `ยังไม่ได้รับรายงานจาก ฝ่ายโยธา และฝ่ายเทศกิจ`, or how many when they are many. */
function Missing({ missing, owing, periods }: MissingProps) {
  if (owing === 1) return <SectionName name={missing[0] ?? ""} />
  if (missing.length > 3)
    return (
      <RecordLink class="nw" href={periods}>
        ยังไม่ได้รับรายงาน {missing.length} จาก {owing} ฝ่าย
      </RecordLink>
    )
  return (
    <>
      ยังไม่ได้รับรายงานจาก <SectionNames names={missing} />
    </>
  )
}
