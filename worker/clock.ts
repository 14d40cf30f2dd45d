/** What time it is: the Worker's own clock, or the simulated one of the local office and the tests. */
import * as z from "zod/mini"
import { bangkokDate, type IsoDate } from "../shared/civil-date.ts"
import type { Env } from "./env.ts"

export type Moment = {
  /** Epoch milliseconds. */
  readonly now: number
  readonly today: IsoDate
  readonly simulated: boolean
}

/** How long one answer of the simulated clock serves: a page of many requests need not ask for each. */
const CLOCK_FRESH_MS = 100

const epoch = z.int().check(z.gte(0), z.lte(253_402_300_799_999))

let lastAnswer: { readonly clock: Fetcher; readonly now: number; readonly askedAt: number } | undefined

export async function currentMoment(env: Env): Promise<Moment> {
  const now = env.CLOCK ? await simulatedNow(env.CLOCK) : Date.now()
  return { now, today: bangkokDate(now), simulated: env.CLOCK !== undefined }
}

/** A simulated day must never be taken for the real one, so it is shown on this machine alone. */
export function mayServe(env: Env, url: URL): boolean {
  return env.CLOCK === undefined || isLoopback(url.hostname)
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

async function simulatedNow(clock: Fetcher): Promise<number> {
  const askedAt = Date.now()
  if (lastAnswer?.clock === clock && askedAt - lastAnswer.askedAt < CLOCK_FRESH_MS) return lastAnswer.now
  const response = await clock.fetch("http://clock/")
  const now = epoch.parse(Number(await response.text()))
  lastAnswer = { clock, now, askedAt }
  return now
}
