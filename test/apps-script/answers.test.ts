/** What sections answered from their mail comes into the sheet as if they had typed it, once, and over nobody's typing. */
import { describe, expect, it } from "vitest"
import { BY_MAIL, tabOf } from "../../shared/columns.ts"
import { answerId, type WaitingAnswer } from "../../shared/push/answer.ts"
import { REVOKE_ITEM } from "../../shared/scan/answers.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { PLANNER_TICK_ROW } from "../../shared/sheet/protection.ts"
import { Killed, tellingDeaths } from "./inline.ts"
import { reportTab } from "./report-tab.ts"
import { standingOffice } from "./standing-office.ts"

const CIVIL = "section-3@bangsommut.example"
const PLANNER = "section-1@bangsommut.example"
const AT = "2023-05-29T02:30:00.000Z"
const CELLS = {
  date: "2023-05-05",
  result: "=ส่งแบบ สขร.๑ แล้ว",
  evidence: "กท 6301/123 ลว. 5 พ.ค. 2566",
  nothingToReport: false,
}

const { office, script, reset } = await standingOffice()
const civil = reportTab(office, script, "ฝ่ายโยธา")
const id = civil.lines()[0]?.id ?? ""

function answered(change: Partial<WaitingAnswer> = {}): WaitingAnswer {
  const said = { of: `report/${id}`, at: AT, cells: CELLS, ...change }
  const answer = { ...said, id: answerId(said, 2566) }
  office.worker.answers.push(answer)
  return answer
}

const published = () => office.worker.rowByName.get(`report/${id}`)

