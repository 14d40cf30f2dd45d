/**
 * The closed list of what the compiler says to a clerk: a stable code, how serious it is, and one Thai sentence that
 * quotes the value, says what is assumed or wrong, and gives the words to type.
 */

import { thaiDigits } from "../date/thai-date.ts"
import { oneLine, shorten } from "../row/shorten.ts"

export type Flag = "ok" | "warn" | "ask" | "reject"

/** What a reader noticed while reading; it becomes a problem once the whole phrase is understood. */
export type Note = {
  readonly code: PeriodCode
  /** The piece of the clean text it is about. */
  readonly quote: string
  /** Wordings to type, one for each possible meaning; without any, the sentence offers what was understood. */
  readonly words?: readonly string[]
  /** What is so, where that helps more than the rule alone: how many days a month has. */
  readonly because?: string
}

type Sentence = (quote: string, words: string, year: string, because: string) => string
type Rule = {
  readonly flag: Exclude<Flag, "ok">
  readonly sentence: Sentence
  /** The words to type are an example, and no meaning of what stands there. */
  readonly isExample?: true
}

const warn = (sentence: Sentence): Rule => ({ flag: "warn", sentence })
const ask = (sentence: Sentence): Rule => ({ flag: "ask", sentence })
const reject = (sentence: Sentence): Rule => ({ flag: "reject", sentence })

const CONFIRM = "โปรดยืนยันหรือพิมพ์"
const IF_NOT = "หากไม่ใช่โปรด"
const YEAR = "ปีงบประมาณ"

const assumed = (why: string) =>
  warn((quote, words) => `“${quote}” ${why} จึงถือว่าหมายถึง ${words} ${IF_NOT}แก้ไข`)
const noDay = (why: string): Rule => ({
  ...ask((quote, words) => `“${quote}” ${why} จึงเตือนล่วงหน้าไม่ได้ โปรดพิมพ์วันที่ เช่น ${words}`),
  isExample: true,
})
const choose = (why: string) => ask((quote, words) => `“${quote}” ${why} ${CONFIRM} ${words}`)
const refuse = (why: string) => reject((quote, words) => `“${quote}” ${why} โปรดพิมพ์ ${words}`)

const NO_DUE = "ไม่มีวันครบกำหนด"

