/**
 * What V8 has compiled of a script, handed from one execution to the next: each runs in a thread of its own that would
 * compile everything anew. Nothing of an execution's memory goes with it.
 */

/** The compiled form of the newest code only: an older one is never run again. */
export function createCodeCache() {
  let newest: { readonly code: string; readonly compiled: Uint8Array } | undefined
  return {
    compiledOf: (code: string): Uint8Array | undefined =>
      newest?.code === code ? newest.compiled : undefined,
    keep(code: string, compiled: Uint8Array): void {
      newest = { code, compiled }
    },
  }
}
export type CodeCache = ReturnType<typeof createCodeCache>
