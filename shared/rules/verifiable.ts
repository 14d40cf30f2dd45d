/**
 * Whether a measure can be checked later, said while the plan is typed: does it name something that will exist or can
 * be counted, a kind of evidence, a day before the year's end. It stays silent when in doubt: it must not nag.
 */

import { fiscalYearEnd } from "../date/civil-date.ts"
import { asciiDigits } from "../date/thai-date.ts"
import { shorten } from "../row/shorten.ts"

/** A measure as typed, with the duties that hang on it. */
export type PromisedMeasure = {
  readonly measure: string
  readonly monitoring: string
  readonly lead: string
  readonly fiscalYear: number
  /** Due dates of the measure and of its duties. */
  readonly due: readonly string[]
  readonly duties: readonly { readonly what: string; readonly evidenceKind: string }[]
}

type VerifiabilityDoubt = {
  readonly missing: readonly Missing[]
  /** The row's own words with what would make them checkable. */
  readonly suggestion: string
}

type Missing = "output" | "evidence" | "date"

/** Undefined when the measure can be checked, or probably can. */
export function verifiabilityDoubt(promised: PromisedMeasure): VerifiabilityDoubt | undefined {
  const done = searchable([promised.measure, ...promised.duties.map(({ what }) => what)])
  if (done.trim() === "" || LASTING.some(pattern => pattern.test(done))) return undefined
  const searched = searchable([promised.measure, promised.monitoring, ...promised.duties.map(dutyText)])
  const missing: Missing[] = []
  if (!EVENT.test(done)) missing.push("output")
  if (!EVIDENCE.test(searched)) missing.push("evidence")
  if (!isDated(promised, searched)) missing.push("date")
  // One thing alone that is not said is how most good measures are written.
  return missing.length < 2 ? undefined : { missing, suggestion: suggestionFor(promised, missing) }
}

const MISSING_WORDS: Record<Missing, string> = {
  output: "ผลที่นับได้",
  evidence: "หลักฐานที่จะใช้",
  date: "กำหนดก่อนสิ้นปี",
}

/** The doubt as the second half of the problem's sentence. */
export function doubtWords({ missing, suggestion }: VerifiabilityDoubt): string {
  const words = missing.map(each => MISSING_WORDS[each])
  const last = words.pop() ?? ""
  const all = words.length === 0 ? last : `${words.join(" ")} และ${last}`
  return `ไม่บอก${all} ลองพิมพ์ เช่น “${suggestion}”`
}

const NUMBER = "(?:(?!25\\d\\d)\\d{1,6}|หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ)"
const UNIT =
  "(?:ครั้ง|คน|ราย|ฉบับ|เรื่อง|แห่ง|ชุด|โครงการ|กิจกรรม|หลักสูตร|ช่องทาง|ชุมชน|จุด|แผ่น|ป้าย|เครื่อง|ตัว|ซอย|สาย|โรงเรียน|ตลาด|ร้าน|กระบวนงาน|บริการ|รุ่น|นาที|ชั่วโมง|วัน|ต้น|กิโลกรัม|ตัน|%|เปอร์เซ็นต์)"

/** What will lie somewhere, or can be counted: enough by itself. */
const LASTING: readonly RegExp[] = [
  new RegExp(`${NUMBER} ?${UNIT}`),
  /(?:วัน|สัปดาห์|เดือน|ไตรมาส|ปี|ฝ่าย|ชุมชน)ละ ?(?:\d+ ?)?(?:ครั้ง|คน|ฉบับ|เรื่อง)|ร้อยละ ?\d/,
  /จัดทำ(?!ให้)|เวียนแจ้ง|แจ้งเวียน|หนังสือเวียน|ลงนาม|แต่งตั้ง|มีคำสั่ง|ออก(?:เป็น)?(?:คำสั่ง|ประกาศ|หนังสือ|ระเบียบ|หลักเกณฑ์)/,
  /(?:ติดตั้ง|ปิดประกาศ|ติดประกาศ)|(?:สำรวจ|ประเมิน)ความ(?:พึงพอใจ|คิดเห็น)/,
  /(?:เผยแพร่|เปิดเผย|แสดง|ประกาศ|ส่ง|บันทึก|สรุป|รวบรวม|รายงาน)[^\n]{0,40}?(?:รายงาน|คู่มือ|คำสั่ง|แผนปฏิบัติ|แผนการใช้|แผนการจัดซื้อ|แบบ ?สขร|ทะเบียน|สถิติ|ขั้นตอน|หลักเกณฑ์|ประกาศ|สัญญา|รายชื่อ|ผลการ|ตาราง|อัตราค่าธรรมเนียม|เจตนารมณ์|เจตจำนง|นโยบาย)/,
  /(?:เผยแพร่|เปิดเผย|แสดง|ประชาสัมพันธ์|ลง|โพสต์|แจ้ง)[^\n]{0,80}?(?:เว็บไซต์|เว็บเพจ|เฟซบุ๊ก|เฟสบุ๊ค|facebook|ไลน์|line|บอร์ด|ป้าย|เสียงตามสาย|หอกระจายข่าว|แผ่นพับ|โปสเตอร์|อินโฟกราฟิก)/i,
  /(?:เปิด|เพิ่ม|จัดให้มี|จัดตั้ง|ตั้ง)[^\n]{0,12}?(?:ช่องทาง|ศูนย์|จุดบริการ|ตู้|กล่อง|ระบบ|คณะกรรมการ|คณะทำงาน)/,
  /นำ(?:ระบบ|แอป|โปรแกรม|คิวอาร์|qr)[^\n]{0,60}?มาใช้/i,
]

