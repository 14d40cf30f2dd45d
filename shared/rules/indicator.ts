/** The ten indicators of the assessment, found by name: the number printed before a name is never what decides. */

export const INDICATOR_NAMES: readonly string[] = [
  "การปฏิบัติหน้าที่",
  "การใช้งบประมาณ",
  "การใช้อำนาจ",
  "การใช้ทรัพย์สินของราชการ",
  "การแก้ไขปัญหาการทุจริต",
  "คุณภาพการดำเนินงาน",
  "ประสิทธิภาพการสื่อสาร",
  "การปรับปรุงระบบการทำงาน",
  "การเปิดเผยข้อมูล",
  "การป้องกันการทุจริต",
]

/** Other names the assessors' own documents print for the same indicator. */
const VARIANTS: ReadonlyMap<string, number> = new Map([["การปรับปรุงการทำงาน", 8]])

/** Longer texts are not names, and are not compared letter by letter. */
const NAME_LIMIT = 60
const NEAR = 2

export type IndicatorMatch = {
  readonly indicator: number
  readonly canonical: string
  /** `near`: a slip of a letter or two, or words added; a person must say. */
  readonly how: "exact" | "variant" | "near"
}

/** The indicator a printed name means; undefined when it is none of the ten. */
export function findIndicator(printed: string): IndicatorMatch | undefined {
  const wanted = squeeze(printed)
  if (wanted === "") return undefined
  const exact = INDICATOR_NAMES.indexOf(wanted) + 1
  if (exact > 0) return match(exact, "exact")
  const variant = VARIANTS.get(wanted)
  if (variant !== undefined) return match(variant, "variant")
  const near = INDICATOR_NAMES.filter(name => isNear(wanted, name))
  return near.length === 1 ? match(INDICATOR_NAMES.indexOf(near[0] ?? "") + 1, "near") : undefined
}

/** The longest known name a text begins with, as printed there with its spaces. */
export function leadingIndicatorName(text: string): string | undefined {
  const lengths = [...INDICATOR_NAMES, ...VARIANTS.keys()].map(name => printedLength(text, name))
  const longest = Math.max(...lengths)
  return longest > 0 ? text.slice(0, longest) : undefined
}

function match(indicator: number, how: IndicatorMatch["how"]): IndicatorMatch {
  return { indicator, canonical: INDICATOR_NAMES[indicator - 1] ?? "", how }
}

function squeeze(text: string): string {
  return text.replace(/\s/g, "")
}

/** How much of the text spells the name, spaces apart; 0 when it does not begin with it. */
function printedLength(text: string, name: string): number {
  let at = 0
  for (const letter of name) {
    while (at < text.length && /\s/.test(text.charAt(at))) at++
    if (text.charAt(at) !== letter) return 0
    at++
  }
  return at
}

function isNear(wanted: string, name: string): boolean {
  if (wanted.length > NAME_LIMIT) return false
  return wanted.startsWith(name) || distance(wanted, name) <= NEAR
}

/** Letters to add, drop or change to make one text the other. */
export function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, change))
    }
    row = next
  }
  return row[to.length] ?? 0
}
