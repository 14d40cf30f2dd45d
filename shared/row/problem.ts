/**
 * What can be wrong with a cell or row, and the sentence that tells a clerk how to mend it: the value in quotes, what
 * is wrong, what to type instead. Codes are stable: tests, docs and the API name them.
 */

import type { TabKey } from "../columns.ts"
import { oneLine, shorten } from "./shorten.ts"

/** `fix` mended silently · `warn` accepted, shown · `ask` used for nothing until confirmed · `error` the row is held. */
export type Severity = "fix" | "warn" | "ask" | "error"

const LONGEST_QUOTE = 60

/** What a sentence may quote. */
type ProblemWords = {
  readonly header: string
  readonly value: string
  /** A limit, a list of choices, or the other place: whatever the code's sentence needs. */
  readonly detail: string
}

type ProblemSpec = { readonly severity: Severity; readonly say: (words: ProblemWords) => string }

const quote = (value: string) => `“${shorten(oneLine(value), LONGEST_QUOTE)}”`

const error = (say: ProblemSpec["say"]): ProblemSpec => ({ severity: "error", say })
const ask = (say: ProblemSpec["say"]): ProblemSpec => ({ severity: "ask", say })
const warn = (say: ProblemSpec["say"]): ProblemSpec => ({ severity: "warn", say })
const fix = (say: ProblemSpec["say"]): ProblemSpec => ({ severity: "fix", say })

/** Most sentences begin with the value and where it stands. */
const inCell =
  (say: (detail: string) => string): ProblemSpec["say"] =>
  ({ header, value, detail }) =>
    `${quote(value)} ในช่อง “${header}” ${say(detail)}`

