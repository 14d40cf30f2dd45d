/**
 * A feed in documents (RFC 5005 §4): the one that is subscribed to, and fixed archives that it leads to, one after the
 * other, so that whoever looks seldom still misses nothing.
 */
import { bangkokDate, type IsoDate } from "../date/civil-date.ts"
import type { FeedEntry } from "./feed.ts"

/** Entries of an archive. */
const ARCHIVED = 100
/** What is subscribed to tells at least so many, whatever is archived of them. */
const NEWEST = 50

export type FeedDocument = {
  /** Newest first. */
  readonly entries: readonly FeedEntry[]
  /** Counted from the oldest; undefined for the document that is subscribed to. */
  readonly archive: number | undefined
  readonly previous: number | undefined
}

/** `all` are oldest first. Undefined where there is no such archive yet. */
export function feedDocument(
  all: readonly FeedEntry[],
  today: IsoDate,
  archive: number | undefined,
): FeedDocument | undefined {
  const archives = completeArchives(all, today)
  if (archive === undefined) {
    const from = Math.min(archives * ARCHIVED, Math.max(0, all.length - NEWEST))
    return { entries: all.slice(from).reverse(), archive, previous: archives || undefined }
  }
  if (archive < 1 || archive > archives) return undefined
  const entries = all.slice((archive - 1) * ARCHIVED, archive * ARCHIVED).reverse()
  return { entries, archive, previous: archive - 1 || undefined }
}

/** An entry may grow while its day lasts, so that an archive waits until the day of its last entry is over. */
function completeArchives(all: readonly FeedEntry[], today: IsoDate): number {
  let archives = Math.floor(all.length / ARCHIVED)
  while (archives > 0 && !isOver(all[archives * ARCHIVED - 1], today)) archives -= 1
  return archives
}

function isOver(entry: FeedEntry | undefined, today: IsoDate): boolean {
  return entry !== undefined && bangkokDate(entry.publishedAt) < today
}
