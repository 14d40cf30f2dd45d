/** The deployed Worker on this machine: in workerd, its database in the data folder, its clock and mailbox in Node. */
import { mkdirSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { convertV4MiniflareOptions, Miniflare } from "miniflare"
import { workerScript } from "./bundle-worker.ts"
import type { SentMail } from "./mailbox.ts"
import { applyMigrations, assertSound } from "./migrations.ts"
import { guardRuntimes } from "./runtime-guard.ts"
import { type RunStatements, type StatementsFetch, statementsBy } from "./statements.ts"
import { BESIDE, type LocalWorkerOptions, officeOptions, type WorkerLine } from "./worker-options.ts"

export type { SentMail } from "./mailbox.ts"

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
  const gated = { ...options, onLog: log.take, opened: gate.opened }
  const simulated = officeOptions(gated, folder, script, mail => newMail.push(mail))
  const miniflare = new Miniflare(convertV4MiniflareOptions(simulated))
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
