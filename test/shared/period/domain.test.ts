import { describe, expect, test } from "vitest"
import type { IsoDate } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"

const compile = (phrase: string) => compilePeriod(phrase, { fiscalYear: 2566 })
const verdict = (phrase: string) => `${compile(phrase).flag} ${compile(phrase).normal}`

/** One line for each sentence of the domain's rules: phrase, then flag and normal form. */
const RULES: Record<string, readonly (readonly [string, string])[]> = {
  "1. years": [
    ["ภายในปีงบประมาณ พ.ศ. ๒๕๖๖", "ok BY 2023-09-30 FROM 2022-10-01"],
    ["ภายในปีงบประมาณ", "ok BY 2023-09-30 FROM 2022-10-01"],
    ["ปีงบประมาณ 2566", "ok SPAN 2022-10-01/2023-09-30"],
    ["ตลอดปี", "ok SPAN 2022-10-01/2023-09-30"],
    ["ปีงบประมาณ 2565 - 2566", "warn SPAN 2021-10-01/2023-09-30"],
    ["ภายในปี 2566", "ask BY 2023-09-30 FROM 2022-10-01"],
    ["ภายในปีปฏิทิน พ.ศ. 2566", "warn BY 2023-12-31 FROM 2023-01-01"],
    ["30 มิ.ย. 66", "ok D 2023-06-30"],
    ["30 มิ.ย. 23", "ask D 2023-06-30"],
    ["มิถุนายน", "warn SPAN 2023-06-01/2023-06-30"],
    ["ตุลาคม", "warn SPAN 2022-10-01/2022-10-31"],
  ],
  "2. distance": [
    ["15 ตุลาคม 2566", "warn D 2023-10-15"],
    ["24 กันยายน 2565", "ask D 2022-09-24"],
    ["23 กันยายน 2565", "warn D 2022-09-23"],
    ["30 กันยายน 2571", "warn D 2028-09-30"],
    ["1 ตุลาคม 2571", "ask D 2028-10-01"],
    ["30 มิถุนายน 2656", "reject BAD too-far"],
    ["30 มิถุนายน 256", "reject BAD malformed-year"],
  ],
  "3. dates": [
    ["30 มิถุนายน 2566", "ok D 2023-06-30"],
    ["ไม่เกินวันที่ 30 มิถุนายน 2566", "ok BY 2023-06-30"],
    ["30 มิถุนายน 2566 เวลา 16.30 น.", "ok BY 2023-06-30T16:30:00+07:00"],
    ["30/06/66", "warn D 2023-06-30"],
    ["30/06/2566", "ok D 2023-06-30"],
    ["30/06/2023", "warn D 2023-06-30"],
    ["30 June 2566", "warn D 2023-06-30"],
    ["2566-06-30", "warn D 2023-06-30"],
    ["๓0 มิถุนายน ๒๕๖๖", "warn D 2023-06-30"],
    ["2023-06-30", "ok D 2023-06-30"],
    ["30 มิถุนายน ค.ศ. 2023", "ok D 2023-06-30"],
    ["31 มิถุนายน 2566", "reject BAD no-such-date"],
    ["29 กุมภาพันธ์ 2566", "reject BAD no-such-date"],
  ],
  "4. contradictions": [
    ["วันเสาร์ที่ 30 มิถุนายน 2566", "ask D 2023-06-30"],
    ["ไตรมาส 3 (ม.ค. - มี.ค. 2566)", "ask SPAN 2023-01-01/2023-03-31"],
  ],
  "5. months and ranges": [
    ["มิถุนายน 2566", "ok SPAN 2023-06-01/2023-06-30"],
    ["ภายในเดือนมิถุนายน 2566", "ok BY 2023-06-30"],
    ["สิ้นเดือนมิถุนายน 2566", "ok BY 2023-06-30"],
    ["ต้นเดือนมิถุนายน 2566", "ask SPAN 2023-06-01/2023-06-10"],
    ["กลางเดือนมิถุนายน 2566", "ask SPAN 2023-06-11/2023-06-20"],
    ["ปลายเดือนกุมภาพันธ์ 2566", "ask SPAN 2023-02-21/2023-02-28"],
    ["ก่อนสิ้นเดือนมิถุนายน 2566", "ask BY 2023-06-30"],
    ["ตั้งแต่เดือนมกราคม 2566 เป็นต้นไป", "ask SPAN 2023-01-01/2023-09-30"],
    ["มกราคม - มีนาคม 2566", "ok SPAN 2023-01-01/2023-03-31"],
    ["ตุลาคม - มีนาคม 2566", "warn SPAN 2022-10-01/2023-03-31"],
    ["31 มกราคม และ 30 เมษายน 2566", "ok SET 2023-01-31,2023-04-30"],
    ["ม.ค., เม.ย. 2566", "ok SET 2023-01-31,2023-04-30"],
  ],
  "6. quarters and halves": [
    ["ไตรมาส 1", "ok SPAN 2022-10-01/2022-12-31"],
    ["ครึ่งปีหลัง", "ok SPAN 2023-04-01/2023-09-30"],
    ["ไตรมาส 3/2566", "warn SPAN 2023-04-01/2023-06-30"],
    ["ปี 2566 ไตรมาส 3", "warn SPAN 2023-04-01/2023-06-30"],
  ],
  "7. recurrences": [
    ["ภายในวันที่ ๕ ของทุกเดือน", `ok ${rule("20221005", "FREQ=MONTHLY;BYMONTHDAY=5")}`],
    ["ภายในวันที่ 5 ของเดือนถัดไป", `warn ${rule("20221105", "FREQ=MONTHLY;BYMONTHDAY=5", "20231005")}`],
    [
      "ภายใน 15 วันหลังสิ้นไตรมาส",
      `warn ${rule("20230115", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15", "20231015")}`,
    ],
    ["ทุกไตรมาส", `ask ${rule("20221231", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1")}`],
    ["ทุกสิ้นไตรมาส", `ok ${rule("20221231", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1")}`],
    ["ทุกสิ้นเดือน", `ok ${rule("20221031", "FREQ=MONTHLY;BYMONTHDAY=-1")}`],
    ["ภายในวันที่ 5 ของเดือน", `warn ${rule("20221005", "FREQ=MONTHLY;BYMONTHDAY=5")}`],
    ["ทุกวันที่ 31", `ask ${rule("20221031", "FREQ=MONTHLY;BYMONTHDAY=31")}`],
    ["ปีละ 1 ครั้ง", "warn BY 2023-09-30"],
    ["ปีละ 2 ครั้ง", `ask ${rule("20230331", "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1")}`],
    ["วันที่ 1 - 5 ของทุกเดือน", `ok ${rule("20221005", "FREQ=MONTHLY;BYMONTHDAY=5")}`],
    ["วันพุธที่สองของทุกเดือน", `ok ${rule("20221012", "FREQ=MONTHLY;BYDAY=2WE")}`],
    ["วันทำการแรกของทุกเดือน", `warn ${rule("20221003", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1")}`],
    ["30 กันยายน 2566 หากตรงกับวันหยุดให้เลื่อนไปวันทำการถัดไป", "warn D 2023-10-02"],
  ],
  "8. no date": [
    ["ภายใน 30 วัน", "ask REL P30D anchor=?"],
    ["ภายใน 15 วันทำการ", "ask REL P15BD anchor=?"],
    ["15 วันก่อนวันประชุม", "ask REL -P15D anchor=วันประชุม"],
    ["ดำเนินการอย่างต่อเนื่อง", "ask NONE"],
    ["ทันที", "ask NONE"],
    ["ตามความเหมาะสม", "ask NONE"],
    ["ตามแผน", "ask NONE"],
    ["-", "ask NONE"],
    ["ดำเนินการแล้ว", "ask NONE"],
    ["45107", "ask NONE"],
    ["2566-06-30T00:00:00.000Z", "warn D 2023-06-30"],
  ],
  "9. slips": [
    ["ภายใน\u200Bวันที่\u00A0๓๐  มิ..ย.๒๕๖๖", "ok BY 2023-06-30"],
    ["30 สิงหาคม 2566".replace("า", "ๅ"), "ok D 2023-08-30"],
    ["เเล้วเสร็จภายในเดือนมิถุนายน 2566", "ok BY 2023-06-30"],
    ["ประจ\u0E4D\u0E32เดือนมิถุนายน 2566", "ok SPAN 2023-06-01/2023-06-30"],
    ["กรกฏาคม 2566", "warn SPAN 2023-07-01/2023-07-31"],
    ["สิงหำคม 2566", "warn SPAN 2023-08-01/2023-08-31"],
    ["กันยา ยน 2566", "warn SPAN 2023-09-01/2023-09-30"],
    ["ม.ย. 2566", "ask SPAN 2023-06-01/2023-06-30"],
    ["๓o มิถุนายน ๒๕๖๖", "ask D 2023-06-30"],
  ],
}

