/** The Worker's judge beside a scan: whatever a scan would push must be taken, on what was taken before. */
import { bangkokDate } from "../../../shared/date/civil-date.ts"
import { isPrivateName } from "../../../shared/row/name.ts"
import type { PrivateRow, Row } from "../../../shared/row/row.ts"
import type { Change } from "../../../shared/scan/change.ts"
import { isAccepted, type Memory } from "../../../shared/sheet/memory.ts"
import { changeFaults } from "../../../shared/table/judge.ts"
import { ORIGIN } from "./office-fixture.ts"

/** What every digest stands for that a scan of this process published, after what stood there before it. */
const versionsByDigest = new Map<string, readonly (Row | PrivateRow)[]>()

/** Why the Worker would not take a part of a push that a scan made on a memory; empty, or the two disagree. */
export function judgedFaults(change: Change, memory: Memory, now: number): string[] {
  const versionsOf = (name: string) => versionsByDigest.get(memory.rowsByName.get(name)?.digest ?? "") ?? []
  for (const { name, disclosure } of [...change.rows, ...change.privateRows])
    versionsByDigest.set(disclosure.digest, [...versionsOf(name), disclosure.value as Row])
  const names = [...memory.rowsByName.keys()].filter(name => isAccepted(memory, name) && !isPrivateName(name))
  const versionsByName = new Map(names.map(name => [name, versionsOf(name) as readonly Row[]]))
  const secret = versionsOf("secret/allowList").at(-1)
  const allowList = secret?.kind === "secret" ? secret.value : ""
  return changeFaults(
    {
      rows: change.rows.map(({ name, disclosure }) => ({ name, row: disclosure.value as Row })),
      privateRows: change.privateRows.map(({ name, disclosure }) => ({
        name,
        row: disclosure.value as PrivateRow,
      })),
      gone: change.gone,
    },
    { names: new Set(names), versionsByName, allowList },
    { fiscalYear: 2566, today: bangkokDate(now + 600_000), origin: ORIGIN },
  )
}
