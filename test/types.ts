/** Type-checks every room with its own globals: a room sees only what its host offers. `cli` has those of `local`, and is checked with it. */
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { availableParallelism } from "node:os"

/** The longest first, so that no processor waits for it at the end. */
const ROOMS = [
  "test",
  "local",
  "worker",
  "local/office/client",
  "worker/verify",
  "shared",
  "apps-script",
  "test/conformance",
]

/** What was checked before and has not changed is not checked again. `npm ci` takes it away: CI checks everything. */
const KEPT = "node_modules/.cache/types"

const waiting = ROOMS.filter(room => existsSync(`${room}/tsconfig.json`))
await Promise.all(Array.from({ length: availableParallelism() }, checkWaiting))

async function checkWaiting(): Promise<void> {
  for (let room = waiting.shift(); room !== undefined; room = waiting.shift()) await check(room)
}

/** What it finds is told at its end: the lines of two rooms never stand between each other. */
function check(room: string): Promise<void> {
  const kept = ["--incremental", "--tsBuildInfoFile", keptOf(room)]
  // By itself a room is checked by four at once, who each work out the types they share: half as much again in all.
  const args = ["-p", room, ...kept, "--checkers", "1", "--pretty"]
  const child = spawn("tsc", args, { stdio: ["ignore", "pipe", "inherit"] })
  let told = ""
  child.stdout.setEncoding("utf8").on("data", text => {
    told += text
  })
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", code => {
      if (code !== 0) console.error(`${told}types: ${room} does not check`)
      if (code !== 0) process.exitCode = 1
      resolve()
    })
  })
}

function keptOf(room: string): string {
  return `${KEPT}/${room.replaceAll("/", "-")}.tsbuildinfo`
}
