/** What stands in a table or on its page and is no row: numbers of pages and columns, totals, and who signed. */
import { asciiDigits } from "../date/thai-date.ts"

/** `3`, `หน้า 3`, `- 3 -`, `3/10` */
export function isPageNumber(text: string): boolean {
  return /^(?:หน้า(?:ที่)?)?[-–\s]*[0-9๐-๙]{1,3}(?:\/[0-9๐-๙]{1,3})?[-–\s]*$/.test(text)
}

/** (1) (2) (3) below the headings. */
export function isColumnNumbers(cells: readonly string[]): boolean {
  const filled = cells.map(cell => cell.trim()).filter(cell => cell !== "")
  const numbers = filled.map(cell => Number(/^\(?([0-9]{1,2})[.)]?$/.exec(asciiDigits(cell))?.[1]))
  return numbers.length > 2 && numbers.every((number, at) => number === (numbers[0] ?? 0) + at)
}

const COUNT = "[0-9๐-๙.,()–-]|(?<=[0-9๐-๙])(?:มาตรการ|โครงการ|กิจกรรม|ตัวชี้วัด|รายการ|ข้อ)|บาท"
const COUNTS = new RegExp(`^(?:${COUNT})*$`)
const TOTAL = new RegExp(
  `^(?:(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน|เงิน|งบประมาณ|จำนวน|${COUNT})*|(?:grand)?total):?$`,
  "i",
)

/** รวมเป็นเงิน, รวม 3 มาตรการ, with at most numbers beside: words that only begin so, รวมพลัง…, are a row's. */
export function isTotal(cells: readonly string[]): boolean {
  const words = cells.map(cell => cell.replace(/\s/g, "")).filter(cell => !COUNTS.test(cell))
  return words.length > 0 && words.every(cell => TOTAL.test(cell))
}

const SIGNED = [
  /^(?:ลงชื่อ|ลงนาม)\s*(?:$|[.…_:(]|\s(?:ผู้|นาย|นาง))/,
  /^[.…_\s]*ผู้(?:จัดทำ|รายงาน|ตรวจสอบ|ตรวจ|อนุมัติ|เห็นชอบ|รับรอง|เสนอ)(?:ข้อมูล|แผน|รายงาน)?[.…_\s]*$/,
  /^\(\s*(?:[.…_]{3,}|นาย|นาง|น\.\s?ส\.|ว่าที่|ดร\.)[^)]*\)$/,
]

/** ลงชื่อ …, ผู้จัดทำ, (นางสาว…): who signed the paper is no part of its last row. */
export function isSignature(cell: string): boolean {
  return SIGNED.some(words => words.test(cell.trim()))
}
