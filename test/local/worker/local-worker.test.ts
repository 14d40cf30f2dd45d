/** The deployed Worker on this machine: its database, clock and mailbox. */
import { once } from "node:events"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { get, type IncomingMessage } from "node:http"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { buffer } from "node:stream/consumers"
import { gunzipSync } from "node:zlib"
import { CompactSign, exportJWK, generateKeyPair } from "jose"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import {
  DamagedDatabaseError,
  type LocalWorker,
  PortInUseError,
  startLocalWorker,
} from "../../../local/worker/local-worker.ts"
import { splitStatements } from "../../../local/worker/migrations.ts"
import type { WorkerLine } from "../../../local/worker/worker-options.ts"
import { GENESIS, PUSH_CONTENT_TYPE, PUSH_JWT_TYPE, stateOf } from "../../../shared/push/payload.ts"
import { canonicalJson, disclose, serializeSdJwt } from "../../../shared/push/sd-jwt.ts"
import { rowName } from "../../../shared/row/name.ts"
import { freePort } from "../../free-port.ts"
import { FIRST } from "../../worker/rows.ts"

const SALT_KEY = new Uint8Array(32)

let keys: Awaited<ReturnType<typeof generateKeyPair>>
let jwks: string
let dataDir: string
let port: number
let now: number
let open: LocalWorker | undefined

beforeAll(async () => {
  keys = await generateKeyPair("RS256", { extractable: true })
  jwks = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k", alg: "RS256" }] })
})

async function begin(): Promise<void> {
  dataDir = mkdtempSync(join(tmpdir(), "local-worker-"))
  port = await freePort()
  now = Date.parse("2023-05-29T01:00:00Z")
}

async function end(): Promise<void> {
  await open?.close()
  open = undefined
  rmSync(dataDir, { recursive: true, force: true })
}

type Started = { readonly onLog?: (line: WorkerLine) => void; readonly reaches?: readonly string[] }

async function start(given: Started = {}): Promise<LocalWorker> {
  const origin = `http://127.0.0.1:${port}`
  open = await startLocalWorker({
    dataDir,
    port,
    now: () => now,
    officeId: "test-office",
    origin,
    jwks,
    mailFrom: "sujarit@test.example",
    reaches: "anybody",
    ...given,
  })
  return open
}

async function pushFirst(url: string): Promise<number> {
  const rows = FIRST.rows.map(row => disclose(SALT_KEY, rowName(row), row))
  const privateRows = FIRST.privateRows.map(row => disclose(SALT_KEY, rowName(row), row))
  const payload = {
    iss: "test-office",
    aud: url,
    iat: Math.round(now / 1000),
    fiscalYear: 2566,
    sequence: 1,
    base: GENESIS,
    _sd_alg: "sha-256",
    rows: rows.map(({ digest }) => ({ "...": digest })),
    private: privateRows.map(({ digest }) => ({ "...": digest })),
    held: [],
    gone: [],
    state: stateOf(
      rows.map(({ digest }, index) => ({
        name: FIRST.rows[index] ? rowName(FIRST.rows[index]) : "",
        digest,
      })),
    ),
  }
  const signed = await new CompactSign(new TextEncoder().encode(canonicalJson(payload)))
    .setProtectedHeader({ alg: "RS256", kid: "k", typ: PUSH_JWT_TYPE })
    .sign(keys.privateKey)
  const response = await fetch(`${url}/api/v1/pushes`, {
    method: "POST",
    headers: { "Content-Type": PUSH_CONTENT_TYPE },
    body: serializeSdJwt(signed, [...rows, ...privateRows]),
  })
  await response.text()
  return response.status
}

async function yearOf(url: string): Promise<{ today: string; simulated: boolean; revision: number }> {
  return (await (await fetch(`${url}/2566.json`)).json()) as never
}

