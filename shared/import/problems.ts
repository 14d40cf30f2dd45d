/**
 * Everything the importer can report: a closed list of codes, each with one severity and one Thai sentence that quotes
 * the value, says what is wrong and what to do. `value` is what is printed; `hint` is what was understood or suggested.
 */

import type { Severity } from "../row/problem.ts"
import { oneLine, shorten } from "../row/shorten.ts"

export type ReportEntry = {
  readonly code: ImportCode
  readonly severity: Severity
  /** The line of the source the snippet was printed on, from 1; 0 when it is the whole document. */
  readonly line: number
  readonly snippet: string
  readonly message: string
  /** The sheet of the workbook; "" when the file has none. */
  readonly sheet: string
  /** `E4`, where the words stand; "" when it is more than a cell. */
  readonly cell: string
  /** The columns that a row lacks, as the message names them: rows that lack others are told apart. */
  readonly lacks?: string
}

/** `example` is a section of the office, as somebody may type it. */
type Sentence = (value: string, hint: string, example: string) => string
export type Rule = { readonly severity: Severity; readonly say: Sentence }

export const fix = (say: Sentence): Rule => ({ severity: "fix", say })
export const warn = (say: Sentence): Rule => ({ severity: "warn", say })
export const ask = (say: Sentence): Rule => ({ severity: "ask", say })
export const error = (say: Sentence): Rule => ({ severity: "error", say })

const incomplete: Sentence = (value, hint) => `แถว “${value}” ขาด ${hint} พิมพ์ให้ครบก่อนใช้`

