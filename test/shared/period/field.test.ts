/** Deadlines as real documents print them: the cases from the field, and of each kind many more. */
import { describe, expect, test } from "vitest"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { periodOffers } from "../../../shared/period/offers.ts"
import { CORPUS, KINDS, rowsOf, UNSEEN } from "./corpus.ts"

const FIELD = rowsOf("field.tsv").map(([phrase = "", year, normal, due = "", flag, confidence]) => ({
  phrase,
  year: Number(year),
  normal,
  due: due.split(",").map(date => date.slice(0, 10)),
  flag,
  isSure: confidence === "sure",
}))

describe("cases from the field", () => {
  test.each(FIELD.filter(({ isSure }) => isSure))(
    "$year “$phrase” has one right reading",
    ({ phrase, year, normal, due, flag }) => {
      const compiled = compilePeriod(phrase, { fiscalYear: year })
      expect([compiled.normal, compiled.due.join(), compiled.flag]).toEqual([normal, due.join(), flag])
    },
  )
  test.each(FIELD.filter(({ isSure }) => !isSure))(
    "$year “$phrase” is read or offered as a careful clerk would",
    ({ phrase, year, due }) => {
      const context = { fiscalYear: year }
      const read = compilePeriod(phrase, context).due.join()
      const offered = periodOffers(phrase, context).map(offer =>
        offer.due.map(date => date.slice(0, 10)).join(),
      )
      expect([read, ...offered]).toContain(due.join())
    },
  )
})

describe("more of each kind", () => {
  test("they are many, and none stands there twice", () => {
    expect(KINDS.length).toBeGreaterThanOrEqual(150)
    expect(new Set(KINDS.map(({ phrase }) => phrase)).size).toBe(KINDS.length)
  })
  test.each(KINDS)("$year “$phrase” is $normal, $flag", ({ phrase, year, normal, flag }) => {
    const compiled = compilePeriod(phrase, { fiscalYear: year })
    expect([compiled.normal, compiled.flag]).toEqual([normal, flag])
    expect(compilePeriod(compiled.understood, { fiscalYear: year }).normal).toBe(normal)
  })
})

describe("more in the wording of plans and memos", () => {
  test.each(UNSEEN.filter(({ isSure }) => isSure))(
    "$year “$phrase” is $normal, $flag",
    ({ phrase, year, normal, flag }) => {
      const compiled = compilePeriod(phrase, { fiscalYear: year })
      expect([compiled.normal, compiled.flag]).toEqual([normal, flag])
      expect(compilePeriod(compiled.understood, { fiscalYear: year }).normal).toBe(normal)
    },
  )

  const read = ({ phrase, year }: (typeof UNSEEN)[number]) => {
    const { normal, due, flag } = compilePeriod(phrase, { fiscalYear: year })
    const offers = periodOffers(phrase, { fiscalYear: year })
    const days = (dates: readonly string[]) => dates.map(date => date.slice(0, 10)).join()
    return { flag, meanings: [normal, days(due), ...offers.flatMap(each => [each.normal, days(each.due)])] }
  }
  /** Of a normal form its due dates, as far as the form alone says them. */
  const dueOf = (normal: string) =>
    normal.startsWith("SPAN") ? normal.slice(-10) : (/^(?:BY|D|SET) ([\d,-]+)/.exec(normal)?.[1] ?? normal)
  const doubtful = UNSEEN.filter(({ isSure }) => !isSure)
  const isMeant = (row: (typeof UNSEEN)[number]) =>
    read(row).meanings.some(meaning => meaning === row.normal || meaning === dueOf(row.normal))

  test("of the doubtful nine in ten are read or offered as a careful clerk would", () => {
    const missed = doubtful.filter(row => !isMeant(row))
    expect(missed.map(({ phrase }) => phrase)).toEqual([
      "15 วันก่อนสิ้นไตรมาส",
      "ทุกวันทำการสุดท้ายของสัปดาห์",
      "ภายใน 15 วันหลังสิ้นรอบ 6 เดือน",
      "ก่อนเริ่มปีงบประมาณ",
      "รอบที่ 2/2568",
      "3 1 มีนาคม 2568",
    ])
    expect(missed.length / doubtful.length).toBeLessThan(0.1)
  })
  test("and none of the others is used without a question", () => {
    const missed = doubtful.filter(row => !isMeant(row))
    expect(missed.filter(row => !["ask", "reject"].includes(read(row).flag))).toEqual([])
  })
})

