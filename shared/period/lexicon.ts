/**
 * Every word the compiler knows, in one table: what kind of word, its value, its spellings. A word that is not here
 * is never skipped: it makes the phrase an ask. Spellings carry no dots and no spaces (the lexer ignores both).
 */
import { MONTHS, SHORT_MONTHS, WEEKDAYS } from "../date/thai-date.ts"
import type { Kind, Slip, Token } from "./grammar.ts"
import type { PeriodCode } from "./problems.ts"

export type Entry = Pick<Token, "kind" | "value" | "months" | "reason"> & {
  readonly written: string
  readonly slip?: Slip
  /** A single letter that is a word only with its full stop or alone in brackets: ศ. or (ศ) for Friday. */
  readonly needsDot?: boolean
}

type Row = readonly [Kind, number, string]

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  ["within", 0, "ภายใน(|หรือก่อน|ไม่เกิน|กำหนด) ก่อนหรือภายใน ไม่(เกิน|เกินกว่า|ช้ากว่า|เลย|ล่าช้ากว่า) อย่างช้า(|ไม่เกิน) ให้ทัน(|ภายใน) within by notlaterthan"],
  ["before", 0, "ก่อน(|หน้า) ภายในก่อน before"],
  ["after", 0, "(|ภาย)หลัง(|จาก) after"],
  ["from", 0, "(|นับ|เริ่ม)ตั้งแต่ เริ่มจาก จาก since from"],
  ["start", 0, "เริ่ม(|ดำเนินการ|ต้น|ดำเนินการตั้งแต่)"],
  ["onward", 0, "เป็นต้นไป ขึ้นไป ต่อไป onwards"],
  ["until", 0, "ถึง (|ไป)จนถึง จน (|จน)กระทั่งถึง จนกระทั่ง to until till"],
  ["finish", 0, "สิ้นสุด"],
  ["finish", 1, "(|ให้)แล้วเสร็จภายใน (สิ้นสุด|เสร็จสิ้น|ให้เสร็จ)ภายใน"],
  ["between", 0, "(|ใน)ระหว่าง between"],
  ["countFrom", 0, "นับ(|ถัด)(แต่|จาก) นับต่อจาก นับแต่นี้ นับหลังจาก"],
  ["advance", 0, "(|ก่อน)ล่วงหน้า"],
  ["noAnchor", 0, "โดยไม่ได้บอกวันเริ่มนับ"],
  ["and", 0, "และ(|ใน|ภายใน) กับ รวม(ทั้ง|ถึง) ตลอดจน แล้วก็ and"],
  ["or", 0, "หรือ or"],
  ["of", 0, "ของ แห่ง ในของ of"],
  ["date", 0, "(|ณ|ลง|ประกาศณ|สั่งณ|ให้ไว้ณ)วันที่ ลว"],
  ["th", 0, "ที่"],
  ["filler", 0, "ใน ณ ให้ เป็น เป็นปัจจุบัน ให้เป็นปัจจุบัน โดย คือ ๆ เป็นประจำ ประจำ(|ปี) ช่วง ในช่วง ห้วง ช่วงเวลา (|ช่วง)ระยะเวลา ระยะเวลาดำเนินการ (|ให้)ดำเนินการ ดำเนินงาน"],
  ["filler", 0, "(|มี)กำหนด(|ส่ง|เวลา|การ|แล้วเสร็จ) กำหนดส่งรายงาน มี(|กำหนด)ระยะเวลา โดยมีกำหนด กำหนดชำระ ชำระ ยื่น นำส่ง รับสมัคร ลงทะเบียน ประชุม ประกาศผล แจ้งผล สรุปผล ติดตามผล ประเมินผล (|การ)รายงาน(|ผล) การประเมิน (|จัด)ส่ง(|รายงาน) เผยแพร่ จัดทำ ให้แล้วเสร็จ (|ให้)เสร็จ(|สิ้น) on the in of st nd rd"],
  ["atLeast", 0, "อย่าง(น้อย|ต่ำ) ไม่(น้อย|ต่ำ)กว่า"],
  ["please", 0, "กรุณา โปรด ขอให้ ขอความ(กรุณา|ร่วมมือ|อนุเคราะห์)"],
  ["done", 0, "(|ดำเนินการ)แล้วเสร็จ"],
  ["continuous", 0, "(|อย่าง|โดย|ดำเนินการ|ดำเนินการอย่าง)ต่อเนื่อง (|อย่าง)สม่ำเสมอ ตลอดเวลา เป็นระยะ เป็นระยะๆ เสมอ continuous ongoing"],
  ["approx", 0, "(|โดย)ประมาณ ราว(|ๆ) คาดว่า(|จะ) น่าจะ อาจ about"],
  ["dayUnit", 0, "วัน(|ปฏิทิน) days day"],
  ["workday", 0, "วัน(ทำการ|ทำงาน|ราชการ|เปิดทำการ|ทำการราชการ)"],
  ["weekUnit", 0, "สัปดาห์ สัปดาห week weeks"],
  ["monthUnit", 0, "เดือน month months"],
  ["quarter", 0, "ไตรมาส(|ที่) quarter q"],
  ["half", 1, "ครึ่ง(ปี||ปีงบประมาณ)แรก h1"],
  ["half", 2, "ครึ่ง(ปี||ปีงบประมาณ)หลัง ครึ่งปีสุดท้าย h2"],
  ["half", 0, "ครึ่งปี ครึ่งปีงบประมาณ"],
  ["year", 0, "ปี year years"],
  ["fiscal", 0, "ปีงบ(|ประมาณ|ฯ|ประมาณประจำปี) ปีงปม งบประมาณปี ประจำปีงบประมาณ fy fiscalyear"],
  ["calendar", 0, "ปีปฏิทิน ปีปฎิทิน calendaryear"],
  ["hour", 0, "ชั่วโมง ชม"],
  ["era", 0, "พศ พุทธศักราช be"],
  ["era", 1, "คศ คริสต์ศักราช คริสตศักราช ad ce"],
  ["every", 0, "(|ใน|ประจำ|เป็นประจำ)ทุก ทุกๆ (|ใน)แต่ละ every each"],
  ["per", 0, "ละ ต่อ per"],
  ["times", 0, "ครั้ง"],
  ["adverb", 0, "(|เป็น)ราย"],
  ["first", 1, "แรก"],
  ["last", 0, "สุดท้าย ท้าย"],
  ["end", 0, "สิ้น (|ณ)วันสิ้น วันสุดท้าย(|ของ) ณสิ้น endof"],
  ["early", 0, "(|ช่วง)ต้น"],
  ["middle", 0, "(|ช่วง)กลาง"],
  ["late", 0, "(|ช่วง)ปลาย"],
  ["next", 0, "ถัด(|ไป|จาก|มา) ต่อจาก"],
  ["this", 0, "นี้"],
  ["whole", 0, "ตลอด(|ทั้ง|ระยะเวลา) ทั้ง"],
  ["round", 0, "(|ใน)รอบ"],
  ["nthTime", 0, "(ภาคเรียน|ภาคการศึกษา|เทอม|ครั้ง|งวด|รอบ|ระยะ|ฉบับ)ที่ เทอม"],
  ["clock", 0, "(|ใน|ภายใน|ไม่เกิน)เวลา"],
  ["clock", 1, "(ตั้งแต่|ระหว่าง)เวลา"],
  ["oclock", 0, "น นาฬิกา"],
  ["noon", 0, "(|เวลา)เที่ยง(|วัน)"],
  ["midnight", 0, "เที่ยงคืน เวลาเที่ยงคืน"],
  ["if", 0, "(|ทั้งนี้|โดย|ถ้า)หาก ถ้า (|ใน)กรณี(|ที่) (|หาก)เดือนใด (|หาก)วันดังกล่าว วันใด"],
  ["if", 1, "เมื่อ"],
  ["holiday", 0, "วันหยุด(|ราชการ|นักขัตฤกษ์|ทำการ) หยุดราชการ นักขัตฤกษ์ (|วัน)เสาร์อาทิตย์"],
  ["fallsOn", 0, "ตรง ตรงกับ ตก ติด กำหนดดังกล่าว ดังกล่าว ครบกำหนด"],
  ["move", 0, "(|ให้)เลื่อน(|ไป|ออกไป) ให้ถือ(|เอา) ให้ใช้ แทน เลื่อนกำหนด"],
  ["move", 1, "ให้ส่ง"],
  ["back", 0, "ก่อนวันหยุด (|ให้)เลื่อน(ขึ้น|เข้า)มา เร็วขึ้น"],
]