it("is written on its line as text, marked, published within the same run, and told to be there", () => {
  const answer = answered()
  script.run("onClock")
  expect(civil.lineOf(id)).toMatchObject({
    date: "5 พ.ค. 2566",
    result: CELLS.result,
    evidence: CELLS.evidence,
    by: BY_MAIL,
    problems: "",
  })
  expect(published()).toMatchObject({ ...CELLS, by: BY_MAIL, answered: AT })
  expect(office.worker.outcomes.get(answer.id)).toBe("written")
  // A scan that finds nothing new asks and writes nothing for it.
  const calls = script.run("onEdited")
  expect(calls["UrlFetchApp.fetch"]).toBeUndefined()
  expect(calls["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
})

it("costs no request while nothing waits", () => {
  const before = office.worker.asked
  script.run("onClock")
  expect(office.worker.asked - before).toBe(1)
})

it("is written once, wherever the script is killed", () => {
  answered()
  const methods: string[] = []
  script.run("onClock", { beforeCall: ({ method }) => methods.push(method) })
  const deaths = tellingDeaths(methods)
  expect(deaths.length).toBeGreaterThan(5)
  for (const step of deaths) {
    reset()
    const answer = answered()
    try {
      script.run("onClock", {
        beforeCall({ index }) {
          if (index === step) throw new Killed()
        },
      })
    } catch (error) {
      if (!(error instanceof Killed)) throw error
    }
    script.run("onClock")
    expect(civil.lines().filter(each => each.result === CELLS.result)).toHaveLength(1)
    expect([published(), office.worker.outcomes.get(answer.id)]).toEqual([
      expect.objectContaining({ by: BY_MAIL, answered: AT }),
      "written",
    ])
  }
})

it("yields to what a person typed meanwhile, and both are told", () => {
  const answer = answered()
  script.run("onClock", {
    beforeCall({ index, method }) {
      // While the script waits for the Worker.
      if (method === "UrlFetchApp.fetch" && index > 0 && civil.lineOf(id).result === "")
        civil.put(civil.lineOf(id).row, "result", [["พิมพ์เองในตาราง"]], CIVIL)
    },
  })
  script.run("onClock")
  expect(civil.lineOf(id)).toMatchObject({ result: "พิมพ์เองในตาราง", date: "", by: "" })
  expect(civil.lineOf(id).problems).toContain("มีผู้ตอบงวดนี้จากลิงก์ในอีเมล")
  expect(office.worker.outcomes.get(answer.id)).toBe("kept")
})

it("loses its mark with the first edit of a person's, and the first acceptance stays", () => {
  answered()
  script.run("onClock")
  civil.type(id, "result", "แก้ไขโดยฝ่าย", CIVIL)
  expect(civil.lineOf(id).by).toBe("")
  expect(published()).toMatchObject({ result: "แก้ไขโดยฝ่าย", by: "" })
  expect(published()).not.toHaveProperty("answered")
})

it("goes to its line wherever that was sorted, and to none that is gone", () => {
  const gone = answered({ of: "report/d-zzzzzzzz/3/2566-04" })
  const answer = answered()
  const { rows } = civil.sheet()
  const line = civil.lineOf(id).row
  const [moved] = rows.splice(line, 1)
  if (moved) rows.splice(line + 5, 0, moved)
  script.run("onClock")
  expect(civil.lineOf(id)).toMatchObject({ result: CELLS.result, row: line + 5 })
  expect(office.worker.outcomes.get(answer.id)).toBe("written")
  expect(office.worker.outcomes.get(gone.id)).toBe("gone")
})

it("an order of the director's is a line of its own, and what came of it stands beside it", () => {
  const tab = () =>
    office.google.model.spreadsheet(office.spreadsheetId).sheets.find(({ title }) => title === "การกำกับติดตาม")
  const filled = () =>
    (tab()?.rows ?? [])
      .map(cells => cells.map(each => String(Object.values(each?.value ?? { no: "" })[0])).join("|"))
      .filter(row => /[^|]/.test(row.replace(/false/g, "")))
  const of = "oversight/o-00000abc"
  const measure =
    [...office.worker.rowByName.keys()].find(name => name.startsWith("measure/"))?.slice(8) ?? ""
  const lines = filled().length
  const said = { date: "2023-05-29", measures: measure, order: "ให้ทุกฝ่ายเร่งรายงาน" }
  answered({ of, cells: said })
  script.run("onClock")
  expect(office.worker.rowByName.get(of)).toMatchObject({ ...said, measures: [measure], outcome: "" })
  const outcome = answered({ of, cells: { outcome: "ทุกฝ่ายรายงานครบแล้ว", link: "" } })
  script.run("onClock")
  expect(office.worker.rowByName.get(of)).toMatchObject({ order: said.order, outcome: "ทุกฝ่ายรายงานครบแล้ว" })
  expect(office.worker.outcomes.get(outcome.id)).toBe("written")
  expect(filled()).toHaveLength(lines + 1)
})

describe("the planner's tick on สถานะ", () => {
  const tab = tabOf("status").title
  const tick = `${columnName(tabOf("status").columns.findIndex(({ key }) => key === "tick"))}${PLANNER_TICK_ROW + 2}`
  const set = (as: string) =>
    script.editor.edit({ spreadsheetId: office.spreadsheetId, tab, as, range: tick, values: [["TRUE"]] })
  const status = () =>
    office.google.model.spreadsheet(office.spreadsheetId).sheets.find(each => each.title === tab)?.rows[
      PLANNER_TICK_ROW + 1
    ] ?? []
  const said = () => status().map(each => Object.values(each?.value ?? { no: "" })[0])

  it("is the planner's alone, revokes once, and is taken back with a word", () => {
    expect(set(CIVIL)).toMatchObject({ ok: false, reason: "protected" })
    expect(set(PLANNER).ok).toBe(true)
    script.run("onEdited")
    expect(office.worker.revoked).toBe(1)
    expect(said()).toEqual([
      REVOKE_ITEM,
      expect.stringContaining("ยกเลิกทุกลิงก์แล้วเมื่อ"),
      false,
      ...said().slice(3),
    ])
    script.run("onEdited")
    expect(office.worker.revoked).toBe(1)
  })

  it("stands while the Worker is away", () => {
    set(PLANNER)
    office.worker.faults.push("down", "down")
    script.run("onEdited")
    expect(office.worker.revoked).toBe(0)
    expect(said()[2]).toBe(true)
    office.worker.faults.length = 0
    script.run("onClock")
    expect([office.worker.revoked, said()[2]]).toEqual([1, false])
  })
})
