/** What the reader of a file saw that its text does not say, and the sentence that tells it: none of it is in the script. */
import {
  ask,
  entryBy,
  error,
  fix,
  type NoteCode,
  type ReportEntry,
  type Rule,
  reportEntry,
  warn,
} from "./problems.ts"

export type SourceNote = {
  readonly code: NoteCode | "sheetHidden"
  readonly sheet: string
  /** 0 when it is the whole sheet or file. */
  readonly line: number
  /** `E4`; "" when it is more than a cell. */
  readonly cell: string
  readonly words: string
  readonly hint?: string
}

export const FILE_NOTES = {
  rowsMissing: error(
    () => `ตารางนี้ไม่มีแถวของแผนให้ตรวจ ใช้ตารางมาตรการ เช่น measures.csv (รายงานตรวจในแท็บของฝ่าย)`,
  ),
  numberRange: error((value, hint) => `“${value}” ในคอลัมน์${hint} อ่านเป็นเลขที่ใช้ได้ไม่ได้ เว้นว่างไว้ พิมพ์ใหม่`),
  linesUneven: error(
    (value, hint) =>
      `ไม่ได้อ่านแถวใด: บรรทัด ${hint} ช่องตามหัวตาราง จึงไม่รู้ว่าบรรทัดใดเป็นของช่องใด (“${value}”) ถ้าคัดลอกจาก Word ให้บันทึกเอกสารเป็น .docx แล้วสั่ง sujarit import แผน.docx หรือวางตารางลงใน Excel แล้วคัดลอกจาก Excel`,
  ),
  plannerAssumed: warn((_, hint) => `ใช้ “${hint}” ซึ่งเป็นชื่อแรกในแผน เป็นฝ่ายเจ้าของแผน เปลี่ยนได้ในแท็บ “ตั้งค่า”`),
  linesJoined: warn((_, hint) => `ต่อบรรทัดของช่องที่คัดลอกจาก Word กลับเป็น ${hint} แถว ตรวจกับต้นฉบับ`),
  quotesMended: fix((_, hint) => `อ่านช่องในเครื่องหมายคำพูดที่คัดลอกจาก Excel ${hint} ช่อง`),
  lettersMended: warn((value, hint) => `ตัวอักษรของแฟ้มเพี้ยน (${hint}) แปลงกลับเป็น “${value}” ตรวจว่าอ่านได้ถูกต้อง`),
  monthCell: warn((value, hint) => `ช่องนี้ใน Excel เก็บวันที่ ${hint} แต่แสดงเพียงเดือน อ่านเป็นทั้งเดือน “${value}”`),
  rowHidden: warn(value => `แถว “${value}” ถูกซ่อนไว้ในแผ่นงาน นำเข้าแล้ว ลบออกถ้าไม่ใช่ส่วนของแผน`),
  columnHidden: warn(value => `คอลัมน์ที่ซ่อนไว้มีข้อความ “${value}” นำเข้าแล้ว ลบออกถ้าไม่ใช่ส่วนของแผน`),
  wordsHidden: warn(value => `“${value}” ซ่อนอยู่ ไม่ได้นำเข้า`),
  pdfRead: warn((_, hint) => `อ่าน PDF ตามตำแหน่ง ${hint} ตรวจกับต้นฉบับ`),
  columnsByRoom: ask(() => `ตารางใน PDF นี้ไม่มีเส้น แบ่งคอลัมน์ตามช่องว่างและแถวตามตัวชี้วัด ตรวจทุกแถวกับต้นฉบับก่อนใช้`),
  ticksRead: warn(
    (value, hint) =>
      `อ่านเครื่องหมาย${hint === "" ? "" : `กากบาท “${hint}” `}ใต้เดือนหรือไตรมาสเป็นกำหนดเวลา “${value}” ${hint === "" ? "ตรวจกับต้นฉบับ" : "ถ้ากากบาทแปลว่าไม่ทำ ให้แก้กำหนดเวลา"}`,
  ),
  ticksUnread: ask(
    value => `“${value}” ไม่บอกแน่ว่าเป็นช่วงเดียวหรือหลายกำหนด พิมพ์กำหนดเวลาแทน เช่น ภายในเดือนมีนาคม 2567`,
  ),
  cellNote: warn(value => `ช่องนี้มีบันทึกความเห็น “${value}” ไม่ได้นำเข้า`),
  cellStruck: ask(value => `“${value}” ถูกขีดฆ่าในแฟ้ม คงไว้ตามที่พิมพ์ ลบออกถ้ายกเลิกแล้ว`),
  changeTracked: ask((value, hint) => `“${value}” (${hint}) ยังไม่มีใครยอมรับใน Word อ่านตามที่แก้ ยืนยันหรือแก้`),
  pageUnread: ask((_, hint) => `${hint} เป็นภาพ พิมพ์เพิ่มหรือใช้แฟ้มต้นฉบับ`),
  lettersUnread: ask((value, hint) => `${hint} มีอักษรที่อ่านไม่ออก (�): “${value}” พิมพ์ตามต้นฉบับ`),
  cellError: ask((value, hint) => `ช่องนี้แสดง “${value}” เพราะสูตรผิด${hint} พิมพ์ข้อความจริงแทน`),
} as const satisfies Record<NoteCode, Rule>

export function noteEntry({ code, sheet, line, cell, words, hint = "" }: SourceNote): ReportEntry {
  const told = { hint, kept: false }
  const entry =
    code === "sheetHidden"
      ? reportEntry(code, line, words, told)
      : entryBy(FILE_NOTES[code], { code, line, snippet: words }, told)
  return { ...entry, sheet, cell }
}
