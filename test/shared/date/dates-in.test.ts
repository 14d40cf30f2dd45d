import { expect, it } from "vitest"
import { addDays, BE_OFFSET, dateParts, parseIsoDate } from "../../../shared/date/civil-date.ts"
import { datesIn } from "../../../shared/date/dates-in.ts"
import { eraDate, plainDate, shortDate } from "../../../shared/date/thai-date.ts"

const FIRST = parseIsoDate("2022-10-01")

it("reads each day of a fiscal year in every form an office writes it in", () => {
  if (!FIRST) throw new Error("no such day")
  for (let day = FIRST; day < addDays(FIRST, 365); day = addDays(day, 1)) {
    const { year, month, day: date } = dateParts(day)
    const [era, short] = [year + BE_OFFSET, (year + BE_OFFSET) % 100]
    const forms = [
      eraDate(day),
      plainDate(day),
      shortDate(day),
      shortDate(day, "thai"),
      shortDate(day).replace(/\./g, ""),
      shortDate(day).replace(String(era), String(short)),
      `${date}/${month}/${era}`,
      `${date}-${month}-${short}`,
      `${date}/${month}/${year}`,
      day,
    ]
    for (const form of forms) expect([form, ...datesIn(`ลว. ${form} ก`).dates]).toEqual([form, day])
  }
})

it.each(["32 มิ.ย. 2566", "31 มิ.ย. 2566", "29 ก.พ. 2566", "31/6/2566", "0/6/2566", "5/13/2566", "2023-02-29"])(
  "%s is no day of the calendar",
  text => expect(datesIn(text)).toEqual({ dates: [], rest: text }),
)

it("leaves what is no date: the number of a document keeps its figures", () => {
  expect(datesIn("กท ๖๓๐๑/๑๒๓ ลว. ๕ มิ.ย. ๒๕๖๖").rest).toBe("กท 6301/123 ลว.  ")
  expect(datesIn("5401/12/2566").dates).toEqual([])
})
