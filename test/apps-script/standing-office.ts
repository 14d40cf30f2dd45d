/** What most files here begin with: an announced office with the script in this thread, put back before each test. */
import { afterAll, beforeEach } from "vitest"
import { SAMPLE_OWNER } from "../../local/sample/office.ts"
import { installAnnounced } from "./announce.ts"
import { type InlineScript, inlineScript } from "./inline.ts"
import { keepState, openOffice, type TestOffice } from "./office.ts"
import { personAt } from "./people.ts"

export type StandingOffice = {
  readonly office: TestOffice
  readonly script: InlineScript
  /** Whoever edits the measures. */
  readonly person: ReturnType<typeof personAt>
  /** Back to how each test finds it. */
  readonly reset: () => void
}

/** Awaited at the top of a file. `prepare` does what all its tests find done, the announcement unless it says otherwise. */
export async function standingOffice(
  prepare: (opened: Omit<StandingOffice, "reset">) => void = announced,
): Promise<StandingOffice> {
  const office = await openOffice()
  afterAll(() => office.close())
  const opened = { office, script: inlineScript(office, SAMPLE_OWNER), person: personAt(office) }
  prepare(opened)
  const reset = keepState(office)
  beforeEach(reset)
  return { ...opened, reset }
}

export function announced({ office, script }: Omit<StandingOffice, "reset">): void {
  installAnnounced(office, script)
}
