/** The methods of the Sheets API, once for both doors: the REST server and the script's advanced service. */
import * as z from "zod"
import { applyRequests } from "../batch/requests.ts"
import { addSheet, sheetProperties, spreadsheetProperties } from "../batch/requests-sheets.ts"
import type { ChangeSource, GoogleModel, Transaction } from "../model/model.ts"
import { parseA1 } from "../sheet/range.ts"
import { spreadsheetView } from "../sheet/spreadsheet-view.ts"
import { notInSurface } from "../wire/errors.ts"
import { parseMask } from "../wire/field-mask.ts"
import { parseWire } from "../wire/wire.ts"

export interface ApiCall {
  /** Of the path and the query, lists where repeated. */
  readonly params: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly source: ChangeSource
}
export type ApiMethod = (model: GoogleModel, call: ApiCall) => unknown

const list = z.union([z.array(z.string()), z.string().transform(text => [text])])
const id = { spreadsheetId: z.string(), fields: z.string().optional() }
const getParams = z.strictObject({ ...id, ranges: list.optional() })
const batchParams = z.object(id)
const batchBody = z.strictObject({ requests: z.array(z.unknown()) })
const creation = z.strictObject({
  properties: spreadsheetProperties.optional(),
  sheets: z.array(z.strictObject({ properties: sheetProperties.optional() })).optional(),
})

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
    const { spreadsheetId, ranges = [], fields } = parseWire(getParams, params, "query")
    const spreadsheet = model.spreadsheet(spreadsheetId)
    if (!fields) throw notInSurface("spreadsheets.get without fields")
    const wanted = ranges.map(range => parseA1(spreadsheet, range).range)
    return spreadsheetView(spreadsheet, wanted, parseMask(fields))
  },

  "sheets.spreadsheets.batchUpdate": (model, { params, body, source }) => {
    const { spreadsheetId } = parseWire(batchParams, params, "query")
    const { requests } = parseWire(batchBody, body, "body")
    const replies = model.transact(spreadsheetId, source, change => applyRequests(change, requests))
    return { spreadsheetId, replies }
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
  return spreadsheetView(spreadsheet, [], parseMask("spreadsheetId,properties,sheets.properties"))
}
