/** The tree as the database holds it: read at its edge, and appended to in whatever transaction an entry belongs to. */
import * as z from "zod/mini"
import {
  entryText,
  type KeyEntry,
  type LogEntry,
  logEntrySchema,
  parseEntry,
} from "../../shared/log/entry.ts"
import {
  appendTo,
  type Completed,
  type Edge,
  entryHash,
  type Node,
  type TreeHash,
} from "../../shared/log/tree.ts"
import { readRows } from "../store/sql.ts"
import { bytesOf, textOf } from "./base64.ts"
import { NATIVE_SHA256 } from "./sha256.ts"

export type LogTree = {
  /** What is hashed. It is behind `next` while entries of the version before are being brought in. */
  readonly edge: Edge
  /** The index of the next entry. */
  readonly next: number
  /** When the newest entry came, in epoch milliseconds. */
  readonly at: number
  /** The newest entry that says which keys there are. */
  readonly keys: KeyEntry | undefined
}

const SIZE = "(SELECT COALESCE(MAX(number) + 1, 0) FROM log_node WHERE level = 0)"

/** Fixed names of digits, so that the newest is the last by name: an index finds it. */
const NEWEST_KEYS = `(SELECT body FROM log_entry WHERE name > 'key/' AND name < 'key0' ORDER BY name DESC LIMIT 1)`

const STATE = `${SIZE} AS size, ${NEWEST_KEYS} AS keys`

/** The subtrees that the size's ones stand for, the largest first. */
const EDGE = `(WITH RECURSIVE bit (height, size) AS
    (SELECT 0, ${SIZE} UNION ALL SELECT height + 1, size FROM bit WHERE size >> (height + 1) > 0)
  SELECT json_group_array(hash ORDER BY height DESC)
  FROM bit CROSS JOIN log_node ON level = height AND number = (size >> height) - 1
  WHERE (size >> height) & 1)`

/** All that is asked of the tree, also where more is asked with it: a push has fifty statements. */
export const TREE = `SELECT ${STATE}, (SELECT COALESCE(MAX(idx) + 1, 0) FROM log_entry) AS next,
  (SELECT at FROM log_entry ORDER BY idx DESC LIMIT 1) AS at, ${EDGE} AS hashes`

const stateSchema = z.object({ size: z.int(), keys: z.nullable(z.string()) })
const treeSchema = z.extend(stateSchema, {
  next: z.int(),
  at: z.nullable(z.int()),
  hashes: z.string(),
})
const hashRow = z.object({ hash: z.string() })

export async function readTree(db: D1Database): Promise<LogTree> {
  return treeOf(await db.prepare(TREE).first())
}

/** Where nothing is appended: how much is in the tree, and the newest entry that says which keys there are. */
export async function readLogState(db: D1Database): Promise<Pick<LogTree, "keys"> & Pick<Edge, "size">> {
  const { size, keys } = stateSchema.parse(await db.prepare(`SELECT ${STATE}`).first())
  return { size, keys: parseKeys(keys ?? "") }
}

export function treeOf(row: unknown): LogTree {
  const { size, next, at, keys, hashes } = treeSchema.parse(row)
  return {
    edge: { size, hashes: z.array(z.string()).parse(JSON.parse(hashes)).map(bytesOf) },
    next,
    at: at ?? 0,
    keys: parseKeys(keys ?? ""),
  }
}

/** An entry to come: of the leaf that the same transaction appends, or one that has its name. */
export type NewEntry =
  | { readonly at: number; readonly text: string; readonly name: string }
  | { readonly at: number; readonly text: string; readonly isNewestLeaf: true }

export function newEntry(name: string, at: number, entry: LogEntry): NewEntry {
  return { name, at, text: entryText(logEntrySchema.parse(entry)) }
}

/** A tree before and after what was appended to it, and the nodes that became whole. */
export type Grown = {
  readonly before: Edge
  readonly after: Edge
  readonly completed: readonly Completed[]
  readonly keys: KeyEntry | undefined
}

/** A tree to which nothing was appended. */
export function unchangedTree({ edge, keys }: LogTree): Grown {
  return { before: edge, after: edge, completed: [], keys }
}

