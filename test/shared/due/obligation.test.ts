import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { addDays, bangkokMidnight, type IsoDate } from "../../../shared/date/civil-date.ts"
import {
  measureState,
  OBLIGATION_STATES,
  type Obligation,
  obligationsOf,
} from "../../../shared/due/obligation.ts"
import { at, type Change, day, measureRow, PLAN, recordOf, reportRow } from "./fixture.ts"

const ID = "m-00000001/1/2566"
const DUE = day("2023-06-30")
const REMEASURED: Change = { at: at("2022-10-13"), rows: [measureRow()] }

function obligation(today: IsoDate, ...changes: Change[]): Obligation {
  const found = obligationsOf(recordOf(PLAN, REMEASURED, ...changes), today).find(each => each.id === ID)
  if (!found) throw new Error("no obligation")
  return found
}

const reported = (when: number, changes = {}): Change => ({ at: when, rows: [reportRow(ID, changes)] })

describe("without a report", () => {
  it("is scheduled, due from thirty days before through the day, then overdue, on every day of the year", () => {
    for (let day = addDays(DUE, -270); day < addDays(DUE, 120); day = addDays(day, 1)) {
      const { state, days } = obligation(day)
      expect([state, day]).toEqual([days > 30 ? "scheduled" : days >= 0 ? "due" : "overdue", day])
    }
    expect(obligation(addDays(DUE, -30)).days).toBe(30)
  })

  it("is never due or overdue while its date is a question, nor late when reported", () => {
    const asked: Change = { at: at("2022-10-14"), rows: [measureRow({ asks: "open" })] }
    for (const today of [addDays(DUE, -1), DUE, addDays(DUE, 90)]) {
      expect(obligation(today, asked).state).toBe("unconfirmed")
    }
    expect(obligation(addDays(DUE, 90), asked, reported(at("2023-08-01"))).state).not.toBe("late")
  })

  it("stays open past the end of the fiscal year", () => {
    expect(obligation(day("2023-09-30")).state).toBe("overdue")
    expect(obligation(day("2023-10-01")).state).toBe("overdue")
  })
})

describe("a report that is less than whole", () => {
  const LESS = [
    ["one stray letter", { date: day("2023-05-30"), result: "x", evidence: "" }],
    ["a date alone", { result: "", evidence: "" }],
    ["a result without a date", { date: "" }],
    ["evidence alone", { date: "", result: "" }],
  ] as const

  it.each(LESS)("does not count: %s", (_name, changes) => {
    const found = obligation(addDays(DUE, 1), reported(at("2023-05-30"), changes))
    expect(found).toMatchObject({ state: "overdue", report: null, reportedAt: null, proven: false })
  })

  it("counts from the day the rest came: late, and reported on that day", () => {
    const x = reported(at("2023-05-30"), { date: day("2023-05-30"), result: "x", evidence: "" })
    const rest = reported(at("2023-07-12"), { date: day("2023-05-30") })
    expect(obligation(day("2023-07-12"), x, rest)).toMatchObject({
      state: "late",
      reportedAt: at("2023-07-12"),
      proven: true,
    })
  })

  it.each(LESS)(
    "counts as it did where it was accepted before a report had to be whole: %s",
    (_name, changes) => {
      const old = { ...reported(at("2023-05-30"), changes), isOld: true }
      expect(obligation(addDays(DUE, 1), old)).toMatchObject({ reportedAt: at("2023-05-30") })
      const rest = reported(at("2023-07-12"))
      expect(obligation(day("2023-07-12"), old, rest)).toMatchObject({ state: "done" })
    },
  )
})

describe("with a report", () => {
  const ON_TIME = bangkokMidnight(DUE) + 86_400_000 - 1

  it.each([
    ["an https link", { evidence: "https://example.go.th/a" }, "done"],
    ["a document's number and date", { evidence: "กท 6301/123 ลว. 5 มิ.ย. 2566" }, "done"],
    ["nothing to report", { evidence: "", nothingToReport: true }, "done"],
    ["no evidence", { evidence: "" }, "reported"],
    ["words for evidence", { evidence: "ทำแล้ว" }, "reported"],
    ["empty cells", { evidence: " ", result: "", date: "" }, "due"],
  ])("%s", (_name, changes, state) => {
    expect(obligation(DUE, reported(ON_TIME, changes)).state).toBe(state)
  })

  it("is in time to the last millisecond of the day in Bangkok, and late from the next on", () => {
    const early = { date: day("2023-01-01") }
    expect(obligation(addDays(DUE, 9), reported(ON_TIME, early)).state).toBe("done")
    expect(obligation(addDays(DUE, 9), reported(ON_TIME + 1, early)).state).toBe("late")
  })

  it("is late and without evidence at once: two facts", () => {
    const found = obligation(addDays(DUE, 9), reported(ON_TIME + 1, { evidence: "" }))
    expect(found).toMatchObject({ state: "late", proven: false })
  })

  it("goes by the first report that counts: mending it later makes nobody late", () => {
    const late = at("2023-08-01")
    const mended = obligation(day("2023-08-02"), reported(at("2023-06-01"), { evidence: "" }), reported(late))
    expect(mended).toMatchObject({ state: "done", reportedAt: at("2023-06-01") })
    const laidOut = { evidence: "", result: "", date: "" }
    expect(obligation(day("2023-08-02"), reported(at("2023-06-01"), laidOut), reported(late)).state).toBe(
      "late",
    )
  })

  it("is open again when the report is withdrawn, and keeps its time when its text is redacted", () => {
    const name = `report/${ID}`
    const first = reported(at("2023-06-01"))
    expect(obligation(day("2023-07-01"), first, { at: at("2023-06-02"), gone: [name] }).state).toBe("overdue")
    const redacted = obligation(day("2023-07-01"), first, { at: at("2023-06-02"), redacted: [name] })
    expect(redacted).toMatchObject({ state: "reported", report: null, reportedAt: at("2023-06-01") })
  })

  it("stays with its obligation when the date moves, and lateness goes by the date in force", () => {
    const moved = measureRow({ reason: "รอผล", occurrences: [{ id: "2566", due: day("2023-07-31") }] })
    const after = obligation(day("2023-09-01"), reported(at("2023-07-15")), {
      at: at("2023-07-20"),
      rows: [moved],
    })
    expect(after).toMatchObject({ state: "done", due: "2023-07-31" })
  })
})

describe("withdrawn", () => {
  it.each([
    ["its measure is cancelled", { rows: [measureRow({ status: "ยกเลิก", reason: "งบถูกตัด" })] }],
    ["its measure vanished", { gone: ["measure/m-00000001"] }],
    ["its section vanished", { gone: ["section/1"] }],
  ])("when %s, even after a report", (_name, change) => {
    const when = at("2023-06-02")
    expect(obligation(DUE, reported(at("2023-06-01")), { at: when, ...change }).state).toBe("withdrawn")
  })
})

it("shows a measure by the first present of the states that matter most", () => {
  const order = [
    "overdue",
    "due",
    "late",
    "reported",
    "unconfirmed",
    "scheduled",
    "done",
    "withdrawn",
  ] as const
  const states = fc.array(fc.constantFrom(...OBLIGATION_STATES), { minLength: 1 })
  fc.assert(
    fc.property(states, list => {
      const expected = order.find(state => list.includes(state))
      return measureState(list.map(state => ({ state }))) === expected
    }),
  )
})
