import { expect, it } from "vitest"
import { settingsOf, timetableOf } from "../../../shared/due/timetable.ts"
import { at, PLAN, recordOf, settingRows } from "./fixture.ts"

const timetable = (values: Parameters<typeof settingRows>[0]) =>
  timetableOf(settingsOf(recordOf(PLAN, { at: at("2022-10-13"), rows: settingRows(values) })))

it.each([
  [{}, { ladder: [30, 7, 1], summaryDay: 1, hour: 8 }],
  [{ ladder: "๗, ๑๕ 1" }, { ladder: [15, 7, 1], summaryDay: 1, hour: 8 }],
  [
    { ladder: "เจ็ดวัน", summaryDay: "ทุกวัน", digestHour: "25" },
    { ladder: [30, 7, 1], summaryDay: 1, hour: 8 },
  ],
  [
    { ladder: "", summaryDay: "", digestHour: "" },
    { ladder: [30, 7, 1], summaryDay: 1, hour: 8 },
  ],
  [
    { digestDay: "วันศุกร์", digestHour: "09.00 น." },
    { ladder: [30, 7, 1], summaryDay: 5, hour: 9 },
  ],
])("reads %j", (values, expected) => expect(timetable(values)).toEqual(expected))

it("goes on with the defaults when the record has no settings at all", () => {
  expect(timetableOf(settingsOf(recordOf({ at: at("2022-10-12") })))).toEqual({
    ladder: [30, 7, 1],
    summaryDay: 1,
    hour: 8,
  })
})
