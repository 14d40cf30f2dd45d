/** CacheService's store: 100 KB a value, ten minutes unless said, six hours at most. In memory: a cache may forget. */

const VALUE_BYTES = 100 * 1024
const KEY_LENGTH = 250
const LONGEST_SECONDS = 21_600

export interface ScriptCache {
  getAll(keys: readonly string[]): Record<string, string>
  putAll(values: Readonly<Record<string, string>>, seconds: number): void
  removeAll(keys: readonly string[]): void
}

export function createScriptCache(now: () => number): ScriptCache {
  const entries = new Map<string, { readonly value: string; readonly until: number }>()
  return {
    getAll(keys) {
      const alive = keys.flatMap(key => {
        const entry = entries.get(key)
        return entry && entry.until > now() ? [[key, entry.value]] : []
      })
      return Object.fromEntries(alive)
    },
    putAll(values, seconds) {
      for (const [key, value] of Object.entries(values)) {
        if (key.length > KEY_LENGTH) throw new Error("Argument too large: key")
        if (Buffer.byteLength(value) > VALUE_BYTES) throw new Error("Argument too large: value")
        entries.set(key, { value, until: now() + Math.min(seconds, LONGEST_SECONDS) * 1000 })
      }
    },
    removeAll(keys) {
      for (const key of keys) entries.delete(key)
    },
  }
}
