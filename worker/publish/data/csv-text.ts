/** Tables as CSV (RFC 4180): the JSON's keys as headers, list items parted by line feeds. */
import { stringify } from "csv-stringify/browser/esm/sync"
import { guardFormulas } from "../../../shared/row/formula-guard.ts"
import { cellText, type TableCell } from "../../../shared/view/table-columns.ts"

/** What programs that guess, split at other marks or trim would take apart is quoted though no rule asks for it. */
const GUESSED_APART = /[;\t\v\f\u0085\u2028\u2029]|^\s|\s$/

/** With a byte order mark, for Excel. A cell with any line ending is quoted (§2): many readers end a record at a bare line feed too. */
export function csvText<K extends string>(
  columns: readonly K[],
  rows: readonly Readonly<Record<K, TableCell>>[],
): string {
  return stringify(
    rows.map(row => columns.map(key => guardFormulas(cellText(row[key])))),
    {
      header: true,
      columns: [...columns],
      bom: true,
      record_delimiter: "windows",
      quote_record_delimiter: true,
      quoted_match: GUESSED_APART,
    },
  )
}
