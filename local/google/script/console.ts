/** console and Logger: lines go to the run's log. */
import { format } from "node:util"
import { guard } from "./guard.ts"

export function createConsole(log: (line: string) => void) {
  const lines: string[] = []
  const write = (...values: unknown[]) => log(format(...values))
  const Logger = guard("Logger", {
    clear: () => void lines.splice(0),
    getLog: () => lines.join("\n"),
    log(...values: unknown[]) {
      const line = format(...values)
      lines.push(line)
      log(line)
      return Logger
    },
  })
  return { console: guard("console", { log: write, info: write, warn: write, error: write }), Logger }
}
