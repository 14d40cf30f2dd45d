/** A verdict in words, Thai and English: what was proved, what could not be, and what does not hold. */
import { FAULTS, UNPROVED } from "../../shared/verify/fault.ts"
import type { Verdict } from "../../shared/verify/verdict.ts"

/** As many of what does not hold are told in words; `--json` tells all. */
const MOST_FAULTS = 20

export function verdictText(verdict: Verdict): string {
  const { faults, unproved } = verdict
  const shown = faults.slice(0, MOST_FAULTS)
  const more = faults.length - shown.length
  return [
    headline(verdict),
    ...(faults.length === 0 ? provedLines(verdict).map(line => `  ✓ ${line}`) : []),
    ...shown.map(({ code, place }) => `  ✗ ${place}\n    ${FAULTS[code].join(" / ")}`),
    ...(more > 0 ? [`  … อีก ${more} แห่ง / and ${more} more (--json)`] : []),
    "สิ่งที่พิสูจน์ไม่ได้ / what could not be proved:",
    ...unproved.map(code => `  · ${UNPROVED[code].join(" / ")}`),
    ...(verdict.checkpoint === undefined ? [] : ["จุดตรวจ / checkpoint:", verdict.checkpoint.trimEnd()]),
    "",
  ].join("\n")
}

function headline({ faults, counts: { pushes }, office }: Verdict): string {
  const [first] = faults
  if (!first)
    return `ตรวจแล้ว ${pushes} ฉบับ ตรงกับลายมือชื่อของ ${office} ทุกฉบับ / ${counted(pushes, "revision")} of ${office} verified, all hold`
  const [thai, english] = FAULTS[first.code]
  return `ไม่ตรง ${faults.length} แห่ง แห่งแรก ${first.place}: ${thai} / ${counted(faults.length, "place does", "places do")} not hold, the first at ${first.place}: ${english}`
}

function provedLines({ origin, counts, heads }: Verdict): string[] {
  const { entries, witnesses, countersigned, pushes, heartbeats, texts, redacted, rows, seen } = counts
  return [
    ...(origin === undefined
      ? []
      : [
          `บันทึก ${origin} มี ${entries} รายการ ค่ารากและลายมือชื่อของจุดตรวจถูกต้อง / the log has ${counted(entries, "entry", "entries")}, which give the root that its key signed`,
          `สำนักงานลงนามรับรอง ${countersigned} รายการแรก / the office countersigned the first ${countersigned} of them`,
        ]),
    `ลายมือชื่อ ลำดับ กุญแจ และเวลาของ ${pushes} ฉบับ และการตรวจตาราง ${heartbeats} ครั้งถูกต้อง / signatures, order, keys and times of ${counted(pushes, "revision")} and ${counted(heartbeats, "look")} at the sheet`,
    `ข้อความ ${texts} แถวตรงกับที่ลงนาม ปิดแล้ว ${redacted} / ${counted(texts, "text")} as signed, ${redacted} redacted`,
    `แถวที่เผยแพร่ ${rows} แถว (JSON CSV ปฏิทิน แบบพิมพ์ หน้าเว็บ) ตรงกับบันทึก / ${counted(rows, "row")} published as JSON, CSV, calendar, form and page, as the log says`,
    ...(witnesses === 0
      ? []
      : [`พยานที่ลงนาม ${witnesses} ราย / ${witnesses} of the witnesses named signed it`]),
    ...(seen === 0 ? [] : [`ต่อจากจุดตรวจเดิม ${seen} จุด / it goes on from ${seen} kept earlier`]),
    ...heads.map(
      ({ fiscalYear, revision, head }) =>
        `ฉบับล่าสุดของปี ${fiscalYear} เทียบกับท้ายอีเมลได้ / the newest of ${fiscalYear}, to compare with a mail: ${fiscalYear}/${revision}/${head}`,
    ),
  ]
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
