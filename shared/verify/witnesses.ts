/** Who outside the office signed the checkpoint, by the policy of whoever asks: a reader trusts keys of his own choice alone. */
import { cosignedBy } from "../log/cosignature.ts"
import { parseNote, type VerifySignature } from "../log/note.ts"
import { hasQuorum, type WitnessPolicy } from "../log/policy.ts"
import { type Fault, faultsAt } from "./fault.ts"

type JudgedWitnesses = { readonly signed: number; readonly faults: readonly Fault[] }

export async function judgeWitnesses(
  text: string,
  policy: WitnessPolicy,
  verify: VerifySignature,
): Promise<JudgedWitnesses> {
  const place = "/log/checkpoint"
  const note = parseNote(text)
  const signed = new Set<string>()
  const faults: Fault[] = []
  for (const { name, key } of note ? policy.witnesses : []) {
    const { found } = note ? await cosignedBy(note, key, verify) : { found: "absent" }
    if (found === "signed") signed.add(name)
    faults.push(...faultsAt(`${place}#${key.name}`, [[found !== "wrong", "cosignatureWrong"]]))
  }
  return {
    signed: signed.size,
    faults: [...faults, ...faultsAt(place, [[hasQuorum(policy, signed), "quorumLacks"]])],
  }
}
