/** How the system is, for those who keep it: is the sheet heard of, does anything wait, does mail go out. */
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { StatusPageView } from "../../shared/view/status-page.ts"
import type { Moment } from "../host/clock.ts"
import type { Published } from "../publish/answer/published.ts"
import { Instant, sincePhrase } from "./dates.tsx"
import { TitledSection } from "./heading.tsx"
import { documentText } from "./layout.tsx"
import { MeasureLink, Reuse } from "./links.tsx"
import { Fact } from "./table.tsx"
import { Words } from "./text.tsx"

export function statusPage(moment: Moment, view: StatusPageView, year: Published | undefined): string {
  return documentText({
    title: "สภาพของระบบ",
    description: "สภาพของระบบขณะนี้ ได้ข้อมูลจากตารางครั้งล่าสุดเมื่อใด มีแถวรอแก้กี่แถว และอีเมลแจ้งเตือนส่งออกได้หรือไม่",
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
        {view.log === null ? null : <LogStatus log={view.log} />}
        {view.keys.length === 0 ? null : <KeyStatus view={view} now={moment.now} />}
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
    <TitledSection id="troubles" title="เรื่องที่ต้องดูแล">
      <ul>
        {troubles.map(({ message }) => (
          <li class="trouble">
            <Words text={message} />
          </li>
        ))}
      </ul>
    </TitledSection>
  )
}

function LogStatus({
  log: { entries, countersigned, witnesses, quorum },
}: {
  log: NonNullable<StatusPageView["log"]>
}) {
  const since = entries - (countersigned?.entries ?? 0)
  return (
    <TitledSection id="log" title="บันทึกที่ลงลายมือชื่อดิจิทัล">
      <dl class="facts">
        <Fact term="ลงนามแล้ว">
          <a href="/log">{entries} รายการ</a>
        </Fact>
        <Fact term="สำนักงานรับรอง">
          {countersigned ? <UpTo {...countersigned} /> : "ยังไม่เคย"}
          {since > 0 ? (
            <p class="small">{since} รายการหลังจากนั้นยังเป็นคำของเว็บเท่านั้น สำนักงานจะรับรองเมื่อติดต่อครั้งถัดไป</p>
          ) : null}
        </Fact>
        <Fact term="พยาน">
          {witnesses.length === 0 ? "ไม่มีพยานนอกสำนักงาน" : null}
          {witnesses.map(({ name, signed }) => (
            <p class="small">
              {name} {signed ? <UpTo {...signed} /> : "ยังไม่ลงนาม"}
            </p>
          ))}
          {quorum ? null : <b class="answer answer-unmet">พยานของรายการล่าสุดยังไม่ครบตามที่สำนักงานกำหนด</b>}
        </Fact>
      </dl>
    </TitledSection>
  )
}

function UpTo({ entries, at }: { entries: number; at: string }) {
  return (
    <>
      ถึงรายการที่ {entries} · <Instant at={at} />
    </>
  )
}

type ListedKey = StatusPageView["keys"][number]

function KeyStatus({ view: { keyExpiresAt, keys }, now }: { view: StatusPageView; now: number }) {
  return (
    <TitledSection id="keys" title="กุญแจลงนาม">
      <dl class="facts">
        {keyExpiresAt === null ? null : (
          <Fact term="ใช้ได้ถึง">
            <Instant at={keyExpiresAt} />
          </Fact>
        )}
        {keys.map(each => (
          <Fact term={each.of === "office" ? "กุญแจของสำนักงาน" : "กุญแจของบันทึก"}>
            <KeyFact listed={each} now={now} />
          </Fact>
        ))}
      </dl>
    </TitledSection>
  )
}

const BELIEVED_BEFORE = "สิ่งที่ลงนามก่อนนั้นยังเชื่อได้"
const DOUBTED = {
  office: `${BELIEVED_BEFORE} สิ่งที่ลงนามด้วยกุญแจนี้ตั้งแต่นั้นไม่มีข้อพิสูจน์ว่าสำนักงานเป็นผู้ลงนาม`,
  log: `${BELIEVED_BEFORE} จุดตรวจที่มีเพียงกุญแจนี้ลงนามตั้งแต่นั้นพิสูจน์อะไรไม่ได้ ถ้าเก็บกุญแจนี้ไว้ ให้ขอกุญแจใหม่จากสำนักงาน`,
} as const

function KeyFact({ listed: { of, key, until, lostSince }, now }: { listed: ListedKey; now: number }) {
  return (
    <>
      <p class="hash">
        <code>{key}</code>
      </p>
      {lostSince === null ? null : (
        <p>
          <b class="answer answer-unmet">แจ้งว่าอาจอยู่ในมือผู้อื่น</b> ตั้งแต่ <Instant at={lostSince} />{" "}
          <Words text={DOUBTED[of]} />
        </p>
      )}
      {until === null ? null : (
        <p class="small">
          {Date.parse(until) > now ? "ลงนามได้ถึง " : "เลิกใช้แล้วเมื่อ "}
          <Instant at={until} />
        </p>
      )}
    </>
  )
}

function YearStatus({ status, today }: { status: StatusPageView["years"][number]; today: IsoDate }) {
  const { fiscalYear, revision, updatedAt, seenAt, stale, held, vanished, asks, longestWait } = status
  const named = (why: WaitingRow["why"]) => (
    <WaitingRows fiscalYear={fiscalYear} rows={status.waiting.filter(each => each.why === why)} />
  )
  return (
    <TitledSection id={`y-${fiscalYear}`} title={`ตารางปี ${fiscalYear}`}>
      <dl class="facts">
        <Fact term="ติดต่อครั้งล่าสุด">
          <Instant at={seenAt} />{" "}
          {stale ? (
            <b class="answer answer-unmet">ขาดการติดต่อ {sincePhrase(Date.parse(seenAt), today)}</b>
          ) : (
            <b class="answer answer-met">ปกติ</b>
          )}
          {stale ? (
            <p class="small">เปิดแท็บ “สถานะ” ในตาราง แล้วทำเครื่องหมายที่ “ส่งตอนนี้” ถ้ายังไม่ปกติ ให้แจ้งผู้ดูแลระบบ</p>
          ) : null}
        </Fact>
        <Fact term="ฉบับล่าสุด">
          ฉบับที่ {revision} · <Instant at={updatedAt} />
        </Fact>
        <Fact term="แก้ไขค้างอยู่">
          {held === 0 ? "ไม่มี" : `${held} แถว หน้าเว็บแสดงข้อความที่รับไว้ก่อนจนกว่าจะแก้`}
          {named("held")}
        </Fact>
        <Fact term="หายไปจากตาราง">
          {vanished === 0 ? "ไม่มี" : `${vanished} แถว หน้าเว็บยังแสดงและนับต่อจนกว่าจะคืนแถวหรือให้เหตุผล`}
          {named("vanished")}
        </Fact>
        <Fact term="รอยืนยัน">
          {asks === 0 ? "ไม่มี" : `${asks} แถว ยังไม่ใช้เตือนใคร`}
          {named("ask")}
        </Fact>
        {held + vanished + asks > 0 ? <Fact term="รอนานที่สุด">{longestWait} วัน</Fact> : null}
      </dl>
    </TitledSection>
  )
}

type WaitingRow = StatusPageView["years"][number]["waiting"][number]

/** A page names so many; its twin has all. */
const NAMED = 10

function WaitingRows({ fiscalYear, rows }: { fiscalYear: number; rows: readonly WaitingRow[] }) {
  if (rows.length === 0) return null
  const left = rows.length - NAMED
  return (
    <ul class="small">
      {rows.slice(0, NAMED).map(({ name, measure, days }) => (
        <li>
          <MeasureLink fiscalYear={fiscalYear} measure={measure} text={name} />{" "}
          <span class="nw">{days === 0 ? "ตั้งแต่วันนี้" : `${days} วัน`}</span>
        </li>
      ))}
      {left > 0 ? <li>และอีก {left} แถว</li> : null}
    </ul>
  )
}

function MailStatus({ mail: { lastSentAt, waiting, dead } }: { mail: StatusPageView["mail"] }) {
  return (
    <TitledSection id="mail" title="อีเมล">
      <dl class="facts">
        <Fact term="ส่งครั้งล่าสุด">{lastSentAt === null ? "ยังไม่เคยส่ง" : <Instant at={lastSentAt} />}</Fact>
        <Fact term="รอส่ง">{waiting === 0 ? "ไม่มี" : `${waiting} ฉบับ`}</Fact>
        <Fact term="ส่งไม่สำเร็จ">
          {dead === 0 ? (
            <b class="answer answer-met">ไม่มี</b>
          ) : (
            <b class="answer answer-unmet">{dead} ฉบับ ให้ตรวจที่อยู่ในแท็บ “หน่วยงาน”</b>
          )}
        </Fact>
      </dl>
    </TitledSection>
  )
}
