/** People and programs that read all the time, keep what they read, and expect never to see an error or an older record. */
import type { Dice } from "../faults/dice.ts"
import type { SoakOffice } from "./office-process.ts"
import type { Violations } from "./violations.ts"

const PATHS = [
  "/",
  "/2566",
  "/2566.json",
  "/index.json",
  "/2566/measures.csv",
  "/2566/reports.csv",
  "/2566/calendar.ics",
  "/2566/sections/2",
  "/2566/sections/3.json",
  "/changes",
  "/feed.json",
  "/feed.atom",
  "/notices",
  "/api/v1/pushes/2566",
  "/healthz",
]

export type ReadCounts = { full: number; notModified: number; whileDown: number }

const PAUSE_MS = 15
const TIMEOUT_MS = 15_000

/** Reads until `isOver`; the newest head of the log that was seen is kept in `heads`. */
export async function readForever(deps: {
  readonly office: SoakOffice
  readonly dice: Dice
  readonly violations: Violations
  readonly counts: ReadCounts
  readonly heads: Map<number, string>
  readonly isOver: () => boolean
}): Promise<void> {
  const { office, dice, violations, counts, heads, isOver } = deps
  const tags = new Map<string, string>()
  let newest = 0
  while (!isOver()) {
    await new Promise(resolve => setTimeout(resolve, office.isUp() ? PAUSE_MS : 10 * PAUSE_MS))
    const path = dice.oneOf(PATHS) ?? "/"
    const begun = { life: office.life(), up: office.isUp() }
    const isDisturbed = () => !begun.up || begun.life !== office.life() || !office.isUp()
    try {
      const tag = dice.happens(0.6) ? tags.get(path) : undefined
      const response = await fetch(`${office.publicUrl}${path}`, {
        headers: tag ? { "If-None-Match": tag } : {},
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      const text = await response.text()
      if (response.status === 304 && tag) counts.notModified++
      else if (response.status === 200) counts.full++
      else if (isDisturbed()) counts.whileDown++
      else
        violations.add(
          "an answer a reader should not see",
          `${path} ${response.status} ${text.slice(0, 200)}`,
        )
      const etag = response.headers.get("ETag")
      if (etag) tags.set(path, etag)
      if (response.status !== 200 || !/^\/(?:index|2566)\.json$/.test(path)) continue
      const { revision, head } = JSON.parse(text) as { revision: number; head: string }
      if (revision < newest) violations.add("the record went back", `${newest} then ${revision}`)
      newest = Math.max(newest, revision)
      const known = heads.get(revision)
      if (known !== undefined && known !== head)
        violations.add("a revision was two things", `${revision}: ${known} and ${head}`)
      heads.set(revision, head)
    } catch (error) {
      if (isDisturbed()) counts.whileDown++
      else violations.add("a reader got no answer", `${path}: ${String(error)}`)
    }
  }
}
