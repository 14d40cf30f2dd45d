/** The triggers of this account. Each account sees only its own, so they are made anew rather than added to. */
import type { Config } from "./config.ts"

/** Minutes between clock scans: four an hour stay far under a consumer account's daily trigger time. */
const CLOCK_MINUTES = 15

export function deleteTriggers(): void {
  for (const trigger of ScriptApp.getProjectTriggers()) ScriptApp.deleteTrigger(trigger)
}

export function createTriggers({ spreadsheets }: Config): void {
  for (const { id } of spreadsheets) {
    ScriptApp.newTrigger("onEdited").forSpreadsheet(id).onEdit().create()
    ScriptApp.newTrigger("onChanged").forSpreadsheet(id).onChange().create()
  }
  ScriptApp.newTrigger("onClock").timeBased().everyMinutes(CLOCK_MINUTES).create()
}

/** Every trigger that should be there, once, and no other. */
export function areTriggersRight({ spreadsheets }: Config): boolean {
  const wanted = ["onClock ", ...spreadsheets.flatMap(({ id }) => [`onEdited ${id}`, `onChanged ${id}`])]
  const found = ScriptApp.getProjectTriggers().map(
    trigger => `${trigger.getHandlerFunction()} ${trigger.getTriggerSourceId() ?? ""}`,
  )
  return found.sort().join("\n") === wanted.sort().join("\n")
}
