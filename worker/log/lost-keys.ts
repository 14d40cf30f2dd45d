/** Keys that somebody else may hold, as the log says: each reported by another key of the office, for ever. */
import * as z from "zod/mini"
import { instantOf, type KeyEntry, parseEntry } from "../../shared/log/entry.ts"
import { type LostKey, type LostKeyReply, readLostKey } from "../../shared/log/lost-key.ts"
import type { StatusPageView } from "../../shared/view/status-page.ts"
import { instantText } from "../../shared/view/year.ts"
import type { Config } from "../host/env.ts"
import { isExpired } from "../host/push-key.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { readRows } from "../store/sql.ts"
import { keyEntries, timeOf, withTree } from "./append-log.ts"
import { logIdentity } from "./log-key.ts"
import { type Grown, logStatements, newEntry, readLogState } from "./log-tree.ts"

/** By key, the `kid` of the office's or a verifier key of the log: the earliest second since which it is reported. */
async function readLostKeys(db: D1Database): Promise<ReadonlyMap<string, number>> {
  const rows = await readRows(
    db,
    z.object({ body: z.string() }),
    "SELECT body FROM log_entry WHERE name > 'lost/' AND name < 'lost0'",
  )
  const lost = new Map<string, number>()
  for (const { body } of rows) {
    const entry = parseEntry(body)
    const read = entry?.type === "lost" ? readLostKey(entry.jws, NATIVE_CODEC) : undefined
    if (read) lost.set(read.report.key, Math.min(read.report.since, lost.get(read.report.key) ?? Infinity))
  }
  return lost
}

/** All that sign and signed, as readers are told of them: the office's, then those of the log. */
export async function listedKeys(db: D1Database, { pushKeys }: Config): Promise<StatusPageView["keys"]> {
  const [lost, { keys }] = await Promise.all([readLostKeys(db), readLogState(db)])
  const tellOf = (of: "office" | "log", key: string, exp: number | undefined) => {
    const since = lost.get(key)
    return { of, key, until: secondText(exp), lostSince: secondText(since) }
  }
  const logKeys = keys ? [{ key: keys.log, exp: undefined }, ...(keys.before ?? [])] : []
  return [
    ...pushKeys.keys.map(({ kid, exp }) => tellOf("office", kid, exp)),
    ...logKeys.map(({ key, exp }) => tellOf("log", key, exp)),
  ]
}

function secondText(seconds: number | undefined): string | null {
  return seconds === undefined ? null : instantText(seconds * 1000)
}

type ReportDeps = { readonly db: D1Database; readonly config: Config; readonly now: number }

/** `kid` is of the key that signed. A report that was entered is never taken back; one of an earlier time adds to it. */
export async function reportLost(
  { db, config, now }: ReportDeps,
  jws: string,
  { kid, report }: { readonly kid: string; readonly report: LostKey },
): Promise<LostKeyReply & { readonly grown?: Grown }> {
  const lost = await readLostKeys(db)
  // Whoever found a key must not be able to do with it what only its owner may.
  if (report.key === kid || lost.has(kid)) return { outcome: "ownKey" }
  if (report.since >= (lost.get(report.key) ?? Infinity)) return { outcome: "later" }
  return withTree(db, async tree => {
    const outcome = outcomeOf(report.key, config, tree.keys, now)
    if (outcome !== "reported") return { outcome }
    const at = timeOf(tree, now)
    const name = `lost/${report.key}/${report.since}`
    const entries = [
      ...keyEntries(tree, logIdentity(config), now, { ends: report.key }),
      newEntry(name, at, { type: "lost", at: instantOf(at), jws }),
    ]
    const made = logStatements(db, tree, entries)
    await db.batch(made.statements)
    return { outcome, grown: made.grown }
  })
}

/** A key that signs on is replaced first, or what comes tomorrow would be doubted too. */
function outcomeOf(
  key: string,
  { pushKeys }: Config,
  keys: KeyEntry | undefined,
  now: number,
): LostKeyReply["outcome"] {
  const own = pushKeys.keys.find(({ kid }) => kid === key)
  if (own) return isExpired(own, now) ? "reported" : "inUse"
  if (key === keys?.log) return "inUse"
  return keys?.before?.some(each => each.key === key) ? "reported" : "unknownKey"
}
