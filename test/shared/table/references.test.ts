/** Measures named by their words in other tabs: read as ids, written as words, whatever changes. */
import { describe, expect, it } from "vitest"
import { labelsOf, referenceWrites } from "../../../shared/scan/marks.ts"
import { EMPTY_MEMORY, type Memory } from "../../../shared/sheet/memory.ts"
import { type SheetTab, tabsOf, textOf } from "../../../shared/sheet/sheet-tab.ts"
import { measureLabels, withMeasureIds } from "../../../shared/table/references.ts"
import { scanAndAccept } from "../scan/accepted.ts"
import { applyWrites, MEASURE, officeTabs, scanInput, tabFrom } from "./office-fixture.ts"

const [A, B, C] = ["m-aaaaaaaa", "m-bbbbbbbb", "m-cccccccc"]
const OTHER = {
  ...MEASURE,
  id: B,
  indicator: "8",
  measure: "ระบบจองคิว, ทำบัตร และ ชำระภาษี",
  lead: "ฝ่ายทะเบียน",
}
const THIRD = { ...MEASURE, id: C, indicator: "8", measure: "ระบบรับเรื่องร้องทุกข์" }
const DUTY = { id: "d-aaaaaaaa", what: "ส่งรายงาน", owedBy: "ทุกฝ่าย", when: "ภายในวันที่ ๕ ของทุกเดือน" }

function tabsWith(
  duty: string,
  oversight = "",
  measures: readonly object[] = [MEASURE, OTHER, THIRD],
): SheetTab[] {
  return officeTabs([
    tabFrom("measure", measures as never),
    tabFrom("duty", [{ ...DUTY, measure: duty }]),
    tabFrom("oversight", [{ id: "o-aaaaaaaa", date: "5 พ.ค. 2566", order: "ให้เร่งรัด", measures: oversight }]),
  ])
}

const said = (tabs: readonly SheetTab[], tab: "duty" | "oversight" | "measure", key: string, row = 0) =>
  textOf(tabsOf(tabs, tab)[0]?.rows[row] as never, key)

/** A scan of the script: names read, everything judged and accepted, names written. */
function scan(typed: readonly SheetTab[], memory: Memory = scanInput([]).memory) {
  const tabs = withMeasureIds(typed, memory)
  const accepted = scanAndAccept(scanInput(tabs, memory))
  const { rows } = accepted.plan.table
  const labelById = labelsOf(rows, accepted.memory)
  const writes = referenceWrites({ tabs, typed, rows, labelById })
  return { ...accepted, memory: { ...accepted.memory, labelById }, tabs: applyWrites(typed, writes), writes }
}

describe("a name", () => {
  it("is the indicator and the first words, without what parts the names of a list", () => {
    expect(measureLabels([{ id: B, indicator: "8", words: OTHER.measure }]).get(B)).toBe(
      "8. ระบบจองคิว ทำบัตร ชำระภาษี",
    )
  })

  it("leaves out the markers of items", () => {
    const words = "๑. เวียนแจ้งคู่มือการปฏิบัติงานให้ทุกฝ่ายทราบ ๒. จัดทำแบบสรุปผลการปฏิบัติงาน"
    expect(measureLabels([{ id: A, indicator: "1", words }]).get(A)).toBe(
      "1. เวียนแจ้งคู่มือการปฏิบัติงานให้ทุกฝ่ายทราบ…",
    )
  })

  it("is nobody else's: longer where two begin alike, numbered where they are the same", () => {
    const long = "ก".repeat(80)
    const labels = measureLabels([
      { id: A, indicator: "2", words: `${long}หนึ่ง` },
      { id: B, indicator: "2", words: `${long}สอง` },
      { id: C, indicator: "3", words: "เหมือนกัน" },
      { id: "m-dddddddd", indicator: "3", words: "เหมือนกัน" },
      { id: "m-eeeeeeee", indicator: "3", words: "" },
    ])
    expect(new Set(labels.values()).size).toBe(4)
    expect(labels.get(C)).toBe("3. เหมือนกัน (1)")
    expect(labels.has("m-eeeeeeee")).toBe(false)
  })
})

