/** Doubts about words: misprints suggested, spellings that differ inside one plan, follow-up by someone not the director. */
import { namesDirector, WORDS_OF_PLANS } from "../row/office-kind.ts"
import { withoutMarker } from "./cell-text.ts"
import { type ReportEntry, reportEntry } from "./problems.ts"

export type PrintedText = { readonly line: number; readonly text: string }

/** Slips seen in published plans, each long enough to mean nothing else, and what was likely meant. Never applied. */
const MISPRINTS: readonly (readonly [printed: string, meant: string])[] = [
  ["เจตจูงใจ", "เจตจำนง"],
  ["เจตจำนงค์", "เจตจำนง"],
  ["แก่รับบริการ", "แก่ผู้รับบริการ"],
  ["ต่อการคุณภาพ", "ต่อคุณภาพ"],
  ["ต่อไปนี้เป็นเว็บไซต์", "ต่อไปนี้บนเว็บไซต์"],
  ["ระบบการทำงาน สื่อสาร ซึ่ง", "ระบบการทำงาน ซึ่ง"],
  ["ทรัพย์สิน ราชการ", "ทรัพย์สินของราชการ"],
  ["ให้มี การ", "ให้มีการ"],
  ["ประพฤติมิชอบของเจ้าหนัาที่", "ประพฤติมิชอบของเจ้าหน้าที่"],
  ["อัพเดท", "อัปเดต"],
  ["อัพเดต", "อัปเดต"],
  ["เว็ปไซต์", "เว็บไซต์"],
  ["เว็บไซด์", "เว็บไซต์"],
  ["เวปไซต์", "เว็บไซต์"],
  ["แอพพลิเคชั่น", "แอปพลิเคชัน"],
  ["แอปพลิเคชั่น", "แอปพลิเคชัน"],
  ["อิเล็คทรอนิกส์", "อิเล็กทรอนิกส์"],
  ...WORDS_OF_PLANS.misprints,
  ["สํานักงาน", "สำนักงาน"],
  ["โปร่งไส", "โปร่งใส"],
  ["ทุจริค", "ทุจริต"],
]

/** Names that one plan should spell one way. The first spelling of a group is the usual one. */
const SPELLINGS: readonly (readonly string[])[] = [
  ["BMA Q", "BMAQ", "BMA-Q"],
  ["E-Service", "E - Service", "e-Service", "E-service", "E Service"],
  ["ผู้มีส่วนได้ส่วนเสีย", "ผู้มีส่วนได้เสีย"],
  ["BANGKOKITA", "BANGKOK ITA", "Bangkok ITA"],
]

/** Who else plans name as following up, beside the head's assistants and deputies. Longest first. */
const OTHER_ACTORS = ["ผู้บริหารสูงสุด", "ผู้บังคับบัญชา", "คณะกรรมการ", "คณะทำงาน", "หัวหน้าฝ่าย", "ผู้บริหาร"] as const

export function misprintEntries(texts: readonly PrintedText[]): ReportEntry[] {
  return texts.flatMap(({ line, text }) =>
    MISPRINTS.flatMap(([printed, meant]) => {
      const at = text.indexOf(printed)
      const snippet = around(text, at, printed.length)
      return at < 0 ? [] : [reportEntry("misprint", line, snippet, { value: printed, hint: meant })]
    }),
  )
}

export function spellingEntries(texts: readonly PrintedText[]): ReportEntry[] {
  return SPELLINGS.flatMap(group => {
    const used = group.flatMap(spelling => {
      const where = texts.find(({ text }) => text.includes(spelling))
      return where ? [{ spelling, where }] : []
    })
    const [first, ...others] = used.sort((a, b) => a.where.line - b.where.line)
    return others.map(({ spelling, where }) => {
      const snippet = around(where.text, where.text.indexOf(spelling), spelling.length)
      const hint = first?.spelling ?? ""
      return reportEntry("spellingDiffers", where.line, snippet, { value: spelling, hint })
    })
  })
}

/** The monitoring text of one row: the head of the office follows up, and any other actor at the head of a line is asked about. */
export function actorEntries({ line, text }: PrintedText, director: string): ReportEntry[] {
  if (text === "") return []
  const entries = text.split("\n").flatMap(each => {
    const statement = withoutMarker(each)
    const actor = [`ผู้ช่วย${director}`, `รอง${director}`, ...OTHER_ACTORS].find(word =>
      statement.startsWith(word),
    )
    if (actor === undefined) return []
    return [reportEntry("actorNotDirector", line, each, { value: actor, hint: director })]
  })
  if (entries.length > 0 || namesDirector(text, director)) return entries
  return [reportEntry("actorMissing", line, text, { hint: director })]
}

function around(text: string, at: number, length: number): string {
  const from = Math.max(0, at - 30)
  const to = Math.min(text.length, at + length + 30)
  return `${from > 0 ? "…" : ""}${text.slice(from, to)}${to < text.length ? "…" : ""}`
}
