/** How the system is, for the office: counts alone, nobody's address and no text that is held back. */
import { alarmsOf, type SystemHealth } from "../due/alarm.ts"
import { waitingRows } from "../due/waiting.ts"
import type { MailHealth } from "../push/payload.ts"
import { latestRevision, type YearRecord } from "../record/record.ts"
import type { StatusPageView } from "./schema-log.ts"
import { troubleViews } from "./trouble.ts"
import { instantText, type ViewDay } from "./year.ts"

/** A year's record, and when its sheet was last heard of, in epoch milliseconds. */
export type SeenYear = { readonly record: YearRecord; readonly seenAt: number; readonly isStale: boolean }

export function statusPageView(
  years: readonly SeenYear[],
  mail: MailHealth,
  system: SystemHealth,
  { today, simulated, now }: ViewDay & { readonly now: number },
): StatusPageView {
  const { keyExpiresAt } = system
  return {
    today,
    simulated,
    troubles: troubleViews(alarmsOf(system, now), mail.trouble),
    keyExpiresAt: keyExpiresAt === null ? null : instantText(keyExpiresAt),
    years: years.flatMap(({ record, seenAt, isStale }) => {
      const latest = latestRevision(record)
      if (!latest) return []
      const waiting = waitingRows(record, today)
      return [
        {
          fiscalYear: record.fiscalYear,
          revision: latest.sequence,
          head: latest.head,
          updatedAt: instantText(latest.acceptedAt),
          seenAt: instantText(seenAt),
          stale: isStale,
          held: latest.held.length,
          asks: waiting.filter(each => each.why === "ask").length,
          longestWait: Math.max(0, ...waiting.map(each => each.days)),
        },
      ]
    }),
    mail: { lastSentAt: mail.lastSentAt, waiting: mail.waiting, dead: mail.dead },
  }
}
