/**
 * A whole record judged from its public addresses alone. Fetching, keys and clocks are the host's: the same is done on a
 * command line and in a browser.
 */
import * as z from "zod/mini"
import type { LogEntry } from "../log/entry.ts"
import type { VerifySignature } from "../log/note.ts"
import type { WitnessPolicy } from "../log/policy.ts"
import { tileAt, tilePath } from "../log/tile.ts"
import type { Sha256 } from "../log/tree.ts"
import { type Hash, splitSdJwt, type TextCodec } from "../push/sd-jwt.ts"
import { findRow, type YearRecord } from "../record/record.ts"
import { parseJson } from "../row/json.ts"
import { type Acts, judgeActs, type OfficeKey, pushEntries, type VerifyOffice } from "./acts.ts"
import { type Fault, faultsAt, type Unproved } from "./fault.ts"
import type { LostKeyFound } from "./lost-keys.ts"
import type { Seen } from "./seen.ts"
import { type FetchedYear, judgeTexts, type PushList, pushListSchema } from "./texts.ts"
import { checkpointOf, filesOfTree, type JudgedTree, judgeGrowth, judgeTree, LOG_PREFIX } from "./tree.ts"
import { type FetchedViews, judgeViews, pagesOfYear } from "./views.ts"
import { judgeWitnesses } from "./witnesses.ts"

/** What a host does for the verifier. */
export type Door = {
  /** The bytes at an address of the record; undefined for 404. @throws where it could not be read */
  readonly get: (path: string) => Promise<Uint8Array | undefined>
  readonly verifyLog: VerifySignature
  readonly verifyOffice: VerifyOffice
  readonly sha256: Sha256
  readonly codec: TextCodec
  /** UTF-8. @throws for bytes that are none */
  readonly readText: (bytes: Uint8Array) => string
  readonly readCsv: (text: string) => readonly (readonly string[])[]
  /** How many requests may be open at once. */
  readonly width: number
  readonly tell: (done: number, of: number) => void
}

export type Asked = {
  /** The log's key from an earlier visit or a mail. */
  readonly keptKey?: string | undefined
  readonly seen?: Seen | undefined
  /** Which witnesses are believed, and how many are enough. */
  readonly policy?: WitnessPolicy | undefined
}

export type Verdict = {
  readonly office: string
  readonly origin: string | undefined
  readonly checkpoint: string | undefined
  readonly vkey: string | undefined
  /** How much was looked at. */
  readonly counts: Readonly<Record<Counted, number>>
  readonly heads: readonly { readonly fiscalYear: number; readonly revision: number; readonly head: Hash }[]
  readonly unproved: readonly Unproved[]
  /** Texts that may not be shown any more, as the log has it. */
  readonly redactions: readonly Extract<LogEntry, { type: "redaction" }>[]
  /** Keys that somebody else may hold, each with what it signed since. */
  readonly lost: readonly LostKeyFound[]
  /** In the order of what is found out first. */
  readonly faults: readonly Fault[]
}
type Counted =
  | "witnesses"
  | "entries"
  | "countersigned"
  | "pushes"
  | "heartbeats"
  | "texts"
  | "redacted"
  | "rows"
  | "seen"

const jwksSchema = z.object({
  keys: z.array(z.object({ kid: z.string(), n: z.string(), e: z.string(), exp: z.optional(z.int()) })),
})
const yearsSchema = z.object({ years: z.array(z.object({ fiscalYear: z.int() })) })

/** While a record is read it may grow: then it is read again. */
const TRIES = 4

/** @throws whatever the door throws */
export async function verifyRecord(door: Door, asked: Asked): Promise<Verdict> {
  for (let left = TRIES; ; left--) {
    const fetched = await fetchHead(door)
    const verdict = await judge(door, fetched, asked)
    const after = await textAt(door, "/log/checkpoint")
    if (verdict.faults.length === 0 || after === fetched.note || left === 1) return verdict
  }
}

type Head = {
  readonly note: string | undefined
  readonly vkey: string | undefined
  readonly office: string | undefined
  readonly keys: readonly OfficeKey[]
  readonly years: readonly number[]
}

async function fetchHead(door: Door): Promise<Head> {
  const note = await textAt(door, "/log/checkpoint")
  const years = yearsSchema.safeParse(parseJson((await textAt(door, "/api/v1/years")) ?? "")).data?.years
  return {
    note,
    vkey: await textAt(door, "/log/vkey"),
    office: await textAt(door, "/log/office"),
    keys:
      jwksSchema.safeParse(parseJson((await textAt(door, "/.well-known/jwks.json")) ?? "")).data?.keys ?? [],
    years: years?.map(({ fiscalYear }) => fiscalYear) ?? [],
  }
}

