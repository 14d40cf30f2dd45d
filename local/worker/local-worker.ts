/** The deployed Worker on this machine: in workerd, its database in the data folder, its clock and mailbox in Node. */
import { mkdirSync } from "node:fs"
import { createServer } from "node:net"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildSync } from "esbuild"
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type Request, Response } from "miniflare"
import { bangkokDate } from "../../shared/date/civil-date.ts"
import { evidenceAnswer } from "../evidence/evidence-host.ts"
import { MAILBOX_SCRIPT, parseSentMail, type SentMail } from "./mailbox.ts"
import { applyMigrations, assertSound } from "./migrations.ts"
import { guardRuntimes } from "./runtime-guard.ts"
import { type RunStatements, STATEMENTS_SCRIPT, type StatementsFetch, statementsBy } from "./statements.ts"
import { writeVerifyScript } from "./verify-script.ts"

export type { SentMail } from "./mailbox.ts"

type LocalWorkerOptions = {
  /** Holds the database; made when missing. */
  readonly dataDir: string
  readonly port: number
  /** The office's clock, in epoch milliseconds. */
  readonly now: () => number
  /** False for an office on real time; every page and mail of another says that its day is simulated. */
  readonly simulated?: boolean
  readonly officeId: string
  /** The public address, and the `aud` of pushes. */
  readonly origin: string
  /** The public keys of pushes, a JWKS as JSON. */
  readonly jwks: string
  readonly mailFrom: string
  /** The private key of the log, a JWK as JSON. Without it no checkpoint is signed. */
  readonly logKey?: string
  /** `google`: the script fetches the mail and sends it. The Worker's own binding when nothing is said. */
  readonly mailTransport?: "send_email" | "google"
  /** Listens a second time, past the proxy that the simulator puts before every Worker, for measuring the Worker alone. */
  readonly direct?: boolean
  /** Whom mail reaches: anybody from a domain that is onboarded; without one who has verified an address, so at first nobody. */
  readonly reaches?: "anybody" | readonly string[]
  /** Told of each message before it counts as sent; a message it throws on is not sent. */
  readonly onMail?: (mail: SentMail) => Promise<void> | void
  /** Told of each line the Worker logs. Without it they go nowhere: this process's own output is for its commands. */
  readonly onLog?: (line: WorkerLine) => void
}

/** One line of JSON: see `worker/host/log.ts`. */
export type WorkerLine = { readonly isFailure: boolean; readonly text: string }

export type LocalWorker = {
  readonly url: string
  /** Where it listens without the simulator's proxy; undefined when that was not asked for. */
  readonly directUrl: string | undefined
  /** Runs the cron slot of a time, in epoch milliseconds, and waits for its end. */
  scheduled(time: number): Promise<void>
  /** What was sent since the last call. */
  sentMail(): Promise<SentMail[]>
  close(): Promise<void>
}

/** The port is taken: the one thing a person starting the office can mend by choosing another. */
export class PortInUseError extends Error {
  override readonly name = "PortInUseError"
  constructor(port: number) {
    super(
      `พอร์ต ${port} มีโปรแกรมอื่นใช้อยู่ ให้ปิดโปรแกรมนั้นหรือเลือกพอร์ตอื่น / Port ${port} is in use: stop what uses it, or choose another`,
    )
  }
}

/** The database cannot be opened. It is left as it is: nothing is lost by looking. */
export class DamagedDatabaseError extends Error {
  override readonly name = "DamagedDatabaseError"
  constructor(folder: string, cause: unknown) {
    super(
      `เปิดฐานข้อมูลใน ${folder} ไม่ได้ ไฟล์เสียหายหรือเป็นไฟล์อื่น ระบบยังไม่ได้แก้ไขอะไร ให้นำไฟล์กลับจากที่เดิม หรือกู้สำเนาด้วย sujarit restore สำเนา.backup --data โฟลเดอร์ใหม่ ` +
        `/ The database in ${folder} cannot be opened: it is damaged, or another file; nothing was changed. Put it back, or restore a backup into a new folder`,
      { cause },
    )
  }
}

const CRON = "0 * * * *"
const BESIDE = "beside"
const COMPATIBILITY_DATE = "2026-10-23"

