/** What the hourly run does for the log: brings in what is missing, tells of mail and redactions, and signs what was left unsigned. */
import * as z from "zod/mini"
import { addDays, BANGKOK_OFFSET, bangkokDate, type IsoDate } from "../../shared/date/civil-date.ts"
import { type LogEntry, NOTICES_AN_ENTRY, REDACTION_REASONS } from "../../shared/log/entry.ts"
import { type Hash, hashSchema } from "../../shared/push/sd-jwt.ts"
import { configOf, type Env } from "../host/env.ts"
import { logFailure, newRequestId } from "../host/log.ts"
import { readRows, rowsOf } from "../store/sql.ts"
import { appendEntries, catchUp, keyEntries, type LogIdentity, type Named } from "./append-log.ts"
import { loggedCosigning } from "./cosign.ts"
import { logIdentity } from "./log-key.ts"
import { type Grown, TREE, treeOf, unchangedTree } from "./log-tree.ts"
import { type Signed, signTree } from "./sign.ts"

/** So many that a run stays within its time: five kilobytes each are hashed. */
const BROUGHT_IN_A_RUN = 100
const DAYS_A_RUN = 5
const REDACTIONS_A_RUN = 50

/** Never throws: nothing after it waits for a log that another run mends. */
export async function loggedLog(env: Env, now: number): Promise<void> {
  try {
    const grown = await tendLog(env.DB, logIdentity(configOf(env)), now)
    await signGrown(env, now, grown)
    await loggedCosigning(env)
  } catch (error) {
    logFailure(newRequestId(), "the log", error)
  }
}

/** The checkpoint of what has grown, or of what stands. A fault is in the Worker's log, and the next who signs makes up for it. */
export async function signGrown(env: Env, now: number, grown?: Grown): Promise<Signed | undefined> {
  const requestId = newRequestId()
  try {
    const deps = { db: env.DB, config: configOf(env), lock: env.LOG_LOCK, now }
    const signed = await signTree(deps, grown)
    if (signed.outcome === "behind") logFailure(requestId, "the log", new LogBehindError())
    return signed
  } catch (error) {
    logFailure(requestId, "the checkpoint", error)
    return undefined
  }
}

/** The database does not go on from what was signed: it was put back, or written in. */
class LogBehindError extends Error {
  override readonly name = "LogBehindError"
}

/** The tree as it stands, where there was nothing to do: an idle hour asks the database once. */
async function tendLog(
  db: D1Database,
  identity: LogIdentity | undefined,
  now: number,
): Promise<Grown | undefined> {
  const { tree, redactions, firstSent } = await readWork(db)
  const found = [...redactions.map(redactionOf), ...(await noticesLeft(db, firstSent, now))]
  const isWhole = tree.edge.size >= tree.next
  if (isWhole && found.length === 0 && keyEntries(tree, identity, now).length === 0)
    return unchangedTree(tree)
  if (!isWhole) await catchUp(db, BROUGHT_IN_A_RUN)
  await appendEntries(db, found, { identity, now })
  return undefined
}

const redactionRow = z.object({ digest: hashSchema, name: z.string(), reason: z.string() })

/** Redactions of published rows that are not in the log yet. A reason in free words stays where it is. */
const REDACTIONS = `SELECT digest, reason, (SELECT name FROM entry WHERE entry.digest = redaction.digest ORDER BY leaf LIMIT 1) AS name
  FROM redaction WHERE 'redaction/' || digest NOT IN (SELECT name FROM log_entry WHERE name > 'redaction/' AND name < 'redaction0')
    AND digest IN (SELECT digest FROM entry) ORDER BY redacted_at, digest LIMIT ${REDACTIONS_A_RUN}`

const sentRow = z.object({ at: z.nullable(z.int()) })
const FIRST_SENT = "SELECT MIN(sent_at) AS at FROM message WHERE state = 'sent' AND sent_at >= "

/** After the newest day that is in the log: `notices/2023-06-02/0`. */
const FIRST_UNTOLD = `${FIRST_SENT} COALESCE((
  SELECT unixepoch(substr(name, 9, 10) || 'T00:00:00${BANGKOK_OFFSET}', '+1 day') * 1000 FROM log_entry
  WHERE name > 'notices/' AND name < 'notices0' ORDER BY name DESC LIMIT 1), 0)`

/** All that says whether there is anything to do. */
async function readWork(db: D1Database) {
  const [redactions, firstSent, tree] = await db.batch(
    [REDACTIONS, FIRST_UNTOLD, TREE].map(sql => db.prepare(sql)),
  )
  return {
    tree: treeOf(tree?.results[0]),
    redactions: rowsOf(redactionRow, redactions),
    firstSent: rowsOf(sentRow, firstSent)[0]?.at ?? null,
  }
}

function redactionOf({ digest, name, reason: stated }: z.infer<typeof redactionRow>): Named {
  const reason = REDACTION_REASONS.find(each => each === stated) ?? "unstated"
  return {
    name: `redaction/${digest}`,
    entry: (at): LogEntry => ({ type: "redaction", at, digest, name, reason }),
  }
}

/** The mail of each day that is over, and was over an hour ago: who was sending at midnight is done. */
async function noticesLeft(db: D1Database, first: number | null, now: number): Promise<Named[]> {
  const found: Named[] = []
  let sentAt = first
  for (let days = 0; days < DAYS_A_RUN && sentAt !== null; days++) {
    const day = bangkokDate(sentAt)
    if (day >= bangkokDate(now - HOUR_MS)) break
    found.push(...entriesOf(day, await sentOn(db, day)))
    sentAt = (await readRows(db, sentRow, `${FIRST_SENT} ?1`, startOf(addDays(day, 1))))[0]?.at ?? null
  }
  return found
}

const HOUR_MS = 3_600_000

async function sentOn(db: D1Database, day: IsoDate): Promise<Hash[]> {
  const sql = `SELECT content_hash AS hash FROM message
    WHERE state = 'sent' AND sent_at >= ?1 AND sent_at < ?2 ORDER BY content_hash`
  const rows = await readRows(db, z.object({ hash: hashSchema }), sql, startOf(day), startOf(addDays(day, 1)))
  return rows.map(({ hash }) => hash)
}

function entriesOf(day: IsoDate, hashes: readonly Hash[]): Named[] {
  const parts = Math.ceil(hashes.length / NOTICES_AN_ENTRY)
  return Array.from({ length: parts }, (_, part) => {
    const sent = hashes.slice(part * NOTICES_AN_ENTRY, (part + 1) * NOTICES_AN_ENTRY)
    return {
      name: `notices/${day}/${part}`,
      entry: (at: string): LogEntry => ({ type: "notices", at, day, sent }),
    }
  })
}

function startOf(day: IsoDate): number {
  return Date.parse(`${day}T00:00:00${BANGKOK_OFFSET}`)
}
