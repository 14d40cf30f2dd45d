/**
 * A file a person names, as lines of cells. Everything about the file is checked at this door: what comes back is
 * either text in cells, or one problem in Thai and English.
 */
import { readFile, stat } from "node:fs/promises"
import { extname } from "node:path"
import { CsvError, parse } from "csv-parse/sync"
import readExcel from "read-excel-file/node"
import type { PlanSource } from "../../shared/import/model.ts"
import { unguardFormulas } from "../../shared/row/formula-guard.ts"

export type FileProblem = { readonly ok: false; readonly code: FileCode; readonly message: string }
export type TableFile = { readonly ok: true; readonly source: PlanSource }

const MESSAGES = {
  missing: ["ไม่พบแฟ้มนี้ ตรวจชื่อและที่อยู่ของแฟ้ม", "no such file"],
  directory: ["นี่คือโฟลเดอร์ ระบุชื่อแฟ้มในโฟลเดอร์", "this is a directory, name a file"],
  unreadable: ["เปิดอ่านแฟ้มนี้ไม่ได้ ตรวจสิทธิ์ของแฟ้ม", "this file cannot be opened"],
  tooLarge: ["แฟ้มใหญ่เกิน 10 MB แผนหนึ่งฉบับเล็กกว่านี้มาก", "larger than 10 MB"],
  empty: ["แฟ้มว่าง ไม่มีข้อความ", "the file is empty"],
  pdf: [
    "อ่าน PDF โดยตรงไม่ได้ คัดลอกตารางไปวางใน Excel แล้วบันทึกเป็น .xlsx",
    "a PDF: copy its table into a spreadsheet and save as .xlsx",
  ],
  document: [
    "อ่านเอกสาร Word หรือแฟ้ม Office แบบนี้ไม่ได้ คัดลอกตารางไปวางใน Excel แล้วบันทึกเป็น .xlsx",
    "an Office document: copy its table into a spreadsheet and save as .xlsx",
  ],
  oldExcel: ["อ่าน .xls แบบเก่าไม่ได้ เปิดด้วย Excel แล้วบันทึกเป็น .xlsx", "an old .xls: save it as .xlsx"],
  brokenExcel: [
    "แฟ้ม .xlsx เสียหรือไม่ใช่ตาราง เปิดด้วย Excel แล้วบันทึกใหม่",
    "a damaged .xlsx: open it and save it again",
  ],
  brokenCsv: ["แฟ้ม .csv เสีย เครื่องหมายคำพูดไม่ครบคู่", "a damaged .csv: a quote is not closed"],
  binary: ["แฟ้มนี้ไม่ใช่ข้อความ ใช้ .txt .tsv .csv หรือ .xlsx", "not a text file: use .txt, .tsv, .csv or .xlsx"],
  unknownKind: [
    "ไม่รู้จักแฟ้มชนิดนี้ ใช้ .txt .tsv .csv หรือ .xlsx",
    "unknown kind of file: use .txt, .tsv, .csv or .xlsx",
  ],
} as const
export type FileCode = keyof typeof MESSAGES

/** A plan is some tens of kilobytes; this bounds memory, with what a compressed file unfolds to. */
const FILE_LIMIT = 10_000_000
const UNFOLDED_LIMIT = 100_000_000

export async function readTableFile(path: string): Promise<TableFile | FileProblem> {
  const bytes = await readBytes(path)
  if (!Buffer.isBuffer(bytes)) return bytes
  const kind = kindOf(bytes, extname(path).toLowerCase())
  switch (kind) {
    case "xlsx":
      return readWorkbook(path, bytes)
    case "csv":
    case "text":
      return readText(path, bytes, kind)
    default:
      return problem(path, kind)
  }
}

async function readBytes(path: string): Promise<Buffer | FileProblem> {
  try {
    const { size } = await stat(path)
    if (size > FILE_LIMIT) return problem(path, "tooLarge")
    return await readFile(path)
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined
    if (code === "ENOENT" || code === "ENOTDIR") return problem(path, "missing")
    return problem(path, code === "EISDIR" ? "directory" : "unreadable")
  }
}

