/**
 * A whole record judged from its public addresses alone. Fetching, keys and clocks are the host's: the same is done on a
 * command line and in a browser.
 */
import * as z from "zod/mini"
import type { LogEntry } from "../log/entry.ts"
import type { WitnessPolicy } from "../log/policy.ts"
import { tileAt, tilePath } from "../log/tile.ts"
import type { Hash } from "../push/sd-jwt.ts"
import { findRow, type YearRecord } from "../record/record.ts"
import { parseJson } from "../row/json.ts"
import { type Acts, judgeActs, type OfficeKey } from "./acts.ts"
import { addressesOfAll, addressesOfYear } from "./addresses.ts"
import { all, type Door, textAt } from "./door.ts"
import { type Fault, faultsAt, type Unproved } from "./fault.ts"
import { fetchViews } from "./fetch-views.ts"
import { entriesOfYears, fetchLogged, fetchPushes, fetchPushList } from "./fetch-years.ts"
import { type Held, holdAddresses } from "./hold.ts"
import type { LostKeyFound } from "./lost-keys.ts"
import { holdNotices } from "./notices.ts"
import type { Seen } from "./seen.ts"
import { type FetchedYear, judgeTexts, type PushList, type YearTexts } from "./texts.ts"
import { checkpointOf, filesOfTree, type JudgedTree, judgeGrowth, judgeTree, LOG_PREFIX } from "./tree.ts"
import { type JudgedViews, judgeViews } from "./views.ts"
import { watch } from "./watch.ts"
import { judgeWitnesses } from "./witnesses.ts"

