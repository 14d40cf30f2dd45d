/** Threads for executions. Each has loaded everything but the script, so that a run starts at once, and serves one run. */
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads"
import type { ThreadData } from "./messages.ts"

export interface ScriptThread {
  readonly worker: Worker
  readonly port: MessagePort
  readonly flag: Int32Array
}

/** Keeps one thread warm. */
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

/** It keeps no process alive. */
function createThread(): ScriptThread {
  const { port1, port2 } = new MessageChannel()
  const flag = new Int32Array(new SharedArrayBuffer(4))
  const workerData: ThreadData = { port: port2, flag }
  const worker = new Worker(new URL("./thread.ts", import.meta.url), {
    workerData,
    transferList: [port2],
    // The script's thread gets nothing of this process: no environment, no flags.
    env: {},
    execArgv: ["--disable-warning=ExperimentalWarning"],
  })
  worker.unref()
  port1.unref()
  return { worker, port: port1, flag }
}
