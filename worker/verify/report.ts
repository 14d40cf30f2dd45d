/** What the page says of a verdict, in one language, and what it takes from what a reader pasted. */
import { FAULTS, type Fault, UNPROVED, type Unproved, type Words } from "../../shared/verify/fault.ts"
import { placeWords } from "../../shared/verify/place.ts"
import { parseSeen } from "../../shared/verify/seen.ts"
import type { Asked, Verdict } from "../../shared/verify/verdict.ts"
import { headlineOf, lostOf, provedOf } from "../../shared/verify/verdict-words.ts"

export type Language = "th" | "en"

export function say([thai, english]: Words, language: Language): string {
  return language === "th" ? thai : english
}

export type Report = {
  readonly holds: boolean
  readonly headline: string
  /** Nothing while something does not hold: one fault may hide another. */
  readonly proved: readonly string[]
  readonly faults: readonly { readonly place: string; readonly address: string; readonly says: string }[]
  /** Faults beyond those. */
  readonly more: number
  readonly unproved: readonly string[]
  /** What a reader should keep for the next time; nothing of what does not hold. */
  readonly keep: string
}

const MOST_FAULTS = 20

/** Undefined where nothing was announced yet. */
export function reportOf(verdict: Verdict, language: Language): Report | undefined {
  const { faults, counts, checkpoint, heads, vkey } = verdict
  if (counts.pushes === 0 && faults.length === 0) return undefined
  const holds = faults.length === 0
  const ends = heads.map(({ fiscalYear, revision, head }) => `${fiscalYear}/${revision}/${head}`)
  return {
    holds,
    headline: say(headlineOf(verdict), language),
    proved: holds ? provedOf(verdict).map(words => say(words, language)) : [],
    faults: faultLines(faults, language),
    more: Math.max(0, faults.length - MOST_FAULTS),
    unproved: [
      ...lostOf(verdict).map(words => say(words, language)),
      ...unprovedLines(verdict.unproved, language),
    ],
    keep: holds ? [...ends, vkey?.trim() ?? "", checkpoint?.trim() ?? ""].filter(Boolean).join("\n") : "",
  }
}

/** The first of them. */
export function faultLines(faults: readonly Fault[], language: Language): Report["faults"] {
  return faults.slice(0, MOST_FAULTS).map(({ code, place }) => {
    return { place: say(placeWords(place), language), address: place, says: say(FAULTS[code], language) }
  })
}

export function unprovedLines(unproved: readonly Unproved[], language: Language): string[] {
  return unproved.map(code => {
    const own = unproved.includes("notNow") ? IN_BUNDLE[code] : undefined
    return say(own ?? ON_PAGE[code] ?? UNPROVED[code], language)
  })
}

/** Here nobody types options. */
const ON_PAGE: Partial<Record<Unproved, Words>> = {
  officeKey: [
    "ลายมือชื่อของสำนักงานในรายการนี้ตรวจเมื่อตรวจทั้งบันทึก ให้เว้นช่องให้ว่างแล้วกดตรวจอีกครั้ง",
    "the office's own signature in it is judged with the whole record: leave the field blank and press again",
  ],
  noWitness: [
    "หน้านี้ไม่ตรวจลายมือชื่อของพยาน ถ้าเชื่อพยานรายใด ให้ใช้คำสั่ง sujarit verify กับรายชื่อพยานนั้น",
    "signatures of witnesses are not verified here: whoever trusts one runs sujarit verify with a policy that names it",
  ],
  keyFetched: [
    "กุญแจของบันทึกมาจากเว็บนี้เอง เช่นเดียวกับหน้านี้ ผู้ที่ทำเว็บทำได้ทั้งสองอย่าง ให้วางกุญแจที่เก็บไว้ในช่องข้างบน หรือใช้คำสั่ง sujarit verify ซึ่งไม่ได้มาจากเว็บนี้",
    "the log's key came from this site, as did this page, and whoever makes the site can make both: paste a key kept earlier, or run sujarit verify, which does not come from here",
  ],
  noSince: [
    "ไม่มีจุดตรวจเก่าให้เทียบ จึงไม่รู้ว่าผู้อื่นได้เห็นบันทึกเดียวกัน ให้เก็บข้อความในช่อง “เก็บไว้ตรวจครั้งหน้า” แล้ววางในช่องข้างบนเมื่อตรวจอีก",
    "no earlier checkpoint was given, so it is not known that others saw the same log: keep what stands under “Keep for the next time” and paste it above then",
  ],
}

/** On the page of a bundle, which can read no file beside it but its scripts. */
const IN_BUNDLE: Partial<Record<Unproved, Words>> = {
  forPeople: [
    "หน้านี้ตรวจสำเนาใน data.js ไม่ได้อ่านไฟล์ที่อยู่ข้างๆ (CSV, Excel, A4) ให้ใช้คำสั่ง sujarit verify กับไฟล์ zip ซึ่งเทียบ CSV และ JSON ให้ด้วย",
    "this page judged the copy in data.js and read none of the files beside it (CSV, workbook, A4): sujarit verify on the zip holds CSV and JSON against it too",
  ],
  keyFetched: [
    "กุญแจของบันทึกมากับชุดนี้ เช่นเดียวกับหน้านี้ ผู้ที่ทำชุดทำได้ทั้งสองอย่าง ให้วางกุญแจที่ได้มาทางอื่นในช่อง “เทียบกับสิ่งที่เก็บไว้” หรือใช้คำสั่ง sujarit verify กับไฟล์ zip",
    "the log's key came with this file, as did this page, and whoever makes the file can make both: paste a key from elsewhere below, or run sujarit verify on the zip",
  ],
  noSince: [
    "ไม่มีจุดตรวจเก่าให้เทียบ จึงไม่รู้ว่าผู้อื่นได้เห็นบันทึกเดียวกัน ให้วางจุดตรวจหรือบรรทัดท้ายอีเมลที่เก็บไว้ในช่อง “เทียบกับสิ่งที่เก็บไว้”",
    "no earlier checkpoint was given, so it is not known that others saw the same log: paste one, or the line of a mail, below",
  ],
}

/** Nothing for a blank text; undefined for one in which there is nothing to compare with. */
export function askedOf(pasted: string): Asked | undefined {
  const keptKey = /^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/m.exec(pasted)?.[0]
  const seen = parseSeen(pasted)
  if (pasted.trim() !== "" && keptKey === undefined && !seen) return undefined
  return { keptKey, seen }
}
