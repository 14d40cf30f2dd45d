/** A report tab of a test office: its lines as they stand, and people who fill them in. */

import { ON_BEHALF, reportTabTitle, tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import type { InlineOptions, InlineScript } from "./inline.ts"
import type { TestOffice } from "./office.ts"

const COLUMNS = tabOf("report").columns
export type ReportKey = "date" | "result" | "evidence" | "nothingToReport" | "by"
export type ReportLine = Readonly<Record<string, string>> & {
  /** 0-based, in the sheet. */
  readonly row: number
  readonly id: string
  readonly due: string
  readonly by: string
}

export function reportTab(office: TestOffice, script: InlineScript, section: string) {
  const { spreadsheetId, google } = office
  const title = reportTabTitle(section)
  const sheet = () => {
    const found = google.model.spreadsheet(spreadsheetId).sheets.find(each => each.title === title)
    if (!found) throw new Error(`no tab ${title}`)
    return found
  }
  const columnAt = (key: string) => COLUMNS.findIndex(each => each.key === key)
  const lines = (): ReportLine[] =>
    sheet()
      .rows.map((cells, row) => {
        const texts = COLUMNS.map(({ key }, at) => [
          key,
          String(Object.values(cells[at]?.value ?? { no: "" })[0]),
        ])
        return { ...Object.fromEntries(texts), row } as unknown as ReportLine
      })
      .filter(({ row }) => row > 0)
  const lineOf = (id: string): ReportLine => {
    const found = lines().find(line => line.id === id)
    if (!found) throw new Error(`no line ${id}`)
    return found
  }
  const put = (row: number, key: ReportKey, values: readonly (readonly string[])[], as: string) => {
    const range = `${columnName(columnAt(key))}${row + 1}`
    return script.editor.edit({ spreadsheetId, tab: title, as, range, values })
  }
  const place = (row: number, key: ReportKey, values: readonly (readonly string[])[]) => ({
    sheetId: sheet().sheetId,
    title,
    top: row,
    bottom: row + values.length,
    left: columnAt(key),
    right: columnAt(key) + (values[0]?.length ?? 1),
  })
  return {
    title,
    sheet,
    lines,
    lineOf,
    put,
    columnAt,
    /** Types in the line of an obligation; the scan is told who it was unless `told` is false. */
    type(
      id: string,
      key: ReportKey,
      value: string,
      as: string,
      how: InlineOptions & { told?: boolean } = {},
    ) {
      const { row } = lineOf(id)
      const typed = put(row, key, [[value]], as)
      if (!typed.ok) throw new Error(typed.message)
      const event = script.editEvent(place(row, key, [[value]]), how.told === false ? "" : as, value)
      script.run("onEdited", how, event)
    },
    /** Pastes a block from a line's cell on. */
    paste(id: string, key: ReportKey, values: readonly (readonly string[])[], as: string) {
      const { row } = lineOf(id)
      const typed = put(row, key, values, as)
      if (!typed.ok) throw new Error(typed.message)
      script.run("onEdited", {}, script.editEvent(place(row, key, values), as))
    },
    /** The rows whose lines are marked as filled in by the planner. */
    marked: () => lines().flatMap(({ by, id }) => (by === ON_BEHALF ? [id] : [])),
    event: script.editEvent,
    place,
  }
}
