/** `sujarit verify FILE.tlog-proof`: one text, judged without a network. */
import { UNPROVED } from "../../shared/verify/fault.ts"
import { proofHeadline, provedRows } from "../../shared/verify/proof-words.ts"
import { judgeTextProof, type TextProofAsked } from "../../shared/verify/text-proof.ts"
import { type CommandIo, printResult } from "../command/command.ts"
import { verifyNote } from "./node-keys.ts"

/** True for a text that says it is a proof. */
export function isProof(text: string): boolean {
  return text.startsWith("c2sp.org/tlog-proof@")
}

/** Exit code: 0 it holds, 1 it does not. */
export async function verifyProof(
  text: string,
  asked: TextProofAsked & { readonly json: boolean },
  io: CommandIo,
): Promise<number> {
  const judged = await judgeTextProof(text, asked, verifyNote)
  const { origin, entry, texts, faults, unproved } = judged
  const holds = faults.length === 0
  const words = ([thai, english]: readonly [string, string]) => `${thai} / ${english}`
  printResult(io, asked.json, {
    value: { holds, origin, entry, texts, faults, unproved },
    text: () =>
      [
        words(proofHeadline(judged)),
        ...provedRows(judged),
        ...unproved.map(code => `  · ${words(UNPROVED[code])}`),
        "",
      ].join("\n"),
  })
  return holds ? 0 : 1
}
