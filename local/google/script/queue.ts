/** Executions in order, at most so many at once. */

export interface Queue {
  add<T>(job: () => Promise<T>): Promise<T>
  /** Resolves when nothing runs or waits. */
  idle(): Promise<void>
  /** Whatever still waits is refused; what runs is left to end. */
  close(reason: () => Error): void
}

export function createQueue(width: number): Queue {
  const waiting: { start: () => void; refuse: (error: Error) => void }[] = []
  const pending = new Set<Promise<unknown>>()
  let running = 0
  const next = () => {
    while (running < width && waiting.length > 0) {
      running++
      waiting.shift()?.start()
    }
  }
  return {
    add<T>(job: () => Promise<T>): Promise<T> {
      const turn = new Promise<void>((start, refuse) => waiting.push({ start, refuse }))
      const result = turn.then(() =>
        job().finally(() => {
          running--
          next()
        }),
      )
      pending.add(result)
      const forget = () => pending.delete(result)
      result.then(forget, forget)
      next()
      return result
    },
    async idle() {
      while (pending.size > 0) await Promise.allSettled(pending)
    },
    close(reason) {
      for (const { refuse } of waiting.splice(0)) refuse(reason())
    },
  }
}
