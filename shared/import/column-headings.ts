/** Column headings of a published plan: the six official ones, however spaced, in whatever order they stand. */
import { PLAN_COLUMNS, type PlanColumn } from "./model.ts"

export type ColumnHeadings = {
  /** Which cell holds which column. */
  readonly places: ReadonlyMap<PlanColumn, number>
  readonly missing: readonly PlanColumn[]
  /** The headings themselves are broken by the spaces of a PDF's line ends, so the rows below are too. */
  readonly isWrapped: boolean
  /** `สำนักงานเขต…` where the first heading names it in brackets. */
  readonly office: string
}

export const COLUMN_TITLES: Readonly<Record<PlanColumn, string>> = {
  result: "ผลการประเมิน",
  issue: "ประเด็นที่ต้องปรับปรุง",
  measure: "มาตรการ/กิจกรรม",
  monitoring: "แนวทางการกำกับติดตาม",
  period: "ระยะเวลา",
  responsible: "ส่วนราชการที่รับผิดชอบ",
}

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

/** In the order printed: the headings of a table without any. */
export const OFFICIAL_PLACES: ReadonlyMap<PlanColumn, number> = new Map(
  PLAN_COLUMNS.map((column, place) => [column, place]),
)

/** What a heading must hold, spaces apart. Asked in this order: the words of later columns occur in earlier ones. */
const HEADING_WORDS: readonly (readonly [PlanColumn, readonly string[]])[] = [
  ["result", ["ผลการประเมิน", "ตัวชี้วัด"]],
  ["issue", ["ประเด็นที่ต้องปรับปรุง", "กรอบการประเมิน"]],
  ["monitoring", ["แนวทางการกำกับ", "การกำกับติดตามโดย"]],
  ["period", ["ระยะเวลา", "กำหนดเวลา"]],
  ["responsible", ["รับผิดชอบ"]],
  ["measure", ["มาตรการ", "กิจกรรม"]],
]

const HEADING_LIMIT = 200
const MOST = 4
/** Spaces the six headings have when no line end has added any: before the bracket, and between two clauses. */
const ORDINARY_SPACES = 4

/** The headings a line holds; undefined when it is not a line of headings. */
export function readColumnHeadings(cells: readonly string[]): ColumnHeadings | undefined {
  const places = new Map<PlanColumn, number>()
  const titles = cells.map(cell => (cell.length > HEADING_LIMIT ? "" : cell.replace(/<[^<>]*>/g, "").trim()))
  titles.forEach((title, place) => {
    const column = headingColumn(title.replace(/\s/g, ""))
    if (column && !places.has(column)) places.set(column, place)
  })
  if (places.size < MOST || titles.some(isIndicator)) return undefined
  const spaces = titles.join("").match(/\s+/g)?.length ?? 0
  return {
    places,
    missing: PLAN_COLUMNS.filter(column => !places.has(column)),
    isWrapped: spaces > ORDINARY_SPACES,
    office: officeIn(titles.join(" ")),
  }
}

/** The name of the office a text holds, up to a space or bracket. */
export function officeIn(text: string): string {
  return /สำนักงานเขต[\u0e01-\u0e4e]+/.exec(text)?.[0] ?? ""
}

function headingColumn(title: string): PlanColumn | undefined {
  if (title === "") return undefined
  return HEADING_WORDS.find(([, words]) => words.some(word => title.includes(word)))?.[0]
}

/** `ตัวชี้วัดที่ 2 …` begins a row, not a column. */
function isIndicator(title: string): boolean {
  return /^ตัวชี้วัด\s?ที่\s?[0-9๐-๙]/.test(title)
}