/** Words after which no date can follow, by the reason given to the clerk. */
// biome-ignore format: a table
const VAGUE: readonly (readonly [PeriodCode, string])[] = [
  ["at-once", "(|โดย)ทันที ทันทีที่ (|โดย|เร่ง)ด่วน โดยเร็ว(|ที่สุด) โดยพลัน ด่วนที่สุด asap"],
  ["as-appropriate", "ตามความ(เหมาะสม|จำเป็น) ตาม(|เห็น|ที่เห็น)สมควร แล้วแต่กรณี ตามโอกาส"],
  ["as-planned", "ตามแผน(|งาน|ปฏิบัติการ|ที่กำหนด|ดำเนินงาน) ตามกำหนด(|การ|เวลา) ตาม(|ระยะเวลา)ที่กำหนด ปีการศึกษา ภาค(เรียน|การศึกษา) ตามปฏิทิน ตามโครงการ ตามระเบียบ ภายในกำหนดเวลา ภายใน(|ระยะ)เวลาที่กำหนด"],
  ["status", "(ดำเนินการ|เสร็จ|ส่ง|รายงาน|เผยแพร่)แล้ว (|เสร็จ)เรียบร้อย(|แล้ว) ดำเนินการเสร็จสิ้น (|ดำเนินการ)(เสร็จสิ้น|แล้วเสร็จ)แล้ว ดำเนินการเรียบร้อยแล้ว (|อยู่|อยู่ใน)ระหว่างดำเนินการ อยู่ระหว่างการดำเนินการ กำลังดำเนินการ ยังไม่(|ได้)ดำเนินการ ยังไม่แล้วเสร็จ ยกเลิก ร้อยละ done"],
  ["relative-to-today", "วันนี้ พรุ่งนี้ (สัปดาห์|เดือน|ไตรมาส)(นี้|หน้า) ปีหน้า บัดนี้ ปัจจุบัน ขณะนี้"],
  ["on-event", "ทุก(ครั้ง|คราว)(|ที่) เมื่อมี เมื่อได้รับ ในเวลาราชการ (|ใน)วันและเวลาราชการ"],
  ["no-date", "ไม่มี(|กำหนด|กำหนดวัน|กำหนดเวลา) ไม่ระบุ ไม่(|ได้)กำหนด ไม่จำกัด(|เวลา) na none tbd รอกำหนด อยู่ระหว่างกำหนด"],
]

