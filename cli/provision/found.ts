/** The spreadsheet as it is: one read, of everything provisioning may have to mend. */
import type { sheets_v4 } from "googleapis/build/src/apis/sheets/index.js"
import { COLUMN_METADATA_KEY, TAB_METADATA_KEY } from "../../shared/columns.ts"
import { INSTALL_METADATA_KEY } from "../../shared/sheet/install-note.ts"
import { sheetName } from "../../shared/sheet/read-sheet.ts"

export type CellData = sheets_v4.Schema$CellData
export type Request = sheets_v4.Schema$Request

type FoundColumn = sheets_v4.Schema$DimensionProperties

/** A metadata entry of ours, by the value it carries. */
type FoundName = { readonly metadataId: number; readonly value: string }

export type FoundSheet = {
  readonly sheetId: number
  readonly title: string
  readonly hidden: boolean
  readonly frozenRowCount: number
  readonly frozenColumnCount: number
  readonly rowCount: number
  readonly columnCount: number
  /** Which tab the script takes it for; "" for none. */
  readonly name: string
  readonly names: readonly FoundName[]
  readonly columns: readonly FoundColumn[]
  /** As far down and right as anything is. */
  readonly rows: readonly (readonly CellData[])[]
  readonly conditionalFormats: readonly sheets_v4.Schema$ConditionalFormatRule[]
  readonly protectedRanges: readonly sheets_v4.Schema$ProtectedRange[]
}

export type FoundSpreadsheet = {
  readonly spreadsheetId: string
  readonly url: string
  readonly title: string
  readonly locale: string
  readonly timeZone: string
  readonly sheets: readonly FoundSheet[]
  /** What `install` noted, as it stands. */
  readonly installNotes: readonly FoundName[]
}

const METADATA = "developerMetadata(metadataId,metadataKey,metadataValue)"
const TYPED = "userEnteredValue,effectiveValue,formattedValue,chipRuns"
/** Of a validation not its help, which every blank cell of a column repeats. */
const CELL =
  `${TYPED},note,dataValidation(condition,strict),` +
  "userEnteredFormat(numberFormat/type,wrapStrategy,verticalAlignment,backgroundColor,textFormat/bold)"

/** A field mask makes `get` answer the grid's data, and nothing that is not compared. */
function fieldsWith(cell: string): string {
  return (
    `spreadsheetId,spreadsheetUrl,properties(title,locale,timeZone),${METADATA},` +
    "sheets(properties(sheetId,title,hidden,gridProperties(rowCount,columnCount,frozenRowCount,frozenColumnCount))," +
    `protectedRanges,conditionalFormats,${METADATA},` +
    `data(columnMetadata(pixelSize,hiddenByUser,${METADATA}),rowData(values(${cell}))))`
  )
}

export async function readSpreadsheet(
  sheets: sheets_v4.Sheets,
  spreadsheetId: string,
): Promise<FoundSpreadsheet> {
  return readWith(sheets, spreadsheetId, CELL)
}

/** Its cells without their formats and choices, which are nearly all of it: enough to say what people typed. */
export async function readTyped(sheets: sheets_v4.Sheets, spreadsheetId: string): Promise<FoundSpreadsheet> {
  return readWith(sheets, spreadsheetId, TYPED)
}

async function readWith(
  sheets: sheets_v4.Sheets,
  spreadsheetId: string,
  cell: string,
): Promise<FoundSpreadsheet> {
  const { data } = await sheets.spreadsheets.get({ spreadsheetId, fields: fieldsWith(cell) })
  return {
    spreadsheetId,
    url: data.spreadsheetUrl ?? `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`,
    title: data.properties?.title ?? "",
    locale: data.properties?.locale ?? "",
    timeZone: data.properties?.timeZone ?? "",
    sheets: (data.sheets ?? []).map(foundSheet),
    installNotes: namesOf(data.developerMetadata, INSTALL_METADATA_KEY),
  }
}

/** What `install` noted on it, without the sheet itself. */
export async function readInstallNotes(
  sheets: sheets_v4.Sheets,
  spreadsheetId: string,
): Promise<FoundSpreadsheet["installNotes"]> {
  const { data } = await sheets.spreadsheets.get({ spreadsheetId, fields: METADATA })
  return namesOf(data.developerMetadata, INSTALL_METADATA_KEY)
}

/** What Google makes of `files.create`: one empty sheet. */
export function newSpreadsheet(title: string): FoundSpreadsheet {
  const sheet = foundSheet({ properties: { gridProperties: { rowCount: 1000, columnCount: 26 } } })
  return { spreadsheetId: "", url: "", title, locale: "", timeZone: "", sheets: [sheet], installNotes: [] }
}

function foundSheet(sheet: sheets_v4.Schema$Sheet): FoundSheet {
  const { properties, data } = sheet
  const grid = data?.[0]
  return {
    sheetId: properties?.sheetId ?? 0,
    title: properties?.title ?? "",
    hidden: properties?.hidden ?? false,
    frozenRowCount: properties?.gridProperties?.frozenRowCount ?? 0,
    frozenColumnCount: properties?.gridProperties?.frozenColumnCount ?? 0,
    rowCount: properties?.gridProperties?.rowCount ?? 0,
    columnCount: properties?.gridProperties?.columnCount ?? 0,
    name: sheetName(sheet),
    names: namesOf(sheet.developerMetadata, TAB_METADATA_KEY),
    columns: grid?.columnMetadata ?? [],
    rows: (grid?.rowData ?? []).map(row => row.values ?? []),
    conditionalFormats: sheet.conditionalFormats ?? [],
    protectedRanges: sheet.protectedRanges ?? [],
  }
}

function namesOf(
  entries: readonly sheets_v4.Schema$DeveloperMetadata[] | undefined,
  key: string,
): FoundName[] {
  return (entries ?? [])
    .filter(entry => entry.metadataKey === key)
    .map(entry => ({ metadataId: entry.metadataId ?? 0, value: entry.metadataValue ?? "" }))
}

export function columnNames({ developerMetadata }: FoundColumn): FoundName[] {
  return namesOf(developerMetadata, COLUMN_METADATA_KEY)
}

/** True when nothing was ever typed on the sheet and nothing of ours is on it. */
export function isBlankSheet(sheet: FoundSheet): boolean {
  return (
    sheet.names.length === 0 &&
    sheet.columns.every(column => columnNames(column).length === 0) &&
    sheet.rows.every(row => row.every(cell => !cell.userEnteredValue))
  )
}
