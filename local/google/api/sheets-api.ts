/** The methods of the Sheets API, once for both doors: the REST server and the script's advanced service. */
import * as z from "zod"
import { applyRequests } from "../batch/requests.ts"
import { dataFilter, searchMetadata } from "../batch/requests-metadata.ts"
import { addSheet, sheetProperties, spreadsheetProperties } from "../batch/requests-sheets.ts"
import type { ChangeSource, GoogleModel, Transaction } from "../model/model.ts"
import { parseA1 } from "../sheet/range.ts"
import { spreadsheetView } from "../sheet/spreadsheet-view.ts"
import {
  appendValues,
  clearValues,
  inputOption,
  type ReadOptions,
  readValues,
  renderOption,
  valueRange,
  writeValues,
} from "../sheet/values.ts"
import { parseMask } from "../wire/field-mask.ts"
import { parseWire } from "../wire/wire.ts"

export interface ApiCall {
  /** Of the path and the query, lists where repeated. */
  readonly params: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly source: ChangeSource
}
export type ApiMethod = (model: GoogleModel, call: ApiCall) => unknown

const flag = z.union([z.boolean(), z.enum(["true", "false"]).transform(text => text === "true")])
const list = z.union([z.array(z.string()), z.string().transform(text => [text])])
const id = { spreadsheetId: z.string(), fields: z.string().optional() }
const reading = {
  majorDimension: z.enum(["ROWS", "COLUMNS"]).optional(),
  valueRenderOption: renderOption.optional(),
  dateTimeRenderOption: z.enum(["SERIAL_NUMBER", "FORMATTED_STRING"]).optional(),
}
const getParams = z.object({ ...id, ranges: list.optional(), includeGridData: flag.optional() })
const readParams = z.object({ ...id, ...reading, range: z.string() })
const batchReadParams = z.object({ ...id, ...reading, ranges: list.default([]) })
const writeParams = z.object({ ...id, range: z.string(), valueInputOption: inputOption })
const rangeParams = z.object({ ...id, range: z.string() })
const idParams = z.object(id)

const creation = z.strictObject({
  properties: spreadsheetProperties.optional(),
  sheets: z.array(z.strictObject({ properties: sheetProperties.optional() })).optional(),
})
const batch = z.strictObject({
  requests: z.array(z.unknown()),
  includeSpreadsheetInResponse: z.literal(false).optional(),
})
const valuesBatch = z.strictObject({ valueInputOption: inputOption, data: z.array(valueRange) })
const metadataSearch = z.strictObject({ dataFilters: z.array(dataFilter) })

const WITHOUT_DATA = parseMask(
  "spreadsheetId,properties,spreadsheetUrl,developerMetadata,sheets(properties,merges,protectedRanges,conditionalFormats,developerMetadata,basicFilter)",
)

