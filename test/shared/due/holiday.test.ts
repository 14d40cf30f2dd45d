/** Nobody but the operator is written to on a holiday; what the day would have told, the next working day tells once. */
import { describe, expect, it } from "vitest"
import { addDays, type IsoDate } from "../../../shared/date/civil-date.ts"
import type { Alarm } from "../../../shared/due/alarm.ts"
import { type Notice, planNotices } from "../../../shared/due/notice.ts"
import { isMailDay, mailDayBefore, mailDaysOf } from "../../../shared/due/timetable.ts"
import { recordAt } from "../../../shared/record/record.ts"
import type { PrivateRow } from "../../../shared/row/row.ts"
import { plans } from "../../faults/plan.ts"
import { at, day, measureRow, PLAN, privateRows, recordOf, settingRows } from "./fixture.ts"

const OPERATOR: PrivateRow = { kind: "secret", key: "operatorMail", value: "operator@example.go.th" }
const [, SAMPLE = []] = plans()[0] ?? []
/** The sample with a question open and a date moved on a holiday: whatever mail can be about. */
const RECORD = recordOf(
  { at: at("2023-05-29"), rows: SAMPLE },
  { at: at("2023-06-01"), rows: [measureRow({ id: "m-99999999", asks: "open" }), measureRow()] },
  { at: at("2023-06-03"), rows: [measureRow({ occurrences: [{ id: "2566", due: day("2023-08-31") }] })] },
)

/** What each day tells for the first time. */
function lived(from: string, to: string, alarms: readonly Alarm[] = []): Map<IsoDate, Notice[]> {
  const known = new Set<string>()
  const byDay = new Map<IsoDate, Notice[]>()
  for (let today = day(from); today <= day(to); today = addDays(today, 1)) {
    const record = recordAt(RECORD, addDays(today, -1))
    const { notices } = planNotices({ record, privateRows: [...privateRows(), OPERATOR], today, alarms })
    byDay.set(
      today,
      notices.filter(each => !known.has(each.key)),
    )
    for (const { key } of notices) known.add(key)
  }
  return byDay
}

const TOLD = lived("2023-05-29", "2023-08-31")

describe.each([
  ["2023-06-05", "2023-06-06"],
  ["2023-07-31", "2023-08-03"],
  ["2023-08-14", "2023-08-15"],
])("the holiday of Monday %s", (holiday, next) => {
  it("brings nobody a digest, a question or a reminder", () => {
    expect(TOLD.get(day(holiday))).toEqual([])
  })

  it.each(["digest", "asks"])("has its weekly %s told once, on the next working day", about => {
    const days = [...TOLD].filter(([, told]) =>
      told.some(each => each.about === about && each.rung === holiday),
    )
    expect(days.map(([date]) => date)).toEqual([next])
    expect(days.flatMap(([, told]) => told).filter(each => each.about === about)).toHaveLength(1)
  })
})

it("writes on no weekend and no holiday of a whole summer", () => {
  const days = mailDaysOf(RECORD)
  const written = [...TOLD].filter(([, told]) => told.length > 0).map(([date]) => date)
  expect(written.length).toBeGreaterThan(20)
  expect(written.filter(date => !isMailDay(date, days))).toEqual([])
  expect([...TOLD.values()].flat().filter(each => each.rung === "moved-3")).toHaveLength(1)
})

it("tells the operator of an alarm on a holiday, and the director on the next working day", () => {
  const told = lived("2023-06-05", "2023-06-06", [{ cause: "silent", since: day("2023-06-04") }])
  const alarmed = (date: string) =>
    (told.get(day(date)) ?? []).filter(each => each.about === "alarm").map(each => each.role)
  expect(told.get(day("2023-06-05"))?.map(each => each.role)).toEqual(["operator"])
  expect(alarmed("2023-06-06")).toEqual(["director"])
})

it("keeps the weekend day that an office chose for its summary", () => {
  const record = recordOf({ ...PLAN, rows: [...(PLAN.rows ?? []), ...settingRows({ digestDay: "เสาร์" })] })
  const days = mailDaysOf(record)
  expect(["2023-06-03", "2023-06-04"].map(date => isMailDay(day(date), days))).toEqual([true, false])
  expect(mailDayBefore(day("2023-06-05"), days)).toBe("2023-06-03")
})
