/**
 * Column headings of a plan: which cell of a heading line is which column, by the wordings that offices print, however
 * spaced and spelled. Never by place: a heading that is not here is shown to the person, with those that are.
 */
import { cellToText } from "./cell-text.ts"
import { PLAN_COLUMNS, type PlanColumn } from "./model.ts"

/** Columns of other offices' tables: a score of its own, the steps of a measure, its last day, the number of the row. */
type OtherColumn = "score" | "steps" | "until" | "order"

export type ColumnHeadings = {
  /** Which cell holds which column. */
  readonly places: ReadonlyMap<PlanColumn | OtherColumn, number>
  readonly missing: readonly PlanColumn[]
  /** Headings that are none of these, and a second column of one that is: nothing below them is imported. */
  readonly unknown: readonly string[]
  /** The headings themselves are broken by the spaces of a PDF's line ends, so the rows below are too. */
  readonly isWrapped: boolean
  /** The text of the headings, where the first of them may name the office in brackets. */
  readonly text: string
}

export const COLUMN_TITLES: Readonly<Record<PlanColumn, string>> = {
  result: "ผลการประเมิน",
  issue: "ประเด็นที่ต้องปรับปรุง",
  measure: "มาตรการ/กิจกรรม",
  monitoring: "แนวทางการกำกับติดตาม",
  period: "ระยะเวลา",
  responsible: "ส่วนราชการที่รับผิดชอบ",
}

/** Without these a row says nothing; the others are left blank when the table has no such column. */
export const NEEDED_COLUMNS: readonly PlanColumn[] = ["result", "measure", "period", "responsible"]

/** What a person may type above a column so that it is understood. */
export const UNDERSTOOD_HEADINGS = [
  "ผลการประเมิน หรือ ตัวชี้วัด",
  "คะแนน",
  "ประเด็นที่ต้องปรับปรุง",
  "มาตรการ/กิจกรรม",
  "ขั้นตอน",
  "แนวทางการกำกับติดตาม หรือ การรายงานผล",
  "ระยะเวลา",
  "ผู้รับผิดชอบ",
].join(" · ")

/** One value for every column. */
export function byColumn<Value>(make: (column: PlanColumn) => Value): Record<PlanColumn, Value> {
  return {
    result: make("result"),
    issue: make("issue"),
    measure: make("measure"),
    monitoring: make("monitoring"),
    period: make("period"),
    responsible: make("responsible"),
  }
}

/** The whole heading, spaces apart. Asked in this order: the words of later columns occur in earlier ones. */
const WORDINGS: readonly (readonly [PlanColumn | OtherColumn, RegExp])[] = (
  [
    ["order", "(?:ลำดับ(?:ที่)?|ที่|ข้อ(?:ที่)?|no\\.?)$"],
    ["score", "(?:(?:ผล|ค่า|ระดับ)?คะแนน(?!ความสำเร็จ)|ร้อยละ$)"],
    [
      "result",
      "(?:ผลการประเมิน|ตัวชี้วัด(?!ความสำเร็จ|ผลสำเร็จ|กิจกรรม|โครงการ)|(?:ประเด็น|ด้าน)(?:การประเมิน)?/ตัวชี้วัด|ชื่อตัวชี้วัด)",
    ],
    [
      "issue",
      "(?:(?:การศึกษาและ|ผล)?(?:การ)?วิเคราะห์.*(?:ประเด็น|กรอบ|ปัญหา|จุด)|ประเด็น|กรอบการประเมิน|ข้อบกพร่อง|จุดอ่อน|จุดที่|(?:สภาพ)?ปัญหา(?!.{0,5}อุปสรรค)|สิ่งที่(?:ต้อง|ควร)(?:ปรับปรุง|พัฒนา)|ข้อที่ต้อง)",
    ],
    ["steps", "(?:ขั้นตอน|วิธี(?:การ)?(?:ดำเนิน|ปฏิบัติ))"],
    ["until", "(?:วัน)?(?:ที่)?(?:สิ้นสุด|แล้วเสร็จ|ครบกำหนด)$"],
    ["monitoring", "(?:แนวทาง|วิธี)?(?:ใน)?(?:การ)?(?:กำกับ|ติดตาม|รายงานผล)"],
    [
      "period",
      "(?:(?:กำหนด|กรอบ|ช่วง|ห้วง)?(?:ระยะ)?เวลา|กำหนด(?:การ|ส่ง|วัน|แล้วเสร็จ|เสร็จ)|(?:วันที่|วัน)?เริ่ม(?:ต้น|ดำเนินการ)?$)",
    ],
    [
      "responsible",
      "(?:.{0,40}รับผิดชอบ(?:หลัก|ดำเนินการ|โครงการ|\\(.*\\))?$|เจ้าภาพ(?:หลัก)?$|เจ้าของ(?:เรื่อง|งาน|มาตรการ)$)",
    ],
    ["measure", "(?:มาตรการ|กิจกรรม|โครงการ/กิจกรรม|แนวทาง)"],
  ] as const
).map(([column, words]) => [column, new RegExp(`^${asKey(words)}`)])

