/** All services of the local surface, as globals of a script's thread. */
import { createConsole } from "./console.ts"
import type { CallHost } from "./guard.ts"
import { createMailServices } from "./mail-services.ts"
import type { PlaceMessage } from "./messages.ts"
import { createScriptServices, createUser } from "./script-services.ts"
import { createSheets } from "./sheets-service.ts"
import { createSpreadsheetApp } from "./spreadsheet-app.ts"
import { createUrlFetchApp } from "./url-fetch.ts"
import { createUtilities } from "./utilities.ts"

export interface Services {
  readonly globals: Readonly<Record<string, object>>
  /** Writes what SpreadsheetApp still holds back: Google does so at the end of a run. */
  flush(): void
  spreadsheet(spreadsheetId: string): object
  range(place: PlaceMessage): object
  user(email: string): object
}

export function createServices(call: CallHost, log: (line: string) => void): Services {
  const spreadsheetApp = createSpreadsheetApp(call)
  return {
    globals: {
      ...createConsole(log),
      ...createScriptServices(call),
      ...createMailServices(call),
      Sheets: createSheets(call),
      SpreadsheetApp: spreadsheetApp.service,
      UrlFetchApp: createUrlFetchApp(call),
      Utilities: createUtilities(call),
    },
    flush: spreadsheetApp.flush,
    spreadsheet: spreadsheetApp.spreadsheet,
    range: spreadsheetApp.range,
    user: createUser,
  }
}
