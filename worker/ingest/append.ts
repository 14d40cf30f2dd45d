/** The one place that writes the log. */

import { leafHash } from "../../shared/push/payload.ts"
import type { PushPayload } from "../../shared/push/payload-schema.ts"
import { type Hash, sha256Text } from "../../shared/push/sd-jwt.ts"
import type { Step } from "../../shared/record/condense.ts"
import { isPrivateName } from "../../shared/row/name.ts"
import type { Row } from "../../shared/row/row.ts"
import { keyEntries, type LogIdentity, withTree } from "../log/append-log.ts"
import { keepCountersigned } from "../log/countersign.ts"
import { type Grown, logStatements, pushText } from "../log/log-tree.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { type FoldedSoFar, foldLeaf } from "../store/projection-append.ts"
import { revisionReading, versionReading } from "../store/reading.ts"
import type { Change } from "./open.ts"

type Leaf = {
  readonly office: string
  readonly payload: PushPayload
  readonly signed: string
  readonly change: Change
  /** Epoch milliseconds. */
  readonly acceptedAt: number
  /** Of the key it was signed with. */
  readonly kid: string
  /** What it is folded into; undefined while there is nothing to be believed. */
  readonly projection: FoldedSoFar | undefined
  /** Whose keys there are, for the log to say before one of them signs; undefined where the log has none of its own. */
  readonly identity?: LogIdentity | undefined
}

type Appended = { readonly head: Hash; readonly grown: Grown }

type Heartbeat = { readonly fiscalYear: number; readonly seenAt: number; readonly kid: string }

const NEWEST_LEAF = "(SELECT MAX(idx) FROM leaf)"

/**
 * Appends a push whole or not at all, to its year's chain and to the log's tree: one transaction. Returns its head, or undefined
 * when another push took the same base first; then nothing was written. After a crash the push is either in the log, and its
 * repeat is answered `unchanged`, or it is not, and its repeat is accepted.
 */
export async function appendLeaf(db: D1Database, leaf: Leaf): Promise<Appended | undefined> {
  const head = sha256Text(leaf.signed, NATIVE_CODEC)
  const { projection, acceptedAt } = leaf
  const projected = projection ? await foldLeaf(db, projection, stepOf(leaf, head), NEWEST_LEAF) : []
  const own = [
    insertLeaf(db, leaf, head),
    ...insertEntries(db, leaf),
    ...replacePrivateRows(db, leaf),
    ...projected,
    recordHeartbeat(db, { ...leaf.payload, seenAt: acceptedAt, kid: leaf.kid }),
    ...keepCountersigned(db, leaf.signed, leaf.payload),
  ]
  const entry = { at: acceptedAt, text: pushText(leaf.signed, acceptedAt), isNewestLeaf: true } as const
  try {
    return await withTree(db, async tree => {
      const { statements, grown } = logStatements(db, tree, [
        ...keyEntries(tree, leaf.identity, acceptedAt),
        entry,
      ])
      await db.batch([...own, ...statements])
      return { head, grown }
    })
  } catch (error) {
    if (isStale(error)) return undefined
    throw error
  }
}

/** What it does to the record as it stands. */
function stepOf({ payload, change, acceptedAt, projection }: Leaf, head: Hash): Step {
  const { sequence } = payload
  const version = (digest: Hash | null, row: Row | null) => ({
    ...{ sequence, acceptedAt, digest, row },
    ...(projection && versionReading(projection.reading)),
  })
  const set = change.rows.map(({ name, digest, row }) => [name, version(digest, row)] as const)
  const gone = change.gone
    .filter(name => !isPrivateName(name))
    .map(name => [name, version(null, null)] as const)
  return {
    revision: {
      ...{ sequence, head, acceptedAt, held: change.held },
      ...(projection && revisionReading(projection.reading)),
    },
    versions: new Map([...set, ...gone]),
  }
}

/** The statement that says a year's sheet was heard of, and by which key. */
export function recordHeartbeat(db: D1Database, { fiscalYear, seenAt, kid }: Heartbeat): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO heartbeat (fiscal_year, seen_at, kid) VALUES (?1, ?2, ?3)
       ON CONFLICT DO UPDATE SET seen_at = ?2, kid = ?3, stale_since = NULL`,
    )
    .bind(fiscalYear, seenAt, kid)
}

/** A fresh push of the office's on another record than this: the next that is taken ends it. `at` is in epoch milliseconds. */
export async function recordStale(db: D1Database, fiscalYear: number, at: number): Promise<void> {
  await db
    .prepare("UPDATE heartbeat SET stale_since = ?2 WHERE fiscal_year = ?1 AND stale_since IS NULL")
    .bind(fiscalYear, at)
    .run()
}

function insertLeaf(db: D1Database, leaf: Leaf, head: Hash): D1PreparedStatement {
  const { fiscalYear, sequence, base } = leaf.payload
  return db
    .prepare(
      `INSERT INTO leaf (idx, office, fiscal_year, sequence, base, head, held, signed, leaf_hash, accepted_at)
       SELECT COALESCE(MAX(idx) + 1, 0), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM leaf`,
    )
    .bind(
      leaf.office,
      fiscalYear,
      sequence,
      base,
      head,
      JSON.stringify(leaf.change.held),
      leaf.signed,
      leafHash(leaf.signed, NATIVE_CODEC),
      leaf.acceptedAt,
    )
}

function insertEntries(db: D1Database, { payload, change }: Leaf): D1PreparedStatement[] {
  const goneRows = change.gone.filter(name => !isPrivateName(name)).map(name => [name, null])
  const entries = [...change.rows.map(({ name, digest }) => [name, digest]), ...goneRows]
  if (entries.length === 0) return []
  const disclosures = change.rows.map(({ digest, encoded }) => [digest, encoded])
  return [
    db
      .prepare(
        `INSERT INTO entry (leaf, position, fiscal_year, name, digest)
         SELECT ${NEWEST_LEAF}, key, ?1, value ->> 0, value ->> 1 FROM json_each(?2)`,
      )
      .bind(payload.fiscalYear, JSON.stringify(entries)),
    db
      .prepare(
        `INSERT OR IGNORE INTO disclosure (digest, encoded)
         SELECT value ->> 0, value ->> 1 FROM json_each(?1)`,
      )
      .bind(JSON.stringify(disclosures)),
  ]
}

function replacePrivateRows(db: D1Database, { payload, change }: Leaf): D1PreparedStatement[] {
  const gone = change.gone.filter(isPrivateName)
  const replaced = [...gone, ...change.privateRows.map(({ name }) => name)]
  if (replaced.length === 0) return []
  const rows = change.privateRows.map(({ name, digest, row }) => [name, digest, JSON.stringify(row)])
  return [
    db
      .prepare("DELETE FROM private_row WHERE fiscal_year = ?1 AND name IN (SELECT value FROM json_each(?2))")
      .bind(payload.fiscalYear, JSON.stringify(replaced)),
    db
      .prepare(
        `INSERT INTO private_row (fiscal_year, name, digest, json)
         SELECT ?1, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?2)`,
      )
      .bind(payload.fiscalYear, JSON.stringify(rows)),
  ]
}

/** What the constraint and the trigger of `leaf` say when the base is no longer the newest. */
function isStale(error: unknown): boolean {
  return (
    error instanceof Error && /leaf is stale|UNIQUE constraint failed: leaf\.|not dense/.test(error.message)
  )
}
