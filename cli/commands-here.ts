/** The commands that need nothing but this machine. */
import { defineCommand } from "./command/command.ts"
import {
  JSON_OPTION,
  ownersNeedPlan,
  PLAN_FILE_OPTIONS,
  SAMPLES,
  SECTIONS_OPTION,
} from "./command/office-options.ts"
import { choice, date, file, flag, folder, planYear, port, text, webAddress } from "./command/option.ts"

/** `sujarit start`: the whole office on this machine, until Ctrl-C. */
export const startCommand = defineCommand({
  name: "start",
  thai: "เปิดสำนักงานจำลองทั้งชุดในเครื่องนี้",
  english: "the whole office on this machine",
  options: {
    port: { kind: port, default: "8787", thai: "หน้าเว็บสาธารณะ", english: "the public pages" },
    sheetPort: { kind: port, default: "8788", thai: "ตารางและอีเมล", english: "the sheet and the mailbox" },
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
    sections: SECTIONS_OPTION,
    sample: {
      kind: choice(SAMPLES),
      otherwise: "district, some months on",
      thai: "ตัวอย่างของหน่วยงานแบบใด ตั้งแต่วันแรก",
      english: "the bundled sample of a kind of office, from its first day",
    },
  },
  check: ({ port, sheetPort, empty, plan, sections, sample }) => {
    if (port === sheetPort) return "--port กับ --sheet-port ต้องต่างกัน / ports are two different numbers"
    if ([empty, plan !== undefined, sample !== undefined].filter(Boolean).length > 1)
      return "เลือก --empty --plan หรือ --sample อย่างเดียว / one of --empty, --plan and --sample"
    if (sections !== undefined && !empty && plan === undefined)
      return "--sections ใช้กับ --plan หรือ --empty / --sections goes with --plan or --empty"
    return ownersNeedPlan(sections, plan)
  },
  run: async (options, io, given) => (await import("./start/run-office.ts")).runOffice(options, io, given),
})

/** `sujarit import FILE`: a published plan as table rows, with a report of every doubt. */
export const importCommand = defineCommand({
  name: "import",
  thai: "อ่านแผนที่ประกาศแล้วเป็นแถวของตาราง พร้อมรายงานทุกจุดที่ปรับหรือสงสัย",
  english: "a published plan as table rows, with a report of everything normalised, doubted or refused",
  options: PLAN_FILE_OPTIONS,
  run: async (options, io, given) => (await import("./plan/import-plan.ts")).importFile(options, io, given),
})

/** `sujarit check FILE`: a table judged by exactly the rules the sheet uses. */
export const checkCommand = defineCommand({
  name: "check",
  thai: "ตรวจตารางด้วยกฎเดียวกับในชีต",
  english: "judges a table with exactly the rules the sheet uses",
  options: PLAN_FILE_OPTIONS,
  run: async (options, io) => (await import("./plan/check-plan.ts")).checkFile(options, io),
})

/** `sujarit period`: deadline phrases, from arguments or from lines on stdin, to what they mean. */
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

/** `sujarit verify URL`: a record judged by what it serves to everybody. */
export const verifyCommand = defineCommand({
  name: "verify",
  thai: "ตรวจบันทึกของหน่วยงานใดก็ได้: ลายมือชื่อ ลำดับ เวลา และทุกแถวที่เผยแพร่",
  english: "anybody's check of a public record: signatures, order, times, the tree, and every published row",
  options: {
    record: {
      kind: file,
      placeholder: "URL|FILE",
      operand: "one",
      thai: "ที่อยู่หน้าเว็บของบันทึก ชุดตรวจสอบ (.zip หรือโฟลเดอร์ที่แตกแล้ว) โฟลเดอร์ของสำนักงานจำลอง สำเนาสำรอง หรือหลักฐานของข้อความเดียว (ไฟล์ .tlog-proof ตรวจโดยไม่ใช้เครือข่าย)",
      english:
        "the public address of the record, a bundle (.zip, or its folder), the folder of a local office, a backup, or the proof of one text (a .tlog-proof file, judged without a network)",
    },
    since: {
      kind: text,
      placeholder: "FILE|TEXT",
      thai: "จุดตรวจที่เก็บไว้ หรือค่าตรวจสอบจากอีเมล: บันทึกต้องต่อจากนั้น",
      english: "a checkpoint kept earlier, or the line of a mail: the record must go on from it",
    },
    key: {
      kind: text,
      placeholder: "VKEY",
      thai: "กุญแจของบันทึกที่เก็บไว้",
      english: "the log's verifier key, kept earlier or from a mail",
    },
    policy: {
      kind: file,
      thai: "พยานที่เชื่อ และต้องครบเท่าใด (C2SP tlog-policy)",
      english: "the witnesses that are believed, and how many are enough (C2SP tlog-policy)",
    },
    keep: {
      kind: folder,
      thai: "เก็บสิ่งที่อ่านและจุดตรวจไว้ ครั้งต่อไปทำต่อและเทียบให้เอง",
      english: "keeps what was read and the checkpoint: the next run goes on there, and compares",
    },
    json: JSON_OPTION,
  },
  notes:
    "จบด้วย 0 เมื่อตรงทั้งหมด 1 เมื่อมีสิ่งที่ไม่ตรง 2 เมื่ออ่านไม่ได้ / ends with 0 when all holds, 1 when something does not, 2 when it could not be read",
  run: async (options, io, given) => (await import("./verify/verify-record.ts")).verify(options, io, given),
})

