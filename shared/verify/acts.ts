/** The entries in their order: who signed, when, on what, and what may be shown no more. */
import { base64 } from "@scure/base"
import { instantOf, type KeyEntry, type LogEntry } from "../log/entry.ts"
import { readLostKey } from "../log/lost-key.ts"
import { CLOCK_TOLERANCE, GENESIS, PUSH_JWT_TYPE, stateOf } from "../push/payload.ts"
import { type PushPayload, payloadSchema } from "../push/payload-schema.ts"
import { headerSchema } from "../push/request-schema.ts"
import {
  decodeCanonicalJson,
  decodeHeader,
  decodePayload,
  type Hash,
  sha256Text,
  type TextCodec,
} from "../push/sd-jwt.ts"
import { type Fault, faultsAt } from "./fault.ts"
import {
  type Countersigned,
  isReport,
  type LostKeyFound,
  type LostKeys,
  lostIn,
  newestCountersigned,
  type SignedAct,
} from "./lost-keys.ts"
import type { RootAt } from "./tree.ts"

/** A key of pushes, as `jwks.json` and the entries of the log name it. */
export type OfficeKey = KeyEntry["office"][number]

/** Whether a signed part is signed under a key (RS256). */
export type VerifyOffice = (key: OfficeKey, signed: string) => boolean | Promise<boolean>

/** A push that the log holds. */
export type LoggedPush = {
  readonly place: string
  readonly acceptedAt: number
  readonly signed: string
  readonly head: Hash
  readonly payload: PushPayload
  /** In its one spelling, so that its texts must be too: the first pushes were not held to it. */
  readonly isCanonical: boolean
}

export type Acts = {
  readonly pushesByYear: ReadonlyMap<number, readonly LoggedPush[]>
  /** By the digest of the text. */
  readonly redactions: ReadonlyMap<string, { readonly name: string; readonly at: string }>
  readonly heartbeats: number
  /** There is a tree: what is not in it is not so. */
  readonly isLogged: boolean
  /** The instant of the first entry that says which keys there are; undefined before there is one. */
  readonly keysSince: number | undefined
  /** How many entries the office signed for, and when; undefined where it did not. Under a lost key it is no word of its own. */
  readonly countersigned: Countersigned | undefined
  readonly lost: readonly LostKeyFound[]
  readonly faults: readonly Fault[]
}

type Judging = {
  /** `jwks.json`. */
  readonly keys: readonly OfficeKey[]
  readonly verify: VerifyOffice
  readonly isLogged: boolean
  /** Of the tree; of a record without one it knows nothing. */
  readonly rootAt: RootAt
  /** `/log/office`, where there is one. */
  readonly office?: string | undefined
  readonly codec?: TextCodec
  /** Times of a simulated clock may fall. */
  readonly simulated: boolean
}

/** Two machines' clocks are forgiven so much, in milliseconds. */
const CLOCKS_APART = 5 * 60_000

type Fold = LostKeys & {
  readonly years: Map<number, LoggedPush[]>
  readonly redactions: Map<string, { name: string; at: string }>
  readonly published: Set<string>
  readonly used: Map<string, OfficeKey>
  office: string | undefined
  keysSince: number | undefined
  heartbeats: number
  before: number
}