/** Something that takes place: it can be counted once someone says how often. */
const EVENT = /อบรม|ประชุม|สัมมนา|กิจกรรม|ลงพื้นที่|ดูงาน|จัดโครงการ|ชี้แจง|สุ่มตรวจ|ซักซ้อม/

const EVIDENCE =
  /รายงาน(?!ตัว)|บันทึก|ภาพถ่าย|ใบลงชื่อ|ลายมือชื่อ|ทะเบียน|สถิติ|ผลสำรวจ|แบบประเมิน|แบบสอบถาม|แบบสำรวจ|แบบฟอร์ม|สรุปผล|เว็บไซต์|หลักฐาน|แบบ ?สขร|ใบเสร็จ|หนังสือเวียน/

const RECURRING =
  /ทุก ?(?:วัน|สัปดาห์|เดือน|ไตรมาส|งวด|สิ้นเดือน|\d{1,2} ?เดือน)|ราย(?:วัน|สัปดาห์|เดือน|ไตรมาส)|(?:สัปดาห์|เดือน|ไตรมาส)ละ|ภายใน(?:วันที่|เดือน|ไตรมาส)|ไตรมาส(?:ที่)? ?\d/

function isDated({ due, fiscalYear }: PromisedMeasure, searched: string): boolean {
  return due.some(date => date !== fiscalYearEnd(fiscalYear)) || RECURRING.test(searched)
}

function dutyText({ what, evidenceKind }: PromisedMeasure["duties"][number]): string {
  return `${what}\n${evidenceKind}`
}

/** Longer rows say it somewhere; what is searched stays bounded. */
const SEARCHED = 3000

/** Verbs that promise nothing are taken out first: "ส่งเสริม" must not be read as "ส่ง". */
function searchable(texts: readonly string[]): string {
  return asciiDigits(texts.join("\n").slice(0, SEARCHED))
    .replace(/[ \t\u00a0]+/g, " ")
    .replace(/ส่งเสริม|แสดง(?:ความ|ออก)|การแสดง|ประกาศนียบัตร|รายงานตัว/g, "…")
}

/** What would make a measure with such words checkable; the last fits all. */
const REMEDIES: readonly (readonly [words: RegExp, action: string])[] = [
  [/อบรม|ให้ความรู้|ประชุม|สัมมนา|ชี้แจง|กิจกรรม/, "จัด 1 ครั้ง มีใบลงชื่อผู้เข้าร่วม"],
  [/ประชาสัมพันธ์|รณรงค์|เผยแพร่|แจ้ง/, "เผยแพร่บนเว็บไซต์ไตรมาสละ 1 ครั้ง"],
  [/ปรับปรุง|พัฒนา|ทบทวน|เพิ่มประสิทธิภาพ/, "รายงานรายการที่ปรับปรุงแล้วไตรมาสละ 1 ครั้ง"],
  [/ติดตาม|กำกับ|ตรวจสอบ|ควบคุม|ดูแล|เฝ้าระวัง/, "รายงานผลการตรวจไตรมาสละ 1 ครั้ง"],
  [/บริการ|อำนวยความสะดวก/, "รายงานจำนวนผู้รับบริการเดือนละ 1 ครั้ง"],
  [/กำชับ|ส่งเสริม|สนับสนุน|ปลูกฝัง|จิตสำนึก|ตระหนัก/, "ออกหนังสือเวียน 1 ฉบับให้ทุกคนลงชื่อรับทราบ"],
  [/(?:)/, "รายงานผลไตรมาสละ 1 ครั้ง"],
]

const HEAD_LENGTH = 60

function suggestionFor({ measure, lead, fiscalYear }: PromisedMeasure, missing: readonly Missing[]): string {
  const first = measure
    .split("\n")
    .map(line => line.replace(/^\s*(?:[0-9๐-๙]{1,2}[.)]|[-–•])\s*/, "").trim())
    .find(line => line !== "")
  const head = shorten(first ?? "", HEAD_LENGTH, HEAD_LENGTH)
  const action = REMEDIES.find(([words]) => words.test(measure))?.[1] ?? ""
  const day = missing.includes("date") && !RECURRING.test(action) ? ` ภายในวันที่ 30 มิถุนายน ${fiscalYear}` : ""
  return `${head} โดย${lead || "ฝ่ายเจ้าภาพ"}${action}${day}`
}
