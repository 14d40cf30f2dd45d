/** Every accepted push of all years, newest first: when, what it touched, and the hash of what was signed. */

import * as z from "zod/mini"
import { KINDS, type Kind } from "../columns.ts"
import { hashSchema } from "../push/sd-jwt.ts"
import type { ToldRecord } from "../record/record.ts"
import { isPublicKind, nameParts } from "../row/name.ts"
import { type ChangesQuery, pageOfYears } from "./changes-page.ts"
import { instant, yearsPageShape } from "./schema.ts"
import { instantText } from "./year.ts"

const leafViewSchema = z.strictObject({
  fiscalYear: z.int(),
  revision: z.int(),
  acceptedAt: instant,
  /** SHA-256 of what was signed. */
  head: hashSchema,
  /** Its first: everything in it was announced. */
  announced: z.boolean(),
  /** How many rows of each kind it set or withdrew. */
  rows: z.array(z.strictObject({ kind: z.enum(KINDS), count: z.int() })),
  /** Where it stands as it was signed. */
  push: z.string(),
})

export const logPageSchema = z.strictObject({ ...yearsPageShape, leaves: z.array(leafViewSchema) })

export type LeafView = z.input<typeof leafViewSchema>
export type LogPageView = z.input<typeof logPageSchema>

/** Undefined before the first accepted push. A page past the end is the last one. */
export function logPageView(query: ChangesQuery): LogPageView | undefined {
  const all = query.records.flatMap(leavesOf).sort((a, b) => (a.acceptedAt < b.acceptedAt ? 1 : -1))
  const found = pageOfYears(query, "/log.json", all)
  return found && { ...found.place, leaves: [...found.rows] }
}

function leavesOf(record: ToldRecord): LeafView[] {
  const counts = countsBySequence(record)
  const { from, to } = record.tells
  const told = record.revisions.filter(({ sequence }) => sequence >= from && sequence <= to)
  return told.map(({ sequence, head, acceptedAt }) => ({
    fiscalYear: record.fiscalYear,
    revision: sequence,
    acceptedAt: instantText(acceptedAt),
    head,
    announced: sequence === 1,
    rows: KINDS.flatMap(kind => {
      const count = counts.get(sequence)?.get(kind) ?? 0
      return count > 0 ? [{ kind, count }] : []
    }),
    push: `/api/v1/pushes/${record.fiscalYear}/${sequence}`,
  }))
}

function countsBySequence(record: ToldRecord): ReadonlyMap<number, ReadonlyMap<Kind, number>> {
  const counts = new Map<number, Map<Kind, number>>()
  for (const [name, versions] of record.versionsByName) {
    const { kind } = nameParts(name)
    if (!isPublicKind(kind)) continue
    for (const { sequence } of versions) {
      const ofPush = counts.get(sequence) ?? new Map<Kind, number>()
      ofPush.set(kind, (ofPush.get(kind) ?? 0) + 1)
      counts.set(sequence, ofPush)
    }
  }
  return counts
}
