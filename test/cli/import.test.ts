import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CFB } from "@e965/xlsx"
import { stringify } from "csv-stringify/sync"
import { zipSync } from "fflate"
import { afterAll, describe, expect, test } from "vitest"
import { importCommand } from "../../cli/commands-here.ts"
import { HEADER, imported, ROW, rowsSource } from "../shared/import/source.ts"
import { workbook } from "../shared/import/workbook.ts"
import { ran } from "./ran.ts"

const folder = mkdtempSync(join(tmpdir(), "sujarit-import-"))
afterAll(() => rmSync(folder, { recursive: true }))

const TITLE = ["มาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"]
const ROWS = [TITLE, HEADER, ROW]

/** Folding it takes a second: once for both. */
const BOMB = zipSync({ "xl/workbook.xml": [new Uint8Array(110_000_000), { level: 1 }] })

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

const run = (...args: string[]) => ran(importCommand, args)

describe("every kind of file gives the same plan", () => {
  const { report: _, ...expected } = imported(rowsSource(...ROWS))
  const tsv = ROWS.map(row => row.join("\t")).join("\r\n")

  test.each([
    ["tab-separated text", "plan.txt", tsv],
    ["no extension", "plan", tsv],
    ["UTF-16", "utf16.txt", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(tsv, "utf16le")])],
    ["the Thai code page", "tis620.txt", tis620(tsv)],
    ["csv", "plan.csv", `\ufeff${stringify(ROWS)}`],
    ["csv with semicolons", "semi.csv", stringify(ROWS, { delimiter: ";" })],
    ["xlsx", "plan.xlsx", workbook(ROWS)],
    ["xlsx with a sheet before it", "two.xlsx", workbook([TITLE], [HEADER, ROW])],
  ])("%s", async (_kind, name, content) => {
    const { code, out, err } = await run(file(name, content), "--json")
    const { report, ...plan } = JSON.parse(out)
    expect(plan).toEqual(expected)
    expect(
      report.every(
        (entry: object) => Object.keys(entry).join() === "code,severity,line,snippet,message,sheet,cell",
      ),
    ).toBe(true)
    expect({ code, err }).toEqual({ code: 0, err: "" })
  })
})

describe("a file that is none of these", () => {
  const big = file("big.txt", "")
  truncateSync(big, 50_000_000)

  test.each([
    ["missing", join(folder, "nothing.txt"), /no such file/],
    ["a directory", folder, /directory/],
    ["empty", file("empty.csv", ""), /empty/],
    ["blank", file("blank.txt", " \n\t\n"), /empty/],
    ["too large", big, /10 MB/],
    ["a PDF", file("plan.pdf", "%PDF-1.7\n…"), /PDF/],
    ["a PDF by another name", file("pdf.csv", "%PDF-1.7\n…"), /PDF/],
    ["a Word document", file("plan.docx", "PK\u0003\u0004word/document.xml"), /damaged or very large/],
    ["a damaged old workbook", file("plan.xls", Buffer.from("d0cf11e0a1b11ae1", "hex")), /damaged workbook/],
    [
      "a damaged workbook",
      file("cut.xlsx", workbook(ROWS).subarray(0, 900)),
      /Office document|damaged workbook/,
    ],
    ["text called a workbook", file("text.xlsx", "ก"), /damaged workbook/],
    ["a workbook behind a password", file("locked.xlsx", lockedWorkbook()), /password/],
    ["an old workbook behind a password", file("locked.xls", lockedOldWorkbook()), /password/],
    ["a zip bomb", file("bomb.xlsx", bomb()), /unfolds to more than 100 MB/],
    ["a zip bomb that lies about its size", file("liar.xlsx", bomb(1000)), /unfolds to more than 100 MB/],
    ["a damaged csv", file("quote.csv", 'a,b\n1,"2'), /damaged \.csv/],
    ["bytes", file("bytes.txt", Buffer.from([1, 0, 2, 0xff])), /not a text file/],
    ["bytes without zero", file("latin.txt", Buffer.from([0xe9, 0x41, 0xff])), /not a text file/],
    ["a web page", file("plan.html", "<p>ก</p>"), /unknown kind/],
  ])("%s", async (_, path, message) => {
    const { code, out, err } = await run(path, "--json")
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(err).toMatch(message)
    expect(err).toMatch(/[ก-๙]/)
  })
})

describe("the command", () => {
  test.each([[[]], [["--nonsense", "a"]], [["a", "b"]], [["a", "--year", "66"]], [["a", "--year", "สองพัน"]]])(
    "%j is a usage error",
    async args => {
      const { code, err } = await run(...args)
      expect(code).toBe(2)
      expect(err).toContain("sujarit import FILE")
    },
  )

  test("exits 1 when something is asked, and prints it in Thai", async () => {
    const { code, out } = await run(
      file("ask.txt", [HEADER, ROW].map(row => row.join("\t")).join("\n")),
      "--year",
      "๒๕๖๗",
    )
    expect(code).toBe(0)
    expect(out).toContain("ปีงบประมาณ 2567")
    const asked = await run(
      file("year.txt", [TITLE, HEADER, ROW].map(row => row.join("\t")).join("\n")),
      "--year",
      "2568",
    )
    expect(asked.code).toBe(1)
    expect(asked.out).toContain("ต้องมีคนตอบ (ask)")
  })
})

/** A part that unfolds to 110 MB, or says that it is smaller. */
function bomb(said = 110_000_000): Buffer {
  const folded = Buffer.from(BOMB)
  const directory = folded.indexOf(Buffer.from("PK\u0001\u0002", "latin1"))
  folded.writeUInt32LE(said, directory + 24)
  return folded
}

/** What Office writes for a workbook behind a password: the container of before 2007 around the encrypted one. */
function lockedWorkbook(): Buffer {
  const container = CFB.utils.cfb_new()
  CFB.utils.cfb_add(container, "/EncryptionInfo", Buffer.alloc(64))
  CFB.utils.cfb_add(container, "/EncryptedPackage", Buffer.alloc(5000, 7))
  return CFB.write(container, { type: "buffer" }) as Buffer
}

/** An .xls whose stream begins with the record that says so. */
function lockedOldWorkbook(): Buffer {
  const container = CFB.utils.cfb_new()
  const begin = Buffer.from("0908100000060500bb0dcc07000000000600000000000000".slice(0, 40), "hex")
  const locked = Buffer.from(`2f003600${"01000100010000".padEnd(108, "0")}`, "hex")
  CFB.utils.cfb_add(container, "/Workbook", Buffer.concat([begin, locked, Buffer.alloc(5000)]))
  return CFB.write(container, { type: "buffer" }) as Buffer
}

/** ISO-8859-11, which the Thai code page extends: U+0E01… at A1…, ASCII as it is. */
function tis620(text: string): Uint8Array {
  return Uint8Array.from(text, letter => {
    const code = letter.charCodeAt(0)
    return code < 0x80 ? code : code - 0x0e00 + 0xa0
  })
}
