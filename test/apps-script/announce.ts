/** What a planner does at the gate: looks at what would become public, and ticks. */
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { tabOf } from "../../shared/columns.ts"
import { columnName } from "../../shared/sheet/a1.ts"
import { PLANNER_TICK_ROW } from "../../shared/sheet/protection.ts"
import type { InlineScript } from "./inline.ts"
import type { TestOffice } from "./office.ts"

const TICK = columnName(tabOf("status").columns.findIndex(({ key }) => key === "tick"))

/** Edits the tick of the gate by an editor, as one of the office. */
export function tickGate(
  editor: Pick<TestOffice["editor"], "edit">,
  spreadsheetId: string,
  as: string,
  value = "TRUE",
) {
  const range = `${TICK}${PLANNER_TICK_ROW + 1}`
  return editor.edit({ spreadsheetId, tab: tabOf("status").title, as, range, values: [[value]] })
}

/** Installs, and announces as the owner: from here on every scan publishes. */
export function installAnnounced(office: TestOffice, script: InlineScript): void {
  script.run("install")
  const ticked = tickGate(script.editor, office.spreadsheetId, SAMPLE_OWNER)
  if (!ticked.ok) throw new Error(ticked.message)
  script.run("onEdited")
}

/** The same with the script in threads of its own, where the tick fires its trigger. */
export async function hostAnnounced({ host, editor, spreadsheetId }: Announcing): Promise<void> {
  await host.run("install")
  const ticked = tickGate(editor, spreadsheetId, SAMPLE_OWNER)
  if (!ticked.ok) throw new Error(ticked.message)
  await editor.idle()
}

type Announcing = Pick<TestOffice, "host" | "editor" | "spreadsheetId">