export const PROBLEMS = {
  cleaned: fix(({ header }) => `ตัดอักขระที่มองไม่เห็นออกจากช่อง “${header}” แล้ว`),
  formula: warn(
    ({ header, value }) => `ช่อง “${header}” เป็นสูตร ระบบใช้ค่า ${quote(value)} ถ้าต้องการให้คงที่ ให้พิมพ์ค่าแทนสูตร`,
  ),
  merged: warn(
    ({ header, value }) =>
      `ช่อง “${header}” ผสานอยู่กับช่องข้างบน ระบบใช้ค่า ${quote(value)} เหมือนกัน ถ้าแถวนี้ต่างออกไป ให้ยกเลิกการผสานเซลล์แล้วพิมพ์ใหม่`,
  ),
  draft: warn(({ detail }) => `แถวนี้ยังไม่ครบ จึงยังไม่เผยแพร่ ให้กรอกช่อง ${detail}`),
  reportDraft: warn(
    ({ detail }) =>
      `รายงานนี้ยังไม่ครบ จึงยังไม่นับ ยังไม่เผยแพร่ และระบบยังเตือนต่อไป ให้กรอก ${detail} หรือติ๊ก “ไม่มีรายการ” ถ้าไม่มีอะไรต้องรายงาน`,
  ),
  reportKept: warn(
    ({ value }) => `งวด ${quote(value)} ไม่อยู่ในแผนแล้ว รายงานที่รับไว้ยังแสดงบนหน้าเว็บในชื่อของฝ่ายนี้ ไม่ต้องทำอะไรกับแถวนี้`,
  ),
  answerKept: warn(
    ({ detail }) =>
      `มีผู้ตอบงวดนี้จากลิงก์ในอีเมลเมื่อ ${detail} ระบบไม่ได้เขียนทับเพราะในแถวนี้มีข้อความแล้ว ถ้าควรเป็นอย่างที่ตอบในอีเมล ให้พิมพ์เอง`,
  ),
  leadInPartners: fix(({ value }) => `ตัด ${quote(value)} ออกจากช่อง “ฝ่ายร่วม” เพราะเป็นเจ้าภาพหลักอยู่แล้ว`),
  weakEvidence: warn(
    ({ value }) =>
      `${quote(value)} รับไว้ก่อนแล้ว แต่ยังไม่ใช่หลักฐานที่ตรวจได้ ให้วางลิงก์ https หรือพิมพ์เลขที่และวันที่ของหนังสือ เช่น กท 6301/123 ลว. 5 มิ.ย. 2566`,
  ),
  unverifiable: warn(({ value, detail }) => `มาตรการ ${quote(value)} จะตรวจภายหลังไม่ได้ เพราะ${detail}`),
  noReminder: warn(
    ({ value, detail }) =>
      `กำหนด ${quote(value)} ยังใช้เตือนไม่ได้ และไม่มีแถวของมาตรการนี้ในแท็บ “งานที่ต้องรายงาน” ให้พิมพ์วันที่ เช่น ${detail} หรือเพิ่มแถวที่มีกำหนด`,
  ),
  confirmMeans: warn(({ detail }) => `ถ้ายืนยันวันนี้ ${detail}`),
  measureWithoutScore: warn(
    ({ value }) =>
      `มาตรการนี้ตอบตัวชี้วัดที่ ${quote(value)} ซึ่งไม่มีในแท็บ “ผลการประเมิน” ให้แก้เลขตัวชี้วัด หรือเพิ่มคะแนนของตัวชี้วัดนั้น`,
  ),
  weakWithoutMeasure: warn(
    ({ value, detail }) =>
      `คะแนน ${quote(value)} ของตัวชี้วัดที่ ${detail} อ่อนกว่าตัวชี้วัดอื่น แต่ยังไม่มีมาตรการใดตอบ ให้เพิ่มมาตรการของตัวชี้วัดที่ ${detail} ในแท็บ “มาตรการ”`,
  ),
  indicatorName: warn(
    ({ value, detail }) => `ชื่อ ${quote(value)} ไม่ตรงกับชื่อตัวชี้วัดตามแบบประเมิน ถ้าพิมพ์ผิดให้พิมพ์ “${detail}”`,
  ),
  dateOutsideYear: warn(
    ({ header, value, detail }) => `วันที่ ${quote(value)} ในช่อง “${header}” อยู่นอกช่วง ${detail} ถ้าพิมพ์ปีผิดให้แก้ปี`,
  ),
  deputyWithoutDate: warn(
    ({ value }) => `มีผู้รักษาการแทน ${quote(value)} แต่ไม่บอกวันสุดท้าย ให้พิมพ์ในช่อง “รักษาการถึงวันที่” เช่น 30 ก.ย. 2566`,
  ),
  idNumberLike: warn(inCell(() => "มีสิบสามหลักเหมือนเลขประจำตัวประชาชน ถ้าใช่ให้ลบออกก่อนเผยแพร่")),
  complaint: warn(
    ({ header, value }) =>
      `ช่อง “${header}” พูดถึง ${quote(value)} และจะเผยแพร่ต่อสาธารณะ ให้ตรวจว่าไม่มีชื่อหรือสิ่งที่บอกตัวผู้ร้องเรียน เช่น พิมพ์ “ผู้ร้องรายหนึ่ง” แทนชื่อ`,
  ),
  scoreDoubt: ask(
    ({ value, detail }) =>
      `คะแนน ${quote(value)} ห่างจากตัวชี้วัดอื่นมาก (${detail}) ถ้าพิมพ์ผิดให้แก้ ถ้าถูกแล้วให้ติ๊กช่อง “ยืนยัน”`,
  ),
  similarVanished: ask(
    ({ value, detail }) =>
      `${quote(value)} คล้ายกับแถว ${detail} ที่หายไปจากตาราง จึงยังไม่เผยแพร่ ถ้าเป็นแถวเดียวกัน ให้ติ๊กที่ “เป็นแถวเดียวกัน” ในแท็บ “สถานะ” ถ้าเป็นแถวใหม่ ให้ติ๊กช่อง “ยืนยัน”`,
  ),
  indicatorDiffers: ask(
    ({ value, detail }) =>
      `${quote(value)} ตามชื่อคือตัวชี้วัดที่ ${detail} เลขที่พิมพ์ไม่ตรง ให้แก้เลขเป็น ${detail} ถ้าถูกแล้วให้ติ๊กช่อง “ยืนยัน”`,
  ),
  required: error(({ header }) => `ช่อง “${header}” ว่าง ให้กรอกก่อน ระหว่างนี้หน้าเว็บแสดงข้อความเดิม`),
  tooLong: error(({ header, detail }) => `ช่อง “${header}” ยาว ${detail} อักขระ ให้ย่อให้สั้นลง`),
  notNumber: error(inCell(detail => `ไม่ใช่ตัวเลข ให้พิมพ์ตัวเลข ${detail}`)),
  outOfRange: error(inCell(detail => `อยู่นอกช่วง ให้พิมพ์ค่า ${detail}`)),
  notDate: error(inCell(() => "ไม่ใช่วันที่ ให้พิมพ์ เช่น 5 มิ.ย. 2566")),
  unknownSection: error(
    ({ value, detail }) => `ไม่รู้จักฝ่าย ${quote(value)} ให้เลือกชื่อตามแท็บ “หน่วยงาน” เช่น ${detail}`,
  ),
  unknownMeasure: error(
    ({ value }) =>
      `ไม่มีมาตรการ ${quote(value)} หรือแถวของมาตรการนั้นยังไม่ครบ ให้เลือกจากรายการ หรือกรอกแถวนั้นในแท็บ “มาตรการ” ให้ครบ`,
  ),
  notChoice: error(
    ({ header, value, detail }) => `${quote(value)} ใช้ในช่อง “${header}” ไม่ได้ ให้เว้นว่าง หรือเลือก ${detail}`,
  ),
  notLink: error(inCell(() => "ไม่ใช่ลิงก์ ให้วางลิงก์ที่ขึ้นต้นด้วย https://")),
  notEvidence: error(
    ({ value, detail }) =>
      `${quote(value)} ใช้เป็นหลักฐานไม่ได้ เพราะ${detail} ให้วางลิงก์ https ที่ทุกคนเปิดได้โดยไม่ต้องเข้าสู่ระบบ หรือพิมพ์เลขที่และวันที่ของหนังสือ เช่น กท 6301/123 ลว. 5 มิ.ย. 2566`,
  ),
  badAddress: error(inCell(() => "ไม่ใช่อีเมล ให้พิมพ์ เช่น name@bangkok.go.th")),
  duplicateKey: error(inCell(detail => `ซ้ำกับแถวที่ ${detail} ให้เหลือแถวเดียว`)),
  movedWithoutReason: error(
    ({ detail }) => `กำหนดเปลี่ยนจากที่ประกาศไว้ (${detail}) ให้พิมพ์เหตุผลใหม่ในช่อง “เหตุผล” หรือใส่กำหนดเดิมกลับ`,
  ),
  movedBySettings: error(
    ({ detail }) =>
      `การตั้งค่าหรือวันหยุดทำให้กำหนดเปลี่ยนจากที่ประกาศไว้ (${detail}) กำหนดเดิมยังใช้อยู่ ให้ฝ่ายเจ้าของแผนพิมพ์เหตุผลครั้งเดียวในแท็บ “สถานะ” ที่แถว “กำหนดที่เลื่อนตามการตั้งค่า” หรือใส่ค่าเดิมกลับ`,
  ),
  dateTooFar: error(
    ({ header, value, detail }) =>
      `วันที่ ${quote(value)} ในช่อง “${header}” ห่างจากปีงบประมาณเกินไป ให้พิมพ์วันที่ในช่วง ${detail}`,
  ),
  reportLess: error(
    ({ detail }) => `รายงานที่รับไว้แล้วเหลือไม่ครบ หน้าเว็บจึงแสดงข้อความเดิม ให้กรอก ${detail} หรือล้างทั้งแถวเพื่อถอนรายงาน`,
  ),
  reportToCome: error(
    ({ header, value, detail }) =>
      `วันที่ ${quote(value)} ในช่อง “${header}” ยังมาไม่ถึง ให้พิมพ์วันที่ทำเสร็จจริง ไม่เกินวันนี้ ${detail}`,
  ),
  periodToCome: error(
    ({ value, detail }) => `งวด ${quote(value)} ยังไม่เริ่ม จึงยังรายงานไม่ได้ ให้ล้างแถวนี้ แล้วรายงานตั้งแต่วันที่ ${detail}`,
  ),
  unknownObligation: error(
    ({ value }) =>
      `ไม่มีงวด ${quote(value)} ของฝ่ายนี้ในแผน ให้ย้ายข้อความไปแถวของงวดที่ถูกต้อง แล้วล้างแถวนี้ หรือใส่แถวเดิมของแผนกลับ`,
  ),
  reportWithoutObligation: error(
    ({ value }) => `${quote(value)} อยู่ในแถวที่ไม่มีงวด จึงไม่ได้เผยแพร่ ให้ย้ายไปแถวที่ระบบเขียนงวดไว้แล้ว`,
  ),
  idNumber: error(inCell(() => "เป็นเลขประจำตัวประชาชน เผยแพร่ไม่ได้ ให้ลบออก หรือพิมพ์ “ผู้รับบริการรายหนึ่ง” แทน")),
  mobileNumber: error(
    inCell(
      () => "เป็นเบอร์มือถือ เผยแพร่ไม่ได้ ให้พิมพ์เบอร์สำนักงาน เช่น 02-xxx-xxxx หรือให้ฝ่ายเจ้าของแผนเพิ่มในรายการที่อนุญาต",
    ),
  ),
  privateMail: error(
    inCell(() => "ไม่ใช่อีเมลของทางราชการ ให้พิมพ์อีเมลที่ลงท้ายด้วย .go.th หรือให้ฝ่ายเจ้าของแผนเพิ่มในรายการที่อนุญาต"),
  ),
  bankAccount: error(
    inCell(() => "เหมือนเลขที่บัญชีธนาคาร เผยแพร่ไม่ได้ ให้ลบออก หรือให้ฝ่ายเจ้าของแผนเพิ่มในรายการที่อนุญาต"),
  ),
  cancelWithoutReason: error(() => `การยกเลิกต้องบอกเหตุผล ให้พิมพ์ในช่อง “เหตุผล”`),
  sectionNumberFixed: error(
    ({ value, detail }) =>
      `${quote(value)} เผยแพร่แล้วเป็นลำดับที่ ${detail} เลขลำดับของฝ่ายที่เผยแพร่แล้วเปลี่ยนไม่ได้ ให้ใส่เลข ${detail} กลับ ถ้าตั้งใจเปลี่ยนชื่อฝ่าย ให้แก้ช่อง “ชื่อฝ่าย” แทน และใส่ชื่อเดิมไว้ในช่อง “ชื่อย่อ”`,
  ),
  sectionNameTaken: error(
    ({ value, detail }) =>
      `${quote(value)} เป็นหรือเคยเป็นชื่อของฝ่ายลำดับที่ ${detail} ใช้กับฝ่ายอื่นไม่ได้ ให้พิมพ์ชื่ออื่น หรือใส่ชื่อเดิมของฝ่ายนี้กลับ`,
  ),
  sectionNameApart: error(
    ({ value }) =>
      `${quote(value)} จะอ่านเป็นหลายฝ่าย เพราะ “,” “;” “ และ ” แยกชื่อฝ่ายออกจากกัน และ “ทุกฝ่าย” หมายถึงทุกชื่อ ให้พิมพ์ชื่ออื่น หรือเขียน “และ” ติดกับคำ`,
  ),
  fiscalYearFixed: error(
    ({ value, detail }) =>
      `ตารางนี้ประกาศเป็นของปีงบประมาณ ${detail} แล้ว เปลี่ยนเป็น ${quote(value)} ไม่ได้ ระบบใส่ ${detail} กลับให้ ถ้าจะเปิดปีถัดไป ให้แจ้งผู้ดูแลระบบสั่ง setup --year ซึ่งสร้างตารางใหม่ของปีนั้น`,
  ),
  otherAddress: error(
    ({ value, detail }) =>
      `${quote(value)} ไม่ใช่ที่อยู่ของหน้าเว็บนี้ ลิงก์ในอีเมลจึงไม่ใช้ค่านี้ ให้พิมพ์ ${detail} หรือเว้นว่าง ถ้าจะย้ายที่อยู่จริง ให้แจ้งผู้ดูแลระบบ`,
  ),
  changedWithoutReason: error(
    ({ header, detail }) =>
      `ช่อง “${header}” เปลี่ยนจากที่ประกาศไว้ (${quote(detail)}) ให้พิมพ์เหตุผลใหม่ในช่อง “เหตุผล” หรือใส่ข้อความเดิมกลับ`,
  ),
  weakReason: error(
    ({ value, detail }) =>
      `เหตุผล ${quote(value)} ใช้ไม่ได้ เพราะ${detail} ให้พิมพ์ว่าครั้งนี้เปลี่ยนเพราะอะไร อย่างน้อย 10 ตัวอักษร เช่น เลื่อนเพราะผู้รับจ้างขอขยายเวลาส่งงาน`,
  ),
  unfit: error(
    ({ header, value }) => `ระบบรับ ${quote(value)} ในช่อง “${header}” ไม่ได้ ให้พิมพ์ใหม่ให้สั้นและเป็นข้อความธรรมดา`,
  ),
  columnMissing: error(({ header }) => `ไม่พบคอลัมน์ “${header}” ในแท็บนี้ ให้ใส่หัวคอลัมน์นี้กลับ ข้อมูลที่รับไว้แล้วยังอยู่ครบ`),
} as const satisfies Record<string, ProblemSpec>

