/**
 * A script's thread. It is kept for many executions, of which each has a language of its own: nothing global survives, as at
 * Google, while what was compiled does.
 */

import { format, types } from "node:util"
import { constants, createContext, Script } from "node:vm"
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads"
import { CRYPTO } from "./crypto.ts"
import type {
  HostFunctions,
  ReplyMessage,
  RunMessage,
  ThreadData,
  ThreadMessage,
  ThrownMessage,
} from "./messages.ts"

const { port, flag, inside }: ThreadData = workerData
const startPort = parentPort
if (!startPort) throw new Error("script/thread.ts runs in a worker thread")

// Listening keeps the thread alive: were it to end by itself, its end could overtake its last message.
startPort.on("message", execute)

const INSIDE = new Script(`(module => { ${inside}\nreturn module.exports })({ exports: {} })`)

function execute(message: RunMessage): void {
  const host = hostFunctions()
  try {
    // What a promise of the script has left over is its own: it never runs beside the next execution.
    const global = createContext(constants.DONT_CONTEXTIFY, { microtaskMode: "afterEvaluate" })
    const { begin, run }: typeof import("./inside.ts") = INSIDE.runInContext(global)
    begin(host)
    const script = scriptOf(message)
    script.runInContext(global)
    const value = run(functionOf(global, message.functionName), message.args, message.event)
    // Only now: the functions that ran are compiled by now, and go with it.
    if (!message.compiled || script.cachedDataRejected)
      post({ kind: "compiled", compiled: script.createCachedData() })
    host.end()
    post({ kind: "done", value })
  } catch (error) {
    host.end()
    post({ kind: "failed", error: thrown(error) })
  }
}

let newest: { readonly code: string; readonly script: Script } | undefined

function scriptOf({ code, compiled }: RunMessage): Script {
  if (newest?.code !== code) {
    const script = new Script(code, { filename: "Code.js", ...(compiled && { cachedData: compiled }) })
    newest = { code, script }
  }
  return newest.script
}

function functionOf(global: object, name: string): (...args: unknown[]) => unknown {
  const handler: unknown = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)
    ? new Script(`typeof ${name} === "undefined" ? undefined : ${name}`).runInContext(global)
    : undefined
  if (typeof handler !== "function") throw new Error(`Script function not found: ${name}`)
  return handler as (...args: unknown[]) => unknown
}

/** What an execution may ask of the thread until it has ended. */
function hostFunctions(): HostFunctions & { readonly end: () => void } {
  let isOver = false
  const whileRunning = () => {
    if (isOver) throw new Error("The execution has ended")
  }
  return {
    call(method, args) {
      whileRunning()
      return callHost(method, args)
    },
    log(values) {
      whileRunning()
      post({ kind: "log", line: format(...values) })
    },
    ...CRYPTO,
    end() {
      isOver = true
    },
  }
}

/** Blocks this thread, and only this one, until the main thread has answered. */
function callHost(method: string, args: readonly unknown[]): ReplyMessage {
  Atomics.store(flag, 0, 0)
  post({ kind: "call", method, args })
  // The host's wake-up for the call before may come as late as now: the flag is what tells, not the waking.
  while (Atomics.load(flag, 0) === 0) Atomics.wait(flag, 0, 0)
  const reply: ReplyMessage | undefined = receiveMessageOnPort(port)?.message
  if (!reply) throw new Error(`No reply to ${method}`)
  return reply
}

function post(message: ThreadMessage): void {
  port.postMessage(message)
}

function thrown(error: unknown): ThrownMessage {
  if (!types.isNativeError(error)) return { name: "Error", message: String(error) }
  return { name: error.name, message: error.message, stack: error.stack }
}