/** Misspelt keywords: read, with a note to the clerk. */
const MISSPELT: readonly Row[] = [
  ["within", 0, "ภาย(ไน|ใย|นใน|ใน่) ภ่ายใน ภานใน ไม่เกิณ"],
  ["fiscal", 0, "ปีงบประม(าน|ณ|าญ|าฯ|าร) ปีงบปรมาณ ปีงปประมาณ ปึงบประมาณ ปีงบประะมาณ"],
  ["quarter", 0, "ไตรมา(ศ|สท|ต|ท) ไตมาส ใตรมาส ใตรมาศ"],
  ["monthUnit", 0, "เดื่อน เดิอน เดือ เดื้อน เดือนน"],
  ["every", 0, "ทุํก ทุค"],
  ["calendar", 0, "ปีปฏิธิน ปีปติทิน"],
]

/** Of each month its English name, and what is seen in documents and means it beyond doubt. */
// biome-ignore format: a table
const MONTH_WORDS: readonly (readonly [english: string, misspelt: string])[] = [
  ["january", "มการาคม มกกราคม"],
  ["february", "กุม(ภา|พา)พัน(|ธ) กุมภาพัน(ธุ์|ธ์ุ|ธื|ธฺ|ท์|ธ์์) กุมพาพันธ์ กุมภาพนธ์ กุุมภาพันธ์ กุมภพันธ์ กมภาพันธ์"],
  ["march", "มินาคม มีณาคม มีีนาคม มึนาคม"],
  ["april", "เมศายน เมสายน เมษายาน เมษายนย"],
  ["may", "พฤศภาคม พฤสภาคม พฤษาภาคม พฤกษภาคม พฤภาคม พฤษพาคม พฤาภาคม"],
  ["june", "มิถุณายน มิถนายน มิุถุนายน มิถุุนายน มิถูนายน มถุนายน มีถุนายน มึถุนายน มิถุนา(ยาน|ย|นย)"],
  ["july", "กรกฏา(คม||คน) กรกฏคม กรกาคม กกรกฎาคม กรฎาคม กรกฎกาคม กรกกฎาคม"],
  ["august", "สิงหาคา สงหาคม สิหาคม สิงงหาคม สิ่งหาคม สืงหาคม"],
  ["september sept", "กันยน กัยยายน กนยายน กันนายน กันย์ยายน กันยา(นย|าน|ย)"],
  ["october", "ตลาคม ตุุลาคม ตูลาคม"],
  ["november", "พฤษจิกายน พฤศจิกาย พฤศจิยายน พฤจิกายน พฤสจิกายน พฤษจิกา พฤศจิการยน พฤศิจกายน"],
  ["december", "ธนวาคม ทันวาคม ธัันวาคม"],
]

/** Every spelling of a month that is read at all. A closed list, never edit distance: พ.ค. and พ.ย. are one letter apart. */
export const MONTH_NAMES = MONTHS.map((name, at) => {
  const [english = "", misspelt = ""] = MONTH_WORDS[at] ?? []
  const exact = [name, SHORT_MONTHS[at]?.replace(/\./g, ""), name.replace(/(?:คม|ยน|พันธ์)$/, "")].join(" ")
  return { month: at + 1, exact, english: `${english} ${english.slice(0, 3)}`, misspelt }
})

