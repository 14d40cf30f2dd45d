/** Developer metadata: names that stay with a sheet or a column wherever people drag it. */
import * as z from "zod"
import type { Spreadsheet } from "../model/model.ts"
import { sheetById } from "../sheet/range.ts"
import { invalid } from "../wire/errors.ts"
import type { MetadataLocation } from "../wire/wire.ts"
import { developerMetadata } from "../wire/wire.ts"
import { request } from "./request.ts"
import { boundsOf } from "./requests-dimensions.ts"

const dataFilter = z.strictObject({ developerMetadataLookup: z.strictObject({ metadataId: z.int() }) })

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
