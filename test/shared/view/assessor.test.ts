/** What an assessor is shown: results, the two items, the book of a duty, scores before and after. */
import { describe, expect, test } from "vitest"
import { recordAt, type WholeRecord } from "../../../shared/record/record.ts"
import type { Row } from "../../../shared/row/row.ts"
import { bookLines, dutyBookSchema, dutyBookView } from "../../../shared/view/duty-book.ts"
import { itaPageSchema, itaPageView } from "../../../shared/view/ita-page.ts"
import { movesPageSchema, movesPageView } from "../../../shared/view/moves-page.ts"
import { progressFinding, progressPageSchema, progressPageView } from "../../../shared/view/progress.ts"
import { resultsPageSchema, resultsPageView } from "../../../shared/view/results.ts"
import { assessment, day, duty, measure, report, SECTIONS, SETTINGS, setting } from "../../worker/rows.ts"
import { type Push, recordOf, recordOfYear } from "./record-of.ts"

const TODAY = { today: day("2023-06-12"), simulated: true }
const OVERSIGHT: Row = {
  kind: "oversight",
  id: "o-aaaaaaaa",
  date: day("2023-06-01"),
  measures: ["m-aaaaaaaa"],
  order: "ให้ทุกฝ่ายส่งตามกำหนด",
  outcome: "ได้รับครบ",
  link: "",
}
const FIRST: Push = {
  on: "2022-10-12",
  rows: [
    ...SETTINGS,
    ...SECTIONS,
    assessment(1, "การปฏิบัติหน้าที่", 99.68),
    assessment(2, "การใช้งบประมาณ", 48.86),
    measure("a"),
    duty("a"),
    OVERSIGHT,
  ],
}
const REPORTS: Push = {
  on: "2023-05-04",
  rows: [
    report("d-aaaaaaaa", "1", "2566-04"),
    report("d-aaaaaaaa", "2", "2566-04", { evidence: "" }),
    report("d-aaaaaaaa", "3", "2566-04", { result: "", evidence: "", date: "", nothingToReport: true }),
  ],
}

const golden = (value: unknown, name: string) =>
  expect(`${JSON.stringify(value, null, 2)}\n`).toMatchFileSnapshot(`../../golden/view/${name}.json`)

describe("results", () => {
  test("have their golden form", async () => {
    await golden(resultsPageSchema.parse(resultsPageView(recordOf(FIRST, REPORTS), TODAY)), "results-2566")
  })

  test("count what came, came empty, came without evidence, and did not come", () => {
    const [result] = resultsPageView(recordOf(FIRST, REPORTS), TODAY)?.results ?? []
    expect(result?.duties[0]).toMatchObject({
      ...{ id: "d-aaaaaaaa", sections: 10, periods: 2 },
      ...{ received: 3, nothing: 1, unproven: 1, missing: 17, expected: 20 },
    })
    expect(result?.oversight).toMatchObject([{ id: "o-aaaaaaaa", outcome: "ได้รับครบ" }])
  })

  test("tell nothing that was not reported", () => {
    const [result] = resultsPageView(recordOf(FIRST), TODAY)?.results ?? []
    expect(result?.reports).toEqual([])
  })
})

describe("the book of a duty", () => {
  const view = dutyBookView(recordOf(FIRST, REPORTS), "d-aaaaaaaa", TODAY)

  test("has its golden form", async () => {
    await golden(dutyBookSchema.parse(view), "duty-book")
  })

  test("tells of each section once a period: sent, had nothing, or is missing", () => {
    const april = view?.periods.find(each => each.occurrence === "2566-04")
    expect(april?.sent).toEqual(["ฝ่ายปกครอง", "ฝ่ายทะเบียน"])
    expect(april?.nothing).toEqual(["ฝ่ายโยธา"])
    expect(april?.missing).toHaveLength(7)
    for (const { sent, nothing, missing, awaited } of view?.periods ?? [])
      expect([...sent, ...nothing, ...missing, ...awaited].sort()).toEqual([...(view?.sections ?? [])].sort())
  })

  test("blames nobody before the day, and is newest first", () => {
    const before = dutyBookView(recordOf(FIRST), "d-aaaaaaaa", { ...TODAY, today: day("2023-05-01") })
    expect(before?.periods.map(each => [each.occurrence, each.missing.length, each.awaited.length])).toEqual([
      ["2566-05", 0, 10],
      ["2566-04", 0, 10],
    ])
  })

  test("has a line for each section and period", () => {
    expect(view && bookLines(view).map(each => each.answer)).toHaveLength(20)
  })

  test("is of no duty that never was", () => {
    expect(dutyBookView(recordOf(FIRST), "d-zzzzzzzz", TODAY)).toBeUndefined()
  })
})

