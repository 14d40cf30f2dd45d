/**
 * What another account than the owner may do by the APIs: write where its hand could in the sheet. A stand-in's log-in that
 * holds an address as its token is that account's.
 */
import type { GoogleModel, Sheet } from "../model/model.ts"
import { barriers, barrierToCells, barrierToInsertion, barrierToRows, isWriter } from "../sheet/protection.ts"
import { sheetById } from "../sheet/range.ts"
import { ApiError, invalid, notInSurface } from "../wire/errors.ts"

/** The account that a token belongs to; undefined for the owner's. */
export function accountOf(authorization: string): string | undefined {
  const token = authorization.replace(/^Bearer /, "")
  return token.includes("@") ? token : undefined
}

/** @throws ApiError as Google answers that account */
export function checkMayWrite(
  model: GoogleModel,
  spreadsheetId: string,
  account: string,
  requests: readonly unknown[],
): void {
  if (!isWriter(model, spreadsheetId, account))
    throw new ApiError("PERMISSION_DENIED", "The caller does not have permission")
  for (const request of requests) {
    const [kind = "", body] = Object.entries(Object(request))[0] ?? []
    const barrierOf = BARRIERS[kind]
    if (!barrierOf) throw notInSurface(`${kind} by another account than the owner`)
    const { sheetId = 0 } = Object(Object(body).range ?? Object(body).start)
    const sheet = sheetById(model.spreadsheet(spreadsheetId), sheetId)
    if (barrierOf(barriers(model, spreadsheetId, sheet, account), sheet, Object(body)))
      throw invalid(
        "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.",
      )
  }
}

// biome-ignore lint/suspicious/noExplicitAny: parsed by the request itself, right after
type BarrierOf = (found: ReturnType<typeof barriers>, sheet: Sheet, body: any) => unknown

const BARRIERS: Readonly<Record<string, BarrierOf>> = {
  updateCells: (found, sheet, { start: { rowIndex: top, columnIndex: left }, rows }) => {
    const width = Math.max(...rows.map(({ values }: { values: readonly unknown[] }) => values.length))
    return barrierToCells(found, sheet, { top, left, bottom: top + rows.length, right: left + width })
  },
  insertDimension: (found, _, { range: { startIndex } }) => barrierToInsertion(found, startIndex),
  deleteDimension: (found, _, { range: { startIndex, endIndex } }) =>
    barrierToRows(found, startIndex, endIndex),
}
