/** `sujarit period`: deadline phrases, from arguments or from lines on stdin, to what they mean. */
import { defineCommand } from "./command/command.ts"
import { JSON_OPTION } from "./command/office-options.ts"
import { file, planYear, text } from "./command/option.ts"

export const periodCommand = defineCommand({
  name: "period",
  thai: "อ่านข้อความกำหนดเวลาเป็นวันที่ พร้อมวิธีคิด",
  english: "compiles Thai deadline phrases, showing the working",
  options: {
    year: { kind: planYear, isNeeded: true, thai: "ปีงบประมาณ พ.ศ.", english: "the fiscal year, B.E." },
    holidays: {
      kind: file,
      thai: "วันหยุด บรรทัดละวัน แบบ 2023-04-13",
      english: "holidays, a date like 2023-04-13 a line",
    },
    json: { ...JSON_OPTION, thai: "JSON บรรทัดละข้อความ", english: "a line of JSON for each phrase" },
    texts: {
      kind: text,
      operand: "any",
      thai: "ข้อความกำหนดเวลา ไม่บอกจะอ่านจาก stdin บรรทัดละข้อความ",
      english: "deadline phrases; without any, lines of stdin",
    },
  },
  run: async (options, io, given) =>
    (await import("./plan/compile-phrases.ts")).compilePhrases(options, io, given),
})
