import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { condense } from "../../../shared/record/condense.ts"
import { namesBefore, withPast } from "../../../shared/record/past.ts"
import type { Entry, WholeRecord } from "../../../shared/record/record.ts"
import { feedEntries, rowsOfScope } from "../../../shared/view/feed.ts"
import { changesOf } from "../../../shared/view/history.ts"
import { recordOf } from "../due/fixture.ts"
import { randomHistory } from "./random-history.ts"

const HOST = "office.example"

function entriesOf({ versionsByName }: WholeRecord): Entry[] {
  return Array.from(versionsByName, ([name, all]) => all.map(each => ({ ...each, name }))).flat()
}

/** The record as it stands, with the revisions from one to another and what stood just before. */
function tellingBetween(whole: WholeRecord, from: number, to: number) {
  const isIn = ({ sequence }: { sequence: number }) => sequence >= from && sequence <= to
  const entries = entriesOf(whole).filter(isIn)
  const revisions = whole.revisions.filter(isIn)
  const before = namesBefore(condense(whole), { revisions, entries }).flatMap(name => {
    const [newest] = (whole.versionsByName.get(name) ?? []).filter(each => each.sequence < from).slice(-1)
    return newest ? [{ ...newest, name }] : []
  })
  return withPast(condense(whole), { revisions, entries: [...entries, ...before] }, { from, to })
}

describe("a record as it stands", () => {
  test("tells of any stretch of revisions what the whole log tells, from those and what stood just before", () => {
    fc.assert(
      fc.property(randomHistory, fc.nat(), fc.nat(), ({ changes }, first, length) => {
        const whole = recordOf(...changes)
        const from = 1 + (first % whole.revisions.length)
        const to = Math.min(whole.revisions.length, from + (length % 20))
        const told = tellingBetween(whole, from, to)
        const isIn = ({ sequence }: { sequence: number }) => sequence >= from && sequence <= to
        expect(changesOf(told)).toEqual(changesOf(whole).filter(isIn))
      }),
      { numRuns: 150 },
    )
  })

  test("tells of the rows of a measure and of a section what the whole log tells", () => {
    const scopes = [
      ...["m-00000001", "m-00000002", "m-00000003"].map(id => ({ of: "measure" as const, id })),
      ...["1", "2", "3"].map(slug => ({ of: "section" as const, slug })),
    ]
    fc.assert(
      fc.property(randomHistory, fc.constantFrom(...scopes), ({ changes }, scope) => {
        const whole = recordOf(...changes)
        const standing = condense(whole)
        const names = new Set(rowsOfScope(standing, scope))
        const entries = entriesOf(whole).filter(({ name }) => names.has(name))
        const tells = { from: 1, to: Number.POSITIVE_INFINITY, names }
        const told = withPast(standing, { revisions: whole.revisions, entries }, tells)
        const said = (record: typeof told) =>
          feedEntries([record], scope, HOST).map(({ tell, ...entry }) => ({ ...entry, ...tell() }))
        expect(said(told)).toEqual(said(whole))
      }),
      { numRuns: 150 },
    )
  })
})
