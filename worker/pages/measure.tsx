/** One measure: what was promised, who owes what for which period, what came of it, and every change since. */
import type { Child } from "hono/jsx"
import { movesOf } from "../../shared/due/move.ts"
import { directorTitleOf } from "../../shared/due/timetable.ts"
import { type MeasurePageView, measurePageView } from "../../shared/view/measure.ts"
import { slipsOfMoves } from "../../shared/view/slips.ts"
import { STATE_WORDS } from "../../shared/view/words.ts"
import { sectionViews } from "../../shared/view/year.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import { AsOf, InstantDay } from "./dates.tsx"
import { DayBanner, OtherDay, TitledSection, YearCrumbs } from "./heading.tsx"
import { History } from "./history.tsx"
import { documentOfYear } from "./layout.tsx"
import { calendarLinks, Reuse, SectionName } from "./links.tsx"
import { nextDueOf } from "./measure-table.tsx"
import { Moves } from "./moves.tsx"
import { Periods } from "./periods.tsx"
import { Oversight } from "./report.tsx"
import { State } from "./state.tsx"
import { Fact } from "./table.tsx"
import { Further, Lines, Understood, Words } from "./text.tsx"

export function measurePage(published: Published, id: string): string | undefined {
  const view = measurePageView(published.record, id, published.day)
  if (!view) return undefined
  const { today } = published.day
  const moves = movesOf(published.record).filter(each => each.measure === id)
  const director = directorTitleOf(published.record)
  const address = `/${view.fiscalYear}/measures/${id}`
  return documentOfYear(published, {
    title: view.measure.measure.split("\n")[0] ?? "",
    description: describe(view),
    here: "measures",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <Heading view={view} published={published} />
        <DayBanner published={published} />
        <Notes view={view} />
        <Facts view={view} director={director} />
        <Periods view={view} today={today} />
        <Oversight entries={view.oversight} director={director} />
        <Moves moves={view.moves} slips={slipsOfMoves(moves)} today={today} />
        <TitledSection id="history" title="ประวัติข้อความ">
          <History fiscalYear={view.fiscalYear} kind="measure" history={view.history} />
        </TitledSection>
        <Reuse
          links={[
            { href: `${address}.json`, text: "JSON" },
            { href: `${address}/feed.atom`, text: "ฟีดการเปลี่ยนแปลงของมาตรการนี้ (Atom)" },
            ...proofLinks(published, address),
            ...calendarsOf(published, view),
          ]}
        />
      </>
    ),
  })
}

/** Of the newest text: a page of a past day shows another. */
function proofLinks(published: Published, address: string) {
  if (pastDayOf(published) !== undefined) return []
  return [{ href: `${address}.tlog-proof`, text: "หลักฐานการบันทึกของข้อความนี้" }]
}

/** A measure falls due with all that its lead section owes. */
function calendarsOf({ origin, record }: Published, { fiscalYear, measure }: MeasurePageView) {
  const slug = sectionViews(record).find(each => each.name === measure.lead)?.slug
  return slug === undefined
    ? []
    : calendarLinks(origin, `/${fiscalYear}/calendar.ics?section=${slug}&open`, "ปฏิทินงานค้างของฝ่ายเจ้าภาพหลัก")
}

/** Measures may share their words: what it answers and by when tell them apart. */
function describe({ fiscalYear, measure }: MeasurePageView): string {
  const { state, indicator, issue, period, responsible } = measure
  return `${STATE_WORDS[state]} ระยะเวลา ${period} โดย ${responsible} มาตรการของตัวชี้วัดที่ ${indicator} ปีงบประมาณ ${fiscalYear}: ${issue}`
}

