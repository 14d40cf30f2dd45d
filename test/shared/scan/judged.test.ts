/** Whatever people type, in whatever order: what a scan would publish of it the Worker's judge takes. */
import fc from "fast-check"
import { describe, it } from "vitest"
import { columnOf, type TabKey } from "../../../shared/columns.ts"
import type { SheetTab } from "../../../shared/sheet/sheet-tab.ts"
import { NAUGHTY_VALUES } from "../../naughty.ts"
import { applyWrites, MEASURE, officeTabs, scanInput, tabFrom } from "../table/office-fixture.ts"
import { scanAndAccept } from "./accepted.ts"

const SECOND = { ...MEASURE, id: "m-bbbbbbbb", indicator: "3", lead: "ฝ่ายทะเบียน", responsible: "ฝ่ายทะเบียน" }
const DUTY = {
  id: "d-aaaaaaaa",
  measure: MEASURE.id,
  what: "ส่งแบบ สขร.๑",
  owedBy: "ทุกฝ่าย",
  owedTo: "ฝ่ายปกครอง",
  when: "ภายในวันที่ ๕ ของทุกเดือน",
}

const LINES: Readonly<Partial<Record<TabKey, readonly Readonly<Record<string, string>>[]>>> = {
  measure: [MEASURE, SECOND],
  duty: [DUTY],
  oversight: [{ id: "o-aaaaaaaa", date: "20 พ.ค. 2566", measures: MEASURE.id, order: "ให้เร่งรัด" }],
  holiday: [{ date: "13 เม.ย. 2566", name: "วันสงกรานต์" }],
}

/** Cells that people do change, and those that a change of them touches. */
const CELLS: readonly (readonly [TabKey, string])[] = [
  ...["issue", "measure", "monitoring", "period", "responsible", "lead", "status", "reason"].map(
    key => ["measure", key] as const,
  ),
  ...["what", "owedBy", "owedTo", "when", "evidenceKind", "status", "reason"].map(
    key => ["duty", key] as const,
  ),
  ...["date", "measures", "order", "outcome", "link"].map(key => ["oversight", key] as const),
  ...["date", "name"].map(key => ["holiday", key] as const),
  ...["name", "shortNames", "head"].map(key => ["section", key] as const),
  ...["value"].map(key => ["setting", key] as const),
]

const WORDS = [
  ...["ภายใน 30 มิ.ย. 2566", "31 มิ.ย. 66", "ภายในเดือนกรกฎาคม 2566", "ทุกเดือน", "ทุกวันที่ ๑๐ ของเดือน", "ไตรมาส 3"],
  ...["ฝ่ายปกครอง", "ฝ่ายทะเบียน", "ทุกฝ่าย", "ฝ่ายที่ไม่มี", "ฝ่ายปกครอง, ฝ่ายทะเบียน"],
  ...["ยกเลิก", "เสร็จสิ้น", "รอผลจากหน่วยงานต้นสังกัด", "เลื่อนเพราะฝนตก", ".", "x", ""],
  ...["https://office.example/a", "http://office.example/a", "javascript:alert(1)", "โทร 081-234-5678"],
  ...["5 มิ.ย. 2566", "6 มิ.ย. 2566", "m-aaaaaaaa", "m-aaaaaaaa, m-bbbbbbbb", "วันถัดไป", "2566"],
]

type Edit = {
  readonly cell: readonly [TabKey, string]
  readonly line: number
  readonly value: string | number | boolean
}

const edit: fc.Arbitrary<Edit> = fc.record({
  cell: fc.constantFrom(...CELLS),
  line: fc.nat(25),
  value: fc.oneof({ arbitrary: fc.constantFrom(...WORDS), weight: 3 }, fc.constantFrom(...NAUGHTY_VALUES)),
})

function typed(tabs: readonly SheetTab[], { cell: [key, column], line, value }: Edit): SheetTab[] {
  const tab = tabs.find(each => each.tab === key)
  const row = tab?.rows[line % Math.max(tab.rows.length, 1)]
  const place = tab?.columnIndexByKey.get(column)
  if (!tab || !row || place === undefined) throw new Error(`no ${columnOf(key, column).key} in ${key}`)
  return applyWrites(tabs, [{ sheetId: tab.sheetId, row: row.index, column: place, value }])
}

describe("what a scan publishes", () => {
  it("is taken by the judge, scan after scan, whatever was typed between them", () => {
    const begun = officeTabs(Object.entries(LINES).map(([key, lines]) => tabFrom(key as TabKey, lines ?? [])))
    const rounds = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(rounds, all => {
        let { tabs, memory } = scanAndAccept(scanInput(begun))
        for (const edits of all) {
          const input = scanInput(edits.reduce(typed, tabs), memory)
          ;({ tabs, memory } = scanAndAccept({ ...input, now: input.now + 86_400_000 }))
        }
      }),
      { numRuns: 90, seed: 20230529 },
    )
  })
})
