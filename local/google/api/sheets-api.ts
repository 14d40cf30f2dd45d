/** The methods of the Sheets API, once for both doors: the REST server and the script's advanced service. */
import * as z from "zod"
import type { RequestHandler } from "../batch/request.ts"
import { cellRequests } from "../batch/requests-cells.ts"
import { dimensionRequests, metadataRequests } from "../batch/requests-dimensions.ts"
import { moveRequests } from "../batch/requests-move.ts"
import { ruleRequests } from "../batch/requests-rules.ts"
import { addSheet, sheetProperties, sheetRequests, spreadsheetProperties } from "../batch/requests-sheets.ts"
import type { ChangeSource, GoogleModel, Transaction } from "../model/model.ts"
import { parseA1 } from "../sheet/range.ts"
import { spreadsheetView } from "../sheet/spreadsheet-view.ts"
import { ApiError, invalid, notInSurface } from "../wire/errors.ts"
import { parseMask } from "../wire/field-mask.ts"
import type { RequestKind } from "../wire/surface.ts"
import { parseWire } from "../wire/wire.ts"
import { checkMayWrite } from "./acting.ts"

export interface ApiCall {
  /** Of the path and the query, lists where repeated. */
  readonly params: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly source: ChangeSource
  /** Who calls, where it is not the owner. */
  readonly account?: string | undefined
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
    return asRead(() => spreadsheetView(spreadsheet, wanted, parseMask(fields), model.habits))
  },

  "sheets.spreadsheets.batchUpdate": (model, { params, body, source, account }) => {
    const { spreadsheetId } = parseWire(batchParams, params, "query")
    const { requests } = parseWire(batchBody, body, "body")
    if (account !== undefined) checkMayWrite(model, spreadsheetId, account, requests)
    const replies = model.transact(spreadsheetId, source, change => applyRequests(change, requests))
    return { spreadsheetId, replies }
  },
} satisfies Record<string, ApiMethod>

/** Of a mask that names no field a read says nothing but that something is wrong; where, it tells beside. */
function asRead<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    const path = error instanceof ApiError ? /^Invalid field: (.*)$/s.exec(error.message)?.[1] : undefined
    if (path === undefined) throw error
    const detail = `Error expanding 'fields' parameter. Cannot find matching fields for path '${path}'.`
    throw invalid("Request contains an invalid argument.", detail)
  }
}

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

const HANDLERS: Readonly<Record<RequestKind, RequestHandler>> = {
  ...sheetRequests,
  ...cellRequests,
  ...dimensionRequests,
  ...moveRequests,
  ...ruleRequests,
  ...metadataRequests,
}

/** One reply per request, `{}` where Google says nothing. Call it inside a transaction. */
function applyRequests(transaction: Transaction, requests: unknown): object[] {
  if (!Array.isArray(requests) || requests.length === 0) throw invalid("Must specify at least one request.")
  return requests.map((request, index) => applyRequest(transaction, request, index))
}

function applyRequest(transaction: Transaction, request: unknown, index: number): object {
  const entries = Object.entries(Object(request)).filter(([, body]) => body !== undefined && body !== null)
  const [entry] = entries
  if (!entry || entries.length > 1)
    throw invalid(`Invalid value at 'requests[${index}]' (oneof): one kind is needed`)
  const [kind, body] = entry
  if (!(kind in HANDLERS)) throw notInSurface(`The request ${kind}`)
  const place = `requests[${index}].${kind}`
  try {
    const reply = HANDLERS[kind as RequestKind](transaction, body, place)
    return reply === undefined ? {} : { [kind]: reply }
  } catch (error) {
    // A batch says which of its requests it was refused for.
    if (!(error instanceof ApiError) || error.code !== 400 || error.message.startsWith("Invalid requests"))
      throw error
    throw invalid(`Invalid ${place}: ${error.message}`)
  }
}
