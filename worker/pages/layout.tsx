/** The frame of every page: whose it is, which day, how fresh, and where it can be checked. */
import type { Child } from "hono/jsx"
import { type IsoDate, parseIsoDate } from "../../shared/date/civil-date.ts"
import { plainDate, withDigits } from "../../shared/date/thai-date.ts"
import { settingsOf } from "../../shared/due/timetable.ts"
import { latestRevision, type YearRecord } from "../../shared/record/record.ts"
import type { Moment } from "../host/clock.ts"
import { type Published, pastDayOf, sameDay } from "../publish/answer/published.ts"
import type { Freshness } from "../publish/answer/record-source.ts"
import { alternatesOf } from "../publish/data/links.ts"
import { instantDate, sincePhrase } from "./dates.tsx"
import { KeptCopyBanner } from "./kept-copy.tsx"
import { BandNav, type Here, SiteNav } from "./nav.tsx"
import { RecordLink, RecordProvider } from "./record-link.tsx"
import { STYLE_FILE } from "./style/style.ts"

export type PageProps = {
  readonly title: string
  readonly day: Pick<Moment, "today" | "simulated">
  /** The year a page belongs to; absent where there is none yet. */
  readonly year?: Published | undefined
  readonly here?: Here
  readonly jsonTwin?: string | undefined
  /** Set for paper: on it, nothing but the sheets. */
  readonly paper?: boolean
  readonly children?: Child
}

/** Small, and all on every page; one that came late would leave its letters to another font. */
const PRELOADED = ["thai-400", "thai-600", "latin-400", "latin-600"]

/** A whole document. Every text of the record passes through JSX, which escapes it. */
export function documentText(props: PageProps): string {
  const page = (
    <RecordProvider value={props.year}>
      <Page {...props} />
    </RecordProvider>
  )
  return `<!doctype html>${String(page)}`
}

function Page({ title, day, year, here, jsonTwin, paper = false, children }: PageProps) {
  const office = year ? (settingsOf(year.record).get("office") ?? "") : "Sujarit"
  return (
    <html lang="th">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta
          name="description"
          content={`มาตรการส่งเสริมคุณธรรมและความโปร่งใส${year ? ` ${office}` : ""}: ใครรับผิดชอบ ภายในเมื่อใด ทำแล้วหรือยัง มีหลักฐานอะไร`}
        />
        <title>{title === office ? title : `${title} – ${office}`}</title>
        {PRELOADED.map(file => (
          <link
            rel="preload"
            href={`/assets/sarabun-5-${file}.woff2`}
            as="font"
            type="font/woff2"
            crossorigin=""
          />
        ))}
        <link rel="stylesheet" href={`/assets/${STYLE_FILE}`} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        {year && pastDayOf(year) ? <meta name="robots" content="noindex" /> : null}
        {jsonTwin ? <Alternates twin={sameDay(jsonTwin, year)} /> : null}
      </head>
      <body class={paper ? "paper" : undefined}>
        <a class="skip" href="#main">
          ข้ามไปเนื้อหา
        </a>
        {day.simulated ? <SimulatedDay today={year?.present ?? day.today} /> : null}
        {year?.isCopy ? <KeptCopyBanner /> : null}
        <Band office={office} year={year} here={here} />
        <main id="main" class="wrap">
          {children}
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

function Alternates({ twin }: { twin: string }) {
  return (
    <>
      {alternatesOf(twin).map(({ href, type, title }) => (
        <link rel="alternate" type={type} title={title} href={href} />
      ))}
    </>
  )
}

function SimulatedDay({ today }: { today: IsoDate }) {
  return (
    <aside class="simulated" aria-label="วันจำลอง">
      <p class="wrap">
        <b class="nw">วันจำลอง {plainDate(today)}</b> ข้อมูลตัวอย่าง <span class="nw">ไม่ใช่วันนี้จริง</span>
      </p>
    </aside>
  )
}

function Band({ office, year, here }: Pick<PageProps, "year" | "here"> & { office: string }) {
  const parent = year ? (settingsOf(year.record).get("parent") ?? "") : ""
  return (
    <header class="band">
      <div class="wrap">
        <p class="office">
          <RecordLink href="/">{office}</RecordLink>
          {parent ? <span>{parent}</span> : null}
        </p>
        <BandNav year={year} here={here} />
      </div>
    </header>
  )
}

/** Under the title: of which day this is, where that is not today or nobody knows. */
export function DayBanner({ published }: { published: Published }) {
  const { day, present, freshness, path } = published
  if (!pastDayOf(published)) return <StaleBanner freshness={freshness} today={present} />
  return (
    <div class="banner past" role="note">
      หน้านี้แสดงข้อมูล ณ <b class="strong nw">{plainDate(day.today)}</b> ไม่ใช่ข้อมูลล่าสุด <a href={path}>ดูข้อมูลล่าสุด</a>
    </div>
  )
}

/** Loud when nobody feeds the record: an old page must not pass for a kept one. */
function StaleBanner({ freshness, today }: { freshness: Freshness; today: IsoDate }) {
  if (!freshness.isStale) return null
  return (
    <div class="banner stale" role="note">
      <b>ข้อมูลอาจไม่เป็นปัจจุบัน</b> ไม่ได้รับข้อมูลจากตารางตั้งแต่ <span class="nw">{instantDate(freshness.seenAt)}</span>{" "}
      <span class="nw">({sincePhrase(freshness.seenAt, today)})</span>
    </div>
  )
}

function Imprint({ record }: { record: YearRecord }) {
  const settings = settingsOf(record)
  const digits = settings.get("digits") === "อารบิก" ? "ascii" : "thai"
  const number = settings.get("announcementNumber") ?? ""
  const link = settings.get("announcementLink") ?? ""
  const contact = settings.get("contact") ?? ""
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
