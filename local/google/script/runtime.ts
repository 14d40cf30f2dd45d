/**
 * What the language has had since ES2020: Google says of its V8 only that it speaks modern ECMAScript, not since when, and
 * moves it when it likes. So the local runtime lacks all of this, and the bundle may call none of it.
 */
const NEWER: Readonly<Record<string, string>> = {
  Array: "fromAsync",
  "Array.prototype": "at findLast findLastIndex toReversed toSorted toSpliced with",
  "String.prototype": "at isWellFormed replaceAll toWellFormed",
  "Uint8Array.__proto__.prototype": "at findLast findLastIndex toReversed toSorted with",
  Uint8Array: "fromBase64 fromHex",
  "Uint8Array.prototype": "setFromBase64 setFromHex toBase64 toHex",
  "ArrayBuffer.prototype": "resize transfer transferToFixedLength",
  Object: "groupBy hasOwn",
  Map: "groupBy",
  "Map.prototype": "getOrInsert getOrInsertComputed",
  "Set.prototype": "difference intersection isDisjointFrom isSubsetOf isSupersetOf symmetricDifference union",
  Promise: "any try withResolvers",
  Error: "isError",
  Math: "f16round sumPrecise",
  RegExp: "escape",
  JSON: "isRawJSON rawJSON",
  Atomics: "pause waitAsync",
}

/** Members of objects of the language: `toSorted`, `hasOwn`. */
export const NEWER_MEMBERS: ReadonlySet<string> = new Set(
  Object.values(NEWER).flatMap(names => names.split(" ")),
)

/** Objects of the language, and two that engines have beside it and Google does not name. */
export const NEWER_GLOBALS: ReadonlySet<string> = new Set(
  (
    "AggregateError FinalizationRegistry Float16Array Intl Iterator Temporal WeakRef " +
    "structuredClone SuppressedError DisposableStack AsyncDisposableStack ShadowRealm"
  ).split(" "),
)

/** Takes all of it out of the runtime this is called in. */
export function removeNewer(): void {
  for (const [path, names] of Object.entries(NEWER)) {
    const owner = path
      .split(".")
      .reduce<unknown>((object, key) => Reflect.get(Object(object), key), globalThis)
    for (const name of names.split(" ")) Reflect.deleteProperty(Object(owner), name)
  }
  for (const name of NEWER_GLOBALS) Reflect.deleteProperty(globalThis, name)
}
