/** How far a record has come, and whether a database holds all that is known of it. */
import { type Database, rowsOf } from "../cloudflare/database.ts"
import type { RecordHead } from "../command/option.ts"

/** The newest of each year. */
export function headsOf(database: Database): RecordHead[] {
  return [...new Map(everyHead(database).map(head => [head.fiscalYear, head])).values()]
}

/** Of known heads those that are not there; `found` is what stands at that revision instead, if anything does. */
export function unmetHeads(
  database: Database,
  known: readonly RecordHead[],
): { readonly known: RecordHead; readonly found: string | undefined }[] {
  const place = ({ fiscalYear, revision }: RecordHead) => `${fiscalYear}/${revision}`
  const heads = new Map(everyHead(database).map(each => [place(each), each.head]))
  return known
    .map(each => ({ known: each, found: heads.get(place(each)) }))
    .filter(each => each.found !== each.known.head)
}

function everyHead(database: Database): RecordHead[] {
  return rowsOf(database, "leaf")
    .map(({ fiscal_year, sequence, head }) => ({
      fiscalYear: Number(fiscal_year),
      revision: Number(sequence),
      head: String(head),
    }))
    .sort((a, b) => a.revision - b.revision)
}
