/** What a reader kept, or pastes out of a mail: a checkpoint, size and root, or the head of a year. */

import { base64 } from "@scure/base"
import { parseCheckpoint } from "../log/checkpoint.ts"
import { parseNote } from "../log/note.ts"
import { isHash } from "../push/sd-jwt.ts"
import type { SeenTree } from "./tree.ts"

/** How far a year had come: `2566/4/<hash>`, as a mail's `X-Sujarit-Head` has it. */
type SeenHead = { readonly fiscalYear: number; readonly revision: number; readonly head: string }

export type Seen = {
  readonly trees: readonly SeenTree[]
  readonly heads: readonly SeenHead[]
  /** Heads alone, as the foot of a letter has them, or their beginning, as that of a page does: some revision's. */
  readonly hashes: readonly string[]
}

/** Undefined for a text in which there is nothing to compare with. */
export function parseSeen(text: string): Seen | undefined {
  const trees = treesIn(text)
  const heads = headsIn(text)
  const told = new Set(heads.map(({ head }) => head))
  const hashes = hashesIn(text).filter(hash => !told.has(hash))
  return trees.length + heads.length + hashes.length > 0 ? { trees, heads, hashes } : undefined
}

/** Whole or sixteen letters. No word has a capital or a digit after its first letter; of hashes as good as each has. */
function hashesIn(text: string): string[] {
  return text.match(/(?<![\w+/=.:-])(?=[\w-]+[A-Z\d])[\w-]{16}(?:[\w-]{27})?(?![\w+/=.:-])/g) ?? []
}

/** A whole checkpoint; else a size and a root beside each other, behind an origin or not, however a mail broke the line. */
function treesIn(text: string): SeenTree[] {
  const note = parseNote(text.replace(/\r\n/g, "\n"))
  const checkpoint = note && parseCheckpoint(note.text)
  if (checkpoint) return [checkpoint]
  const found = text.matchAll(
    /(?:^|\s)(?:(\S+\/log(?:\/\d+)?)\s+)?(\d{1,15})\s+([A-Za-z0-9+/]{43}=)(?=\s|$)/g,
  )
  return [...found].map(([, origin, size, root = ""]) => ({
    origin,
    size: Number(size),
    root: base64.decode(root),
  }))
}

function headsIn(text: string): SeenHead[] {
  return [...text.matchAll(/\b(\d{4})\/(\d{1,9})\/([A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])/g)].flatMap(
    ([, year, revision, head = ""]) =>
      isHash(head) ? [{ fiscalYear: Number(year), revision: Number(revision), head }] : [],
  )
}
