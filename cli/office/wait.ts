/** Waits until the Worker has heard the year's script: only a push signed with the office's key is heard at all. */
import { setTimeout as sleep } from "node:timers/promises"
import { askWorker, type HeardYear } from "./ask-worker.ts"

export type WaitOptions = {
  readonly worker: string
  readonly fiscalYear: number
  /** What the Worker had heard of the year when the steps were shown. */
  readonly before: HeardYear | undefined
  readonly fetch: typeof fetch
  readonly pollMs: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

export type Waited =
  | { readonly kind: "heard"; readonly year: HeardYear }
  | { readonly kind: "timeout" }
  | { readonly kind: "stopped" }

/** A Worker that does not answer for a while is asked again: it may be deployed meanwhile. */
export async function waitForScript(options: WaitOptions): Promise<Waited> {
  const { worker, fiscalYear, before, pollMs, timeoutMs, signal } = options
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const state = await askWorker(worker, options.fetch)
    const year =
      state.kind === "answers" ? state.years.find(each => each.fiscalYear === fiscalYear) : undefined
    if (year && year.seenAt !== before?.seenAt) return { kind: "heard", year }
    if (signal.aborted) return { kind: "stopped" }
    if (waitedMs >= timeoutMs) return { kind: "timeout" }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined)
  }
}
