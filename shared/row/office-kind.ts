/**
 * Kinds of offices, as data: what their names begin with, what their heads are called, whom they belong to. Code names no
 * kind and no section outside this file, the presets of `cli/plan/section-presets.ts` and the samples.
 */
import type { Section } from "./section.ts"

export type OfficeKind = {
  /** What the names of such offices begin with. */
  readonly begins: readonly string[]
  /** As sentences call whoever heads one. */
  readonly directorTitle: string
  /** Blank where offices of this kind belong to different ones. */
  readonly parent: string
}

/** A beginning that holds another stands before it. */
export const OFFICE_KINDS = {
  educationArea: kind("ผู้อำนวยการ", "สำนักงานคณะกรรมการการศึกษาขั้นพื้นฐาน", ["สำนักงานเขตพื้นที่การศึกษา"]),
  district: kind("ผู้อำนวยการเขต", "กรุงเทพมหานคร", ["สำนักงานเขต"]),
  municipality: kind("นายกเทศมนตรี", "", ["เทศบาล"]),
  local: kind("นายก", "", ["องค์การบริหารส่วน", "อบต.", "อบจ."]),
  university: kind("อธิการบดี", "", ["มหาวิทยาลัย"]),
  faculty: kind("คณบดี", "", ["คณะ"]),
  school: kind("ผู้อำนวยการ", "", ["โรงเรียน", "วิทยาลัย"]),
  hospital: kind("ผู้อำนวยการ", "", ["โรงพยาบาล"]),
  subprovince: kind("นายอำเภอ", "", ["ที่ว่าการอำเภอ"]),
  policeStation: kind("หัวหน้าสถานีตำรวจ", "", ["สถานีตำรวจ"]),
  province: kind("ผู้ว่าราชการจังหวัด", "กระทรวงมหาดไทย", ["สำนักงานจังหวัด", "จังหวัด"]),
  department: kind("อธิบดี", "", ["กรม"]),
} as const satisfies Readonly<Record<string, OfficeKind>>

function kind(directorTitle: string, parent: string, begins: readonly string[]): OfficeKind {
  return { directorTitle, parent, begins }
}

/** The kind that the office's name says; undefined for a name that begins otherwise: nothing is guessed. */
export function officeKindOf(office: string): OfficeKind | undefined {
  return Object.values(OFFICE_KINDS).find(({ begins }) => begins.some(words => office.startsWith(words)))
}

/** Whoever heads an office whose title nobody told. */
export const ANY_DIRECTOR = "หัวหน้าหน่วยงาน"

const EARLIER_PLANNER = "ฝ่ายปกครอง"

/**
 * What is meant by settings left blank where the title of the head is blank too. Until that setting came every office was
 * of this kind, and what was published then reads as it did.
 */
export const EARLIER_OFFICE = {
  directorTitle: OFFICE_KINDS.district.directorTitle,
  parent: OFFICE_KINDS.district.parent,
  planner: EARLIER_PLANNER,
} as const

/** The ten sections of a Bangkok district office in official order. */
export const DISTRICT_SECTIONS: readonly Section[] = [
  { slug: "1", name: EARLIER_PLANNER, shortNames: ["ปค."] },
  { slug: "2", name: "ฝ่ายทะเบียน", shortNames: ["ทะเบียนฯ"] },
  { slug: "3", name: "ฝ่ายโยธา", shortNames: ["โยธาฯ"] },
  { slug: "4", name: "ฝ่ายสิ่งแวดล้อมและสุขาภิบาล", shortNames: ["ฝ่ายสิ่งแวดล้อมฯ", "สิ่งแวดล้อม"] },
  { slug: "5", name: "ฝ่ายรายได้", shortNames: ["รายได้ฯ"] },
  { slug: "6", name: "ฝ่ายรักษาความสะอาดและสวนสาธารณะ", shortNames: ["ฝ่ายรักษาความสะอาดฯ", "รักษาความสะอาด"] },
  { slug: "7", name: "ฝ่ายการศึกษา", shortNames: ["ศึกษา"] },
  { slug: "8", name: "ฝ่ายการคลัง", shortNames: ["คลัง"] },
  { slug: "9", name: "ฝ่ายเทศกิจ", shortNames: ["เทศกิจฯ"] },
  { slug: "10", name: "ฝ่ายพัฒนาชุมชนและสวัสดิการสังคม", shortNames: ["ฝ่ายพัฒนาชุมชนฯ", "พัฒนาชุมชน"] },
]

