/** Requests about the spreadsheet itself and its list of sheets. */
import * as z from "zod"
import { createSheet } from "../model/create-model.ts"
import type { Sheet, Spreadsheet } from "../model/model.ts"
import { sheetById } from "../sheet/range.ts"
import { sheetPropertiesView } from "../sheet/spreadsheet-view.ts"
import { invalid } from "../wire/errors.ts"
import { checkFields, maskFor, parseMask } from "../wire/field-mask.ts"
import { cellFormat } from "../wire/wire.ts"
import { request } from "./request.ts"

const size = z.int().check(z.nonnegative())
export const sheetProperties = z.strictObject({
  sheetId: z.int().optional(),
  title: z.string().min(1).optional(),
  index: size.optional(),
  sheetType: z.literal("GRID").optional(),
  gridProperties: z
    .strictObject({
      rowCount: size.optional(),
      columnCount: size.optional(),
      frozenRowCount: size.optional(),
      frozenColumnCount: size.optional(),
    })
    .optional(),
  hidden: z.boolean().optional(),
  tabColor: cellFormat.optional(),
  tabColorStyle: z.strictObject({ rgbColor: cellFormat }).optional(),
})
type SheetProperties = z.infer<typeof sheetProperties>

const SHEET_FIELDS = ["title", "index", "hidden", "gridProperties", "tabColor", "tabColorStyle"]
const GRID_FIELDS = ["rowCount", "columnCount", "frozenRowCount", "frozenColumnCount"] as const

export const spreadsheetProperties = z.strictObject({
  title: z.string().min(1).optional(),
  locale: z.string().optional(),
  timeZone: z.string().optional(),
})
const SPREADSHEET_FIELDS = ["title", "locale", "timeZone"] as const

export const sheetRequests = {
  addSheet: request(z.strictObject({ properties: sheetProperties.optional() }), (transaction, body) => {
    const sheet = addSheet(transaction.spreadsheet, body.properties ?? {})
    transaction.touch(sheet.sheetId)
    return { properties: sheetPropertiesView(transaction.spreadsheet, sheet) }
  }),

  deleteSheet: request(z.strictObject({ sheetId: z.int() }), ({ spreadsheet, touch }, { sheetId }) => {
    sheetById(spreadsheet, sheetId)
    if (spreadsheet.sheets.length === 1) throw invalid("You can't remove all the sheets in a document.")
    spreadsheet.sheets = spreadsheet.sheets.filter(sheet => sheet.sheetId !== sheetId)
    spreadsheet.metadata = spreadsheet.metadata.filter(
      ({ location }) => location.sheetId !== sheetId && location.dimensionRange?.sheetId !== sheetId,
    )
    touch()
  }),

  updateSheetProperties: request(
    z.strictObject({ properties: sheetProperties, fields: z.string() }),
    ({ spreadsheet, touch }, { properties, fields }) => {
      const sheet = sheetById(spreadsheet, properties.sheetId ?? 0)
      const mask = parseMask(fields)
      checkFields(mask, SHEET_FIELDS)
      const grid = maskFor(mask, "gridProperties")
      checkFields(grid, GRID_FIELDS, "gridProperties.")
      const masked: SheetProperties = Object.fromEntries(
        SHEET_FIELDS.filter(field => maskFor(mask, field)).map(field => [
          field,
          Reflect.get(properties, field),
        ]),
      )
      if (maskFor(mask, "hidden")) masked.hidden ??= false
      const gridProperties = Object.fromEntries(
        GRID_FIELDS.filter(field => maskFor(grid, field)).map(field => [
          field,
          properties.gridProperties?.[field] ?? (field.startsWith("frozen") ? 0 : undefined),
        ]),
      )
      setProperties(spreadsheet, sheet, { ...masked, gridProperties })
      touch(sheet.sheetId)
    },
  ),

  updateSpreadsheetProperties: request(
    z.strictObject({ properties: spreadsheetProperties, fields: z.string() }),
    ({ spreadsheet, touch }, { properties, fields }) => {
      const mask = parseMask(fields)
      checkFields(mask, SPREADSHEET_FIELDS)
      for (const field of SPREADSHEET_FIELDS)
        if (maskFor(mask, field)) spreadsheet[field] = properties[field] ?? spreadsheet[field]
      touch()
    },
  ),
}

export function addSheet(spreadsheet: Spreadsheet, properties: SheetProperties): Sheet {
  const sheetId = properties.sheetId ?? spreadsheet.nextId++
  if (spreadsheet.sheets.some(sheet => sheet.sheetId === sheetId))
    throw invalid(`Sheet with id ${sheetId} already exists. Please enter another id.`)
  const sheet = createSheet(sheetId, properties.title ?? freeTitle(spreadsheet))
  if (spreadsheet.sheets.some(other => other.title === sheet.title)) throw titleTaken(sheet.title)
  spreadsheet.sheets = [...spreadsheet.sheets, sheet]
  setProperties(spreadsheet, sheet, properties)
  return sheet
}

function freeTitle(spreadsheet: Spreadsheet): string {
  const taken = new Set(spreadsheet.sheets.map(sheet => sheet.title))
  let number = spreadsheet.sheets.length + 1
  while (taken.has(`Sheet${number}`)) number++
  return `Sheet${number}`
}

function titleTaken(title: string) {
  return invalid(`A sheet with the name "${title}" already exists. Please enter another name.`)
}

function setProperties(spreadsheet: Spreadsheet, sheet: Sheet, properties: SheetProperties): void {
  const { title, hidden, index, gridProperties = {} } = properties
  if (title !== undefined) {
    if (spreadsheet.sheets.some(other => other !== sheet && other.title === title)) throw titleTaken(title)
    sheet.title = title
  }
  if (hidden !== undefined) setHidden(spreadsheet, sheet, hidden)
  if (index !== undefined) setIndex(spreadsheet, sheet, index)
  if ("tabColor" in properties || "tabColorStyle" in properties)
    sheet.tabColor = properties.tabColorStyle?.rgbColor ?? properties.tabColor
  for (const field of GRID_FIELDS) sheet[field] = gridProperties[field] ?? sheet[field]
  if (sheet.frozenRowCount >= sheet.rowCount || sheet.frozenColumnCount >= sheet.columnCount)
    throw invalid("You can't freeze all visible rows or columns on the sheet.")
  sheet.rows.length = Math.min(sheet.rows.length, sheet.rowCount)
  sheet.rows = sheet.rows.map(row => (row.length > sheet.columnCount ? row.slice(0, sheet.columnCount) : row))
}

function setHidden(spreadsheet: Spreadsheet, sheet: Sheet, hidden: boolean): void {
  sheet.hidden = hidden
  if (spreadsheet.sheets.every(other => other.hidden))
    throw invalid("You can't hide all the sheets in a document.")
}

/** Google reads the index in the order before the move. */
function setIndex(spreadsheet: Spreadsheet, sheet: Sheet, index: number): void {
  const current = spreadsheet.sheets.indexOf(sheet)
  const others = spreadsheet.sheets.filter(other => other !== sheet)
  const at = index > current ? index - 1 : index
  spreadsheet.sheets = [...others.slice(0, at), sheet, ...others.slice(at)]
}