export const SHEETS_METHODS = {
  "sheets.spreadsheets.create": (model, { body }) => {
    const { properties = {}, sheets = [] } = parseWire(creation, body ?? {}, "spreadsheet")
    const { spreadsheetId } = model.addSpreadsheet(properties.title ?? "Untitled spreadsheet")
    try {
      return model.transact(spreadsheetId, "api", change => fill(change, properties, sheets))
    } catch (error) {
      model.removeSpreadsheet(spreadsheetId)
      throw error
    }
  },

  "sheets.spreadsheets.get": (model, { params }) => {
    const {
      spreadsheetId,
      ranges = [],
      includeGridData = false,
      fields,
    } = parseWire(getParams, params, "query")
    const spreadsheet = model.spreadsheet(spreadsheetId)
    const mask = fields ? parseMask(fields) : includeGridData || WITHOUT_DATA
    const wanted = ranges.map(range => parseA1(spreadsheet, range).range)
    return spreadsheetView(spreadsheet, wanted, mask)
  },

  "sheets.spreadsheets.batchUpdate": (model, { params, body, source }) => {
    const { spreadsheetId } = parseWire(idParams, params, "query")
    const { requests } = parseWire(batch, body, "body")
    const replies = model.transact(spreadsheetId, source, change => applyRequests(change, requests))
    return { spreadsheetId, replies }
  },

  "sheets.spreadsheets.values.get": (model, { params }) => {
    const query = parseWire(readParams, params, "query")
    return readValues(model.spreadsheet(query.spreadsheetId), query.range, readOptions(query))
  },

  "sheets.spreadsheets.values.batchGet": (model, { params }) => {
    const query = parseWire(batchReadParams, params, "query")
    const spreadsheet = model.spreadsheet(query.spreadsheetId)
    const valueRanges = query.ranges.map(range => readValues(spreadsheet, range, readOptions(query)))
    return { spreadsheetId: query.spreadsheetId, valueRanges }
  },

  "sheets.spreadsheets.values.update": (model, { params, body, source }) => {
    const { spreadsheetId, range, valueInputOption } = parseWire(writeParams, params, "query")
    const values = parseWire(valueRange, body, "body")
    return model.transact(spreadsheetId, source, change =>
      writeValues(change, range, values, valueInputOption),
    )
  },

  "sheets.spreadsheets.values.batchUpdate": (model, { params, body, source }) => {
    const { spreadsheetId } = parseWire(idParams, params, "query")
    const { valueInputOption, data } = parseWire(valuesBatch, body, "body")
    const responses = model.transact(spreadsheetId, source, change =>
      data.map(values => writeValues(change, values.range ?? "", values, valueInputOption)),
    )
    return { spreadsheetId, ...totals(responses), responses }
  },

  "sheets.spreadsheets.values.append": (model, { params, body, source }) => {
    const { spreadsheetId, range, valueInputOption } = parseWire(writeParams, params, "query")
    const values = parseWire(valueRange, body, "body")
    return model.transact(spreadsheetId, source, change =>
      appendValues(change, range, values, valueInputOption),
    )
  },

  "sheets.spreadsheets.values.clear": (model, { params, source }) => {
    const { spreadsheetId, range } = parseWire(rangeParams, params, "query")
    return model.transact(spreadsheetId, source, change => clearValues(change, range))
  },

  "sheets.spreadsheets.developerMetadata.search": (model, { params, body }) => {
    const { spreadsheetId } = parseWire(idParams, params, "query")
    const { dataFilters } = parseWire(metadataSearch, body, "body")
    const matched = searchMetadata(model.spreadsheet(spreadsheetId), dataFilters)
    return matched.length > 0 ? { matchedDeveloperMetadata: matched } : {}
  },
} satisfies Record<string, ApiMethod>

function fill(
  { spreadsheet, touch }: Transaction,
  properties: z.infer<typeof spreadsheetProperties>,
  sheets: readonly { properties?: z.infer<typeof sheetProperties> | undefined }[],
): object {
  Object.assign(spreadsheet, properties)
  if (sheets.length > 0) spreadsheet.sheets = []
  for (const [index, sheet] of sheets.entries())
    addSheet(spreadsheet, { sheetId: index === 0 ? 0 : undefined, ...sheet.properties })
  touch()
  return spreadsheetView(spreadsheet, [], WITHOUT_DATA)
}

function readOptions(query: Omit<z.infer<typeof readParams>, "range">): ReadOptions {
  const { majorDimension, valueRenderOption: render, dateTimeRenderOption: dateTime } = query
  return { majorDimension, render, dateTime }
}

function totals(responses: readonly object[]): object {
  const sum = (field: string) =>
    responses.reduce((total, response) => total + Number(Reflect.get(response, field) ?? 0), 0)
  const sheets = responses.map(response => String(Reflect.get(response, "updatedRange")).split("!")[0])
  return {
    totalUpdatedRows: sum("updatedRows"),
    totalUpdatedColumns: sum("updatedColumns"),
    totalUpdatedCells: sum("updatedCells"),
    totalUpdatedSheets: new Set(sheets).size,
  }
}
