/** The announcement in the deployed script: what สถานะ shows before it, whose tick makes it, and that it is asked once. */
import { beforeEach, describe, expect, it } from "vitest"
import { SAMPLE_SETTINGS } from "../../local/sample/office.ts"
import { type TabKey, tabOf } from "../../shared/columns.ts"
import { SETTINGS, type SettingKey } from "../../shared/row/setting.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { PLANNER_TICK_ROW } from "../../shared/sheet/protection.ts"
import { tickGate } from "./announce.ts"
import { Killed } from "./inline.ts"
import { standingOffice } from "./standing-office.ts"

const PLANNER = "section-1@bangsommut.example"
const REGISTRY = "section-2@bangsommut.example"
const STATUS = tabOf("status").title
const ASKED = /^ยังไม่ประกาศ ให้ฝ่ายเจ้าของแผนดู/
const ANNOUNCED = /^ประกาศแล้ว/

const { office, script } = await standingOffice(({ script }) => void script.run("install"))

const sheet = (title: string) => {
  const found = office.google.model
    .spreadsheet(office.spreadsheetId)
    .sheets.find(each => each.title === title)
  if (!found) throw new Error(`no tab ${title}`)
  return found
}
const columnAt = (key: TabKey, columnKey: string) =>
  tabOf(key).columns.findIndex(each => each.key === columnKey)
const statusCell = (row: number, columnKey: string) => {
  const value = sheet(STATUS).rows[row]?.[columnAt("status", columnKey)]?.value
  return value === undefined ? "" : Object.values(value)[0]
}
const lines = () =>
  new Map(sheet(STATUS).rows.map((_, row) => [statusCell(row, "item"), statusCell(row, "value")]))
const said = () => lines().get("ประกาศแผน")
const tick = () => statusCell(PLANNER_TICK_ROW, "tick")
const edit = (title: string, range: string, value: string, as = PLANNER) =>
  script.editor.edit({ spreadsheetId: office.spreadsheetId, tab: title, as, range, values: [[value]] })
function setTo(key: SettingKey, value: string): void {
  const row = SETTINGS.findIndex(each => each.key === key) + 2
  expect(edit("ตั้งค่า", `${columnName(columnAt("setting", "value"))}${row}`, value)).toMatchObject({ ok: true })
}
const ticked = (as = PLANNER) => tickGate(script.editor, office.spreadsheetId, as)
const batch = (...requests: object[]) =>
  office.google.api("sheets.spreadsheets.batchUpdate", {
    params: { spreadsheetId: office.spreadsheetId },
    body: { requests },
    source: "person",
  })
/** As a paste does, which brings no checkbox's rules with it. */
function pasteTick(userEnteredValue: object): void {
  const start = {
    sheetId: sheet(STATUS).sheetId,
    rowIndex: PLANNER_TICK_ROW,
    columnIndex: columnAt("status", "tick"),
  }
  batch({ updateCells: { start, rows: [{ values: [{ userEnteredValue }] }], fields: "userEnteredValue" } })
}
const published = () => office.worker.pushes.length

describe("before the tick", () => {
  it("the whole plan waits, and สถานะ shows what would become public", () => {
    expect(published()).toBe(0)
    expect(said()).toMatch(ASKED)
    expect(tick()).toBe(false)
    expect(lines().get("ชื่อแผนที่จะเผยแพร่")).toBe(SAMPLE_SETTINGS.title)
    expect(lines().get("ปีงบประมาณที่จะเผยแพร่")).toBe("2566")
    expect(lines().get("ประกาศที่จะเผยแพร่")).toBe(`เลขที่ ${SAMPLE_SETTINGS.announcementNumber} วันที่ 12 ต.ค. 2565`)
    expect(lines().get("แถวที่จะเผยแพร่")).toMatch(
      /^มาตรการ 10 งานที่ต้องรายงาน \d+ ผลการประเมิน 10 หน่วยงาน 10 วันหยุด 21 ตั้งค่า \d+$/,
    )
    expect(lines().get("แถวที่จะยังไม่เผยแพร่")).toMatch(/^0 แถว/)
    expect(lines().get("งวดที่จะเกินกำหนดทันที")).toMatch(/^0 งวด อีก \d+ งวด.*“ก่อนเริ่มบันทึก”/)
    expect(lines().get("การส่งข้อมูลไปหน้าเว็บ")).toContain("ประกาศแผน")
  })

  it("is as the figures say once announced: so many rows, and nothing overdue", () => {
    const [, measures, duties] =
      /^มาตรการ (\d+) งานที่ต้องรายงาน (\d+)/.exec(String(lines().get("แถวที่จะเผยแพร่"))) ?? []
    ticked()
    script.run("onEdited")
    const names = [...office.worker.digestByName.keys()]
    const count = (kind: string) => String(names.filter(name => name.startsWith(`${kind}/`)).length)
    expect([count("measure"), count("duty")]).toEqual([measures, duties])
  })

  it("a scan that finds nothing new writes nothing, edits go on, and the clock says that the script is alive", () => {
    expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
    edit("มาตรการ", "F2", "31 มิ.ย. 66")
    script.run("onEdited")
    expect(lines().get("แถวที่จะยังไม่เผยแพร่")).toMatch(/^1 แถว/)
    const { asked } = office.worker
    script.run("onClock")
    expect(office.worker.asked).toBe(asked + 1)
    expect(published()).toBe(0)
  })

  it("goes with the number or the date, and comes back with it", () => {
    setTo("announcementDate", "")
    script.run("onEdited")
    expect(said()).toContain("กรอกเลขที่และวันที่ประกาศ")
    expect(lines().has("แถวที่จะเผยแพร่")).toBe(false)
    ticked()
    script.run("onEdited")
    expect([tick(), published()]).toEqual([false, 0])
    setTo("announcementDate", "12 ต.ค. 2565")
    script.run("onEdited")
    expect(said()).toMatch(ASKED)
    expect(published()).toBe(0)
  })
})

