/** Requests about rows and columns. */
import * as z from "zod"
import type { Band, Sheet, Spreadsheet, Transaction } from "../model/model.ts"
import { deleteBands, insertBands, moveBands } from "../sheet/dimensions.ts"
import { sheetById } from "../sheet/range.ts"
import { invalid } from "../wire/errors.ts"
import { checkFields, maskFor, parseMask } from "../wire/field-mask.ts"
import {
  type DimensionRange,
  developerMetadata,
  dimensionRange,
  type MetadataLocation,
} from "../wire/wire.ts"
import { request } from "./request.ts"

const BAND_FIELDS = ["pixelSize", "hiddenByUser"] as const
const index = z.int().check(z.nonnegative())

export const dimensionRequests = {
  appendDimension: request(
    z.strictObject({ sheetId: z.int().default(0), dimension: dimensionRange.shape.dimension, length: index }),
    ({ spreadsheet, touch }, { sheetId, dimension, length }) => {
      const sheet = sheetById(spreadsheet, sheetId)
      if (dimension === "ROWS") sheet.rowCount += length
      else sheet.columnCount += length
      touch(sheetId)
    },
  ),

  insertDimension: request(
    z.strictObject({ range: dimensionRange, inheritFromBefore: z.boolean().optional() }),
    (transaction, { range, inheritFromBefore = false }) => {
      const { sheet, start, end } = bounded(transaction, range, false)
      if (inheritFromBefore && start === 0)
        throw invalid("inheritFromBefore cannot be true when inserting before the first row or column.")
      const insert = { at: start, count: end - start, inheritFromBefore }
      insertBands(transaction.spreadsheet, sheet, range.dimension, insert)
    },
  ),

  deleteDimension: request(z.strictObject({ range: dimensionRange }), (transaction, { range }) => {
    const { sheet, start, end, length } = bounded(transaction, range, true)
    if (end - start >= length)
      throw invalid(`You can't delete all the ${range.dimension.toLowerCase()} on the sheet.`)
    deleteBands(transaction.spreadsheet, sheet, range.dimension, { start, end })
  }),

  moveDimension: request(
    z.strictObject({ source: dimensionRange, destinationIndex: index }),
    (transaction, { source, destinationIndex: to }) => {
      const { sheet, start, end, length } = bounded(transaction, source, true)
      if (to > length) throw invalid(`Invalid destinationIndex: ${to}`)
      moveBands(transaction.spreadsheet, sheet, source.dimension, { start, end, to })
    },
  ),

  updateDimensionProperties: request(
    z.strictObject({
      range: dimensionRange,
      properties: z.strictObject({ pixelSize: index.optional(), hiddenByUser: z.boolean().optional() }),
      fields: z.string(),
    }),
    (transaction, { range, properties, fields }) => {
      const { sheet, start, end } = bounded(transaction, range, true)
      const mask = parseMask(fields)
      checkFields(mask, BAND_FIELDS)
      const chosen = BAND_FIELDS.filter(field => maskFor(mask, field))
      const update: Band = Object.fromEntries(chosen.map(field => [field, properties[field]]))
      const bands = range.dimension === "ROWS" ? sheet.rowBands : sheet.columnBands
      while (bands.length < end) bands.push(undefined)
      for (let at = start; at < end; at++) bands[at] = { ...bands[at], ...update }
    },
  ),
}

interface Bounded {
  readonly sheet: Sheet
  readonly start: number
  readonly end: number
  /** How many rows or columns the sheet has. */
  readonly length: number
}

function bounded(transaction: Transaction, range: DimensionRange, within: boolean): Bounded {
  const found = boundsOf(transaction.spreadsheet, range)
  const { start, end, length } = found
  const limit = within ? end : start
  if (start >= end || limit > length)
    throw invalid(`Invalid range: ${range.dimension} ${start} to ${end} of ${length}`)
  transaction.touch(found.sheet.sheetId)
  return found
}

function boundsOf(spreadsheet: Spreadsheet, range: DimensionRange): Bounded {
  const sheet = sheetById(spreadsheet, range.sheetId)
  const length = range.dimension === "ROWS" ? sheet.rowCount : sheet.columnCount
  return { sheet, start: range.startIndex ?? 0, end: range.endIndex ?? length, length }
}

const dataFilter = z.strictObject({ developerMetadataLookup: z.strictObject({ metadataId: z.int() }) })

/** Developer metadata: names that stay with a sheet or a column wherever people drag it. */
export const metadataRequests = {
  createDeveloperMetadata: request(
    z.strictObject({ developerMetadata }),
    ({ spreadsheet, touch }, { developerMetadata: input }) => {
      const metadataId = input.metadataId ?? spreadsheet.nextId++
      if (spreadsheet.metadata.some(entry => entry.metadataId === metadataId))
        throw invalid(`Developer metadata with id ${metadataId} already exists.`)
      if (!input.metadataKey || !input.location || !input.visibility)
        throw invalid("Developer metadata needs a metadataKey, a location and a visibility.")
      const { metadataKey, metadataValue, visibility } = input
      const location = settledLocation(spreadsheet, input.location)
      const entry = { metadataId, metadataKey, metadataValue, location, visibility }
      spreadsheet.metadata = [...spreadsheet.metadata, entry]
      touch()
    },
  ),

  deleteDeveloperMetadata: request(
    z.strictObject({ dataFilter }),
    ({ spreadsheet, touch }, { dataFilter }) => {
      const { metadataId } = dataFilter.developerMetadataLookup
      spreadsheet.metadata = spreadsheet.metadata.filter(entry => entry.metadataId !== metadataId)
      touch()
    },
  ),
}

/** A location as Google answers it. A row or column is exactly one row or column. */
function settledLocation(spreadsheet: Spreadsheet, location: MetadataLocation): MetadataLocation {
  const { sheetId, dimensionRange } = location
  if (location.spreadsheet) return { locationType: "SPREADSHEET", spreadsheet: true }
  if (!dimensionRange) {
    sheetById(spreadsheet, sheetId ?? 0)
    return { locationType: "SHEET", sheetId: sheetId ?? 0 }
  }
  const { start, end, length } = boundsOf(spreadsheet, dimensionRange)
  if (end - start !== 1 || end > length)
    throw invalid("Developer metadata must be on the whole spreadsheet, a sheet, or a single row or column.")
  const locationType = dimensionRange.dimension === "ROWS" ? "ROW" : "COLUMN"
  return { locationType, dimensionRange: { ...dimensionRange, startIndex: start, endIndex: end } }
}
