/** What people do to the measures tab, as steps a property can draw at random: each on the sheet as it stands then. */
import fc from "fast-check"
import type { Row } from "../../local/google/model/model.ts"
import type { TestOffice } from "./office.ts"

export const TAB = "มาตรการ"
export const PLANNER = "section-1@bangsommut.example"

/** One edit; rows and columns are drawn as fractions, since nobody knows yet how many there will be. */
export type Step =
  | {
      readonly do: "type"
      readonly at: number
      readonly column: "issue" | "monitoring"
      readonly text: string
    }
  | { readonly do: "break" | "mend" | "delete" | "deleteAndUndo" | "hide"; readonly at: number }
  | { readonly do: "junk"; readonly at: number; readonly column: "id" | "problems" | "marks" | "understood" }
  | { readonly do: "insert" | "duplicate" | "cut" | "paste" | "formula"; readonly at: number }
  | { readonly do: "merge"; readonly at: number; readonly column: "id" | "monitoring" | "problems" }
  | {
      readonly do: "sort"
      readonly column: "issue" | "indicator" | "monitoring"
      readonly descending: boolean
    }
  | { readonly do: "moveColumn"; readonly from: number; readonly to: number }
  | { readonly do: "renameHeader" | "addColumn"; readonly at: number }

const at = fc.double({ min: 0, max: 0.999, noNaN: true })
const text = fc.constantFrom("ก", "แก้แล้ว", "ติดตามทุกเดือน", "=1+1", "<b>", "ข้อความยาวขึ้นอีกหน่อย")

export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("type" as const),
      at,
      column: fc.constantFrom("issue", "monitoring"),
      text,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom("break", "mend", "delete", "deleteAndUndo"), at }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("hide" as const), at }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("junk" as const),
      at,
      column: fc.constantFrom("id", "problems", "marks", "understood"),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom("insert", "duplicate", "cut", "paste", "formula"), at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("merge" as const),
      at,
      column: fc.constantFrom("id", "monitoring", "problems"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("sort" as const),
      column: fc.constantFrom("issue", "indicator", "monitoring"),
      descending: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("moveColumn" as const), from: at, to: at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("renameHeader", "addColumn"), at }) },
) as fc.Arbitrary<Step>

/** Steps after which a line's id no longer says which row it is: their scan must come before the line is edited again. */
export function blursIdentity(each: Step): boolean {
  return each.do === "duplicate" || (each.do === "junk" && each.column === "id") || each.do === "merge"
}

export const BAD_PERIOD = "31 มิ.ย. 2566"
export const GOOD_PERIOD = "ภายในเดือนมิถุนายน ๒๕๖๖"

/** Every row of a property's sheet is told apart by this column, which no step types in. */
const TAG = "responsible"

const TYPED = [
  TAG,
  "indicator",
  "issue",
  "measure",
  "monitoring",
  "period",
  "lead",
  "partners",
  "status",
  "reason",
]

export type Line = {
  /** In the sheet, 0 being the header. */
  readonly row: number
  readonly tag: string
  readonly id: string
  readonly period: string
  readonly problems: string
  readonly issue: string
  readonly monitoring: string
}

