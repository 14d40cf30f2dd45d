/**
 * The local office in a process of its own, for the soak to kill. Told `{ killScript: n }` it kills the script's run
 * before its n-th call from then on, as Google's machines die: anywhere.
 */

import { appendFileSync } from "node:fs"
import { collectGarbage, keepHeapSmall } from "../../cli/start/run-office.ts"
import { parseIsoDate } from "../../shared/date/civil-date.ts"

const [folder = "", port = "", sheetPort = "", today = ""] = process.argv.slice(2)

let callsToKill: number | undefined

process.on("message", message => {
  const { killScript } = Object(message)
  if (typeof killScript === "number") callsToKill = killScript
})
keepHeapSmall()
const { startOffice } = await import("../../cli/start/assemble.ts")
const office = await startOffice({
  ...{ folder, port: Number(port), sheetPort: Number(sheetPort), source: { kind: "sample" } },
  today: parseIsoDate(today),
  // Killed runs and a Worker that is away are told at length: for whoever asks why, not for the terminal.
  log: text => appendFileSync(`${folder}.log`, `${new Date().toISOString()} ${text}\n`),
  beforeScriptCall() {
    if (callsToKill === undefined || --callsToKill > 0) return undefined
    callsToKill = undefined
    process.send?.("scriptKilled")
    return "kill"
  },
})
// The Worker's runtime would end this process before anything is saved.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.removeAllListeners(signal)
  process.on(signal, () => void office.close().then(() => process.exit(0)))
}
collectGarbage()
process.send?.("ready")