const PROBLEM_RULES = {
  "year-assumed": warn(
    (quote, words, year) => `“${quote}” ไม่ได้บอกปี จึงถือเป็น${YEAR} ${year} คือ ${words} ${IF_NOT}พิมพ์ปีด้วย`,
  ),
  "outside-year": warn(
    (quote, words, year) => `“${quote}” อยู่นอก${YEAR} ${year} ระบบใช้ ${words} ${IF_NOT}แก้ปี`,
  ),
  "calendar-year": assumed("ใช้ปีปฏิทิน ซึ่งไม่ตรงกับปีงบประมาณ"),
  "two-digit-year": assumed("เขียนปีเพียงสองหลัก"),
  "ce-year": assumed("เขียนปีเป็น ค.ศ. โดยไม่บอกศักราช"),
  "english-month": assumed("ใช้ชื่อเดือนภาษาอังกฤษ"),
  "iso-order": assumed("ไม่ได้เรียงวัน เดือน ปี"),
  "mixed-digits": assumed("มีเลขไทยปนกับเลขอารบิกในจำนวนเดียว"),
  "range-crosses-new-year": assumed("เป็นช่วงข้ามปีแต่บอกปีไว้ครั้งเดียว"),
  "year-order": assumed("เขียนไตรมาสหรือเดือนติดกับปีโดยไม่บอกว่าเป็นปีงบประมาณ"),
  "series-shifted": assumed("เป็นงานของงวดที่เพิ่งสิ้นสุด วันครบกำหนดจึงอยู่ในงวดถัดไป และครั้งสุดท้ายอาจเลยปีงบประมาณ"),
  "every-assumed": assumed("ไม่มีคำว่า “ทุก”"),
  "once-a-year": assumed("ไม่ได้บอกวัน"),
  "working-days": assumed("นับเฉพาะวันทำการตามรายการในแท็บวันหยุด"),
  "roll-rule": assumed("ให้เลื่อนเมื่อตรงกับวันหยุด ซึ่งใช้รายการในแท็บวันหยุด"),
  "until-assumed": assumed("บอกเฉพาะวันสิ้นสุด"),
  misspelling: assumed("สะกดผิด"),
  "aa-exchanged": assumed("สลับสระอา (า) กับสระอำ (ำ)"),
  "space-in-month": assumed("มีช่องว่างอยู่ในชื่อเดือน"),
  "year-ambiguous": choose("ไม่บอกว่าเป็นปีงบประมาณหรือปีปฏิทิน"),
  "two-digit-ce": choose("เขียนปีสองหลักซึ่งเข้ากับ ค.ศ. เท่านั้น"),
  "just-before-year": ask(
    (quote, words, year) => `“${quote}” อยู่ก่อนวันแรกของ${YEAR} ${year} ไม่ถึงสัปดาห์ ${CONFIRM} ${words}`,
  ),
  "far-from-year": ask((quote, words, year) => `“${quote}” ห่างจาก${YEAR} ${year} เกินห้าปี ${CONFIRM} ${words}`),
  "weekday-mismatch": choose("ระบุวันในสัปดาห์ไม่ตรงกับวันที่"),
  "period-mismatch": choose("ระบุไตรมาสหรือปีไม่ตรงกับเดือนหรือวันที่"),
  "ordinal-weekday": choose("อาจหมายถึงวันที่ หรือลำดับของวันในเดือน"),
  "part-of-month": choose("ไม่บอกวันที่แน่นอน"),
  "before-end": choose("ไม่บอกว่ารวมวันสุดท้ายด้วยหรือไม่"),
  "open-ended": choose("ไม่บอกวันสิ้นสุดหรือวันเริ่มต้นให้ครบ"),
  "either-or": choose("มีให้เลือกมากกว่าหนึ่งกำหนด"),
  "several-dates": choose("มีหลายกำหนดแต่ไม่ชัดว่าเป็นวันใด"),
  approximate: choose("เป็นกำหนดโดยประมาณ"),
  "frequency-without-day": choose("บอกความถี่แต่ไม่บอกวัน"),
  "short-months": choose("บางเดือนไม่มีวันที่นี้ เดือนนั้นจะถูกข้าม"),
  "times-without-dates": choose("บอกจำนวนครั้งแต่ไม่บอกวันให้ครบ"),
  "number-over-year": choose("อาจหมายถึงเดือน ไตรมาส หรือครั้งที่ของปี"),
  "month-missing": choose("บอกวันที่แต่ไม่บอกเดือน"),
  "month-unclear": choose("ชื่อเดือนสะกดผิดจนอาจเป็นได้หลายเดือน"),
  "latin-o": choose("มีตัวอักษรอังกฤษ (o, l) แทนตัวเลข"),
  "time-unclear": choose("บอกเวลาไม่ชัด หรือเป็นเวลาที่ใช้กับกำหนดนี้ไม่ได้"),
  unread: choose("อ่านได้ไม่ครบทุกคำ"),
  duration: noDay("เป็นระยะเวลา ไม่ใช่วันที่"),
  "duration-counted": choose("เป็นระยะเวลาที่นับจากวันอื่น"),
  "serial-number": noDay("เป็นตัวเลขล้วน ซึ่งอาจเป็นวันที่ที่ตารางเก็บเป็นเลขลำดับ"),
  continuous: noDay(`เป็นงานต่อเนื่อง ${NO_DUE}`),
  "at-once": noDay(`หมายถึงทำโดยเร็ว ${NO_DUE}`),
  "as-appropriate": noDay(`${NO_DUE}ที่แน่นอน`),
  "as-planned": noDay(`อ้างแผนหรือกำหนดอื่น ${NO_DUE}ในช่องนี้`),
  status: noDay("เป็นสถานะของงาน ไม่ใช่กำหนดเวลา"),
  "relative-to-today": noDay("ขึ้นกับวันที่พิมพ์"),
  "on-event": noDay(`ขึ้นกับเหตุการณ์ ${NO_DUE}`),
  blank: noDay("เว้นไว้หรือใส่เพียงขีด"),
  "no-date": noDay("ไม่พบกำหนดเวลา"),
  "no-such-date": reject((quote, words, _year, because) => `“${quote}” ไม่มีในปฏิทิน ${because}ให้พิมพ์ ${words}`),
  "no-such-month": refuse("มีเลขเดือนที่ไม่มีในปฏิทิน"),
  "no-such-period": refuse("มีเลขไตรมาสหรือจำนวนงวดที่ไม่มีในปี"),
  "no-such-time": refuse("มีเวลาที่ไม่มีในหนึ่งวัน"),
  "malformed-year": refuse("มีปีที่ไม่ใช่สองหรือสี่หลัก"),
  "too-far": reject((quote, words, year) => `“${quote}” ห่างจาก${YEAR} ${year} เกินห้าสิบปี โปรดพิมพ์ ${words}`),
  "range-backwards": refuse("สิ้นสุดก่อนเริ่ม"),
  "too-long": reject((quote, words) => `“${quote}” ยาวเกิน ๕๐๐ อักขระ โปรดพิมพ์เฉพาะกำหนดเวลา เช่น ${words}`),
} satisfies Record<string, Rule>

/** Whether the words of a note are meanings of the phrase, to choose from. */
export function isChoice(code: PeriodCode): boolean {
  const { flag, isExample }: Rule = PROBLEM_RULES[code]
  return flag !== "warn" && !isExample
}

export type PeriodCode = keyof typeof PROBLEM_RULES
export type PeriodProblem = { readonly code: PeriodCode; readonly message: string }

export const PERIOD_CODES = /* @__PURE__ */ Object.keys(PROBLEM_RULES) as readonly PeriodCode[]

export function flagOf(code: PeriodCode): Exclude<Flag, "ok"> {
  return PROBLEM_RULES[code].flag
}

const GRAVITY: readonly Flag[] = ["ok", "warn", "ask", "reject"]

export function gravest(codes: readonly PeriodCode[]): Flag {
  return codes.reduce<Flag>(
    (flag, code) => (GRAVITY.indexOf(flagOf(code)) > GRAVITY.indexOf(flag) ? flagOf(code) : flag),
    "ok",
  )
}

/** A message stays one readable sentence however long the cell is. */
const LONGEST_QUOTE = 80

export function noteToProblem(note: Note, suggestion: string, fiscalYear: number): PeriodProblem {
  const { sentence } = PROBLEM_RULES[note.code]
  const words = (note.words ?? [suggestion]).map(wording => `“${wording}”`).join(" หรือ ")
  const because = note.because ? `${note.because} ` : ""
  const quote = shorten(oneLine(note.quote), LONGEST_QUOTE)
  return {
    code: note.code,
    message: sentence(quote, words, thaiDigits(String(fiscalYear)), because),
  }
}
