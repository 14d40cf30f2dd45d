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

describe("what fell due before it was promised", () => {
  const MARCH = "d-00000001/3/2566-03"
  const stateAt = (id: string, today: string, ...changes: Change[]) =>
    obligationsOf(recordOf(...changes), day(today)).find(each => each.id === id)
  const LATE_PLAN: Change = { ...PLAN, at: at("2023-05-29") }
  const AFTERWARDS: Change = { at: at("2023-06-02"), rows: [reportRow(MARCH, { due: day("2023-04-05") })] }

  it("is not overdue in the first minute; what falls due since is, a week later", () => {
    const first = obligationsOf(recordOf(LATE_PLAN), day("2023-05-29"))
    expect(first.filter(({ state }) => state === "overdue")).toEqual([])
    expect(first.filter(({ state }) => state === "beforeRecord")).toHaveLength(70)
    const later = obligationsOf(recordOf(LATE_PLAN), day("2023-06-06"))
    const overdue = later.filter(({ state }) => state === "overdue")
    expect(new Set(overdue.map(({ due }) => due))).toEqual(new Set(["2023-05-31", "2023-06-05"]))
  })

  it("is reported on afterwards, and late with nothing", () => {
    expect(stateAt(MARCH, "2023-06-03", LATE_PLAN, AFTERWARDS)).toMatchObject({
      state: "beforeRecord",
      reportedAt: at("2023-06-02"),
      proven: true,
    })
  })

  it("counts as it did where the plan was accepted before this rule", () => {
    const old = { ...LATE_PLAN, isOld: true }
    expect(stateAt(MARCH, "2023-05-29", old)?.state).toBe("overdue")
    expect(stateAt(MARCH, "2023-06-03", old, AFTERWARDS)?.state).toBe("late")
  })

  it("is what a question was answered for later: nobody is overdue yesterday", () => {
    const id = "m-00000001/1/2566"
    const asked: Change = { at: at("2022-10-13"), rows: [measureRow({ asks: "open" })] }
    const confirmed: Change = { at: at("2023-07-10"), rows: [measureRow({ asks: "confirmed" })] }
    const plan: Change = { ...PLAN, rows: (PLAN.rows ?? []).filter(row => row.kind !== "measure") }
    expect(stateAt(id, "2023-07-09", plan, asked)?.state).toBe("unconfirmed")
    expect(stateAt(id, "2023-07-11", plan, asked, confirmed)?.state).toBe("beforeRecord")
  })

  it("is no hiding place: a promise once made stays one, moved, asked about or redacted", () => {
    const id = "m-00000001/1/2566"
    const moved: Change = {
      at: at("2023-08-01"),
      rows: [measureRow({ reason: "รอผล", occurrences: [{ id: "2566", due: day("2023-07-15") }] })],
    }
    expect(stateAt(id, "2023-08-02", PLAN, REMEASURED, moved)?.state).toBe("overdue")
    const redacted: Change = { at: at("2022-10-14"), redacted: ["measure/m-00000009"] }
    const again: Change = { at: at("2023-08-01"), rows: [measureRow({ id: "m-00000009" })] }
    expect(stateAt("m-00000009/1/2566", "2023-08-02", PLAN, redacted, again)?.state).toBe("overdue")
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
    "beforeRecord",
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
