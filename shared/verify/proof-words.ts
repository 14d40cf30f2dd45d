/** A proof of one text in words: since when it is in the log, and what it says. The same on a command line and on a page. */
import { tabOf } from "../columns.ts"
import { bangkokClock, bangkokDate } from "../date/civil-date.ts"
import { clockTime, longDate } from "../date/thai-date.ts"
import { type Row, rowSchema } from "../row/row.ts"
import { FAULTS, type Words } from "./fault.ts"
import type { JudgedTextProof } from "./text-proof.ts"

export function proofHeadline({ origin, entry, faults }: JudgedTextProof): Words {
  const [first] = faults
  return first ? fails(FAULTS[first.code]) : holds(origin, Date.parse(entry?.at ?? ""))
}

/** The rows that were logged; none while something does not hold: one fault may hide another. */
export function provedRows({ texts, faults }: JudgedTextProof): string[] {
  return faults.length > 0 ? [] : texts.flatMap(each => rowSchema.safeParse(each).data ?? []).map(rowText)
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
