/** Whether memory is flat: within each life of the office, its last third against its first. */
import { median } from "../bench/measure.ts"
import type { Violations } from "./violations.ts"

export type Sample = {
  readonly life: number
  readonly at: number
  readonly office: number
  readonly runtime: number
}

/** A shorter life has not warmed up. */
const SHORTEST_MS = 60_000
const WARM_UP_MS = 20_000
/** Garbage waits to be collected: less than this says nothing. */
const SLACK = { factor: 1.35, kilobytes: 40_000 }

export type Trend = {
  readonly part: "office" | "runtime"
  readonly first: number
  readonly last: number
  readonly seconds: number
}

/** In megabytes. Lives too short to judge are left out. */
export function memoryTrends(samples: readonly Sample[], violations: Violations): Trend[] {
  const lives = [...new Set(samples.map(each => each.life))]
  return lives.flatMap(life => {
    const all = samples.filter(each => each.life === life)
    const start = all[0]?.at ?? 0
    const warm = all.filter(each => each.at - start > WARM_UP_MS)
    const ms = (all.at(-1)?.at ?? 0) - start
    if (ms < SHORTEST_MS || warm.length < 6) return []
    const third = Math.floor(warm.length / 3)
    return (["office", "runtime"] as const).map(part => {
      const first = median(warm.slice(0, third).map(each => each[part]))
      const last = median(warm.slice(-third).map(each => each[part]))
      if (last > first * SLACK.factor + SLACK.kilobytes)
        violations.add("memory grows", `${part}: ${first} to ${last} KB in ${Math.round(ms / 1000)} s`)
      return { part, first: first / 1024, last: last / 1024, seconds: ms / 1000 }
    })
  })
}
