/**
 * A script's thread. It is Apps Script as far as the script can see: the language, the services, and no other global.
 * Everything of the host that the services need is imported before the globals are hidden.
 */

import { runInThisContext, Script } from "node:vm"
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads"
import type { ReplyMessage, RunMessage, ThreadData, ThreadMessage, ThrownMessage } from "./messages.ts"
import { removeNewer } from "./runtime.ts"
import { createEvent, createServices } from "./services.ts"

const { port, flag }: ThreadData = workerData
const { wait, load, store } = Atomics
const startPort = parentPort
if (!startPort) throw new Error("script/thread.ts runs in a worker thread")

// Listening keeps the thread alive: were it to end by itself, its end could overtake its last message.
startPort.on("message", (message: RunMessage) => void execute(message))

async function execute(message: RunMessage): Promise<void> {
  try {
    const globals = createServices(callHost, line => post({ kind: "log", line }))
    hideHostGlobals()
    removeNewer()
    patchDate(() => Number(callHost("clock")))
    for (const [name, service] of Object.entries(globals))
      Object.defineProperty(globalThis, name, { value: service, configurable: true, writable: true })
    const script = scriptOf(message)
    const value = await runFunction(message, script)
    // Only now: the functions that ran are compiled by now, and go with it.
    if (!message.compiled || script.cachedDataRejected)
      post({ kind: "compiled", compiled: script.createCachedData() })
    post({ kind: "done", value: JSON.stringify(value) })
  } catch (error) {
    post({ kind: "failed", error: thrown(error) })
  }
}

function scriptOf({ code, compiled }: RunMessage): Script {
  return new Script(code, { filename: "Code.js", ...(compiled && { cachedData: compiled }) })
}

function runFunction({ functionName, args, event }: RunMessage, script: Script): unknown {
  script.runInThisContext()
  const handler: unknown = /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(functionName)
    ? runInThisContext(`typeof ${functionName} === "undefined" ? undefined : ${functionName}`)
    : undefined
  if (typeof handler !== "function") throw new Error(`Script function not found: ${functionName}`)
  return event ? handler(createEvent(event)) : handler(...JSON.parse(args))
}

/** Blocks this thread, and only this one, until the main thread has answered. */
function callHost(method: string, ...args: unknown[]): unknown {
  store(flag, 0, 0)
  post({ kind: "call", method, args })
  // The host's wake-up for the call before may come as late as now: the flag is what tells, not the waking.
  while (load(flag, 0) === 0) wait(flag, 0, 0)
  const reply: ReplyMessage | undefined = receiveMessageOnPort(port)?.message
  if (!reply) throw new Error(`No reply to ${method}`)
  if (reply.ok) return reply.value
  throw Object.assign(new Error(reply.error.message), {
    name: reply.error.name,
    ...(reply.error.details && { details: reply.error.details }),
  })
}

function post(message: ThreadMessage): void {
  port.postMessage(message)
}

function thrown(error: unknown): ThrownMessage {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) }
  return { name: error.name, message: error.message, stack: error.stack }
}

const ECMASCRIPT = new Set(
  `globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape Object Function Boolean Symbol Error EvalError RangeError
  ReferenceError SyntaxError TypeError URIError Number BigInt Math Date String RegExp Array Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array
  Float64Array Map Set WeakMap WeakSet ArrayBuffer DataView JSON Promise Reflect
  Proxy`.split(/\s+/),
)

function hideHostGlobals(): void {
  for (const name of Object.getOwnPropertyNames(globalThis))
    if (!ECMASCRIPT.has(name)) Reflect.deleteProperty(globalThis, name)
}

/** `Date` with the clock of the local Google. A proxy, so that `instanceof` and static members stay as they are. */
function patchDate(now: () => number): void {
  const HostDate = Date
  const patched = new Proxy(HostDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length > 0 ? args : [now()], newTarget),
    apply: () => new HostDate(now()).toString(),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  })
  HostDate.prototype.constructor = patched
  globalThis.Date = patched
}
