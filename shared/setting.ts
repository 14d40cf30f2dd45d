/** The settings of an office and year: one row of the `ตั้งค่า` tab each. */

export type Setting = {
  readonly key: SettingKey
  readonly label: string
  readonly help: string
  /** Private settings travel as private rows and are never served. */
  readonly public: boolean
  readonly initial: string
}

export const SETTING_KEYS = [
  "office",
  "parent",
  "title",
  "fiscalYear",
  "announcementNumber",
  "announcementDate",
  "announcementLink",
  "directorName",
  "directorMail",
  "operatorMail",
  "planner",
  "digestDay",
  "digestHour",
  "ladder",
  "rollRule",
  "gradeRule",
  "itaItems",
  "allowList",
  "digits",
  "publicAddress",
  "contact",
] as const
export type SettingKey = (typeof SETTING_KEYS)[number]

/** Days of the week as the digest setting writes them; 0 is Sunday. */
export const DIGEST_DAYS = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"] as const

function setting(key: SettingKey, label: string, help: string, initial = "", isPublic = true): Setting {
  return { key, label, help, public: isPublic, initial }
}

export const SETTINGS: readonly Setting[] = [
  setting("office", "ชื่อหน่วยงาน", "เช่น สำนักงานเขตภาษีเจริญ"),
  setting("parent", "ต้นสังกัด", "เช่น กรุงเทพมหานคร", "กรุงเทพมหานคร"),
  setting("title", "ชื่อแผน", "ชื่อเต็มของมาตรการประจำปี"),
  setting("fiscalYear", "ปีงบประมาณ", "ปี พ.ศ. เช่น 2566"),
  setting(
    "announcementNumber",
    "เลขที่ประกาศ",
    "เลขที่หนังสือหรือประกาศของแผนที่ลงนามแล้ว เมื่อกรอกแล้วข้อมูลจะเผยแพร่และแก้ย้อนหลังไม่ได้",
  ),
  setting("announcementDate", "วันที่ประกาศ", "เช่น 12 ต.ค. 2565"),
  setting("announcementLink", "ลิงก์แผนที่ลงนาม", "ลิงก์ https ของแผนที่ลงนามแล้ว"),
  setting("directorName", "ชื่อผู้อำนวยการเขต", "ชื่อที่แสดงในหน้าเว็บ"),
  setting("directorMail", "อีเมลผู้อำนวยการเขต", "ที่รับบันทึกสรุป", "", false),
  setting("operatorMail", "อีเมลผู้ดูแลระบบ", "ที่รับแจ้งเมื่อระบบมีปัญหา", "", false),
  setting("planner", "ฝ่ายเจ้าของแผน", "ฝ่ายที่แก้แผนทั้งฉบับได้", "ฝ่ายปกครอง"),
  setting("digestDay", "วันที่ส่งบันทึกสรุป", "วันในสัปดาห์ เช่น จันทร์", "จันทร์"),
  setting("digestHour", "เวลาที่ส่ง", "ชั่วโมง 0 ถึง 23 เช่น 8", "8"),
  setting("ladder", "เตือนล่วงหน้า", "จำนวนวันทำการก่อนครบกำหนด คั่นด้วยจุลภาค", "30,7,1"),
  setting("rollRule", "เมื่อครบกำหนดตรงวันหยุด", "ไม่เลื่อน วันทำการถัดไป หรือ วันทำการก่อนหน้า", "ไม่เลื่อน"),
  setting("gradeRule", "เกณฑ์ระดับผล", "เกณฑ์ที่ใช้แปลงคะแนน เช่น 2565 หรือ 2566", "2565"),
  setting("itaItems", "ข้อของแบบตรวจเว็บไซต์", "เลขข้อที่ขอแผนและผลของปีนี้ เช่น O42,O43", "O42,O43"),
  setting("allowList", "ข้อความที่อนุญาตให้เผยแพร่", "เลขโทรศัพท์หรืออีเมลของทางราชการที่เผยแพร่ได้ คั่นด้วยจุลภาค", "", false),
  setting("digits", "เลขในหัวเรื่องและหนังสือ", "ไทย หรือ อารบิก", "ไทย"),
  setting("publicAddress", "ที่อยู่หน้าเว็บสาธารณะ", "ลิงก์ https ของหน้าเว็บ"),
  setting("contact", "ติดต่อ", "ช่องทางติดต่อสำหรับประชาชน"),
]
