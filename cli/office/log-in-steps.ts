/** What a person does at Google before the log-in, once, in this order. The operator's guide has the same, word for word. */
import { LOGIN } from "../command/fault.ts"

type LogInStep = {
  readonly thai: string
  readonly english: string
  /** What stands on the page when it was done. */
  readonly sees: string
}

export const LOG_IN_STEPS: readonly LogInStep[] = [
  {
    thai: "เปิด https://console.cloud.google.com/projectcreate ด้วยบัญชี Google ของสำนักงาน ตั้งชื่อโครงการว่า Sujarit แล้วกด “สร้าง”",
    english: "Make a Cloud project of the office's own.",
    sees: "หน้าโครงการ Sujarit พร้อม “หมายเลขโครงการ” ซึ่งเป็นตัวเลขล้วน",
  },
  {
    thai: "เปิด https://console.cloud.google.com/apis/library เปิดใช้ทีละรายการ: Google Sheets API, Google Drive API, Apps Script API และ Gmail API ถ้าบัญชีนี้จะเป็นผู้ส่งอีเมล",
    english: "Enable these APIs; Gmail's only where this account is to send the mail.",
    sees: "ปุ่ม “เปิดใช้” ของแต่ละรายการกลายเป็น “จัดการ”",
  },
  {
    thai: "เปิด https://console.cloud.google.com/auth/branding กดเริ่ม ใส่ชื่อแอป Sujarit และอีเมลของสำนักงาน ที่ Audience เลือก Internal ถ้าเลือกได้ (บัญชี Google Workspace ของหน่วยงาน) ไม่ได้จึงเลือก External",
    english: "The consent screen: Internal where the account is of a Workspace, External otherwise.",
    sees: "หน้า Overview ของ Google Auth Platform",
  },
  {
    thai: "ถ้าเลือก External: เปิด https://console.cloud.google.com/auth/audience กด “Publish app” แล้วยืนยัน ไม่ต้องส่งตรวจ (Internal ข้ามข้อนี้)",
    english:
      "External only: publish the app. It need not be verified; in Testing each log-in ends after 7 days.",
    sees: "Publishing status: In production ถ้ายังเป็น Testing การเข้าสู่ระบบจะหมดอายุทุก 7 วัน",
  },
  {
    thai: "เปิด https://console.cloud.google.com/auth/clients กด “Create client” เลือกชนิด Desktop app แล้วดาวน์โหลด JSON มาไว้ในโฟลเดอร์ของโปรแกรม ชื่อ client.json",
    english: "An OAuth client of the kind Desktop app, downloaded as client.json.",
    sees: 'แฟ้ม client.json ขึ้นต้นด้วย {"installed":',
  },
  {
    thai: "เปิด https://script.google.com/home/usersettings แล้วเปิด Google Apps Script API",
    english: "Turn the Apps Script API on for the account.",
    sees: "“เปิด” ข้าง Google Apps Script API",
  },
  {
    thai: `สั่ง ${LOGIN} แล้วเลือกบัญชีของสำนักงานในเบราว์เซอร์ ถ้าขึ้นว่า “Google ยังไม่ได้ตรวจสอบแอปนี้” กด “ขั้นสูง” แล้วกด “ไปที่ Sujarit” ติ๊กทุกช่องแล้วกดต่อ`,
    english:
      "Log in. Where Google says that the app is not verified: Advanced, Go to Sujarit. Tick every box.",
    sees: "You are logged in บนจอนี้ พร้อมชื่อบัญชีของสำนักงาน",
  },
]

export function logInStepsText(): string {
  const texts = LOG_IN_STEPS.map(
    ({ thai, english, sees }, at) => `${at + 1}. ${thai}\n   ${english}\n   จะเห็น: ${sees}\n`,
  )
  return `ทำตามลำดับ ครั้งเดียว / in this order, once:\n\n${texts.join("\n")}`
}

/** The client that clasp brings along: its Cloud project is not the office's. */
const CLASP_PROJECT = "1072944905499"

/** The number of the Cloud project that a log-in's client is of; undefined where it is not one of the office's own. */
export function projectNumberOf(clientId: string): string | undefined {
  const number = /^(\d+)-/.exec(clientId)?.[1]
  return number === CLASP_PROJECT ? undefined : number
}