const HEADING_LIMIT = 200
/** Of the six columns: fewer are the words of some row. */
const LEAST = 3
/** Spaces the six headings have when no line end has added any: before the bracket, and between two clauses. */
const ORDINARY_SPACES = 4

/** The headings a line holds; undefined when it is not a line of headings. */
export function readColumnHeadings(cells: readonly string[]): ColumnHeadings | undefined {
  const titles = cells.map(titleOf)
  const places = new Map<PlanColumn | OtherColumn, number>()
  titles.forEach((title, place) => {
    const column = headingColumn(title)
    if (column && !places.has(column)) places.set(column, place)
    // กิจกรรม beside มาตรการ is what each row of the measure does.
    else if (column === "measure" && !places.has("steps")) places.set("steps", place)
  })
  standIn(places, "steps", "measure")
  standIn(places, "until", "period")
  const known = PLAN_COLUMNS.filter(column => places.has(column))
  const filled = titles.filter(title => title !== "").length
  const isSure = known.length * 2 >= filled || NEEDED_COLUMNS.every(column => places.has(column))
  if (known.length < LEAST || !isSure || titles.some(isIndicator)) return undefined
  const text = titles.join(" ")
  const spaces = titles.join("").match(/\s+/g)?.length ?? 0
  return {
    places,
    missing: PLAN_COLUMNS.filter(column => !places.has(column)),
    unknown: titles.filter((title, place) => title !== "" && ![...places.values()].includes(place)),
    isWrapped: spaces > ORDINARY_SPACES,
    text,
  }
}

/** Where a table of scores has its indicators and its scores; undefined for headings of a plan or of neither. */
export function scoreColumns(cells: readonly string[]): { result: number; score: number } | undefined {
  const columns = cells.map(cell => headingColumn(titleOf(cell)))
  const [result, score] = [columns.indexOf("result"), columns.indexOf("score")]
  const isPlan = columns.includes("measure") || columns.includes("period") || columns.includes("responsible")
  return result < 0 || score < 0 || isPlan ? undefined : { result, score }
}

/** The steps are the measure, and the last day the period, where the table has no other. */
function standIn(
  places: Map<PlanColumn | OtherColumn, number>,
  other: OtherColumn,
  column: PlanColumn,
): void {
  const place = places.get(other)
  if (place === undefined || places.has(column)) return
  places.delete(other)
  places.set(column, place)
}

/**
 * A heading of two lines, joined: below a merged cell stands what it is divided into, and a cell that is not divided
 * keeps the words above. Undefined when the two say no more than one of them alone.
 */
export function joinHeadings(above: readonly string[], below: readonly string[]): ColumnHeadings | undefined {
  const width = Math.max(above.length, below.length)
  const cells = Array.from({ length: width }, (_, place) =>
    joinedTitle(above[place] ?? "", below[place] ?? ""),
  )
  const joined = readColumnHeadings(cells)
  const alone = Math.max(countColumns(above), countColumns(below))
  const isOver = countColumns(above) > 0 && !readColumnHeadings(above) && above.every(isShort)
  // A cell that is merged with the one above it says the same again.
  const parts = below.filter((cell, place) => cell.trim() !== "" && cell !== above[place]).map(asKey)
  const isParts = parts.length > 1 && parts.every(key => PART.test(key))
  const isMore = joined !== undefined && (joined.places.size > alone || isOver || isParts)
  return isMore && below.every(isShort) ? joined : undefined
}

/** What stands in no row: of owners the leading and the joining, of times the planned and the real. */
const PART = /^(?:หลัก|ร่วม|สนับสนุน|(?:ตาม)?แผน|(?:ดาเนินการ|ผล|เกิดขึ้น)?จริง|เริ่ม(?:ต้น)?|สิ้นสุด)$/

/** Below a heading that is understood stand its parts, `เริ่ม` under `ระยะเวลา`, or columns of their own. */
function joinedTitle(above: string, below: string): string {
  if (below.trim() === "") return above
  const isPart = headingColumn(titleOf(below)) === undefined && headingColumn(titleOf(above)) !== undefined
  return isPart ? `${above} ${below}` : below
}

function countColumns(cells: readonly string[]): number {
  return new Set(cells.map(cell => headingColumn(titleOf(cell))).filter(column => column !== undefined)).size
}

function isShort(cell: string): boolean {
  return cell.length < HEADING_LIMIT / 2 && !isIndicator(titleOf(cell))
}

function titleOf(cell: string): string {
  return cell.length > HEADING_LIMIT ? "" : cellToText(cell).lines.join(" ")
}

function headingColumn(title: string): PlanColumn | OtherColumn | undefined {
  const key = asKey(title)
  return key === "" ? undefined : WORDINGS.find(([, words]) => words.test(key))?.[0]
}

/** Spaces gone, and ำ as า: typists and fonts exchange them. */
function asKey(title: string): string {
  return title.replace(/\s/g, "").replace(/ำ/g, "า").toLowerCase()
}

/** `ตัวชี้วัดที่ 2 …` begins a row, not a column. */
function isIndicator(title: string): boolean {
  return /^ตัวชี้วัด\s?ที่\s?[0-9๐-๙]/.test(title)
}