/** @throws PortInUseError, DamagedDatabaseError */
export async function startLocalWorker(options: LocalWorkerOptions): Promise<LocalWorker> {
  await assertPortFree(options.port)
  const folder = join(options.dataDir, "worker")
  mkdirSync(folder, { recursive: true })
  const script = workerScript()
  const newMail: SentMail[] = []
  const log = holdLog(options.onLog)
  const gate = createGate()
  const stopGuarding = guardRuntimes(`entry=127.0.0.1:${options.port}`)
  const miniflare = new Miniflare(
    convertV4MiniflareOptions(
      officeOptions({ ...options, onLog: log.take, opened: gate.opened }, folder, script, mail =>
        newMail.push(mail),
      ),
    ),
  )
  try {
    await miniflare.ready
  } catch (error) {
    stopGuarding()
    throw error
  }
  try {
    const run = await databaseOf(miniflare)
    await assertSound(run)
    await applyMigrations(run)
  } catch (cause) {
    stopGuarding()
    await miniflare.dispose()
    throw new DamagedDatabaseError(folder, cause)
  }
  gate.open()
  log.release()
  return {
    url: `http://127.0.0.1:${options.port}`,
    directUrl: options.direct ? (await miniflare.unsafeGetDirectURL("sujarit")).origin : undefined,
    scheduled: createSlotRunner(miniflare),
    sentMail: async () => newMail.splice(0),
    async close() {
      stopGuarding()
      await miniflare.dispose()
    },
  }
}

async function databaseOf(miniflare: Miniflare): Promise<RunStatements> {
  const worker: object = await miniflare.getWorker(BESIDE)
  if (!isFetcher(worker)) throw new TypeError("this Miniflare cannot ask a Worker")
  return statementsBy((url, init) => worker.fetch(url, init))
}

/** Asking for the worker costs as much as an idle slot, and a month has seven hundred: it is asked for once. */
function createSlotRunner(miniflare: Miniflare): LocalWorker["scheduled"] {
  let worker: Schedulable | undefined
  const askForWorker = async () => {
    const found: object = await miniflare.getWorker("sujarit")
    if (!isSchedulable(found)) throw new TypeError("this Miniflare cannot run a cron slot")
    return found
  }
  return async time => {
    try {
      worker ??= await askForWorker()
      const { outcome } = await worker.scheduled({ scheduledTime: new Date(time), cron: CRON })
      if (outcome !== "ok")
        throw new Error(`the cron slot of ${new Date(time).toISOString()} ended as ${outcome}`)
    } catch (error) {
      // A runtime that was started anew answers to a new proxy only.
      worker = undefined
      throw error
    }
  }
}

/** A port of its own choice. */
const DIRECT_SOCKET = { host: "127.0.0.1", port: 0 }

/** What the simulator says of a request whose Host header is no host: it is answered 500, and no fault of the office's. */
const ODD_HOST = /^Uncaught exception: workerd\/.*Invalid URL string/

/** What the runtime says of a database that cannot be opened is a trace of its own code: the fault is told in a sentence instead. */
function holdLog(onLog: LocalWorkerOptions["onLog"]) {
  let held: WorkerLine[] | undefined = []
  return {
    take: (line: WorkerLine) => void (held ? held.push(line) : onLog?.(line)),
    release: () => {
      for (const line of held ?? []) onLog?.(line)
      held = undefined
    },
  }
}

/** The port answers before the tables are there. Whoever asks so early asks the clock too, and waits for it. */
function createGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = () => {}
  const opened = new Promise<void>(resolve => {
    open = resolve
  })
  return { opened, open: () => open() }
}

/** `opened`: from then on the clock answers. */
type GatedOptions = LocalWorkerOptions & { readonly opened: Promise<void> }

type V4Options = Parameters<typeof convertV4MiniflareOptions>[0]

function officeOptions(
  options: GatedOptions,
  folder: string,
  script: string,
  keepMail: (mail: SentMail) => void,
): V4Options {
  return {
    host: "127.0.0.1",
    port: options.port,
    cf: false,
    resourcePersistencePath: folder,
    log: new Log(LogLevel.ERROR),
    logRequests: false,
    handleStructuredLogs: ({ level, message }) => {
      if (!ODD_HOST.test(message)) options.onLog?.({ isFailure: level === "error", text: message })
    },
    workers: [workerOptions(options, script), besideOptions(options, keepMail)],
  }
}

/** Nothing here may reach another host, so that a local office can never publish or mail for real. */
const outboundService = () => new Response("the local office has no network", { status: 599 })

