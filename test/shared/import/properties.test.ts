import fc from "fast-check"
import { expect, test } from "vitest"
import { ANY_LETTER } from "../../any-letter.ts"
import { codes, HEADER, imported, ROW, rowsSource, squeeze } from "./source.ts"

const PIECES = [
  "ตัวชี้วัดที่ ",
  "ตัวชี้วัดที่ ๒ การใช้งบประมาณ ",
  "ได้ค่าคะแนน ",
  "๙๙.๔๙",
  "48.86",
  " คะแนน",
  "<p>",
  "</p>",
  "<b",
  "<script>",
  "&amp;",
  " ".repeat(22),
  "  ",
  "๑. ",
  "2) ",
  "- ",
  "\n",
  "\u200b",
  "\ud800",
  "ำ",
  "ํา",
  "ก",
  "ฝ่ายปกครอง",
  "ทุกฝ่าย",
  "เป็นเจ้าภาพหลัก",
  "ภายในวันที่ ๕ ของทุกเดือน",
  "ภายในปีงบประมาณ พ.ศ. ๒๕๖๗",
  "ให้",
  "เพื่อเผยแพร่",
  "(",
  "(ต่อ)",
  "indicator",
  "measure",
  "period",
  ...HEADER,
] as const

const cell = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: ANY_LETTER })), { maxLength: 8 })
  .map(parts => parts.join(""))
const table = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 8 })

test("no table throws, and importing twice is importing once", () => {
  fc.assert(
    fc.property(table, rows => {
      const plan = imported(rowsSource(...rows), 2567)
      expect(imported(rowsSource(...rows), 2567)).toEqual(plan)
      expect(plan.report.length).toBeGreaterThan(0)
    }),
    { seed: 2567, numRuns: 300 },
  )
})

/** Letters that mean nothing to the importer, so that all of them must come through as text. */
const words = fc.stringMatching(/^[กขคงจ]{3,12}( [กขคงจ]{3,12}){0,4}$/)
const plainRow = fc
  .tuple(words, words, words, words)
  .map(([description, issue, measure, monitoring]) => [
    `ตัวชี้วัดที่ ๒ การใช้งบประมาณ ได้ค่าคะแนน ๙๘.๘๖ คะแนน ${description}`,
    issue,
    measure,
    `ผู้อำนวยการเขต${monitoring}`,
    "ภายในเดือนมิถุนายน ๒๕๖๗",
    "ฝ่ายปกครอง เป็นเจ้าภาพหลัก (ดำเนินการร่วมกับฝ่ายทะเบียน)",
  ])

test("a row cut anywhere by a page is one row again, no letter lost", () => {
  const cuts = fc.tuple(
    plainRow,
    fc.array(fc.double({ min: 0.3, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }),
  )
  fc.assert(
    fc.property(cuts, ([row, places]) => {
      const at = row.map((text, index) => Math.ceil(text.length * (places[index] ?? 1)))
      const head = row.map((text, index) => text.slice(0, at[index]))
      const tail = row.map((text, index) => text.slice(at[index]))
      const whole = imported(rowsSource(HEADER, row), 2567)
      const cut = imported(rowsSource(HEADER, head, HEADER, tail), 2567)
      expect(cut.measures).toHaveLength(1)
      expect(squeeze(JSON.stringify(cut.measures))).toBe(squeeze(JSON.stringify(whole.measures)))
      expect(squeeze(JSON.stringify(cut.assessments))).toBe(squeeze(JSON.stringify(whole.assessments)))
    }),
    { seed: 2567, numRuns: 250 },
  )
})

test("every letter of every cell is in a text or a snippet", () => {
  const anyRows = fc.array(fc.tuple(words, words, words, words, words, words, words), {
    minLength: 1,
    maxLength: 5,
  })
  fc.assert(
    fc.property(anyRows, rows => {
      const plan = imported(rowsSource(HEADER, ROW, ...rows.map(row => [...row])), 2567)
      const kept = squeeze(JSON.stringify(plan))
      for (const text of rows.flat()) expect(kept).toContain(squeeze(text))
    }),
    { seed: 2567, numRuns: 200 },
  )
})

test.each([
  "ก",
  " ",
  "ก ข ",
  "<",
  "<p>",
  "๑. ก ",
  "ให้ฝ่าย",
  "- ",
  "\n",
  "99.",
  "ทุก ",
  "(แบบ ",
  "&nbsp;",
  "ผู้บริหาร\n",
])("six cells of 50,000 characters of %j take milliseconds", seed => {
  const long = seed.repeat(Math.ceil(50_000 / seed.length))
  const before = process.threadCpuUsage()
  const plan = imported(rowsSource(HEADER, [`${ROW[0]}${long}`, long, long, long, long, long]), 2567)
  // 20 ms a cell on an idle machine; the bound leaves room for a busy one and still catches anything quadratic.
  expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(1000)
  expect(codes(plan).length).toBeGreaterThan(0)
})