/** To start a runtime takes a second: these go on from each other. */
describe("one office, day after day", () => {
  let worker: LocalWorker

  beforeAll(begin)
  afterAll(end)

  test("whoever asks while it opens waits, and is not told of a failure", async () => {
    const lines: WorkerLine[] = []
    const starting = start({ onLog: line => lines.push(line) })
    let first: number | undefined
    while (first === undefined)
      first = await fetch(`http://127.0.0.1:${port}/`).then(
        ({ status }) => status,
        () => new Promise<undefined>(again => setTimeout(() => again(undefined), 5)),
      )
    worker = await starting
    expect([first, lines.filter(({ isFailure }) => isFailure)]).toEqual([200, []])
  })

  test("takes a push, and tells the office's day", async () => {
    expect(worker.url).toBe(`http://127.0.0.1:${port}`)
    expect(await pushFirst(worker.url)).toBe(201)
    expect(await yearOf(worker.url)).toMatchObject({ today: "2023-05-29", simulated: true, revision: 1 })
  })

  test("answers plain at every read, unless the reader takes it compressed", async () => {
    const { url } = worker
    for (const path of ["/", "/2566.json", "/2566/measures.csv"]) {
      const first = await rawGet(`${url}${path}`)
      expect([path, first.coding]).toEqual([path, undefined])
      expect(new TextDecoder("utf-8", { fatal: true }).decode(first.body)).toContain("ฝ่าย")
      for (const taken of [{}, {}, { "Accept-Encoding": "identity" }, { "Accept-Encoding": "identity" }])
        expect(await rawGet(`${url}${path}`, taken)).toEqual(first)
      const { coding, body } = await rawGet(`${url}${path}`, { "Accept-Encoding": "gzip" })
      expect(coding === "gzip" ? gunzipSync(body) : body).toEqual(first.body)
    }
  })

  test("a changed clock shows within a moment, without a restart", async () => {
    now = Date.parse("2023-06-20T01:00:00Z")
    await expect.poll(async () => (await yearOf(worker.url)).today).toBe("2023-06-20")
  })

  test("runs a cron slot, and hands its mail over once", async () => {
    const monday = Date.parse("2023-06-26T01:00:00Z")
    now = monday
    await worker.scheduled(monday)
    const mail = await worker.sentMail()
    expect(mail.length).toBeGreaterThan(0)
    const digest = mail.find(each => each.to === "secret-director@office.example")
    expect(digest).toMatchObject({ at: monday, subject: expect.any(String), text: expect.any(String) })
    expect(Object.keys(digest?.headers ?? {}).length).toBeGreaterThan(0)
    await worker.scheduled(monday)
    expect(await worker.sentMail()).toEqual([])
  })

  test("keeps the record over a restart", async () => {
    await worker.close()
    now += 24 * 3_600_000
    worker = await start()
    expect(await yearOf(worker.url)).toMatchObject({ today: "2023-06-27", revision: 1 })
  })

  test("says that the database is damaged, and leaves it as it was", async () => {
    await worker.close()
    const folder = join(dataDir, "worker", "d1")
    // A database mends its file from the log beside it: both are hurt here.
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter(name => /\.sqlite(?:-wal|-shm)?$/.test(name) && !name.includes("metadata"))
      .map(name => join(folder, name))
    for (const file of files) writeFileSync(file, "this is no database".repeat(300))
    await expect(start()).rejects.toThrow(DamagedDatabaseError)
    for (const file of files.filter(name => name.endsWith(".sqlite")))
      expect(readFileSync(file, "utf8")).toContain("this is no database")
  })
})

describe("an office of its own", () => {
  beforeEach(begin)
  afterEach(end)

  test("an office without a domain: mail reaches who is verified; the rest waits for them, and dies of nothing", async () => {
    const director = "secret-director@office.example"
    const worker = await start({ reaches: [] })
    await pushFirst(worker.url)
    const health = async () => JSON.parse(await (await fetch(`${worker.url}/status.json`)).text())
    now = Date.parse("2023-06-26T01:00:00Z")
    await worker.scheduled(now)
    expect(await worker.sentMail()).toEqual([])
    const { mail } = await health()
    expect(mail).toMatchObject({ dead: 0, lastSentAt: null })
    expect(mail.waiting).toBeGreaterThan(0)
    await worker.close()
    await start({ reaches: [director] })
    now += 86_400_000
    await open?.scheduled(now)
    expect((await open?.sentMail())?.map(({ to }) => to)).toContain(director)
  })

  test("says which port is in use, in both languages", async () => {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(port, "127.0.0.1", resolve))
    await expect(start()).rejects.toThrow(PortInUseError)
    await expect(start()).rejects.toThrow(new RegExp(`พอร์ต ${port} .* Port ${port} is in use`))
    await new Promise(resolve => server.close(resolve))
  })
})

test("a trigger is one statement, a comment none", () => {
  const sql =
    "-- first\nCREATE TABLE a (\n  b TEXT\n);\n\nCREATE TRIGGER t BEFORE UPDATE ON a BEGIN\n  SELECT 1;\nEND;\n"
  expect(splitStatements(sql)).toEqual([
    "CREATE TABLE a (\n  b TEXT\n);",
    "CREATE TRIGGER t BEFORE UPDATE ON a BEGIN\n  SELECT 1;\nEND;",
  ])
  expect(() => splitStatements("CREATE TABLE a (")).toThrow(/inside a statement/)
})

/** As programs ask that know of no compression: nothing is said, and nothing unpacked. */
async function rawGet(url: string, headers = {}): Promise<{ coding: string | undefined; body: Buffer }> {
  const [response] = (await once(get(url, { headers }), "response")) as [IncomingMessage]
  return { coding: response.headers["content-encoding"], body: await buffer(response) }
}
