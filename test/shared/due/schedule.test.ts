import { describe, expect, it } from "vitest"
import { scheduleOf } from "../../../shared/due/schedule.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { day, dutyRow, measureRow } from "./fixture.ts"

const sections = DISTRICT_SECTIONS

describe("the schedule", () => {
  it("makes the period of a measure its lead's one duty", () => {
    expect(scheduleOf({ measures: [measureRow()], duties: [], sections })).toEqual([
      {
        id: "m-00000001/1/2566",
        duty: "m-00000001",
        measure: "m-00000001",
        isPeriod: true,
        what: "แสดงรายงานผลการดำเนินการป้องกันการทุจริต",
        section: { slug: "1", name: "ฝ่ายปกครอง" },
        occurrence: "2566",
        due: "2023-06-30",
        owedTo: "",
        evidenceKind: "",
        remind: true,
        withdrawn: false,
      },
    ])
  })

  it("makes one obligation for each section and occurrence of a duty", () => {
    const schedule = scheduleOf({ measures: [], duties: [dutyRow()], sections })
    expect(schedule).toHaveLength(120)
    expect(new Set(schedule.map(each => each.id)).size).toBe(120)
    expect(schedule[9]).toMatchObject({ id: "d-00000001/10/2565-10", due: "2022-11-05", isPeriod: false })
  })

  it.each([
    [
      ["ฝ่ายโยธา", "ฝ่ายทะเบียน"],
      ["3", "2"],
    ],
    [["โยธาฯ", "ฝ่ายโยธา"], ["3"]],
    [["ฝ่ายที่ไม่มี"], []],
    [["ฝ่ายโยธา", "ทุกฝ่าย"], sections.map(each => each.slug)],
  ])("reads %j as the sections %j", (owedBy, slugs) => {
    const occurrences = [{ id: "2566", due: day("2023-06-30") }]
    const schedule = scheduleOf({ measures: [], duties: [dutyRow({ owedBy, occurrences })], sections })
    expect(schedule.map(each => each.section.slug)).toEqual(slugs)
  })

  it("withdraws what a cancelled measure asked for, its duties too", () => {
    const measures = [measureRow({ id: "m-00000002", status: "ยกเลิก" })]
    const schedule = scheduleOf({ measures, duties: [dutyRow()], sections })
    expect(schedule.every(each => each.withdrawn)).toBe(true)
  })

  it("holds out of reminders what is still asked about", () => {
    const open = scheduleOf({ measures: [measureRow({ asks: "open" })], duties: [], sections })
    const confirmed = scheduleOf({ measures: [measureRow({ asks: "confirmed" })], duties: [], sections })
    expect([open[0]?.remind, confirmed[0]?.remind]).toEqual([false, true])
  })

  it("keeps an obligation's id when its date moves", () => {
    const moved = measureRow({ occurrences: [{ id: "2566", due: day("2023-09-30") }] })
    const id = (measure: typeof moved) => scheduleOf({ measures: [measure], duties: [], sections })[0]?.id
    expect(id(moved)).toBe(id(measureRow()))
  })
})
