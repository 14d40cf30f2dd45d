/** Every method of the REST surface by its name in Google's discovery documents, and the count of its calls. */

import type { GoogleModel } from "../model/model.ts"
import { notInSurface } from "../wire/errors.ts"
import { parseMask, project } from "../wire/field-mask.ts"
import { DRIVE_METHODS } from "./drive-api.ts"
import { SCRIPT_METHODS } from "./script-api.ts"
import { type ApiCall, type ApiMethod, SHEETS_METHODS } from "./sheets-api.ts"

const METHODS = { ...SHEETS_METHODS, ...DRIVE_METHODS, ...SCRIPT_METHODS }
export type ApiName = keyof typeof METHODS

/** What the suite calls as a second account. */
const OF_ANYBODY: ReadonlySet<ApiName> = new Set(["drive.about.get", "sheets.spreadsheets.batchUpdate"])

/** Counts before it runs: a refused call costs quota too. */
export function createApi(model: GoogleModel, calls: Map<string, number>) {
  return (name: ApiName, call: ApiCall): unknown => {
    calls.set(name, (calls.get(name) ?? 0) + 1)
    const method: ApiMethod = METHODS[name]
    if (call.account !== undefined && !OF_ANYBODY.has(name))
      throw notInSurface(`${name} by another account than the owner`)
    const reply = method(model, call)
    const { fields } = call.params
    // `get` reads its mask itself: there it decides what is built.
    if (typeof fields !== "string" || name === "sheets.spreadsheets.get") return reply
    return project(reply, parseMask(fields))
  }
}
export type Api = ReturnType<typeof createApi>
