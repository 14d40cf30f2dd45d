/** A `.tlog-proof` that a reader pasted: is this text in the log of this site, since when, and what does it say? */
import type { VerifySignature } from "../../shared/log/note.ts"
import { proofHeadline, provedRows } from "../../shared/verify/proof-words.ts"
import { judgeTextProof } from "../../shared/verify/text-proof.ts"
import { faultLines, type Language, type Report, say, unprovedLines } from "./report.ts"

/** The text of a proof in what was pasted, as it was served; undefined where there is none. */
export function proofIn(pasted: string): string | undefined {
  const text = pasted.trim()
  return text.startsWith("c2sp.org/tlog-proof@") ? `${text}\n` : undefined
}

/** `key` is the one that this site shows. */
export async function proofReport(
  proof: string,
  key: string | undefined,
  verify: VerifySignature,
  language: Language,
): Promise<Report> {
  const judged = await judgeTextProof(proof, { key, policy: undefined }, verify)
  const { faults, unproved } = judged
  return {
    holds: faults.length === 0,
    headline: say(proofHeadline(judged), language),
    proved: provedRows(judged),
    faults: faultLines(faults, language),
    more: 0,
    unproved: unprovedLines([...unproved, ...(key === undefined ? [] : (["keyFetched"] as const))], language),
    keep: "",
  }
}
