/**
 * A file a person names, as lines of cells. Everything about the file is checked at this door: what comes back is
 * either text in cells, or one problem in Thai and English.
 */
import { readFile, stat } from "node:fs/promises"
import { extname } from "node:path"
import { CsvError } from "csv-parse/sync"
import type { PlanSource, SourceNote } from "../../shared/import/model.ts"
import { type DecodedText, decodeText } from "./decode-text.ts"
import { openQuoteLine, readCsv, readTabbed } from "./delimited.ts"
import { readWorkbook } from "./workbook.ts"
import { unfoldsWithin } from "./zip-size.ts"

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
  locked: [
    "แฟ้มนี้ใส่รหัสผ่านไว้ เปิดด้วยรหัสผ่านแล้วบันทึกใหม่โดยไม่ใส่รหัส",
    "behind a password: open it and save it without one",
  ],
  foldedLarge: ["แฟ้มนี้บีบอัดไว้และเมื่อคลายออกใหญ่เกิน 100 MB แผนหนึ่งฉบับเล็กกว่านี้มาก", "it unfolds to more than 100 MB"],
  brokenExcel: [
    "แฟ้มตารางนี้เสียหรือไม่ใช่ตาราง เปิดด้วย Excel แล้วบันทึกเป็น .xlsx ใหม่",
    "a damaged workbook: open it and save it again as .xlsx",
  ],
  brokenCsv: [
    "แฟ้ม .csv เสีย เครื่องหมายคำพูดไม่ครบคู่ ดูบรรทัด {line}",
    "a damaged .csv: the quote on line {line} is not closed",
  ],
  binary: [
    "แฟ้มนี้ไม่ใช่ข้อความ ใช้ .xlsx .ods .xls .csv .tsv หรือ .txt",
    "not a text file: use .xlsx, .ods, .xls, .csv, .tsv or .txt",
  ],
  unknownKind: [
    "ไม่รู้จักแฟ้มชนิดนี้ ใช้ .xlsx .ods .xls .csv .tsv หรือ .txt",
    "unknown kind of file: use .xlsx, .ods, .xls, .csv, .tsv or .txt",
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
    case "workbook":
      return readBook(path, bytes)
    case "csv":
    case "text":
    case "page":
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

type Kind = "workbook" | "csv" | "text" | "page"

/** By what the file holds, then by its name: a name may lie. */
function kindOf(bytes: Buffer, extension: string): Kind | FileCode {
  if (bytes.length === 0) return "empty"
  if (bytes.subarray(0, 1024).includes("%PDF-")) return "pdf"
  if (bytes.subarray(0, 2).toString("latin1") === "PK") return zipKind(bytes)
  if (bytes.subarray(0, 4).toString("hex") === "d0cf11e0") return compoundKind(bytes)
  if (isPage(bytes)) return "page"
  if ([".xlsx", ".xls", ".ods"].includes(extension) && bytes.includes(0)) return "brokenExcel"
  if (extension === ".xlsx" || extension === ".ods") return "brokenExcel"
  if (extension === ".csv") return "csv"
  return ["", ".txt", ".tsv", ".tab", ".xls"].includes(extension) ? "text" : "unknownKind"
}

function zipKind(bytes: Buffer): Kind | FileCode {
  return bytes.includes("xl/workbook") || bytes.includes("opendocument.spreadsheet") ? "workbook" : "document"
}

/** The container of Office before 2007, and of what newer ones encrypt. Its names have two bytes a letter. */
function compoundKind(bytes: Buffer): Kind | FileCode {
  if (bytes.includes(Buffer.from("EncryptedPackage", "utf16le"))) return "locked"
  return bytes.includes(Buffer.from("WordDocument", "utf16le")) ? "document" : "workbook"
}

/** A page with a table: what many systems download under the name .xls. */
function isPage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 200_000).toString("latin1")
  return /^[\s\u00ef\u00bb\u00bf]*</.test(start) && /<table[\s>]/i.test(start)
}

function readText(path: string, bytes: Buffer, kind: "csv" | "text" | "page"): TableFile | FileProblem {
  const decoded = decodeText(bytes)
  if (decoded === undefined) return problem(path, "binary")
  if (decoded.text.trim() === "") return problem(path, "empty")
  try {
    const { lines, notes } = READERS[kind](decoded.text)
    return { ok: true, source: { lines, notes: [...lettersNotes(decoded), ...notes] } }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return problem(path, "brokenCsv", String(openQuoteLine(decoded.text)))
  }
}

const READERS = { csv: readCsv, text: readTabbed, page: readWorkbook } as const

function lettersNotes({ text, mended }: DecodedText): SourceNote[] {
  if (mended === undefined) return []
  const [words = ""] = text.trim().split(/[\r\n\t]/)
  return [{ code: "lettersMended", sheet: "", line: 0, cell: "", words, hint: mended }]
}

function readBook(path: string, bytes: Buffer): TableFile | FileProblem {
  if (!unfoldsWithin(bytes, UNFOLDED_LIMIT)) return problem(path, "foldedLarge")
  try {
    return { ok: true, source: readWorkbook(bytes) }
  } catch (error) {
    // The library throws whatever its unzip and XML readers throw; all of it means the file is not a workbook.
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message)
    return problem(path, isLocked ? "locked" : "brokenExcel")
  }
}

function problem(path: string, code: FileCode, line = ""): FileProblem {
  const [thai, english] = MESSAGES[code].map(words => words.replace("{line}", line))
  return { ok: false, code, message: `${path}: ${thai} (${english})` }
}
