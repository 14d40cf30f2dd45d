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

/** It is in the middle of many. */
const DO = "ดำเนินการ"

type Row = readonly [Kind, number, string]

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  ["within", 0, "ก่อนหรือภายใน within by notlaterthan ภายใน(|หรือก่อน|ไม่เกิน|กำหนด) ไม่(เกิน|ช้า|ล่าช้า)กว่า อย่างช้า(|ไม่เกิน) ให้ทัน(|ภายใน) ไม่(เกิน|เลย)"],
  ["before", 0, "ก่อน(|หน้า) ภายในก่อน before"],
  ["after", 0, "(|ภาย)หลัง(|จาก) after"],
  ["from", 0, "(|นับ|เริ่ม)ตั้งแต่ since from (เริ่ม|)จาก"],
  ["start", 0, `เริ่ม(|${DO}|ต้น|${DO}ตั้งแต่)`],
  ["onward", 0, "onwards (เป็นต้น|ขึ้น|ต่อ)ไป"],
  ["until", 0, "ถึง (|ไป)จนถึง จน (|จน)กระทั่งถึง จนกระทั่ง to until till"],
  ["finish", 0, "สิ้นสุด"],
  ["finish", 1, "(|ให้)แล้วเสร็จภายใน (สิ้นสุด|เสร็จสิ้น|ให้เสร็จ)ภายใน"],
  ["between", 0, "(|ใน)ระหว่าง between"],
  ["since", 0, "นับ(|ถัด)(แต่|จาก) นับ(ต่อจาก|แต่นี้|หลังจาก)"],
  ["advance", 0, "(|ก่อน)ล่วงหน้า"],
  ["noAnchor", 0, "โดยไม่ได้บอกวันเริ่มนับ"],
  ["and", 0, "และ(|ใน|ภายใน) กับ รวม(ทั้ง|ถึง) ตลอดจน แล้วก็ and"],
  ["or", 0, "หรือ or"],
  ["of", 0, "แห่ง of (|ใน)ของ"],
  ["date", 0, "(|ณ|ลง|ประกาศณ|สั่งณ|ให้ไว้ณ)วันที่ ลว"],
  ["th", 0, "ที่"],
  ["filler", 0, `ใน ณ ให้ เป็น โดย คือ ๆ ประจำปี ในช่วง ห้วง ระยะเวลา ดำเนินงาน (ระยะเวลา||ให้)${DO} (|ให้)เป็นปัจจุบัน ช่วง(|เวลา|ระยะเวลา) (เป็น|)ประจำ`],
  ["filler", 0, "(|มี)กำหนด(|ส่ง|เวลา|การ|แล้วเสร็จ) มี(|กำหนด)ระยะเวลา (|การ)รายงาน(|ผล) (|จัด)ส่ง(|รายงาน) (|ให้)เสร็จ(|สิ้น) โดยมีกำหนด ชำระ ยื่น นำส่ง รับสมัคร ลงทะเบียน ประชุม การประเมิน เผยแพร่ จัดทำ ให้แล้วเสร็จ on the in of st nd rd (ประกาศ|แจ้ง|สรุป|ติดตาม|ประเมิน)ผล กำหนด(ส่งรายงาน|ชำระ)"],
  ["atLeast", 0, "อย่าง(น้อย|ต่ำ) ไม่(น้อย|ต่ำ)กว่า"],
  ["please", 0, "กรุณา โปรด ขอให้ ขอความ(กรุณา|ร่วมมือ|อนุเคราะห์)"],
  ["done", 0, `(|${DO})แล้วเสร็จ`],
  ["continuous", 0, `(|อย่าง|โดย|${DO}|${DO}อย่าง)ต่อเนื่อง (|อย่าง)สม่ำเสมอ ตลอดเวลา เสมอ continuous ongoing เป็นระยะ(|ๆ)`],
  ["approx", 0, "(|โดย)ประมาณ ราว(|ๆ) คาดว่า(|จะ) น่าจะ อาจ about"],
  ["days", 0, "วัน(|ปฏิทิน) days day"],
  ["workday", 0, "วัน(ทำการ|ทำงาน|ราชการ|เปิดทำการ|ทำการราชการ)"],
  ["weeks", 0, "week weeks สัปดา(ห์|ห)"],
  ["months", 0, "เดือน month months"],
  ["quarter", 0, "ไตรมาส(|ที่) quarter q"],
  ["half", 1, "ครึ่ง(ปี||ปีงบประมาณ)แรก h1"],
  ["half", 2, "ครึ่ง(ปี||ปีงบประมาณ)หลัง ครึ่งปีสุดท้าย h2"],
  ["half", 0, "ครึ่งปี(|งบประมาณ)"],
  ["year", 0, "ปี year years"],
  ["fiscal", 0, "ปีงบ(|ประมาณ|ฯ|ประมาณประจำปี) ปีงปม งบประมาณปี ประจำปีงบประมาณ fy fiscalyear"],
  ["calendar", 0, "calendaryear ปีป(ฏิ|ฎิ)ทิน"],
  ["hour", 0, "ชั่วโมง ชม"],
  ["era", 0, "พศ พุทธศักราช be"],
  ["era", 1, "คศ ad ce คริส(ต์|ต)ศักราช"],
  ["every", 0, "(|ใน|ประจำ|เป็นประจำ)ทุก ทุกๆ (|ใน)แต่ละ every each"],
  ["per", 0, "ละ ต่อ per"],
  ["times", 0, "ครั้ง"],
  ["adverb", 0, "(|เป็น)ราย"],
  ["first", 1, "แรก"],
  ["last", 0, "(สุด|)ท้าย"],
  ["end", 0, "endof (|วัน|ณวัน|ณ)สิ้น วันสุดท้าย(|ของ)"],
  ["early", 0, "(|ช่วง)ต้น"],
  ["middle", 0, "(|ช่วง)กลาง"],
  ["late", 0, "(|ช่วง)ปลาย"],
  ["next", 0, "ถัด(|ไป|จาก|มา) ต่อจาก"],
  ["this", 0, "นี้"],
  ["whole", 0, "ตลอด(|ทั้ง|ระยะเวลา) ทั้ง"],
  ["round", 0, "(|ใน)รอบ"],
  ["nth", 0, "(ภาคเรียน|ภาคการศึกษา|เทอม|ครั้ง|งวด|รอบ|ระยะ|ฉบับ)ที่ เทอม"],
  ["clock", 0, "(|ใน|ภายใน|ไม่เกิน)เวลา"],
  ["clock", 1, "(ตั้งแต่|ระหว่าง)เวลา"],
  ["oclock", 0, "น นาฬิกา"],
  ["noon", 0, "(|เวลา)เที่ยง(|วัน)"],
  ["midnight", 0, "(|เวลา)เที่ยงคืน"],
  ["if", 0, "(|ทั้งนี้|โดย|ถ้า)หาก ถ้า (|ใน)กรณี(|ที่) (|หาก)เดือนใด (|หาก)วันดังกล่าว วันใด"],
  ["if", 1, "เมื่อ"],
  ["holiday", 0, "วันหยุด(|ราชการ|นักขัตฤกษ์|ทำการ) หยุดราชการ นักขัตฤกษ์ (|วัน)เสาร์อาทิตย์"],
  ["fallsOn", 0, "ตก ติด ครบกำหนด (กำหนด|)ดังกล่าว ตรง(|กับ)"],
  ["move", 0, "(|ให้)เลื่อน(|ไป|ออกไป) ให้ถือ(|เอา) ให้ใช้ แทน เลื่อนกำหนด"],
  ["move", 1, "ให้ส่ง"],
  ["back", 0, "ก่อนวันหยุด (|ให้)เลื่อน(ขึ้น|เข้า)มา เร็วขึ้น"],
]

