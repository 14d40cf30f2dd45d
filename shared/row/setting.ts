/** The settings of an office and year: one row of the `ตั้งค่า` tab each. */

import { choice, type Rule, whole, YEARS } from "../columns.ts"
import { WEEKDAYS } from "../date/thai-date.ts"
import { EARLIER_OFFICE, OFFICE_KINDS } from "./office-kind.ts"

type Described<Key extends string> = {
  readonly key: Key
  readonly label: string
  readonly help: string
  /** Private settings travel as private rows and are never served. */
  readonly public: boolean
  readonly initial: string
  readonly rule: Rule
}

/** Days of the week as the digest setting writes them; 0 is Sunday. */
export const DIGEST_DAYS = WEEKDAYS

/**
 * In the words of the Thai government data catalog, which loads them as they stand: the choices of `license_id` and
 * `geo_coverage` in `ckan_dataset.json` of its CKAN extension, ckanext-thai_gdc (of February 2024).
 */
export const CATALOG_LICENSES = [
  "License not specified",
  "Creative Commons Attributions",
  "Creative Commons Attribution Share-Alike",
  "Open Data Common",
] as const
/** And the terms of data.go.th itself, which that list does not have. */
const LICENSES = [...CATALOG_LICENSES, "DGA Open Government License"] as const
const GEO_COVERAGES = ["ประเทศ", "จังหวัด", "อำเภอ", "ตำบล", "เทศบาล/อบต.", "อื่นๆ", "ไม่ทราบ"] as const

const TEXT: Rule = { type: "text", max: 500 }
const ADDRESSES: Rule = { type: "addresses" }

type SettingOptions = Partial<Pick<Described<string>, "initial" | "public" | "rule">>

function setting<Key extends string>(
  key: Key,
  label: string,
  help: string,
  options: SettingOptions = {},
): Described<Key> {
  return { key, label, help, public: true, initial: "", rule: TEXT, ...options }
}

const DESCRIBED = [
  setting("office", "ชื่อหน่วยงาน", "ชื่อเต็ม ตามที่ใช้ในหนังสือราชการ"),
  setting("parent", "ต้นสังกัด", `เช่น ${OFFICE_KINDS.district.parent} เว้นว่างได้`),
  setting("title", "ชื่อแผน", "ชื่อเต็มของมาตรการประจำปี"),
  setting("fiscalYear", "ปีงบประมาณ", "ปี พ.ศ. เช่น 2566", { rule: YEARS }),
  setting(
    "announcementNumber",
    "เลขที่ประกาศ",
    "เลขที่หนังสือหรือประกาศของแผนที่ลงนามแล้ว เมื่อกรอกพร้อมวันที่ แท็บ “สถานะ” จะให้ฝ่ายเจ้าของแผนดูแล้วติ๊กเพื่อประกาศ",
  ),
  setting("announcementDate", "วันที่ประกาศ", "เช่น 12 ต.ค. 2565", { rule: { type: "date" } }),
  setting("announcementLink", "ลิงก์แผนที่ลงนาม", "ลิงก์ https ของแผนที่ลงนามแล้ว", { rule: { type: "link" } }),
  setting(
    "directorTitle",
    "ตำแหน่งหัวหน้าหน่วยงาน",
    `เช่น ${[...new Set(Object.values(OFFICE_KINDS).map(each => each.directorTitle))].join(" ")}`,
  ),
  setting("directorName", "ชื่อหัวหน้าหน่วยงาน", "ชื่อที่แสดงท้ายหน้าเว็บและในบันทึกสรุป"),
  setting("directorMail", "อีเมลหัวหน้าหน่วยงาน", "ที่รับบันทึกสรุป", { public: false, rule: ADDRESSES }),
  setting("operatorMail", "อีเมลผู้ดูแลระบบ", "ที่รับแจ้งเมื่อระบบมีปัญหา", { public: false, rule: ADDRESSES }),
  setting("planner", "ฝ่ายเจ้าของแผน", "ฝ่ายที่แก้แผนทั้งฉบับได้", { rule: { type: "section" } }),
  setting("digestDay", "วันที่ส่งบันทึกสรุป", "วันในสัปดาห์ เช่น จันทร์", {
    initial: "จันทร์",
    rule: choice(...DIGEST_DAYS),
  }),
  setting("digestHour", "เวลาที่ส่ง", "ชั่วโมง 0 ถึง 23 เช่น 8", { initial: "8", rule: whole(0, 23) }),
  setting("ladder", "เตือนล่วงหน้า", "จำนวนวันทำการก่อนครบกำหนด คั่นด้วยจุลภาค", { initial: "30,7,1" }),
  setting(
    "rollRule",
    "เมื่อครบกำหนดตรงวันหยุด",
    "เลือกว่ากำหนดที่ตรงวันหยุดจะเลื่อนไปวันใด เปลี่ยนหลังประกาศต้องให้เหตุผลครั้งเดียวในแท็บ “สถานะ”",
    {
      initial: "ไม่เลื่อน",
      rule: choice("ไม่เลื่อน", "วันทำการถัดไป", "วันทำการก่อนหน้า"),
    },
  ),
  setting("gradeRule", "เกณฑ์ระดับผล", "ปีของเกณฑ์ที่ใช้แปลงคะแนน เช่น 2565", { initial: "2565", rule: YEARS }),
  setting("itaItems", "ข้อของแบบตรวจเว็บไซต์", "เลขข้อที่ขอแผนและผลของปีนี้ เช่น O42,O43", { initial: "O42,O43" }),
  setting("allowList", "ข้อความที่อนุญาตให้เผยแพร่", "เลขโทรศัพท์หรืออีเมลของทางราชการที่เผยแพร่ได้ คั่นด้วยจุลภาค", {
    public: false,
  }),
  setting("digits", "เลขในหัวเรื่องและหนังสือ", "ไทย หรือ อารบิก", { initial: "ไทย", rule: choice("ไทย", "อารบิก") }),
  setting("publicAddress", "ที่อยู่หน้าเว็บสาธารณะ", "ลิงก์ของหน้าเว็บ"),
  setting("contact", "ติดต่อ", "ช่องทางติดต่อสำหรับประชาชน"),
  setting(
    "license",
    "สัญญาอนุญาตใช้ข้อมูล",
    "ตามคำของบัญชีข้อมูลภาครัฐ Creative Commons หมายถึงรุ่น 4.0 เลือกเมื่อหน่วยงานอนุญาตให้นำข้อมูลไปใช้แล้ว",
    { initial: LICENSES[0], rule: choice(...LICENSES) },
  ),
  setting("geoCoverage", "ขอบเขตเชิงพื้นที่ของข้อมูล", "ตามคำของบัญชีข้อมูลภาครัฐ เช่น หน่วยงานระดับอำเภอเลือก อำเภอ", {
    initial: "ไม่ทราบ",
    rule: choice(...GEO_COVERAGES),
  }),
]

export type SettingKey = (typeof DESCRIBED)[number]["key"]
export type Setting = Described<SettingKey>
export const SETTINGS: readonly Setting[] = DESCRIBED

/** A setting in force: as typed, or what a blank one means. */
export function settingInForce(key: SettingKey, typed: ReadonlyMap<string, string>): string {
  const isEarlier = !typed.get("directorTitle")
  return typed.get(key) || (isEarlier && EARLIER_MEANINGS.get(key)) || (INITIALS.get(key) ?? "")
}

const EARLIER_MEANINGS = new Map<string, string>(Object.entries(EARLIER_OFFICE))
const INITIALS = new Map(SETTINGS.map(({ key, initial }) => [key, initial]))