test("what is to be done before ภายใน is let by without กรุณา too, unless it turns the date around", () => {
  const verdict = (text: string) => compilePeriod(text, { fiscalYear: 2567 }).flag
  expect(verdict("แต่งตั้งคณะทำงาน/จัดทำคำสั่ง (ฉบับใหม่) ภายในวันที่ 15 มีนาคม 2567")).toBe("ok")
  expect(verdict("ประชาสัมพันธ์แผนผ่านสื่อออนไลน์ภายในวันที่ 15 มีนาคม 2567")).toBe("ok")
  for (const word of ["ไม่ต้องเผยแพร่", "งดเผยแพร่แผน", "ขยายกำหนดเผยแพร่", "ยกเลิกการเผยแพร่", "เผยแพร่ตามกำหนดเดิม"])
    expect(verdict(`${word}ภายในวันที่ 15 มีนาคม 2567`), word).toBe("ask")
  expect(verdict("เผยแพร่แผนเดือนมกราคม 2567 ภายในวันที่ 15 มีนาคม 2567")).toBe("ask")
  expect(verdict("แจ้งผู้รับบริการทุกราย ภายในวันที่ 15 มีนาคม 2567")).toBe("ok")
  expect(verdict("เผยแพร่แผน 2 ครั้ง ภายในวันที่ 15 มีนาคม 2567")).toBe("ask")
})

test("a word is quoted whole", () => {
  const [first] = compilePeriod("ทำแผน ก.ย. - ต.ค.", { fiscalYear: 2567 }).problems
  expect(first?.message).toContain("“ทำแผน”")
})

test("what was accepted under the version before and is read otherwise now is still read as it was", () => {
  const earlier = (text: string) => compilePeriod(text, { fiscalYear: 2567, isEarlier: true }).normal
  const now = (text: string) => compilePeriod(text, { fiscalYear: 2567 }).normal
  expect(earlier("1) 31 มี.ค. 67 2) 30 ก.ย. 67")).toBe("D 2024-03-31")
  expect(now("1) 31 มี.ค. 67 2) 30 ก.ย. 67")).toBe("SET 2024-03-31,2024-09-30")
  expect(earlier("ส.ค. และ ก.พ. 67")).toBe("SET 2023-08-31,2024-02-29")
  expect(now("ส.ค. และ ก.พ. 67")).toBe("SET 2024-02-29,2024-08-31")
  expect(earlier("1 ม.ค. 67 จนสิ้นปีงบประมาณ")).toBe("SPAN 2024-01-01/2025-09-30")
  expect(now("1 ม.ค. 67 จนสิ้นปีงบประมาณ")).toBe("SPAN 2024-01-01/2024-09-30")
})

test("what is asked for before ภายใน is let by, and a date in it is not", () => {
  const verdict = (text: string) => compilePeriod(text, { fiscalYear: 2567 }).flag
  expect(verdict("กรุณาส่งแบบสำรวจภายในวันที่ 15 มีนาคม 2567")).toBe("ok")
  expect(verdict("กรุณาส่งสรุปเดือนมกราคม 2567 ภายในวันที่ 15 มีนาคม 2567")).toBe("ask")
  expect(verdict("กรุณาส่งแบบสำรวจ 15 มีนาคม 2567")).toBe("ask")
  expect(verdict("กรุณาส่งภายในวันที่ 15 มีนาคม 2567 แตงโม")).toBe("ask")
})

