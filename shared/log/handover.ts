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

/**
 * The keys that handed over, from the one that was kept to the one before the newest: none where it is the newest itself; undefined
 * where no notes lead there. All are verifier keys as text.
 */
export async function handedOverBy(
  kept: string,
  keys: readonly KeyEntry[],
  verify: VerifySignature,
): Promise<readonly string[] | undefined> {
  const by: string[] = []
  let own = kept
  for (const { log, handed = "" } of keys.slice(keys.findIndex(each => each.log === kept) + 1)) {
    if (log === own) continue
    const [key, note] = [parseVerifierKey(own), parseNote(handed)]
    if (!key || note?.text !== handoverText(log) || (await signedBy(note, key, verify)) !== "signed")
      return undefined
    by.push(own)
    own = log
  }
  return own === keys[keys.length - 1]?.log ? by : undefined
}
