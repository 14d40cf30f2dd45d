/** `sujarit setup`: makes or mends the year's spreadsheet, keys and script at Google, then waits for the script. */
import { defineCommand } from "./command/command.ts"
import { DATA_OPTION, JSON_OPTION, LOGIN_OPTIONS, OFFICE_OPTIONS } from "./command/office-options.ts"
import { flag, origin, seconds, text } from "./command/option.ts"

export const setupCommand = defineCommand({
  name: "setup",
  thai: "จัดทำหรือซ่อมตาราง กุญแจ และสคริปต์ที่ Google แล้วรอข้อมูลแรกที่ลงนาม",
  english:
    "makes or mends the year's real sheet, keys and script at Google; shows what only a person can do, and waits for the script's first signed word",
  options: {
    ...OFFICE_OPTIONS,
    worker: {
      kind: origin,
      thai: "ที่อยู่หน้าเว็บสาธารณะ (ครั้งแรก)",
      english: "the Worker's public address (first run)",
    },
    from: {
      kind: text,
      placeholder: "FILE|ID",
      thai: "เปิดปีใหม่จากปีก่อน: รหัส ที่อยู่ ปี หรือแฟ้ม .xlsx",
      english: "the year before: its id, its address, its year, or its .xlsx",
    },
    dryRun: {
      kind: flag,
      thai: "บอกว่าจะทำอะไร โดยไม่ทำ",
      english: "tells what would be done, and does nothing",
    },
    steps: { kind: flag, thai: "แสดงขั้นตอนที่ทำด้วยมืออีกครั้ง", english: "shows the steps for a person again" },
    timeout: {
      kind: seconds,
      default: "1800",
      jsonDefault: "0",
      thai: "วินาทีที่รอสคริปต์",
      english: "seconds to wait for the script",
    },
    data: DATA_OPTION,
    json: JSON_OPTION,
    ...LOGIN_OPTIONS,
  },
  check: ({ from, year }) =>
    from !== undefined && year === undefined
      ? "--from ต้องบอกปีใหม่ด้วย --year / --from needs --year, the new one"
      : undefined,
  run: async ({ data, ...options }, io, given) =>
    (await import("./setup/run-setup.ts")).runSetup({ ...options, folder: data }, io, given),
})