/** Words after which no date can follow, by the reason given to the clerk. */
// biome-ignore format: a table
const VAGUE: readonly (readonly [PeriodCode, string])[] = [
  ["at-once", "ด่วนที่สุด asap โดย(ทันที|ด่วน|เร็ว|เร็วที่สุด|พลัน) ทันที(|ที่) (|เร่ง)ด่วน"],
  ["as-appropriate", "ตามความ(เหมาะสม|จำเป็น) ตาม(|เห็น|ที่เห็น)สมควร แล้วแต่กรณี ตามโอกาส"],
  ["as-planned", "ตามแผน(|งาน|ปฏิบัติการ|ที่กำหนด|ดำเนินงาน) ตามกำหนด(|การ|เวลา) ตาม(|ระยะเวลา)ที่กำหนด ภาค(เรียน|การศึกษา) ภายใน(|ระยะ)เวลาที่กำหนด ปีการศึกษา ภายในกำหนดเวลา ตาม(ปฏิทิน|โครงการ|ระเบียบ)"],
  ["status", `(${DO}|เสร็จ|ส่ง|รายงาน|เผยแพร่)แล้ว (|เสร็จ)เรียบร้อย(|แล้ว) (|${DO})(เสร็จสิ้น|แล้วเสร็จ)แล้ว (|อยู่|อยู่ใน)ระหว่าง${DO} ยังไม่(|ได้)${DO} ยังไม่แล้วเสร็จ ยกเลิก ร้อยละ done ${DO}(เสร็จสิ้น|เรียบร้อยแล้ว) (อยู่ระหว่างการ|กำลัง)${DO}`],
  ["relative-to-today", "(สัปดาห์|เดือน|ไตรมาส)(นี้|หน้า) ปีหน้า ปัจจุบัน (วัน|พรุ่ง|บัด|ขณะ)นี้"],
  ["on-event", "ทุก(ครั้ง|คราว)(|ที่) (|ใน)วันและเวลาราชการ ในเวลาราชการ เมื่อ(มี|ได้รับ)"],
  ["no-date", "ไม่มี(|กำหนด|กำหนดวัน|กำหนดเวลา) ไม่(|ได้)กำหนด ไม่จำกัด(|เวลา) ไม่ระบุ na none tbd (รอ|อยู่ระหว่าง)กำหนด"],
]

