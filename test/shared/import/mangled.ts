/** Files as people mangle them, each word of which stands nowhere else. */
import fc from "fast-check"
import type { PlanSource } from "../../../shared/import/model.ts"
import { HEADER } from "./source.ts"

const NAMES = ["การใช้งบประมาณ", "การใช้อำนาจ", "การเปิดเผยข้อมูล"]
const PERIODS = ["ภายในเดือนมิถุนายน ๒๕๖๗", "ไตรมาส ๒", ""]
const OWNERS = ["ฝ่ายปกครอง", "กองคลัง", "ฝ่ายทะเบียนและบัตร", ""]

/** A word that stands nowhere else: `กกงคจ` counts. */
const wordOf = (number: number) =>
  `ฆ${[...String(number).padStart(4, "0")].map(digit => "กขคงจฉชซฌญ".charAt(Number(digit))).join("")}ฆ`

export type Step = { readonly kind: number; readonly at: number; readonly to: number }

/** A plan, then what people do to it: columns moved, cells cleared, lines doubled, cut, put in, a second plan below. */
export function mangled(choices: readonly number[], steps: readonly Step[]): PlanSource {
  let count = 0
  const word = () => wordOf(count++)
  const pick = <Item>(items: readonly Item[], number: number) => items[number % items.length] as Item
  const row = (choice: number) => [
    choice % 4 === 3 ? "" : `ตัวชี้วัดที่ ๒ ${pick(NAMES, choice)} ได้ค่าคะแนน ๙๘.๘๖ คะแนน ${word()}`,
    word(),
    word(),
    `ผู้อำนวยการเขตติดตาม${word()}`,
    `${pick(PERIODS, choice)} ${word()}`,
    `${pick(OWNERS, choice)} ${word()}`,
  ]
  const title = (year: string) => [`มาตรการ${word()} ประจำปีงบประมาณ พ.ศ. ${year}`]
  let rows: string[][] = [title("๒๕๖๗"), ["สำนักงานเขตตัวอย่าง"], HEADER, ...choices.map(row)]
  for (const { kind, at, to } of steps) {
    const place = at % rows.length
    const line = rows[place] as string[]
    const cell = to % 7
    if (kind === 0 && line !== HEADER) line[cell] = word()
    if (kind === 1 && line !== HEADER) rows[place] = line.map((text, index) => (index === cell ? "" : text))
    if (kind === 2) rows.splice(place, 0, [...line])
    if (kind === 3) rows.splice(to % rows.length, 0, [word()])
    if (kind === 4)
      rows = rows.map(each => (each.length > 2 ? [...each.slice(3), ...each.slice(0, 3)] : each))
    if (kind === 5) rows = rows.map(each => (each.length > 2 ? [word(), ...each] : each))
    if (kind === 6) rows.push(title("๒๕๖๖"), HEADER, row(to))
    if (kind === 7) rows.splice(place, 0, [word(), word(), word(), word()])
    if (kind === 8) rows = rows.filter(each => each !== HEADER)
  }
  const sheetAt = steps.some(({ kind }) => kind === 9) ? Math.ceil(rows.length / 2) : rows.length
  return {
    lines: rows.map((cells, at) => ({
      line: at + 1,
      cells: Array.from(cells, cell => cell ?? ""),
      sheet: at < sheetAt ? "ก" : "ข",
    })),
  }
}

const step = fc.record({ kind: fc.nat(9), at: fc.nat(40), to: fc.nat(40) })

/** What is done to how many rows. */
export const mangling = fc.tuple(
  fc.array(fc.nat(11), { minLength: 1, maxLength: 5 }),
  fc.array(step, { maxLength: 6 }),
)

/** The words of a source that its plan keeps nowhere. */
export function lostWords({ lines }: PlanSource, kept: string): string[] {
  const words = lines.flatMap(({ cells }) => cells.flatMap(cell => cell.match(/ฆ[กขคงจฉชซฌญ]{4}ฆ/g) ?? []))
  return words.filter(word => !kept.includes(word))
}
