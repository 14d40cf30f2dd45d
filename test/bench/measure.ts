/**
 * Times of work, as medians: one slow round is the machine's, not the work's. Work that does not wait is timed by the
 * processor time of its thread, which what else the machine does disturbs least.
 */
import { sha256 } from "@noble/hashes/sha2.js"
import type { Growth } from "./subject.ts"

const ROUNDS = 7

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** Median processor milliseconds of a piece of work, after two rounds to warm up. */
export function medianMs(work: () => void, rounds = ROUNDS): number {
  for (let round = 0; round < 2; round++) work()
  return median(Array.from({ length: rounds }, () => msOf(work)))
}

/** Median milliseconds by the clock, of work that waits. */
export async function medianMsOf(work: () => Promise<unknown>, rounds = ROUNDS): Promise<number> {
  for (let round = 0; round < 2; round++) await work()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return median(times)
}

/** As `medianMs`, of several pieces of work that take turns, so that what disturbs one disturbs all. */
export function interleavedMs<K extends string>(
  works: Readonly<Record<K, () => void>>,
  rounds = ROUNDS,
): Record<K, number> {
  const named = Object.entries(works) as [K, () => void][]
  const times = new Map<K, number[]>(named.map(([name]) => [name, []]))
  for (let round = -2; round < rounds; round++) {
    for (const [name, work] of named) {
      const ms = msOf(work)
      if (round >= 0) times.get(name)?.push(ms)
    }
  }
  return Object.fromEntries(named.map(([name]) => [name, median(times.get(name) ?? [])])) as Record<K, number>
}

/** How a cost grows between its smallest and its greatest size; NaN when it was measured at one size, or cost nothing. */
export function exponentOf({ points }: Pick<Growth, "points">): number {
  const sorted = points.filter(({ value }) => value > 0).sort((a, b) => a.size - b.size)
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last || first.size === last.size) return Number.NaN
  return Math.log(last.value / first.value) / Math.log(last.size / first.size)
}

export type Noise = { readonly medianMs: number; readonly worst: number }

/** How even the machine is just now: the same work forty times, and its slowest against its median. */
export function machineNoise(): Noise {
  const bytes = new Uint8Array(200_000)
  const times = Array.from({ length: 42 }, () => {
    const start = performance.now()
    sha256(bytes)
    return performance.now() - start
  }).slice(2)
  const middle = median(times)
  return { medianMs: middle, worst: Math.max(...times) / middle }
}

function msOf(work: () => void): number {
  const start = threadMs()
  work()
  return threadMs() - start
}

const NOTHING = new Int32Array(new SharedArrayBuffer(4))

/**
 * Processor milliseconds of this thread so far. Linux adds them up when the thread stops or a tick of four milliseconds is
 * over: it stops first, for as little as it can.
 */
export function threadMs(): number {
  Atomics.wait(NOTHING, 0, 0, 0.01)
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
