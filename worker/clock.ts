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
/** While one request asks anew, the others take what it said this shortly before: a crowd asks once. */
const CLOCK_USABLE_MS = 500

const epoch = z.int().check(z.gte(0), z.lte(253_402_300_799_999))

/** A bound clock that shows the real time says so in this header; one that says nothing simulates. */
export const REAL_TIME_HEADER = "Real-Time"

type Answer = {
  readonly clock: Fetcher
  readonly askedAt: number
  readonly now: number
  readonly simulated: boolean
}

let lastAnswer: Answer | undefined
let askingSince = Number.NEGATIVE_INFINITY

export async function currentMoment(env: Env): Promise<Moment> {
  const { now, simulated } = env.CLOCK ? await ask(env.CLOCK) : { now: Date.now(), simulated: false }
  return { now, today: bangkokDate(now), simulated }
}

/** A simulated day must never be taken for the real one, so it is shown on this machine alone. */
export function mayServe(env: Env, url: URL): boolean {
  return env.CLOCK === undefined || isLoopback(url.hostname)
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

async function ask(clock: Fetcher): Promise<Answer> {
  const askedAt = Date.now()
  const usableMs = askedAt - askingSince < CLOCK_FRESH_MS ? CLOCK_USABLE_MS : CLOCK_FRESH_MS
  if (lastAnswer?.clock === clock && askedAt - lastAnswer.askedAt < usableMs) return lastAnswer
  askingSince = askedAt
  const response = await clock.fetch("http://clock/")
  const now = epoch.parse(Number(await response.text()))
  lastAnswer = { clock, askedAt, now, simulated: response.headers.get(REAL_TIME_HEADER) === null }
  return lastAnswer
}
