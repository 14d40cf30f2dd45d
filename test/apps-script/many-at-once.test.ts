/** Thirty people at once, for as long as it takes: nothing is lost, nothing is left, and no property outgrows its limit. */
import { expect, it, vi } from "vitest"
import { parseSpent, usedOf } from "../../shared/scan/budget.ts"
import { formatTaken, type TakenEditors } from "../../shared/sheet/taken-editors.ts"
import { hostAnnounced } from "./announce.ts"
import { openOffice } from "./office.ts"
import { PLANNER, personAt, TAB } from "./people.ts"
import { reportTab } from "./report-tab.ts"
import { standingOffice } from "./standing-office.ts"

const CIVIL = "section-3@bangsommut.example"

const { office, script } = await standingOffice()

const properties = () => office.google.model.project(office.host.projectId).properties
const bytesOf = (values: readonly string[]) => values.map(text => Buffer.byteLength(text))

it("a script that cannot work for days keeps its notes within the limits, and goes on when it can", () => {
  const civil = reportTab(office, script, "ฝ่ายโยธา")
  const { row } = civil.lines()[0] ?? { row: 1 }
  const { CONFIG = "" } = properties()
  properties().CONFIG = "{"
  const text = "ก".repeat(2000)
  for (let at = 0; at < 120; at++) {
    office.clock.now += 60_000
    const event = script.editEvent(civil.place(row, "result", [[""]]), PLANNER, text)
    expect(() => script.run("onEdited", {}, event)).toThrow(/CONFIG/)
  }
  const kept = Object.entries(properties()).filter(([key]) => key.startsWith("HAND."))
  expect(kept).toHaveLength(40)
  expect(Math.max(...bytesOf(Object.values(properties())))).toBeLessThanOrEqual(9 * 1024)
  expect(bytesOf(Object.values(properties())).reduce((sum, each) => sum + each, 0)).toBeLessThan(400 * 1024)
  properties().CONFIG = CONFIG
  civil.type(civil.lines()[0]?.id ?? "", "result", "ทำแล้ว", CIVIL)
  expect(Object.keys(properties()).filter(key => key.startsWith("HAND."))).toEqual([])
})

it("runs that never got the lock are counted by the next that does", () => {
  const used = () => usedOf(parseSpent(properties().SPENT ?? ""), office.clock.now).ms
  const before = used()
  for (let at = 0; at < 30; at++)
    script.run("onEdited", {
      isLocked: true,
      beforeCall: ({ method }) => method === "Lock.tryLock" && vi.setSystemTime(office.clock.now + 30_000),
    })
  expect(used()).toBe(before)
  office.clock.now += 30_000
  script.run("onClock")
  expect(used() - before).toBeGreaterThanOrEqual(30 * 30_000)
  expect(Object.keys(properties()).filter(key => key.startsWith("WAITED."))).toEqual([])
})

it("what is learnt of hundreds of addresses fits in a property", () => {
  const taken: TakenEditors = Object.fromEntries(
    Array.from({ length: 300 }, (_, at) => [`nobody-${at}@bangsommut.example`, { as: "", on: "2023-05-29" }]),
  )
  const text = formatTaken(taken)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(9 * 1024)
  expect(Object.keys(JSON.parse(text)).length).toBeGreaterThan(90)
})

it("thirty edits at once are all seen, by few scans", async () => {
  let reads = 0
  const busy = await openOffice(
    ({ method }) => {
      if (method === "Sheets.Spreadsheets.get") reads++
      return undefined
    },
    { maxConcurrent: 6 },
  )
  try {
    await hostAnnounced(busy)
    const person = personAt(busy)
    reads = 0
    const lines = person.lines().slice(0, 30)
    for (const { row } of lines) {
      const where = { spreadsheetId: busy.spreadsheetId, tab: TAB, as: PLANNER }
      busy.editor.edit({ ...where, range: `F${row + 1}`, values: [["31 มิ.ย. 2566"]] })
    }
    await busy.editor.idle()
    const told = person.lines().filter(({ problems }) => problems.includes("ไม่มีในปฏิทิน"))
    expect(told).toHaveLength(lines.length)
    expect(reads).toBeLessThan(lines.length)
  } finally {
    await busy.close()
  }
})
