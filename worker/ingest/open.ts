/** Opens a push: everything that can be known of it without asking what the Worker holds. */

import type * as z from "zod/mini"
import { BODY_LIMIT, PUSH_CONTENT_TYPE, PUSH_JWT_TYPE, SIGNED_LIMIT } from "../../shared/push/payload.ts"
import { type PushPayload, payloadSchema } from "../../shared/push/payload-schema.ts"
import { type Disclosure, type Hash, parseExactDisclosure, splitSdJwt } from "../../shared/push/sd-jwt.ts"
import { rowName } from "../../shared/row/name.ts"
import { type PrivateRow, privateRowSchema, type Row, rowSchema } from "../../shared/row/row.ts"
import type { Config } from "../host/env.ts"
import type { PushKey } from "../host/push-key.ts"
import { NATIVE_CODEC } from "../store/native-codec.ts"
import { isRefused, type Refused, refuse } from "./refusal.ts"
import { clockFault, isOfType, openSigned, placeOf, readClaims } from "./signed.ts"

type ChangedRow<R extends Row | PrivateRow> = {
  readonly name: string
  readonly digest: Hash
  readonly encoded: string
  readonly row: R
}

/** What a push changes: its disclosures met with the digests that were signed, and parsed by the schemas of the rows. */
export type Change = {
  readonly rows: readonly ChangedRow<Row>[]
  readonly privateRows: readonly ChangedRow<PrivateRow>[]
  readonly gone: readonly string[]
  readonly held: readonly string[]
}

/** A push whose signature holds, meant for this Worker, with disclosures that are its own. */
export type SignedPush = {
  readonly signed: string
  readonly key: PushKey
  readonly payload: PushPayload
  readonly change: Change
}

/** The parts of a body, none of them believed yet. */
type PushParts = { readonly signed: string; readonly disclosures: readonly string[] }

/** Cheapest checks first, and no work on unsigned rows: the address is open to the world. */
export async function openPush(config: Config, parts: PushParts, now: number): Promise<SignedPush | Refused> {
  const opened = await openSigned(parts.signed, config.pushKeys, PUSH_JWT_TYPE)
  if (!opened) return refuse("badSignature")
  const payload = readClaims(opened.payload, payloadSchema, config, placeAndCode)
  if (isRefused(payload)) return payload
  const untimely = clockFault(payload, now)
  if (untimely) return untimely
  const change = readChange(payload, parts.disclosures)
  if (isRefused(change)) return change
  return { signed: parts.signed, key: opened.key, payload, change }
}

function placeAndCode(issue: z.core.$ZodIssue | undefined): string {
  return `${placeOf(issue)} ${issue?.code ?? ""}`
}

/** What a body is made of, where it has the form of a push at all. */
export function splitPush(contentType: string, body: string): PushParts | Refused {
  if (!isOfType(contentType, PUSH_CONTENT_TYPE)) return refuse("unsupportedType")
  if (body.length > BODY_LIMIT) return refuse("tooLarge", `the body is over ${BODY_LIMIT} bytes`)
  const parts = splitSdJwt(body)
  if (!parts) return refuse("malformed", "not header.payload.signature~disclosure~…~")
  if (parts.signed.length > SIGNED_LIMIT)
    return refuse("tooLarge", `the signed part is over ${SIGNED_LIMIT} bytes`)
  return parts
}

/** Every digest met by exactly one disclosure, every row valid and named once. */
function readChange(payload: PushPayload, encodedDisclosures: readonly string[]): Change | Refused {
  const disclosures = matchDisclosures(payload, encodedDisclosures)
  if (isRefused(disclosures)) return disclosures
  const rows = parseRows(payload.rows, disclosures, rowSchema)
  const privateRows = parseRows(payload.private, disclosures, privateRowSchema)
  const faults = [...rows.faults, ...privateRows.faults]
  const names = [...rows.parsed, ...privateRows.parsed].map(({ name }) => name).concat(payload.gone)
  for (const name of repeated(names)) faults.push(`${name}: named twice`)
  for (const name of repeated(payload.held)) faults.push(`${name}: held twice`)
  if (faults.length > 0) return refuse("badRow", ...faults)
  return { rows: rows.parsed, privateRows: privateRows.parsed, gone: payload.gone, held: payload.held }
}

/** True when a push carries nothing new but says that the sheet was looked at. */
export function isEmpty(change: Change): boolean {
  return change.rows.length === 0 && change.privateRows.length === 0 && change.gone.length === 0
}

type DisclosuresByDigest = ReadonlyMap<Hash, Disclosure>

function matchDisclosures(payload: PushPayload, encoded: readonly string[]): DisclosuresByDigest | Refused {
  const references = [...payload.rows, ...payload.private].map(reference => reference["..."])
  const byDigest = new Map<Hash, Disclosure>()
  for (const [index, each] of encoded.entries()) {
    const disclosure = parseExactDisclosure(each, NATIVE_CODEC)
    if (!disclosure) return refuse("badDisclosure", `disclosure ${index} cannot be read`)
    if (byDigest.has(disclosure.digest))
      return refuse("badDisclosure", `${disclosure.digest}: disclosed twice`)
    byDigest.set(disclosure.digest, disclosure)
  }
  const wanted = new Set(references)
  const faults = [
    ...repeated(references).map(digest => `${digest}: referenced twice`),
    ...[...wanted].filter(digest => !byDigest.has(digest)).map(digest => `${digest}: not disclosed`),
    ...[...byDigest.keys()].filter(digest => !wanted.has(digest)).map(digest => `${digest}: not referenced`),
  ]
  return faults.length > 0 ? refuse("badDisclosure", ...faults) : byDigest
}

function parseRows<R extends Row | PrivateRow>(
  references: PushPayload["rows"],
  disclosures: DisclosuresByDigest,
  schema: { safeParse(value: unknown): z.core.util.SafeParseResult<R> },
): { parsed: ChangedRow<R>[]; faults: string[] } {
  const parsed: ChangedRow<R>[] = []
  const faults: string[] = []
  for (const reference of references) {
    const disclosure = disclosures.get(reference["..."])
    if (!disclosure) continue
    const result = schema.safeParse(disclosure.value)
    if (!result.success) faults.push(`${disclosure.digest}: ${faultOf(result.error)}`)
    else {
      const { digest, encoded } = disclosure
      parsed.push({ name: rowName(result.data), digest, encoded, row: result.data })
    }
  }
  return { parsed, faults }
}

/** Where the first issue is and what kind it is: never the value, which may be private. */
function faultOf(error: z.core.$ZodError): string {
  const issue = error.issues[0]
  return issue ? `${issue.path.join(".") || "row"} ${issue.code}` : "not valid"
}

function repeated(list: readonly string[]): string[] {
  const seen = new Set<string>()
  return list.filter(each => seen.size === seen.add(each).size)
}