describe("moves of dates", () => {
  const later = [{ id: "2566", due: day("2023-09-30") }]
  const moved = measure("a", { occurrences: later, reason: "รอผลสำรวจรอบที่สอง\nบรรทัดสอง" })
  const MOVED: Push = { on: "2023-07-03", rows: [moved] }

  test("say which measure, how far, whether its day had passed, and why", () => {
    const view = movesPageSchema.parse(movesPageView(recordOf(FIRST, REPORTS, MOVED), TODAY))
    const [from] = measure("a").occurrences
    expect(view).toMatchObject({ total: 1, measures: 1, page: 1, pages: 1, next: null, previous: null })
    expect(view.moves).toMatchObject([
      {
        ...{ measure: "m-aaaaaaaa", occurrence: "2566", from: from?.due, to: "2023-09-30" },
        ...{ afterDue: (from?.due ?? "") < "2023-07-03", reason: moved.reason, revision: 3 },
      },
    ])
  })

  test("are none where nothing moved, and unknown before the first push", () => {
    expect(movesPageView(recordOf(FIRST, REPORTS), TODAY)).toMatchObject({ total: 0, measures: 0, moves: [] })
    expect(movesPageView(recordOfYear(2566), TODAY)).toBeUndefined()
  })
})

describe("results of a day that is past", () => {
  test("are what was known at its end", () => {
    const record = recordOf(FIRST, REPORTS)
    const receivedOn = (on: string) => {
      const view = resultsPageView(recordAt(record, day(on)), { today: day(on), simulated: false })
      return view?.results[0]?.duties[0]?.received
    }
    expect([receivedOn("2023-04-30"), receivedOn("2023-05-04")]).toEqual([0, 3])
  })
})

describe("the two items", () => {
  const answersOf = (records: readonly WholeRecord[], year = 2566) => {
    const view = itaPageView(records, year, TODAY)
    itaPageSchema.parse(view)
    return new Map(
      view?.items.flatMap(item => item.requirements).map(each => [each.code, each] as const) ?? [],
    )
  }

  test("have their golden form", async () => {
    await golden(itaPageSchema.parse(itaPageView([recordOf(FIRST, REPORTS)], 2566, TODAY)), "ita-2566")
  })

  test("are numbered as the settings say, or not at all", () => {
    const numbersOf = (value: string) => {
      const record = recordOf({ ...FIRST, rows: [...(FIRST.rows ?? []), setting("itaItems", value)] })
      return itaPageView([record], 2566, TODAY)?.items.map(each => each.item)
    }
    expect(numbersOf("O25, O26")).toEqual(["O25", "O26"])
    expect(numbersOf("o๒๕ และ o๒๖")).toEqual(["O25", "O26"])
    expect(numbersOf("ไม่ทราบ")).toEqual(["", ""])
  })

  test("name the rows that meet a requirement and those that lack it", () => {
    const answers = answersOf([recordOf(FIRST, REPORTS)])
    expect(answers.get("scores")).toMatchObject({ answer: "unmet", lacking: { length: 8 } })
    expect(answers.get("issues")).toMatchObject({ answer: "met", metBy: [{ row: "measure/m-aaaaaaaa" }] })
    expect(answers.get("evidence")?.lacking).toMatchObject([{ row: "measure/m-aaaaaaaa" }])
    expect(answers.get("everyMonth")).toMatchObject({
      answer: "unmet",
      lacking: [{ row: "duty/d-aaaaaaaa" }],
    })
    expect(answers.get("oversight")?.metBy).toMatchObject([{ row: "oversight/o-aaaaaaaa" }])
  })

  test("are met by all who owe it, not by one", () => {
    const one = {
      occurrences: [{ id: "2566-04", due: day("2023-05-05") }],
      owedBy: ["ฝ่ายปกครอง", "ฝ่ายทะเบียน"],
    }
    const owed = { ...FIRST, rows: [...(FIRST.rows ?? []), duty("a", one)] }
    const reported = (...rows: Row[]) => answersOf([recordOf(owed, { on: "2023-05-04", rows })])
    const first = report("d-aaaaaaaa", "1", "2566-04")
    const lacking = (text: string) => [{ what: expect.stringContaining(`ยังขาด ${text} ฉบับ`) }]
    for (const code of ["done", "evidence", "doneBy", "doneOn"] as const)
      expect(reported(first).get(code)).toMatchObject({ answer: "unmet", lacking: lacking("1 จาก 2") })
    const unproven = reported(first, report("d-aaaaaaaa", "2", "2566-04", { evidence: "" }))
    expect(unproven.get("done")?.answer).toBe("met")
    expect(unproven.get("evidence")).toMatchObject({ answer: "unmet", lacking: lacking("1 จาก 2") })
    const nothing = { result: "", evidence: "", date: "", nothingToReport: true } as const
    const whole = reported(first, report("d-aaaaaaaa", "2", "2566-04", nothing))
    for (const code of ["done", "evidence", "doneBy", "doneOn"] as const)
      expect([code, whole.get(code)?.answer]).toEqual([code, "met"])
  })

  test("say unknown of what the sheet does not tell", () => {
    const bare = recordOf({ on: "2022-10-12", rows: [...SECTIONS] })
    const answers = answersOf([bare])
    for (const code of ["announced", "signedPlan", "issues", "done", "everyMonth", "officeSite"] as const)
      expect([code, answers.get(code)?.answer]).toEqual([code, "unknown"])
  })

  test("a question about a date keeps it from being a date", () => {
    const doubted = recordOf(FIRST, { on: "2022-11-01", rows: [measure("a", { asks: "open" })] })
    expect(answersOf([doubted]).get("period")?.answer).toBe("unmet")
  })

  test("an ended measure is asked nothing", () => {
    const ended = recordOf(FIRST, {
      on: "2022-11-01",
      rows: [measure("a", { status: "ยกเลิก", reason: "ยุบรวม" })],
    })
    expect(answersOf([ended]).get("issues")).toMatchObject({ answer: "unknown", lacking: [] })
    expect(answersOf([ended]).get("measures")).toMatchObject({
      answer: "unmet",
      lacking: [{ row: "assessment/1", what: "ตัวชี้วัดที่ 1 มาตรการของตัวชี้วัดนี้ถูกยกเลิกหรือนำออกทั้งหมด" }],
    })
  })

  test("from 2567 the results are those of the year before, unknown where the record has none", () => {
    const later = recordOfYear(2567, { on: "2023-10-12", rows: [...SETTINGS, ...SECTIONS, measure("b")] })
    const alone = itaPageView([later], 2567, TODAY)
    expect(alone?.items[1]).toMatchObject({ role: "results", ofYear: 2566 })
    expect(alone?.items[1]?.requirements.every(each => each.answer === "unknown")).toBe(true)
    expect(answersOf([later, recordOf(FIRST, REPORTS)], 2567).get("done")?.lacking).toHaveLength(1)
  })
})

