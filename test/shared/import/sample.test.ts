import { describe, expect, test } from "vitest"
import { SAMPLE_HOLIDAYS, SAMPLE_SECTIONS, SAMPLE_SETTINGS } from "../../../local/sample/office.ts"
import { SAMPLE_PLAN } from "../../../local/sample/plan-2566.ts"
import { fiscalYearOf, weekday } from "../../../shared/date/civil-date.ts"
import { compilePeriod } from "../../../shared/period/compile.ts"
import { DISTRICT_SECTIONS } from "../../../shared/row/office-kind.ts"
import { findIndicator } from "../../../shared/rules/indicator.ts"
import { parseResponsible } from "../../../shared/rules/responsible.ts"

describe("the bundled sample", () => {
  test("has ten measures on ten indicators, named as the assessment names them", () => {
    expect(SAMPLE_PLAN.measures.map(each => each.indicator)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (const { indicator, name } of SAMPLE_PLAN.assessments)
      expect(findIndicator(name)?.indicator).toBe(indicator)
  })

  test.each(SAMPLE_PLAN.measures.map(measure => [measure.id, measure] as const))(
    "%s has a deadline that compiles and the sections its text names",
    (_, measure) => {
      expect(compilePeriod(measure.period, { fiscalYear: 2566 })).toMatchObject({ flag: "ok" })
      const { lead, partners } = parseResponsible(measure.responsible, DISTRICT_SECTIONS)
      expect({ lead, partners }).toEqual({ lead: measure.lead, partners: measure.partners })
    },
  )

  test("holds the confirmed monthly duties, each of a measure of the plan", () => {
    expect(SAMPLE_PLAN.duties.map(duty => [duty.measure, duty.owedBy.length, duty.owedTo])).toEqual([
      ["m2", 10, "ฝ่ายปกครอง"],
      ["m2", 1, ""],
    ])
    for (const { when } of SAMPLE_PLAN.duties)
      expect(compilePeriod(when, { fiscalYear: 2566 })).toMatchObject({ flag: "ok", due: { length: 12 } })
  })

  test("asks what the published plan leaves open", () => {
    expect(SAMPLE_PLAN.report.map(entry => entry.code)).toEqual(["scoreOutlier", "numberDiffers"])
  })
})

describe("the sample's office", () => {
  test("cannot mail anybody real", () => {
    const addresses = [
      ...SAMPLE_SECTIONS.flatMap(section => [
        ...section.accounts,
        ...section.addresses,
        ...section.headAddresses,
      ]),
      SAMPLE_SETTINGS.directorMail,
      SAMPLE_SETTINGS.operatorMail,
    ]
    for (const address of addresses) expect(address).toMatch(/^[a-z0-9-]+@bangsommut\.example$/)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  test("says that its announcement is a sample", () => {
    expect(SAMPLE_SETTINGS.announcementNumber).toContain("ตัวอย่าง")
  })

  test("has the weekday holidays of the year, in order, each once", () => {
    const dates = SAMPLE_HOLIDAYS.map(holiday => holiday.date)
    expect(dates).toEqual([...new Set(dates)].sort())
    for (const date of dates)
      expect([fiscalYearOf(date), weekday(date) % 6]).toEqual([2566, expect.any(Number)])
    expect(dates.filter(date => [0, 6].includes(weekday(date)))).toEqual([])
  })
})
