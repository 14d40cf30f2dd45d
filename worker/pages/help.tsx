/** How to read this record, how to check it, whom to ask, and the guides for those who work with it. */
import type { ObligationState } from "../../shared/due/obligation.ts"
import { settingsOf } from "../../shared/due/timetable.ts"
import { GUIDES, type Guide } from "../guides/guides.ts"
import type { Moment } from "../host/clock.ts"
import { type Published, pastDayOf } from "../publish/answer/published.ts"
import { DayBanner, TitledSection } from "./heading.tsx"
import { raw } from "./jsx/jsx-runtime.ts"
import { documentText } from "./layout.tsx"
import { LinkList, type NamedLink, RecordLink } from "./links.tsx"
import { StateChip } from "./state.tsx"
import { Fact } from "./table.tsx"
import { Words } from "./text.tsx"

type HelpTopic = {
  readonly id: string
  readonly question: string
  readonly answer: readonly string[]
}

/** Questions as readers ask them. */
export const HELP_TOPICS: readonly HelpTopic[] = [
  {
    id: "read",
    question: "บันทึกนี้บอกอะไร",
    answer: [
      "หน่วยงานสัญญาว่าจะทำอะไรหลังการประเมินคุณธรรมและความโปร่งใส (ITA) ฝ่ายใดรับผิดชอบ ภายในเมื่อใด ทำแล้วหรือยัง มีหลักฐานอะไร และมีอะไรเปลี่ยนไปตั้งแต่วันประกาศ",
      "ข้อความในช่องของแผนเป็นคำของหน่วยงานเอง ระบบไม่แต่งเติมสิ่งที่ตารางไม่ได้บอก ข้อที่ไม่ทราบจะบอกว่าไม่ทราบ",
    ],
  },
  {
    id: "find",
    question: "จะหามาตรการของฝ่ายหนึ่ง หรือเรื่องที่เกินกำหนด ได้อย่างไร",
    answer: [
      "ที่หน้ามาตรการ เลือกส่วนราชการ ตัวชี้วัด หรือสถานะ แล้วกดแสดงรายการ ที่อยู่ของหน้าที่กรองแล้วคัดลอกส่งต่อได้",
      "กดชื่อฝ่ายเพื่อดูทุกงวดที่ฝ่ายนั้นต้องรายงาน กดชื่อมาตรการเพื่อดูหลักฐานและประวัติการแก้ไข",
    ],
  },
  {
    id: "past",
    question: "จะดูข้อมูลของวันที่ผ่านมาแล้วได้หรือไม่",
    answer: [
      "ได้ทุกหน้าที่แสดงแผน กด “ดูข้อมูล ณ วันอื่น” ใต้ชื่อหน้า แล้วเลือกวัน หรือเติม ?at=ปี ค.ศ.-เดือน-วัน ท้ายที่อยู่ (เดือนและวันอย่างละ 2 หลัก) หน้านั้นจะแสดงข้อมูลและสถานะ ณ สิ้นวันนั้น",
      "ปีก่อน ๆ อยู่ที่ที่อยู่เดิมตลอดไป",
    ],
  },
  {
    id: "moved",
    question: "ถ้าหน่วยงานเลื่อนกำหนด จะรู้ได้อย่างไร",
    answer: [
      "หน้าแรกบอกจำนวนครั้งที่เลื่อน และมีลิงก์ไปหน้าการเลื่อนกำหนดซึ่งรวมทุกการเลื่อนของปี หน้าของมาตรการก็แสดงเช่นกัน พร้อมวันเดิม วันใหม่ จำนวนวัน เหตุผล และบอกว่าเลื่อนก่อนหรือหลังถึงกำหนด หน้าการเปลี่ยนแปลงรวมทุกการแก้ไขของทุกปี",
    ],
  },
  {
    id: "check",
    question: "จะตรวจสอบว่าบันทึกไม่ถูกแก้ย้อนหลังได้อย่างไร",
    answer: [
      "การแก้ไขแต่ละครั้งลงนามด้วยกุญแจของหน่วยงานและอ้างค่าตรวจสอบของฉบับก่อน ถ้าเก็บค่าตรวจสอบท้ายหน้านี้ไว้ ภายหลังเทียบกับหน้าบันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมดได้ ค่าที่ต่างไปแปลว่าบันทึกถูกเปลี่ยน",
      "หน้าตรวจบันทึกเทียบให้ และตรวจทั้งบันทึกด้วยเครื่องของท่านเอง โดยไม่ต้องติดตั้งโปรแกรม",
    ],
  },
  {
    id: "data",
    question: "จะนำข้อมูลไปใช้ต่อได้อย่างไร",
    answer: [
      "ทุกหน้าของบันทึกมีข้อมูลเดียวกันเป็น JSON โดยเติม .json ท้ายที่อยู่ ท้ายหน้ามีลิงก์ CSV และปฏิทิน ส่วนฟีดการเปลี่ยนแปลงและคำอธิบายข้อมูลอยู่ที่ที่อยู่ต่อไปนี้",
    ],
  },
]

const STATES = { id: "states", question: "สถานะแต่ละอย่างหมายความว่าอย่างไร" } as const
const GUIDE_LIST = { id: "guides", question: "คู่มือผู้ทำงานกับตาราง" } as const
const CONTACT = { id: "contact", question: "ติดต่อใคร" } as const
const CONTENTS = [...HELP_TOPICS, STATES, GUIDE_LIST, CONTACT]

