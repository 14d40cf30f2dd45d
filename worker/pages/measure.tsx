/** One measure: what was promised, who owes what for which period, what came of it, and every change since. */
import { withDigits } from "../../shared/date/thai-date.ts"
import { measurePageView } from "../../shared/view/measure.ts"
import type { MeasurePageView } from "../../shared/view/schema.ts"
import type { Published } from "../publish/answer/published.ts"
import { AsOf, InstantDay } from "./dates.tsx"
import { DayBanner, OtherDay } from "./heading.tsx"
import { History } from "./history.tsx"
import { documentText } from "./layout.tsx"
import { RecordLink, SectionName } from "./links.tsx"
import { nextDueOf } from "./measure-table.tsx"
import { Moves } from "./moves.tsx"
import { Periods } from "./periods.tsx"
import { Oversight } from "./report.tsx"
import { Days, HeldChip, StateChip } from "./state.tsx"
import { Further, Lines, Words } from "./text.tsx"

export function measurePage(published: Published, id: string): string | undefined {
  const view = measurePageView(published.record, id, published.day)
  if (!view) return undefined
  const { today } = published.day
  const address = `/${view.fiscalYear}/measures/${id}`
  return documentText({
    title: firstLine(view.measure.measure),
    day: published.day,
    year: published,
    here: "measures",
    jsonTwin: `${address}.json`,
    children: (
      <>
        <Heading view={view} published={published} />
        <DayBanner published={published} />
        <Notes view={view} />
        <Facts view={view} />
        <Periods view={view} today={today} />
        <Oversight entries={view.oversight} />
        <Moves moves={view.moves} />
        <section aria-labelledby="history">
          <h2 id="history">ประวัติข้อความ</h2>
          <History kind="measure" history={view.history} />
        </section>
        <section aria-labelledby="reuse">
          <h2 id="reuse">นำไปใช้ต่อ</h2>
          <ul class="links">
            <li>
              <RecordLink href={`${address}.json`}>JSON</RecordLink>
            </li>
          </ul>
        </section>
      </>
    ),
  })
}

function Heading({ view, published }: { view: MeasurePageView; published: Published }) {
  const { measure, assessment } = view
  const [title = "", ...rest] = measure.measure.split("\n")
  return (
    <div>
      <p class="crumbs">
        <RecordLink href={`/${view.fiscalYear}`}>
          มาตรการ <span class="nw">ปีงบประมาณ พ.ศ. {view.fiscalYear}</span>
        </RecordLink>
      </p>
      <div class="standing">
        <StateChip state={measure.state} />
        <Days state={measure.state} due={nextDueOf(measure, view)} today={published.day.today} />
        {measure.held ? <HeldChip /> : null}
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
        <div class="banner">
          <b>กำลังแก้ข้อความในตาราง</b> หน้านี้แสดงข้อความที่รับไว้ล่าสุดเมื่อ <InstantDay at={accepted.acceptedAt} />{" "}
          จนกว่าการแก้ไขจะผ่านการตรวจ
        </div>
      ) : null}
      {measure.withdrawn ? (
        <div class="banner">
          <b>{measure.status === "" ? "มาตรการนี้ถูกนำออกจากตาราง" : "มาตรการนี้ยกเลิกแล้ว"}</b>{" "}
          {measure.reason ? `เหตุผล: ${measure.reason} ` : ""}หน้านี้แสดงข้อความสุดท้าย
        </div>
      ) : null}
      {measure.doubted ? (
        <div class="banner">
          <b>รอยืนยันกำหนดเวลา</b> ระบบยังไม่แน่ใจว่าอ่านข้อความในช่องระยะเวลาถูกต้อง
        </div>
      ) : null}
      {measure.confirmed ? (
        <div class="banner">
          <b>ยืนยันแล้ว</b> ข้อความที่ระบบถามมีผู้ยืนยันว่าถูกต้องตามที่พิมพ์ไว้
        </div>
      ) : null}
    </>
  )
}

function Facts({ view: { measure } }: { view: MeasurePageView }) {
  return (
    <section aria-label="สาระของมาตรการ">
      <dl class="facts">
        <dt>ส่วนราชการที่รับผิดชอบ</dt>
        <dd>
          <Lines text={measure.responsible || measure.lead} />
          <div class="small quiet">
            หลัก: <SectionName name={measure.lead} />
            {measure.partners.length > 0 ? <Partners names={measure.partners} /> : null}
          </div>
        </dd>
        <dt>ระยะเวลา</dt>
        <dd>
          <Words text={measure.period} />
          {measure.understood ? (
            <p class="small quiet">
              ระบบเข้าใจว่า: <Words text={withDigits(measure.understood, "ascii")} />
            </p>
          ) : null}
        </dd>
        {measure.issue ? (
          <>
            <dt>ประเด็นที่ต้องปรับปรุง</dt>
            <dd>
              <Lines text={measure.issue} />
            </dd>
          </>
        ) : null}
        {measure.monitoring ? (
          <>
            <dt>
              แนวทางการกำกับติดตาม <span class="nw">โดยผู้อำนวยการเขต</span>
            </dt>
            <dd>
              <Lines text={measure.monitoring} />
            </dd>
          </>
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

function firstLine(text: string): string {
  return text.split("\n")[0] ?? text
}
