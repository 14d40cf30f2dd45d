/** A record that is read may change meanwhile, and then hold nowhere together: it is looked at again whether it did. */
import type { Door } from "./door.ts"

/** What changes with it: its tree, its day, and what was found behind links. */
const TELLS = /^\/(?:log\/checkpoint|api\/v1\/years|\d+\.json)$/

type Watch = {
  readonly door: Door
  readonly hasChanged: () => Promise<boolean>
}

export function watch(door: Door): Watch {
  const seen = new Map<string, Uint8Array | undefined>()
  const get: Door["get"] = async path => {
    const bytes = await door.get(path)
    if (TELLS.test(path) && !seen.has(path)) seen.set(path, bytes)
    return bytes
  }
  const hasChanged = async () => {
    for (const [path, bytes] of seen) if (!isSame(bytes, await door.get(path))) return true
    return false
  }
  return { door: { ...door, get }, hasChanged }
}

function isSame(one: Uint8Array | undefined, other: Uint8Array | undefined): boolean {
  return one?.length === other?.length && (one ?? []).every((byte, at) => byte === other?.[at])
}
