import { expect, test } from "vitest"
import { aroundName, withoutBulk } from "../../../shared/view/change-sentence.ts"
import { ROW_EVENTS } from "../../../shared/view/history.ts"

const keys = (...all: string[]) => all.map(key => ({ key }))

test.each([
  [{ kind: "measure", event: "changed", changes: keys("period", "due", "reason") }, "เลื่อนกำหนด ของ X"],
  [{ kind: "measure", event: "changed", changes: keys("issue", "reason") }, "แก้ไขประเด็นที่ต้องปรับปรุง ของ X"],
  [{ kind: "measure", event: "changed", changes: keys("reason") }, "แก้ไขเหตุผล ของ X"],
  [{ kind: "duty", event: "published", changes: [] }, "เพิ่ม X"],
  [{ kind: "report", event: "published", changes: keys("result") }, "X"],
  [{ kind: "measure", event: "withdrawn", changes: [] }, "นำ X ออกจากตาราง"],
  [{ kind: "measure", event: "vanished", changes: [] }, "X หายไปจากตาราง ยังนับต่อ"],
] as const)("%j is said: %s", (told, sentence) => {
  const { before, after } = aroundName(told)
  expect([before, "X", after].filter(word => word !== "").join(" ")).toBe(sentence)
})

test("every event has words", () => {
  for (const event of ROW_EVENTS)
    expect(Object.values(aroundName({ kind: "measure", event, changes: [] })).join("")).not.toBe("")
})

test("new reports fold from the fourth on; nothing is lost or told twice", () => {
  const report = { kind: "report", event: "published" } as const
  const other = { kind: "measure", event: "changed" } as const
  for (let count = 0; count < 9; count++) {
    const all = [
      other,
      ...Array.from({ length: count }, () => ({ ...report })),
      { ...report, event: "changed" },
    ]
    const { bulk, rest } = withoutBulk(all)
    expect(bulk.length).toBe(count < 4 ? 0 : count)
    expect([...bulk, ...rest]).toHaveLength(all.length)
    expect(new Set([...bulk, ...rest]).size).toBe(all.length)
  }
})
