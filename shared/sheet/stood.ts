/**
 * Where the office stood: what the script knows of its record by itself, apart from the sheet's editors and from the
 * Worker. It is what a Worker's word is held against: a database that was cut back, forked, or written on with a stolen key
 * gives valid answers, and none that leads here.
 */
import * as z from "zod/mini"
import { isConsistent } from "../log/proof.ts"
import { GENESIS, type PushReply, stateOf, treeHeadSchema } from "../push/payload.ts"
import { decodeBase64url, type Hash, hashSchema } from "../push/sd-jwt.ts"
import { parseJson } from "../row/json.ts"
import { isPrivateName } from "../row/name.ts"
import { acceptedRows, type Known, type Memory } from "./memory.ts"

/** A push as it was signed, kept before it is sent: its hash covers its base, so that one leads to the other. */
const sentSchema = z.object({ head: hashSchema, base: hashSchema, state: hashSchema })
export type SentPush = z.infer<typeof sentSchema>

/**
 * `forgot`: the script lost this memory. `shorter`: the Worker holds less. `strayed`: it holds what was never sent. `forked`: its
 * log does not go on from the tree that the office countersigned.
 */
const DOUBTS = ["forgot", "shorter", "strayed", "forked"] as const

const doubtSchema = z.object({
  why: z.enum(DOUBTS),
  /** Epoch milliseconds. */
  since: z.int(),
  /** What the Worker said last. */
  revision: z.int(),
  head: hashSchema,
})
/** A Worker's word that does not lead to where the office stood. It stays until a person settles it. */
export type Doubt = z.infer<typeof doubtSchema>

const stoodSchema = z.object({
  /** Of the push last accepted. */
  sequence: z.int(),
  head: hashSchema,
  state: hashSchema,
  /** Sent since, and not known to be accepted; oldest first. */
  sent: z.array(sentSchema),
  /** The newest tree of the log that was proved to go on from the one before it. Nothing is known of who signed it. */
  log: z.optional(treeHeadSchema),
  doubt: z.optional(doubtSchema),
})
export type Stood = z.infer<typeof stoodSchema>

/** So many fit in one script property, and an answer can be lost as often. */
const MOST_SENT = 32

/** What a property says; damaged, it is forgotten. A memory from before there was one is taken as it is, once. */
export function openStood(property: string | null, memory: Memory): Stood | undefined {
  const parsed = stoodSchema.safeParse(parseJson(property ?? "")).data
  if (parsed || property !== null || memory.isStood) return parsed
  const { sequence, head } = memory
  return stoodAt(sequence, head, stateOf(acceptedRows(memory)))
}

/** Of a script that lost its memory: it knows nothing, and so believes nothing. */
export function forgotten(now: number): Stood {
  const doubt = { why: "forgot", since: now, revision: 0, head: GENESIS } as const
  return { ...stoodAt(0, GENESIS, stateOf([])), doubt }
}

/** True when the sheet's memory speaks of the same push: only then may the next be built on it. */
export function isWhereStood(stood: Stood, { sequence, head }: Memory): boolean {
  return !stood.doubt && stood.sequence === sequence && stood.head === head
}

/**
 * With a push that is about to be sent. Where there are too many the first stays: it was the first on this base, and if any
 * of them was taken and its answer lost, most likely that one.
 */
export function withSent(stood: Stood, push: SentPush): Stood {
  const sent = [...stood.sent, push]
  return { ...stood, sent: sent.length > MOST_SENT ? [...sent.slice(0, 1), ...sent.slice(2)] : sent }
}

/** After an answer that says a push was taken, or that nothing was to be; undefined when it speaks of another record. */
export function acceptedAt(
  stood: Stood,
  { head, state }: SentPush,
  reply: Pick<PushReply, "revision" | "head">,
): Stood | undefined {
  if (reply.head === head && reply.revision === stood.sequence + 1)
    return onLogOf(stood, stoodAt(reply.revision, head, state))
  return reply.head === stood.head && reply.revision === stood.sequence ? stood : undefined
}

/**
 * After an answer that says the Worker is further on: only if what it holds was signed here, push upon push from where the
 * office stood, and its rows are those that were signed. Otherwise undefined: a signature alone proves nothing, since a
 * stolen key makes valid ones.
 */
export function followed(stood: Stood, known: Known): Stood | undefined {
  if (stood.doubt) return undefined
  const newest = stood.sent.find(({ head }) => head === known.head)
  let [head, steps]: [Hash, number] = [known.head, 0]
  while (head !== stood.head) {
    const push = stood.sent.find(each => each.head === head)
    if (!push || steps === stood.sent.length) return undefined
    head = push.base
    steps++
  }
  const after = settledAt(known)
  const isAsSigned = after.state === (newest ?? stood).state && known.revision === stood.sequence + steps
  return isAsSigned ? onLogOf(stood, after) : undefined
}

/**
 * With the tree that an answer tells of, where it is proved to go on from the one that was checked before; undefined where it is
 * not. A log of another name that has every entry of the one before goes on too.
 */
export function checkedLog(stood: Stood, told: PushReply["log"]): Stood | undefined {
  if (!told || told.root === stood.log?.root) return stood
  const { proof, ...log } = told
  const isNext = isConsistent({
    before: stood.log?.size ?? 0,
    beforeRoot: rootBytes(stood.log?.root ?? GENESIS),
    size: log.size,
    root: rootBytes(log.root),
    proof: proof.map(rootBytes),
  })
  return isNext ? { ...stood, log } : undefined
}

/** A second decoder, for padding and two letters, would weigh a kilobyte in the script. */
function rootBytes(root: string): Uint8Array {
  return decodeBase64url(root.replace("=", "").replace(/[+/]/g, letter => (letter === "+" ? "-" : "_")))
}

function onLogOf({ log }: Stood, stood: Stood): Stood {
  return log ? { ...stood, log } : stood
}

/** Takes the Worker's word, as a person said to. */
export function settledAt({ revision, head, rows }: Known): Stood {
  const names = Object.entries(rows).filter(([name]) => !isPrivateName(name))
  return stoodAt(revision, head, stateOf(names.map(([name, digest]) => ({ name, digest }))))
}

/** What a person must settle; the day it began stays, and that it is the log's. */
export function doubted(
  stood: Stood,
  { revision, head }: Pick<Known, "revision" | "head">,
  now: number,
  isForked = stood.doubt?.why === "forked",
): Stood {
  const told = revision < stood.sequence ? "shorter" : "strayed"
  const why = isForked ? "forked" : stood.sequence === 0 ? "forgot" : told
  return { ...stood, doubt: { why, since: stood.doubt?.since ?? now, revision, head } }
}

function stoodAt(sequence: number, head: Hash, state: Hash): Stood {
  return { sequence, head, state, sent: [] }
}
