/** The entries in their order: who signed, when, on what, and what may be shown no more. */
import { instantOf, type KeyEntry, type LogEntry } from "../log/entry.ts"
import {
  CLOCK_TOLERANCE,
  GENESIS,
  PUSH_JWT_TYPE,
  type PushPayload,
  payloadSchema,
  stateOf,
} from "../push/payload.ts"
import {
  decodeCanonicalJson,
  decodeHeader,
  decodePayload,
  type Hash,
  sha256Text,
  type TextCodec,
} from "../push/sd-jwt.ts"
import { headerSchema } from "../push/signed-request.ts"
import { type Fault, faultsAt } from "./fault.ts"

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
  readonly faults: readonly Fault[]
}

export type Judging = {
  /** `jwks.json`. */
  readonly keys: readonly OfficeKey[]
  readonly verify: VerifyOffice
  readonly isLogged: boolean
  readonly codec?: TextCodec
  /** Times of a simulated clock may fall. */
  readonly simulated: boolean
}

/** Two machines' clocks are forgiven so much, in milliseconds. */
const CLOCKS_APART = 5 * 60_000

type Fold = {
  readonly years: Map<number, LoggedPush[]>
  readonly redactions: Map<string, { name: string; at: string }>
  readonly published: Set<string>
  readonly used: Map<string, OfficeKey>
  office: string | undefined
  keys: readonly OfficeKey[] | undefined
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
  }
  const faults: Fault[] = []
  for (const [index, entry] of entries.entries()) {
    const place = placeOf(index)
    if (entry) faults.push(...(await judgeEntry(fold, entry, place, judging)))
    else faults.push({ code: "entryUnread", place })
  }
  const listed = new Map(judging.keys.map(key => [key.kid, key]))
  for (const { kid, n, e } of fold.used.values()) {
    const isKept = listed.get(kid)?.n === n && listed.get(kid)?.e === e
    faults.push(...faultsAt(`/.well-known/jwks.json#${kid}`, [[isKept, "keyDropped"]]))
  }
  const { years, redactions, heartbeats, keysSince } = fold
  return { pushesByYear: years, redactions, heartbeats, isLogged: judging.isLogged, keysSince, faults }
}

async function judgeEntry(fold: Fold, entry: LogEntry, place: string, judging: Judging): Promise<Fault[]> {
  const at = Date.parse(entry.at)
  const faults = faultsAt(place, [[judging.simulated || at >= fold.before - CLOCKS_APART, "timeFell"]])
  fold.before = Math.max(fold.before, at)
  if (entry.type === "push" || entry.type === "heartbeat")
    faults.push(...(await judgeAct(fold, entry, place, judging)))
  if (entry.type === "redaction") {
    faults.push(...faultsAt(place, [[fold.published.has(entry.digest), "redactionUnknown"]]))
    fold.redactions.set(entry.digest, { name: entry.name, at: entry.at })
  }
  if (entry.type === "key") {
    fold.keys = entry.office
    fold.keysSince ??= at
  }
  return faults
}

type Act = Extract<LogEntry, { jws: string }>

async function judgeAct(
  fold: Fold,
  { type, at, jws }: Act,
  place: string,
  judging: Judging,
): Promise<Fault[]> {
  const [headerPart = "", payloadPart = ""] = jws.split(".")
  const exact = [headerPart, payloadPart].map(part => decodeCanonicalJson(part, judging.codec))
  const header = headerSchema.safeParse(exact[0] ?? decodeHeader(jws)).data
  const payload = payloadSchema.safeParse(exact[1] ?? decodePayload(jws)).data
  if (!header || header.typ !== PUSH_JWT_TYPE || !payload) return [{ code: "actUnread", place }]
  const key = (fold.keys ?? judging.keys).find(each => each.kid === header.kid)
  const acceptedAt = Date.parse(at)
  const isCanonical = exact[0] !== undefined
  fold.office ??= payload.iss
  const faults = faultsAt(place, [
    [key !== undefined, "keyUnknown"],
    [!key || (await judging.verify(key, jws)), "signature"],
    [key?.exp === undefined || acceptedAt < key.exp * 1000, "keyPast"],
    [!isCanonical || exact[1] !== undefined, "notCanonical"],
    [payload.iss === fold.office, "officeOther"],
    [Math.abs(payload.iat - Math.round(acceptedAt / 1000)) <= CLOCK_TOLERANCE, "timeFar"],
  ])
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
