/** Options that several commands share, each told the same way in all of them. */
import { choice, file, flag, folder, officeId, planYear, sheetYear, text, type Values } from "./option.ts"

/** How an office's mail can leave. */
export const TRANSPORTS = ["send_email", "smtp", "google"] as const
export type MailTransport = (typeof TRANSPORTS)[number]

export const JSON_OPTION = { kind: flag, thai: "ผลเป็น JSON", english: "the result as JSON" } as const

/** Of a file that holds a plan or a table. */
export const PLAN_FILE_OPTIONS = {
  file: {
    kind: file,
    operand: "one",
    thai: "แฟ้ม .xlsx .ods .xls .csv .tsv .txt หรือ JSON ที่ import เขียน",
    english: "an .xlsx, .ods, .xls, .csv, .tsv or .txt, or the JSON that import writes",
  },
  year: { kind: planYear, thai: "ปีงบประมาณ พ.ศ. ของแผน", english: "the plan's fiscal year, B.E." },
  sections: {
    kind: text,
    placeholder: "FILE|PRESET",
    otherwise: "district",
    thai: "หน่วยงานย่อย แฟ้ม number,name,short หรือ district local school hospital province department",
    english: "the office's sections: a file, or one of these presets",
  },
  json: JSON_OPTION,
} as const

export type PlanFileOptions = Values<typeof PLAN_FILE_OPTIONS>

export const DATA_OPTION = {
  kind: folder,
  default: ".sujarit/real",
  thai: "โฟลเดอร์ของสำนักงาน",
  english: "the office's data folder",
} as const

export const LOGIN_OPTIONS = {
  auth: {
    kind: file,
    otherwise: "GOOGLE_APPLICATION_CREDENTIALS, ~/.clasprc.json",
    thai: "ไฟล์เข้าสู่ระบบ",
    english: "the log-in",
  },
  google: {
    kind: text,
    placeholder: "URL",
    thai: "Google จำลองในเครื่อง",
    english: "a stand-in for Google on this machine",
  },
} as const

export type LoginOptions = Values<typeof LOGIN_OPTIONS>

/** What makes an office: asked once, remembered in its folder. */
export const OFFICE_OPTIONS = {
  office: {
    kind: officeId,
    thai: "รหัสหน่วยงาน เช่น phasicharoen เท่ากับ OFFICE_ID ของ Worker (ครั้งแรก)",
    english: "names the office, here and at the Worker (first run)",
  },
  name: { kind: text, thai: "ชื่อหน่วยงาน", english: "the office's name" },
  year: { kind: sheetYear, thai: "ปีงบประมาณ พ.ศ.", english: "the fiscal year, B.E." },
  plan: { kind: file, thai: "แผนที่จะนำเข้าปีที่ยังว่าง", english: "a plan for a year that is still empty" },
  mail: {
    kind: choice(TRANSPORTS),
    thai: "วิธีส่งอีเมล ไม่บอกจะถาม หรือใช้ send_email เมื่อไม่มีผู้ตอบ",
    english: "how mail leaves: asked on a terminal, else send_email",
  },
} as const
export type OfficeOptions = Values<typeof OFFICE_OPTIONS>
