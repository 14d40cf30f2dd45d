/** Where one can go: a few words in the band, all of it at the foot. On a phone the band leads to the foot. */
import type { Published } from "../publish/answer/published.ts"
import { RecordLink } from "./links.tsx"

/** Under the address of a year. */
const OF_YEAR = {
  measures: ["", "มาตรการ"],
  results: ["/results", "ผลการดำเนินงาน"],
  ita: ["/ita", "หลักฐานตามเกณฑ์ ITA"],
  moves: ["/moves", "การเลื่อนกำหนด"],
  progress: ["/progress", "คะแนนก่อนและหลัง"],
  print: ["/print", "แบบพิมพ์ A4"],
} as const
const OF_RECORD = {
  changes: ["/changes", "การเปลี่ยนแปลง"],
  log: ["/log", "บันทึกที่ลงลายมือชื่อดิจิทัลทั้งหมด"],
  notices: ["/notices", "ทะเบียนการแจ้งเตือน"],
  verify: ["/verify", "ตรวจบันทึก"],
} as const
const OF_SITE = {
  help: ["/help", "ช่วยเหลือ"],
  about: ["/about", "เกี่ยวกับบันทึกนี้"],
  status: ["/status", "สภาพของระบบ"],
} as const

/** The page one is on, or the one of the band it belongs to. */
export type Here = keyof typeof OF_YEAR | keyof typeof OF_RECORD | keyof typeof OF_SITE | undefined

type NavProps = { readonly year: Published | undefined; readonly here: Here }

/** Without a script a menu that opens needs none: on a phone one link leads to the list at the foot of the page. */
export function BandNav({ year, here }: NavProps) {
  const { measures, results, ita } = OF_YEAR
  const ofYear = year ? { measures, results, ita } : { measures: ["/", measures[1]] as const }
  const { changes } = OF_RECORD
  const { help } = OF_SITE
  return (
    <>
      <a class="menu-link" href="#menu">
        เมนู
      </a>
      <nav aria-label="หลัก">
        <ul>
          <Items places={ofYear} home={homeOf(year)} here={here} />
          <Items places={{ changes, help }} here={here} />
        </ul>
      </nav>
    </>
  )
}

/** Every kind of page, that of the year first. */
export function SiteNav({ year, here }: NavProps) {
  return (
    <nav class="site" id="menu" aria-label="ทุกหน้า">
      {year ? (
        <Group
          title={`ปีงบประมาณ ${year.record.fiscalYear}`}
          places={OF_YEAR}
          home={homeOf(year)}
          here={here}
        />
      ) : null}
      <Group title="บันทึกนี้" places={OF_RECORD} here={here} />
      <Group title="เกี่ยวกับ" places={OF_SITE} here={here} />
    </nav>
  )
}

function homeOf(year: Published | undefined): string {
  return year ? `/${year.record.fiscalYear}` : ""
}

type ItemsProps = {
  /** The path under `home` and the words, by the page they lead to. */
  readonly places: Readonly<Record<string, readonly [path: string, words: string]>>
  readonly home?: string
  readonly here: Here
}

function Group({ title, ...items }: ItemsProps & { readonly title: string }) {
  return (
    <div>
      <h2>{title}</h2>
      <ul>
        <Items {...items} />
      </ul>
    </div>
  )
}

/** These tell of the present alone, whatever day is asked for. */
const PRESENT_ONLY: ReadonlySet<string> = new Set(["/status", "/notices", "/verify"])

function Items({ places, home = "", here }: ItemsProps) {
  return (
    <>
      {Object.entries(places).map(([page, [path, words]]) => (
        <li>
          {PRESENT_ONLY.has(path) ? (
            <a href={path} aria-current={page === here ? "page" : undefined}>
              {words}
            </a>
          ) : (
            <RecordLink href={`${home}${path}`} current={page === here}>
              {words}
            </RecordLink>
          )}
        </li>
      ))}
    </>
  )
}