describe("the meanings that are offered", () => {
  const offered = (text: string) => periodOffers(text, { fiscalYear: 2567 })
  test.each([...CORPUS, ...KINDS])("$year “$phrase”: each is what its words say", ({ phrase, year }) => {
    const context = { fiscalYear: year }
    const offers = periodOffers(phrase, context)
    for (const { words, normal } of offers) expect(compilePeriod(words, context).normal).toBe(normal)
    expect(new Set(offers.map(({ normal }) => normal)).size).toBe(offers.length)
    const { flag, normal } = compilePeriod(phrase, context)
    if (flag === "ok" || flag === "warn") expect(offers).toEqual([])
    else if (normal.startsWith("D") || normal.startsWith("S")) expect(offers[0]?.normal).toBe(normal)
  })
  test("are whole: a range keeps both its ends when one of its words is doubtful", () => {
    expect(offered("15 - 20 ม.ย. 2567").map(({ normal }) => normal)).toEqual([
      "SPAN 2024-06-15/2024-06-20",
      "SPAN 2024-04-15/2024-04-20",
    ])
  })
  test("name the time of day where one is said", () => {
    expect(offered("15 ม.ค. 67 - 16.30 น.")).toEqual([
      {
        normal: "BY 2024-01-15T16:30:00+07:00",
        due: ["2024-01-15T16:30:00+07:00"],
        words: "ภายในวันจันทร์ที่ ๑๕ มกราคม พ.ศ. ๒๕๖๗ เวลา ๑๖.๓๐ น.",
      },
    ])
  })
  test("are the two months of the plan's year, and those in which its halves are reported", () => {
    expect(offered("ปีละ 2 ครั้ง (เมษายน และ ตุลาคม)").map(({ normal }) => normal)).toEqual([
      "SET 2023-10-31,2024-04-30",
      "SET 2024-04-30,2024-10-31",
    ])
    expect(offered("เดือนตุลาคม และเดือนเมษายน")).toEqual([])
    expect(offered("(เม.ย./ต.ค.)").map(({ normal }) => normal)).toEqual([
      "SET 2023-10-31,2024-04-30",
      "SET 2024-04-30,2024-10-31",
    ])
  })
  test("of dates in a row are all of them too", () => {
    expect(offered("ธันวาคม 2566 มีนาคม มิถุนายน กันยายน 2567").map(({ normal }) => normal)).toContain(
      "SET 2023-12-31,2024-03-31,2024-06-30,2024-09-30",
    )
  })
  test("never are what a remark takes out, and are the rhythm with and without it", () => {
    const days = (text: string) => offered(text).map(({ due }) => due.join())
    expect(days("ทุกไตรมาส เว้นไตรมาส 1")[0]).toBe("2024-03-31,2024-06-30,2024-09-30")
    for (const month of ["เมษายน", "เดือนเมษายน", "เม.ย. 67"])
      for (const each of days(`ทุกสิ้นเดือน (ยกเว้น${month})`)) expect(each.split(",").length).toBeGreaterThan(10)
    expect(days("ทุกสิ้นเดือน (เดือนกันยายนส่งวันที่ 25)").map(each => each.slice(-10))).toEqual([
      "2024-09-25",
      "2024-09-30",
    ])
  })
  test("of a count that belies its rhythm are the rhythm's, unless it is the least", () => {
    const flag = (text: string) => compilePeriod(text, { fiscalYear: 2567 }).flag
    expect(flag("เดือนละ 1 ครั้ง ทุกวันศุกร์")).toBe("ask")
    expect(flag("อย่างน้อยเดือนละ 1 ครั้ง ทุกวันศุกร์")).toBe("ok")
    expect(flag("ปีละ 12 ครั้ง ภายในวันที่ 5 ของทุกเดือน")).toBe("ok")
  })
  test("are of the fiscal and of the calendar year where neither is named", () => {
    expect(offered("1 มกราคม – 31 ธันวาคม").map(({ normal }) => normal)).toEqual([
      "SPAN 2024-01-01/2024-12-31",
      "SPAN 2023-01-01/2023-12-31",
      "SPAN 2023-10-01/2024-09-30",
    ])
  })
})

