/** Developer metadata: names that stay with a sheet or a column wherever people drag it. */
import * as z from "zod"
import type { Spreadsheet } from "../model/model.ts"
import { sheetById } from "../sheet/range.ts"
import { invalid } from "../wire/errors.ts"
import { checkFields, merge, parseMask } from "../wire/field-mask.ts"
import type { DeveloperMetadata, MetadataLocation } from "../wire/wire.ts"
import { developerMetadata, metadataLocation, parseWire } from "../wire/wire.ts"
import { request } from "./request.ts"
import { boundsOf } from "./requests-dimensions.ts"

const METADATA_FIELDS = ["metadataKey", "metadataValue", "visibility", "location"]

export const metadataLookup = z.strictObject({
  locationType: z.string().optional(),
  metadataLocation: metadataLocation.optional(),
  locationMatchingStrategy: z.string().optional(),
  metadataId: z.int().optional(),
  metadataKey: z.string().optional(),
  metadataValue: z.string().optional(),
  visibility: z.string().optional(),
})
export const dataFilter = z.strictObject({ developerMetadataLookup: metadataLookup })
export type DataFilter = z.infer<typeof dataFilter>

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
      return { developerMetadata: entry }
    },
  ),

  updateDeveloperMetadata: request(
    z.strictObject({ dataFilters: z.array(dataFilter), developerMetadata, fields: z.string() }),
    ({ spreadsheet, touch }, { dataFilters, developerMetadata: update, fields }) => {
      const mask = parseMask(fields)
      checkFields(mask, METADATA_FIELDS, "developerMetadata")
      const updated: DeveloperMetadata[] = []
      spreadsheet.metadata = spreadsheet.metadata.map(entry => {
        if (!dataFilters.some(filter => matches(entry, filter))) return entry
        const merged = merge<object>(entry, update, mask)
        const {
          metadataKey = "",
          visibility = "DOCUMENT",
          location,
          ...rest
        } = parseWire(developerMetadata, merged, "developerMetadata")
        const settled = settledLocation(spreadsheet, location ?? entry.location)
        updated.push({ ...rest, metadataId: entry.metadataId, metadataKey, visibility, location: settled })
        return updated.at(-1) ?? entry
      })
      touch()
      return { developerMetadata: updated }
    },
  ),

  deleteDeveloperMetadata: request(
    z.strictObject({ dataFilter }),
    ({ spreadsheet, touch }, { dataFilter }) => {
      const deleted = spreadsheet.metadata.filter(entry => matches(entry, dataFilter))
      spreadsheet.metadata = spreadsheet.metadata.filter(entry => !deleted.includes(entry))
      touch()
      return { deletedDeveloperMetadata: deleted }
    },
  ),
}

export function searchMetadata(spreadsheet: Spreadsheet, filters: readonly DataFilter[]): object[] {
  return spreadsheet.metadata
    .map(entry => ({ entry, dataFilters: filters.filter(filter => matches(entry, filter)) }))
    .filter(({ dataFilters }) => dataFilters.length > 0)
    .map(({ entry, dataFilters }) => ({ developerMetadata: entry, dataFilters }))
}

function matches(entry: DeveloperMetadata, { developerMetadataLookup: lookup }: DataFilter): boolean {
  const { metadataId, metadataKey, metadataValue, visibility, locationType } = lookup
  return (
    (metadataId === undefined || entry.metadataId === metadataId) &&
    (metadataKey === undefined || entry.metadataKey === metadataKey) &&
    (metadataValue === undefined || entry.metadataValue === metadataValue) &&
    (visibility === undefined || entry.visibility === visibility) &&
    (locationType === undefined || entry.location.locationType === locationType) &&
    (lookup.metadataLocation === undefined || isAt(entry.location, lookup.metadataLocation))
  )
}

function isAt(location: MetadataLocation, wanted: MetadataLocation): boolean {
  const sheetOf = (place: MetadataLocation) => place.sheetId ?? place.dimensionRange?.sheetId
  if (wanted.spreadsheet) return location.spreadsheet === true
  if (!wanted.dimensionRange) return sheetOf(location) === wanted.sheetId
  const { dimensionRange: at } = location
  const { sheetId, dimension, startIndex, endIndex } = wanted.dimensionRange
  return (
    at?.sheetId === sheetId &&
    at.dimension === dimension &&
    at.startIndex === (startIndex ?? 0) &&
    (endIndex === undefined || at.endIndex === endIndex)
  )
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
