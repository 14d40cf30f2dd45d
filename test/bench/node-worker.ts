/** The deployed bundle of the Worker within this process: what its code costs can be timed and profiled by itself. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { bundleWorker, workerScript } from "../../local/worker/bundle-worker.ts"
import { PUSH_CONTENT_TYPE } from "../../shared/push/payload.ts"
import type { Env } from "../../worker/host/env.ts"
import { type CountedDatabase, openCountedDatabase } from "./sqlite-d1.ts"

export type NodeWorker = {
  readonly origin: string
  readonly database: CountedDatabase
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>
  /** @throws when a push is not accepted */
  publish(bodies: readonly string[]): Promise<void>
  /** What was begun behind the answers is done. */
  settled(): Promise<void>
  close(): void
}

export type NodeWorkerOptions = {
  /** Another version's `worker/main.ts`. */
  readonly entry?: string | undefined
  readonly database?: CountedDatabase
  /** Bindings beside those that every Worker has. */
  readonly more?: Partial<Env>
}

export type Deployed = {
  fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response>
  scheduled(slot: { scheduledTime: number; cron: string }, env: Env): Promise<void>
}

export const BENCH_OFFICE = "bench-office"
/** A Worker whose clock is simulated serves this machine alone. */
export const BENCH_ORIGIN = "http://127.0.0.1"

/** A new isolate each time, so to say: nothing is kept from an earlier one. */
export async function openNodeWorker(
  jwks: string,
  now: () => number,
  { entry, database = openCountedDatabase(), more = {} }: NodeWorkerOptions = {},
): Promise<NodeWorker> {
  const { deployed, remove } = await loadBundle(entry)
  const env: Env = {
    DB: database.db,
    EMAIL: { send: () => Promise.reject(new Error("the bench sends no mail from here")) },
    CLOCK: { fetch: async () => new Response(String(now())) },
    OFFICE_ID: BENCH_OFFICE,
    ORIGIN: BENCH_ORIGIN,
    PUSH_KEYS: jwks,
    MAIL_FROM: "sujarit@office.example",
    ...more,
  }
  const begun: Promise<unknown>[] = []
  const waitUntil = (work: Promise<unknown>) => void begun.push(work)
  const context = { waitUntil, passThroughOnException: () => {}, props: {} }
  const request = (path: string, init: RequestInit) =>
    deployed.fetch(new Request(`${BENCH_ORIGIN}${path}`, init), env, context)
  return {
    origin: BENCH_ORIGIN,
    database,
    get: (path, headers = {}) => request(path, { headers }),
    async publish(bodies) {
      for (const body of bodies) {
        const headers = { "Content-Type": PUSH_CONTENT_TYPE }
        const { status } = await request("/api/v1/pushes", { method: "POST", headers, body })
        if (status !== 201) throw new Error(`a push of the bench was answered ${status}`)
      }
    },
    settled: async () => void (await Promise.allSettled(begun.splice(0))),
    close: remove,
  }
}

/** Each load is a module of its own: what the last one kept in memory is not seen by the next. */
export async function loadBundle(entry?: string): Promise<{ deployed: Deployed; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "sujarit-bench-worker-"))
  const file = join(folder, "worker.mjs")
  writeFileSync(file, entry === undefined ? workerScript() : bundleWorker(entry))
  const { default: deployed } = (await import(pathToFileURL(file).href)) as { default: Deployed }
  return { deployed, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
