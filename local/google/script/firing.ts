/** Fires the scripts' installable triggers after a person's edit, and says what became of them. */
import type { ChangeEvent, EditEvent, Firing, ScriptHost } from "./script-host.ts"

export type FiringListener = (
  firing: Firing | { readonly outcome: "broken"; readonly error: unknown },
) => void

export function createFiring(scriptHosts: readonly ScriptHost[], onFiring: FiringListener) {
  const pending = new Set<Promise<void>>()
  const follow = (firings: Promise<Firing[]>) => {
    const told = firings
      .then(
        done => done.forEach(onFiring),
        (error: unknown) => onFiring({ outcome: "broken", error }),
      )
      .finally(() => pending.delete(told))
    pending.add(told)
  }
  return {
    edit(event: EditEvent) {
      for (const host of scriptHosts) follow(host.fireEdit(event))
    },
    change(event: ChangeEvent) {
      for (const host of scriptHosts) follow(host.fireChange(event))
    },
    async idle() {
      while (pending.size > 0) await Promise.all(pending)
    },
  }
}