async function judge(door: Door, head: Head, { keptKey, seen, policy }: Asked): Promise<Verdict> {
  const years = new Map<number, FetchedYear>()
  for (const year of head.years) years.set(year, await fetchYear(door, year))
  const tree = head.note === undefined ? undefined : await treeOf(door, head, keptKey)
  const witnesses = policy && (await judgeWitnesses(head.note ?? "", policy, door.verifyLog))
  const entries = tree?.entries ?? [...years].flatMap(([, year]) => entriesOf(year))
  const simulated = [...years.values()].some(({ list }) => list.simulated)
  const acts = await judgeActs(entries, index => placeOfEntry(tree, index), {
    ...{ keys: head.keys, verify: door.verifyOffice, codec: door.codec },
    ...{ simulated, isLogged: tree !== undefined, office: head.office },
    rootAt: tree?.rootAt ?? (() => undefined),
  })
  const judged = [...new Set([...years.keys(), ...acts.pushesByYear.keys()])]
    .sort((a, b) => a - b)
    .map(year => ({ year, ...judgeTexts(year, years.get(year) ?? noYear(year), acts, door.codec) }))
  const officeId = officeOf(acts)
  const views = []
  for (const { year, record } of judged)
    views.push(
      judgeViews(record, await fetchViews(door, year), {
        ...{ officeId, oldUntil: acts.keysSince ?? Number.POSITIVE_INFINITY },
      }),
    )
  const ledBy = new Set([keptKey?.trim(), ...(tree?.replacedKeys ?? [])])
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const faults = [
    ...(tree?.faults ?? []),
    ...(witnesses?.faults ?? []),
    ...(seen ? seenFaults(tree, acts, seen) : []),
    ...acts.faults,
    ...faultsAt("/log/vkey", [[!acts.lost.some(({ key }) => ledBy.has(key)), "keyLost"]]),
    ...judged.flatMap(each => each.faults),
    ...views.flatMap(each => each.faults),
  ]
  return {
    ...{
      office: officeName(judged, officeId),
      origin: tree?.checkpoint?.origin,
      checkpoint: head.note,
      vkey: head.vkey,
    },
    counts: {
      ...{ entries: tree?.entries.length ?? 0, countersigned: acts.countersigned?.entries ?? 0 },
      ...{ heartbeats: acts.heartbeats, witnesses: witnesses?.signed ?? 0 },
      pushes: sum([...acts.pushesByYear.values()].map(pushes => pushes.length)),
      ...{
        texts: sum(judged.map(({ texts }) => texts)),
        redacted: sum(judged.map(({ redacted }) => redacted)),
      },
      rows: sum(views.map(({ rows }) => rows)),
      seen: seen ? seen.trees.length + seen.heads.length + seen.hashes.length : 0,
    },
    heads: [...acts.pushesByYear].map(([fiscalYear, pushes]) => {
      const last = pushes[pushes.length - 1]
      return { fiscalYear, revision: last?.payload.sequence ?? 0, head: last?.head ?? ("" as Hash) }
    }),
    unproved: unprovedOf([
      [tree === undefined, "noLog"],
      [tree !== undefined && keptKey === undefined, "keyFetched"],
      [tree !== undefined && tree.replacedKeys.length > 0, "keyReplaced"],
      [tree !== undefined && !seen?.trees.length, "noSince"],
      [tree !== undefined && !policy, "noWitness"],
      [tree !== undefined && (acts.countersigned?.entries ?? 0) < tree.entries.length, "countersign"],
      [judged.some(({ redacted }) => redacted > 0), "redacted"],
      [simulated, "simulated"],
      [views.some(({ withLinks }) => withLinks > 0), "links"],
      [true, "privateRows"],
      [true, "sheet"],
    ]),
    redactions: entries.flatMap(each => (each?.type === "redaction" ? [each] : [])),
    lost: acts.lost,
    faults,
  }
}

function unprovedOf(each: readonly (readonly [boolean, Unproved])[]): Unproved[] {
  return each.filter(([isOpen]) => isOpen).map(([, code]) => code)
}

/** As it signed its name last; its id where it never did. */
function officeName(judged: readonly { readonly record: YearRecord }[], officeId: string): string {
  const names = judged.map(({ record }) => findRow(record, "setting", "office")?.row.value ?? "")
  return names.reduce((newest, name) => name || newest, officeId)
}

function officeOf({ pushesByYear }: Acts): string {
  for (const [push] of pushesByYear.values()) if (push) return push.payload.iss
  return ""
}

