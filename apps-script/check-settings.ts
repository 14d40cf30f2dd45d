/** Before anything is installed: is every setting one that will work? The error says which, and what to do. */
import { TIME_ZONE } from "../shared/date/civil-date.ts"
import type { Config } from "./config.ts"

/** @throws Error in Thai and English, naming the setting */
export function checkSettings(config: Config): void {
  if (config.audience !== /^https?:\/\/[^/]+/.exec(config.pushUrl)?.[0])
    throw new Error(
      `ค่า CONFIG: pushUrl ไม่ได้อยู่ที่ ${config.audience} ให้วางค่าจากคำสั่ง setup ใหม่ (pushUrl is not at the audience: paste CONFIG again)`,
    )
  checkKey(config.privateKey)
  const scriptZone = Session.getScriptTimeZone()
  if (scriptZone !== TIME_ZONE)
    throw new Error(
      `เขตเวลาของสคริปต์เป็น ${scriptZone} ต้องเป็น ${TIME_ZONE} ให้สั่ง sujarit deploy --script (the script's time zone)`,
    )
  for (const { id, fiscalYear } of config.spreadsheets) checkSpreadsheet(id, fiscalYear)
}

function checkKey(privateKey: string): void {
  try {
    Utilities.computeRsaSha256Signature("sujarit", privateKey, Utilities.Charset.UTF_8)
  } catch (error) {
    throw new Error(
      `ค่า CONFIG: privateKey ใช้ลงนามไม่ได้ อาจวางไม่ครบ ให้วางค่าจากคำสั่ง setup ใหม่ทั้งค่า (the private key cannot sign: ${error})`,
    )
  }
}

function checkSpreadsheet(id: string, fiscalYear: number): void {
  const zone = zoneOf(id, fiscalYear)
  if (zone !== TIME_ZONE)
    throw new Error(
      `เขตเวลาของตารางปี ${fiscalYear} เป็น ${zone} ต้องเป็น ${TIME_ZONE} ให้สั่ง sujarit setup (the spreadsheet's time zone)`,
    )
}

function zoneOf(id: string, fiscalYear: number): string | null | undefined {
  try {
    return Sheets.Spreadsheets.get(id, { fields: "properties(timeZone)" }).properties?.timeZone
  } catch (error) {
    throw new Error(
      `เปิดตารางปี ${fiscalYear} (${id}) ไม่ได้ ตรวจว่ารหัสตารางใน CONFIG ถูกต้อง และบัญชีนี้เป็นเจ้าของตาราง (cannot open the spreadsheet: ${error})`,
    )
  }
}