/** `placeOf` tells where an entry stands. */
export async function judgeActs(
  entries: readonly (LogEntry | undefined)[],
  placeOf: (index: number) => string,
  judging: Judging,
): Promise<Acts> {
  const fold: Fold = {
    ...{ years: new Map(), redactions: new Map(), published: new Set(), used: new Map() },
    ...{ office: undefined, keys: undefined, keysSince: undefined, heartbeats: 0, before: 0 },
    ...{ lost: new Map(), logKeys: new Set(), signed: [], countersigned: [] },
  }
  const faults: Fault[] = []
  for (const [index, entry] of entries.entries()) {
    const place = placeOf(index)
    if (entry) faults.push(...(await judgeEntry(fold, entry, { place, index }, judging)))
    else faults.push({ code: "entryUnread", place })
  }
  if (judging.office !== undefined)
    faults.push(...(await judgeOffice(fold, judging.office, entries.length, judging)))
  const listed = new Map(judging.keys.map(key => [key.kid, key]))
  for (const { kid, n, e } of fold.used.values()) {
    const isKept = listed.get(kid)?.n === n && listed.get(kid)?.e === e
    faults.push(...faultsAt(`/.well-known/jwks.json#${kid}`, [[isKept, "keyDropped"]]))
  }
  const { years, redactions, heartbeats, keysSince } = fold
  const { isLogged } = judging
  const found = { countersigned: newestCountersigned(fold), lost: lostIn(fold) }
  return { pushesByYear: years, redactions, heartbeats, isLogged, keysSince, ...found, faults }
}

/** What the office signed last of the log, wherever it stands in it. */
async function judgeOffice(fold: Fold, jws: string, entries: number, judging: Judging): Promise<Fault[]> {
  const place = "/log/office"
  const read = readAct(jws, judging.codec)
  if (!read?.payload.log) return [{ code: "actUnread", place }]
  const { faults } = await signatureFaults(fold, { jws, kid: read.header.kid, place }, judging)
  const { kid } = read.header
  // The Worker says nowhere when it came: by the office's own clock.
  const act = { kid, at: read.payload.iat * 1000, place }
  return [...faults, ...countersignFaults(fold, read.payload, { ...act, index: entries }, judging)]
}

/** Where an entry stands. */
type Place = { readonly place: string; readonly index: number }

/** The tree that the office signed for must be what the first entries are, and of those before its own. */
function countersignFaults(
  fold: Fold,
  { log }: PushPayload,
  { place, index, kid, at }: Place & SignedAct,
  { rootAt }: Judging,
): Fault[] {
  if (!log) return []
  const root = rootAt(log.size)
  const holds = root !== undefined && log.size <= index && base64.encode(root) === log.root
  if (holds) fold.countersigned.push({ entries: log.size, kid, at })
  return faultsAt(place, [[holds, "countersignOther"]])
}

async function judgeEntry(fold: Fold, entry: LogEntry, where: Place, judging: Judging): Promise<Fault[]> {
  const { place } = where
  const at = Date.parse(entry.at)
  const faults = faultsAt(place, [[judging.simulated || at >= fold.before - CLOCKS_APART, "timeFell"]])
  fold.before = Math.max(fold.before, at)
  if (entry.type === "push" || entry.type === "heartbeat")
    faults.push(...(await judgeAct(fold, entry, where, judging)))
  if (entry.type === "redaction") {
    faults.push(...faultsAt(place, [[fold.published.has(entry.digest), "redactionUnknown"]]))
    fold.redactions.set(entry.digest, { name: entry.name, at: entry.at })
  }
  if (entry.type === "key") {
    fold.keys = entry.office
    fold.keysSince ??= at
    for (const key of [entry.log, ...(entry.before ?? []).map(({ key }) => key)]) fold.logKeys.add(key)
  }
  if (entry.type === "lost") faults.push(...(await judgeLost(fold, entry, place, judging)))
  return faults
}

/** A report is by another key of the office than the lost one, which was not lost itself, and of a key that the log names. */
async function judgeLost(
  fold: Fold,
  { at, jws }: Extract<LogEntry, { type: "lost" }>,
  place: string,
  judging: Judging,
): Promise<Fault[]> {
  const read = readLostKey(jws, judging.codec)
  if (!read) return [{ code: "actUnread", place }]
  const { kid, report } = read
  const { faults } = await signatureFaults(fold, { jws, kid, place }, judging)
  const isFar = Math.abs(report.iat * 1000 - Date.parse(at)) > CLOCK_TOLERANCE * 1000
  const wrong = [
    ...faults,
    ...faultsAt(place, [
      [isReport(fold, read), "lostWrong"],
      [!isFar, "timeFar"],
    ]),
  ]
  const since = Math.min(report.since, fold.lost.get(report.key) ?? report.since)
  if (wrong.length === 0) fold.lost.set(report.key, since)
  return wrong
}

