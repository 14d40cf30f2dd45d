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

/** A list of entries, oldest first, of which some are at hand. */
type EntryCount = {
  /** How many there are, and how many of a day that is over: an entry may grow while its day lasts. */
  readonly total: number
  readonly over: number
  /** How many there are before the first at hand. */
  readonly from: number
}

/** `all` are oldest first. Undefined where there is no such archive yet. */
export function feedDocument(
  all: readonly FeedEntry[],
  count: EntryCount,
  archive: number | undefined,
): FeedDocument | undefined {
  const place = documentPlace(count, archive)
  if (!place) return undefined
  const entries = all.slice(place.from - count.from, place.to - count.from).reverse()
  return { entries, archive, previous: place.previous }
}

/** Which entries a document has, counted from the oldest. An archive waits until the day of its last entry is over. */
export function documentPlace(
  { total, over }: Pick<EntryCount, "total" | "over">,
  archive: number | undefined,
): { readonly from: number; readonly to: number; readonly previous: number | undefined } | undefined {
  const archives = Math.floor(over / ARCHIVED)
  if (archive === undefined) {
    const from = Math.min(archives * ARCHIVED, Math.max(0, total - NEWEST))
    return { from, to: total, previous: archives || undefined }
  }
  if (archive < 1 || archive > archives) return undefined
  return { from: (archive - 1) * ARCHIVED, to: archive * ARCHIVED, previous: archive - 1 || undefined }
}

/** Where all are at hand. */
export function countOf(all: readonly FeedEntry[], today: IsoDate): EntryCount {
  const over = all.filter(({ publishedAt }) => bangkokDate(publishedAt) < today).length
  return { total: all.length, over, from: 0 }
}
