/** The deployed Worker on this machine, fed by signed pushes without a sheet: any rows, as fast as they can be read. */
import { createPrivateKey } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CompactSign } from "jose"
import { type Keys, openKeys } from "../../../cli/office/keys.ts"
import { newLogKey } from "../../../cli/office/log-key.ts"
import { startLocalWorker } from "../../../local/worker/local-worker.ts"
import { GENESIS, PUSH_CONTENT_TYPE, PUSH_JWT_TYPE, stateOf } from "../../../shared/push/payload.ts"
import {
  canonicalJson,
  decodeBase64url,
  disclose,
  type Hash,
  serializeSdJwt,
  sha256Text,
} from "../../../shared/push/sd-jwt.ts"
import { rowName } from "../../../shared/row/name.ts"
import type { PrivateRow, Row } from "../../../shared/row/row.ts"
import { freePort } from "../../free-port.ts"

export type PushedChange = {
  readonly rows?: readonly Row[]
  readonly privateRows?: readonly PrivateRow[]
  readonly held?: readonly string[]
}

export type PushingOffice = {
  readonly url: string
  /** Moves the simulated clock, which every page tells. */
  setNow(now: number): void
  /** Pushes a change in as many parts as the limits ask for; throws when a part is refused. */
  push(change: PushedChange, fiscalYear?: number): Promise<void>
  /** Runs the cron slot of the present instant. */
  runCron(): Promise<void>
  /** Where the database is. */
  readonly dataDir: string
  /** Stops the Worker and keeps its data. */
  stop(): Promise<void>
  close(): Promise<void>
}

const ROWS_A_PUSH = 300
const OFFICE_ID = "test-office"

type Log = { sequence: number; head: Hash; readonly rows: Map<string, Hash> }

export async function startPushingOffice(today: string): Promise<PushingOffice> {
  const dataDir = mkdtempSync(join(tmpdir(), "pushing-office-"))
  const keys = await openKeys(dataDir)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let now = Date.parse(`${today}T03:00:00Z`)
  const worker = await startLocalWorker({
    dataDir,
    port,
    officeId: OFFICE_ID,
    origin: url,
    mailFrom: "sujarit@test.example",
    now: () => now,
    jwks: JSON.stringify({ keys: [keys.publicJwk] }),
    logKey: newLogKey(),
  })
  const logs = new Map<number, Log>()
  return {
    url,
    setNow(instant) {
      now = instant
    },
    async push({ rows = [], ...rest }, fiscalYear = 2566) {
      const log = logs.get(fiscalYear) ?? { sequence: 0, head: GENESIS, rows: new Map() }
      logs.set(fiscalYear, log)
      for (let from = 0; from === 0 || from < rows.length; from += ROWS_A_PUSH) {
        const part = rows.slice(from, from + ROWS_A_PUSH)
        const whole = from === 0 ? { ...rest, rows: part } : { held: rest.held ?? [], rows: part }
        await pushPart({ url, keys, now, fiscalYear, log }, whole)
      }
    },
    dataDir,
    runCron: () => worker.scheduled(now),
    stop: () => worker.close(),
    async close() {
      await worker.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

type Pushing = {
  readonly url: string
  readonly keys: Keys
  readonly now: number
  readonly fiscalYear: number
  readonly log: Log
}

async function pushPart({ url, keys, now, fiscalYear, log }: Pushing, change: PushedChange) {
  const saltKey = decodeBase64url(keys.saltKey)
  const { rows = [], privateRows = [], held = [] } = change
  const open = rows.map(row => ({ name: rowName(row), ...disclose(saltKey, rowName(row), row) }))
  const closed = privateRows.map(row => disclose(saltKey, rowName(row), row))
  const table = new Map([...log.rows, ...open.map(({ name, digest }) => [name, digest] as const)])
  const payload = {
    iss: OFFICE_ID,
    aud: url,
    iat: Math.round(now / 1000),
    fiscalYear,
    sequence: log.sequence + 1,
    base: log.head,
    _sd_alg: "sha-256",
    held,
    gone: [],
    rows: open.map(({ digest }) => ({ "...": digest })),
    private: closed.map(({ digest }) => ({ "...": digest })),
    state: stateOf(Array.from(table, ([name, digest]) => ({ name, digest }))),
  }
  const signed = await new CompactSign(new TextEncoder().encode(canonicalJson(payload)))
    .setProtectedHeader({ alg: "RS256", kid: keys.publicJwk.kid, typ: PUSH_JWT_TYPE })
    .sign(createPrivateKey(keys.privateKey))
  const response = await fetch(`${url}/api/v1/pushes`, {
    method: "POST",
    headers: { "Content-Type": PUSH_CONTENT_TYPE },
    body: serializeSdJwt(signed, [...open, ...closed]),
  })
  const reply = await response.text()
  if (response.status !== 201) throw new Error(`a push of the test was refused: ${reply}`)
  log.sequence += 1
  log.head = sha256Text(signed)
  for (const { name, digest } of open) log.rows.set(name, digest)
}
