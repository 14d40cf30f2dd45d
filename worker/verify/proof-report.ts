/** A `.tlog-proof` that a reader pasted: is this text in the log of this site, since when, and what does it say? */
import { tabOf } from "../../shared/columns.ts"
import { bangkokClock, bangkokDate } from "../../shared/date/civil-date.ts"
import { clockTime, longDate } from "../../shared/date/thai-date.ts"
import type { VerifySignature } from "../../shared/log/note.ts"
import { type Row, rowSchema } from "../../shared/row/row.ts"
import { FAULTS, type Words } from "../../shared/verify/fault.ts"
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
  const { origin, entry, texts, faults, unproved } = judged
  const [first] = faults
  const since = Date.parse(entry?.at ?? "")
  const headline = first ? fails(FAULTS[first.code]) : holds(origin, since)
  return {
    holds: !first,
    headline: say(headline, language),
    proved: first ? [] : texts.flatMap(each => rowSchema.safeParse(each).data ?? []).map(rowText),
    faults: faultLines(faults, language),
    more: 0,
    unproved: unprovedLines([...unproved, ...(key === undefined ? [] : (["keyFetched"] as const))], language),
    keep: "",
  }
}

function holds(origin: string, since: number): Words {
  const [day, clock] = [bangkokDate(since), bangkokClock(since)]
  return [
    `ข้อความนี้อยู่ในบันทึก ${origin} รับเมื่อ${longDate(day, "ascii")} เวลา ${clockTime(since)} น.`,
    `This text is in the log ${origin}, accepted on ${day} at ${clock} in Bangkok`,
  ]
}

function fails([thai, english]: Words): Words {
  return [`หลักฐานการบันทึกนี้ใช้ไม่ได้: ${thai}`, `This proof does not hold: ${english}`]
}

/** In the words of the sheet, which are Thai. */
function rowText(row: Row): string {
  if (row.kind === "absence") return `หายไปจากตาราง · ${row.of}`
  const { title, columns } = tabOf(row.kind)
  const fields = Object.entries(row)
  const cells = columns.flatMap(({ key, header, public: isPublic }) => {
    const value = fields.find(([name]) => name === key)?.[1]
    const text = Array.isArray(value) ? value.join(", ") : String(value ?? "")
    return isPublic && text !== "" ? [`${header}: ${text}`] : []
  })
  return `${title} · ${cells.join(" · ")}`
}
