import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bangkokMidnight, type IsoDate } from "../../../shared/date/civil-date.ts"
import type { FeedEntry } from "../../../shared/view/feed.ts"
import { countOf, feedDocument } from "../../../shared/view/feed-archive.ts"

const DAYS = ["2023-05-01", "2023-05-02", "2023-05-03", "2023-05-04"] as IsoDate[]

const tell = () => ({ title: "", text: "", path: "/" })

/** So many entries on each of these days. */
function entriesOf(counts: readonly number[]): FeedEntry[] {
  return counts.flatMap((count, at) =>
    Array.from({ length: count }, (_, n) => {
      const publishedAt = bangkokMidnight(DAYS[at] ?? ("2023-05-01" as IsoDate)) + n
      return { id: `${at}-${n}`, sequence: 1, publishedAt, updatedAt: publishedAt, tell }
    }),
  )
}

/** All that is told, newest first, from what is subscribed to back to the first archive. */
function followed(all: readonly FeedEntry[], today: IsoDate): string[] {
  const ids: string[] = []
  for (let number: number | undefined; ; ) {
    const document = feedDocument(all, countOf(all, today), number)
    ids.push(...(document?.entries ?? []).map(({ id }) => id))
    number = document?.previous
    if (number === undefined) return ids
  }
}

const counts = fc.array(fc.integer({ min: 0, max: 260 }), { minLength: 4, maxLength: 4 })

describe("whoever follows a feed to its first archive", () => {
  test("is told every entry, newest first, whatever day it is", () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...DAYS), (each, today) => {
        const known = entriesOf(each.map((count, at) => ((DAYS[at] ?? "") <= today ? count : 0)))
        expect([...new Set(followed(known, today))]).toEqual(known.map(({ id }) => id).reverse())
      }),
    )
  })

  test("finds in an archive what was there before, however much was told since", () => {
    fc.assert(
      fc.property(counts, each => {
        const [early, late] = [entriesOf(each.slice(0, 3)), entriesOf(each)]
        for (let number = 1; ; number += 1) {
          const before = feedDocument(early, countOf(early, "2023-05-03" as IsoDate), number)
          if (!before) break
          expect(feedDocument(late, countOf(late, "2023-05-04" as IsoDate), number)).toEqual(before)
        }
      }),
    )
  })
})

test("what is subscribed to tells at least the newest fifty, and no more than it must", () => {
  const all = entriesOf([100, 0, 0, 3])
  expect(feedDocument(all, countOf(all, "2023-05-04" as IsoDate), undefined)?.entries).toHaveLength(50)
  expect(
    feedDocument(
      entriesOf([100, 0, 0, 60]),
      countOf(entriesOf([100, 0, 0, 60]), "2023-05-04" as IsoDate),
      undefined,
    )?.entries,
  ).toHaveLength(60)
})

test.each([0, -1, 3])("archive %s of two is none", number => {
  expect(
    feedDocument(entriesOf([210]), countOf(entriesOf([210]), "2023-05-04" as IsoDate), number),
  ).toBeUndefined()
})