describe("the planner's tick", () => {
  it("announces at the next scan: the first push carries the announcement, and nothing is asked any more", () => {
    expect(ticked()).toMatchObject({ ok: true })
    script.run("onEdited")
    const [first] = office.worker.pushes
    expect(first?.payload).toMatchObject({ sequence: 1, fiscalYear: 2566 })
    expect([...(first?.rows.keys() ?? [])]).toEqual(
      expect.arrayContaining(["setting/announcementNumber", "setting/announcementDate", "contact/1"]),
    )
    expect(said()).toMatch(ANNOUNCED)
    expect([tick(), lines().has("แถวที่จะเผยแพร่")]).toEqual([false, false])
    expect(lines().get("การส่งข้อมูลไปหน้าเว็บ")).toMatch(/^ปกติ/)
    expect(script.run("onEdited")["Sheets.Spreadsheets.batchUpdate"]).toBeUndefined()
    ticked()
    script.run("onEdited")
    expect([tick(), published()]).toEqual([false, 1])
  })

  it.each([
    ["the title is empty", "title", "", /ชื่อแผนว่างอยู่/],
    ["a setting is wrong", "digestHour", "25", /แท็บ “ตั้งค่า” มีที่ต้องแก้ก่อน คือแถว “เวลาที่ส่ง”/],
  ] as const)("is taken back while %s, and counts once that is mended", (_case, key, value, words) => {
    setTo(key, value)
    script.run("onEdited")
    expect(said()).toMatch(words)
    ticked()
    script.run("onEdited")
    expect([tick(), published()]).toEqual([false, 0])
    expect(said()).toMatch(words)
    setTo(key, SAMPLE_SETTINGS[key as "title"] ?? "8")
    script.run("onEdited")
    expect([said(), published()]).toEqual([expect.stringMatching(ASKED), 0])
    ticked()
    script.run("onEdited")
    expect(published()).toBe(1)
  })

  it("set together with an edit answers what was shown, not what was typed since", () => {
    setTo("title", "ชื่อที่ไม่มีใครเห็น")
    ticked()
    script.run("onEdited")
    expect([tick(), published()]).toEqual([false, 0])
    expect(said()).toContain("ข้อมูลเปลี่ยนไป")
    expect(lines().get("ชื่อแผนที่จะเผยแพร่")).toBe("ชื่อที่ไม่มีใครเห็น")
  })

  it("set while a scan writes other figures is taken back with them", () => {
    setTo("title", "ชื่อใหม่")
    script.run("onEdited", {
      beforeCall({ method }) {
        if (method === "Sheets.Spreadsheets.batchUpdate") ticked()
      },
    })
    script.run("onEdited")
    expect([tick(), published()]).toEqual([false, 0])
    expect(said()).toMatch(ASKED)
  })

  it.each([
    ["text", { stringValue: "TRUE" }],
    ["a number", { numberValue: 1 }],
    ["a formula", { formulaValue: "=TRUE" }],
  ])("pasted as %s is no tick, and is taken back", (_case, value) => {
    pasteTick(value)
    script.run("onEdited")
    expect([tick(), published()]).toEqual([false, 0])
    expect(said()).toContain("ต้องติ๊กด้วยมือ")
  })

  it("stands while the Worker is away, and announces when it is back", () => {
    office.worker.faults.push("down")
    ticked()
    script.run("onEdited")
    expect([tick(), published()]).toEqual([true, 0])
    expect(said()).toContain("ติ๊กแล้ว")
    script.run("onClock")
    expect([tick(), published()]).toEqual([false, 1])
    expect(said()).toMatch(ANNOUNCED)
  })

  it("announces once, wherever the run that carries it is killed", () => {
    ticked()
    for (let at = 0; at < 12; at++) {
      try {
        script.run("onEdited", {
          beforeCall({ index }) {
            if (index === at) throw new Killed()
          },
        })
      } catch (error) {
        if (!(error instanceof Killed)) throw error
      }
    }
    script.run("onEdited")
    expect(office.worker.pushes.map(({ payload }) => payload.sequence)).toEqual([1])
    expect(said()).toMatch(ANNOUNCED)
  })
})