function rule(start: string, parts: string, until = "20230930"): string {
  return `DTSTART;VALUE=DATE:${start} RRULE:${parts};UNTIL=${until}`
}

describe.each(Object.entries(RULES))("%s", (_, phrases) => {
  test.each(phrases)("“%s” is %s", (phrase, expected) => expect(verdict(phrase)).toBe(expected))
})

describe("holidays", () => {
  const holidays = new Set(["2022-12-05", "2022-12-12", "2023-10-02"] as IsoDate[])
  const withHolidays = (phrase: string) => compilePeriod(phrase, { fiscalYear: 2566, holidays }).due

  test("a due date stays on a holiday unless the text says otherwise", () => {
    expect(withHolidays("ภายในวันที่ ๕ ของทุกเดือน")[2]).toBe("2022-12-05")
  })
  test("a roll rule moves each date to the next working day", () => {
    const due = withHolidays("ภายในวันที่ ๕ ของทุกเดือน หากตรงกับวันหยุดให้เลื่อนไปวันทำการถัดไป")
    expect(due.slice(0, 4)).toEqual(["2022-10-05", "2022-11-07", "2022-12-06", "2023-01-05"])
  })
  test("a roll rule may move to the working day before", () => {
    expect(withHolidays("5 ธันวาคม 2565 หากตรงกับวันหยุดให้เลื่อนเป็นวันทำการก่อนหน้า")).toEqual(["2022-12-02"])
  })
  test("a rolled date passes the year's end and the holiday after it", () => {
    expect(withHolidays("30 กันยายน 2566 หากตรงกับวันหยุดให้เลื่อนไปวันทำการถัดไป")).toEqual(["2023-10-03"])
  })
  test("a working day of the month is counted without holidays", () => {
    expect(withHolidays("วันทำการที่ 4 ของทุกเดือน")[2]).toBe("2022-12-07")
  })
  test("working days after a date are counted from the day after", () => {
    expect(withHolidays("ภายใน 3 วันทำการ นับแต่วันที่ 2 ธันวาคม 2565")).toEqual(["2022-12-08"])
  })
})