export function helpPage(moment: Moment, year: Published | undefined): string {
  return documentText({
    title: "ช่วยเหลือ",
    day: moment,
    description: "วิธีอ่านบันทึกนี้ หามาตรการ เข้าใจสถานะ ตรวจสอบความถูกต้อง นำข้อมูลไปใช้ต่อ และติดต่อใคร",
    year,
    here: "help",
    jsonTwin: "/help.json",
    children: (
      <>
        <h1>ช่วยเหลือ</h1>
        <p class="meta">
          <a href="/help?lang=en" lang="en" hreflang="en">
            English
          </a>
        </p>
        {year && pastDayOf(year) ? <DayBanner published={year} /> : null}
        <Contents links={CONTENTS.map(({ id, question }) => ({ href: `#${id}`, text: question }))} />
        {HELP_TOPICS.map(topic => (
          <Topic topic={topic} />
        ))}
        <States />
        <Guides />
        <Contact year={year} />
      </>
    ),
  })
}

function Topic({ topic: { id, question, answer } }: { topic: HelpTopic }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>
        <Words text={question} />
      </h2>
      <div class="prose">
        {answer.map(text => (
          <p>
            <Words text={text} />
          </p>
        ))}
      </div>
      {LINKS[id] ? <Contents links={LINKS[id]} /> : null}
    </section>
  )
}

/** By topic. */
const LINKS: Readonly<Record<string, readonly NamedLink[]>> = {
  check: [{ href: "/verify", text: "ตรวจบันทึก" }],
  data: [
    { href: "/feed.atom", text: "ฟีดการเปลี่ยนแปลง (Atom)" },
    { href: "/feed.json", text: "ฟีดการเปลี่ยนแปลง (JSON Feed)" },
    { href: "/datapackage.json", text: "คำอธิบายชุดข้อมูล (Data Package)" },
    { href: "/openapi.json", text: "คำอธิบาย API (OpenAPI)" },
  ],
}

/** Of what is of no day. */
function Contents({ links }: { links: readonly NamedLink[] }) {
  return (
    <ul class="links contents">
      {links.map(({ href, text }) => (
        <li>
          <a href={href}>{text}</a>
        </li>
      ))}
    </ul>
  )
}

const MEANINGS: readonly (readonly [ObligationState, string])[] = [
  ["beforeRecord", "ครบกำหนดก่อนวันที่แผนประกาศในบันทึกนี้ จึงไม่นับว่าเกินกำหนด รายงานที่ส่งมาคือรายงานย้อนหลัง"],
  ["unconfirmed", "กำหนดเวลายังมีข้อสงสัย รอคนยืนยัน จึงไม่นับว่าเกินกำหนดและไม่มีการเตือน"],
  ["scheduled", "ยังเหลือมากกว่า 30 วัน"],
  ["due", "ตั้งแต่ 30 วันก่อนถึงกำหนดจนถึงวันครบกำหนด"],
  ["overdue", "พ้นวันครบกำหนดแล้ว และยังไม่ได้รับรายงาน"],
  ["reported", "ได้รับรายงานแล้ว แต่ยังไม่มีลิงก์ หรือเลขที่และวันที่ของหนังสือ หรือลิงก์เปิดไม่ได้ถ้าไม่เข้าสู่ระบบ"],
  ["done", "ได้รับรายงานพร้อมหลักฐานภายในกำหนด"],
  ["late", "ระบบได้รับรายงานครั้งแรกหลังวันครบกำหนด ไม่ว่าจะพิมพ์วันที่ใดไว้"],
  ["withdrawn", "เลิกมาตรการแล้ว หรือนำออกจากตารางแล้ว ยังเปิดดูได้ที่ที่อยู่เดิม"],
]

function States() {
  return (
    <TitledSection id={STATES.id} title={STATES.question}>
      <dl class="facts">
        {MEANINGS.map(([state, meaning]) => (
          <Fact term={<StateChip state={state} />}>{meaning}</Fact>
        ))}
      </dl>
    </TitledSection>
  )
}

function Guides() {
  return (
    <TitledSection id={GUIDE_LIST.id} title={GUIDE_LIST.question}>
      <LinkList
        class="links contents"
        links={GUIDES.map(({ id, title }) => ({ href: `/help/${id}`, text: title }))}
      />
    </TitledSection>
  )
}

function Contact({ year }: { year: Published | undefined }) {
  const settings = year && settingsOf(year.record)
  const contact = settings?.get("contact") ?? ""
  return (
    <TitledSection id={CONTACT.id} title={CONTACT.question}>
      <div class="prose">
        <p>
          ถามเรื่องมาตรการ ให้ติดต่อฝ่ายที่รับผิดชอบตามชื่อในหน้ามาตรการ
          {contact ? "" : " หน่วยงานยังไม่ได้บอกช่องทางติดต่อกลาง"}
        </p>
        {contact ? <p>ติดต่อหน่วยงาน: {contact}</p> : null}
        <p>
          ถ้าหน้าเว็บผิดปกติ ให้ดู <a href="/status">สภาพของระบบ</a> ก่อน ส่วนวิธีทำงานของบันทึกอยู่ที่{" "}
          <RecordLink href="/about">เกี่ยวกับบันทึกนี้</RecordLink>
        </p>
      </div>
    </TitledSection>
  )
}

/** A guide: its markup is the project's own, rendered and tested beforehand; nothing of the record is in it. */
export function guidePage(moment: Moment, { id, title, html }: Guide, year: Published | undefined): string {
  return documentText({
    title,
    day: moment,
    description: `${title} สำหรับผู้ทำงานกับตารางและบันทึกนี้ ทีละขั้น พร้อมภาพ`,
    year,
    here: "help",
    jsonTwin: `/help/${id}.json`,
    children: (
      <>
        <p class="crumbs">
          <RecordLink href="/help">ช่วยเหลือ</RecordLink>
        </p>
        <h1>{title}</h1>
        <div class="guide">{raw(html)}</div>
      </>
    ),
  })
}
