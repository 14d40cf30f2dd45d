/** What the Worker says of itself to anyone: whether it answers, whose keys it knows, whom it has heard. */
import { setTimeout as sleep } from "node:timers/promises"
import * as z from "zod"

const healthSchema = z.object({
  status: z.literal("ok"),
  years: z.array(
    z.object({ fiscalYear: z.int(), revision: z.int(), seenAt: z.string(), stale: z.boolean() }),
  ),
})
const jwksSchema = z.object({ keys: z.array(z.object({ kid: z.string(), exp: z.int().optional() })) })

export type HeardYear = z.infer<typeof healthSchema>["years"][number]
export type WorkerState =
  | {
      readonly kind: "answers"
      readonly keyIds: readonly string[]
      /** Epoch milliseconds, of the keys that expire. */
      readonly expiresAtByKeyId: ReadonlyMap<string, number>
      readonly years: readonly HeardYear[]
    }
  /** A page stands before the Worker, for people to click through: the script cannot. */
  | { readonly kind: "challenged"; readonly detail: string }
  | { readonly kind: "unreachable"; readonly detail: string }

class ChallengedError extends Error {}

const LIMIT_MS = 15_000

export async function askWorker(origin: string, fetcher: typeof fetch): Promise<WorkerState> {
  try {
    const [health, jwks] = await Promise.all([
      askJson(fetcher, `${origin}/healthz`, healthSchema),
      askJson(fetcher, `${origin}/.well-known/jwks.json`, jwksSchema),
    ])
    const expiresAtByKeyId = new Map(
      jwks.keys.flatMap(({ kid, exp }) => (exp === undefined ? [] : [[kid, exp * 1000]])),
    )
    return {
      kind: "answers",
      keyIds: jwks.keys.map(({ kid }) => kid),
      expiresAtByKeyId,
      years: health.years,
    }
  } catch (error) {
    const kind = error instanceof ChallengedError ? "challenged" : "unreachable"
    return { kind, detail: detailOf(error) }
  }
}

const keysSchema = z.object({
  keys: z.array(
    z.object({
      of: z.enum(["office", "log"]),
      key: z.string(),
      until: z.string().nullable(),
      lostSince: z.string().nullable(),
    }),
  ),
})
export type ListedKey = z.infer<typeof keysSchema>["keys"][number]

/** All keys that sign and signed; undefined where the Worker does not say, as one of an earlier version. */
export async function askKeys(
  origin: string,
  fetcher: typeof fetch,
): Promise<readonly ListedKey[] | undefined> {
  const status = await askJson(fetcher, `${origin}/status.json`, keysSchema).catch(() => undefined)
  return status?.keys
}

/** What the Worker has heard of a year's script. */
export function heardYear(state: WorkerState, fiscalYear: number): HeardYear | undefined {
  return state.kind === "answers" ? state.years.find(each => each.fiscalYear === fiscalYear) : undefined
}

export function knowsKey(state: WorkerState, keyId: string): boolean {
  return state.kind === "answers" && state.keyIds.includes(keyId)
}

type WaitOptions = {
  readonly worker: string
  readonly fiscalYear: number
  /** What the Worker had heard of the year when the steps were shown. */
  readonly before: HeardYear | undefined
  readonly fetch: typeof fetch
  readonly pollMs: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

type Waited =
  | { readonly kind: "heard"; readonly year: HeardYear }
  | { readonly kind: "timeout" }
  | { readonly kind: "stopped" }

/**
 * Waits until the Worker has heard the year's script: only a push signed with the office's key is heard at all. A Worker that
 * does not answer for a while is asked again: it may be deployed meanwhile.
 */
export async function waitForScript(options: WaitOptions): Promise<Waited> {
  const { worker, fiscalYear, before, pollMs, timeoutMs, signal } = options
  for (let waitedMs = 0; ; waitedMs += pollMs) {
    const year = heardYear(await askWorker(worker, options.fetch), fiscalYear)
    if (year && year.seenAt !== before?.seenAt) return { kind: "heard", year }
    if (signal.aborted) return { kind: "stopped" }
    if (waitedMs >= timeoutMs) return { kind: "timeout" }
    await sleep(pollMs, undefined, { signal }).catch(() => undefined)
  }
}

async function askJson<T>(fetcher: typeof fetch, url: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetcher(url, { signal: AbortSignal.timeout(LIMIT_MS), redirect: "error" })
  const isPage = /^text\/html/.test(response.headers.get("content-type") ?? "")
  if (response.headers.has("cf-mitigated") || (isPage && response.status === 403))
    throw new ChallengedError(`HTTP ${response.status}: ${url}`)
  if (!response.ok) throw new Error(`HTTP ${response.status}: ${url}`)
  const parsed = schema.safeParse(await response.json().catch(() => undefined))
  if (!parsed.success) throw new Error(`not a Worker of this project: ${url}`)
  return parsed.data
}

/** `fetch` says only that it failed; why is in its cause. */
function detailOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error && error.cause.message !== "" ? error.cause.message : error.message
}
