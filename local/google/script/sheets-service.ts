/** The advanced service `Sheets`: the same methods as the REST door, with the script's order of arguments. */
import { type CallHost, guard } from "./guard.ts"

type Options = Readonly<Record<string, unknown>>

export function createSheets(call: CallHost) {
  /** JSON both ways, as at Google: what does not survive it does not arrive. */
  const api = (method: string, params: Options, body?: unknown): unknown => {
    const reply = call(`Sheets.${method}`, JSON.stringify(params), JSON.stringify(body))
    return JSON.parse(String(reply))
  }
  const Values = guard("Sheets.Spreadsheets.Values", {
    get: (spreadsheetId: string, range: string, options: Options = {}) =>
      api("Spreadsheets.Values.get", { ...options, spreadsheetId, range }),
    batchGet: (spreadsheetId: string, options: Options = {}) =>
      api("Spreadsheets.Values.batchGet", { ...options, spreadsheetId }),
    update: (body: object, spreadsheetId: string, range: string, options: Options = {}) =>
      api("Spreadsheets.Values.update", { ...options, spreadsheetId, range }, body),
    batchUpdate: (body: object, spreadsheetId: string) =>
      api("Spreadsheets.Values.batchUpdate", { spreadsheetId }, body),
    append: (body: object, spreadsheetId: string, range: string, options: Options = {}) =>
      api("Spreadsheets.Values.append", { ...options, spreadsheetId, range }, body),
    clear: (_: object, spreadsheetId: string, range: string) =>
      api("Spreadsheets.Values.clear", { spreadsheetId, range }),
  })
  const DeveloperMetadata = guard("Sheets.Spreadsheets.DeveloperMetadata", {
    search: (body: object, spreadsheetId: string) =>
      api("Spreadsheets.DeveloperMetadata.search", { spreadsheetId }, body),
  })
  const Spreadsheets = guard("Sheets.Spreadsheets", {
    Values,
    DeveloperMetadata,
    get: (spreadsheetId: string, options: Options = {}) =>
      api("Spreadsheets.get", { ...options, spreadsheetId }),
    create: (body: object) => api("Spreadsheets.create", {}, body),
    batchUpdate: (body: object, spreadsheetId: string) =>
      api("Spreadsheets.batchUpdate", { spreadsheetId }, body),
  })
  return guard("Sheets", { Spreadsheets })
}