describe("a cell that refers to a measure", () => {
  it.each([
    ["an id, as sheets of before have it", A, A],
    ["the name of the list", "2. เผยแพร่รายงานจัดซื้อจัดจ้าง", A],
    ["the number of an indicator that has one measure", "๒", A],
    ["the first words", "ระบบจอง", B],
    ["all its words, with what parts names in a list", OTHER.measure, B],
    ["a beginning that two have", "ระบบ", "ระบบ"],
    ["the number of an indicator that has two", "8", "8"],
    ["what no measure says", "ระบบอื่น", "ระบบอื่น"],
  ])("holds %s", (_, typed, read) => {
    expect(said(withMeasureIds(tabsWith(typed), EMPTY_MEMORY), "duty", "measure")).toBe(read)
  })

  it("shows the name from the next scan on; what travels and is remembered is the id", () => {
    const { tabs, plan, memory } = scan(tabsWith(A, `${A},${B}`))
    expect(said(tabs, "duty", "measure")).toBe("2. เผยแพร่รายงานจัดซื้อจัดจ้าง")
    expect(said(tabs, "oversight", "measures")).toBe("2. เผยแพร่รายงานจัดซื้อจัดจ้าง\n8. ระบบจองคิว ทำบัตร ชำระภาษี")
    expect(said(tabs, "measure", "label")).toBe("2. เผยแพร่รายงานจัดซื้อจัดจ้าง")
    expect(plan.table.rows.find(({ row }) => row?.kind === "duty")?.row).toMatchObject({ measure: A })
    expect(memory.rowsByName.get("duty/d-aaaaaaaa")?.cells).toMatchObject({ measure: A })
    const again = scan(tabs, memory)
    expect(again.plan.change).toBeUndefined()
    expect(again.writes).toEqual([])
  })

  it("follows the measure when its words change, and when a name is taken over", () => {
    const first = scan(tabsWith(A, B))
    const retyped = first.tabs.map(tab =>
      tab.tab === "measure"
        ? {
            ...tab,
            rows: tab.rows.map(line => ({
              ...line,
              cellByKey: new Map([
                ...line.cellByKey,
                ["reason", { value: "ปรับถ้อยคำตามมติที่ประชุม", formula: false }] as const,
                ...(textOf(line, "id") === A
                  ? ([["measure", { value: "ประกาศผลการจัดซื้อ", formula: false }]] as const)
                  : []),
              ]),
            })),
          }
        : tab,
    )
    const second = scan(retyped, first.memory)
    expect(said(second.tabs, "duty", "measure")).toBe("2. ประกาศผลการจัดซื้อ")
    expect(said(second.tabs, "oversight", "measures")).toBe("8. ระบบจองคิว ทำบัตร ชำระภาษี")
    expect(second.plan.table.rows.find(({ row }) => row?.kind === "duty")?.row).toMatchObject({ measure: A })
  })

  it("keeps its measure while that has vanished from its tab, also with words that were held", () => {
    const first = scan(tabsWith(A))
    const held = first.tabs.map(tab =>
      tab.tab === "measure"
        ? {
            ...tab,
            rows: tab.rows.map(line => ({
              ...line,
              cellByKey: new Map(line.cellByKey).set("measure", { value: "ก".repeat(6000), formula: false }),
            })),
          }
        : tab,
    )
    const meanwhile = scan(held, first.memory)
    expect(said(meanwhile.tabs, "duty", "measure")).toBe("2. เผยแพร่รายงานจัดซื้อจัดจ้าง")
    const without = meanwhile.tabs.map(tab =>
      tab.tab === "measure" ? { ...tab, rows: tab.rows.filter(line => textOf(line, "id") !== A) } : tab,
    )
    const second = scan(without, meanwhile.memory)
    expect(second.plan.table.rows.find(({ row }) => row?.kind === "duty")?.row).toMatchObject({ measure: A })
    expect(said(second.tabs, "duty", "measure")).toBe("2. เผยแพร่รายงานจัดซื้อจัดจ้าง")
  })

  it("is read by what the script wrote, though somebody sorted the columns that are not hidden", () => {
    const first = scan(tabsWith(A))
    const [labelled] = tabsOf(first.tabs, "measure")
    const labels = labelled?.rows.map(line => textOf(line, "label")).reverse() ?? []
    const sorted = first.tabs.map(tab =>
      tab === labelled
        ? {
            ...tab,
            rows: tab.rows.map((line, at) => ({
              ...line,
              cellByKey: new Map(line.cellByKey).set("label", { value: labels[at] ?? "", formula: false }),
            })),
          }
        : tab,
    )
    const second = scan(sorted, first.memory)
    expect(second.plan.table.rows.find(({ row }) => row?.kind === "duty")?.row).toMatchObject({ measure: A })
    expect(said(second.tabs, "measure", "label")).toBe("2. เผยแพร่รายงานจัดซื้อจัดจ้าง")
  })

  it("follows words that are not accepted yet, as of a plan before its announcement", () => {
    const tabs = withMeasureIds(tabsWith("2. ชื่อก่อนแก้"), {
      ...EMPTY_MEMORY,
      labelById: new Map([[A, "2. ชื่อก่อนแก้"]]),
    })
    expect(said(tabs, "duty", "measure")).toBe(A)
  })

  it("is left as typed where a word of it is no measure's", () => {
    const { tabs, plan } = scan(tabsWith(A, "2, ระบบอื่น"))
    expect(said(tabs, "oversight", "measures")).toBe("2, ระบบอื่น")
    const row = plan.table.rows.find(({ name }) => name === "oversight/o-aaaaaaaa")
    expect(row?.problems.map(({ message }) => message)).toEqual([expect.stringContaining("“ระบบอื่น”")])
  })
})
