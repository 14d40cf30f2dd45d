/** Where one can go: a few words in the band, all of it at the foot. On a phone the band leads to the foot. */
import type { Published } from "../publish/answer/published.ts"
import { RecordLink } from "./links.tsx"

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

type Place = { readonly path: string; readonly text: string; readonly here?: Here }

/** Of a year, under its own address. */
const MEASURES: Place = { path: "", text: "มาตรการ", here: "measures" }
const OF_YEAR: readonly Place[] = [
  { path: "/results", text: "ผลการดำเนินงาน", here: "results" },
  { path: "/ita", text: "หลักฐานตามเกณฑ์ ITA", here: "ita" },
]
const MORE_OF_YEAR: readonly Place[] = [
  { path: "/moves", text: "การเลื่อนกำหนด", here: "moves" },
  { path: "/progress", text: "คะแนนก่อนและหลัง", here: "progress" },
  { path: "/print", text: "แบบพิมพ์ A4" },
]
const CHANGES: Place = { path: "/changes", text: "การเปลี่ยนแปลง", here: "changes" }
const HELP: Place = { path: "/help", text: "ช่วยเหลือ", here: "help" }
const OF_RECORD: readonly Place[] = [
  CHANGES,
  { path: "/log", text: "ฉบับที่ลงนามทั้งหมด", here: "log" },
  { path: "/notices", text: "ทะเบียนการแจ้งเตือน", here: "notices" },
]
const ABOUT: readonly Place[] = [
  HELP,
  { path: "/about", text: "เกี่ยวกับบันทึกนี้", here: "about" },
  { path: "/status", text: "สภาพของระบบ", here: "status" },
]

/** A few words in the band; on a phone one link, which leads to the list at the foot and so needs no script. */
export function BandNav({ year, here }: NavProps) {
  const home = year ? `/${year.record.fiscalYear}` : ""
  const places = year ? [MEASURES, ...OF_YEAR] : [{ ...MEASURES, path: "/" }]
  return (
    <>
      <a class="menu-link" href="#menu">
        เมนู
      </a>
      <nav aria-label="หลัก">
        <ul>
          <Items places={places} home={home} here={here} />
          <Items places={[CHANGES, HELP]} here={here} />
        </ul>
      </nav>
    </>
  )
}

/** Every kind of page, at the foot: those of the year first. */
export function SiteNav({ year, here }: NavProps) {
  const fiscalYear = year?.record.fiscalYear
  return (
    <nav class="site" id="menu" aria-label="ทุกหน้า">
      {fiscalYear === undefined ? null : (
        <div>
          <h2>ปีงบประมาณ {fiscalYear}</h2>
          <ul>
            <Items places={[MEASURES, ...OF_YEAR, ...MORE_OF_YEAR]} home={`/${fiscalYear}`} here={here} />
          </ul>
        </div>
      )}
      <div>
        <h2>บันทึกนี้</h2>
        <ul>
          <Items places={OF_RECORD} here={here} />
        </ul>
      </div>
      <div>
        <h2>เกี่ยวกับ</h2>
        <ul>
          <Items places={ABOUT} here={here} />
        </ul>
      </div>
    </nav>
  )
}

/** These tell of the present alone, whatever day is asked for. */
const PRESENT_ONLY: ReadonlySet<string> = new Set(["/status", "/notices"])

type ItemsProps = { readonly places: readonly Place[]; readonly home?: string; readonly here: Here }

function Items({ places, home = "", here }: ItemsProps) {
  return (
    <>
      {places.map(({ path, text, here: place }) => {
        const current = place !== undefined && place === here
        return (
          <li>
            {PRESENT_ONLY.has(path) ? (
              <a href={path} aria-current={current ? "page" : undefined}>
                {text}
              </a>
            ) : (
              <RecordLink href={`${home}${path}`} current={current}>
                {text}
              </RecordLink>
            )}
          </li>
        )
      })}
    </>
  )
}
