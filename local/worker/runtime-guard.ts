/**
 * Ends the Worker's runtime when this process dies without a word. Miniflare stops workerd only when it is asked to: an
 * office that was killed would leave it on the port and on the database, in the way of the next start. So each runtime
 * gets a guard, which waits for the end of a pipe that only this process holds open, whatever this process dies of.
 */
import { ChildProcess, spawn } from "node:child_process"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { Socket } from "node:net"

/** Node tells of every child it starts; Miniflare itself tells nobody which is its runtime. */
const CHANNEL = "child_process"

/** Guards every runtime that is started with an argument ending so, until the answer is called. */
export function guardRuntimes(argumentEnd: string): () => void {
  const onChild = (message: unknown) => {
    const child: unknown = Object(message).process
    if (!(child instanceof ChildProcess)) return
    child.once("spawn", () => {
      if (child.spawnargs.some(argument => argument.endsWith(argumentEnd))) guard(child)
    })
  }
  subscribe(CHANNEL, onChild)
  return () => unsubscribe(CHANNEL, onChild)
}

function guard(runtime: ChildProcess): void {
  const watcher = spawnWatcher(String(runtime.pid))
  // A system that starts no guard has an office all the same; only a killed one then leaves its runtime behind.
  watcher.on("error", () => {})
  // In this order: the number of a process that has ended may be another's soon.
  runtime.once("exit", () => watcher.kill("SIGKILL"))
}

/** A shell takes a hundredth of the memory of a Node; not every system has one. */
function spawnWatcher(pid: string): ChildProcess {
  const [command, ...args] =
    process.platform === "win32"
      ? [
          process.execPath,
          "-e",
          "process.stdin.on('end', () => process.kill(Number(process.argv[1]))).resume()",
          pid,
        ]
      : ["/bin/sh", "-c", 'read -r _; kill -9 "$1"', "guard", pid]
  // A group of its own: Ctrl-C in the terminal, or its closing, is for the office alone.
  const watcher = spawn(command, args, {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
    windowsHide: true,
  })
  watcher.unref()
  const { stdin } = watcher
  if (stdin instanceof Socket) stdin.unref()
  return watcher
}
