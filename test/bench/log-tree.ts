/** The tree: what an entry and a checkpoint cost, against how long the log is. */
import { generateKeyPairSync } from "node:crypto"
import { entryText, instantOf, type LogEntry } from "../../shared/log/entry.ts"
import { EMPTY_EDGE } from "../../shared/log/tree.ts"
import { sha256Text } from "../../shared/push/sd-jwt.ts"
import { configOf } from "../../worker/host/env.ts"
import { appendEntries } from "../../worker/log/append-log.ts"
import { judgeLock, type LockState, lockRequestSchema } from "../../worker/log/lock-rule.ts"
import { logIdentity } from "../../worker/log/log-key.ts"
import { grow, insertNodes } from "../../worker/log/log-tree.ts"
import { NATIVE_SHA256 } from "../../worker/log/sha256.ts"
import { signTree } from "../../worker/log/sign.ts"
import { median } from "./measure.ts"
import { openCountedDatabase } from "./sqlite-d1.ts"
import type { Growth, Subject } from "./subject.ts"

const SIZES = [0, 1000, 10_000, 100_000]
const ROUNDS = 25
const NOW = Date.UTC(2023, 4, 29, 3)

export const logTree: Subject = {
  name: "tree",
  title: "The tree over the log",
  async run() {
    const costs: (Cost & { size: number })[] = []
    for (const size of SIZES) costs.push({ size, ...(await costAt(size)) })
    const growth = (what: string, unit: string, key: keyof Cost): Growth => ({
      ...{ what, unit, of: "entries there were" },
      points: costs.map(cost => ({ size: cost.size, value: cost[key] })),
    })
    return {
      growths: [
        growth("processor time of an entry", "ms", "appendMs"),
        growth("processor time of a checkpoint", "ms", "signMs"),
        growth("D1 statements of an entry", "", "statements"),
      ],
      notes: [
        "Processor time is of the Worker's own code in Node, without the time inside SQLite. A checkpoint is of one entry more: the lock, which verifies the proof, is counted too.",
      ],
    }
  },
}

type Cost = { readonly appendMs: number; readonly signMs: number; readonly statements: number }

const notices = (name: string): { name: string; entry: (at: string) => LogEntry } => ({
  name: `notices/${name}`,
  entry: at => ({ type: "notices", at, day: "2023-05-28", sent: [sha256Text(name)] }),
})

async function costAt(size: number): Promise<Cost> {
  const { db, counts } = openCountedDatabase()
  const logKey = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" })
  const config = configOf({ ...ENV, DB: db, LOG_KEY: JSON.stringify(logKey) })
  const identity = logIdentity(config)
  const lock = lockHere()
  await appendEntries(db, [notices("first")], { identity, now: NOW })
  await fill(db, size)
  await signTree({ db, config, lock, now: NOW })
  const [appends, signs]: [number[], number[]] = [[], []]
  let statements = 0
  for (let round = -5; round < ROUNDS; round++) {
    const timed = async (work: () => Promise<unknown>) => {
      Object.assign(counts, { statements: 0, ms: 0 })
      const start = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(start)
      return (user + system) / 1000 - counts.ms
    }
    const append = await timed(() => appendEntries(db, [notices(`${round}`)], { identity, now: NOW }))
    statements = counts.statements
    const sign = await timed(() => signTree({ db, config, lock, now: NOW }))
    if (round < 0) continue
    appends.push(append)
    signs.push(sign)
  }
  return { appendMs: median(appends), signMs: median(signs), statements }
}

/** As if each had been appended; only faster. */
async function fill(db: D1Database, size: number): Promise<void> {
  const { results } = await db.prepare("SELECT body FROM log_entry ORDER BY idx").all()
  const texts = results.map(row => String(Object(row).body))
  const names: string[] = []
  for (let at = 0; at < size; at++) {
    names.push(`notices/filled/${at}`)
    texts.push(entryText(notices(`filled/${at}`).entry(instantOf(NOW))))
  }
  const from = texts.length - size
  const { completed } = grow(EMPTY_EDGE, texts)
  const statements = [db.prepare("DELETE FROM log_node"), insertNodes(db, completed)]
  await db.batch(statements)
  await db
    .prepare(
      `INSERT INTO log_entry (idx, name, at, leaf, body)
       SELECT ?1 + key, value ->> 0, ?2, NULL, value ->> 1 FROM json_each(?3)`,
    )
    .bind(from, NOW, JSON.stringify(names.map((name, at) => [name, texts[from + at]])))
    .run()
}

/** The lock of a log, within this process. */
export function lockHere(): LockNamespace {
  let state: LockState = null
  const fetch = async (_: string | Request, init?: RequestInit) => {
    const reply = judgeLock(state, lockRequestSchema.parse(JSON.parse(String(init?.body))), NATIVE_SHA256)
    state = reply.state
    return Response.json(reply)
  }
  return { getByName: () => ({ fetch }) }
}

const ENV = {
  EMAIL: { send: () => Promise.reject(new Error("the bench of the tree sends no mail")) },
  OFFICE_ID: "bench-office",
  ORIGIN: "https://record.example",
  PUSH_KEYS: '{"keys":[]}',
  MAIL_FROM: "sujarit@office.example",
}
