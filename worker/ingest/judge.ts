/** A signed change, held against what the sheet itself would publish: what the judge asks of the record is read here. */
import * as z from "zod/mini"
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { answerId } from "../../shared/push/answer.ts"
import { CLOCK_TOLERANCE } from "../../shared/push/payload.ts"
import { hashSchema, parseDisclosure } from "../../shared/push/sd-jwt.ts"
import { privateRowSchema, type Row, rowSchema } from "../../shared/row/row.ts"
import { FILLED_COLUMNS } from "../../shared/table/entered-by.ts"
import { changeFaults, type Known, namesAsked } from "../../shared/table/judge.ts"
import { receivedAmong } from "../store/answers.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { rowsOf } from "../store/sql.ts"
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

const versionSchema = z.object({
  name: z.string(),
  digest: z.nullable(hashSchema),
  encoded: z.nullable(z.string()),
})

async function readKnown(db: D1Database, change: Change, { fiscalYear, rows }: YearPosition): Promise<Known> {
  const [versions, secrets] = await db.batch([
    db
      .prepare(
        `SELECT name, entry.digest, encoded FROM entry LEFT JOIN disclosure ON disclosure.digest = entry.digest
         WHERE fiscal_year = ?1 AND name IN (SELECT value FROM json_each(?2)) ORDER BY leaf, position`,
      )
      .bind(fiscalYear, JSON.stringify(namesAsked(rows.keys(), change))),
    db
      .prepare("SELECT json FROM private_row WHERE fiscal_year = ?1 AND name = 'secret/allowList'")
      .bind(fiscalYear),
  ])
  const versionsByName = new Map<string, (Row | null)[]>()
  for (const { name, encoded } of rowsOf(versionSchema, versions)) {
    const all = versionsByName.get(name) ?? []
    versionsByName.set(name, all)
    all.push(encoded === null ? null : rowSchema.parse(parseDisclosure(encoded, NATIVE_CODEC)?.value))
  }
  const [secret] = rowsOf(z.object({ json: z.string() }), secrets)
  const row = secret && privateRowSchema.parse(JSON.parse(secret.json))
  return {
    names: new Set(rows.keys()),
    versionsByName,
    allowList: row?.kind === "secret" ? row.value : "",
  }
}