describe("the period reported on", () => {
  const ids = (phrase: string) => compile(phrase).occurrences.map(({ id }) => id)

  test("early in a month it is the month before", () => {
    expect(compile("ภายในวันที่ ๕ ของทุกเดือน").occurrences[8]).toEqual({ id: "2566-05", due: "2023-06-05" })
  })
  test("at month end it is that month", () => {
    expect(ids("ทุกสิ้นเดือน").slice(0, 4)).toEqual(["2565-10", "2565-11", "2565-12", "2566-01"])
  })
  test("quarters and halves are fiscal", () => {
    expect(ids("ทุกสิ้นไตรมาส")).toEqual(["2566-Q1", "2566-Q2", "2566-Q3", "2566-Q4"])
    expect(ids("ภายใน 15 วันหลังสิ้นไตรมาส")).toEqual(["2566-Q1", "2566-Q2", "2566-Q3", "2566-Q4"])
    expect(ids("ทุกครึ่งปี")).toEqual(["2566-H1", "2566-H2"])
  })
  test("a single deadline reports on the year, a set on its numbered parts", () => {
    expect(ids("ภายในเดือนมิถุนายน 2566")).toEqual(["2566"])
    expect(ids("31 มีนาคม และ 30 กันยายน 2566")).toEqual(["2566-N1", "2566-N2"])
  })
  test("a holiday moves the date, never the name", () => {
    const rolled = compile("ภายในวันที่ ๕ ของทุกเดือน หากตรงกับวันหยุดให้เลื่อนไปวันทำการถัดไป")
    expect(rolled.occurrences.map(({ id }) => id)).toEqual(ids("ภายในวันที่ ๕ ของทุกเดือน"))
  })
  test.each(["ทุกวัน", "ทุกวันศุกร์", "ทุกวันที่ 1 และ 15", "ทุก 2 เดือน", "ทุกวันทำการ"])(
    "“%s” names each once",
    phrase => {
      expect(new Set(ids(phrase)).size).toBe(ids(phrase).length)
    },
  )
})
