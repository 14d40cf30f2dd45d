/**
 * That a text was logged, in one file that is judged without a network: a `.tlog-proof` whose `extra` holds the entry and the
 * texts it speaks of. It proves that they were logged, and when, never that nothing newer was.
 */
import { decode as utf8Decode, encode as utf8Encode } from "@stablelib/utf8"
import * as z from "zod/mini"
import { parseCheckpoint } from "../log/checkpoint.ts"
import { type LogEntry, parseEntry } from "../log/entry.ts"
import { parseNote, parseVerifierKey, signedBy, type VerifySignature } from "../log/note.ts"
import type { WitnessPolicy } from "../log/policy.ts"
import { formatLogProof, type LogProof, parseLogProof, provesEntry } from "../log/tlog-proof.ts"
import { payloadSchema } from "../push/payload-schema.ts"
import { canonicalJson, type Disclosure, decodePayload, parseDisclosure } from "../push/sd-jwt.ts"
import { parseJson } from "../row/json.ts"
import { type Fault, faultsAt, type Unproved } from "./fault.ts"
import { judgeWitnesses } from "./witnesses.ts"

const NOT_THE_NEWEST =
  "พิสูจน์ว่าข้อความนี้อยู่ในบันทึก ไม่ได้พิสูจน์ว่าเป็นฉบับล่าสุด / proves that this was logged, not that it is the newest"

const extraSchema = z.object({ disclosures: z.array(z.string()), entry: z.string() })

type LoggedText = Omit<LogProof, "extra"> & {
  /** As it stands in the tree. */
  readonly entry: string
  readonly disclosures: readonly string[]
}

export function formatTextProof({ entry, disclosures, ...proof }: LoggedText): string {
  return formatLogProof({
    ...proof,
    extra: utf8Encode(canonicalJson({ disclosures, entry, says: NOT_THE_NEWEST })),
  })
}

/** Undefined for what is no proof of this kind. */
export function parseTextProof(text: string): LoggedText | undefined {
  const proof = parseLogProof(text)
  const extra = proof?.extra && extraSchema.safeParse(parseJson(textOf(proof.extra))).data
  return proof && extra && { index: proof.index, hashes: proof.hashes, note: proof.note, ...extra }
}

export type TextProofAsked = {
  /** The log's key, from where the reader trusts it: without it anybody may have signed. */
  readonly key: string | undefined
  readonly policy: WitnessPolicy | undefined
}

export type JudgedTextProof = {
  readonly origin: string
  readonly entry: LogEntry | undefined
  /** As they read. */
  readonly texts: readonly unknown[]
  readonly faults: readonly Fault[]
  readonly unproved: readonly Unproved[]
}

export async function judgeTextProof(
  text: string,
  { key, policy }: TextProofAsked,
  verify: VerifySignature,
): Promise<JudgedTextProof> {
  const proof = parseTextProof(text)
  const note = proof && parseNote(proof.note)
  const checkpoint = note && parseCheckpoint(note.text)
  const entry = proof && parseEntry(proof.entry)
  if (!proof || !note || !checkpoint || !entry)
    return { origin: "", entry, texts: [], faults: [{ code: "proofUnread", place: "" }], unproved: [] }
  const { origin } = checkpoint
  const own = key === undefined ? undefined : parseVerifierKey(key.trim())
  const witnesses = policy && (await judgeWitnesses(proof.note, policy, verify))
  const disclosures = proof.disclosures.map(encoded => parseDisclosure(encoded))
  const faults = [
    ...(key === undefined
      ? []
      : faultsAt(origin, [
          [own !== undefined, "keyUnread"],
          [!own || own.name === origin, "originOther"],
          [!own || (await signedBy(note, own, verify)) === "signed", "noteUnsigned"],
        ])),
    ...(witnesses?.faults ?? []),
    ...faultsAt(`${origin}#${proof.index}`, [
      [provesEntry(proof, utf8Encode(proof.entry)), "proofOther"],
      [isOf(entry, disclosures), "textUnsigned"],
    ]),
  ]
  return {
    ...{ origin, entry, faults },
    texts: disclosures.map(each => each?.value),
    unproved: [
      ...(key === undefined ? (["keyMissing"] as const) : []),
      ...(policy ? [] : (["noWitness"] as const)),
      "notNewest",
      "officeKey",
    ],
  }
}

function isOf(entry: LogEntry, disclosures: readonly (Disclosure | undefined)[]): boolean {
  const payload = entry.type === "push" ? payloadSchema.safeParse(decodePayload(entry.jws)).data : undefined
  const signed = new Set<string>(payload?.rows.map(row => row["..."]))
  return disclosures.every(each => each !== undefined && signed.has(each.digest))
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8Decode(bytes)
  } catch {
    return ""
  }
}
