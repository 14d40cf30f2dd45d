/**
 * One key of the log hands over to the next: a signed note of the old one, in the entry that names the new one. Who kept the old
 * key from a mail or an earlier visit believes the new one by it, however late he comes.
 */
import type { KeyEntry } from "./entry.ts"
import { parseNote, parseVerifierKey, signedBy, type VerifySignature } from "./note.ts"

/** What is signed. A checkpoint has a number in its second line, so that neither is ever taken for the other. */
export function handoverText(next: string): string {
  return `sujarit log key\n${next}\n`
}

/** Whether a key was handed on, from entry to entry, to the one that the newest names. Both are verifier keys as text. */
export async function isHandedOn(
  kept: string,
  keys: readonly KeyEntry[],
  verify: VerifySignature,
): Promise<boolean> {
  let own = kept
  for (const { log, handed = "" } of keys.slice(keys.findIndex(each => each.log === kept) + 1)) {
    if (log === own) continue
    const [key, note] = [parseVerifierKey(own), parseNote(handed)]
    if (!key || note?.text !== handoverText(log) || (await signedBy(note, key, verify)) !== "signed")
      return false
    own = log
  }
  return keys.length > 0 && own === keys[keys.length - 1]?.log
}
