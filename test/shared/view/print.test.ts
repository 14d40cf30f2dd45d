/** The plan on paper: as announced for ever, and as it stands with what changed. */
import { describe, expect, it } from "vitest"
import { printPageSchema, printPageView } from "../../../shared/view/print-page.ts"
import { assessment, day, measure, SECTIONS, SETTINGS } from "../../worker/rows.ts"
import { type Push, recordOf } from "./record-of.ts"

const TODAY = { today: day("2023-09-12"), simulated: true }
const PLAN: Push = {
  on: "2022-10-12",
  rows: [...SETTINGS, ...SECTIONS, assessment(1, "การปฏิบัติหน้าที่", 99.68), measure("a")],
}
const due = (date: string) => ({ period: measure("a").period, occurrences: [{ id: "2566", due: day(date) }] })

const printed = (form: "plan" | "announced", ...later: readonly Push[]) =>
  printPageSchema.parse(printPageView(recordOf(PLAN, ...later), form, TODAY))

const textOf = (view: { readonly sheets: ReturnType<typeof printed>["sheets"] } | null) =>
  JSON.stringify(view?.sheets ?? [])

describe("the plan as announced", () => {
  it.each<[string, Push]>([
    ["a text changed", { on: "2023-01-10", rows: [measure("a", { issue: "ประเด็นใหม่" })] }],
    ["a measure came", { on: "2023-01-10", rows: [measure("b")] }],
    ["its measure was cancelled", { on: "2023-01-10", rows: [measure("a", { status: "ยกเลิก" })] }],
    ["its measure was deleted", { on: "2023-01-10", gone: ["measure/m-aaaaaaaa"] }],
    ["a score changed", { on: "2023-01-10", rows: [assessment(1, "การปฏิบัติหน้าที่", 12)] }],
  ])("is printed the same after %s", (_, change) => {
    expect(printed("announced", change)).toEqual(printed("announced"))
  })

  it("says which of the two it is", () => {
    expect(printed("announced")).toMatchObject({ edition: "announced", revision: 1, changes: [] })
    expect(printed("announced").lines).toContain("ฉบับตามประกาศ")
  })
})

describe("the plan as it stands", () => {
  it("says so when nothing changed", () => {
    const view = printed("plan")
    expect(view).toMatchObject({ edition: "current", changes: [], changesForm: null })
    expect(view.lines).toContain("ฉบับปัจจุบัน ไม่มีรายการที่เปลี่ยนจากฉบับตามประกาศ")
  })

  it("marks a cell that changed, and lists what it was, what it is, when and why", () => {
    const issue = { issue: "ประเด็นใหม่", reason: "ปรับตามผลการประเมิน" }
    const view = printed("plan", { on: "2023-01-10", rows: [measure("a", issue)] })
    expect(view.sheets[0]?.rows[0]?.cells.map(cell => cell[0]?.text === "[แก้ไขหลังประกาศ]")).toEqual(
      [0, 1, 2, 3, 4, 5].map(cell => cell === 1),
    )
    expect(view.changes).toMatchObject([
      { row: "measure/m-aaaaaaaa", key: "issue", announced: measure("a").issue, now: "ประเด็นใหม่" },
    ])
    expect(view.lines).toContain("ฉบับปัจจุบัน เปลี่ยนจากฉบับตามประกาศ ๑ แห่ง ดูรายการท้ายแบบ")
    for (const word of ["ประเด็นใหม่", "๑๐ ม.ค. ๒๕๖๖", "เหตุผล: ปรับตามผลการประเมิน"])
      expect(textOf(view.changesForm)).toContain(word)
  })

  it("tells a moved date from the one first promised", () => {
    const view = printed(
      "plan",
      { on: "2023-01-10", rows: [measure("a", due("2023-08-31"))] },
      { on: "2023-01-11", rows: [measure("a", due("2023-08-10"))] },
    )
    expect(view.changes).toMatchObject([
      { key: "due", announced: "2023-06-30", now: "2023-08-10", daysFromPromise: 41 },
    ])
    expect(textOf(view.changesForm)).toContain("นับจากกำหนดแรก +๔๑ วัน")
  })

  it("lists a row that vanished, since when, on the row it stood in, until it is back", () => {
    const name = "measure/m-aaaaaaaa"
    const gone: Push = {
      ...{ on: "2023-01-10", held: [name] },
      rows: [{ kind: "absence", of: name, reason: "" }],
    }
    const view = printed("plan", gone)
    expect(view.changes).toMatchObject([{ row: name, key: "vanished", announced: "", now: "", reason: "" }])
    expect(view.sheets[0]?.rows[0]?.cells.map(cell => cell[0]?.text === "[แก้ไขหลังประกาศ]")).toEqual(
      [0, 1, 2, 3, 4, 5].map(cell => cell === 2),
    )
    for (const word of ["หายไปจากตาราง", "๑๐ ม.ค. ๒๕๖๖"]) expect(textOf(view.changesForm)).toContain(word)
    expect(view.lines).toContain("ฉบับปัจจุบัน เปลี่ยนจากฉบับตามประกาศ ๑ แห่ง ดูรายการท้ายแบบ")
    const back = printed("plan", gone, { on: "2023-01-11", gone: [`absence/${name}`] })
    expect(back).toMatchObject({ changes: [], changesForm: null })
    expect(printed("announced", gone)).toEqual(printed("announced"))
  })

  it.each(["assessment/1", "measure/m-aaaaaaaa"])("says why %s was taken out", name => {
    const reason = "รวมเข้ากับมาตรการอื่นตามมติที่ประชุม"
    const view = printed("plan", {
      ...{ on: "2023-01-10", gone: [name] },
      rows: [{ kind: "absence", of: name, reason }],
    })
    expect(view.changes).toMatchObject([{ row: name, key: "withdrawn", reason }])
    expect(textOf(view.changesForm)).toContain(`เหตุผล: ${reason}`)
  })

  it("lists what came, what went, and the indicator that is left without a measure", () => {
    const view = printed("plan", {
      on: "2023-01-10",
      rows: [measure("b", { indicator: 2 })],
      gone: ["measure/m-aaaaaaaa"],
    })
    expect(view.changes.map(({ row, key }) => [row, key])).toEqual([
      ["measure/m-aaaaaaaa", "withdrawn"],
      ["measure/m-bbbbbbbb", "added"],
    ])
    expect(textOf(view)).toContain("มาตรการของตัวชี้วัดนี้ถูกยกเลิกหรือนำออกทั้งหมด")
  })
})