export const IMPORT_PROBLEMS = {
  headerRepeated: fix((_, hint) => `พบหัวตารางซ้ำอีก ${hint} ครั้ง อ่านเป็นตารางเดียวกันแล้ว`),
  headingsJoined: fix(value => `อ่านหัวตารางสองบรรทัด “${value}” เป็นหัวเดียวกัน`),
  glyphsMended: fix((_, hint) => `แปลงวรรณยุกต์และสระของแบบอักษรเก่า ${hint} ตัวให้เป็นอักษรมาตรฐาน`),
  pageNumber: fix(value => `ข้ามเลขหน้า “${value}”`),
  rowJoined: fix((_, hint) => `แถวนี้ถูกตัดขึ้นหน้าใหม่ ต่อข้อความกลับเป็น “${hint}” แล้ว`),
  wrapSpace: fix((_, hint) => `ตัดช่องว่างที่เกิดจากการตัดบรรทัดของ PDF: ${hint}`),
  indicatorVariant: fix((value, hint) => `“${value}” เป็นชื่อเดียวกับ “${hint}” คงชื่อตามที่พิมพ์ไว้`),
  leadWord: fix((value, hint) => `อ่าน “${value}” ว่าเป็นเจ้าภาพหลัก: ${hint}`),
  scoreYearAssumed: fix((_, hint) => `ไม่ได้พิมพ์ปีของคะแนน ใส่ปี ${hint} คือปีก่อนปีงบประมาณของแผน`),

  wrapDoubted: warn((_, hint) => `ช่องว่างต่อไปนี้อาจเกิดจากการตัดบรรทัดของ PDF คงไว้ตามที่พิมพ์ ลบถ้าใช่: ${hint}`),
  columnUnknown: warn((value, hint) => `ไม่รู้จักคอลัมน์ “${value}” จึงไม่ได้นำเข้า ที่รู้จักคือ ${hint}`),
  columnsAbsent: warn((_, hint) => `ตารางนี้ไม่มีคอลัมน์ ${hint} เว้นว่างไว้ทุกแถว เติมในตารางถ้ามี`),
  sheetHidden: warn((value, hint) => `แผ่น “${hint}” ถูกซ่อนไว้ ข้อความของแผ่นนี้ไม่ได้นำเข้า: “${value}”`),
  sheetAside: warn((value, hint) => `${hint} ไม่ได้นำเข้า: “${value}”`),
  scoresRead: warn((_, hint) => `อ่านคะแนน ${hint} จากตารางคะแนนในแฟ้ม ตรวจกับผลประเมิน`),
  lineUnplaced: warn(value => `“${value}” อยู่นอกตาราง จึงไม่ได้นำเข้า ถ้าเป็นเนื้อหาให้พิมพ์ลงในแถวที่ถูกต้อง`),
  cellUnplaced: warn(value => `“${value}” อยู่นอกคอลัมน์ที่รู้จัก จึงไม่ได้นำเข้า ถ้าเป็นเนื้อหาให้ย้ายเข้าคอลัมน์ที่ถูกต้อง`),
  markupKept: warn(value => `“${value}” ไม่ใช่การจัดหน้าที่รู้จัก เก็บไว้เป็นข้อความ ลบออกถ้าไม่ต้องการ`),
  rowSameIndicator: warn((value, hint) => `“${value}” ไม่ได้พิมพ์ตัวชี้วัด ถือเป็นมาตรการอีกข้อของตัวชี้วัดที่ ${hint}`),
  indicatorAbsent: warn((_, hint) => `ไม่พบตัวชี้วัด ${hint} ในแผนนี้ ตรวจว่าเอกสารมาครบทุกหน้า`),
  misprint: warn((value, hint) => `“${value}” อาจพิมพ์ผิด น่าจะเป็น “${hint}” คงไว้ตามที่พิมพ์ แก้ถ้าใช่`),
  spellingDiffers: warn((value, hint) => `“${value}” เขียนต่างจาก “${hint}” ในแผนเดียวกัน เลือกใช้แบบเดียว`),
  digitsMixed: warn((value, hint) => `“${value}” ปนเลขไทยกับเลขอารบิก อ่านเป็น ${hint}`),
  scoreMissing: warn(value => `“${value}” ไม่มีคะแนน เว้นว่างไว้ พิมพ์คะแนนเช่น 99.68`),
  periodNoted: warn((value, hint) => `กำหนดเวลา “${value}” อ่านว่า ${hint}`),

  actorMissing: warn((value, hint) => `“${value}” ไม่บอกว่า${hint}กำกับติดตามอย่างไร พิมพ์ เช่น “${hint}ติดตาม…”`),
  plansSeveral: ask((value, hint) => `แฟ้มนี้มีแผนมากกว่าหนึ่ง: ${value} ใช้ ${hint} ถ้าไม่ใช่ให้ระบุปี เช่น --year 2566`),
  rowAppended: ask(
    (value, hint) =>
      `“${value}” ไม่มีกำหนดเวลาหรือผู้รับผิดชอบของตน ต่อเข้ากับแถวก่อนหน้าเป็น “${hint}” ถ้าเป็นมาตรการใหม่ให้เติมให้ครบ`,
  ),
  ownerMissing: ask(incomplete),
  ownersUnknown: ask(
    (value, hint) =>
      `พบผู้รับผิดชอบ ${hint} ชื่อที่ไม่อยู่ในรายชื่อหน่วยงานย่อย: ${value} เว้นเจ้าภาพว่างไว้ ถ้าเป็นหน่วยงานย่อยให้เพิ่มในแท็บ “หน่วยงาน”`,
  ),
  yearAssumed: ask(
    (value, hint) => `ชื่อแผนไม่บอกปีงบประมาณ ใช้ปี ${hint} จาก “${value}” ยืนยันหรือระบุปี เช่น --year ${hint}`,
  ),
  yearDiffers: ask((value, hint) => `เอกสารพิมพ์ปี “${value}” แต่กำลังนำเข้าปี ${hint} ตรวจว่าเป็นแผนของปีที่ต้องการ`),
  numberDiffers: ask((value, hint) => `เลขที่พิมพ์ใน “${value}” ไม่ตรงกับชื่อ ตามชื่อคือตัวชี้วัดที่ ${hint} ยืนยันหรือแก้`),
  indicatorNear: ask((value, hint) => `“${value}” ไม่ตรงกับชื่อตัวชี้วัดใด ใกล้ที่สุดคือ “${hint}” ยืนยันหรือพิมพ์ชื่อใหม่`),
  scoreOutlier: ask((value, hint) => `คะแนน “${value}” ต่างจากตัวชี้วัดอื่นมาก ${hint} ตรวจกับผลประเมินแล้วยืนยันหรือแก้`),
  scoreRepeated: ask((value, hint) => `“${value}” ให้คะแนนไม่ตรงกับ ${hint} ที่พิมพ์ไว้ก่อน ใช้คะแนนแรก ยืนยันหรือแก้`),
  periodAsked: ask((value, hint) => `กำหนดเวลา “${value}” ยังใช้เตือนไม่ได้: ${hint}`),
  leadAssumed: ask(
    (value, hint) => `“${value}” ไม่บอกเจ้าภาพหลัก ใช้ฝ่ายแรกคือ ${hint} ยืนยันหรือพิมพ์ เช่น “${hint} เป็นเจ้าภาพหลัก”`,
  ),
  leadTwice: ask((value, hint) => `“${value}” มีเจ้าภาพหลักมากกว่าหนึ่ง ใช้ ${hint} เลือกเพียงฝ่ายเดียว`),
  sectionUnread: ask(
    (value, hint, example) => `อ่านคำว่า “${hint}” ใน “${value}” ไม่ออกว่าเป็นฝ่ายใด พิมพ์ชื่อเต็ม เช่น ${example}`,
  ),
  actorNotDirector: ask(
    (value, hint) => `ผู้กำกับติดตามพิมพ์ว่า “${value}” ไม่ใช่${hint} ถ้าหมายถึง${hint}ให้พิมพ์ “${hint}” ถ้าใช่คนอื่นให้ยืนยัน`,
  ),
  dutyHidden: ask(
    (value, hint) => `“${value}” เป็นงานประจำที่ซ่อนอยู่ในข้อความ ใส่เป็นงานที่ต้องรายงานแล้ว: ${hint} ถ้าไม่ใช่ให้ลบ`,
  ),
  dutyPublish: ask(
    (value, hint) => `“${value}” เป็นงานเผยแพร่ประจำ ใส่เป็นงานที่ต้องรายงานแล้ว: ${hint} ให้ระบุวัน ถ้าไม่ใช่ให้ลบ`,
  ),
  dutyProgress: ask((value, hint) => `กำหนด “${value}” มีแต่วันสิ้นปี ใส่งานที่ต้องรายงานแล้ว: ${hint} ถ้าไม่ใช่ให้ลบ`),

  fileEmpty: error(() => `เอกสารว่าง ไม่มีข้อความให้นำเข้า เลือกแฟ้มใหม่`),
  headingsUnknown: error(
    (value, hint) => `อ่านหัวตาราง “${value}” ไม่ออก จึงไม่ได้อ่านแถวใด พิมพ์หัวคอลัมน์เป็น: ${hint}`,
  ),
  tableMissing: error(() => `ไม่พบตารางมาตรการ ต้องมีบรรทัดหัวตารางเหนือแถวที่ขึ้นต้นด้วย “ตัวชี้วัดที่”`),
  columnsMissing: error((value, hint) => `หัวตาราง “${value}” ขาดคอลัมน์ ${hint} เติมหัวคอลัมน์ให้ครบแล้วนำเข้าใหม่`),
  indicatorUnknown: error(value => `“${value}” ไม่ใช่ชื่อตัวชี้วัดทั้งสิบ พิมพ์ชื่อเต็ม เช่น “ตัวชี้วัดที่ 2 การใช้งบประมาณ”`),
  rowOrphan: error(value => `“${value}” เป็นส่วนต่อของแถวที่ไม่มีอยู่ เติมแถวก่อนหน้าที่ขึ้นต้นด้วย “ตัวชี้วัดที่”`),
  rowIncomplete: error(incomplete),
  scoreRange: error(value => `คะแนน “${value}” อ่านเป็นเลข 0 ถึง 100 ไม่ได้ เว้นว่างไว้ พิมพ์คะแนนเช่น 99.68`),
  periodRefused: error((value, hint) => `กำหนดเวลา “${value}” ใช้ไม่ได้: ${hint}`),
  leadMissing: error(
    (value, _, example) => `“${value}” ไม่บอกฝ่ายที่เป็นเจ้าภาพหลัก พิมพ์ เช่น “${example} เป็นเจ้าภาพหลัก”`,
  ),
  cellLong: error((value, hint) => `ข้อความ “${value}” ยาว ${hint} ตัวอักษร เกินที่ตารางรับได้ ย่อให้สั้นลง`),
  yearMissing: error(() => `ไม่พบปีงบประมาณในเอกสาร ระบุปี เช่น --year 2566`),
} as const satisfies Record<string, Rule>