/** The statements that append, whatever the log's length, and what they make of the tree. */
export function logStatements(
  db: D1Database,
  tree: LogTree,
  entries: readonly NewEntry[],
): { readonly statements: D1PreparedStatement[]; readonly grown: Grown } {
  const insert = insertEntries(db, tree.next, entries)
  const texts = entries.map(({ text }) => text)
  const keys = texts.map(parseKeys).find(each => each !== undefined) ?? tree.keys
  const before = tree.edge
  // Behind, it waits for what comes before: see `catchUp`.
  if (before.size !== tree.next)
    return { statements: [insert], grown: { before, after: before, completed: [], keys } }
  const { edge: after, completed } = grow(before, texts)
  return { statements: [insert, insertNodes(db, completed)], grown: { before, after, completed, keys } }
}

function parseKeys(text: string): KeyEntry | undefined {
  const entry = text.includes('"type":"key"') ? parseEntry(text) : undefined
  return entry?.type === "key" ? entry : undefined
}

/** `edge` with entries more, and every node that became whole by them. */
export function grow(
  edge: Edge,
  texts: readonly string[],
): { readonly edge: Edge; readonly completed: readonly Completed[] } {
  const completed: Completed[] = []
  let grown = edge
  for (const text of texts) {
    const step = appendTo(grown, entryHash(new TextEncoder().encode(text), NATIVE_SHA256), NATIVE_SHA256)
    completed.push(...step.completed)
    grown = step.edge
  }
  return { edge: grown, completed }
}

const NEWEST_LEAF = "(SELECT MAX(idx) FROM leaf)"

function insertEntries(db: D1Database, from: number, entries: readonly NewEntry[]): D1PreparedStatement {
  const rows = entries.map(entry =>
    "name" in entry ? [entry.name, entry.at, entry.text] : [null, entry.at, null],
  )
  return db
    .prepare(
      `INSERT INTO log_entry (idx, name, at, leaf, body)
       SELECT ?1 + key, COALESCE(value ->> 0, 'push/' || ${NEWEST_LEAF}), value ->> 1,
         CASE WHEN value ->> 0 IS NULL THEN ${NEWEST_LEAF} END, value ->> 2
       FROM json_each(?2)`,
    )
    .bind(from, JSON.stringify(rows))
}

export function insertNodes(db: D1Database, completed: readonly Completed[]): D1PreparedStatement {
  const rows = completed.map(({ level, number, hash: bytes }) => [level, number, textOf(bytes)])
  return db
    .prepare(
      `INSERT INTO log_node (level, number, hash)
       SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?1)`,
    )
    .bind(JSON.stringify(rows))
}

const entryRow = z.object({
  body: z.nullable(z.string()),
  signed: z.nullable(z.string()),
  acceptedAt: z.nullable(z.int()),
})

/** The texts of the entries from one to another (not included). */
export async function readEntryTexts(db: D1Database, from: number, to: number): Promise<string[]> {
  const rows = await readRows(
    db,
    entryRow,
    `SELECT body, signed, accepted_at AS acceptedAt FROM log_entry LEFT JOIN leaf ON leaf.idx = log_entry.leaf
     WHERE log_entry.idx >= ?1 AND log_entry.idx < ?2 ORDER BY log_entry.idx`,
    from,
    to,
  )
  return rows.map(({ body, signed, acceptedAt }) => body ?? pushText(signed ?? "", acceptedAt ?? 0))
}

/** The entry of a push. `acceptedAt` is in epoch milliseconds. */
export function pushText(signed: string, acceptedAt: number): string {
  return entryText({ type: "push", at: new Date(acceptedAt).toISOString(), jws: signed })
}

const nodeRow = z.object({ level: z.int(), number: z.int(), hash: z.string() })

/** Nodes by `level/number`; one that is missing is damage, and throws where it is asked for. */
export async function readNodes(db: D1Database, nodes: readonly Node[]): Promise<Map<string, TreeHash>> {
  if (nodes.length === 0) return new Map()
  const rows = await readRows(
    db,
    nodeRow,
    `SELECT level, number, hash FROM json_each(?1) CROSS JOIN log_node ON level = value ->> 0 AND number = value ->> 1`,
    JSON.stringify(nodes.map(({ level, number }) => [level, number])),
  )
  return new Map(rows.map(row => [placeOf(row), bytesOf(row.hash)]))
}

export function placeOf({ level, number }: Node): string {
  return `${level}/${number}`
}

/** The hashes of a level from one to another (not included), as they lie beside each other in a tile. */
export async function readLevel(
  db: D1Database,
  level: number,
  from: number,
  to: number,
): Promise<TreeHash[]> {
  const rows = await readRows(
    db,
    hashRow,
    "SELECT hash FROM log_node WHERE level = ?1 AND number >= ?2 AND number < ?3 ORDER BY number",
    level,
    from,
    to,
  )
  return rows.map(row => bytesOf(row.hash))
}
