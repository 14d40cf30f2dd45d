/** Forms cut into sheets: nothing lost, nothing repeated but names, nothing taller than the paper. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cellLines, cutCell } from "../../../shared/print/cut.ts"
import { lineCount, phrasesOf } from "../../../shared/print/lines.ts"
import { type Form, type Sheet, sheetsOf } from "../../../shared/print/sheets.ts"
import { NAUGHTY_STRINGS } from "../../naughty.ts"

const plain = (text: string) => ({ text, strong: false })
const COLUMNS = [26, 17, 19, 18, 9, 11].map(share => ({ header: "หัวข้อ", share }))
const formOf = (rows: readonly (readonly string[])[]): Form => ({
  title: "มาตรการส่งเสริมคุณธรรม",
  lines: ["สำนักงานเขตทดสอบ"],
  columns: COLUMNS,
  rows: rows.map((texts, index) => ({
    name: `ตัวชี้วัดที่ ${index + 1}`,
    cells: COLUMNS.map((_, column) => (texts[column] ? [plain(texts[column] ?? "")] : [])),
  })),
})

const letters = (text: string) => text.replace(/\s+/g, "")

/** Every letter of a column, sheet after sheet, without the names of rows that go on. */
function lettersOf(sheets: readonly Sheet[], column: number): string {
  return letters(
    sheets
      .flatMap(({ rows }) => rows)
      .map(({ cells, continued }) => {
        const paragraphs = cells[column] ?? []
        const own = continued && column === 0 ? paragraphs.slice(1) : paragraphs
        return own.map(each => each.text).join("")
      })
      .join(""),
  )
}

const SHEET_LINES = 27
const widthOf = (share: number) => (((773 * share) / 100 - 9) / 11) * 1000

function fits({ rows }: Sheet): boolean {
  const lines = rows.map(({ cells }) =>
    Math.max(1, ...cells.map((cell, index) => cellLines(cell, widthOf(COLUMNS[index]?.share ?? 1)))),
  )
  return lines.reduce((sum, each) => sum + each, 0) <= SHEET_LINES
}

const THAI = "ผู้อำนวยการเขตกำกับติดตามการจัดซื้อจัดจ้างให้โปร่งใส"
const words = fc.constantFrom(
  THAI,
  "รายงาน",
  "(๒)",
  "-",
  "ทุกเดือน",
  "https://office.example/a/very/long/address",
  "ๆ",
  "E-Service",
)
const paragraph = fc.array(words, { minLength: 0, maxLength: 60 }).map(list => list.join(" "))

test("a count that may stop early is the whole count as far as it goes", () => {
  const texts = fc.oneof(
    paragraph,
    fc.constantFrom(THAI, "a", "เ", "(๒) ").map(each => each.repeat(400)),
    fc.string(),
  )
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 400, max: 20_000 }),
      fc.nat(40),
      fc.boolean(),
      (text, width, enough, strong) => {
        const whole = lineCount({ text, strong }, width)
        const stopped = lineCount({ text, strong }, width, enough)
        expect(Math.min(stopped, enough + 1)).toBe(Math.min(whole, enough + 1))
      },
    ),
  )
})

describe("sheets", () => {
  test("hold every letter once, in order, and never more than the paper does", () => {
    fc.assert(
      fc.property(fc.array(fc.array(paragraph, { minLength: 6, maxLength: 6 }), { maxLength: 6 }), rows => {
        const sheets = sheetsOf(formOf(rows))
        for (const [column] of COLUMNS.entries())
          expect(lettersOf(sheets, column)).toBe(letters(rows.map(row => row[column] ?? "").join("")))
        expect(sheets.every(fits)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test.each(NAUGHTY_STRINGS.map((text, index) => [index, text] as const))(
    "hold naughty string %i",
    (_, given) => {
      // The sheet takes no more than 5,000 letters a cell.
      const text = given.slice(0, 5000)
      const long = text.repeat(Math.ceil(3000 / Math.max(1, text.length))).slice(0, 3000)
      const sheets = sheetsOf(formOf([[long, text, long, "", text, long]]))
      for (const column of [0, 1, 2, 4, 5])
        expect(lettersOf(sheets, column)).toBe(letters([long, text, long, "", text, long][column] ?? ""))
      expect(sheets.every(fits)).toBe(true)
    },
  )

  test("say on every further part of a row which row it is", () => {
    const sheets = sheetsOf(formOf([[Array(120).fill(THAI).join(" ")]]))
    expect(sheets.length).toBeGreaterThan(2)
    const names = sheets.slice(1).map(({ rows }) => [rows[0]?.continued, rows[0]?.cells[0]?.[0]?.text])
    expect(new Set(names.map(String))).toEqual(new Set(["true,ตัวชี้วัดที่ 1 (ต่อ)"]))
  })

  test("begin no row at the foot of a sheet for a line or two", () => {
    const short = Array(8).fill(THAI).join(" ")
    for (const { rows } of sheetsOf(formOf(Array(12).fill([short])))) {
      const last = rows[rows.length - 1]
      expect(cellLines(last?.cells[0] ?? [], widthOf(26))).toBeGreaterThanOrEqual(4)
    }
  })

  test("of nothing are one sheet", () => {
    expect(sheetsOf(formOf([]))).toEqual([{ rows: [] }])
  })
})

describe("a cut", () => {
  test("never leaves a marker at the end of a line", () => {
    const text = `${THAI} ${THAI} (๒) ${THAI} ที่ ๕ ${THAI} สั่งการ: ${THAI}`
    for (let lines = 1; lines < 12; lines++) {
      const { head } = cutCell([plain(text)], 12000, lines, false)
      const last = phrasesOf(head[head.length - 1]?.text ?? "").pop() ?? ""
      expect(last).not.toMatch(/^(?:\(๒\)|ที่|สั่งการ:)$/)
    }
  })

  test("between letters parts no letter from its marks", () => {
    const text = "กำลังเปลี่ยนแปลงนี้".repeat(40)
    for (let lines = 1; lines < 20; lines++) {
      const { head, tail } = cutCell([plain(text)], 9000, lines, true)
      expect(head[0]?.text).not.toMatch(/[เแโใไ]$/)
      expect(tail[0]?.text ?? "").not.toMatch(/^[\u0e30-\u0e3a\u0e45-\u0e4e]/)
    }
  })
})

test("more words never take fewer lines", () => {
  fc.assert(
    fc.property(paragraph, words, fc.integer({ min: 4000, max: 30000 }), (text, word, width) => {
      expect(lineCount(plain(`${text} ${word}`), width)).toBeGreaterThanOrEqual(lineCount(plain(text), width))
    }),
  )
})
