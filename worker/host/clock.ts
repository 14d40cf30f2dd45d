/** What time it is: the Worker's own clock, or the simulated one of the local office and the tests. */
import * as z from "zod/mini"
import { bangkokDate, type IsoDate } from "../../shared/date/civil-date.ts"
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

/** For what is read: a simulated clock may have moved on by some tenths of a second of this machine's. */
export async function currentMoment(env: Env): Promise<Moment> {
  return momentOf(env.CLOCK ? await recentAnswer(env.CLOCK) : REAL)
}

/** For what is written down: days of a simulated clock pass within those tenths. */
export async function exactMoment(env: Env): Promise<Moment> {
  return momentOf(env.CLOCK ? await ask(env.CLOCK) : REAL)
}

const REAL = { simulated: false }

function momentOf({ now = Date.now(), simulated }: { now?: number; simulated: boolean }): Moment {
  return { now, today: bangkokDate(now), simulated }
}

/** A simulated day must never be taken for the real one, so it is shown on this machine alone. */
export function mayServe(env: Env, url: URL): boolean {
  return env.CLOCK === undefined || isLoopback(url.hostname)
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

async function recentAnswer(clock: Fetcher): Promise<Answer> {
  const at = Date.now()
  const usableMs = at - askingSince < CLOCK_FRESH_MS ? CLOCK_USABLE_MS : CLOCK_FRESH_MS
  return lastAnswer?.clock === clock && at - lastAnswer.askedAt < usableMs ? lastAnswer : ask(clock)
}

async function ask(clock: Fetcher): Promise<Answer> {
  const askedAt = Date.now()
  askingSince = askedAt
  const response = await clock.fetch("http://clock/")
  const now = epoch.parse(Number(await response.text()))
  lastAnswer = { clock, askedAt, now, simulated: response.headers.get(REAL_TIME_HEADER) === null }
  return lastAnswer
}
