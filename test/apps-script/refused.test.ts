/** What an announced table may not do in silence: each change is held, told in Thai, and taken once it is explained. */

import { describe, expect, it } from "vitest"
import { type TabKey, tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { standingOffice } from "./standing-office.ts"

const PLANNER = "section-1@bangsommut.example"

const { office, script } = await standingOffice()

const columnAt = (tab: TabKey, key: string) => tabOf(tab).columns.findIndex(each => each.key === key)

/** Types in a tab's line, 0 being the first below the headers, and lets the script scan. */
function type(tab: TabKey, line: number, cells: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(cells)) {
    const range = `${columnName(columnAt(tab, key))}${line + 2}`
    const where = { spreadsheetId: office.spreadsheetId, tab: tabOf(tab).title, as: PLANNER }
    expect(script.editor.edit({ ...where, range, values: [[value]] })).toMatchObject({ ok: true })
  }
  script.run("onEdited")
}

function textAt(tab: TabKey, line: number, key: string): string {
  const { sheets } = office.google.model.spreadsheet(office.spreadsheetId)
  const sheet = sheets.find(each => each.title === tabOf(tab).title)
  return String(Object.values(sheet?.rows[line + 1]?.[columnAt(tab, key)]?.value ?? { none: "" })[0])
}

const published = (tab: "measure" | "duty", line: number) =>
  office.worker.rowByName.get(`${tab}/${textAt(tab, line, "id")}`)

const lineWith = (tab: TabKey, key: string, wanted: string): number => {
  for (let line = 0; line < 40; line++) if (textAt(tab, line, key) === wanted) return line
  throw new Error(`no line of ${tab} with ${key} ${wanted}`)
}

describe("what people see a section and a year by", () => {
  const numbers = () =>
    [...office.worker.digestByName].filter(([name]) => /^(section|report|duty|measure)\//.test(name)).sort()
  const years = () => new Set(office.worker.pushes.map(({ payload }) => payload.fiscalYear))

  it("two numbers that are swapped are refused, and nothing changes hands", () => {
    const before = numbers()
    type("section", 0, { slug: "2" })
    type("section", 1, { slug: "1" })
    expect(textAt("section", 0, "problems")).toContain("เลขลำดับของฝ่ายที่เผยแพร่แล้วเปลี่ยนไม่ได้ ให้ใส่เลข 1 กลับ")
    expect(textAt("section", 1, "problems")).toContain("ให้ใส่เลข 2 กลับ")
    expect(numbers()).toEqual(before)
    type("section", 0, { slug: "1" })
    type("section", 1, { slug: "2" })
    expect(textAt("section", 0, "problems")).toBe("")
    expect(numbers()).toEqual(before)
  })

  it("a year that is typed over is put back, and no second year is opened", () => {
    const line = lineWith("setting", "key", "fiscalYear")
    type("setting", line, { value: "2567" })
    expect(textAt("setting", line, "value")).toBe("2566")
    expect(textAt("setting", line, "problems")).toMatch(/ประกาศเป็นของปีงบประมาณ 2566 แล้ว.*setup --year/)
    type("setting", line, { value: "2566" })
    script.run("onClock")
    expect(textAt("setting", line, "problems")).toBe("")
    expect(years()).toEqual(new Set([2566]))
  })
})

describe("a duty", () => {
  it("drops no section without a reason", () => {
    const line = 0
    const before = published("duty", line)
    type("duty", line, { owedBy: "ฝ่ายปกครอง" })
    expect(published("duty", line)).toEqual(before)
    expect(textAt("duty", line, "problems")).toMatch(/“ผู้มีหน้าที่” เปลี่ยนจากที่ประกาศไว้ .*เหตุผล/)
    type("duty", line, { reason: "โอนงานให้ฝ่ายปกครองรวบรวม" })
    expect(published("duty", line)).toMatchObject({ owedBy: ["ฝ่ายปกครอง"] })
    expect(textAt("duty", line, "problems")).not.toContain("เปลี่ยนจากที่ประกาศไว้")
  })
})

describe("a reason", () => {
  const AUGUST = "ภายในวันที่ 31 สิงหาคม 2566"
  const REASON = "ผู้รับจ้างขอขยายเวลาส่งงาน"

  it.each([".", "-"])("of %s moves nothing", reason => {
    const before = published("measure", 0)
    type("measure", 0, { period: AUGUST, reason })
    expect(published("measure", 0)).toEqual(before)
    expect(textAt("measure", 0, "problems")).toMatch(/เหตุผล “[.-]” ใช้ไม่ได้.*อย่างน้อย 10 ตัวอักษร/)
  })

  it("that served a move serves no second, and cancels nothing", () => {
    type("measure", 0, { period: AUGUST, reason: REASON })
    expect(published("measure", 0)).toMatchObject({ period: AUGUST, reason: REASON })
    type("measure", 0, { period: "ภายในวันที่ 30 กันยายน 2566" })
    expect(textAt("measure", 0, "problems")).toContain("ใช้กับการเปลี่ยนครั้งก่อนไปแล้ว")
    type("measure", 0, { period: AUGUST, status: "ยกเลิก" })
    expect(textAt("measure", 0, "problems")).toContain("ใช้กับการเปลี่ยนครั้งก่อนไปแล้ว")
    expect(published("measure", 0)).toMatchObject({ period: AUGUST, status: "" })
    type("measure", 0, { reason: "สำนักงบประมาณตัดงบทั้งหมด" })
    expect(published("measure", 0)).toMatchObject({ status: "ยกเลิก" })
  })
})
