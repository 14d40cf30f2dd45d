/** `sujarit digest --on DATE [--to director|SECTION]`: the mail a day would bring, sending nothing. */
import { defineCommand } from "./command/command.ts"
import { date, flag, folder, text, webAddress } from "./command/option.ts"

export const digestCommand = defineCommand({
  name: "digest",
  thai: "ดูเมลของวันใดก็ได้ตามที่ผู้รับเลือกรับ โดยไม่ส่ง",
  english: "the mail of any day, as its reader chose to be sent it, from a local office; sends nothing",
  options: {
    on: { kind: date, isNeeded: true, thai: "วันของเมล", english: "the day of the mail" },
    to: {
      kind: text,
      placeholder: "director|SECTION",
      default: "director",
      thai: "ผู้รับ: director ชื่อหรือเลขของฝ่าย",
      english: "the reader: director, or a section's name or number",
    },
    office: {
      kind: webAddress,
      otherwise: "http://127.0.0.1:8787",
      thai: "สำนักงานจำลองที่เปิดอยู่",
      english: "the public address of a running local office",
    },
    data: {
      kind: folder,
      thai: "โฟลเดอร์ข้อมูลของสำนักงานจำลองที่ปิดแล้ว",
      english: "the data folder of a local office that is stopped",
    },
    html: { kind: flag, thai: "เมลแบบ HTML", english: "the HTML of the mail" },
    json: {
      kind: flag,
      thai: "ผลเป็น JSON",
      english: "{on, to, simulated, fewer, mails: [{fiscalYear, subject, text, html, about}]}",
    },
  },
  check: ({ html, json, office, data }) => {
    if (html && json) return "เลือก --html หรือ --json อย่างใดอย่างหนึ่ง / --html or --json, not both"
    if (office !== undefined && data !== undefined)
      return "เลือก --office หรือ --data อย่างใดอย่างหนึ่ง / --office or --data, not both"
    return undefined
  },
  run: async ({ office = "http://127.0.0.1:8787", ...options }, io) =>
    (await import("./digest/preview.ts")).previewDigest({ office, ...options }, io),
})