describe("scores before and after", () => {
  const next = (score: number) =>
    recordOfYear(2567, {
      on: "2023-10-12",
      rows: [...SETTINGS, ...SECTIONS, { ...assessment(1, "การปฏิบัติหน้าที่", score), scoreYear: 2566 } as Row],
    })
  const done: Push = {
    on: "2023-05-20",
    rows: [
      report("m-aaaaaaaa", "2", "2566"),
      ...SECTIONS.flatMap(row =>
        row.kind === "section"
          ? ["2566-04", "2566-05"].map(month => report("d-aaaaaaaa", row.slug, month))
          : [],
      ),
    ],
  }
  const rowsOf = (...records: readonly WholeRecord[]) => {
    const view = progressPageSchema.parse(progressPageView(records, 2566, TODAY))
    return new Map(view.rows.map(each => [each.indicator, each]))
  }

  test("have their golden form", async () => {
    const records = [next(95.5), recordOf(FIRST, done)]
    await golden(progressPageSchema.parse(progressPageView(records, 2566, TODAY)), "progress-2566")
  })

  test("a weak indicator without a measure stands out, a strong one does not", () => {
    const rows = rowsOf(recordOf(FIRST))
    expect([...rows.values()].map(each => [each.indicator, each.weakWithoutMeasure])).toEqual([
      [1, false],
      [2, true],
    ])
  })

  test("a score that fell stands out only where all was done", () => {
    expect(rowsOf(next(95.5), recordOf(FIRST, done)).get(1)).toMatchObject({
      change: -4.18,
      fellThoughDone: true,
    })
    expect(rowsOf(next(95.5), recordOf(FIRST)).get(1)?.fellThoughDone).toBe(false)
    expect(rowsOf(next(99.7), recordOf(FIRST, done)).get(1)).toMatchObject({
      change: 0.02,
      fellThoughDone: false,
    })
  })

  test("without the next plan nothing is known of the scores after", () => {
    expect(rowsOf(recordOf(FIRST)).get(1)).toMatchObject({ before: 99.68, after: null, change: null })
  })
})

test.each([
  [[], "ยังไม่มีคะแนนปี 2565"],
  [
    [
      [80, null],
      [90, null],
    ],
    "คะแนนปี 2565 ต่ำกว่า 85 อยู่ 1 จาก 2 ตัวชี้วัด",
  ],
  [
    [
      [80, 90],
      [90, 80],
      [90, 90],
    ],
    "คะแนนปี 2566 สูงขึ้น 1 จาก 3 ตัวชี้วัด ลดลง 1 ตัวชี้วัด",
  ],
] as const)("scores %j are summed up: %s", (scores, finding) => {
  const rows = scores.map(([before, after]) => ({
    before,
    after,
    change: after === null ? null : after - before,
  }))
  const view = { rows, beforeYear: 2565, afterYear: 2566, weakBelow: 85 } as unknown as Parameters<
    typeof progressFinding
  >[0]
  expect(progressFinding(view)).toBe(finding)
})
