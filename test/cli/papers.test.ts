/** Word documents and PDFs of other programs, kept in `test/cases/papers`; its README tells how each was made. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { afterAll, describe, expect, test } from "vitest"
import type { GoogleClients } from "../../cli/office/google-login.ts"
import type { Installation } from "../../cli/office/installation.ts"
import { gridsOf } from "../../cli/plan/document/pdf-grid.ts"
import { drawnPage, type Rule } from "../../cli/plan/document/pdf-page.ts"
import { linesOfLetters } from "../../cli/plan/document/pdf-text.ts"
import { loadPdfium } from "../../cli/plan/document/pdfium.ts"
import { readTableFile } from "../../cli/plan/table-file.ts"
import { planYear } from "../../cli/setup/year-plan.ts"
import { beginningOf } from "../../cli/start/source.ts"
import type { IsoDate } from "../../shared/date/civil-date.ts"
import type { ImportedPlan } from "../../shared/import/model.ts"
import { compilePeriod } from "../../shared/period/compile.ts"
import { imported } from "../shared/import/source.ts"
import { writtenPdf } from "./written-pdf.ts"

const folder = mkdtempSync(join(tmpdir(), "sujarit-papers-"))
afterAll(() => rmSync(folder, { recursive: true }))

const paper = (name: string) => fileURLToPath(new URL(`../cases/papers/${name}`, import.meta.url))

async function read(path: string): Promise<ImportedPlan> {
  const table = await readTableFile(path)
  if (!table.ok) throw new Error(table.message)
  return imported(table.source)
}

const written = (name: string, content: Uint8Array) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
/** A zip whose directory says so of its first part. */
function sayingSize(bytes: Buffer, size: number): Buffer {
  const at = bytes.indexOf(Buffer.from("PK\u0001\u0002", "latin1"))
  const changed = Buffer.from(bytes)
  changed.writeUInt32LE(size, at + 24)
  return changed
}

/** Consonants and digits: marks may be written in another order or as one. */
function countLetters(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const letter of text.match(/[ก-ฮ๐-๙0-9]/g) ?? []) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return counts
}

const entry = ({ report }: ImportedPlan, code: string) => report.filter(each => each.code === code)

describe("a Word document", () => {
  test("is its table, merged cells in each of their rows, each place told by table and cell", async () => {
    const plan = await read(paper("written-by-writer.docx"))
    expect(plan).toMatchObject({ fiscalYear: 2567, office: "สำนักงานเขตบางตัวอย่าง" })
    expect(plan.assessments.map(({ indicator, score }) => [indicator, score])).toEqual([
      [2, 88.86],
      [3, 90.12],
      [6, 91],
    ])
    expect(plan.measures.map(({ indicator, lead }) => [indicator, lead])).toEqual([
      [2, "ฝ่ายการคลัง"],
      [2, "ฝ่ายการคลัง"],
      [3, "ฝ่ายปกครอง"],
      [6, "ฝ่ายทะเบียน"],
    ])
    expect(plan.measures[0]?.measure).toBe(
      "๑. เผยแพร่แผนการใช้จ่ายงบประมาณ ๑ ฉบับ\n๒. ประชุมชี้แจงบุคลากรทุกระดับเกี่ยวกับขั้นตอนการเบิกจ่ายเงิน",
    )
    expect(entry(plan, "dutyPublish")).toMatchObject([{ sheet: "ตารางที่ 1", cell: "C3" }])
    expect(entry(plan, "lineUnplaced")).toMatchObject([{ sheet: "", cell: "" }])
  })

  test("has the numbers of its lists, headings of two lines, and another table set aside", async () => {
    const plan = await read(paper("merged-lists-changes.docx"))
    expect(plan.measures.map(({ measure }) => measure)).toEqual([
      "ดำเนินการดังนี้\n1. เผยแพร่แผนการใช้จ่าย\n2. ประชุมชี้แจง\n- รายงานทุกฝ่าย",
      "ติดประกาศผลการจัดซื้อจัดจ้าง",
      "จัดทำคำสั่งมอบหมายงาน ๒ ฉบับ",
    ])
    expect(plan.assessments.map(({ score }) => score)).toEqual([88.86, 90.12])
    expect(JSON.stringify(plan.report)).toContain("นักจัดการงานทั่วไป")
  })

  test("is read as changed, each change that nobody accepted asked about, and what is struck out", async () => {
    const plan = await read(paper("merged-lists-changes.docx"))
    expect(plan.measures[1]?.period).toBe("ภายในวันที่ ๓๐ เมษายน ๒๕๖๗")
    expect(entry(plan, "changeTracked")).toMatchObject([
      { severity: "ask", sheet: "ตารางที่ 2", cell: "F4", snippet: "๓๑ มีนาคม ๒๕๖๗" },
      { severity: "ask", cell: "F4", snippet: "๓๐ เมษายน ๒๕๖๗" },
    ])
    expect(entry(plan, "cellStruck")).toMatchObject([{ cell: "D5", snippet: " ๒ ฉบับ" }])
  })

  test("loses no word of any cell, wherever words stand", async () => {
    const files = unzipSync(readFileSync(paper("merged-lists-changes.docx")))
    let count = 0
    const document = strFromU8(files["word/document.xml"] ?? new Uint8Array()).replace(
      /(<w:(?:t|delText)(?: [^>]*)?>)/g,
      tag => `${tag}ฆ${String(count++).padStart(2, "0")}ฆ`,
    )
    const plan = await read(
      written("words.docx", zipSync({ ...files, "word/document.xml": strToU8(document) })),
    )
    const kept = JSON.stringify(plan)
    expect(count).toBeGreaterThan(30)
    for (let word = 0; word < count; word++) expect(kept).toContain(`ฆ${String(word).padStart(2, "0")}ฆ`)
  })

  test.each([
    ["cut short", (bytes: Buffer) => bytes.subarray(0, 3000), /damaged/],
    [
      "with declarations of its own",
      () => zipSync({ "word/document.xml": strToU8('<!DOCTYPE a [<!ENTITY b "c">]><w:document/>') }),
      /damaged/,
    ],
    ["that says it unfolds to 200 MB", (bytes: Buffer) => sayingSize(bytes, 200e6), /100 MB/],
  ])("%s is refused", async (_, change, message) => {
    const bytes = change(readFileSync(paper("written-by-writer.docx")))
    await expect(read(written("bad.docx", bytes))).rejects.toThrow(message)
  })
})

