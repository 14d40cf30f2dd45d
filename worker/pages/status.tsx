/** How the system is, for those who keep it: is the sheet heard of, does anything wait, does mail go out. */
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { StatusPageView } from "../../shared/view/schema-log.ts"
import type { Moment } from "../host/clock.ts"
import type { Published } from "../publish/answer/published.ts"
import { Instant, sincePhrase } from "./dates.tsx"
import { documentText } from "./layout.tsx"
import { Reuse } from "./links.tsx"
import { Words } from "./text.tsx"

export function statusPage(moment: Moment, view: StatusPageView, year: Published | undefined): string {
  return documentText({
    title: "สภาพของระบบ",
    day: moment,
    year,
    here: "status",
    jsonTwin: "/status.json",
    children: (
      <>
        <h1>สภาพของระบบ</h1>
        <p class="meta">สำหรับผู้ดูแล บอกสภาพขณะนี้ ไม่มีที่อยู่อีเมลหรือข้อความที่ยังไม่เผยแพร่</p>
        <Troubles view={view} />
        {view.years.length === 0 ? (
          <section aria-label="ข้อมูล">
            <p>ยังไม่มีแผนที่ประกาศ จึงยังไม่ได้รับข้อมูลจากตาราง</p>
          </section>
        ) : null}
        {view.years.map(each => (
          <YearStatus status={each} today={moment.today} />
        ))}
        <MailStatus mail={view.mail} />
        {view.keyExpiresAt === null ? null : <KeyStatus expiresAt={view.keyExpiresAt} />}
        <Reuse links={[{ href: "/status.json", text: "JSON" }]} />
      </>
    ),
  })
}

function Troubles({ view: { troubles, years } }: { view: StatusPageView }) {
  if (troubles.length === 0)
    return years.length === 0 ? null : (
      <p>
        <b class="answer answer-met">ระบบทำงานปกติ</b>
      </p>
    )
  return (
    <section aria-labelledby="troubles">
      <h2 id="troubles">เรื่องที่ต้องดูแล</h2>
      <ul>
        {troubles.map(({ message }) => (
          <li class="trouble">
            <Words text={message} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function KeyStatus({ expiresAt }: { expiresAt: string }) {
  return (
    <section aria-labelledby="key">
      <h2 id="key">กุญแจลงนาม</h2>
      <dl class="facts">
        <dt>ใช้ได้ถึง</dt>
        <dd>
          <Instant at={expiresAt} />
        </dd>
      </dl>
    </section>
  )
}

function YearStatus({ status, today }: { status: StatusPageView["years"][number]; today: IsoDate }) {
  const { fiscalYear, revision, updatedAt, seenAt, stale, held, asks, longestWait } = status
  return (
    <section aria-labelledby={`y-${fiscalYear}`}>
      <h2 id={`y-${fiscalYear}`}>ตารางปี {fiscalYear}</h2>
      <dl class="facts">
        <dt>ติดต่อครั้งล่าสุด</dt>
        <dd>
          <Instant at={seenAt} />{" "}
          {stale ? (
            <b class="answer answer-unmet">ขาดการติดต่อ {sincePhrase(Date.parse(seenAt), today)}</b>
          ) : (
            <b class="answer answer-met">ปกติ</b>
          )}
          {stale ? <p class="small">เปิดแท็บ “สถานะ” ในตาราง แล้วติ๊ก “ส่งตอนนี้” ถ้ายังไม่ปกติ ให้แจ้งผู้ดูแลระบบ</p> : null}
        </dd>
        <dt>ฉบับล่าสุด</dt>
        <dd>
          ฉบับที่ {revision} · <Instant at={updatedAt} />
        </dd>
        <dt>แก้ไขค้างอยู่</dt>
        <dd>{held === 0 ? "ไม่มี" : `${held} แถว หน้าเว็บแสดงข้อความที่รับไว้ก่อนจนกว่าจะแก้`}</dd>
        <dt>รอยืนยัน</dt>
        <dd>{asks === 0 ? "ไม่มี" : `${asks} แถว ยังไม่ใช้เตือนใคร`}</dd>
        {held + asks > 0 ? (
          <>
            <dt>รอนานที่สุด</dt>
            <dd>{longestWait} วัน</dd>
          </>
        ) : null}
      </dl>
    </section>
  )
}

function MailStatus({ mail: { lastSentAt, waiting, dead } }: { mail: StatusPageView["mail"] }) {
  return (
    <section aria-labelledby="mail">
      <h2 id="mail">อีเมล</h2>
      <dl class="facts">
        <dt>ส่งครั้งล่าสุด</dt>
        <dd>{lastSentAt === null ? "ยังไม่เคยส่ง" : <Instant at={lastSentAt} />}</dd>
        <dt>รอส่ง</dt>
        <dd>{waiting === 0 ? "ไม่มี" : `${waiting} ฉบับ`}</dd>
        <dt>ส่งไม่สำเร็จ</dt>
        <dd>
          {dead === 0 ? (
            <b class="answer answer-met">ไม่มี</b>
          ) : (
            <b class="answer answer-unmet">{dead} ฉบับ ให้ตรวจที่อยู่ในแท็บ “หน่วยงาน”</b>
          )}
        </dd>
      </dl>
    </section>
  )
}