/** By what the file holds, then by its name: a name may lie. */
function kindOf(bytes: Buffer, extension: string): "xlsx" | "csv" | "text" | FileCode {
  if (bytes.length === 0) return "empty"
  if (bytes.subarray(0, 1024).includes("%PDF-")) return "pdf"
  if (bytes.subarray(0, 2).toString("latin1") === "PK")
    return bytes.includes("xl/workbook") ? "xlsx" : "document"
  if (bytes.subarray(0, 4).toString("hex") === "d0cf11e0") return "oldExcel"
  if (extension === ".xlsx") return "brokenExcel"
  if (extension === ".csv") return "csv"
  return ["", ".txt", ".tsv", ".tab"].includes(extension) ? "text" : "unknownKind"
}

function readText(path: string, bytes: Buffer, kind: "csv" | "text"): TableFile | FileProblem {
  const text = decode(bytes)
  if (text === undefined) return problem(path, "binary")
  if (text.trim() === "") return problem(path, "empty")
  if (kind === "text")
    return table(
      text.split(/\r\n|\n|\r/).map((line, index) => ({ line: index + 1, cells: line.split("\t") })),
    )
  try {
    return table(parseCsv(text))
  } catch (error) {
    if (error instanceof CsvError) return problem(path, "brokenCsv")
    throw error
  }
}

/** UTF-8, UTF-16 with its mark, or the Thai code page that spreadsheets still save; undefined when it is no text. */
function decode(bytes: Buffer): string | undefined {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) return new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be").decode(bytes)
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes)
  } catch {
    const thai = new TextDecoder("windows-874").decode(bytes)
    return /[\u0e01-\u0e4e]{4}/.test(thai) && !/[\u0000-\u0008\u000e-\u001f]/.test(thai) ? thai : undefined
  }
}

function parseCsv(text: string): { line: number; cells: readonly string[] }[] {
  const first = text.slice(0, 4000)
  const delimiter = [",", ";", "\t"].sort((a, b) => first.split(b).length - first.split(a).length)[0] ?? ","
  const lastLines: number[] = []
  const records = parse(text, {
    bom: true,
    delimiter,
    relax_column_count: true,
    skip_empty_lines: true,
    on_record: (record: string[], { lines }) => {
      lastLines.push(lines)
      return record
    },
  })
  // What is downloaded here, and by many others, has an apostrophe before what looks like a formula.
  return records.map((cells, index) => ({
    line: lastLines[index] ?? index + 1,
    cells: cells.map(unguardFormulas),
  }))
}

async function readWorkbook(path: string, bytes: Buffer): Promise<TableFile | FileProblem> {
  if (unfoldedSize(bytes) > UNFOLDED_LIMIT) return problem(path, "tooLarge")
  try {
    const sheets = await readExcel(bytes)
    return table(
      sheets.flatMap(({ data }) => data.map((row, index) => ({ line: index + 1, cells: row.map(cellText) }))),
    )
  } catch {
    // The library throws whatever its unzip and XML readers throw; all of it means the file is not a workbook.
    return problem(path, "brokenExcel")
  }
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return ""
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value)
}

/** What the directory of a zip says its files unfold to. */
function unfoldedSize(bytes: Buffer): number {
  const entry = Buffer.from("PK\u0001\u0002", "latin1")
  let total = 0
  for (let at = bytes.indexOf(entry); at >= 0 && at + 28 <= bytes.length; at = bytes.indexOf(entry, at + 4))
    total += bytes.readUInt32LE(at + 24)
  return total
}

function table(lines: PlanSource["lines"]): TableFile {
  return { ok: true, source: { lines } }
}

function problem(path: string, code: FileCode): FileProblem {
  const [thai, english] = MESSAGES[code]
  return { ok: false, code, message: `${path}: ${thai} (${english})` }
}
