/**
 * What an execution finds around its script: the language, Google's services, and no other global. Runs in a context of
 * its own, so that even an array that a service answers with is one of the script's own language.
 */
import type { EventMessage, HostFunctions } from "./messages.ts"
import { removeNewer } from "./runtime.ts"
import { createEvent, createServices } from "./services.ts"

/** Called once, before the script is. */
export function begin(host: HostFunctions): void {
  const call = (method: string, ...args: unknown[]) => {
    const reply = host.call(method, args)
    if (reply.ok) return ownCopy(reply.value)
    const { name, message, details } = reply.error
    throw Object.assign(new Error(message), { name, ...(details && { details: ownCopy(details) }) })
  }
  const services = createServices(call, host)
  hideOthers()
  removeNewer()
  patchDate(() => Number(call("clock")))
  for (const [name, service] of Object.entries(services))
    Object.defineProperty(globalThis, name, { value: service, configurable: true, writable: true })
}

/** Calls a function of the script; its value as JSON. `args`: JSON too. */
export function run(
  handler: (...args: unknown[]) => unknown,
  args: string,
  event: EventMessage | undefined,
): string | undefined {
  return JSON.stringify(event ? handler(createEvent(event)) : handler(...JSON.parse(args)))
}

/** Objects come from the thread's own language. */
function ownCopy(value: unknown): unknown {
  return typeof value === "object" && value !== null ? JSON.parse(JSON.stringify(value)) : value
}

const ECMASCRIPT = new Set(
  `globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape Object Function Boolean Symbol Error EvalError RangeError
  ReferenceError SyntaxError TypeError URIError Number BigInt Math Date String RegExp Array Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array
  Float64Array Map Set WeakMap WeakSet ArrayBuffer DataView JSON Promise Reflect
  Proxy`.split(/\s+/),
)

function hideOthers(): void {
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
