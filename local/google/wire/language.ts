/**
 * Google's own words as an account that reads Thai gets them: a script that looks for English in an error finds none here.
 * What Google says in Thai is not ours to know word for word, so these are only like it; addresses, names and numbers
 * inside an error stay as they are in every language.
 */
const THAI: readonly (readonly [RegExp, string])[] = [
  [/^API call to (\S+) failed with error: ([\s\S]*)$/, "การเรียก API ไปยัง $1 ล้มเหลวโดยมีข้อผิดพลาด: $2"],
  [
    /^(.+) has not been used in project (\d+) before or it is disabled\. Enable it by visiting (\S+) then retry\.[\s\S]*$/,
    "ไม่เคยใช้ $1 ในโครงการ $2 มาก่อนหรือถูกปิดใช้งานอยู่ เปิดใช้โดยไปที่ $3 แล้วลองอีกครั้ง หากเพิ่งเปิดใช้ API นี้ โปรดรอสักครู่",
  ],
  [
    /^You do not have permission to call (\S+)\. Required permissions: ([\s\S]*)$/,
    "คุณไม่มีสิทธิ์เรียก $1 สิทธิ์ที่จำเป็น: $2",
  ],
  [/^Authorization is required to perform that action\.$/, "ต้องมีการให้สิทธิ์เพื่อดำเนินการดังกล่าว"],
  [/^Recipient address required$/, "ต้องระบุที่อยู่ผู้รับ"],
  [/^Invalid To header$/, "ส่วนหัวผู้รับไม่ถูกต้อง"],
  [/^User-rate limit exceeded$/, "เกินขีดจำกัดอัตราของผู้ใช้"],
  [/^Invalid value for ByteString$/, "ค่าไม่ถูกต้อง"],
  [/^Requested entity was not found\.$/, "ไม่พบเอนทิตีที่ขอ"],
  [/^Unable to parse range: ([\s\S]*)$/, "แยกวิเคราะห์ช่วงไม่ได้: $1"],
  [/^Argument too large: (\w+)$/, "อาร์กิวเมนต์ใหญ่เกินไป: $1"],
  [/^You have exceeded the property storage quota\.[\s\S]*$/, "คุณใช้พื้นที่เก็บพร็อพเพอร์ตี้เกินโควต้า"],
  [/^This script has too many triggers\.[\s\S]*$/, "สคริปต์นี้มีทริกเกอร์มากเกินไป"],
  [/^Timeout: (.*)$/, "หมดเวลา: $1"],
  [/^Address unavailable: (.*)$/, "ที่อยู่ไม่พร้อมใช้งาน: $1"],
  [/^Internal error encountered\.$/, "พบข้อผิดพลาดภายใน"],
  [/^The service is currently unavailable\.$/, "บริการไม่พร้อมใช้งานในขณะนี้"],
  [/^Quota exceeded for quota metric ([\s\S]*)$/, "เกินโควต้าของเมตริก $1"],
  [/^Invalid (requests\[\d+\]\.\w+): ([\s\S]*)$/, "$1 ไม่ถูกต้อง: $2"],
  [/^Request contains an invalid argument\.$/, "คำขอมีอาร์กิวเมนต์ที่ไม่ถูกต้อง"],
  [/^At least one field must be listed in 'fields'[\s\S]*$/, "ต้องระบุอย่างน้อยหนึ่งฟิลด์ใน 'fields'"],
  [/^Invalid field: ([\s\S]*)$/, "ฟิลด์ไม่ถูกต้อง: $1"],
  [/^No sheet with id: (.*)$/, "ไม่มีชีตที่มีรหัส: $1"],
  [/^No protected range with id: (.*)$/, "ไม่มีช่วงที่มีการป้องกันซึ่งมีรหัส: $1"],
  [/^The user (\S+) is not a known account\.$/, "ไม่รู้จักบัญชี $1"],
]

/** In Thai where it is Google's; a word of this program's own stays, for whoever reads a test. */
export function inThai(message: string): string {
  for (const [pattern, thai] of THAI) {
    const found = pattern.exec(message)
    if (found) return thai.replace(/\$(\d)/g, (_, at) => inThai(found[Number(at)] ?? ""))
  }
  return message
}
