/** Whether the parts of a data folder belong together, before a start changes any of them. */
import { join } from "node:path"
import * as z from "zod"
import type { LocalGoogle } from "../../local/google/api/google.ts"
import { parseJson } from "../../shared/row/json.ts"
import { CommandError } from "../command/fault.ts"
import type { Keys } from "../office/keys.ts"
import { type OfficeFolder, WAY_BACK } from "./folder.ts"

type Folder = Pick<OfficeFolder, "before" | "path">
type Sheets = Pick<LocalGoogle, "model" | "saves">

/** Before anything is written: a sheet of another folder, or of another day, would be pushed over the record. */
export function checkSheetFile({ before, path }: Folder, google: Sheets): void {
  if (!before?.sheet) return
  const { spreadsheetId, scriptId } = before.sheet
  const { spreadsheets, projects } = google.model.state
  const file = join(path, "google.json")
  if (!spreadsheets.has(spreadsheetId) || !projects.has(scriptId))
    throw new CommandError(
      `${file} เป็นตารางของสำนักงานอื่น ไม่ได้แก้อะไร ${WAY_BACK.thai} / the sheet's file is of another office; nothing was changed: ${WAY_BACK.english}`,
    )
  if (google.saves() < (before.sheetSaves ?? 0))
    throw new CommandError(
      `${file} เก่ากว่าที่สำนักงานนี้บันทึกไว้ล่าสุด (ครั้งที่ ${google.saves()} จาก ${before.sheetSaves}) การแก้ไขหลังจากนั้นจะหาย ไม่ได้แก้อะไร ${WAY_BACK.thai} ` +
        `/ the sheet's file is older than this office last saved it; nothing was changed: ${WAY_BACK.english}`,
    )
}

/** The script was given a key by an earlier start: the Worker's record stands on that one. */
export function checkKeys({ before, path }: Folder, google: Sheets, keys: Keys): void {
  const config = before?.sheet && google.model.project(before.sheet.scriptId).properties.CONFIG
  const given = z.object({ kid: z.string() }).safeParse(parseJson(config ?? ""))
  if (!given.success || given.data.kid === keys.publicJwk.kid) return
  throw new CommandError(
    `${join(path, "keys.json")} เป็นกุญแจของสำนักงานอื่น ไม่ได้แก้อะไร ${WAY_BACK.thai} / the keys are another office's; nothing was changed: ${WAY_BACK.english}`,
  )
}