function Heading({ view, published }: { view: MeasurePageView; published: Published }) {
  const { measure, assessment } = view
  const [title = "", ...rest] = measure.measure.split("\n")
  return (
    <div>
      <YearCrumbs fiscalYear={view.fiscalYear} />
      <div class="standing">
        <State
          state={measure.state}
          due={nextDueOf(measure, view)}
          today={published.day.today}
          row={measure}
        />
      </div>
      <h1>
        <Words text={title} />
      </h1>
      {rest.length > 0 ? <Lines text={rest.join("\n")} /> : null}
      <p class="meta">
        ตัวชี้วัดที่ {measure.indicator} {assessment?.name ?? ""}
        {assessment && assessment.score !== null ? (
          <Further>คะแนน {assessment.score.toFixed(2)}</Further>
        ) : null}
        {assessment?.doubted ? <span class="nw"> (รอยืนยัน)</span> : null} ·{" "}
        <AsOf today={view.today} simulated={view.simulated} />
      </p>
      <OtherDay published={published} />
    </div>
  )
}

/** What a reader must know before the text: it is being mended, it was doubted, it was ended. */
function Notes({ view: { measure, history } }: { view: MeasurePageView }) {
  const accepted = history.find(each => each.event !== "withdrawn")
  return (
    <>
      {measure.held && accepted ? (
        <Note about="กำลังแก้ข้อความในตาราง">
          หน้านี้แสดงข้อความที่รับไว้ล่าสุดเมื่อ <InstantDay at={accepted.acceptedAt} /> จนกว่าการแก้ไขจะผ่านการตรวจ
        </Note>
      ) : null}
      {measure.vanished ? (
        <Note about="หายไปจากตาราง">
          แถวของมาตรการนี้ไม่อยู่ในตารางแล้ว และยังไม่มีเหตุผล หน้านี้จึงแสดงข้อความสุดท้ายและนับต่อ
        </Note>
      ) : null}
      {measure.withdrawn ? (
        <Note about={measure.status === "" ? "มาตรการนี้ถูกนำออกจากตาราง" : "มาตรการนี้ยกเลิกแล้ว"}>
          {measure.reason ? `เหตุผล: ${measure.reason} ` : ""}หน้านี้แสดงข้อความสุดท้าย
        </Note>
      ) : null}
      {measure.doubted ? <Note about="รอยืนยันกำหนด">ระบบยังไม่แน่ใจว่าอ่านข้อความในช่องระยะเวลาถูกต้อง</Note> : null}
      {measure.confirmed ? <Note about="ยืนยันแล้ว">ข้อความที่ระบบถามมีผู้ยืนยันว่าถูกต้องตามที่พิมพ์ไว้</Note> : null}
    </>
  )
}

function Note({ about, children }: { about: string; children?: Child }) {
  return (
    <div class="banner">
      <b>{about}</b> {children}
    </div>
  )
}

function Facts({ view: { measure }, director }: { view: MeasurePageView; director: string }) {
  const monitoring = (
    <>
      แนวทางการกำกับติดตาม <span class="nw">โดย{director}</span>
    </>
  )
  return (
    <section aria-label="สาระของมาตรการ">
      <dl class="facts">
        <Fact term="ส่วนราชการที่รับผิดชอบ">
          <Lines text={measure.responsible || measure.lead} />
          <div class="small quiet">
            หลัก: <SectionName name={measure.lead} />
            {measure.partners.length > 0 ? <Partners names={measure.partners} /> : null}
          </div>
        </Fact>
        <Fact term="ระยะเวลา">
          <Words text={measure.period} />
          <Understood text={measure.understood} />
        </Fact>
        {measure.issue ? (
          <Fact term="ประเด็นที่ต้องปรับปรุง">
            <Lines text={measure.issue} />
          </Fact>
        ) : null}
        {measure.monitoring ? (
          <Fact term={monitoring}>
            <Lines text={measure.monitoring} />
          </Fact>
        ) : null}
      </dl>
    </section>
  )
}

const NAMED_PARTNERS = 3

/** Many fold away: nine names would hide who leads. */
function Partners({ names }: { names: readonly string[] }) {
  const list = names.map(name => (
    <>
      {" "}
      <SectionName name={name} />
    </>
  ))
  if (names.length <= NAMED_PARTNERS) return <> · ร่วม: {list}</>
  return (
    <details>
      <summary>ร่วมอีก {names.length} ฝ่าย</summary>
      {list}
    </details>
  )
}
