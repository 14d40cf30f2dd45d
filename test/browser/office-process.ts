/** The office as a person starts it: the command, in a folder of its own, on free ports. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { freePort } from "../free-port.ts"

export type OfficeProcess = {
  readonly publicUrl: string
  readonly sheetUrl: string
  /** What it printed. */
  readonly output: string
  /** Milliseconds from the command to the line that says it is ready. */
  readonly readyAfter: number
  readonly pid: number
  /** As a machine does that runs out of memory: no word, no chance to save. */
  kill(): Promise<void>
  /** Ctrl-C; answers the exit code. */
  interrupt(): Promise<number | null>
}

/** Of Node, where nothing is timed: see vitest.config.ts. */
const FLAGS = process.env.OFFICE_FLAGS?.split(" ") ?? []

const READY = "Ctrl-C"
/** For a start that hangs; how long one takes is timed by waits.test.ts alone. */
const LIMIT_MS = 150_000

/** Without arguments: the sample with its plan alone, as it is on the first day. */
export async function startOffice(
  folder: string,
  args: readonly string[] = ["--sample", "district"],
  [port, sheetPort]: readonly [number, number] = [0, 0],
): Promise<OfficeProcess> {
  if (port === 0) [port, sheetPort] = await freePorts()
  const ports = ["--port", String(port), "--sheet-port", String(sheetPort)]
  const startedAt = performance.now()
  const command = ["cli/main.ts", "start", ...ports, "--data", folder, ...args]
  const child = spawn(process.execPath, [...FLAGS, ...command], { stdio: ["ignore", "pipe", "pipe"] })
  const output = await readyOutput(child)
  return {
    publicUrl: `http://127.0.0.1:${port}`,
    sheetUrl: `http://127.0.0.1:${sheetPort}`,
    output,
    readyAfter: performance.now() - startedAt,
    pid: child.pid ?? 0,
    async kill() {
      child.kill("SIGKILL")
      await once(child, "exit")
    },
    async interrupt() {
      if (child.exitCode !== null) return child.exitCode
      child.kill("SIGINT")
      await once(child, "exit")
      return child.exitCode
    },
  }
}

/** Runs the command to its end: its exit code and what it said. */
export async function runCommand(args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["cli/main.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", chunk => (output += String(chunk)))
  await once(child, "close")
  return { code: child.exitCode, output }
}

function readyOutput(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ""
    let isReady = false
    const fail = (why: string) => {
      if (isReady) return
      child.kill("SIGKILL")
      reject(new Error(`${why}\n${output}`))
    }
    const timer = setTimeout(() => fail("the office was not ready in time"), LIMIT_MS)
    child.once("exit", code => fail(`the office ended with ${code}`))
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", chunk => {
        output += String(chunk)
        if (!output.includes(READY)) return
        isReady = true
        clearTimeout(timer)
        resolve(output)
      })
  })
}

export async function freePorts(): Promise<[number, number]> {
  return [await freePort(), await freePort()]
}
