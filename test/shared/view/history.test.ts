import { describe, expect, test } from "vitest"
import type { Hash } from "../../../shared/push/sd-jwt.ts"
import type { Version } from "../../../shared/record/record.ts"
import type { Row } from "../../../shared/row/row.ts"
import { fieldChanges, historyOf, slipsOf } from "../../../shared/view/history.ts"
import { day, measure, report } from "../../worker/rows.ts"

function versions(...rows: (Row | "gone" | "redacted")[]): Version[] {
  return rows.map((row, index) => ({
    sequence: index + 1,
    acceptedAt: index * 1000,
    digest: row === "gone" ? null : (String(index).repeat(43) as Hash),
    row: typeof row === "string" ? null : row,
  }))
}

describe("the history of a row", () => {
  test("names each field that changed, old and new, and leaves out what follows from it", () => {
    const before = measure("a", { period: "ภายใน 30 มิ.ย. 2566", partners: ["ฝ่ายโยธา"] })
    const after = measure("a", {
      period: "ภายใน 31 ก.ค. 2566",
      partners: ["ฝ่ายโยธา", "ฝ่ายการคลัง"],
      normal: "x",
      understood: "y",
    })
    expect(fieldChanges(before, after)).toEqual([
      { key: "period", from: "ภายใน 30 มิ.ย. 2566", to: "ภายใน 31 ก.ค. 2566" },
      { key: "partners", from: "ฝ่ายโยธา", to: "ฝ่ายโยธา, ฝ่ายการคลัง" },
    ])
  })

  test("tells a moved date by its dates", () => {
    const moved = (due: string) =>
      measure("a", { period: measure("a").period, occurrences: [{ id: "2566", due: day(due) }] })
    const [, first, second] = historyOf(versions(measure("a"), moved("2023-08-31"), moved("2023-08-10")))
    expect(first?.changes).toEqual([
      { key: "due", from: "2023-06-30", to: "2023-08-31" },
      { key: "promise", from: "2023-06-30", to: "2023-08-31" },
    ])
    expect(second?.changes).toEqual([
      { key: "due", from: "2023-08-31", to: "2023-08-10" },
      { key: "promise", from: "2023-06-30", to: "2023-08-10" },
    ])
    expect(second?.changes.slice(1).flatMap(slipsOf)).toEqual([41])
  })

  test("tells a change of rhythm by the dates that went and came", () => {
    const quarterly = measure("a", {
      period: measure("a").period,
      occurrences: [
        { id: "2566-Q3", due: day("2023-06-30") },
        { id: "2566-Q4", due: day("2023-09-30") },
      ],
    })
    const [, changed] = historyOf(versions(measure("a"), quarterly))
    expect(changed?.changes).toEqual([
      { key: "due", from: "2023-06-30", to: "2023-06-30, 2023-09-30" },
      { key: "promise", from: "2023-06-30", to: "2023-09-30" },
    ])
  })

  test("tells that a doubt was confirmed", () => {
    expect(fieldChanges(measure("a", { asks: "open" }), measure("a", { asks: "confirmed" }))).toEqual([
      { key: "confirm", from: "", to: "✓" },
    ])
  })

  test("tells ticks and blanks as a reader sees them", () => {
    const before = report("m-aaaaaaaa", "2", "2566", { nothingToReport: false, result: "" })
    const after = report("m-aaaaaaaa", "2", "2566", { nothingToReport: true, result: "" })
    expect(fieldChanges(before, after)).toEqual([{ key: "nothingToReport", from: "", to: "✓" }])
  })

  test("has an event for each thing that can happen to a row", () => {
    const events = historyOf(
      versions(
        measure("a"),
        measure("a", { issue: "x" }),
        "gone",
        measure("a"),
        "redacted",
        measure("a", { issue: "y" }),
      ),
    ).map(each => each.event)
    expect(events).toEqual(["published", "changed", "withdrawn", "restored", "redacted", "changed"])
  })

  test("tells of a line that vanished and came back, and of one that was taken out, with the reason", () => {
    const absences = (list: readonly (readonly [number, string | null])[]): Version[] =>
      list.map(([sequence, reason]) => ({
        sequence,
        acceptedAt: sequence,
        digest: reason === null ? null : (String(sequence).repeat(43) as Hash),
        row: reason === null ? null : { kind: "absence", of: "measure/m-aaaaaaaa", reason },
      }))
    const row = versions(measure("a"), measure("a", { issue: "x" }), "gone")
    const told = (...list: (readonly [number, string | null])[]) =>
      historyOf(row, [], absences(list)).map(({ event, sequence, changes }) => [
        event,
        sequence,
        changes[0]?.to,
      ])
    const [published, changed, gone] = row.map(({ sequence }) => sequence)
    const between = (changed ?? 0) + 0.5
    const reason = "ยุบรวมกับมาตรการอื่น"
    expect(told([between, ""], [gone ?? 0, reason])).toEqual([
      ["published", published, undefined],
      ["changed", changed, "x"],
      ["vanished", between, undefined],
      ["withdrawn", gone, reason],
    ])
    expect(told([between, ""], [between + 0.1, null]).slice(2, 4)).toEqual([
      ["vanished", between, undefined],
      ["returned", between + 0.1, undefined],
    ])
  })

  test("leaves out a version that says the same", () => {
    expect(historyOf(versions(measure("a"), measure("a")))).toHaveLength(1)
  })

  test("compares what came after a redaction with what was shown before it", () => {
    const [, , last] = historyOf(
      versions(measure("a", { issue: "1" }), "redacted", measure("a", { issue: "2" })),
    )
    expect(last?.changes).toEqual([{ key: "issue", from: "1", to: "2" }])
  })
})
