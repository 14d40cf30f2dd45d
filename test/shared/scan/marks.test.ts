/** What is written into a tab that keeps lines: each once, in its place, and nothing that stands there already. */
import { describe, expect, it } from "vitest"
import { type CellWrite, listWrites, recordWrites } from "../../../shared/scan/marks.ts"
import type { RecordLine } from "../../../shared/sheet/memory.ts"
import { type SheetTab, textOf } from "../../../shared/sheet/sheet-tab.ts"
import { applyWrites, tabFrom } from "../table/office-fixture.ts"

const line = (id: string, digest: string): RecordLine => ({ kind: "measure", id, digest, memory: "" })
const standing = (tab: SheetTab, writes: readonly CellWrite[]) =>
  applyWrites([tab], writes)[0]?.rows.map(row => [textOf(row, "id"), textOf(row, "digest")].join(" ").trim())

describe("the record's lines", () => {
  const tab = tabFrom("record", [line("a", "1"), line("b", "1"), line("c", "1")])

  it("keep their place, take a forgotten one's, and leave no other behind", () => {
    expect(standing(tab, recordWrites(tab, [line("d", "1"), line("a", "2")]))).toEqual(["a 2", "d 1", ""])
    expect(
      standing(
        tab,
        recordWrites(
          tab,
          ["a", "b", "c", "d"].map(id => line(id, "1")),
        ),
      ),
    ).toEqual(["a 1", "b 1", "c 1", "d 1"])
  })

  it("are written where they differ alone: an empty cell is no write", () => {
    expect(
      recordWrites(
        tab,
        ["a", "b", "c"].map(id => line(id, "1")),
      ),
    ).toEqual([])
    expect(
      recordWrites(
        tab,
        ["a", "b", "c", "d"].map(id => line(id, "1")),
      ).map(({ value }) => value),
    ).toEqual(["measure", "d", "1"])
  })
})

it("a list that became shorter leaves nothing below it", () => {
  const item = (text: string) => ({ item: text, value: "", tick: false })
  const tab = tabFrom("status", [item("ก"), { ...item("ข"), tick: true, reason: "เพราะ" }])
  const left = applyWrites([tab], listWrites(tab, [item("ก")]))[0]?.rows ?? []
  expect(
    left.map(row => [textOf(row, "item"), textOf(row, "reason"), row.cellByKey.get("tick")?.value]),
  ).toEqual([
    ["ก", "", false],
    ["", "", false],
  ])
})
