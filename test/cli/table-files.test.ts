/** Brothers of the cases: what else people's spreadsheets and text files hold, read at the door. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type BookType, type CellObject, utils, type WorkSheet, write } from "@e965/xlsx"
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate"
import { afterAll, describe, expect, test, vi } from "vitest"
import { cellDate } from "../../cli/plan/cell-date.ts"
import { decodeText } from "../../cli/plan/decode-text.ts"
import { readCsv, readTabbed } from "../../cli/plan/delimited.ts"
import { readTableFile } from "../../cli/plan/table-file.ts"
import { noteEntry } from "../../shared/import/file-notes.ts"
import { HEADER, imported, ROW } from "../shared/import/source.ts"

const folder = mkdtempSync(join(tmpdir(), "sujarit-tables-"))
afterAll(() => rmSync(folder, { recursive: true }))

const TITLE = ["มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
const MARCH = 45382

type Sheet = readonly [name: string, rows: unknown[][], change?: (sheet: WorkSheet) => unknown]

function book(sheets: readonly Sheet[], bookType: BookType, is1904 = false): Buffer {
  const made = utils.book_new()
  for (const [name, rows, change] of sheets) {
    const sheet = utils.aoa_to_sheet(rows)
    change?.(sheet)
    utils.book_append_sheet(made, sheet, name)
  }
  made.Workbook = { ...made.Workbook, WBProps: { date1904: is1904 } }
  return write(made, { type: "buffer", bookType }) as Buffer
}

async function read(name: string, content: Uint8Array | string) {
  const path = join(folder, name)
  writeFileSync(path, content)
  const table = await readTableFile(path)
  if (!table.ok) throw new Error(table.message)
  return { source: table.source, plan: imported(table.source) }
}

const ROWS = [TITLE, HEADER, ROW]
const withPeriod = (cell: CellObject) => (sheet: WorkSheet) => Object.assign(sheet, { E3: cell })

describe.each(["xlsx", "xlsb", "ods", "xls"] as const)("a workbook saved as .%s", bookType => {
  test("is the plan it shows, its lines named by sheet and cell", async () => {
    const { plan } = await read(`plan.${bookType}`, book([["แผน 2567", ROWS]], bookType))
    expect(plan.measures).toMatchObject([{ indicator: 2, period: ROW[4], lead: "ฝ่ายปกครอง" }])
    expect(plan.report.find(({ code }) => code === "scoreYearAssumed")).toMatchObject({
      sheet: "แผน 2567",
      cell: "A3",
    })
  })

  test("shows its dates as dates", async () => {
    const cell: CellObject = { t: "n", v: MARCH, z: "d mmmm yyyy" }
    const { plan } = await read(`date.${bookType}`, book([["ก", ROWS, withPeriod(cell)]], bookType))
    expect(plan.measures[0]?.period).toBe("31 มีนาคม 2567")
  })
})

describe("a number shown as a date", () => {
  test.each([
    ["dd/mm/bbbb", MARCH, "31 มีนาคม 2567"],
    ['dd"/"mm"/bbbb"', MARCH, "31 มีนาคม 2567"],
    ['dd/mm/"bbbb"', MARCH, "31 มีนาคม 2567"],
    ["[$-107041E]d mmmm yyyy", MARCH, "31 มีนาคม 2567"],
    ["[$-D07041E]d mmm yy;@", MARCH, "31 มีนาคม 2567"],
    ["m/d/yy", MARCH, "31 มีนาคม 2567"],
    ["yyyy-mm-dd", MARCH, "31 มีนาคม 2567"],
    ["[$-D07041E]mmmm yyyy", MARCH, "มีนาคม 2567"],
    ["mmm-yy", MARCH, "มีนาคม 2567"],
    ["mmmm", MARCH, "มีนาคม"],
    ["bbbb", MARCH, "2567"],
    ["d mmm", MARCH, "31 มีนาคม"],
    ["dd/mm/yyyy hh:mm", MARCH + 0.6875, "31 มีนาคม 2567 เวลา 16.30 น."],
    ['d mmmm yyyy "เวลา" h:mm "น."', MARCH + 0.6875, "31 มีนาคม 2567 เวลา 16.30 น."],
    ["h:mm", 0.6875, "16.30 น."],
    // A year of the Buddhist era that was typed where a Western one stands.
    ["d mmmm yyyy", 243_708, "31 มีนาคม 2567"],
  ])("%s", (format, serial, text) => {
    expect(cellDate(serial, format, false)?.text).toBe(text)
  })

  test.each(["General", "0.00", "#,##0", "0%", "[h]:mm", "@"])("%s is none", format => {
    expect(cellDate(MARCH, format, false)).toBeUndefined()
  })

  test("counts from 1904 where the workbook says so", async () => {
    const cell: CellObject = { t: "n", v: MARCH - 1462, z: "dd/mm/bbbb" }
    const { plan } = await read("mac.xlsx", book([["ก", ROWS, withPeriod(cell)]], "xlsx", true))
    expect(plan.measures[0]?.period).toBe("31 มีนาคม 2567")
  })
})

describe("what a workbook hides or marks is told", () => {
  test.each<[string, (sheet: WorkSheet) => unknown, string, string]>([
    ["a hidden row", sheet => Object.assign(sheet, { "!rows": [{}, {}, { hidden: true }] }), "rowHidden", ""],
    [
      "a hidden column",
      sheet => Object.assign(sheet, { "!cols": [{}, { hidden: true }] }),
      "columnHidden",
      "B2",
    ],
    ["a formula that failed", withPeriod({ t: "e", v: 23, w: "#REF!" }), "cellError", "E3"],
    ["a comment", sheet => Object.assign(sheet.C3, { c: [{ a: "ก", t: "ยกเลิก" }] }), "cellNote", "C3"],
  ])("%s", async (_, change, code, cell) => {
    const { plan } = await read("marked.xlsx", book([["ก", ROWS, change]], "xlsx"))
    expect(plan.report.filter(each => each.code === code)).toMatchObject([{ sheet: "ก", cell }])
  })

  test("a hidden sheet is set aside", async () => {
    const bytes = book(
      [
        ["ก", ROWS],
        ["ซ่อน", [["ของเก่า"], HEADER, ROW]],
      ],
      "xlsx",
    )
    const { source } = await read("hidden.xlsx", bytes)
    const hidden = noteEntry({ code: "sheetHidden", sheet: "ซ่อน", line: 0, cell: "", words: "ซ่อน" })
    const plan = imported({ ...source, notes: [hidden] })
    expect(plan.measures).toHaveLength(1)
    expect(plan.report.find(({ code }) => code === "sheetHidden")?.snippet).toContain("ของเก่า")
  })
})

test("a cell struck out is asked about, and a date typed as ISO text keeps its time", async () => {
  const files = unzipSync(book([["ก", ROWS]], "xlsx"))
  const change = (name: string, from: RegExp, to: string) => {
    files[name] = strToU8(strFromU8(files[name] ?? new Uint8Array()).replace(from, to))
  }
  change("xl/styles.xml", /<\/fonts>/, "<font><strike/></font></fonts>")
  change("xl/styles.xml", /<\/cellXfs>/, '<xf numFmtId="0" fontId="1" xfId="0"/></cellXfs>')
  change("xl/worksheets/sheet1.xml", /<c r="C3"/, '<c r="C3" s="1"')
  change(
    "xl/worksheets/sheet1.xml",
    /<c r="E3"[^>]*>.*?<\/c>/,
    '<c r="E3" t="d"><v>2024-03-31T16:30:00</v></c>',
  )
  const { plan } = await read("struck.xlsx", zipSync(files))
  expect(plan.report.filter(({ code }) => code === "cellStruck")).toMatchObject([
    { severity: "ask", sheet: "ก", cell: "C3", snippet: ROW[2] },
  ])
  expect(plan.measures[0]?.period).toBe("31 มีนาคม 2567 เวลา 16.30 น.")
})

test("cells merged over rows are in each of them", async () => {
  const second = ["", "", "ติดประกาศ", "ผู้อำนวยการเขตติดตาม", "ภายในเดือนกันยายน ๒๕๖๗", ""]
  const merge = (sheet: WorkSheet) => {
    sheet["!merges"] = [0, 1, 5].map(c => ({ s: { r: 2, c }, e: { r: 3, c } }))
  }
  const { plan } = await read("merged.xlsx", book([["ก", [...ROWS, second], merge]], "xlsx"))
  expect(plan.measures.map(({ indicator, measure, lead }) => [indicator, measure, lead])).toEqual([
    [2, ROW[2], "ฝ่ายปกครอง"],
    [2, "ติดประกาศ", "ฝ่ายปกครอง"],
  ])
})

test("what the library says of a format goes to nobody's screen", async () => {
  const files = unzipSync(book([["ก", ROWS]], "ods"))
  const quarter = '<number:date-style style:name="N1"><number:quarter/><number:year/></number:date-style>'
  const content = strFromU8(files["content.xml"] ?? new Uint8Array())
  const bytes = zipSync({
    ...files,
    mimetype: [files.mimetype ?? new Uint8Array(), { level: 0 }],
    "content.xml": strToU8(content.replace("<office:automatic-styles>", `$&${quarter}`)),
  })
  const said = vi.spyOn(console, "error").mockImplementation(() => {})
  await read("quiet.ods", bytes)
  expect(said).not.toHaveBeenCalled()
  said.mockRestore()
})

test("an HTML table named .xls is read", async () => {
  const cells = (row: readonly string[]) => `<tr>${row.map(cell => `<td>${cell}</td>`).join("")}</tr>`
  const page = `<html><meta charset="utf-8"><body><table>${ROWS.map(cells).join("")}</table></body></html>`
  const { plan } = await read("page.xls", page)
  expect(plan.measures).toMatchObject([{ indicator: 2, period: ROW[4], lead: "ฝ่ายปกครอง" }])
})

describe("letters", () => {
  const text = ROWS.map(row => row.join("\t")).join("\n")
  const western = new TextDecoder("windows-1252")
  const thai = new TextDecoder("windows-874")
  const page = Uint8Array.from(text, letter => {
    const code = letter.charCodeAt(0)
    return code < 0x80 ? code : code - 0x0e00 + 0xa0
  })
  const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()

  test.each<[string, Buffer]>([
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 with its mark", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16 without its mark", Buffer.from(text, "utf16le")],
    ["UTF-16, the other order, without its mark", swapped(Buffer.from(text, "utf16le"))],
    ["the Thai code page", Buffer.from(page)],
    ["the Thai code page read as Western", Buffer.from(western.decode(page))],
    ["UTF-8 read as Western", Buffer.from(western.decode(Buffer.from(text)))],
    ["UTF-8 read as the Thai code page", Buffer.from(thai.decode(Buffer.from(text)))],
  ])("%s", (_, bytes) => {
    expect(decodeText(bytes)?.text.replace(/^\ufeff/, "")).toBe(text)
  })

  test("of the code page read as Western ones are mended also where they look like UTF-8", () => {
    const thai = "การดำเนินงาน\tเธอ"
    const bytes = [...thai].map(letter => {
      const code = letter.codePointAt(0) ?? 0
      return code < 128 ? code : code - 0x0e00 + 0xa0
    })
    expect(decodeText(Buffer.from(String.fromCharCode(...bytes)))?.text).toBe(thai)
  })

  test("that are as they should be are left alone", () => {
    for (const words of [text, "à la carte", "เธอ เธอ เธอ", "A\tB"])
      expect(decodeText(Buffer.from(words))).toEqual({ text: words })
  })
})

describe("quotes and delimiters", () => {
  test.each([
    ['a\t"b\nc"\td', [["a", "b\nc", "d"]]],
    ['a\t"b ""c"""\r\nd', [["a", 'b "c"'], ["d"]]],
    ['"คำ" แรก\tข', [['"คำ" แรก', "ข"]]],
    ['"ทั้งช่อง"\tข', [['"ทั้งช่อง"', "ข"]]],
    ['"ไม่ปิด\tข\nค', [['"ไม่ปิด', "ข"], ["ค"]]],
  ])("%j pasted", (text, rows) => {
    expect(readTabbed(text).lines.map(({ cells }) => cells)).toEqual(rows)
  })

  test.each([
    ["pasted", readTabbed],
    [".csv", readCsv],
  ])("lines are numbered as in the file, rows as a spreadsheet shows them: %s", (_, reader) => {
    const { lines } = reader('ก\n"ข\nค"\nง')
    expect(lines.map(({ line, row }) => [line, row])).toEqual([
      [1, 1],
      [2, 2],
      [4, 3],
    ])
  })

  test.each([
    [
      'a,b\nประกาศ "งดรับ" แล้ว,2',
      [
        ["a", "b"],
        ['ประกาศ "งดรับ" แล้ว', "2"],
      ],
    ],
    [
      "a;b\n1;2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a\tb\n1\t2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
  ])("%j as .csv", (text, rows) => {
    expect(readCsv(text).lines.map(({ cells }) => cells)).toEqual(rows)
  })

  test("a quote that nothing closes is refused with its line", async () => {
    await expect(read("open.csv", 'a,b\nc,d\n1,"2\n3,4')).rejects.toThrow(/line 3/)
  })
})

describe("Word's clipboard as plain text, each paragraph of a cell a line", () => {
  const PLAN = `${TITLE[0]}\n${HEADER.join("\t")}\n`
  const FIRST = `ตัวชี้วัดที่ ๓ การใช้อำนาจ ได้ค่าคะแนน ๙๐.๑๒ คะแนน\tประเด็น\tมาตรการ ก\nมาตรการ ข\tผู้อำนวยการเขตติดตาม\tภายในเดือนมกราคม ๒๕๖๗\tฝ่ายปกครอง\n`

  test("is rows again where the tabs come out even, the rest of the last cell with it", async () => {
    const second = `ฝ่ายการคลัง\nตัวชี้วัดที่ ๒ การใช้งบประมาณ\nได้ค่าคะแนน ๘๘.๘๖ คะแนน\tก\n\tข\tผู้อำนวยการเขตติดตาม\tภายในวันที่ ๓๑ มีนาคม\n๒๕๖๗\tฝ่ายการคลัง\n`
    const { plan } = await read("word.txt", PLAN + FIRST + second)
    expect(plan.measures).toMatchObject([
      {
        measure: "มาตรการ ก\nมาตรการ ข",
        period: "ภายในเดือนมกราคม ๒๕๖๗",
        responsible: "ฝ่ายปกครอง\nฝ่ายการคลัง",
      },
      { indicator: 2, measure: "ข", period: "ภายในวันที่ ๓๑ มีนาคม\n๒๕๖๗", lead: "ฝ่ายการคลัง" },
    ])
    expect(plan.assessments.map(({ score }) => score)).toEqual([90.12, 88.86])
    const codes = plan.report.map(({ code }) => code)
    expect(codes).toContain("linesJoined")
    expect(codes).not.toContain("rowJoined")
  })

  test("is read in no column where a line may be of two cells, and what to give instead is told", async () => {
    const doubtful = `ฝ่ายเทศกิจ\n\tประเด็น ข\tข้อ ๑\nข้อ ๒\tกำกับ\tมีนาคม ๒๕๖๗\tฝ่ายโยธา\n`
    const { plan } = await read("doubtful.txt", PLAN + FIRST + doubtful)
    expect(plan.measures).toEqual([])
    const [told, ...more] = plan.report.filter(({ severity }) => severity === "error")
    expect(more).toEqual([])
    expect(told).toMatchObject({
      code: "linesUneven",
      message: expect.stringContaining("sujarit import แผน.docx"),
    })
    expect(told?.snippet).toContain("ฝ่ายเทศกิจ")
  })

  test.each([
    ["-layout", `${TITLE[0]}\n  ${HEADER.join("     ")}\n  ${ROW.join("    ")}\n`],
    ["a cell a line", `${TITLE[0]}\n${[...HEADER, ...ROW].join("\n")}\n`],
    ["pages", `${TITLE[0]}\nข้อความ\n\f`],
  ])("the text of a PDF is none: give the PDF (%s)", async (_, text) => {
    await expect(read("plan.txt", text)).rejects.toThrow(/คัดออกมาจาก PDF.*import plan\.pdf/)
  })
})