export type Asked = {
  /** The log's key from an earlier visit or a mail. */
  readonly keptKey?: string | undefined
  readonly seen?: Seen | undefined
  /** Which witnesses are believed, and how many are enough. */
  readonly policy?: WitnessPolicy | undefined
  /** The one year whose texts and pages are at hand: what is judged is a file of it (`shared/bundle`), and no site. */
  readonly onlyYear?: number | undefined
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

/** A record that changes while it is read is read again. */
const TRIES = 4

/** @throws whatever the door throws */
export async function verifyRecord(door: Door, asked: Asked): Promise<Verdict> {
  for (let left = TRIES; ; left--) {
    const watched = watch(door)
    const verdict = await judge(watched.door, await fetchHead(watched.door), asked)
    if (verdict.faults.length === 0 || left === 1 || !(await watched.hasChanged())) return verdict
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

async function judge(door: Door, head: Head, asked: Asked): Promise<Verdict> {
  const { keptKey, policy, onlyYear } = asked
  const isWanted = (year: number) => onlyYear === undefined || year === onlyYear
  const lists: PushList[] = []
  for (const year of head.years.filter(isWanted)) lists.push(await fetchPushList(door, year))
  const tree = head.note === undefined ? undefined : await treeOf(door, head, keptKey)
  const witnesses = policy && (await judgeWitnesses(head.note ?? "", policy, door.verifyLog))
  const plain: FetchedYear[] = []
  if (!tree) for (const list of lists) plain.push(await fetchPushes(door, list))
  const entries = tree?.entries ?? entriesOfYears(plain)
  const simulated = lists.some(list => list.simulated)
  const acts = await judgeActs(entries, index => placeOfEntry(tree, index), {
    ...{ keys: head.keys, verify: door.verifyOffice, codec: door.codec },
    ...{ simulated, isLogged: tree !== undefined, office: head.office },
    rootAt: tree?.rootAt ?? (() => undefined),
  })
  const logged = tree && (await fetchLogged(door, lists, entries, acts))
  const years = new Map((logged?.years ?? plain).map(year => [year.list.fiscalYear, year]))
  const judged: (YearTexts & { readonly year: number })[] = []
  for (const year of [...new Set([...years.keys(), ...acts.pushesByYear.keys()])].sort((a, b) => a - b))
    if (isWanted(year))
      judged.push({ year, ...(await judgeTexts(year, years.get(year) ?? noYear(year), acts, door)) })
  const judging = { officeId: officeOf(acts), oldUntil: acts.keysSince ?? Number.POSITIVE_INFINITY }
  const isFile = onlyYear !== undefined
  const views: JudgedViews[] = []
  for (const { year, record } of judged) views.push(judgeViews(record, await fetchViews(door, year), judging))
  return verdictOf(head, asked, {
    ...{ tree, witnesses, entries, acts, judged, views, simulated },
    textFaults: logged?.faults ?? [],
    // A file holds no others.
    held: isFile ? [] : await holdOthers(door, views, entries, simulated),
  })
}

/** What was found out, in the order of doing so. */
type Found = {
  readonly tree: JudgedTree | undefined
  readonly witnesses: Awaited<ReturnType<typeof judgeWitnesses>> | undefined
  readonly entries: readonly (LogEntry | undefined)[]
  readonly acts: Acts
  readonly textFaults: readonly Fault[]
  readonly judged: readonly YearTexts[]
  readonly views: readonly JudgedViews[]
  /** What else is published. */
  readonly held: readonly Held[]
  readonly simulated: boolean
}

function verdictOf(head: Head, asked: Asked, found: Found): Verdict {
  const { tree, witnesses, acts, judged, views } = found
  const { keptKey, seen } = asked
  const ledBy = new Set([keptKey?.trim(), ...(tree?.replacedKeys ?? [])])
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  return {
    ...{ office: officeName(judged, officeOf(acts)), origin: tree?.checkpoint?.origin },
    ...{ checkpoint: head.note, vkey: head.vkey },
    counts: {
      ...{ entries: tree?.entries.length ?? 0, countersigned: acts.countersigned?.entries ?? 0 },
      ...{ heartbeats: acts.heartbeats, witnesses: witnesses?.signed ?? 0 },
      pushes: sum([...acts.pushesByYear.values()].map(pushes => pushes.length)),
      texts: sum(judged.map(({ texts }) => texts)),
      redacted: sum(judged.map(({ redacted }) => redacted)),
      rows: sum(views.map(({ rows }) => rows)),
      seen: seen ? seen.trees.length + seen.heads.length + seen.hashes.length : 0,
    },
    heads: [...acts.pushesByYear].map(([fiscalYear, pushes]) => {
      const last = pushes[pushes.length - 1]
      return { fiscalYear, revision: last?.payload.sequence ?? 0, head: last?.head ?? ("" as Hash) }
    }),
    unproved: openOf(asked, found),
    redactions: found.entries.flatMap(each => (each?.type === "redaction" ? [each] : [])),
    lost: acts.lost,
    faults: [
      ...(tree?.faults ?? []),
      ...(witnesses?.faults ?? []),
      ...(seen ? seenFaults(tree, acts, seen) : []),
      ...acts.faults,
      ...faultsAt("/log/vkey", [[!acts.lost.some(({ key }) => ledBy.has(key)), "keyLost"]]),
      ...found.textFaults,
      ...judged.flatMap(each => each.faults),
      ...views.flatMap(each => each.faults),
      ...found.held.flatMap(each => each.faults),
    ],
  }
}

function openOf({ keptKey, seen, policy, onlyYear }: Asked, found: Found): Unproved[] {
  const { tree, acts, judged, views, simulated } = found
  const isFile = onlyYear !== undefined
  const isBeyond = (code: Unproved) => found.held.some(each => each.unproved.has(code))
  return unprovedOf([
    [tree === undefined, "noLog"],
    [tree !== undefined && keptKey === undefined, "keyFetched"],
    [tree !== undefined && tree.replacedKeys.length > 0, "keyReplaced"],
    [tree !== undefined && !seen?.trees.length, "noSince"],
    [tree !== undefined && !policy, "noWitness"],
    [tree !== undefined && (acts.countersigned?.entries ?? 0) < tree.entries.length, "countersign"],
    [judged.some(({ redacted }) => redacted > 0), "redacted"],
    [simulated, "simulated"],
    [isFile, "notNow"],
    [isFile, "forPeople"],
    [isFile && [...acts.pushesByYear.keys()].some(year => year !== onlyYear), "otherYears"],
    [views.some(({ withLinks }) => withLinks > 0), "links"],
    [isBeyond("olderPages"), "olderPages"],
    [isBeyond("otherAddresses"), "otherAddresses"],
    [views.length > 0, "pages"],
    [true, "privateRows"],
    [true, "sheet"],
  ])
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

function noYear(fiscalYear: number): FetchedYear {
  return { list: { fiscalYear, simulated: false, pushes: [] }, push: () => undefined }
}

/** Of each year, and of all of them, the newest first. */
async function holdOthers(
  door: Door,
  views: readonly JudgedViews[],
  entries: readonly (LogEntry | undefined)[],
  simulated: boolean,
): Promise<Held[]> {
  const published = views.filter(({ readings: [record] }) => record?.revisions.length)
  const years = published.flatMap(({ readings, view }) => (view ? [{ readings, view }] : [])).reverse()
  // What is told of all years cannot be made where one of them could not be read.
  const ofAll = years.length === published.length ? addressesOfAll(years) : []
  return [
    await holdAddresses(door, [...years.flatMap(addressesOfYear), ...ofAll]),
    await holdNotices(door, entries, simulated),
  ]
}
