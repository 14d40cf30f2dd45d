/** `sujarit start`: the whole office on this machine, until Ctrl-C. */
import { defineCommand } from "./command/command.ts"
import { date, file, flag, folder, port } from "./command/option.ts"

export const startCommand = defineCommand({
  name: "start",
  thai: "เปิดสำนักงานจำลองทั้งชุดในเครื่องนี้",
  english: "the whole office on this machine",
  options: {
    port: { kind: port, default: "8787", thai: "หน้าเว็บสาธารณะ", english: "the public pages" },
    sheetPort: { kind: port, default: "8788", thai: "ตารางและจดหมาย", english: "the sheet and the mailbox" },
    data: {
      kind: folder,
      otherwise: ".sujarit/sample, .sujarit/empty, .sujarit/<plan>",
      thai: "โฟลเดอร์ข้อมูล",
      english: "the data folder",
    },
    today: { kind: date, thai: "วันจำลอง", english: "simulates this day" },
    empty: { kind: flag, thai: "ตารางเปล่า", english: "an empty sheet" },
    plan: {
      kind: file,
      thai: "แผนที่ประกาศแล้ว แทนตัวอย่าง",
      english: "a published plan instead of the bundled sample",
    },
  },
  check: ({ port, sheetPort, empty, plan }) => {
    if (port === sheetPort) return "--port กับ --sheet-port ต้องต่างกัน / ports are two different numbers"
    if (empty && plan !== undefined)
      return "เลือก --empty หรือ --plan อย่างใดอย่างหนึ่ง / --empty or --plan, not both"
    return undefined
  },
  run: async (options, io) => (await import("./start/run-office.ts")).runOffice(options, io),
})
