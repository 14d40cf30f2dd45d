/** Starts, watches, kills and restarts the office. Everything else asks here whether the office is meant to answer. */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { residentKb, runtimesOf } from "../bench/processor.ts"

export type SoakOffice = {
  readonly publicUrl: string
  readonly sheetUrl: string
  /** False from before a kill until the office said that it is ready again. */
  isUp(): boolean
  /** Counts the times it went down: who began in one life and ended in another was disturbed. */
  life(): number
  /** When it went down last, by `performance.now()`. */
  downSince(): number
  readonly scriptKills: { count: number }
  /** Kilobytes in memory of the office and of its Worker's runtime; 0 for one that is not there. */
  memory(): { readonly office: number; readonly runtime: number }
  start(): Promise<void>
  /** No word, no chance to save: the office and the Worker's runtime. */
  kill(): Promise<void>
  /** The Worker's runtime alone; the office stays, until it is restarted in order. */
  killWorker(): void
  killScript(afterCalls: number): void
  /** Saved and closed, as Ctrl-C does. */
  stop(): Promise<void>
}

const STOP_MS = 20_000
const START_MS = 60_000

export function createSoakOffice(folder: string, port: number, today: string): SoakOffice {
  let child: ChildProcess | undefined
  let up = false
  let life = 0
  let downSince = 0
  const scriptKills = { count: 0 }
  const goDown = () => {
    up = false
    life++
    downSince = performance.now()
  }
  const pid = () => child?.pid ?? 0

  return {
    publicUrl: `http://127.0.0.1:${port}`,
    sheetUrl: `http://127.0.0.1:${port + 1}`,
    isUp: () => up,
    life: () => life,
    downSince: () => downSince,
    scriptKills,
    memory: () => ({ office: residentKb(pid()) ?? 0, runtime: residentKb(runtimesOf(pid())[0] ?? 0) ?? 0 }),
    async start() {
      const args = [folder, String(port), String(port + 1), ...(life === 0 ? [today] : [])]
      const started = fork(new URL("./office-child.ts", import.meta.url), args, { stdio: "inherit" })
      child = started
      started.on("message", message => {
        if (message === "scriptKilled") scriptKills.count++
      })
      await ready(started)
      up = true
    },
    async kill() {
      if (!child || hasEnded(child)) return
      goDown()
      const runtime = runtimesOf(pid())[0] ?? 0
      child.kill("SIGKILL")
      if (runtime) killQuietly(runtime)
      await once(child, "exit")
      await gone(runtime)
    },
    killWorker() {
      const runtime = runtimesOf(pid())[0] ?? 0
      goDown()
      if (runtime) killQuietly(runtime)
    },
    killScript: afterCalls => void child?.send({ killScript: afterCalls }),
    async stop() {
      if (!child || hasEnded(child)) return
      if (up) goDown()
      const runtime = runtimesOf(pid())[0] ?? 0
      const ending = child
      ending.kill("SIGINT")
      const timer = setTimeout(() => ending.kill("SIGKILL"), STOP_MS)
      await once(ending, "exit")
      clearTimeout(timer)
      if (ending.exitCode !== 0)
        throw new Error(`the office ended with ${ending.exitCode ?? ending.signalCode}`)
      await gone(runtime)
    },
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the office was not ready in time")), START_MS)
    child.on("message", message => {
      if (message !== "ready") return
      clearTimeout(timer)
      resolve()
    })
    child.once("exit", code => {
      clearTimeout(timer)
      reject(new Error(`the office ended with ${code} before it was ready`))
    })
  })
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, "SIGKILL")
  } catch {
    // It ended by itself in the meantime.
  }
}

async function gone(pid: number | undefined): Promise<void> {
  while (pid && residentKb(pid) !== undefined) await new Promise(resolve => setTimeout(resolve, 20))
}