/** A person at the measures tab of an office, allowed what the planner is. */
export function personAt(office: TestOffice) {
  let tags = 0
  const { spreadsheetId, google } = office
  const sheet = () => {
    const found = google.model.spreadsheet(spreadsheetId).sheets.find(each => each.title === TAB)
    if (!found) throw new Error("the tab is gone")
    return found
  }
  const columnAt = (key: string): number => {
    const entry = google.model
      .spreadsheet(spreadsheetId)
      .metadata.find(
        each => each.metadataValue === key && each.location.dimensionRange?.sheetId === sheet().sheetId,
      )
    return entry?.location.dimensionRange?.startIndex ?? -1
  }
  const textAt = (row: Row, key: string): string => {
    const value = row[columnAt(key)]?.value
    if (!value) return ""
    if ("formulaValue" in value) return value.formulaValue.replace(/^="(.*)"$/, "$1")
    return String(Object.values(value)[0])
  }
  /** What the first of the cells merged with this one says. */
  const mergedAbove = (at: number, column: number): string => {
    const merge = sheet().merges.find(
      each =>
        (each.startRowIndex ?? 0) < at && at < (each.endRowIndex ?? 0) && each.startColumnIndex === column,
    )
    const row = merge && sheet().rows[merge.startRowIndex ?? 0]
    return row ? textAt(row, "monitoring") : ""
  }
  const lines = (): Line[] =>
    sheet()
      .rows.map((row, at) => ({
        row: at,
        tag: textAt(row, TAG),
        id: textAt(row, "id"),
        period: textAt(row, "period"),
        problems: textAt(row, "problems"),
        issue: textAt(row, "issue"),
        monitoring: textAt(row, "monitoring") || mergedAbove(at, columnAt("monitoring")),
      }))
      .filter(line => line.row > 0 && line.tag !== "")
  const batch = (...requests: object[]) =>
    google.api("sheets.spreadsheets.batchUpdate", {
      params: { spreadsheetId },
      body: { requests },
      source: "person",
    })
  const write = (row: number, cells: Readonly<Record<string, string>>) => {
    const { sheetId } = sheet()
    batch(
      ...Object.entries(cells).map(([key, value]) => ({
        updateCells: {
          start: { sheetId, rowIndex: row, columnIndex: columnAt(key) },
          rows: [{ values: [{ userEnteredValue: userEntered(value) }] }],
          fields: "userEnteredValue",
        },
      })),
    )
  }
  const rows = (start: number, end: number) => ({
    sheetId: sheet().sheetId,
    dimension: "ROWS",
    startIndex: start,
    endIndex: end,
  })
  const whole = (row: number) => ({
    sheetId: sheet().sheetId,
    startRowIndex: row,
    endRowIndex: row + 1,
    startColumnIndex: 0,
    endColumnIndex: sheet().columnCount,
  })
  const below = () =>
    Math.max(0, ...sheet().rows.flatMap((row, at) => (row.some(cell => cell?.value) ? [at] : []))) + 1
  const fresh = () => ({
    indicator: "3",
    issue: "ประเด็นใหม่",
    measure: "มาตรการใหม่",
    monitoring: "รายไตรมาส",
    period: GOOD_PERIOD,
    lead: "ฝ่ายโยธา",
    [TAG]: `แถวใหม่ ${++tags}`,
  })

  function carryOut(each: Step): unknown {
    const { sheetId } = sheet()
    const known = lines()
    const line = "at" in each ? known[Math.floor(each.at * known.length)] : undefined
    const row = line?.row ?? 1
    switch (each.do) {
      case "type":
        return line && write(row, { [each.column]: each.text })
      case "break":
        return line && write(row, { period: BAD_PERIOD })
      case "mend":
        return line && write(row, { period: originalPeriods.get(line.tag) ?? GOOD_PERIOD })
      case "junk":
        return line && write(row, { [each.column]: "ขยะ" })
      case "formula":
        return line && write(row, { issue: '="คำนวณมา"' })
      case "insert":
        return batch({ insertDimension: { range: rows(row, row + 1), inheritFromBefore: row > 1 } })
      case "paste":
        return write(below(), fresh())
      case "delete":
        // The last row stays, so that a tab is never emptied by chance.
        return known.length > 1 ? batch({ deleteDimension: { range: rows(row, row + 1) } }) : undefined
      case "deleteAndUndo": {
        const gone = sheet().rows[row] ?? []
        batch(
          { deleteDimension: { range: rows(row, row + 1) } },
          { insertDimension: { range: rows(row, row + 1) } },
        )
        const values = gone.map(cell => ({ userEnteredValue: cell?.value ?? {} }))
        batch({
          updateCells: {
            start: { sheetId, rowIndex: row, columnIndex: 0 },
            rows: [{ values }],
            fields: "userEnteredValue",
          },
        })
        return
      }
      case "duplicate":
        return line && batch({ copyPaste: { source: whole(row), destination: whole(below()) } })
      case "cut":
        return (
          line &&
          batch(
            { copyPaste: { source: whole(row), destination: whole(below()) } },
            { repeatCell: { range: whole(row), fields: "userEnteredValue,userEnteredFormat,note" } },
          )
        )
      case "hide":
        return batch({
          updateDimensionProperties: {
            range: rows(row, row + 1),
            properties: { hiddenByUser: true },
            fields: "hiddenByUser",
          },
        })
      case "merge": {
        const next = known.find(other => other.row === row + 1)
        const column = columnAt(each.column)
        const range = {
          sheetId,
          startRowIndex: row,
          endRowIndex: row + 2,
          startColumnIndex: column,
          endColumnIndex: column + 1,
        }
        return line && next && column >= 0 ? batch({ mergeCells: { range } }) : undefined
      }
      case "sort": {
        const end = below()
        const range = {
          sheetId,
          startRowIndex: 1,
          endRowIndex: end,
          startColumnIndex: 0,
          endColumnIndex: sheet().columnCount,
        }
        // Google refuses to sort over merged cells, and people then unmerge them.
        batch({ unmergeCells: { range } })
        const sortSpecs = [
          { dimensionIndex: columnAt(each.column), sortOrder: each.descending ? "DESCENDING" : "ASCENDING" },
        ]
        return end > 2 ? batch({ sortRange: { range, sortSpecs } }) : undefined
      }
      case "moveColumn": {
        const last = sheet().columnCount
        const from = Math.floor(each.from * last)
        const source = { sheetId, dimension: "COLUMNS", startIndex: from, endIndex: from + 1 }
        return batch({ moveDimension: { source, destinationIndex: Math.floor(each.to * last) } })
      }
      case "renameHeader":
        return write(0, { issue: `หัวใหม่ ${each.at}` })
      case "addColumn": {
        const start = Math.floor(each.at * sheet().columnCount)
        return batch({
          insertDimension: {
            range: { sheetId, dimension: "COLUMNS", startIndex: start, endIndex: start + 1 },
          },
        })
      }
      default:
        return each satisfies never
    }
  }
  const originalPeriods = new Map<string, string>()
  return {
    carryOut,
    lines,
    /** Every cell people type in, row by row, by the tag of its line. */
    typed: () =>
      sheet()
        .rows.filter((row, at) => at > 0 && textAt(row, TAG) !== "")
        .map(row => TYPED.map(key => textAt(row, key))),
    write,
    batch,
    below,
    /** Gives every standing row its tag. */
    tagAll() {
      sheet().rows.forEach((row, at) => {
        if (at === 0 || textAt(row, "measure") === "") return
        const tag = `แถว ${at}`
        write(at, { [TAG]: tag })
        originalPeriods.set(tag, textAt(row, "period"))
      })
    },
  }
}

function userEntered(value: string): object {
  if (value === "") return {}
  return value.startsWith('="') ? { formulaValue: value } : { stringValue: value }
}
