/** The global object of Apps Script: ECMAScript's own names, and not one of the host's. */

/** Intl and structuredClone are unconfirmed at Google, so a script here must do without them. */
const ECMASCRIPT = new Set(
  `globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI
  encodeURIComponent escape unescape Object Function Boolean Symbol Error AggregateError EvalError RangeError
  ReferenceError SyntaxError TypeError URIError Number BigInt Math Date String RegExp Array Int8Array Uint8Array
  Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array
  Float64Array Map Set WeakMap WeakSet WeakRef FinalizationRegistry ArrayBuffer DataView JSON Promise Reflect
  Proxy`.split(/\s+/),
)

export function hideHostGlobals(): void {
  for (const name of Object.getOwnPropertyNames(globalThis))
    if (!ECMASCRIPT.has(name)) Reflect.deleteProperty(globalThis, name)
}

/** `Date` with the clock of the local Google. A proxy, so that `instanceof` and static members stay as they are. */
export function patchDate(now: () => number): void {
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