async function treeOf(
  door: Door,
  { note = "", vkey = "" }: Head,
  keptKey: string | undefined,
): Promise<JudgedTree> {
  const paths = filesOfTree(checkpointOf(note)?.size ?? 0).map(tilePath)
  const found = await all(door, paths, path => door.get(LOG_PREFIX + path))
  const files = new Map(paths.map((path, at) => [path, found[at]]))
  return judgeTree({ note, vkey, keptKey, file: path => files.get(path) }, door)
}

function placeOfEntry(tree: JudgedTree | undefined, index: number): string {
  if (!tree?.checkpoint) return `/api/v1/pushes#${index}`
  return `${LOG_PREFIX}${tilePath(tileAt("entries", index, tree.checkpoint.size))}#${index}`
}

/** What was kept must be what the first entries are, or what the revision is. */
function seenFaults(
  tree: JudgedTree | undefined,
  { pushesByYear }: Acts,
  { trees, heads, hashes }: Seen,
): Fault[] {
  const grown = trees.flatMap(seen =>
    tree ? judgeGrowth(tree, seen) : [{ code: "noteUnread", place: "/log/checkpoint" } as const],
  )
  const met = heads.flatMap(({ fiscalYear, revision, head }) =>
    faultsAt(`/api/v1/pushes/${fiscalYear}/${revision}`, [
      [pushesByYear.get(fiscalYear)?.[revision - 1]?.head === head, "headOther"],
    ]),
  )
  const own = [...pushesByYear.values()].flatMap(pushes => pushes.map(({ head }) => head))
  const known = hashes.flatMap(hash =>
    faultsAt("/log", [[own.some(head => head.startsWith(hash)), "headUnknown"]]),
  )
  return [...grown, ...met, ...known]
}

/** Without a tree, in the order of each year. */
function entriesOf({ list, body }: FetchedYear) {
  return pushEntries(
    list.pushes.flatMap(({ sequence, acceptedAt }) => {
      const signed = splitSdJwt(body(sequence) ?? "")?.signed
      return signed === undefined ? [] : [{ signed, acceptedAt }]
    }),
  )
}

function noYear(fiscalYear: number): FetchedYear {
  return { list: { fiscalYear, simulated: false, pushes: [] }, body: () => undefined }
}

async function fetchYear(door: Door, year: number): Promise<FetchedYear> {
  const list: PushList =
    pushListSchema.safeParse(parseJson((await textAt(door, `/api/v1/pushes/${year}`)) ?? "")).data ??
    noYear(year).list
  const sequences = list.pushes.map(({ sequence }) => sequence)
  const bodies = await all(door, sequences, sequence => textAt(door, `/api/v1/pushes/${year}/${sequence}`))
  const bySequence = new Map(sequences.map((sequence, at) => [sequence, bodies[at]]))
  return { list, body: sequence => bySequence.get(sequence) }
}

async function fetchViews(door: Door, year: number): Promise<FetchedViews> {
  const json = parseJson((await textAt(door, `/${year}.json`)) ?? "")
  const csvAt = async (path: string) => {
    const text = await textAt(door, path)
    return text === undefined ? undefined : door.readCsv(text)
  }
  const numbers = Array.from({ length: pagesOfYear(json) }, (_, at) => at + 1)
  const print = await all(door, numbers, page => textAt(door, `/${year}/print.json?page=${page}`))
  const pages = await all(door, numbers, page => textAt(door, `/${year}?page=${page}`))
  return {
    json,
    measuresCsv: await csvAt(`/${year}/measures.csv`),
    reportsCsv: await csvAt(`/${year}/reports.csv`),
    calendar: await textAt(door, `/${year}/calendar.ics`),
    print: print.map(text => parseJson(text ?? "")),
    pages: pages.map(text => text ?? ""),
  }
}

/** Blank for bytes that are no UTF-8, which then reads as nothing that was asked for. */
async function textAt({ get, readText }: Door, path: string): Promise<string | undefined> {
  const bytes = await get(path)
  try {
    return bytes && readText(bytes)
  } catch {
    return ""
  }
}

/** In the order given, a few at once. */
async function all<T, R>(
  { width, tell }: Door,
  given: readonly T[],
  read: (each: T) => Promise<R>,
): Promise<R[]> {
  const found: R[] = []
  let [next, done] = [0, 0]
  const walk = async () => {
    for (let at = next++; at < given.length; at = next++) {
      found[at] = await read(given[at] as T)
      tell(++done, given.length)
    }
  }
  await Promise.all(Array.from({ length: Math.min(width, given.length) }, walk))
  return found
}
