/** `sujarit doctor`: what is wrong with a real installation, and the line that mends it. Changes nothing. */
import { defineCommand } from "./command/command.ts"
import { DATA_OPTION, JSON_OPTION, LOGIN_OPTIONS } from "./command/office-options.ts"
import { file, flag, seconds } from "./command/option.ts"

export const doctorCommand = defineCommand({
  name: "doctor",
  thai: "ตรวจระบบจริง ลงไปถึงที่อยู่ที่เมลไปไม่ถึง และบอกวิธีแก้",
  english:
    "what is wrong with a real installation, down to the addresses that mail does not reach, each with the line that mends it",
  options: {
    data: DATA_OPTION,
    testMail: {
      kind: flag,
      thai: "ส่งเมลทดสอบถึงผู้ดูแลระบบที่ตารางระบุ",
      english: "sends a test mail to the operator whom the sheet names",
    },
    timeout: {
      kind: seconds,
      default: "1200",
      jsonDefault: "0",
      thai: "วินาทีที่รอสคริปต์ส่งเมลทดสอบ",
      english: "seconds to wait for the script to send it",
    },
    json: { ...JSON_OPTION, english: "{findings: [{code, severity, fiscalYear, thai, english, mend}]}" },
    conformance: {
      kind: file,
      thai: "เทียบผลที่เรียกฟังก์ชัน conformance ใน Apps Script จริง แทนการตรวจระบบ",
      english: "compares what the function conformance logged at Google, instead",
    },
    ...LOGIN_OPTIONS,
  },
  run: async ({ conformance, ...options }, io, given) =>
    conformance === undefined
      ? (await import("./doctor/examine.ts")).examine(options, io, given)
      : (await import("./doctor/conformance.ts")).conformanceReport(conformance, options.json, io),
})
