/** A signed change, held against what the sheet itself would publish: what the judge asks of the record is read here. */
import * as z from "zod/mini"
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { answerId } from "../../shared/push/answer.ts"
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import { parseDisclosure } from "../../shared/push/sd-jwt.ts"
import { groupBy } from "../../shared/record/group.ts"
import { type Row, rowSchema } from "../../shared/row/row.ts"
import { FILLED_COLUMNS } from "../../shared/table/entered-by.ts"
import { changeFaults, type Known, namesAsked } from "../../shared/table/judge.ts"
import { receivedAmong } from "../store/answers.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { pastsOf } from "../store/projection-append.ts"
import { touchedParts } from "../store/projection-fold.ts"
import { readRows } from "../store/sql.ts"
import type { Change } from "./open.ts"
import type { YearPosition } from "./position.ts"
import { type Refused, refuse } from "./refusal.ts"

/** Undefined for a change that a scan could have made; `now` is in epoch milliseconds, `origin` the Worker's own. */
export async function rowFault(
  db: D1Database,
  change: Change,
  position: YearPosition,
  { now, origin }: { readonly now: number; readonly origin: string },
): Promise<Refused | undefined> {
  if (change.rows.length === 0 && change.privateRows.length === 0) return undefined
  const { fiscalYear } = position
  const known = await readKnown(db, change, position)
  // The script's clock may be ahead of ours over midnight.
  const today = bangkokDate(now + CLOCK_TOLERANCE * 1000)
  const faults = [
    ...changeFaults(change, known, { fiscalYear, today, origin }),
    ...(await answerFaults(db, change, fiscalYear)),
  ]
  return faults.length > 0 ? refuse("badRow", ...faults) : undefined
}

/** What is said to have come by mail must be what was received then: nobody dates a report back. */
async function answerFaults(db: D1Database, { rows }: Change, fiscalYear: number): Promise<string[]> {
  const answered = rows.flatMap(({ name, row }) => {
    if (row.kind !== "report" || row.answered === undefined) return []
    const cells = Object.fromEntries(FILLED_COLUMNS.map(key => [key, row[key]]))
    return [{ name, id: answerId({ of: name, at: row.answered, cells }, fiscalYear, NATIVE_CODEC) }]
  })
  const received = await receivedAmong(
    db,
    answered.map(({ id }) => id),
  )
  return answered.filter(({ id }) => !received.has(id)).map(({ name }) => `${name}: no such answer by mail`)
}

async function readKnown(db: D1Database, change: Change, position: YearPosition): Promise<Known> {
  const names = namesAsked(position.rows.keys(), change)
  return {
    names: new Set(position.rows.keys()),
    versionsByName:
      (await versionsKept(db, change, position, names)) ??
      (await versionsOfLog(db, position.fiscalYear, names)),
    allowList: position.allowList,
  }
}

type Versions = Known["versionsByName"]

/** As the record that is kept beside the log has them: as many as are asked for, however often a row was changed. */
async function versionsKept(
  db: D1Database,
  { rows }: Change,
  { projection }: YearPosition,
  names: readonly string[],
): Promise<Versions | undefined> {
  if (!projection) return undefined
  // What the change is folded into is read with it.
  const parts = touchedParts(projection.index, [...names, ...rows.map(({ name }) => name)])
  const pasts = await pastsOf(db, projection, parts).catch(() => undefined)
  if (pasts?.size !== parts.length) return undefined
  const asked = new Set(names)
  const own = [...pasts.values()].flat().filter(([name]) => asked.has(name))
  return new Map(own.map(([name, versions]) => [name, versions.map(({ row }) => row)]))
}

const versionSchema = z.object({ name: z.string(), encoded: z.nullable(z.string()) })

async function versionsOfLog(
  db: D1Database,
  fiscalYear: number,
  names: readonly string[],
): Promise<Versions> {
  const found = await readRows(
    db,
    versionSchema,
    `SELECT name, encoded FROM entry LEFT JOIN disclosure ON disclosure.digest = entry.digest
     WHERE fiscal_year = ?1 AND name IN (SELECT value FROM json_each(?2)) ORDER BY leaf, position`,
    fiscalYear,
    JSON.stringify(names),
  )
  const byName = groupBy(found, ({ name }) => name)
  const rowOf = ({ encoded }: (typeof found)[number]): Row | null =>
    encoded === null ? null : rowSchema.parse(parseDisclosure(encoded, NATIVE_CODEC)?.value)
  return new Map(Array.from(byName, ([name, all]) => [name, all.map(rowOf)]))
}