/** Ranks that titles begin with; what follows says of what. One that begins another stands after it. */
const RANKS = ["ผู้อำนวยการ", "นายกเทศมนตรี", "นายก", "ผู้ว่าราชการ", "อธิการบดี", "อธิบดี", "เลขาธิการ", "คณบดี"]
/** As plans shorten them. */
const SHORT_RANKS: Readonly<Record<string, string>> = { ผู้อำนวยการ: "ผอ.", ผู้ว่าราชการ: "ผวจ." }

/** The title without what it is of, `ผู้ว่าราชการ`: as it stands before a person's name. */
export function rankOf(directorTitle: string): string {
  return RANKS.find(rank => directorTitle.startsWith(rank)) ?? directorTitle
}

/** Whether a text speaks of the head; of any there may be where nobody told which. */
export function namesDirector(text: string, directorTitle: string): boolean {
  const ranks = directorTitle === ANY_DIRECTOR ? [...RANKS, ANY_DIRECTOR] : [rankOf(directorTitle)]
  return ranks.some(rank => text.includes(rank) || text.includes(SHORT_RANKS[rank] ?? rank))
}

/** The head of an office as a letter addresses him: the title, and of which office where it does not say so. */
export function addressedDirector(directorTitle: string, office: string): string {
  const rank = rankOf(directorTitle)
  const of = directorTitle.slice(rank.length)
  if (!RANKS.includes(rank)) return `${directorTitle} ${office}`.trim()
  if (of !== "" && office.endsWith(of)) return directorTitle
  const bare = office.replace(/^สำนักงาน/, "")
  return `${rank}${of !== "" && bare.startsWith(of) ? bare : office}`
}

/** What a line above a plan's table begins with when it is an office's name. */
export const OFFICE_BEGINNINGS =
  "สำนัก|องค์การ|องค์กร|อบ[ตจ]|ท[ตมน]\\.|เทศบาล|โรงเรียน|โรงพยาบาล|วิทยาลัย|มหาวิทยาลัย|คณะ(?!กรรมการ|ทำงาน)|สถาบัน|ศูนย์|กรม|กอง|จังหวัด|ที่ว่าการ|อำเภอ|สถานี|ฝ่าย|กลุ่ม"

/** And inside a title, where shorter words begin other things. */
export const OFFICE_IN_TITLE =
  "สำนักงานเขต|องค์การบริหารส่วน|เทศบาล|โรงเรียน|โรงพยาบาล|(?<![\\u0e01-\\u0e4e])(?:อบ[ตจ]|ท[ตมน])\\.\\s?"

/** And where a title's last words begin with it. */
export const OFFICE_ENDING_TITLE = "สำนักงาน|กรม|จังหวัด|มหาวิทยาลัย|คณะ(?!กรรมการ|ทำงาน)|สถานีตำรวจ|ที่ว่าการ|อำเภอ"

/** Words of printed plans that tell how others there were cut, that are no section, or that mean a person. */
export const WORDS_OF_PLANS = {
  wrapped: ["เว็บไซต์สำนักงานเขต", "ผู้อำนวยการเขตกำกับติดตาม", "ภายในสำนักงานเขต"],
  misprints: [["ผู้อำนวยการเขค", "ผู้อำนวยการเขต"]],
  office: "สำนักงานเขต",
} as const

/** Kept on one line, since browsers cut inside them. A function, so that the script, which has no pages, leaves them out. */
export function unbrokenWords() {
  return {
    names: DISTRICT_SECTIONS.map(({ name }) => name).filter(({ length }) => length <= 12),
    words: [`โดย${EARLIER_OFFICE.directorTitle}`, EARLIER_OFFICE.directorTitle, "เทศกิจ"],
  }
}
