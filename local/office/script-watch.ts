/** What became of the script's runs: at Google its owner gets a mail, here the page and the terminal say it. */
import type { FiringListener } from "../google/edit/editing.ts"

type ScriptWatch = {
  readonly onFiring: FiringListener
  /** Of the last run, when it failed. */
  fault(): string | undefined
}

export function createScriptWatch(log: (text: string) => void): ScriptWatch {
  let fault: string | undefined
  return {
    onFiring(firing) {
      if (firing.outcome === "dropped") return
      if (firing.outcome === "ran") {
        fault = undefined
        return
      }
      const { error } = firing
      fault = `สคริปต์ของตารางทำงานไม่สำเร็จ: ${error instanceof Error ? error.message : String(error)}`
      log(error instanceof Error ? (error.stack ?? fault) : fault)
    },
    fault: () => fault,
  }
}