/** Between two months: the first is the reading that is offered, and a person is asked. */
const UNCLEAR_MONTHS: readonly { readonly months: readonly number[]; readonly written: string }[] = [
  { months: [6, 4], written: "มย" },
  { months: [6, 3], written: "มีย มีนายน มิถุนาคม มีถุนาคม มินา มินายน มึย มืย" },
  { months: [3, 6], written: "มิค มิคม มึค มืค" },
  { months: [4, 3], written: "เมค เมษาคม" },
  { months: [4, 6], written: "เมิย" },
  { months: [5, 11], written: "พฤษภายน พฤศภายน พฤษภาจิกายน พฤษ พฤษคม พฤภา พฤศคม" },
  { months: [11, 5], written: "พฤศจิกาคม พฤษจิกาคม พฤศจิภาคม พฤษจิภาคม พฤศ พฤศจิ พฤศยน พฤษยน พฤกายน พฤศจิคม" },
  { months: [9, 7], written: "กันยาคม กฎายน" },
  { months: [7, 9], written: "กรกฎายน กรกฏายน กรกายน" },
  { months: [10, 9], written: "ตุลายน" },
  { months: [1, 3], written: "มกรายน มาคม มนาคม" },
  { months: [8, 9], written: "สิงหายน" },
  { months: [12, 10], written: "ธันวายน" },
  { months: [8, 6], written: "สย" },
  { months: [10, 9], written: "ตย" },
  { months: [12, 11], written: "ธย" },
]

const SHORT_WEEKDAYS = ["อา", "จ", "อ", "พ", "พฤ", "ศ", "ส"]
const ENGLISH_WEEKDAYS = "sunday monday tuesday wednesday thursday friday saturday".split(" ")

/** Numbers written as words, 1–999: enough for days, weeks, months and working days. */
// biome-ignore format: a table
const NUMBER_WORDS: readonly (readonly [number, string])[] = [
  [1, "หนึ่ง เอ็ด"], [2, "สอง ยี่"], [3, "สาม"], [4, "สี่"], [5, "ห้า"], [6, "หก"], [7, "เจ็ด"], [8, "แปด"], [9, "เก้า"],
  [10, "สิบ"], [100, "ร้อย"],
]

export const LEXICON: readonly Entry[] = [
  ...ROWS.flatMap(([kind, value, written]) => entries(kind, value, written)),
  ...VAGUE.flatMap(([reason, written]) => entries("vague", 0, written, { reason })),
  ...MISSPELT.flatMap(([kind, value, written]) => entries(kind, value, written, { slip: "misspelling" })),
  ...MONTH_NAMES.flatMap(({ month, exact, english, misspelt }) => [
    ...entries("month", month, exact),
    ...entries("month", month, english, { slip: "english-month" }),
    ...entries("month", month, `${misspelt} ${slipsOf(exact.split(" ")[0] ?? "")}`.trim(), {
      slip: "misspelling",
    }),
  ]),
  ...UNCLEAR_MONTHS.flatMap(({ months, written }) => entries("month", months[0] ?? 1, written, { months })),
  ...WEEKDAYS.flatMap((name, day) => entries("weekday", day, `วัน${name} ${name}`)),
  ...entries("weekday", 4, "วันพฤหัส พฤหัส"),
  ...SHORT_WEEKDAYS.flatMap((written, day) => entries("weekday", day, written, { needsDot: true })),
  ...ENGLISH_WEEKDAYS.flatMap((name, day) => entries("weekday", day, `${name} ${name.slice(0, 3)}`)),
  ...NUMBER_WORDS.flatMap(([value, written]) => entries("numberWord", value, written)),
]

/** Slips of the months alike: the last letter another or twice, a letter of the ending left out, its vowel twice. */
function slipsOf(name: string): string {
  const [, stem = "", first, last] = /^(.+)([คย])([มน])$/.exec(name) ?? []
  if (stem === "") return ""
  const other = last === "ม" ? "น" : "ม"
  return `${stem}(${first}${other}|${last}|า${first}${last}|${first}${last}${last}) ${stem.replace(/า$/, "")}${first}${last}`
}

/** An entry for each spelling; spellings are separated by spaces, and (ก|ข) stands for each of its parts. */
function entries(
  kind: Kind,
  value: number,
  spellings: string,
  more: Omit<Entry, "kind" | "value" | "written"> = {},
): Entry[] {
  return spellings
    .split(" ")
    .flatMap(spelled)
    .map(written => ({ kind, value, written, ...more }))
}

function spelled(word: string): readonly string[] {
  const [, before, parts, after] = /^(.*?)\((.*?)\)(.*)$/.exec(word) ?? []
  return parts === undefined ? [word] : parts.split("|").flatMap(part => spelled(`${before}${part}${after}`))
}
