/** The report of an import as a colleague would tell it: what to do, the most harmful first, each once with its places. */

import { FILE_NOTES } from "../../shared/import/file-notes.ts"
import { IMPORT_PROBLEMS, type ReportEntry } from "../../shared/import/problems.ts"
import { groupBy } from "../../shared/record/group.ts"
import type { Severity } from "../../shared/row/problem.ts"

const TITLES: Readonly<Record<Severity, string>> = {
  error: "ต้องแก้ก่อนนำเข้า",
  ask: "ต้องมีคนตอบ",
  warn: "ควรดู",
  fix: "ปรับให้แล้ว ไม่ต้องทำอะไร",
}
const SEVERITIES: readonly Severity[] = ["error", "ask", "warn", "fix"]

/** Places named beside a kind of problem; the rest are counted. */
const PLACES = 5

/** What is told of a place: an entry of the report, or a verdict of the sheet's rules. */
type Told = Pick<ReportEntry, "severity" | "line" | "message" | "sheet" | "cell" | "lacks"> & {
  readonly code: string
}

export function reportText(report: readonly Told[]): string[] {
  return SEVERITIES.flatMap(severity => severityText(severity, report))
}

function severityText(severity: Severity, report: readonly Told[]): string[] {
  const entries = report.filter(entry => entry.severity === severity)
  if (entries.length === 0) return []
  const title = `${TITLES[severity]} (${severity}) ${entries.length} เรื่อง`
  // What nobody has to do anything about takes one line.
  if (severity === "fix") return ["", `${title} ดูทั้งหมดด้วย --json`]
  const known = [...Object.keys(FILE_NOTES), ...Object.keys(IMPORT_PROBLEMS)]
  const codes = [...new Set([...known, ...entries.map(({ code }) => code)])]
  const ordered = codes.flatMap(code => entries.filter(entry => entry.code === code))
  const groups = groupBy(ordered, ({ code, lacks = "" }) => `${code} ${lacks}`)
  return ["", title, ...[...groups.values()].map(groupText)]
}

function groupText(entries: readonly Told[]): string {
  const [first, ...others] = entries
  if (!first) return ""
  const place = placeOf(first)
  const named = others.slice(0, PLACES).map(placeOf)
  const more = others.length > named.length ? ` และอื่น ๆ รวม ${entries.length} แห่ง` : ""
  const also = others.length === 0 ? "" : ` (อีก ${others.length}: ${named.join(", ")}${more})`
  return `  ${place === "" ? "" : `${place}: `}${first.message}${also}`
}

/** `2567!E4`, or the line where a file has no cells. */
export function placeOf({ sheet, cell, line }: Pick<Told, "sheet" | "cell" | "line">): string {
  const within = cell !== "" ? cell : line > 0 ? `บรรทัด ${line}` : "ทั้งแฟ้ม"
  // Lines of a page are not numbered on it.
  if (cell === "" && sheet.startsWith("หน้า ")) return sheet
  return sheet === "" ? within : `${sheet}!${within}`
}
