/**
 * Whether memory is flat: the Theil-Sen slope of the least that was resident in each twenty seconds, which is the median of
 * the slopes between any two of them in one life. Garbage that waits, a busy moment and a restart leave it where it is;
 * what grows all the time does not.
 */
import { median } from "../bench/measure.ts"
import type { Violations } from "./violations.ts"

export type Sample = {
  /** A restart begins another: samples of two lives say nothing of each other. */
  readonly life: number
  /** In milliseconds. */
  readonly at: number
  /** Kilobytes in memory; 0 of a process that is not there. */
  readonly office: number
  readonly runtime: number
}

/** Code is compiled and heaps take their size. */
const WARM_UP_MS = 45_000
/** Within it garbage is collected at least once under this load: its least is what is kept. */
const WINDOW_MS = 20_000
/** A shorter stretch has no trend. */
const SHORTEST_MS = 120_000

/**
 * Megabytes a minute, and megabytes in all. The runtime's engine does not know what its requests and
 * answers hold outside the heap, and collects them late: a Worker of three lines grows by hundreds of megabytes under such
 * a load before it stays. Its trend is told, and its size is what is judged.
 */
export const LIMIT = { officeSlope: 10, runtimeSize: 600 } as const

export type Trend = {
  readonly part: "office" | "runtime"
  /** Megabytes a minute. */
  readonly slope: number
  /** Megabytes. */
  readonly median: number
  readonly greatest: number
  /** Of the stretches that were judged, together. */
  readonly seconds: number
}

/** Empty when no life was long enough to judge. */
export function memoryTrends(samples: readonly Sample[], violations: Violations): Trend[] {
  const stretches = warmStretches(samples)
  const runtime = Math.max(...samples.map(each => each.runtime / 1024))
  if (runtime > LIMIT.runtimeSize)
    violations.add("memory grows", `runtime: ${runtime.toFixed(0)} MB, over ${LIMIT.runtimeSize}`)
  if (stretches.length === 0) return []
  const seconds = stretches.reduce((sum, each) => sum + lengthOf(each), 0) / 1000
  return (["office", "runtime"] as const).map(part => {
    const slope = median(stretches.flatMap(each => slopesOf(each, part)))
    const megabytes = stretches.flat().map(each => each[part] / 1024)
    if (part === "office" && !(slope <= LIMIT.officeSlope))
      violations.add("memory grows", `office: ${slope.toFixed(1)} MB a minute, over ${LIMIT.officeSlope}`)
    return { part, slope, median: median(megabytes), greatest: Math.max(...megabytes), seconds }
  })
}

/** Of each life that was long enough, what came after its warming up. */
function warmStretches(samples: readonly Sample[]): Sample[][] {
  const lives = [...new Set(samples.map(each => each.life))]
  return lives
    .map(life => {
      const all = samples.filter(each => each.life === life && each.office > 0 && each.runtime > 0)
      const start = all[0]?.at ?? 0
      return all.filter(each => each.at - start > WARM_UP_MS)
    })
    .filter(stretch => lengthOf(stretch) >= SHORTEST_MS)
}

function lengthOf(stretch: readonly Sample[]): number {
  return (stretch.at(-1)?.at ?? 0) - (stretch[0]?.at ?? 0)
}

/** Megabytes a minute between any two windows. */
function slopesOf(stretch: readonly Sample[], part: "office" | "runtime"): number[] {
  const windows = leastByWindow(stretch, part)
  return windows.flatMap((from, at) =>
    windows.slice(at + 1).map(to => (to.least - from.least) / 1024 / ((to.at - from.at) / 60_000)),
  )
}

/** Kilobytes. The last window is left out, which is not full. */
function leastByWindow(stretch: readonly Sample[], part: "office" | "runtime") {
  const start = stretch[0]?.at ?? 0
  const leastAt = new Map<number, number>()
  for (const sample of stretch) {
    const at = Math.floor((sample.at - start) / WINDOW_MS) * WINDOW_MS
    if (at + WINDOW_MS <= lengthOf(stretch))
      leastAt.set(at, Math.min(leastAt.get(at) ?? sample[part], sample[part]))
  }
  return Array.from(leastAt, ([at, least]) => ({ at, least }))
}
