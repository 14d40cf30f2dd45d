/**
 * What happened in the sample before it is first opened. Invented, and made true through the sheet itself when
 * `npm run generate -- --history` lets the months pass: nobody real was ever late in it.
 */
import {
  addDays,
  addMonths,
  dateParts,
  type IsoDate,
  isoDate,
  weekday,
} from "../../shared/date/civil-date.ts"
import { plainDate, SHORT_MONTHS } from "../../shared/date/thai-date.ts"
import { DISTRICT_SECTIONS, EARLIER_OFFICE } from "../../shared/row/office-kind.ts"
import { EVIDENCE_HOST } from "../evidence/evidence-host.ts"

/** Somebody fills cells of one row. */
export type Happening = {
  readonly day: IsoDate
  readonly as: string
  /** A tab's key in `shared/columns.ts`; of a report tab, its person's own. */
  readonly tab: "measure" | "report" | "oversight"
  /** The row: what its cells begin with, by column key. Without any: the first free line. */
  readonly row: Readonly<Record<string, string>>
  /** By column key. `MEASURE n` stands for the id of the n-th measure. */
  readonly cells: Readonly<Record<string, string>>
}

const PLANNER = EARLIER_OFFICE.planner
const LATE = "ฝ่ายโยธา"
const MISTAKEN = "ฝ่ายการศึกษา"
/** Sections that buy nothing in most months. */
const IDLE: readonly string[] = ["ฝ่ายทะเบียน", "ฝ่ายเทศกิจ"]

/** October to April: what was due from November to May. */
const MONTHS = Array.from({ length: 7 }, (_, at) => addMonths(day(2022, 10, 1), at))

/** In order of days. */
export const HISTORY: readonly Happening[] = [...MONTHS.flatMap(monthsReports), ...once()].sort((a, b) =>
  a.day < b.day ? -1 : Number(a.day > b.day),
)

function monthsReports(month: IsoDate, at: number): Happening[] {
  const next = addMonths(month, 1)
  const owed = { what: "ส่งข้อมูล", occurrence: occurrenceOf(month) }
  const timely = DISTRICT_SECTIONS.filter(({ name }) => name !== LATE && !(name === MISTAKEN && at === 6))
  return [
    ...timely.map(({ slug, name }): Happening => {
      const on = workday(next, Number(slug) % 2 === 0 ? 1 : 2)
      return {
        day: on,
        as: name,
        tab: "report",
        row: owed,
        cells: {
          date: plainDate(on),
          ...(IDLE.includes(name) && at % 3 !== 0
            ? { nothingToReport: "TRUE" }
            : { result: "ส่งแบบ สขร.๑ ให้ฝ่ายปกครองแล้ว", evidence: letter(slug, at, on) }),
        },
      }
    }),
    ...lateReport(owed, at, next),
    published(month),
  ]
}

/** In time at first, then later each month, then no more. */
function lateReport(row: Happening["row"], at: number, next: IsoDate): Happening[] {
  const days = [1, 2, 9, 14, 17][at]
  if (days === undefined) return []
  const on = workday(next, days)
  const cells = {
    date: plainDate(on),
    result: "ส่งแบบ สขร.๑ ให้ฝ่ายปกครองแล้ว",
    evidence: letter("3", at, on),
  }
  return [{ day: on, as: LATE, tab: "report", row, cells }]
}

function published(month: IsoDate): Happening {
  const on = workday(month, 20)
  return {
    day: on,
    as: PLANNER,
    tab: "report",
    row: { what: "รวบรวม", occurrence: occurrenceOf(month) },
    cells: {
      date: plainDate(on),
      result: "เผยแพร่แบบ สขร.๑ ทางเว็บไซต์สำนักงานเขตแล้ว",
      evidence: `https://${EVIDENCE_HOST}/report.pdf`,
    },
  }
}

/** What comes once: measures done, a date that moved, what the director asked for, a mistake that still stands. */
function once(): Happening[] {
  return [
    done(day(2022, 12, 15), "จัดทำคำสั่งมอบหมายงาน", "ออกคำสั่งมอบหมายงานครบทุกฝ่ายแล้ว", "/report.pdf"),
    done(
      day(2023, 1, 20),
      "จัดทำประกาศเจตจำนง",
      "ประกาศเจตจำนงต่อต้านการทุจริตทางเว็บไซต์และป้ายหน้าสำนักงานแล้ว",
      "/page",
    ),
    done(day(2023, 2, 14), "เวียนแจ้งหลักเกณฑ์", "เวียนแจ้งหลักเกณฑ์การยืมทรัพย์สินทุกฝ่ายแล้ว", "/gone-on/2023-04-03"),
    {
      day: day(2023, 3, 13),
      as: "director",
      tab: "oversight",
      row: {},
      cells: {
        date: plainDate(day(2023, 3, 13)),
        measures: "MEASURE 2",
        order: "ให้ฝ่ายโยธาส่งแบบ สขร.๑ ให้ทันกำหนด และแจ้งเหตุขัดข้องล่วงหน้า",
        outcome: "ฝ่ายโยธารับทราบ และมอบผู้รับผิดชอบแล้ว",
      },
    },
    {
      day: workday(day(2023, 5, 1), 3),
      as: MISTAKEN,
      tab: "report",
      row: { what: "ส่งข้อมูล", occurrence: occurrenceOf(day(2023, 4, 1)) },
      cells: { date: "31 เม.ย. 2566", result: "ส่งแบบ สขร.๑ ให้ฝ่ายปกครองแล้ว", evidence: "บันทึกที่ ศ 54/2566" },
    },
    {
      day: day(2023, 5, 22),
      as: PLANNER,
      tab: "measure",
      row: { measure: "แสดงรายงานผลการดำเนินการป้องกันการทุจริต" },
      cells: {
        period: "ภายในวันที่ ๓๑ สิงหาคม ๒๕๖๖",
        reason: "รอข้อมูลจากฝ่ายโยธา จึงรวบรวมรายงานให้ครบไม่ทันเดือนมิถุนายน",
      },
    },
  ]
}

function done(on: IsoDate, what: string, result: string, path: string): Happening {
  const cells = { date: plainDate(on), result, evidence: `https://${EVIDENCE_HOST}${path}` }
  return { day: on, as: PLANNER, tab: "report", row: { what }, cells }
}

/** As a section numbers its letters. */
function letter(slug: string, at: number, on: IsoDate): string {
  return `บันทึกที่ ${slug}/${at * 12 + 7} ลงวันที่ ${plainDate(on)}`
}

/** As the sheet shows a month's period. */
function occurrenceOf(month: IsoDate): string {
  const { year, month: number } = dateParts(month)
  return `${SHORT_MONTHS[number - 1]} ${year + 543}`
}

/** The n-th day of a month that is no Saturday and no Sunday. */
function workday(month: IsoDate, n: number): IsoDate {
  let on = month
  for (let left = n; ; on = addDays(on, 1)) {
    if (weekday(on) % 6 !== 0) left--
    if (left === 0) return on
  }
}

function day(year: number, month: number, date: number): IsoDate {
  const made = isoDate(year, month, date)
  if (!made) throw new Error(`no such day: ${year}-${month}-${date}`)
  return made
}
