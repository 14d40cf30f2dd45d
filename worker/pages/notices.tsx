/** The notice ledger as a page: when, to whom, of what, and the hash that proves the text. */

import { roleName } from "../../shared/due/recipient.ts"
import { createWording, periodNames } from "../../shared/mail/wording.ts"
import { groupBy } from "../../shared/record/group.ts"
import { obligationParts } from "../../shared/row/name.ts"
import type { Moment } from "../host/clock.ts"
import { withPage } from "../publish/answer/address.ts"
import type { Published } from "../publish/answer/published.ts"
import type { LedgerView, NoticeView, ToldObligation } from "../publish/data/ledger-view.ts"
import { Instant } from "./dates.tsx"
import { documentText } from "./layout.tsx"
import { MeasureLink, Pager, Reuse } from "./links.tsx"

const WORDING = createWording("ascii")

export function noticesPage(moment: Moment, view: LedgerView, year: Published | undefined): string {
  const { page, pages, total, notices } = view
  return documentText({
    title: "ทะเบียนการแจ้งเตือน",
    description: `อีเมลแจ้งเตือนทุกฉบับที่ส่งแล้ว ${total} ฉบับ ถึงตำแหน่งใด เรื่องอะไร เมื่อใด ไม่มีที่อยู่อีเมล${page > 1 ? ` หน้า ${page}` : ""}`,
    day: moment,
    year,
    here: "notices",
    jsonTwin: withPage("/notices.json", page),
    children: (
      <>
        <h1>ทะเบียนการแจ้งเตือน</h1>
        <p class="meta">
          ทุกปี เรียงจากใหม่ไปเก่า · <span class="nw">{total} ฉบับ</span>
        </p>
        <div class="prose lead">
          <p>อีเมลทุกฉบับที่ระบบส่งและผู้ให้บริการรับไว้แล้ว บอกว่าแจ้งใคร เรื่องใด เมื่อใด ไม่แสดงที่อยู่อีเมล</p>
          <p>
            ผู้รับที่เก็บอีเมลไว้พิสูจน์ได้ว่าเป็นฉบับเดียวกัน ค่าตรวจสอบคือ <span class="nw">SHA-256</span> (base64url)
            ของหัวเรื่อง ข้อความ และ HTML ต่อกันโดยขึ้นบรรทัดใหม่ระหว่างแต่ละส่วน
          </p>
        </div>
        <section aria-label="รายการแจ้งเตือน">
          {notices.length === 0 ? <p class="quiet">ยังไม่มีอีเมลที่ส่งแล้ว</p> : null}
          <ul class="entries">
            {notices.map(notice => (
              <li>
                <Notice notice={notice} />
              </li>
            ))}
          </ul>
          <Pager page={page} pages={pages} address="/notices" older="เก่ากว่า" newer="ใหม่กว่า" />
        </section>
        <Reuse links={[{ href: withPage("/notices.json", page), text: "JSON" }]} />
      </>
    ),
  })
}

function Notice({ notice }: { notice: NoticeView }) {
  const { fiscalYear, at, to, weekly, asks, held, alarm, obligations, answered, hash } = notice
  return (
    <>
      <p class="meta">
        <Instant at={at} /> · <span class="nw">แผนปี {fiscalYear}</span>
      </p>
      <p>
        แจ้ง <b>{to.map(each => roleName(each.role, each.section)).join(" และ")}</b>
        {weekly ? " สรุปประจำสัปดาห์" : ""}
        {held ? " แถวที่ต้องแก้ในตาราง" : ""}
        {asks ? " ข้อความที่ขอให้ยืนยัน" : ""}
        {answered ? " สิ่งที่บันทึกตามคำตอบจากอีเมล" : ""}
        {alarm ? " เรื่องของระบบที่ต้องดูแล" : ""}
      </p>
      {Array.from(groupBy(obligations, each => obligationParts(each.id).duty).values(), ofDuty => (
        <DutyLine obligations={ofDuty} notice={notice} />
      ))}
      <p class="hash quiet">
        ค่าตรวจสอบ <code>{hash}</code>
      </p>
    </>
  )
}

type DutyLineProps = { readonly obligations: readonly ToldObligation[]; readonly notice: NoticeView }

/** One line a duty: a mail to the director can stand for ninety obligations. The JSON has them all. */
function DutyLine({ obligations, notice }: DutyLineProps) {
  const [first] = obligations
  if (!first) return null
  const what = (first.what || first.id).split("\n")[0] ?? ""
  // A whole year is the period of what is owed once: it needs no name beside its plan.
  const periods = [...new Set(obligations.map(each => each.occurrence))].filter(id => !/^\d{4}$/.test(id))
  const recipients = notice.to.map(each => each.section)
  const others = new Set(obligations.map(each => each.section).filter(name => !recipients.includes(name)))
  const who = others.size > 3 ? `${others.size} ฝ่าย` : [...others].join(" ")
  return (
    <p>
      <MeasureLink fiscalYear={notice.fiscalYear} measure={first.measure} text={what} />{" "}
      {periods.length === 0 ? "" : `งวด ${periodNames(periods, WORDING)}`}
      {who === "" ? "" : ` ของ${who}`}
    </p>
  )
}
