/**
 * The record as it stands, kept beside the log: read at once by who knows nothing yet. Its rows were checked when they were
 * accepted and are not checked again; but it is believed only where it goes to the newest leaf and gives the state that was
 * signed there.
 */
import * as z from "zod/mini"
import { stateOf } from "../../shared/push/payload.ts"
import { type Hash, hashSchema } from "../../shared/push/sd-jwt.ts"
import { CONDENSED_SHAPE, type Marks } from "../../shared/record/condense.ts"
import type { Version, YearRecord } from "../../shared/record/record.ts"
import { NATIVE_CODEC } from "./native-codec.ts"
import type { YearHead } from "./read-record.ts"

/** A row with the versions of it that are asked for, oldest first. */
export type Past = readonly [name: string, versions: readonly Version[]]

/** As an isolate keeps it: parts by their number, and the leaf they go to. */
export type Projection = {
  readonly leaf: Pick<YearHead, "leaf" | "head" | "acceptedAt">
  readonly marks: Marks
  /** Of this making. */
  readonly born: string
  readonly parts: ReadonlyMap<number, readonly Past[]>
}

/** Why it is not to be believed. `ahead` is no fault: a push was accepted since the heads were read. */
export type Unfit = "missing" | "lags" | "ahead" | "damaged"

const MARK = "SELECT shape, leaf, redactions, marks, born FROM projection WHERE fiscal_year = ?1"
const LEAF = "SELECT idx, head, accepted_at AS acceptedAt, signed FROM leaf WHERE idx = ?1"

/** `kept` is what was read before: then only what changed since is read. */
export async function readProjection(
  db: D1Database,
  head: YearHead,
  kept?: Projection,
): Promise<Projection | Unfit> {
  const { fiscalYear } = head
  const [mark, parts, leaf, keptLeaf] = await db.batch([
    db.prepare(MARK).bind(fiscalYear),
    db
      .prepare("SELECT part, pasts FROM projection_part WHERE fiscal_year = ?1 AND leaf > ?2 ORDER BY part")
      .bind(fiscalYear, kept?.leaf.leaf ?? -1),
    db.prepare(LEAF).bind(head.leaf),
    ...(kept ? [db.prepare(LEAF).bind(kept.leaf.leaf)] : []),
  ])
  // The database was put back to an older copy: what was kept is of another log.
  if (kept && !isLeaf(keptLeaf?.results[0], kept.leaf)) return readProjection(db, head)
  // It was made anew since: parts of the two do not fit.
  if (kept && bornOf(mark?.results[0]) !== kept.born) return readProjection(db, head)
  // Or the heads are of that other log.
  const unfit = isLeaf(leaf?.results[0], head) ? unfitness(mark?.results[0], head) : "ahead"
  if (unfit) return unfit
  try {
    const marks = JSON.parse(markSchema.parse(mark?.results[0]).marks) as Marks
    const changed = textsOf(parts?.results).map(
      ({ part, pasts }) => [part, JSON.parse(pasts) as readonly Past[]] as const,
    )
    const all = [...(kept?.parts ?? []), ...changed]
    const born = bornOf(mark?.results[0])
    const projection = { leaf: head, marks, born, parts: new Map(all.sort(([a], [b]) => a - b)) }
    return isOfState(standingOf(projection), signedState(leaf?.results[0])) ? projection : "damaged"
  } catch {
    return "damaged"
  }
}

export function recordOfProjection(fiscalYear: number, { marks, parts }: Projection): YearRecord {
  const { revisions, wholeFrom } = marks
  const versionsByName = new Map([...parts.values()].flat())
  return { fiscalYear, revisions, wholeFrom, versionsByName, looksByLink: new Map() }
}

export const markSchema = z.object({
  shape: z.int(),
  leaf: z.int(),
  redactions: z.int(),
  marks: z.string(),
})

/** Undefined for one that goes to this leaf, made by the rules of now. */
export function unfitness(row: unknown, head: Pick<YearHead, "leaf">): Exclude<Unfit, "damaged"> | undefined {
  const mark = z.optional(markSchema).parse(row)
  if (mark?.shape !== CONDENSED_SHAPE) return "missing"
  if (mark.leaf === head.leaf) return undefined
  return mark.leaf > head.leaf ? "ahead" : "lags"
}

/** The state that was signed in a leaf; undefined where there is none to be found. */
export function signedState(row: unknown): Hash | undefined {
  const { signed } = Object(row) as { signed?: unknown }
  const payload = typeof signed === "string" ? signed.split(".")[1] : undefined
  if (payload === undefined) return undefined
  return hashSchema.safeParse(Object(JSON.parse(NATIVE_CODEC.decode(payload))).state).data
}

export function isOfState(standing: ReadonlyMap<string, Hash>, state: Hash | undefined): boolean {
  const rows = Array.from(standing, ([name, digest]) => ({ name, digest }))
  return state !== undefined && stateOf(rows, NATIVE_CODEC) === state
}

/** The rows in force, by the digest each has now. */
function standingOf({ parts }: Projection): Map<string, Hash> {
  const standing = new Map<string, Hash>()
  for (const pasts of parts.values())
    for (const [name, versions] of pasts) {
      const digest = versions[versions.length - 1]?.digest
      if (digest) standing.set(name, digest)
    }
  return standing
}

function bornOf(row: unknown): string {
  return String(Object(row).born ?? "")
}

function isLeaf(row: unknown, { head, acceptedAt }: Projection["leaf"]): boolean {
  const found = Object(row)
  return found.head === head && found.acceptedAt === acceptedAt
}

/** By hand: a schema of every row there is costs more than to read them. */
function textsOf(results: readonly unknown[] | undefined): { part: number; pasts: string }[] {
  return (results ?? []).map(line => {
    const { part, pasts } = Object(line)
    if (typeof part !== "number" || typeof pasts !== "string") throw new TypeError("a part is damaged")
    return { part, pasts }
  })
}
