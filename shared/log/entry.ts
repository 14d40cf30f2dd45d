/**
 * What stands in the tree: one thing that happened, and when, as canonical JSON. `docs/format.md` is its specification.
 * Nothing about a person may stand here in free text: an entry can never be taken out again.
 */
import { encode as utf8Encode } from "@stablelib/utf8"
import * as z from "zod/mini"
import { parseIsoDate } from "../date/civil-date.ts"
import { canonicalJson, hashSchema } from "../push/sd-jwt.ts"
import { isKeyName, parseVerifierKey } from "./note.ts"
import { STATED_REASONS } from "./reasons.ts"
import { ENTRY_LIMIT } from "./tile.ts"

/** Why a text may not be shown any more; `unstated` for those of before there was a list. */
export const REDACTION_REASONS = [...STATED_REASONS, "unstated"] as const

/** As many hashes of notices as one entry holds; what a day has more follows in another. */
export const NOTICES_AN_ENTRY = 1000

/** An instant of UTC with its milliseconds, in the one spelling that `instantOf` gives it. */
const at = z
  .string()
  .check(z.refine(text => Number.isFinite(Date.parse(text)) && instantOf(Date.parse(text)) === text))
const jws = z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/))
const hash = z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/))

/** A key of pushes, as it stands in `jwks.json` without what every one has. */
const officeKeySchema = z.strictObject({
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  /** Seconds since 1970 from which it signs nothing new. */
  exp: z.optional(z.int()),
})

/** Where a log of another name ended: its newest checkpoint. */
const endedSchema = z.strictObject({
  origin: z.string().check(z.refine(isKeyName)),
  size: z.int().check(z.gte(0)),
  root: z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/)),
})
export type EndedLog = z.infer<typeof endedSchema>

const vkey = z.string().check(z.refine(text => parseVerifierKey(text) !== undefined))

export const logEntrySchema = z.discriminatedUnion("type", [
  /** An accepted push: its signed part, and the instant of acceptance. */
  z.strictObject({ type: z.literal("push"), at, jws }),
  /** The first push of a day and year with nothing new: the sheet was looked at. */
  z.strictObject({ type: z.literal("heartbeat"), at, jws }),
  /** A text that may not be shown any more, by its digest and the name of its row. */
  z.strictObject({
    type: z.literal("redaction"),
    at,
    digest: hashSchema,
    name: z.string(),
    reason: z.enum(REDACTION_REASONS),
  }),
  /** The mail that was sent on a day, by the hashes in the ledger, sorted. */
  z.strictObject({
    type: z.literal("notices"),
    at,
    day: z.string().check(z.refine(text => parseIsoDate(text) !== undefined)),
    sent: z.array(hash).check(z.minLength(1), z.maxLength(NOTICES_AN_ENTRY)),
  }),
  /** Every key of the office and the log's own, from here on; and which log this one goes on from, where it does. */
  z.strictObject({
    type: z.literal("key"),
    at,
    office: z.array(officeKeySchema),
    log: vkey,
    /** Keys of the log that were replaced, the newest first: each signs beside it until `exp`, in seconds since 1970. */
    before: z.optional(z.array(z.strictObject({ key: vkey, exp: z.int() })).check(z.minLength(1))),
    /** A note by which the log's key before hands over to this one: see `handover.ts`. */
    handed: z.optional(z.string()),
    follows: z.optional(endedSchema),
  }),
  /** A key is no longer the office's alone: a report that another key of the office signed (`lost-key.ts`). */
  z.strictObject({ type: z.literal("lost"), at, jws }),
])
export type LogEntry = z.infer<typeof logEntrySchema>
export type KeyEntry = Extract<LogEntry, { type: "key" }>

/** An instant, in epoch milliseconds, as entries spell it. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** The text of an entry. @throws RangeError for one that is too long to stand in a bundle */
export function entryText(entry: LogEntry): string {
  const text = canonicalJson(entry)
  if (utf8Encode(text).length > ENTRY_LIMIT) throw new RangeError("an entry is too long")
  return text
}

/** Undefined for a text that is no entry, or not the one spelling of it. */
export function parseEntry(text: string): LogEntry | undefined {
  const entry = logEntrySchema.safeParse(parsed(text))
  return entry.success && canonicalJson(entry.data) === text ? entry.data : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
