/** A verdict in words, Thai and English: what was proved, what could not be, and what does not hold. */
import { FAULTS, UNPROVED } from "../../shared/verify/fault.ts"
import type { Verdict } from "../../shared/verify/verdict.ts"
import { headlineOf, lostOf, provedOf } from "../../shared/verify/verdict-words.ts"

/** As many of what does not hold are told in words; `--json` tells all. */
const MOST_FAULTS = 20

export function verdictText(verdict: Verdict): string {
  const { faults, unproved, heads } = verdict
  const shown = faults.slice(0, MOST_FAULTS)
  const more = faults.length - shown.length
  const proved = [
    ...provedOf(verdict).map(words => words.join(" / ")),
    ...heads.map(
      ({ fiscalYear, revision, head }) =>
        `ฉบับล่าสุดของปี ${fiscalYear} เทียบกับท้ายอีเมลได้ / the newest of ${fiscalYear}, to compare with a mail: ${fiscalYear}/${revision}/${head}`,
    ),
  ]
  return [
    headlineOf(verdict, place => [place, place]).join(" / "),
    ...(faults.length === 0 ? proved.map(line => `  ✓ ${line}`) : []),
    ...shown.map(({ code, place }) => `  ✗ ${place}\n    ${FAULTS[code].join(" / ")}`),
    ...(more > 0 ? [`  … อีก ${more} แห่ง / and ${more} more (--json)`] : []),
    "สิ่งที่พิสูจน์ไม่ได้ / what could not be proved:",
    ...[...lostOf(verdict, place => [place, place]), ...unproved.map(code => UNPROVED[code])].map(
      words => `  · ${words.join(" / ")}`,
    ),
    ...(verdict.checkpoint === undefined ? [] : ["จุดตรวจ / checkpoint:", verdict.checkpoint.trimEnd()]),
    "",
  ].join("\n")
}
