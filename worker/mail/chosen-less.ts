/** Who of a year's readers chose less mail, by what they are: no address leaves here. */
import type { IsoDate } from "../../shared/date/civil-date.ts"
import { directoryOf, lessMailNames, type Recipients } from "../../shared/due/recipient.ts"
import { rowsOfKind, type YearRecord } from "../../shared/record/record.ts"
import { readPrivateRows } from "../store/store.ts"
import { readFewer } from "./choice.ts"

export type ChosenLess = {
  /** `director` and slugs of sections: those all of whose own addresses chose less, and those of whom some did. */
  readonly all: readonly string[]
  readonly some: readonly string[]
  /** As the digest's foot names them, heads and deputies too. */
  readonly names: readonly string[]
}

/** As they chose until now: a choice has no past. */
export async function readChosenLess(
  db: D1Database,
  record: YearRecord,
  today: IsoDate,
): Promise<ChosenLess> {
  const lessMail = await readFewer(db)
  if (lessMail.size === 0) return { all: [], some: [], names: [] }
  const privateRows = await readPrivateRows(db, record.fiscalYear)
  const directory = directoryOf(privateRows)
  const readers: readonly (readonly [string, Recipients])[] = [
    ["director", directory.director()],
    ...rowsOfKind(record, "section").map(
      ({ row: { slug } }) => [slug, directory.section(slug, "before", today)] as const,
    ),
  ]
  const chose = ({ reached }: Recipients) => reached.filter(({ address }) => lessMail.has(address)).length
  const isAll = (each: Recipients) => each.reached.length > 0 && chose(each) === each.reached.length
  return {
    all: readers.filter(([, each]) => isAll(each)).map(([reader]) => reader),
    some: readers.filter(([, each]) => chose(each) > 0 && !isAll(each)).map(([reader]) => reader),
    names: lessMailNames({ record, privateRows, today }, lessMail),
  }
}