/** Nor does the Worker; but where it opens the links of reports, a stand-in for the web answers. */
function evidenceService({ now }: LocalWorkerOptions): (request: Request) => Response {
  return ({ url }) => {
    const answer = evidenceAnswer(url, bangkokDate(now()))
    return answer ? new Response(answer.body, answer) : outboundService()
  }
}

function workerOptions(options: GatedOptions, script: string) {
  return {
    name: "sujarit",
    modules: [{ type: "ESModule" as const, path: "worker.js", contents: script }],
    compatibilityDate: COMPATIBILITY_DATE,
    // As in wrangler.toml: for the library that writes messages whole.
    compatibilityFlags: ["nodejs_compat"],
    bindings: {
      OFFICE_ID: options.officeId,
      ORIGIN: options.origin,
      PUSH_KEYS: options.jwks,
      MAIL_FROM: options.mailFrom,
      MAIL_TRANSPORT: options.mailTransport ?? "send_email",
      ...(options.logKey !== undefined && { LOG_KEY: options.logKey }),
    },
    d1Databases: { DB: "sujarit" },
    // In a folder of its own beside the database's: to put the one back does not put the other back.
    durableObjects: { LOG_LOCK: { className: "LogLock", useSQLite: true } },
    serviceBindings: {
      CLOCK: async () => {
        await options.opened
        return new Response(String(options.now()), { headers: clockHeaders(options) })
      },
      EMAIL: { name: BESIDE, entrypoint: "Mailbox" },
    },
    outboundService: evidenceService(options),
    ...(options.direct ? { unsafeDirectSockets: [DIRECT_SOCKET] } : {}),
  }
}

/** The mailbox, and the database for who starts the office. Nobody from outside reaches it. */
function besideOptions(options: LocalWorkerOptions, keepMail: (mail: SentMail) => void) {
  return {
    name: BESIDE,
    modules: [{ type: "ESModule" as const, path: "beside.js", contents: MAILBOX_SCRIPT + STATEMENTS_SCRIPT }],
    compatibilityDate: COMPATIBILITY_DATE,
    d1Databases: { DB: "sujarit" },
    serviceBindings: {
      SINK: async (request: Request) => {
        const mail = parseSentMail(await request.json(), options.now())
        const { reaches = [] } = options
        if (reaches !== "anybody" && !reaches.includes(mail.to))
          return new Response("E_RECIPIENT_NOT_ALLOWED", { status: 403 })
        await options.onMail?.(mail)
        keepMail(mail)
        return new Response("kept")
      },
    },
    outboundService,
  }
}

type Schedulable = {
  scheduled(slot: { scheduledTime: Date; cron: string }): Promise<{ outcome: string }>
}

/** Miniflare's own type of this rests on a package that is not installed here. A proxy has no own properties. */
function isSchedulable(worker: object): worker is Schedulable {
  return "scheduled" in worker && typeof worker.scheduled === "function"
}

function isFetcher(worker: object): worker is { fetch: StatementsFetch } {
  return "fetch" in worker && typeof worker.fetch === "function"
}

/** Asked before workerd is, whose own message names no port and comes late. @throws PortInUseError */
export function assertPortFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortInUseError(port) : error),
    )
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve()))
  })
}

/** As `worker/host/clock.ts` reads them. */
function clockHeaders({ simulated = true }: LocalWorkerOptions): Record<string, string> {
  return simulated ? {} : { "Real-Time": "1" }
}

const ENTRY = fileURLToPath(new URL("../../worker/main.ts", import.meta.url))

let made: string | undefined

/** Bundled once a process: an office that is opened again runs what it ran. */
function workerScript(): string {
  made ??= bundleWorker()
  return made
}

/** From the sources that are deployed. Synchronous, some 0.2 s: the bundler ends with the call, and no process of it stays for as long as the office is open. */
export function bundleWorker(entry = ENTRY): string {
  writeVerifyScript(join(dirname(entry), ".."))
  const bundled = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    // The order in which wrangler looks for a package's file.
    conditions: ["workerd", "worker", "browser"],
    loader: { ".woff2": "binary", ".webp": "binary", ".script": "binary" },
    external: ["cloudflare:*", "node:*"],
    logLevel: "silent",
  })
  const script = bundled.outputFiles[0]?.text
  if (script === undefined) throw new Error("the bundler made nothing of worker/main.ts")
  return script
}
