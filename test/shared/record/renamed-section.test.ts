/** A section that is called otherwise still owes what rows of its old name say, held ones among them. */
import { describe, expect, it } from "vitest"
import { obligationsOf } from "../../../shared/due/obligation.ts"
import { settingsOf } from "../../../shared/due/timetable.ts"
import { recordAt, rowsOfKind } from "../../../shared/record/record.ts"
import type { Row } from "../../../shared/row/row.ts"
import {
  at,
  type Change,
  day,
  dutyRow,
  measureRow,
  PLAN,
  recordOf,
  sectionRows,
  settingRows,
} from "../due/fixture.ts"

const TODAY = day("2023-07-15")
const OLD = "ฝ่ายปกครอง"
const NEW = "ฝ่ายปกครองและทะเบียน"

const ROWS: Change = {
  at: at("2022-10-13"),
  rows: [
    measureRow({ lead: "ฝ่ายทะเบียน", partners: [OLD] }),
    dutyRow({ measure: "m-00000001", owedBy: [OLD] }),
    ...settingRows({ planner: OLD }),
  ],
}

const renamed = (slug: string, name: string, when: string): Change => ({
  at: at(when),
  rows: sectionRows().flatMap((row): Row[] =>
    row.kind === "section" && row.slug === slug ? [{ ...row, name }] : [],
  ),
})

const owing = (...changes: Change[]) =>
  obligationsOf(recordOf(PLAN, ROWS, ...changes), TODAY)
    .filter(each => each.duty === "d-00000001")
    .map(({ id, state, section }) => ({ id, state, section: section.slug, name: section.name }))

describe("after a section was renamed", () => {
  const RENAMED = renamed("1", NEW, "2023-06-01")

  it("it owes the same, in the same state, under its new name", () => {
    const before = owing()
    expect(before.some(each => each.state === "overdue")).toBe(true)
    expect(owing(RENAMED)).toEqual(before.map(each => ({ ...each, name: NEW })))
  })

  it("also after a second time, and after it took its old name back", () => {
    const second = renamed("1", "ฝ่ายอำนวยการ", "2023-06-10")
    expect(owing(RENAMED, second)).toEqual(owing().map(each => ({ ...each, name: "ฝ่ายอำนวยการ" })))
    expect(owing(RENAMED, renamed("1", OLD, "2023-06-10"))).toEqual(owing())
  })

  it("rows name it as it is called now, those who share in it and the plan's keeper too", () => {
    const record = recordOf(PLAN, ROWS, RENAMED)
    const measure = rowsOfKind(record, "measure").find(each => each.row.id === "m-00000001")
    expect(measure?.row).toMatchObject({ lead: "ฝ่ายทะเบียน", partners: [NEW], responsible: OLD })
    expect(settingsOf(record).get("planner")).toBe(NEW)
  })

  it("a past day is told in the names of that day", () => {
    const then = recordAt(recordOf(PLAN, ROWS, RENAMED), day("2023-05-31"))
    expect(rowsOfKind(then, "duty").map(({ row }) => row.owedBy)).toContainEqual([OLD])
  })

  it("what is stored stays as it was accepted", () => {
    const record = recordOf(PLAN, ROWS, RENAMED)
    expect(record.versionsByName.get("duty/d-00000001")?.at(-1)?.row).toMatchObject({ owedBy: [OLD] })
  })
})

describe("an old name that another section took over", () => {
  it("means that one, as it would in the sheet", () => {
    const swapped = owing(renamed("1", NEW, "2023-06-01"), renamed("2", OLD, "2023-06-02"))
    expect(new Set(swapped.map(each => each.section))).toEqual(new Set(["2"]))
  })
})
