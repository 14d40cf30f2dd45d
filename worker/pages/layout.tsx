/** The frame of every page: whose it is, where one can go from it, which day it is, and where it can be checked. */
import type { Child } from "hono/jsx"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { plainDate, withDigits } from "../../shared/date/thai-date.ts"
import { settingsOf } from "../../shared/due/timetable.ts"
import { latestRevision, type YearRecord } from "../../shared/record/record.ts"
import { rankOf } from "../../shared/row/office-kind.ts"
import type { Moment } from "../host/clock.ts"
import type { Published } from "../publish/answer/published.ts"
import { Head, isThaiAlone } from "./head.tsx"
import { pageHtml, RecordLink } from "./links.tsx"
import { BandNav, type Here, SiteNav } from "./nav.tsx"

type PageProps = {
  readonly title: string
  /** What this page alone tells, in a sentence: search engines and chats show it under the title. */
  readonly description: string
  readonly day: Pick<Moment, "today" | "simulated">
  /** The year a page belongs to; absent where there is none yet. */
  readonly year?: Published | undefined
  readonly here?: Here
  readonly jsonTwin?: string | undefined
  /** Set where what was asked for is not shown: nothing to be found or shared. */
  readonly refused?: boolean
  /** Set for paper: on it, nothing but the sheets. */
  readonly paper?: boolean
  readonly children?: Child
}

/** A whole document. Every text of the record passes through JSX, which escapes it. */
export function documentText(props: PageProps): string {
  return `<!doctype html>${pageHtml(<Page {...props} />, props.year)}`
}

/** A document of what one year holds, or of all years with that one as the newest. */
export function documentOfYear(year: Published, props: Omit<PageProps, "day" | "year">): string {
  return documentText({ ...props, day: year.day, year })
}

function Page({ title, description, day, year, here, jsonTwin, ...page }: PageProps) {
  const office = year ? (settingsOf(year.record).get("office") ?? "") : "Sujarit"
  return (
    <html lang="th">
      <Head
        title={title}
        description={description}
        office={office}
        year={page.refused ? undefined : year}
        jsonTwin={jsonTwin}
      />
      <body class={page.paper ? "paper" : undefined}>
        <a class="skip" href="#main">
          ข้ามไปเนื้อหา
        </a>
        {day.simulated ? <SimulatedDay today={year?.present ?? day.today} /> : null}
        {year?.isCopy ? <KeptCopyBanner /> : null}
        <Band office={office} year={year} here={here} />
        {year && isThaiAlone(year) ? <ThaiAlone /> : null}
        <main id="main" class="wrap">
          {page.children}
        </main>
        <footer>
          <div class="wrap">
            <SiteNav year={year} here={here} />
            {year ? <Imprint record={year.record} /> : null}
          </div>
        </footer>
      </body>
    </html>
  )
}

type OfficeProps = { readonly office: string }

function SimulatedDay({ today }: { today: IsoDate }) {
  return (
    <aside class="simulated" aria-label="วันจำลอง">
      <p class="wrap">
        <b class="nw">วันจำลอง {plainDate(today)}</b> ข้อมูลตัวอย่าง <span class="nw">ไม่ใช่วันนี้จริง</span>
      </p>
    </aside>
  )
}

/** On every page while the database is silent: what is read may not be the newest. */
function KeptCopyBanner() {
  return (
    <aside class="wrap" aria-label="สำเนา">
      <p class="banner stale">
        <b>แสดงสำเนาล่าสุดที่เก็บไว้</b> ฐานข้อมูลไม่ตอบในขณะนี้ ความเปลี่ยนแปลงใหม่จะแสดงเมื่อระบบกลับมาเป็นปกติ
      </p>
    </aside>
  )
}

/** Whoever asked for English learns what there is of it. */
function ThaiAlone() {
  return (
    <aside class="wrap screen-only" lang="en" aria-label="English">
      <p class="banner past">
        This page is in Thai only: it shows the office's own words. In English there are{" "}
        <RecordLink href="/about?lang=en">what this record is</RecordLink>,{" "}
        <RecordLink href="/help?lang=en">how to read it</RecordLink> and{" "}
        <a href="/verify?lang=en">how to verify it</a>.
      </p>
    </aside>
  )
}

function Band({ office, year, here }: Pick<PageProps, "year" | "here"> & OfficeProps) {
  const parent = year ? (settingsOf(year.record).get("parent") ?? "") : ""
  return (
    <header class="band">
      <div class="wrap">
        <p class="office">
          <RecordLink href="/">{office}</RecordLink> {parent ? <span>{parent}</span> : null}
        </p>
        <BandNav year={year} here={here} />
      </div>
    </header>
  )
}

function Imprint({ record }: { record: YearRecord }) {
  const settings = settingsOf(record)
  const digits = settings.get("digits") === "อารบิก" ? "ascii" : "thai"
  const number = settings.get("announcementNumber") ?? ""
  const link = settings.get("announcementLink") ?? ""
  const contact = settings.get("contact") ?? ""
  const director = settings.get("directorName") ?? ""
  const latest = latestRevision(record)
  const announcedOn = parseIsoDate(settings.get("announcementDate") ?? "")
  const signedOn = announcedOn ? ` ลงวันที่ ${plainDate(announcedOn, digits)}` : ""
  const announcement = `ที่ ${withDigits(number, digits)}${signedOn}`
  return (
    <>
      <p>
        เผยแพร่โดย{settings.get("office")} {settings.get("parent")} ตามประกาศ{" "}
        {/^https:\/\//.test(link) ? (
          <a href={link} rel="noopener nofollow ugc">
            {announcement}
          </a>
        ) : (
          announcement
        )}
        {director ? ` · ${rankOf(settings.get("directorTitle") ?? "")} ${director}` : ""}
        {contact ? ` · ติดต่อ ${contact}` : ""}
      </p>
      <p>
        ทุกการแก้ไขหลังวันประกาศถูกบันทึกถาวรและตรวจสอบได้ · <span class="nw">ฉบับที่ {latest?.sequence}</span> ·
        ค่าตรวจสอบ <code>{latest?.head.slice(0, 16)}</code> ·{" "}
        <RecordLink class="nw" href="/about">
          วิธีตรวจสอบ
        </RecordLink>
      </p>
    </>
  )
}
