import { describe, expect, it } from "vitest"
import { COLUMN_METADATA_KEY, TAB_METADATA_KEY, tabOf } from "../../../shared/columns.ts"
import {
  type CellJson,
  GONE,
  readSheet,
  type SheetJson,
  sheetCell,
  sheetName,
} from "../../../shared/sheet/read-sheet.ts"
import { originalOf, textOf } from "../../../shared/sheet/sheet-tab.ts"

const HEADERS = tabOf("holiday").columns.map(column => column.header)
const KEYS = tabOf("holiday").columns.map(column => column.key)
const TITLE = tabOf("holiday").title

const row = (texts: readonly string[]) => ({
  values: texts.map((stringValue): CellJson => ({ effectiveValue: { stringValue } })),
})
const columns = (keys: readonly string[]) =>
  keys.map(metadataValue => ({
    developerMetadata: [{ metadataKey: COLUMN_METADATA_KEY, metadataValue }],
  }))
const named = (title: string, metadataValue: string): SheetJson => ({
  properties: { title },
  developerMetadata: [{ metadataKey: TAB_METADATA_KEY, metadataValue }],
})

describe("which tab a sheet is", () => {
  it.each([
    ["holiday", named("ชื่อใหม่", "holiday")],
    ["report/3", named("ชื่อใหม่", "report/3")],
    ["holiday", { properties: { title: TITLE } }],
    ["", { properties: { title: "รายงาน ฝ่ายทะเบียน" } }],
    ["", { properties: { title: "ของเราเอง" } }],
  ])("%s", (name, sheet) => {
    expect(sheetName(sheet)).toBe(name)
  })

  it("of two that say the same, the one with the tab's title is the original, else the first", () => {
    const [copy, original] = [{ title: "สำเนาของ รายงาน ก" }, { title: "รายงาน ก" }]
    expect(originalOf("report", [copy, original])).toBe(original)
    expect(originalOf("holiday", [copy, original])).toBe(copy)
  })
})

describe("which column is which", () => {
  const read = (sheet: SheetJson) => readSheet({ properties: { title: TITLE }, ...sheet })

  it("by metadata, whatever the header says; by header where metadata is gone", () => {
    const tab = read({
      data: [{ columnMetadata: columns(KEYS.slice(0, 1)), rowData: [row(["ก", ...HEADERS.slice(1)])] }],
    })
    expect([...(tab?.columnIndexByKey ?? [])]).toEqual(KEYS.map((key, at) => [key, at]))
  })

  it("no column is two: one that metadata names is not found by another's header", () => {
    const [first = "", second = ""] = KEYS
    const texts = [HEADERS[1] ?? "", "ของเรา", ...HEADERS.slice(2)]
    const tab = read({ data: [{ columnMetadata: columns([first]), rowData: [row(texts)] }] })
    expect(tab?.columnIndexByKey.get(first)).toBe(0)
    expect(tab?.columnIndexByKey.has(second)).toBe(false)
  })

  it("a row is not taken for headers: they stand further down, or are gone", () => {
    const line = ["13 เม.ย. 66", "วันสงกรานต์"]
    const below = read({ data: [{ columnMetadata: columns(KEYS), rowData: [row(line), row(HEADERS)] }] })
    expect([below?.strayHeader, below?.rows.map(({ index }) => index)]).toEqual([1, [0]])
    const gone = read({ data: [{ columnMetadata: columns(KEYS), rowData: [row(line)] }] })
    expect([gone?.strayHeader, gone?.rows.length]).toEqual([GONE, 1])
  })

  it("blocks of one sheet are put together where they stand", () => {
    const block = { startRow: 2, startColumn: 1, rowData: [row(["วันสงกรานต์"])] }
    const tab = read({ data: [{ columnMetadata: columns(KEYS), rowData: [row(HEADERS)] }, block] })
    expect(tab?.rows.map(line => [line.index, textOf(line, KEYS[1] ?? "")])).toEqual([[2, "วันสงกรานต์"]])
  })
})

it.each([
  ["text", { effectiveValue: { stringValue: "ก" } }, { value: "ก", formula: false }],
  ["an unticked box", { effectiveValue: { boolValue: false } }, { value: false, formula: false }],
  [
    "a formula's error",
    { effectiveValue: { errorValue: { type: "REF" } }, userEnteredValue: { formulaValue: "=A0" } },
    { value: "REF", formula: true },
  ],
  ["text as it is shown", { formattedValue: "ก" }, { value: "ก", formula: false }],
  [
    "a date, which is a number",
    { effectiveValue: { numberValue: 243434 }, formattedValue: "30/6/2566" },
    { value: "30/6/2566", formula: false },
  ],
  [
    "a percentage",
    { effectiveValue: { numberValue: 0.95 }, formattedValue: "95%" },
    { value: "95%", formula: false },
  ],
  [
    "a number that shows less of itself",
    { effectiveValue: { numberValue: 95.46 }, formattedValue: "95" },
    { value: 95.46, formula: false },
  ],
  ["nothing", undefined, { value: "", formula: false }],
])("a cell with %s", (_name, cell, expected) => {
  expect(sheetCell(cell)).toEqual(expected)
})
