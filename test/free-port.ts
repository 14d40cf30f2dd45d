/** A port for a program that must be told one, while other tests look for theirs at the same time. */
import { once } from "node:events"
import { createServer } from "node:net"

/** Below those that a system gives by itself: no connection and no server of another test takes one meanwhile. */
const FIRST = 20_000
/** Each process of a run has this many of its own. */
const OWN = 600
const PROCESSES = 20

const begin = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % PROCESSES) * OWN
let taken = process.pid % OWN

export async function freePort(): Promise<number> {
  for (let tries = 0; tries < OWN; tries++) {
    const port = begin + (taken++ % OWN)
    if (await isFree(port)) return port
  }
  throw new Error(`no port is free from ${begin} on`)
}

export async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    const listening = once(server, "listening")
    server.listen(port, "127.0.0.1")
    await listening
  } catch {
    return false
  }
  await once(server.close(), "close")
  return true
}
