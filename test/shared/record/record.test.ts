import { describe, expect, test } from "vitest"
import { bangkokMidnight } from "../../../shared/date/civil-date.ts"
import type { Hash } from "../../../shared/push/sd-jwt.ts"
import {
  absenceOf,
  type Entry,
  foldRecord,
  latestRevision,
  type Revision,
  recordAt,
  rowsOfKind,
  versionsOf,
} from "../../../shared/record/record.ts"
import { day, measure } from "../../worker/rows.ts"

const digest = (letter: string) => letter.repeat(43) as Hash
const at = (date: string) => bangkokMidnight(day(date)) + 9 * 3_600_000

function revision(sequence: number, date: string, held: readonly string[] = []): Revision {
  return { sequence, head: digest(String(sequence)), acceptedAt: at(date), held }
}

function entry(
  sequence: number,
  date: string,
  letter: string,
  row: Entry["row"],
  name = "measure/m-aaaaaaaa",
): Entry {
  return { sequence, acceptedAt: at(date), name, digest: row || letter ? digest(letter) : null, row }
}

const first = measure("a")
const second = measure("a", { issue: "ใหม่" })
const record = foldRecord(
  2566,
  [revision(2, "2023-02-01"), revision(1, "2023-01-01"), revision(3, "2023-03-01", ["measure/m-aaaaaaaa"])],
  [entry(2, "2023-02-01", "b", second), entry(1, "2023-01-01", "a", first)],
)

describe("a folded record", () => {
  test("orders revisions and versions by sequence, however they come", () => {
    expect(record.revisions.map(each => each.sequence)).toEqual([1, 2, 3])
    expect(versionsOf(record, first).map(each => each.row)).toEqual([first, second])
    expect(latestRevision(record)?.sequence).toBe(3)
  })

  test("shows the newest version, when it first came, and that a newer text is held", () => {
    expect(rowsOfKind(record, "measure")).toEqual([
      {
        row: second,
        firstAcceptedAt: at("2023-01-01"),
        acceptedAt: at("2023-02-01"),
        sequence: 2,
        held: true,
        vanished: false,
        withdrawn: false,
      },
    ])
  })

  test("tells a row that vanished from one that is held, while it does, and since when", () => {
    const name = "measure/m-aaaaaaaa"
    const absence = { kind: "absence", of: name, reason: "" } as const
    const pushes = [
      entry(1, "2023-01-01", "a", first),
      entry(2, "2023-02-01", "b", absence, `absence/${name}`),
      entry(3, "2023-03-01", "c", { ...absence, reason: "ยุบรวมกับมาตรการอื่น" }, `absence/${name}`),
      entry(4, "2023-04-01", "", null, `absence/${name}`),
    ]
    const held = [revision(1, "2023-01-01"), revision(2, "2023-02-01", [name]), revision(4, "2023-04-01")]
    const vanished = foldRecord(2566, held, pushes)
    const on = (date: string) => rowsOfKind(recordAt(vanished, day(date)), "measure")
    expect(on("2023-01-31")).toMatchObject([{ vanished: false, held: false }])
    expect(on("2023-02-01")).toMatchObject([{ vanished: true, held: false, withdrawn: false, row: first }])
    expect(on("2023-04-01")).toMatchObject([{ vanished: false, held: false }])
    expect(absenceOf(recordAt(vanished, day("2023-03-05")), name)).toEqual({
      since: at("2023-02-01"),
      reason: "ยุบรวมกับมาตรการอื่น",
    })
    expect(absenceOf(vanished, name)).toBeUndefined()
  })

  test("is seen as it stood at the end of any past day", () => {
    const texts = (date: string) =>
      rowsOfKind(recordAt(record, day(date)), "measure").map(each => each.row.issue)
    expect(texts("2022-12-31")).toEqual([])
    expect(texts("2023-01-01")).toEqual([first.issue])
    expect(texts("2023-01-31")).toEqual([first.issue])
    expect(texts("2023-02-01")).toEqual([second.issue])
  })

  test("keeps a withdrawn row as it last stood", () => {
    const withdrawn = foldRecord(
      2566,
      [revision(1, "2023-01-01"), revision(2, "2023-02-01")],
      [entry(1, "2023-01-01", "a", first), entry(2, "2023-02-01", "", null)],
    )
    expect(rowsOfKind(withdrawn, "measure")).toMatchObject([{ row: first, withdrawn: true }])
  })

  test("does not show an older text in place of a redacted one", () => {
    const redacted = foldRecord(
      2566,
      [revision(1, "2023-01-01"), revision(2, "2023-02-01")],
      [entry(1, "2023-01-01", "a", first), entry(2, "2023-02-01", "b", null)],
    )
    expect(rowsOfKind(redacted, "measure")).toEqual([])
  })
})
