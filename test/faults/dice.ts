/** Chance that falls the same way every time: one seed, one year. */
export type Dice = {
  /** True with a probability. */
  readonly happens: (probability: number) => boolean
  /** From 0 up to, and without, a number. */
  readonly below: (limit: number) => number
  readonly oneOf: <T>(choices: readonly T[]) => T | undefined
}

/** The generator mulberry32: 32 bits of state are enough for a year. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    happens: probability => next() < probability,
    below: limit => Math.floor(next() * limit),
    oneOf: choices => choices[Math.floor(next() * choices.length)],
  }
}