type Act = Extract<LogEntry, { jws: string }>

function readAct(jws: string, codec: TextCodec | undefined) {
  const [headerPart = "", payloadPart = ""] = jws.split(".")
  const exact = [headerPart, payloadPart].map(part => decodeCanonicalJson(part, codec))
  const header = headerSchema.safeParse(exact[0] ?? decodeHeader(jws)).data
  const payload = payloadSchema.safeParse(exact[1] ?? decodePayload(jws)).data
  if (!header || header.typ !== PUSH_JWT_TYPE || !payload) return undefined
  return { header, payload, isCanonical: exact[0] !== undefined, isExact: exact[1] !== undefined }
}

type Signature = { readonly jws: string; readonly kid: string; readonly place: string }

async function signatureFaults(fold: Fold, { jws, kid, place }: Signature, judging: Judging) {
  const key = (fold.keys ?? judging.keys).find(each => each.kid === kid)
  const faults = faultsAt(place, [
    [key !== undefined, "keyUnknown"],
    [!key || (await judging.verify(key, jws)), "signature"],
  ])
  return { key, faults }
}

async function judgeAct(
  fold: Fold,
  { type, at, jws }: Act,
  where: Place,
  judging: Judging,
): Promise<Fault[]> {
  const { place } = where
  const read = readAct(jws, judging.codec)
  if (!read) return [{ code: "actUnread", place }]
  const { header, payload, isCanonical, isExact } = read
  const acceptedAt = Date.parse(at)
  const act = { kid: header.kid, at: acceptedAt, place }
  fold.office ??= payload.iss
  const { key, faults } = await signatureFaults(fold, { jws, kid: header.kid, place }, judging)
  faults.push(
    ...faultsAt(place, [
      [key?.exp === undefined || acceptedAt < key.exp * 1000, "keyPast"],
      [!isCanonical || isExact, "notCanonical"],
      [payload.iss === fold.office, "officeOther"],
      [Math.abs(payload.iat - Math.round(acceptedAt / 1000)) <= CLOCK_TOLERANCE, "timeFar"],
    ]),
    ...countersignFaults(fold, payload, { ...where, ...act }, judging),
  )
  fold.signed.push(act)
  if (key) fold.used.set(key.kid, key)
  const pushes = fold.years.get(payload.fiscalYear) ?? []
  fold.years.set(payload.fiscalYear, pushes)
  const last = pushes[pushes.length - 1]
  faults.push(
    ...faultsAt(place, [
      [payload.sequence === (last?.payload.sequence ?? 0) + 1, "sequence"],
      [payload.base === (last?.head ?? GENESIS), "base"],
    ]),
  )
  if (type === "heartbeat") {
    fold.heartbeats++
    return [...faults, ...faultsAt(place, [[isHeartbeatOn(payload, last), "heartbeat"]])]
  }
  for (const row of payload.rows) fold.published.add(row["..."])
  pushes.push({ place, acceptedAt, signed: jws, head: sha256Text(jws, judging.codec), payload, isCanonical })
  return faults
}

/** It changes nothing, and says what the newest push of its year said; before the first, that there is nothing. */
function isHeartbeatOn(payload: PushPayload, last: LoggedPush | undefined): boolean {
  const { rows, private: hidden, gone, held, state } = payload
  return (
    rows.length + hidden.length + gone.length === 0 &&
    state === (last?.payload.state ?? stateOf([])) &&
    held.join() === (last?.payload.held ?? []).join()
  )
}

/** Entries of a record without a tree, made of what it serves: nothing but pushes, and times that nobody bound. */
export function pushEntries(
  pushes: readonly { readonly signed: string; readonly acceptedAt: string }[],
): LogEntry[] {
  return pushes.map(({ signed, acceptedAt }) => ({
    type: "push",
    at: instantOf(Date.parse(acceptedAt)),
    jws: signed,
  }))
}
