/**
 * The JSON shapes of the Sheets API that the model keeps as they came. Strict, so that a misspelt or unsupported
 * field is refused as Google refuses it, never silently dropped. Everything parsed here is immutable afterwards:
 * the model shares these values between snapshots.
 */
import * as z from "zod"
import { invalid } from "./errors.ts"

const index = z.int().check(z.nonnegative())
const json = z.record(z.string(), z.json())

export const gridRange = z.strictObject({
  sheetId: z.int().default(0),
  startRowIndex: index.optional(),
  endRowIndex: index.optional(),
  startColumnIndex: index.optional(),
  endColumnIndex: index.optional(),
})
/** A range of a sheet; a missing bound is the sheet's edge. */
export type GridRange = z.infer<typeof gridRange>

export const dimensionRange = z.strictObject({
  sheetId: z.int().default(0),
  dimension: z.enum(["ROWS", "COLUMNS"]),
  startIndex: index.optional(),
  endIndex: index.optional(),
})
export type DimensionRange = z.infer<typeof dimensionRange>
export type Dimension = DimensionRange["dimension"]

export const gridCoordinate = z.strictObject({
  sheetId: z.int().default(0),
  rowIndex: index.default(0),
  columnIndex: index.default(0),
})

const values = z.array(z.strictObject({ userEnteredValue: z.string().optional() })).optional()

const dataValidation = z.strictObject({
  condition: z.strictObject({ type: z.enum(["ONE_OF_LIST", "ONE_OF_RANGE", "BOOLEAN"]), values }),
  inputMessage: z.string().optional(),
  strict: z.boolean().optional(),
  showCustomUi: z.boolean().optional(),
})
export type DataValidation = z.infer<typeof dataValidation>

const extendedValue = z.union([
  z.strictObject({ numberValue: z.number() }),
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ boolValue: z.boolean() }),
  z.strictObject({ formulaValue: z.string() }),
])
export type ExtendedValue = z.infer<typeof extendedValue>

/** A cell format is kept as it came: any of Google's fields, addressed by the update's mask. */
export const cellFormat = json
export type CellFormat = z.infer<typeof cellFormat>

/** From `startIndex` on, to the next run: a chip, or text where there is none. */
const chipRun = z.strictObject({
  startIndex: index.optional(),
  chip: z
    .strictObject({
      personProperties: z
        .strictObject({ email: z.string(), displayFormat: z.string().optional() })
        .optional(),
      richLinkProperties: z.strictObject({ uri: z.string(), mimeType: z.string().optional() }).optional(),
    })
    .optional(),
})
export type ChipRun = z.infer<typeof chipRun>

export const cellData = z.strictObject({
  userEnteredValue: z.union([extendedValue, z.strictObject({})]).nullish(),
  userEnteredFormat: cellFormat.nullish(),
  note: z.string().nullish(),
  dataValidation: dataValidation.nullish(),
  chipRuns: z.array(chipRun).nullish(),
})
export type CellData = z.infer<typeof cellData>
export const rowData = z.strictObject({ values: z.array(cellData).optional() })
export type RowData = z.infer<typeof rowData>

const editors = z.strictObject({
  users: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
  domainUsersCanEdit: z.boolean().optional(),
})
export const protectedRange = z.strictObject({
  protectedRangeId: z.int().optional(),
  range: gridRange,
  description: z.string().optional(),
  warningOnly: z.boolean().optional(),
  unprotectedRanges: z.array(gridRange).optional(),
  editors: editors.optional(),
})
type ProtectedRangeInput = z.infer<typeof protectedRange>
export type ProtectedRange = ProtectedRangeInput & { readonly protectedRangeId: number }

export const conditionalFormatRule = z.strictObject({
  ranges: z.array(gridRange),
  booleanRule: z.strictObject({
    condition: z.strictObject({ type: z.string(), values }),
    format: cellFormat.optional(),
  }),
})
export type ConditionalFormatRule = z.infer<typeof conditionalFormatRule>

const metadataLocation = z.strictObject({
  locationType: z.string().optional(),
  spreadsheet: z.boolean().optional(),
  sheetId: z.int().optional(),
  dimensionRange: dimensionRange.optional(),
})
export type MetadataLocation = z.infer<typeof metadataLocation>
export const developerMetadata = z.strictObject({
  metadataId: z.int().optional(),
  metadataKey: z.string().optional(),
  metadataValue: z.string().optional(),
  location: metadataLocation.optional(),
  visibility: z.enum(["DOCUMENT", "PROJECT"]).optional(),
})
export interface DeveloperMetadata {
  readonly metadataId: number
  readonly metadataKey: string
  readonly metadataValue?: string | undefined
  readonly location: MetadataLocation
  readonly visibility: "DOCUMENT" | "PROJECT"
}

/** Parses one JSON value, refusing it in Google's words and with the place of the fault. */
export function parseWire<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: "not valid" }
  throw invalid(`Invalid ${name}${path.length > 0 ? ` at '${path.join(".")}'` : ""}: ${message}`)
}
