/** Rows that D1 reads for the first answer of an isolate that knows nothing, beside what that answer shows. */

import { counting } from "../counted-database.ts"
import { FORMATS } from "./formats.ts"
import { loadBundle } from "./node-worker.ts"
import { createOffice, emptyDatabase, MEASURES, migrate } from "./plan-day.ts"
import { editedInTurn, planTabs } from "./plan-rows.ts"
import type { Comparison, Figure } from "./subject.ts"

const REVISIONS = 200
/** All edits of a year are spread over so many hours. */
const HOURS_APART = 6
const NOW = Date.UTC(2023, 2, 29, 3)
const HOUR = 3_600_000
/** So many more than it shows may be read for an answer. */
const BESIDE = 20

const ADDRESSES: readonly string[] = [
  ...Object.values(FORMATS),
  "/changes?page=2",
  "/log",
  "/feed.atom",
  "/2566/measures/m-00000001/feed.json",
  "/2566/sections/2/feed.atom",
]

export async function coldRows(): Promise<{ figures: Figure[]; comparisons: Comparison[] }> {
  const miniflare = emptyDatabase()
  const clock = { now: NOW }
  const realNow = Date.now
  const { deployed, remove } = await loadBundle()
  // Heads are fresh for two seconds of the machine's own clock.
  Date.now = () => clock.now
  try {
    const bound = await miniflare.getD1Database("DB", "d1")
    await migrate(bound)
    const db = bound as unknown as D1Database
    const office = createOffice(deployed, clock, at => planTabs(MEASURES, editedInTurn(MEASURES, at)))
    for (let at = 0; at < REVISIONS; at++) {
      await office.push(db, at)
      clock.now += HOURS_APART * HOUR
    }
    const lines: { name: string; values: number[] }[] = []
    for (const path of ADDRESSES) {
      await db.prepare("DELETE FROM kept_answer").run()
      const rows = { read: 0, written: 0 }
      const { text } = await office.ask(counting(db, rows), path)
      lines.push({ name: path, values: [rows.read, shownIn(path, text)] })
    }
    return {
      figures: [figureOf(lines)],
      comparisons: [
        {
          what: `${MEASURES} measures and ${REVISIONS} revisions, each of one row`,
          unit: "rows of D1",
          columns: ["read", "rows or lines shown"],
          lines,
        },
      ],
    }
  } finally {
    Date.now = realNow
    remove()
    await miniflare.dispose()
  }
}

function figureOf(lines: readonly { readonly values: readonly number[] }[]): Figure {
  const beside = lines.map(({ values: [read = 0, shown = 0] }) => read - shown)
  return {
    what: "rows read beside those shown, of the address with the most",
    value: Math.max(...beside),
    unit: "rows",
    aim: { atMost: BESIDE },
  }
}

/** Rows of tables, entries of feeds, events of calendars, lines of history: what a reader counts in it. */
function shownIn(path: string, text: string): number {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  if (path.endsWith(".ics")) return count(/BEGIN:VEVENT/g)
  if (path.endsWith(".csv")) return count(/\r\n/g)
  if (path.endsWith(".atom")) return count(/<entry>/g)
  if (path.endsWith(".xlsx")) return REVISIONS + MEASURES
  if (path.includes("feed.json")) return count(/"content_text"/g)
  if (path.endsWith(".json")) return count(/"id":"/g)
  return count(path.startsWith("/changes") || path.startsWith("/log") ? /<li>|<tr/g : /<tr[ >]/g)
}