describe("a PDF", () => {
  const squeezed = ({ measures }: ImportedPlan) => JSON.stringify(measures).replace(/\s/g, "")

  test.each(["printed-by-writer.pdf", "circle-named-space.pdf"])(
    "has the letters of the document it was printed from: %s",
    async name => {
      const plan = await read(paper(name))
      expect(squeezed(plan)).toBe(squeezed(await read(paper("written-by-writer.docx"))))
      expect(plan).toMatchObject({ fiscalYear: 2567, office: "สำนักงานเขตบางตัวอย่าง" })
      expect(entry(plan, "pdfRead")).toHaveLength(1)
      expect(entry(plan, "dutyPublish")).toMatchObject([{ sheet: "หน้า 1", cell: "C3" }])
    },
  )

  test("has whole rows where pages cut them", async () => {
    const plan = await read(paper("rows-over-pages.pdf"))
    expect(plan.measures).toHaveLength(10)
    for (const [at, { indicator, measure, period, issue }] of plan.measures.entries()) {
      expect(indicator).toBe(at + 1)
      expect(measure.split("\n")).toHaveLength(3)
      expect(period).toMatch(/^ภายในวันที่ [๐-๙]{2} มีนาคม ๒๕๖๗$/)
      expect(issue).toMatch(/ทำให้เกิดความไม่เชื่อมั่นในความโปร่งใสของกระบวนการทำงาน$/)
    }
  })

  test.each(["printed-by-writer.pdf", "circle-named-space.pdf", "rows-over-pages.pdf"])(
    "has every letter that is drawn in a cell or a line: %s",
    async name => {
      const bytes = readFileSync(paper(name))
      const pdfium = await loadPdfium()
      const memory = pdfium.pdfium.wasmExports.malloc(bytes.length)
      pdfium.pdfium.HEAPU8.set(bytes, memory)
      const document = pdfium.FPDF_LoadMemDocument(memory, bytes.length, "")
      const pages = Array.from({ length: pdfium.FPDF_GetPageCount(document) }, (_, at) =>
        drawnPage(pdfium, document, at),
      )
      pdfium.FPDF_CloseDocument(document)
      const table = await readTableFile(paper(name))
      if (!table.ok) throw new Error(table.message)
      const words = table.source.lines.flatMap(({ cells }) => cells)
      const read = countLetters(words.join(""))
      for (const [letter, count] of countLetters(
        pages.flatMap(({ runs }) => runs.flat().map(({ text }) => text)).join(""),
      ))
        expect([letter, (read.get(letter) ?? 0) >= count]).toEqual([letter, true])
    },
  )

  test.each([
    ["scanned.pdf", /scanned/],
    ["locked.pdf", /password/],
  ])("%s is refused with the way out", async (name, message) => {
    await expect(read(paper(name))).rejects.toThrow(message)
  })

  test("cut short is refused", async () => {
    const bytes = readFileSync(paper("printed-by-writer.pdf")).subarray(0, 20_000)
    await expect(read(written("cut.pdf", bytes))).rejects.toThrow(/damaged/)
  })
})

describe("a workbook that another program saved", () => {
  test.each([
    ["struck.ods", ["C5 ๒ ฉบับ", "E5 ภายในเดือนมกราคม ๒๕๖๗"]],
    // Of an .xls the words within a cell are not told.
    ["struck.xls", ["E5 ภายในเดือนมกราคม ๒๕๖๗"]],
  ])("tells what is struck out: %s", async (name, struck) => {
    const told = entry(await read(paper(name)), "cellStruck")
    expect(told.map(({ cell, snippet }) => `${cell} ${snippet}`)).toEqual(struck)
    expect(told.every(({ severity, sheet }) => severity === "ask" && sheet === "แผน")).toBe(true)
  })

  test("behind a password is refused with the way out, of OpenDocument too", async () => {
    await expect(read(paper("locked.ods"))).rejects.toThrow(/password/)
  })
})

