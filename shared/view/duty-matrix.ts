/** A duty that many sections owe, at a glance: sections down, periods across, and what that comes to. */
import type { IsoDate } from "../date/civil-date.ts"
import { withKey } from "../record/group.ts"
import { type BookAnswer, bookAnswer, type DutyBookView } from "./duty-book.ts"

/** Of what has come or should have: each counts a section's periods. */
export const SUMMED = ["sent", "late", "unproven", "nothing", "missing"] as const
export type Summed = (typeof SUMMED)[number]

type MatrixColumn = {
  readonly occurrence: string
  readonly due: string
  /** Its day has passed, and it is judged. */
  readonly hasCome: boolean
  /** Of so many sections. */
  readonly received: number
  readonly owing: number
}

export type MatrixRow = {
  readonly section: string
  /** Null where the section does not owe the period. */
  readonly answers: readonly (BookAnswer | null)[]
  readonly sums: Readonly<Record<Summed, number>>
}

export type DutyMatrix = {
  readonly columns: readonly MatrixColumn[]
  readonly rows: readonly MatrixRow[]
  readonly totals: Readonly<Record<Summed, number>>
  readonly finding: string
}

/** Periods oldest first. */
export function dutyMatrix(
  { periods, sections }: Pick<DutyBookView, "periods" | "sections">,
  today: IsoDate,
): DutyMatrix {
  const oldestFirst = [...periods].reverse()
  const rows = sections.map(section => {
    const answers = oldestFirst.map(({ reports }) => {
      const [report] = withKey(reports, "section", section)
      return report ? bookAnswer(report) : null
    })
    return { section, answers, sums: sumsOf(answers) }
  })
  const columns = oldestFirst.map(({ occurrence, due, state, sent, nothing, reports }) => ({
    occurrence,
    due,
    hasCome: due < today && state !== "beforeRecord" && state !== "unconfirmed",
    received: sent.length + nothing.length,
    owing: reports.length,
  }))
  return {
    columns,
    rows,
    totals: sumsOf(rows.flatMap(each => each.answers)),
    finding: findingOf(
      rows,
      columns.some(each => each.hasCome),
    ),
  }
}

function sumsOf(answers: readonly (BookAnswer | null)[]): Record<Summed, number> {
  const sums = { sent: 0, late: 0, unproven: 0, nothing: 0, missing: 0 }
  for (const answer of answers) if (answer !== null && answer in sums) sums[answer as Summed]++
  return sums
}

function findingOf(rows: readonly MatrixRow[], hasBegun: boolean): string {
  if (!hasBegun) return "ยังไม่มีงวดที่ถึงกำหนด"
  const owing = rows.filter(each => each.sums.missing > 0)
  const missing = owing.reduce((sum, each) => sum + each.sums.missing, 0)
  const whole = rows.length - owing.length
  if (missing === 0) return "ทุกฝ่ายส่งครบทุกงวดที่ถึงกำหนด"
  const who = owing.length === 1 ? `จาก${owing[0]?.section}` : `จาก ${owing.length} ฝ่าย`
  const others = whole > 0 ? ` อีก ${whole} ฝ่ายส่งครบทุกงวดที่ถึงกำหนด` : ""
  return `ค้าง ${missing} รายงาน ${who}${others}`
}