/** The compiler of deadlines has codes of its own, written `period.<code>`. */
export type ProblemCode = keyof typeof PROBLEMS | `period.${string}`

export type Problem = {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly tab: TabKey
  /** Row of the sheet, 1 is the header. */
  readonly row: number
  readonly column: string
  readonly value: string
  readonly message: string
}

/** A problem of a cell, before anyone knows in which row it stands. */
export type CellProblem = Pick<Problem, "code" | "severity" | "column" | "value" | "message">

export function cellProblem(
  code: keyof typeof PROBLEMS,
  column: { readonly key: string; readonly header: string },
  value: string,
  detail = "",
): CellProblem {
  const spec: ProblemSpec = PROBLEMS[code]
  return {
    code,
    severity: spec.severity,
    column: column.key,
    value,
    message: spec.say({ header: column.header, value, detail }),
  }
}

/** A problem's sentence without what it quotes of the cell, for readers whom that is no concern of. */
export function withoutValue({ message, value }: Pick<CellProblem, "message" | "value">): string {
  return message.split(quote(value)).join("“…”")
}

/** How a severity is introduced in the problems column. */
export const SEVERITY_WORDS: Record<Severity, string> = {
  error: "ต้องแก้",
  ask: "ขอให้ยืนยัน",
  warn: "โปรดตรวจทาน",
  fix: "ปรับให้แล้ว",
}

const SEVERITIES: readonly Severity[] = ["error", "ask", "warn", "fix"]

/** The text of a row's problems column: one line a problem, worst first. */
export function problemsText(problems: readonly Pick<CellProblem, "severity" | "message">[]): string {
  return [...problems]
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
    .map(problem => `${SEVERITY_WORDS[problem.severity]}: ${problem.message}`)
    .join("\n")
}
