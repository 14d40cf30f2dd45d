/** What is to be done, which says nothing of when: taken off up to the word that binds its date. */

import { kinds, matchAt, pattern } from "./cursor.ts"
import type { Kind, Token } from "./grammar.ts"

/** จัดทำคำสั่งภายในเดือน …: what is to be done, up to the word that binds its date, says nothing of when. */
export function withoutOpening(tokens: readonly Token[], text: string): readonly Token[] {
  const stop = tokens.findIndex((_, at) => !isErrand(tokens, at))
  const errand = tokens.slice(0, Math.max(0, stop))
  const isBound =
    BINDS.includes(tokens[stop]?.kind ?? "unknown") ||
    isRoundOfMonths(tokens, stop) ||
    matchAt(tokens, stop, WHEN) !== undefined ||
    matchAt(tokens, stop, HOW_OFTEN) !== undefined
  const said = text.slice(errand[0]?.start, tokens[stop]?.start)
  const isDeed =
    errand.some(({ kind }) => kind === "unknown" || kind === "months") &&
    DEED.test(said) &&
    !REFUSAL.test(said)
  return isBound && isDeed ? tokens.slice(stop) : withoutErrand(tokens, text)
}

/** กรุณาส่งแบบสำรวจภายในวันที่ …: the same anywhere after a word that asks. */
export function withoutErrand(tokens: readonly Token[], text: string): readonly Token[] {
  const start = tokens.findIndex(({ kind }) => kind === "please")
  if (start < 0) return tokens
  const stop = tokens.findIndex((_, at) => at > start && !isErrand(tokens, at))
  const isBound = stop > 0 && tokens[stop]?.kind === "within"
  const isRefused = REFUSAL.test(text.slice(tokens[start]?.end, tokens[stop]?.start))
  return [...tokens.slice(0, start), ...tokens.slice(isBound && !isRefused ? stop : start + 1)]
}

const BINDS: readonly Kind[] = ["within", "finish"]
/** ประกาศเมื่อวันที่ … */
const WHEN = pattern("if date number")
/** รายงานความก้าวหน้าทุก 6 เดือน */
const HOW_OFTEN = pattern(
  "every number|date|days|weeks|months|quarter|half|year|fiscal|end|round|weekday|workday",
)

/** What an office does begins so; a word that stands there instead may say something of when, and is asked about. */
const DEED =
  /^[\s"“(]*(?:ให้\s*(?:ทุก|กอง|ฝ่าย|กลุ่ม|งาน|สำนัก|ส่วน|หน่วย)|(?:ให้|ต้อง|จะ|การ|เพื่อ)*\s*(?:จัด|ทำ|ส่ง|นำ|รายงาน|สรุป|รวบรวม|เผยแพร่|ประกาศ|ประชาสัมพันธ์|ประชุม|ดำเนิน|แจ้ง|เวียน|ออก|อบรม|ฝึก|ติดตาม|กำกับ|ตรวจ|ทบทวน|ปรับ|แก้|เสนอ|อนุมัติ|เปิด|วิเคราะห์|ประเมิน|สำรวจ|สร้าง|ลงนาม|แต่งตั้ง|เบิก|รับ|ยื่น|เขียน|กำหนด|แผน|มี|เก็บ|บันทึก|ชี้แจง|ถ่ายทอด|มอบ|พัฒนา|ยกระดับ))/

/** What is not to be done, or has another day from now on, is for a person to read. */
const REFUSAL = /ไม่|อย่า|(?<!แส)งด|เว้น|ยกเลิก|หยุด|ขยาย|เดิม/

function isErrand(tokens: readonly Token[], at: number): boolean {
  const { kind, start, end } = tokens[at] ?? { kind: "number", start: 0, end: 0 }
  if (ERRAND.includes(kind)) return true
  if (isRoundOfMonths(tokens, at) || matchAt(tokens, at, HOW_OFTEN)) return false
  // ทุกกอง, วันต่อต้านทุจริต, เบื้องต้น: with the letters beside it, it is no word of time.
  const [before, after] = [tokens[at - 1], tokens[at + 1]]
  const isGlued =
    (after?.kind === "unknown" && after.start === end) || (before?.kind === "unknown" && before.end === start)
  // ส่งถึง สพป. ภายใน…: to whom.
  // รายงานประจำเดือนภายในวันที่ 3 ของเดือนถัดไป
  if (kind === "months" && before?.kind === "filler" && after?.kind === "within") return true
  const isPiece = PIECES.includes(kind) && (isGlued || (kind === "until" && after?.kind === "unknown"))
  return isPiece || (CUT_OUT.includes(kind) && end - start <= LONGEST_CUT)
}

function isRoundOfMonths(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.kind
  return tokens[at]?.kind === "round" && (next === "number" || next === "numberWord")
}

const ERRAND: readonly Kind[] = kinds("unknown filler done slash comma dash colon open close")
const PIECES: readonly Kind[] = kinds("every days early end first last this from until between or")
/** Short words that are as often a piece of a longer one: ม.ค. in ประชุมคณะกรรมการ. */
const CUT_OUT: readonly Kind[] = kinds("month oclock round adverb th and of per")
const LONGEST_CUT = 3
