/** LockService's locks, held by executions. They stop other executions, never a person who edits. */

export interface ScriptLocks {
  /** True when `execution` holds the lock, at once or within the time. Holding it already counts. */
  acquire(kind: string, execution: number, milliseconds: number): Promise<boolean>
  isHeldBy(kind: string, execution: number): boolean
  release(kind: string, execution: number): void
  /** At the end of an execution, however it ended. */
  releaseAll(execution: number): void
}

export function createScriptLocks(): ScriptLocks {
  const holders = new Map<string, number>()
  const waiting = new Set<() => void>()
  const take = (kind: string, execution: number) => {
    const holder = holders.get(kind)
    if (holder === undefined) holders.set(kind, execution)
    return holder === undefined || holder === execution
  }
  const release = (kind: string, execution: number) => {
    if (holders.get(kind) !== execution) return
    holders.delete(kind)
    for (const retry of [...waiting]) retry()
  }
  return {
    release,
    isHeldBy: (kind, execution) => holders.get(kind) === execution,
    releaseAll(execution) {
      for (const [kind, holder] of [...holders]) if (holder === execution) release(kind, execution)
    },
    acquire(kind, execution, milliseconds) {
      if (take(kind, execution)) return Promise.resolve(true)
      return new Promise(resolve => {
        const settle = (held: boolean) => {
          clearTimeout(timer)
          waiting.delete(retry)
          resolve(held)
        }
        const retry = () => {
          if (take(kind, execution)) settle(true)
        }
        const timer = setTimeout(() => settle(false), milliseconds)
        waiting.add(retry)
      })
    },
  }
}