describe("months and quarters with ticks", () => {
  const normals = ({ measures }: ImportedPlan) =>
    measures.map(({ period }) => compilePeriod(period, { fiscalYear: 2569 }).normal)

  test.each(["bars.docx", "bars.pdf"])("a bar is as long as its merged cell in %s", async name => {
    const plan = await read(paper(name))
    expect(plan.office).toBe("กรมตัวอย่างแห่งชาติ")
    expect(normals(plan)).toEqual([
      "SPAN 2025-10-01/2025-12-31",
      "SPAN 2026-03-01/2026-05-31",
      "SET 2025-12-31,2026-06-30",
      "SPAN 2026-01-01/2026-09-30",
    ])
  })

  test("a workbook's quarters, below headings that are merged both ways", async () => {
    expect(normals(await read(paper("ticks.xlsx")))).toEqual([
      "SPAN 2025-10-01/2026-03-31",
      "SPAN 2026-01-01/2026-03-31",
      "SET 2026-03-31,2026-09-30",
      "SPAN 2025-10-01/2026-09-30",
    ])
  })
})

test("an indicator that is a heading over its measures is theirs", async () => {
  const plan = await read(paper("indicator-headings.xlsx"))
  expect(plan.measures.map(({ indicator }) => indicator)).toEqual([1, 1, 2])
  expect(plan.assessments.map(({ score }) => score)).toEqual([87.22, 80.15])
})

describe("a long PDF tells how far it is read", () => {
  const page = { texts: [{ text: "แผน", x: 40, y: 40 }] }
  const file = written("long.pdf", writtenPdf(Array.from({ length: 10 }, () => page)))
  const day = "2023-05-29" as IsoDate
  test("where an office is started of it", async () => {
    const told: string[] = []
    const source = { kind: "plan", file, tell: (text: string) => void told.push(text) } as const
    await expect(beginningOf(source, day, "")).rejects.toThrow(/ruled/)
    expect(told).toEqual(["อ่านหน้า 10 จาก 10 / page 10 of 10"])
  })
  test("and where a year is set up of it", async () => {
    const told: string[] = []
    const installation = { office: "ก", name: "", worker: "", owner: "", years: [] }
    const options = { plan: file, year: undefined, sections: undefined, from: undefined }
    const planned = planYear(
      {} as GoogleClients,
      installation as unknown as Installation,
      { ...options, tell: text => void told.push(text) },
      day,
    )
    await expect(planned).rejects.toThrow(/ruled/)
    expect(told).toHaveLength(1)
  })
})

describe("letters and lines of a page", () => {
  const letter = (text: string, x: number, more = {}) => ({
    text,
    x,
    y: 0,
    width: 10,
    middle: x + 5,
    size: 10,
    ...more,
  })
  const text = (...runs: Parameters<typeof linesOfLetters>[0]) => linesOfLetters(runs).map(line => line.text)

  test("a mark that is drawn by itself belongs to the letter it hangs on", () => {
    const mark = letter("\u0e49", 10, { width: 0, middle: 6 })
    expect(text([letter("ข", 0), letter("น", 10)], [mark])).toEqual(["ข\u0e49น"])
  })

  test("a space without width before า is the circle of ำ, one before another letter is a space", () => {
    const circle = letter(" ", 10, { width: 0 })
    expect(text([letter("ส", 0), circle, letter("า", 10)])).toEqual(["สำ"])
    expect(text([letter("ส", 0), circle, letter("น", 10)])).toEqual(["ส น"])
  })

  test("a space that is drawn by itself stands before the letter it was drawn before", () => {
    const space = letter(" ", 11, { width: 3 })
    expect(text([letter("น", 0), letter("ป", 13), letter("ร", 23)], [space])).toEqual(["น ปร"])
  })

  test("room where no space is drawn is a space", () => {
    expect(text([letter("ก", 0), letter("ข", 14)])).toEqual(["ก ข"])
  })

  test("a cell is merged where no line divides it, and a row that a page cuts has no line below", () => {
    const flat = (at: number, from: number, to: number): Rule => ({ isFlat: true, at, from, to })
    const upright = (at: number): Rule => ({ isFlat: false, at, from: 0, to: 60 })
    const [grid] = gridsOf([
      flat(0, 0, 100),
      flat(20, 50, 100),
      flat(40, 0, 100),
      ...[0, 50, 100].map(upright),
    ])
    expect(grid).toMatchObject({ rows: 3, columns: 2 })
    expect(grid?.cells.map(({ row, column, rows }) => [row, column, rows])).toEqual([
      [0, 0, 2],
      [0, 1, 1],
      [1, 1, 1],
      [2, 0, 1],
      [2, 1, 1],
    ])
  })
})
