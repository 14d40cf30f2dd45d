/** `sujarit verify FILE.tlog-proof`: one text, judged without a network. */
import { FAULTS, UNPROVED } from "../../shared/verify/fault.ts"
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
  const { origin, entry, texts, faults, unproved } = await judgeTextProof(text, asked, verifyNote)
  const [first] = faults
  const words = ([thai, english]: readonly [string, string]) => `${thai} / ${english}`
  printResult(io, asked.json, {
    value: { holds: !first, origin, entry, texts, faults, unproved },
    text: () =>
      [
        first
          ? `ไม่ตรง ${words(FAULTS[first.code])}`
          : `อยู่ในบันทึก ${origin} รับเมื่อ ${entry?.at} / it is in the log, since then`,
        ...texts.map(each => JSON.stringify(each)),
        ...unproved.map(code => `  · ${words(UNPROVED[code])}`),
        "",
      ].join("\n"),
  })
  return first ? 1 : 0
}
