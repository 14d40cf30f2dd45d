/** What both sides know of a push: its limits, what it is answered with, and the tree that it countersigns. */
import * as z from "zod/mini"
import { type Hash, hashSchema, sha256Text, type TextCodec } from "./sd-jwt.ts"

export const PUSH_CONTENT_TYPE = "application/sd-jwt"
export const PUSH_JWT_TYPE = "sujarit-push+sd-jwt"

/** Bytes of the signed part and of the whole body; more is refused with 413 and the script splits the change. */
export const SIGNED_LIMIT = 60_000
export const BODY_LIMIT = 1_000_000

/** How far the script's clock may be from the Worker's, in seconds. */
export const CLOCK_TOLERANCE = 600

/** `base` of the first push of an office and year: the SHA-256 of nothing. */
export const GENESIS = sha256Text("")

/** Of a payload with the countersignature. */
export const PAYLOAD_VERSION = 2

/** SHA-256 in base64, in the one spelling that its bytes have. */
const root = z.string().check(z.regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/))
const treeHead = {
  origin: z.string(),
  size: z.int(),
  root,
}

/** A tree of the log: whose, how large, with which root. */
export const treeHeadSchema = z.strictObject(treeHead)
export type TreeHead = Readonly<z.infer<typeof treeHeadSchema>>

/** A published row as both sides remember it. */
export type AcceptedRow = { readonly name: string; readonly digest: Hash }

/** SHA-256 of the sorted `kind/id/digest` lines of the public rows, joined by line feeds. */
export function stateOf(rows: Iterable<AcceptedRow>, codec?: TextCodec): Hash {
  const lines = Array.from(rows, row => `${row.name}/${row.digest}`)
  return sha256Text(lines.sort().join("\n"), codec)
}

/**
 * The hash of one accepted push as a leaf of the log. RFC 6962 §2.1: a leaf is hashed behind a zero byte, so that it can
 * never be taken for a node of the tree.
 */
export function leafHash(signed: string, codec?: TextCodec): Hash {
  return sha256Text(`\u0000${signed}`, codec)
}

export const REFUSALS = [
  "unsupportedType",
  "tooLarge",
  "tooSlow",
  "malformed",
  "badSignature",
  "wrongOffice",
  "wrongAudience",
  "clockSkew",
  "keyExpired",
  "badDisclosure",
  "badRow",
  "badState",
  "wrongSequence",
  "redacted",
  "notAnnounced",
  "wrongLog",
  "staleBase",
] as const
/** Why a push was refused whole. */
export type Refusal = (typeof REFUSALS)[number]

/** What keeps mail from going out, as far as it can be told: who mends it depends on it. */
const MAIL_TROUBLES = ["sender", "quota", "server"] as const
export type MailTrouble = (typeof MAIL_TROUBLES)[number]

/** How mail stands, for `สถานะ`: failing mail cannot report itself. */
const mailHealthSchema = z.object({
  lastSentAt: z.nullable(z.string()),
  waiting: z.int(),
  dead: z.int(),
  /** Answers from the mail that wait to be fetched, of the year that was pushed; left out where none does. */
  answers: z.optional(z.int()),
  /** Of what waits, why its last attempt failed; left out where none did. */
  trouble: z.optional(z.enum(MAIL_TROUBLES)),
})
export type MailHealth = z.infer<typeof mailHealthSchema>

/** What every push is answered with; a `stale` answer carries the rows to rebase on. */
export const replySchema = z.object({
  outcome: z.enum(["accepted", "unchanged", "stale", "refused"]),
  /** Sequence of the last accepted push of this year; 0 before the first. */
  revision: z.int(),
  /** SHA-256 of the last accepted signed part, the next push's `base`. */
  head: hashSchema,
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  mail: z.nullable(mailHealthSchema),
  /** Until when the key of this push may sign; left out where it never expires, or was not found good. */
  keyExpiresAt: z.optional(z.string()),
  /** Name → digest of every row the Worker holds, private ones included. As a `z.record` it costs the script 2.5 KB. */
  rows: z.optional(z.catchall(z.object({}), hashSchema)),
  /** The signed parts that follow the push's own `base`, oldest first, where it was stale. */
  chain: z.optional(z.array(z.string())),
  /** The newest signed tree, and the proof that it goes on from the one the push countersigns; left out where none is signed. */
  log: z.optional(z.object({ ...treeHead, proof: z.array(root) })),
})
export type PushReply = z.infer<typeof replySchema>