describe("anybody else's tick", () => {
  it("is refused by the sheet itself, beside lines that anybody may tick", () => {
    expect(ticked(REGISTRY)).toMatchObject({ ok: false, reason: "protected" })
    expect(edit(STATUS, "C2", "TRUE", REGISTRY)).toMatchObject({ ok: true })
    script.run("onEdited")
    expect([tick(), published()]).toEqual([false, 0])
  })

  it("is refused by the script where the protection was taken away and Google tells who edits", () => {
    const block = sheet(STATUS).protectedRanges.find(({ range }) => range.startRowIndex === PLANNER_TICK_ROW)
    batch({ deleteProtectedRange: { protectedRangeId: block?.protectedRangeId } })
    // The whole tab's protection leaves the cell open for the block that is gone.
    expect(ticked(REGISTRY)).toMatchObject({ ok: true })
    const column = columnAt("status", "tick")
    const place = { top: PLANNER_TICK_ROW, bottom: PLANNER_TICK_ROW + 1, left: column, right: column + 1 }
    const { sheetId } = sheet(STATUS)
    script.run("onEdited", {}, script.editEvent({ sheetId, title: STATUS, ...place }, REGISTRY, "TRUE"))
    expect([tick(), published()]).toEqual([false, 0])
    expect(said()).toContain("ให้ฝ่ายเจ้าของแผนติ๊กเอง")
    expect(ticked(REGISTRY)).toMatchObject({ ok: false, reason: "protected" })
  })
})

describe("an office that was announced before", () => {
  /** As the version before left it: no gate on สถานะ, nor its protection. */
  function age(): void {
    const { sheetId, protectedRanges } = sheet(STATUS)
    const block = protectedRanges.find(({ range }) => range.startRowIndex === PLANNER_TICK_ROW)
    const range = {
      sheetId,
      dimension: "ROWS",
      startIndex: PLANNER_TICK_ROW,
      endIndex: PLANNER_TICK_ROW + 1,
    }
    batch(
      { deleteProtectedRange: { protectedRangeId: block?.protectedRangeId } },
      { deleteDimension: { range } },
    )
    expect(lines().has("ประกาศแผน")).toBe(false)
  }

  beforeEach(() => {
    ticked()
    script.run("onEdited")
    age()
  })

  it("goes on without a question: what is edited goes out with the next scan", () => {
    edit("มาตรการ", "C2", "ประเด็นที่แก้หลังเปลี่ยนรุ่น")
    script.run("onEdited")
    expect(published()).toBe(2)
    expect(said()).toMatch(ANNOUNCED)
    expect(lines().has("แถวที่จะเผยแพร่")).toBe(false)
  })

  it("though its memory was lost: the Worker's log says that it was announced", () => {
    const { sheetId, rowCount } = sheet("_record")
    const range = { sheetId, startRowIndex: 1, endRowIndex: rowCount }
    batch({ repeatCell: { range, cell: {}, fields: "userEnteredValue" } })
    edit("มาตรการ", "C2", "ประเด็นที่แก้หลังเปลี่ยนรุ่น")
    script.run("onEdited")
    expect(said()).toMatch(ANNOUNCED)
    expect(office.worker.pushes.map(({ payload }) => payload.sequence)).toEqual([1, 2])
  })

  it("needs no title, nor settings without errors, to go on", () => {
    setTo("title", "")
    setTo("digestHour", "25")
    edit("มาตรการ", "C2", "ประเด็นที่แก้หลังเปลี่ยนรุ่น")
    script.run("onEdited")
    expect(published()).toBe(2)
    expect(said()).toMatch(ANNOUNCED)
  })
})