describe("what was accepted under the version before", () => {
  const accepted = (text: string) => compilePeriod(text, { fiscalYear: 2567, isEarlier: true })
  test.each([
    ["อย่างน้อยปีละ 1 ครั้ง", "BY 2024-09-30", "warn"],
    ["ม.ค. - ธ.ค. 2567", "SPAN 2024-01-01/2024-12-31", "warn"],
    ["เมษายน และ ตุลาคม", "SET 2023-10-31,2024-04-30", "warn"],
    ["ก.ย. - ต.ค.", "SPAN 2024-09-01/2024-10-31", "warn"],
    ["15 ม.ค. 67 เวลา 08.30 น. - 17 ม.ค. 67", "BY 2024-01-17T08:30:00+07:00 FROM 2024-01-15", "ok"],
    ["มีกำหนด 3 วัน ระหว่างวันที่ 6 - 8 มิ.ย. 67", "SPAN 2024-06-06/2024-06-08", "ask"],
    ["15 มี.ค. และ ก.ย. 67", "SET 2024-03-15,2024-09-30", "ok"],
    ["10 ม.ค., 10 เม.ย., 10 ก.ค. และ 10 ต.ค.", "SET 2023-10-10,2024-01-10,2024-04-10,2024-07-10", "warn"],
    [
      "วันที่ 15 ทุก 2 เดือน",
      "DTSTART;VALUE=DATE:20231115 RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15;UNTIL=20240930",
      "ok",
    ],
    ["ไตรมาสที่ 4 ของปีก่อน", "SPAN 2024-07-01/2024-09-30", "ok"],
  ])("“%s” is read as it was", (phrase, normal, flag) => {
    expect([accepted(phrase).normal, accepted(phrase).flag]).toEqual([normal, flag])
    expect(compilePeriod(phrase, { fiscalYear: 2567 }).due).toEqual(accepted(phrase).due)
  })

  test.each([
    ["วันที่ 10 ของเดือน ม.ค. และ ก.ค. 67", "SET 2024-01-10,2024-07-31", "SET 2024-01-10,2024-07-10"],
    ["ทุกวันที่ 5 ของเดือน ม.ค. - มิ.ย. 67", "SPAN 2024-01-05/2024-06-30", "DTSTART;VALUE=DATE:20240105"],
    ["ไตรมาส 1 ปีปฏิทิน 2567", "SPAN 2024-10-01/2024-12-31", "SPAN 2024-01-01/2024-03-31"],
    ["ไตรมาส 2 ถึงสิ้นปีงบประมาณ", "SPAN 2024-01-01/2025-09-30", "SPAN 2024-01-01/2024-09-30"],
    ["อาทิตย์สุดท้ายของเดือน มี.ค. 67", "D 2024-03-31", "SPAN 2024-03-29/2024-03-31"],
    ["ภายในเดือนแรกของปีงบประมาณ 2567", "BY 2024-09-30 FROM 2023-10-01", "BY 2023-10-31"],
    ["l5 มกราคม 2567", "D 2024-01-05", "D 2024-01-15"],
    ["ทุกเดือน ต.ค. 66 - ก.ย. 67", "SPAN 2023-10-01/2024-09-30", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1"],
    ["ทุกสิ้นไตรมาส 1 - 4", "SPAN 2023-12-31/2024-09-30", "RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1"],
    [
      "ทุกไตรมาส (ไตรมาส 4 ส่งวันที่ 25 ก.ย. 67)",
      "D 2024-09-25",
      "SET 2023-12-31,2024-03-31,2024-06-30,2024-09-25",
    ],
    ["ทุกไตรมาส ยกเว้นไตรมาสที่ 4", "DTSTART;VALUE=DATE:20240930", "SET 2023-12-31,2024-03-31,2024-06-30"],
    ["ไม่ต่ำกว่าวันที่ 30 มิ.ย. 67", "D 2024-06-30", "SPAN 2024-06-30/2024-09-30"],
    ["6 เดือนหลัง ภายใน ก.ย. 67", "REL P6M anchor=2024-09-30", "BY 2024-09-30"],
    ["90 วัน (เก้าสิบวัน) นับจากวันทำสัญญา", "REL P90D anchor=?", "REL P90D anchor=วันทำสัญญา"],
  ])("“%s” keeps the dates it was accepted with", (phrase, then, now) => {
    expect(accepted(phrase).normal).toContain(then)
    expect(compilePeriod(phrase, { fiscalYear: 2567 }).normal).toContain(now)
  })

  test("rounds in brackets were asked about, and one that was confirmed keeps its day", () => {
    const rounds = "รอบที่ 1 (มีนาคม 2567) รอบที่ 2 (กันยายน 2567)"
    expect(accepted(rounds)).toMatchObject({ normal: "SPAN 2024-03-01/2024-03-31", flag: "ask" })
    expect(compilePeriod(rounds, { fiscalYear: 2567 })).toMatchObject({
      normal: "SET 2024-03-31,2024-09-30",
      flag: "ok",
    })
  })
})
