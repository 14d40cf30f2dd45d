/** The script's lock, held by an execution. It stops other executions, never a person who edits. */

export interface ScriptLock {
  /** True when `execution` holds the lock, at once or within the time. Holding it already counts. */
  acquire(execution: number, milliseconds: number): Promise<boolean>
  /** Does nothing for an execution that does not hold it. */
  release(execution: number): void
}

export function createScriptLock(): ScriptLock {
  let holder: number | undefined
  const waiting = new Set<() => void>()
  const take = (execution: number) => {
    holder ??= execution
    return holder === execution
  }
  return {
    release(execution) {
      if (holder !== execution) return
      holder = undefined
      for (const retry of [...waiting]) retry()
    },
    acquire(execution, milliseconds) {
      if (take(execution)) return Promise.resolve(true)
      return new Promise(resolve => {
        const settle = (held: boolean) => {
          clearTimeout(timer)
          waiting.delete(retry)
          resolve(held)
        }
        const retry = () => {
          if (take(execution)) settle(true)
        }
        const timer = setTimeout(() => settle(false), milliseconds)
        waiting.add(retry)
      })
    },
  }
}
