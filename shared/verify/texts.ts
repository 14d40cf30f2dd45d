/** The texts of a year's pushes: each signed, none missing, and the table they make the one that was signed. */
import * as z from "zod/mini"
import { stateOf } from "../push/payload.ts"
import {
  type Hash,
  hashSchema,
  readDisclosure,
  readExactDisclosure,
  type SplitPush,
  type TextCodec,
} from "../push/sd-jwt.ts"
import { type Entry, foldRecord, type Revision, type WholeRecord } from "../record/record.ts"
import { isPrivateName, rowName } from "../row/name.ts"
import type { Acts, LoggedPush } from "./acts.ts"
import type { Door } from "./door.ts"
import { type Fault, faultsAt } from "./fault.ts"
import { createRowReader } from "./read-rows.ts"

/** `/api/v1/pushes/<year>`. */
export const pushListSchema = z.object({
  fiscalYear: z.int(),
  simulated: z.boolean(),
  pushes: z.array(
    z.object({
      sequence: z.int(),
      head: hashSchema,
      acceptedAt: z.string(),
      redacted: z.array(z.object({ name: z.string(), digest: hashSchema })),
    }),
  ),
})
export type PushList = z.infer<typeof pushListSchema>

export type YearTexts = {
  readonly record: WholeRecord
  readonly texts: number
  readonly redacted: number
  readonly faults: readonly Fault[]
}

export type FetchedYear = {
  readonly list: PushList
  /** The parts of the push of a sequence; undefined where none came, or what came is no push. */
  readonly push: (sequence: number) => SplitPush | undefined
}

/**
 * `isOld` tells of which instants the rules of before may hold: what a report was worth before there was a rule is written
 * beside the log, where nobody sees it.
 */
export async function judgeTexts(
  fiscalYear: number,
  year: FetchedYear,
  { pushesByYear, redactions, isLogged }: Acts,
  { codec, digests }: Pick<Door, "codec" | "digests">,
): Promise<YearTexts> {
  const pushes = pushesByYear.get(fiscalYear) ?? []
  const listed = new Map(year.list.pushes.map(each => [each.sequence, each]))
  const table = new Map<string, Hash>()
  const entries: Entry[] = []
  const faults: Fault[] = []
  const reader = { codec, digests, readRow: createRowReader() }
  let [texts, redacted] = [0, 0]
  for (const push of pushes) {
    const place = placeOfPush(fiscalYear, push)
    const line = listed.get(push.payload.sequence)
    const named = new Map(line?.redacted.map(({ digest, name }) => [digest, name]))
    const read = await readTexts(push, place, year.push(push.payload.sequence), reader)
    faults.push(...listFaults(place, push, line), ...read.faults)
    const lines = read.lines.map(({ digest, name, row }) => {
      if (name !== undefined) return { digest, name, row }
      redacted++
      const isKnown = redactions.has(digest) || !named.has(digest) || !isLogged
      faults.push(...faultsAt(`${place}#${digest}`, [[isKnown, "redactedUnlogged"]]))
      return { digest, name: redactions.get(digest)?.name ?? named.get(digest), row: null }
    })
    texts += lines.filter(({ row }) => row).length
    faults.push(...apply(table, push, place, lines, codec))
    entries.push(...entriesOf(push, lines))
  }
  const last = pushes[pushes.length - 1]?.payload.sequence ?? 0
  for (const { sequence } of year.list.pushes)
    faults.push(...faultsAt(`/api/v1/pushes/${fiscalYear}/${sequence}`, [[sequence <= last, "pushUnlogged"]]))
  const revisions: Revision[] = pushes.map(({ payload, head, acceptedAt }) => {
    return { sequence: payload.sequence, head, acceptedAt, held: payload.held }
  })
  return { record: foldRecord(fiscalYear, revisions, entries), texts, redacted, faults }
}

