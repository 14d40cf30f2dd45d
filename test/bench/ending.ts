/** What was begun for a measurement ends with it, whatever happens: programs that go on would be measured with the next. */

/** Begins something and says how it ends. */
export type AtEnd = (end: () => Promise<unknown> | unknown) => void

/** Ends what the work began, the last first, each even where another fails; then the work's own failure is thrown, or the first of theirs. */
export async function withEnds<T>(work: (atEnd: AtEnd) => Promise<T>): Promise<T> {
  const ends: (() => Promise<unknown> | unknown)[] = []
  const failures: unknown[] = []
  const tried = async <R>(each: () => Promise<R> | R) => {
    try {
      return await each()
    } catch (error) {
      failures.push(error)
      return undefined
    }
  }
  const done = await tried(async () => ({ result: await work(end => ends.push(end)) }))
  for (const end of ends.reverse()) await tried(end)
  if (failures.length > 0 || !done) throw failures[0]
  return done.result
}

const killed = new Set<() => void>()

/** Also where this process ends, by itself or by a signal. Answers how to do it before. */
export function killAtExit(kill: () => void): () => void {
  if (killed.size === 0) {
    process.once("exit", () => {
      for (const each of killed) each()
    })
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1))
  }
  killed.add(kill)
  return () => {
    killed.delete(kill)
    kill()
  }
}
