/** How the cells below the header take what is typed: as text, wrapped, with a dropdown or a tick where one is due. */
import type { sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"
import type { Column, Rule } from "../../shared/columns.ts"
import type { Section } from "../../shared/row/section.ts"
import { SETTINGS } from "../../shared/row/setting.ts"
import type { CellData, Request } from "./found.ts"
import { columnsAt } from "./headers.ts"
import type { PlacedTab } from "./place.ts"

type Validation = sheets_v4.Schema$DataValidationRule
type Format = sheets_v4.Schema$CellFormat

/** What a cell should be; a part that is absent is left as people have it. */
type WantedCell = { readonly format: Format; readonly validation: Validation | undefined }

type SettingRows = ReadonlyMap<number, string>

/** What dropdowns offer beside the choices of their column. */
type Offered = {
  readonly sections: readonly Section[]
  /** The range of the measures' names, which the script keeps; "" while there is none. */
  readonly measureNames: string
  /** Which setting each row of the settings tab holds: its dropdown depends on that. */
  readonly settingKeyByRow: SettingRows
}

export function cellRequests(tab: PlacedTab, offered: Offered): Request[] {
  const shown = columnsAt(tab).filter(({ column }) => !column.hidden && !tab.wanted.tab.hidden)
  return shown.flatMap(({ column, at, foundAt }) => {
    const usual = wantedCell(column, column.rule, offered)
    const wantedAt = (row: number) => {
      const rule =
        tab.tab === "setting" && column.key === "value" && settingRule(offered.settingKeyByRow.get(row))
      return rule ? wantedCell(column, rule, offered) : usual
    }
    const cellAt = (row: number) => tab.found?.rows[row]?.[foundAt]
    return differingRuns(tab.rowCount, wantedAt, cellAt).map(({ start, end, wanted }) => ({
      repeatCell: {
        range: {
          sheetId: tab.sheetId,
          startRowIndex: start,
          endRowIndex: end,
          startColumnIndex: at,
          endColumnIndex: at + 1,
        },
        cell: {
          userEnteredFormat: wanted.format,
          ...(wanted.validation && { dataValidation: wanted.validation }),
        },
        fields: fieldsOf(wanted, foundAt < 0),
      },
    }))
  })
}

type CellRun = { readonly start: number; end: number; readonly wanted: WantedCell }

function differingRuns(
  rowCount: number,
  wantedAt: (row: number) => WantedCell,
  cellAt: (row: number) => CellData | undefined,
): CellRun[] {
  const runs: CellRun[] = []
  for (let row = 1; row < rowCount; row++) {
    const wanted = wantedAt(row)
    if (isAsWanted(cellAt(row), wanted)) continue
    const last = runs.at(-1)
    if (last?.end === row && last.wanted === wanted) last.end++
    else runs.push({ start: row, end: row + 1, wanted })
  }
  return runs
}

/** Text is kept as it was typed: Google would turn "31/6/66" or "1-2" into a date. */
function wantedCell(column: Column, rule: Rule, offered: Offered): WantedCell {
  const isText = column.by !== "script" && rule.type !== "tick" && column.rule.type !== "number"
  const format = {
    ...(isText && { numberFormat: { type: "TEXT" } }),
    wrapStrategy: "WRAP",
    verticalAlignment: "TOP",
  }
  return { format, validation: validationOf(column, rule, offered) }
}

/**
 * Dropdowns suggest and never refuse: the script understands short names, and says in Thai what it does not, where
 * Google would only say that the value is not allowed.
 */
function validationOf(column: Column, rule: Rule, offered: Offered): Validation | undefined {
  const { sections, measureNames } = offered
  const listed = (choices: readonly string[], type = "ONE_OF_LIST"): Validation => ({
    condition: { type, values: choices.map(userEnteredValue => ({ userEnteredValue })) },
    inputMessage: column.help,
    strict: false,
    showCustomUi: true,
  })
  switch (rule.type) {
    case "tick":
      return { condition: { type: "BOOLEAN" }, strict: true, showCustomUi: true }
    case "choice":
      return listed(rule.of)
    case "section":
      return sections.length > 0 ? listed(sections.map(section => section.name)) : undefined
    case "measureRef":
    case "measureRefs":
      return measureNames === "" ? undefined : listed([`=${measureNames}`], "ONE_OF_RANGE")
    default:
      return undefined
  }
}

function settingRule(key: string | undefined): Rule | undefined {
  const rule = SETTINGS.find(setting => setting.key === key)?.rule
  return rule?.type === "choice" || rule?.type === "section" ? rule : undefined
}

/** A column that is being made took its neighbour's dropdown with its place. */
function fieldsOf({ format, validation }: WantedCell, isNew: boolean): string {
  const formats = Object.keys(format).map(name => `userEnteredFormat.${name}`)
  return [...formats, ...(validation || isNew ? ["dataValidation"] : [])].join()
}

function isAsWanted(cell: CellData | undefined, { format, validation }: WantedCell): boolean {
  const found = cell?.userEnteredFormat
  // A date that was pasted would show as 45107 if it were called text now: the scan reads it as it is.
  if (format.numberFormat && isPastedDate(cell)) return true
  return (
    found?.wrapStrategy === format.wrapStrategy &&
    found?.verticalAlignment === format.verticalAlignment &&
    (!format.numberFormat || found?.numberFormat?.type === "TEXT") &&
    (!validation || validationKey(cell?.dataValidation) === validationKey(validation))
  )
}

function isPastedDate(cell: CellData | undefined): boolean {
  const type = cell?.userEnteredFormat?.numberFormat?.type ?? ""
  return typeof cell?.effectiveValue?.numberValue === "number" && /^(?:DATE|TIME|DATE_TIME)$/.test(type)
}

function validationKey(validation: Validation | undefined): string {
  const { condition, strict } = validation ?? {}
  return JSON.stringify([
    condition?.type,
    (condition?.values ?? []).map(({ userEnteredValue }) =>
      // Google may answer a range to its sheet's edge with the number of its last row.
      condition?.type === "ONE_OF_RANGE" ? userEnteredValue?.replace(/\$?\d+$/, "") : userEnteredValue,
    ),
    condition?.type === "BOOLEAN" || (strict ?? false),
  ])
}