function placeOfPush(fiscalYear: number, { payload }: LoggedPush): string {
  return `/api/v1/pushes/${fiscalYear}/${payload.sequence}`
}

function listFaults(
  place: string,
  { head, acceptedAt }: LoggedPush,
  line: PushList["pushes"][number] | undefined,
): Fault[] {
  return faultsAt(place, [
    [line !== undefined, "pushMissing"],
    [!line || (line.head === head && Date.parse(line.acceptedAt) === acceptedAt), "listOther"],
  ])
}

type Line = {
  readonly digest: Hash
  /** Undefined for one without a text. */
  readonly name: string | undefined
  readonly row: Entry["row"]
}

type Reader = Pick<Door, "codec" | "digests"> & {
  readonly readRow: ReturnType<typeof createRowReader>
}

/** Each digest of the push in its order, with its text where there is one. */
async function readTexts(
  push: LoggedPush,
  place: string,
  served: SplitPush | undefined,
  { codec, digests, readRow }: Reader,
): Promise<{ lines: Line[]; faults: Fault[] }> {
  const faults = faultsAt(place, [
    [served !== undefined, "pushMissing"],
    [!served || served.signed === push.signed, "pushOther"],
  ])
  const read = push.isCanonical ? readExactDisclosure : readDisclosure
  const encoded = served?.disclosures ?? []
  /** What was said behind each digest; undefined until its text comes. */
  const found = new Map<string, { readonly value: unknown } | undefined>()
  for (const row of push.payload.rows) found.set(row["..."], undefined)
  for (const [at, digest] of (await digests(encoded)).entries()) {
    const said = read(encoded[at] ?? "", codec)
    if (!said) faults.push({ code: "textUnread", place })
    else if (!found.has(digest) || found.get(digest)) faults.push({ code: "textUnsigned", place })
    else found.set(digest, said)
  }
  const lines = push.payload.rows.map(({ "...": digest }): Line => {
    const said = found.get(digest)
    const row = said && readRow(said.value)
    if (said && !row) faults.push({ code: "textUnread", place: `${place}#${digest}` })
    return row ? { digest, name: rowName(row), row } : { digest, name: undefined, row: null }
  })
  return { lines, faults }
}

type NamedLine = Line & { readonly row: Entry["row"] }

function apply(
  table: Map<string, Hash>,
  { payload }: LoggedPush,
  place: string,
  lines: readonly NamedLine[],
  codec: TextCodec,
): Fault[] {
  const faults: Fault[] = []
  const seen = new Set<string>()
  for (const { digest, name } of lines) {
    if (name === undefined) {
      faults.push({ code: "textLost", place: `${place}#${digest}` })
      continue
    }
    if (seen.has(name)) faults.push({ code: "nameTwice", place: `${place}#${name}` })
    seen.add(name)
    table.set(name, digest)
  }
  for (const name of payload.gone.filter(each => !isPrivateName(each))) {
    faults.push(
      ...faultsAt(`${place}#${name}`, [
        [table.has(name), "goneUnknown"],
        [!seen.has(name), "nameTwice"],
      ]),
    )
    table.delete(name)
  }
  const state = stateOf(
    Array.from(table, ([name, digest]) => ({ name, digest })),
    codec,
  )
  // A lost text has no name either: one cause is told once.
  const isTold = lines.some(({ name }) => name === undefined)
  return [...faults, ...faultsAt(place, [[isTold || state === payload.state, "state"]])]
}

function entriesOf({ payload, acceptedAt }: LoggedPush, lines: readonly NamedLine[]): Entry[] {
  const { sequence, gone } = payload
  const set = lines.flatMap(({ digest, name, row }): Entry[] =>
    name === undefined ? [] : [{ sequence, acceptedAt, name, digest, row }],
  )
  const withdrawn = gone
    .filter(name => !isPrivateName(name))
    .map((name): Entry => ({ sequence, acceptedAt, name, digest: null, row: null }))
  return [...set, ...withdrawn]
}
