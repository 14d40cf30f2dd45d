/** One execution of the script in a thread, which is kept for the next where the run came to its end. */

import { fileURLToPath } from "node:url"
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads"
import { keptBundle } from "../../worker/kept-bundle.ts"
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

interface ExecutionOptions {
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
  thread: ScriptThread,
  message: RunMessage,
  options: ExecutionOptions,
): Promise<ScriptRun> {
  const { worker, port, flag } = thread
  const record: Progress = { logs: [], calls: {}, count: 0 }
  const { logs, calls } = record
  return new Promise<ScriptRun>((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      port.removeAllListeners("message").unref()
      worker.removeAllListeners().unref()
      settle()
    }
    const fail = (reason: ScriptRunError["reason"], text: string, stack?: string) => {
      // It may be anywhere in the script.
      if (reason !== "threw") discard(thread)
      end(() => reject(new ScriptRunError(reason, text, { logs, calls }, stack)))
    }
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

/** The one thread that has loaded everything and waits for a run, of whichever host of this process. It keeps no process alive. */
let spare: ScriptThread | undefined
const discarded = new WeakSet<ScriptThread>()

/** A host's threads: each execution has one alone. */
export function createThreadPool() {
  spare ??= createThread()
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
        if (!isClosed && !spare) spare = discarded.has(thread) ? createThread() : thread
        if (spare !== thread) discard(thread)
      }
    },
    close() {
      isClosed = true
      for (const thread of running) discard(thread)
    },
  }
}

function discard(thread: ScriptThread): void {
  if (discarded.has(thread)) return
  discarded.add(thread)
  void thread.worker.terminate()
  thread.port.close()
}

function createThread(): ScriptThread {
  const { port1, port2 } = new MessageChannel()
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const workerData: ThreadData = { port: port2, flag, inside: BUNDLES.inside }
  const worker = new Worker(BUNDLES.thread, {
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

/** Made when this is loaded, while the bundler of the office's start is at work. */
const BUNDLES = { thread: bundle("thread.ts", "iife"), inside: bundle("inside.ts", "cjs") }

/** As plain JavaScript, made once a process: a thread that read TypeScript would load Node's compiler of types for it. */
function bundle(file: string, format: "iife" | "cjs"): string {
  return keptBundle({
    entryPoints: [fileURLToPath(new URL(`./${file}`, import.meta.url))],
    platform: "node",
    format,
    target: "es2023",
    logLevel: "silent",
  }).toString()
}
