/** What the Worker says of itself to anyone: whether it answers, whose keys it knows, whom it has heard. */
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
  | { readonly kind: "unreachable"; readonly detail: string }

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
      ...{ kind: "answers", keyIds: jwks.keys.map(({ kid }) => kid), expiresAtByKeyId },
      years: health.years,
    }
  } catch (error) {
    return { kind: "unreachable", detail: detailOf(error) }
  }
}

async function askJson<T>(fetcher: typeof fetch, url: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetcher(url, { signal: AbortSignal.timeout(LIMIT_MS), redirect: "error" })
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