/** `sujarit bundle URL`: all that proves a year, in one file. */
export const bundleCommand = defineCommand({
  name: "bundle",
  thai: "ทำชุดตรวจสอบทั้งปีของบันทึกใดก็ได้เป็นไฟล์เดียว เปิดตรวจได้โดยไม่ต้องต่ออินเทอร์เน็ต",
  english: "all that proves a year of a public record in one file, which is verified with the network off",
  options: {
    record: {
      kind: webAddress,
      operand: "one",
      thai: "ที่อยู่หน้าเว็บของบันทึก",
      english: "the public address of the record",
    },
    year: {
      kind: planYear,
      otherwise: "the newest",
      thai: "ปีงบประมาณ พ.ศ.",
      english: "the fiscal year, B.E.",
    },
    out: {
      kind: file,
      otherwise: "sujarit-<year>.zip",
      thai: "ไฟล์ที่จะเขียน",
      english: "the file to write, which must not exist",
    },
    json: JSON_OPTION,
  },
  notes:
    "ไฟล์ถูกตรวจก่อนเขียน จบด้วย 0 เมื่อตรงทั้งหมด 1 เมื่อมีสิ่งที่ไม่ตรง (ไฟล์ยังเขียนไว้เป็นหลักฐาน) 2 เมื่ออ่านไม่ได้ / it is verified first: ends with 0 when all holds, 1 when something does not (the file is written all the same), 2 when it could not be read",
  run: async (options, io, given) => (await import("./bundle/make-bundle.ts")).makeBundle(options, io, given),
})

/** `sujarit witness`: signs that it saw a log go on. */
export const witnessCommand = defineCommand({
  name: "witness",
  thai: "เป็นพยานให้บันทึกของสำนักงานอื่น: ลงนามเมื่อบันทึกต่อจากที่เคยเห็นเท่านั้น (C2SP tlog-witness)",
  english:
    "witnesses the logs of others: signs a checkpoint that goes on from the one before, and no other (C2SP tlog-witness)",
  options: {
    data: { kind: folder, isNeeded: true, thai: "โฟลเดอร์ของพยาน", english: "the folder of the witness" },
    name: {
      kind: text,
      placeholder: "NAME",
      thai: "ชื่อของพยาน (ครั้งแรก) เช่น witness.example/w1",
      english: "its name, an address without scheme (first run)",
    },
    log: {
      kind: text,
      placeholder: "VKEY",
      thai: "เพิ่มบันทึกที่จะเป็นพยาน (ทั้งบรรทัดจาก /log/vkey)",
      english: "one more log to witness: the line of its /log/vkey",
    },
    port: { kind: port, default: "8790", thai: "พอร์ต", english: "the port" },
    host: {
      kind: text,
      placeholder: "HOST",
      default: "127.0.0.1",
      thai: "ที่อยู่ที่รับคำขอ",
      english: "the address it listens at; a web server in front of it speaks TLS",
    },
  },
  run: async (options, io, given) =>
    (await import("./witness/run-witness.ts")).runWitness(options, io, given),
})

/** `sujarit digest --on DATE [--to director|SECTION]`: the mail a day would bring, sending nothing. */
export const digestCommand = defineCommand({
  name: "digest",
  thai: "ดูอีเมลของวันใดก็ได้ตามที่ผู้รับเลือกรับ โดยไม่ส่ง",
  english: "the mail of any day, as its reader chose to be sent it, from a local office; sends nothing",
  options: {
    on: { kind: date, isNeeded: true, thai: "วันของอีเมล", english: "the day of the mail" },
    to: {
      kind: text,
      placeholder: "director|SECTION",
      default: "director",
      thai: "ผู้รับ: director ชื่อหรือเลขของฝ่าย",
      english: "the reader: director, or a section's name or number",
    },
    office: {
      kind: webAddress,
      otherwise: "the one that is open",
      thai: "สำนักงานจำลองที่เปิดอยู่",
      english: "the public address of a running local office",
    },
    data: {
      kind: folder,
      thai: "โฟลเดอร์ข้อมูลของสำนักงานจำลอง เปิดอยู่หรือปิดแล้ว",
      english: "the data folder of a local office, open or stopped",
    },
    html: { kind: flag, thai: "อีเมลแบบ HTML", english: "the HTML of the mail" },
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
  run: async (options, io) => (await import("./digest/preview.ts")).previewDigest(options, io),
})
