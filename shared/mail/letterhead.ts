/** The letterhead of a mail: who writes, in which digits, and where its links lead. */

import type { DigitStyle } from "../date/thai-date.ts"
import { secretOf } from "../due/recipient.ts"
import { digitsOf, directorTitleOf, settingsOf } from "../due/timetable.ts"
import { rowsOfKind, type YearRecord } from "../record/record.ts"
import { addressedDirector } from "../row/office-kind.ts"
import type { PrivateRow } from "../row/row.ts"
import { oneLine, shorten } from "../row/shorten.ts"

export type Letterhead = {
  readonly name: string
  /** As เรียน addresses him, with his name where the settings have it. */
  readonly director: string
  /** Name of the section that keeps the plan. */
  readonly planner: string
  readonly digits: DigitStyle
  readonly fiscalYear: number
  /** Address of a public page of the year; undefined where no public address is known. */
  readonly page: (path: string) => string | undefined
  /** Address of the page that tells how the system is; undefined where no public address is known. */
  readonly status: string | undefined
  /** Address of a section's tab of the sheet, of the sheet, or undefined. */
  readonly sheet: (slug: string) => string | undefined
  /** Address of a cell of the sheet, by its tab's id; undefined where the sheet's is not known. */
  readonly cell: (sheetId: number, cell: string) => string | undefined
  /** How the head of a section is addressed. */
  readonly head: (slug: string) => string
  /** The clock is not the real one: every mail says so. */
  readonly simulated: boolean
}

type LetterheadInput = {
  readonly record: YearRecord
  readonly privateRows: readonly PrivateRow[]
  /** The Worker's own: whatever a cell says, a link in a mail leads to where the record is. */
  readonly origin: string
  readonly simulated: boolean
}

export function letterheadOf({ record, privateRows, origin, simulated }: LetterheadInput): Letterhead {
  const settings = settingsOf(record)
  const name = settings.get("office") ?? ""
  const base = webAddress(origin)
  const sheet = webAddress(secretOf(privateRows, "sheetAddress"))
  const sections = new Map(rowsOfKind(record, "section").map(({ row }) => [row.slug, row]))
  return {
    name,
    director: [
      addressedDirector(directorTitleOf(record), name),
      nameInBrackets(settings.get("directorName") ?? ""),
    ]
      .filter(Boolean)
      .join(" "),
    planner: settings.get("planner") ?? "",
    digits: digitsOf(settings),
    fiscalYear: record.fiscalYear,
    page: path => base && `${base}/${record.fiscalYear}${path}`,
    status: base && `${base}/status`,
    sheet: slug => {
      const tab = secretOf(privateRows, `sheetTab.${slug}`)
      return sheet && (/^\d{1,20}$/.test(tab) ? `${sheet}#gid=${tab}` : sheet)
    },
    cell: (sheetId, cell) => sheet && `${sheet}#gid=${sheetId}&range=${cell}`,
    head: slug => {
      const section = sections.get(slug)
      return section?.head.trim() || `หัวหน้า${section?.name ?? "ฝ่าย"}`
    },
    simulated,
  }
}

const LONGEST_NAME = 80

function nameInBrackets(name: string): string {
  return name.trim() === "" ? "" : `(${shorten(oneLine(name), LONGEST_NAME)})`
}

/** An https address, or one of this machine for the local office; anything else must not become a link. */
function webAddress(text: string): string | undefined {
  const isWeb = /^(?:https:\/\/[^\s"<>]+|http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?(?:\/[^\s"<>]*)?)$/.test(
    text,
  )
  return isWeb ? text.replace(/\/+$/, "") : undefined
}
