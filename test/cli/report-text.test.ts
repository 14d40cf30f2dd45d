import { describe, expect, test } from "vitest"
import { nextSteps } from "../../cli/plan/next-steps.ts"
import { reportText } from "../../cli/plan/report-text.ts"
import { unpublishedText } from "../../cli/start/run-office.ts"
import { HEADER, imported, ROW, rowsSource } from "../shared/import/source.ts"

describe("the report of an import", () => {
  const rows = Array.from({ length: 10 }, () => [...ROW.slice(0, 4), "โดยเร็ว", "กองคลัง"])
  const without = (...places: readonly number[]) => ROW.map((cell, at) => (places.includes(at) ? "" : cell))
  const text = reportText(imported(rowsSource(["มาตรการ"], HEADER, ...rows), 2567).report)

  test("says each thing once, with its places and their count", () => {
    const periods = text.filter(line => line.includes("โดยเร็ว"))
    expect(periods).toHaveLength(1)
    expect(periods[0]).toContain("E3: ")
    expect(periods[0]).toContain("(อีก 9: E4, E5, E6, E7, E8 และอื่น ๆ รวม 10 แห่ง)")
    expect(text.filter(line => line.includes("กองคลัง"))).toHaveLength(1)
  })

  test("has the most harmful first and fits a screen for ten rows", () => {
    const at = (words: string) => text.findIndex(line => line.includes(words))
    expect(at("ไม่อยู่ในรายชื่อ")).toBeLessThan(at("โดยเร็ว"))
    expect(at("(ask)")).toBeLessThan(at("(warn)"))
    expect(text.length).toBeLessThanOrEqual(24)
  })

  test("tells rows apart that lack different columns", () => {
    const lines = [["มาตรการ"], HEADER, without(3), ROW, without(4), without(3), without(3, 4)]
    const told = reportText(imported(rowsSource(...lines), 2567).report).filter(line =>
      line.includes(" ขาด "),
    )
    expect(told.map(line => / ขาด (.+)$/.exec(line)?.[1])).toEqual([
      "แนวทางการกำกับติดตาม พิมพ์ให้ครบก่อนใช้ (อีก 1: D6)",
      "ระยะเวลา พิมพ์ให้ครบก่อนใช้",
      "แนวทางการกำกับติดตาม ระยะเวลา พิมพ์ให้ครบก่อนใช้",
    ])
  })

  test("names the first cell that is to be filled, not one that has words", () => {
    const lines = [["มาตรการ"], HEADER, ROW, without(4)]
    const incomplete = imported(rowsSource(...lines), 2567).report.find(
      ({ code }) => code === "rowIncomplete",
    )
    expect(incomplete?.cell).toBe("E4")
  })

  test("lists every indicator that is missing, however many", () => {
    const absent = text.find(line => line.includes("ไม่พบตัวชี้วัด"))
    expect(absent).toContain(" 1, 3, 4, 5, 6, 7, 8, 9, 10 ในแผนนี้")
  })

  test("names the sheet beside the cell", () => {
    const lines = [["มาตรการ"], HEADER, ROW].map((cells, at) => ({ line: at + 1, cells, sheet: "2567" }))
    expect(reportText(imported({ lines }, 2568).report).join("\n")).not.toContain("บรรทัด")
  })
})

const READ_BY = { file: "plan.xlsx", year: undefined, sections: undefined }

describe("what is to be done next", () => {
  const planOf = (period: string, title = "มาตรการ") =>
    imported(rowsSource([title], HEADER, [...ROW.slice(0, 4), period, "ฝ่ายปกครอง"]), 2567)

  test("leads from the file to the announcement, and names where each question is answered", () => {
    const steps = nextSteps(READ_BY, planOf("โดยเร็ว"))
    expect(steps.slice(0, 2)).toEqual(["", "ลำดับต่อไปจนถึงประกาศแผน"])
    const at = (words: string) => steps.findIndex(line => line.includes(words))
    expect(at("setup --plan plan.xlsx")).toBeGreaterThan(1)
    expect(at("แท็บ “มาตรการ” ")).toBeGreaterThan(at("setup --plan"))
    expect(at("วันที่ประกาศในแท็บ “ตั้งค่า”")).toBeGreaterThan(at("แท็บ “มาตรการ” "))
    expect(at("แถว “ประกาศแผน”")).toBe(steps.length - 1)
  })

  test("keeps what the plan was read by in the commands it names, as a shell takes them", () => {
    const readBy = { file: "แผน ปี 67.xlsx", year: 2567, sections: "local" }
    const [steps, plan] = [
      nextSteps(readBy, planOf("โดยเร็ว")).join("\n"),
      '--plan "แผน ปี 67.xlsx" --sections local',
    ]
    expect(steps).toContain(`npm start -- ${plan} `)
    expect(steps).toContain(`sujarit setup ${plan} --year 2567`)
  })

  test("has the sections chosen first where the plan's owners are none of them", () => {
    const plan = imported(rowsSource(["มาตรการ"], HEADER, [...ROW.slice(0, 5), "กองคลัง"]), 2567)
    expect(nextSteps(READ_BY, plan)[2]).toContain("--sections")
    expect(nextSteps({ ...READ_BY, sections: "local" }, plan)[2]).toContain(
      "setup --plan plan.xlsx --sections local",
    )
  })

  test("asks for nothing where nothing is asked", () => {
    const plan = { ...planOf("โดยเร็ว"), report: [] }
    expect(nextSteps(READ_BY, plan).join("\n")).not.toContain("ต้องมีคนตอบ")
    expect(nextSteps(READ_BY, plan)).toHaveLength(5)
  })
})

test("a start says how many measures of its plan are not public, where some are not", () => {
  expect(unpublishedText({ typed: 7, published: 2 })).toContain("5 จาก 7 มาตรการยังไม่เผยแพร่")
  expect(unpublishedText({ typed: 7, published: 7 })).toBe("")
})
