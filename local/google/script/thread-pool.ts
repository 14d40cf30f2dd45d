/** Threads for executions, the next of them loaded beforehand. */
import { createThread, type ScriptThread } from "./execution.ts"

/** Keeps one thread warm; each serves one execution. */
export function createThreadPool() {
  let spare: ScriptThread | undefined = createThread()
  let isClosed = false
  const running = new Set<ScriptThread>()
  return {
    async use<T>(work: (thread: ScriptThread) => Promise<T>): Promise<T> {
      const thread = spare ?? createThread()
      spare = undefined
      running.add(thread)
      try {
        return await work(thread)
      } finally {
        running.delete(thread)
        // Only now: loading the next one must not slow this one down.
        if (!isClosed) spare ??= createThread()
      }
    },
    async close() {
      isClosed = true
      const open = spare ? [...running, spare] : [...running]
      spare = undefined
      await Promise.all(open.map(thread => thread.worker.terminate()))
      for (const thread of open) thread.port.close()
    },
  }
}