/** What only the reader of a file can see; `file-notes.ts` has the sentences, and the script reads no file. */
export type NoteCode =
  | "rowsMissing"
  | "numberRange"
  | "quotesMended"
  | "lettersMended"
  | "linesJoined"
  | "plannerAssumed"
  | "linesUneven"
  | "monthCell"
  | "rowHidden"
  | "columnHidden"
  | "wordsHidden"
  | "pdfRead"
  | "columnsByRoom"
  | "ticksRead"
  | "ticksUnread"
  | "cellNote"
  | "cellStruck"
  | "changeTracked"
  | "pageUnread"
  | "lettersUnread"
  | "cellError"

type ImportCode = keyof typeof IMPORT_PROBLEMS | NoteCode

/** Snippets are for finding the place; text that is kept nowhere else is quoted whole by its caller. */
const SNIPPET_LENGTH = 160

type EntryWords = {
  readonly value?: string
  readonly hint?: string
  readonly example?: string
  readonly kept?: boolean
}

/** One line of the report. `kept` is false when the snippet is the only place the text survives, so it is not cut. */
export function reportEntry(
  code: keyof typeof IMPORT_PROBLEMS,
  line: number,
  snippet: string,
  words: EntryWords = {},
): ReportEntry {
  return entryBy(IMPORT_PROBLEMS[code], { code, line, snippet }, words)
}

export function entryBy(
  { severity, say }: Rule,
  { code, line, snippet }: Pick<ReportEntry, "code" | "line" | "snippet">,
  { value = snippet, hint = "", example = "", kept = true }: EntryWords,
): ReportEntry {
  return {
    code,
    severity,
    line,
    snippet: kept ? excerpt(snippet, SNIPPET_LENGTH) : snippet,
    message: say(excerpt(value, 80), excerpt(hint, SNIPPET_LENGTH), example),
    sheet: "",
    cell: "",
  }
}

/** A text on one line, cut to a length. */
export function excerpt(text: string, length: number): string {
  return shorten(oneLine(text), length)
}