/** Misspelt keywords: read, with a note to the clerk. */
const MISSPELT: readonly Row[] = [
  ["within", 0, "ภาย(ไน|ใย|นใน|ใน่) ภ่ายใน ภานใน ไม่เกิณ"],
  ["fiscal", 0, "ปีงบประม(าน|ณ|าญ|าฯ|าร) ปึงบประมาณ ปีง(บปร|ปประ|บประะ)มาณ"],
  ["quarter", 0, "ไตรมา(ศ|สท|ต|ท) ไตมาส ใตรมา(ส|ศ)"],
  ["months", 0, "(เดื่|เดิ|เดื้)อน เดือ(|นน)"],
  ["every", 0, "ทุํก ทุค"],
  ["calendar", 0, "ปีป(ฏิธิน|ติทิน)"],
]

/** Of each month its English name, and what is seen in documents and means it beyond doubt. */
// biome-ignore format: a table
const MONTH_WORDS: readonly (readonly [english: string, misspelt: string])[] = [
  ["january", "มก(า|ก)ราคม"],
  ["february", "กุมภาพนธ์ กุมภาพัน(|ธ|ธุ์|ธ์ุ|ธื|ธฺ|ท์|ธ์์) กุมพาพัน(|ธ|ธ์) (กุุมภา|กุมภ|กมภา)พันธ์"],
  ["march", "(มิน|มีณ|มีีน|มึน)าคม"],
  ["april", "เม(ศายน|สายน|ษายาน|ษายนย)"],
  ["may", "พฤ(ศภ|สภ|ษาภ|กษภ|ภ|ษพ|าภ)าคม"],
  ["june", "มิถุนา(ยาน|ย|นย) มิถุณายน (มิถ|มิุถุ|มิถุุ|มิถู|มถุ|มีถุ|มึถุ)นายน"],
  ["july", "กรกฏา(คม||คน) กกรกฎาคม กร(กฏ|กา|ฎา|กฎกา|กกฎา)คม"],
  ["august", "สิงหาคา (สง|สิ|สิงง|สิ่ง|สืง)หาคม"],
  ["september sept", "กันยา(นย|าน|ย) กนยายน กั(น|ยยา|นนา|นย์ยา)ยน"],
  ["october", "(ต|ตุุ|ตู)ลาคม"],
  ["november", "พฤศจิกาย พฤษจิกา พฤ(ษจิกา|ศจิยา|จิกา|สจิกา|ศจิการ|ศิจกา)ยน"],
  ["december", "(ธ|ทั|ธัั)นวาคม"],
]

/** Every spelling of a month that is read at all. A closed list, never edit distance: พ.ค. and พ.ย. are one letter apart. */
export const MONTH_NAMES = MONTHS.map((name, at) => {
  const [english = "", misspelt = ""] = MONTH_WORDS[at] ?? []
  const exact = [name, SHORT_MONTHS[at]?.replace(/\./g, ""), name.replace(/(?:คม|ยน|พันธ์)$/, "")].join(" ")
  return { month: at + 1, exact, english: `${english} ${english.slice(0, 3)}`, misspelt }
})

/** Between two months: the first is the reading that is offered, and a person is asked. */
const UNCLEAR_MONTHS: readonly (readonly [months: readonly number[], written: string])[] = [
  [[6, 4], "มย"],
  [[6, 3], "มีย มินา มึย มืย (มิ|มี)ถุนาคม (มี|มิ)นายน"],
  [[3, 6], "มึค มืค มิค(|ม)"],
  [[4, 3], "เมค เมษาคม"],
  [[4, 6], "เมิย"],
  [[5, 11], "พฤ(ษภายน|ศภายน|ษภาจิกายน|ษ|ษคม|ภา|ศคม)"],
  [[11, 5], "พฤ(ศจิกาคม|ษจิกาคม|ศจิภาคม|ษจิภาคม|ศ|ศจิ|ศยน|ษยน|กายน|ศจิคม)"],
  [[9, 7], "กันยาคม กฎายน"],
  [[7, 9], "กรก(ฎ|ฏ|)ายน"],
  [[10, 9], "ตุลายน"],
  [[1, 3], "มกรายน (ม|มน)าคม"],
  [[8, 9], "สิงหายน"],
  [[12, 10], "ธันวายน"],
  [[8, 6], "สย"],
  [[10, 9], "ตย"],
  [[12, 11], "ธย"],
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
  ...UNCLEAR_MONTHS.flatMap(([months, written]) => entries("month", months[0] ?? 1, written, { months })),
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
