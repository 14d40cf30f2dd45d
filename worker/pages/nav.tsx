/** Where one can go: a few words in the band, all of it at the foot. On a phone the band leads to the foot. */
import type { Published } from "../publish/answer/published.ts"
import { RecordLink } from "./record-link.tsx"

/** The page one is on, or the one of the band it belongs to. */
export type Here =
  | "measures"
  | "results"
  | "ita"
  | "changes"
  | "help"
  | "moves"
  | "progress"
  | "log"
  | "notices"
  | "about"
  | "status"
  | undefined

type NavProps = { readonly year: Published | undefined; readonly here: Here }

/** Without a script a menu that opens needs none: the link leads to the list at the foot of the page. */
export function BandNav({ year, here }: NavProps) {
  const home = year ? `/${year.record.fiscalYear}` : "/"
  return (
    <>
      <a class="menu-link" href="#menu">
        เมนู
      </a>
      <nav aria-label="หลัก">
        <ul>
          <Item href={home} current={here === "measures"} text="มาตรการ" />
          {year ? (
            <>
              <Item href={`${home}/results`} current={here === "results"} text="ผลการดำเนินงาน" />
              <Item href={`${home}/ita`} current={here === "ita"} text="หลักฐานตามเกณฑ์ ITA" />
            </>
          ) : null}
          <Item href="/changes" current={here === "changes"} text="การเปลี่ยนแปลง" />
          <Item href="/help" current={here === "help"} text="ช่วยเหลือ" />
        </ul>
      </nav>
    </>
  )
}

/** Every kind of page, that of the year first. */
export function SiteNav({ year, here }: NavProps) {
  const home = year ? `/${year.record.fiscalYear}` : "/"
  return (
    <nav class="site" id="menu" aria-label="ทุกหน้า">
      {year ? (
        <div>
          <h2>ปีงบประมาณ {year.record.fiscalYear}</h2>
          <ul>
            <Item href={home} current={here === "measures"} text="มาตรการ" />
            <Item href={`${home}/results`} current={here === "results"} text="ผลการดำเนินงาน" />
            <Item href={`${home}/ita`} current={here === "ita"} text="หลักฐานตามเกณฑ์ ITA" />
            <Item href={`${home}/moves`} current={here === "moves"} text="การเลื่อนกำหนด" />
            <Item href={`${home}/progress`} current={here === "progress"} text="คะแนนก่อนและหลัง" />
            <Item href={`${home}/print`} text="แบบพิมพ์ A4" />
          </ul>
        </div>
      ) : null}
      <div>
        <h2>บันทึกนี้</h2>
        <ul>
          <Item href="/changes" current={here === "changes"} text="การเปลี่ยนแปลง" />
          <Item href="/log" current={here === "log"} text="ฉบับที่ลงนามทั้งหมด" />
          <Item href="/notices" current={here === "notices"} text="ทะเบียนการแจ้งเตือน" />
        </ul>
      </div>
      <div>
        <h2>เกี่ยวกับ</h2>
        <ul>
          <Item href="/help" current={here === "help"} text="ช่วยเหลือ" />
          <Item href="/about" current={here === "about"} text="เกี่ยวกับบันทึกนี้" />
          <Item href="/status" current={here === "status"} text="สภาพของระบบ" />
        </ul>
      </div>
    </nav>
  )
}

/** These tell of the present alone, whatever day is asked for. */
const PRESENT_ONLY = new Set(["/status", "/notices"])

function Item({ href, text, current = false }: { href: string; text: string; current?: boolean }) {
  return (
    <li>
      {PRESENT_ONLY.has(href) ? (
        <a href={href} aria-current={current ? "page" : undefined}>
          {text}
        </a>
      ) : (
        <RecordLink href={href} current={current}>
          {text}
        </RecordLink>
      )}
    </li>
  )
}
