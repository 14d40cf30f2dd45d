/** One execution of the script in one thread, which ends with it: nothing global survives, as at Google. */

import { fileURLToPath } from "node:url"
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads"
import { buildSync } from "esbuild"
import type { HostCall } from "./host-services.ts"
import {
  type ReplyMessage,
  type RunMessage,
  type ThreadData,
  type ThreadMessage,
  type ThrownMessage,
  UNCOUNTED,
} from "./messages.ts"

export interface ServiceCall {
  /** As the script wrote it: "Sheets.Spreadsheets.get", "UrlFetchApp.fetch". */
  readonly method: string
  /** From 0, within its run. */
  readonly index: number
}

export interface ScriptRun {
  readonly value: unknown
  /** Lines of the console. */
  readonly logs: readonly string[]
  /** Service calls by method. */
  readonly calls: Readonly<Record<string, number>>
}

/** A run that threw, was killed or overran: with what it had logged and called by then. */
export class ScriptRunError extends Error {
  override readonly name = "ScriptRunError"
  readonly reason: "threw" | "killed" | "timeout"
  readonly logs: readonly string[]
  readonly calls: Readonly<Record<string, number>>

  /** `stack`: where in the script. */
  constructor(
    reason: ScriptRunError["reason"],
    message: string,
    run: Omit<ScriptRun, "value"> = { logs: [], calls: {} },
    stack?: string,
  ) {
    super(message)
    this.reason = reason
    this.logs = run.logs
    this.calls = run.calls
    if (stack !== undefined) this.stack = stack
  }
}

export interface ExecutionOptions {
  readonly hostCall: HostCall
  readonly limitMs: number
  readonly onCompiled: (compiled: Uint8Array) => void
  readonly beforeCall?: ((call: ServiceCall) => "kill" | undefined) | undefined
}

/** What a run has done so far: reported also when it fails. */
interface Progress {
  readonly logs: string[]
  readonly calls: { [method: string]: number }
  count: number
}

/** @throws ScriptRunError */
export function execute(
  { worker, port, flag }: ScriptThread,
  message: RunMessage,
  options: ExecutionOptions,
): Promise<ScriptRun> {
  const record: Progress = { logs: [], calls: {}, count: 0 }
  const { logs, calls } = record
  return new Promise<ScriptRun>((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      port.removeAllListeners("message").close()
      void worker.removeAllListeners("exit").terminate()
      settle()
    }
    const fail = (reason: ScriptRunError["reason"], text: string, stack?: string) =>
      end(() => reject(new ScriptRunError(reason, text, { logs, calls }, stack)))
    const timer = setTimeout(() => fail("timeout", "Exceeded maximum execution time"), options.limitMs)

    const answer = async (method: string, args: readonly unknown[]) => {
      if (isKilledAt(method, record, options)) return fail("killed", `Killed before ${method}`)
      // A reply to a run that has ended meanwhile goes to a closed port: nowhere.
      port.postMessage(await replyTo(options.hostCall, method, args))
      Atomics.store(flag, 0, 1)
      Atomics.notify(flag, 0)
    }
    port.on("message", (sent: ThreadMessage) => {
      if (sent.kind === "call") void answer(sent.method, sent.args)
      else if (sent.kind === "log") logs.push(sent.line)
      else if (sent.kind === "compiled") options.onCompiled(sent.compiled)
      else if (sent.kind === "failed") fail("threw", sent.error.message, sent.error.stack)
      else end(() => resolve({ value: sent.value && JSON.parse(sent.value), logs, calls }))
    })
    worker.on("error", error => fail("killed", String(error)))
    worker.on("exit", () => fail("killed", "The script's thread ended"))
    worker.ref()
    port.ref()
    worker.postMessage(message)
  })
}

/** Counts the call, and asks the test's hook about it. */
function isKilledAt(method: string, record: Progress, { beforeCall }: ExecutionOptions): boolean {
  if (UNCOUNTED.has(method)) return false
  record.calls[method] = (record.calls[method] ?? 0) + 1
  return beforeCall?.({ method, index: record.count++ }) === "kill"
}

async function replyTo(hostCall: HostCall, method: string, args: readonly unknown[]): Promise<ReplyMessage> {
  try {
    return { ok: true, value: await hostCall(method, args) }
  } catch (error) {
    return { ok: false, error: thrown(error) }
  }
}

function thrown(error: unknown): ThrownMessage {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) }
  // Google's services throw plain errors, named "Exception"; ours keep what the script can tell them apart by.
  const details = "details" in error ? (error.details as ThrownMessage["details"]) : undefined
  return { name: details ? error.name : "Exception", message: error.message, details }
}

interface ScriptThread {
  readonly worker: Worker
  readonly port: MessagePort
  readonly flag: Int32Array
}

/** Threads have loaded everything but the script, so that a run starts at once, and serve one run each. One is kept warm. */
export function createThreadPool() {
  let spare: ScriptThread | undefined = createThread()
  let isClosed = false
  const running = new Set<ScriptThread>()
  return {
    async use<T>(work: (thread: ScriptThread) => Promise<T>): Promise<T> {
      const thread = spare ?? createThread()
      spare = undefined
      running.add(thread)
      try {
        return await work(thread)
      } finally {
        running.delete(thread)
        // Only now: loading the next one must not slow this one down.
        if (!isClosed) spare ??= createThread()
      }
    },
    async close() {
      isClosed = true
      const open = spare ? [...running, spare] : [...running]
      spare = undefined
      await Promise.all(open.map(thread => thread.worker.terminate()))
      for (const thread of open) thread.port.close()
    },
  }
}

/** It keeps no process alive. */
/** Made when this is loaded, while the bundler of the office's start is at work. */
const THREAD_CODE = buildThread()

function createThread(): ScriptThread {
  const { port1, port2 } = new MessageChannel()
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const workerData: ThreadData = { port: port2, flag }
  const worker = new Worker(THREAD_CODE, {
    eval: true,
    workerData,
    transferList: [port2],
    // The script's thread gets nothing of this process: no environment, no flags.
    env: {},
    execArgv: ["--disable-warning=ExperimentalWarning"],
  })
  worker.unref()
  port1.unref()
  return { worker, port: port1, flag }
}

/**
 * thread.ts as plain JavaScript, made once a process: each thread that read TypeScript would load Node's compiler of types
 * for it, at the price of the whole of an idle scan. Its names stay in a function, where the script cannot see them.
 */
function buildThread(): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL("./thread.ts", import.meta.url))],
    bundle: true,
    write: false,
    platform: "node",
    format: "iife",
    target: "es2023",
    logLevel: "silent",
  })
  const [made] = outputFiles
  if (made === undefined) throw new Error("the bundler made nothing of script/thread.ts")
  return made.text
}
